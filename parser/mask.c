#include "parser/mask.h"

#include <ctype.h>
#include <string.h>

#define DIGITS 16 /* of a NIK and of a KK */
#define SHOWN  4

/* The length of the run of digits at text, with single separators within it; *digits how many there
 * are. */
static size_t measure_number(const char *text, int *digits)
{
    size_t length = 0;

    *digits = 0;
    for (size_t i = 0; text[i]; i++) {
        if (isdigit((unsigned char)text[i])) {
            ++*digits;
            length = i + 1;
        } else if (!strchr(" .-", text[i]) || i > length) {
            break;
        }
    }
    return length;
}

char *mask_text(const char *text, char *ret, size_t size)
{
    size_t used = 0;

    while (*text && used + 1 < size) {
        int digits = 0, seen = 0;
        size_t length = isdigit((unsigned char)*text) ? measure_number(text, &digits) : 1;

        for (; length > 0 && used + 1 < size; length--, text++) {
            seen += isdigit((unsigned char)*text) != 0;
            ret[used++] =
                digits >= DIGITS && seen > SHOWN && isdigit((unsigned char)*text) ? '*' : *text;
        }
    }
    ret[used] = '\0';
    return ret;
}
