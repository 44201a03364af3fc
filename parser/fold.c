#include "parser/fold.h"

#include <string.h>
#include <utf8proc.h>

#define OPTIONS                                                                                    \
    (UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |                  \
     UTF8PROC_STRIPMARK | UTF8PROC_IGNORE)
#define DECOMPOSED_MAX 12

/* Small Cyrillic and Greek letters that look like Latin ones; after case folding, so no capitals.
 */
static const struct {
    utf8proc_int32_t letter;
    char latin;
} look_alikes[] = {
    {0x0430, 'a'}, {0x0432, 'b'}, {0x0435, 'e'}, {0x043a, 'k'}, {0x043c, 'm'}, {0x043d, 'h'},
    {0x043e, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0442, 't'}, {0x0443, 'y'}, {0x0445, 'x'},
    {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'}, {0x0501, 'd'}, {0x051b, 'q'}, {0x051d, 'w'},
    {0x03b1, 'a'}, {0x03b2, 'b'}, {0x03b5, 'e'}, {0x03b6, 'z'}, {0x03b7, 'n'}, {0x03b9, 'i'},
    {0x03ba, 'k'}, {0x03bc, 'm'}, {0x03bd, 'v'}, {0x03bf, 'o'}, {0x03c1, 'p'}, {0x03c4, 't'},
    {0x03c5, 'u'}, {0x03c7, 'x'}, {0x0131, 'i'},
};

static bool is_word_character(utf8proc_int32_t c)
{
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
        return true;
    default:
        return false;
    }
}

static utf8proc_int32_t look_alike(utf8proc_int32_t c)
{
    if (c < 0x80)
        return c;
    for (size_t i = 0; i < sizeof look_alikes / sizeof look_alikes[0]; i++)
        if (look_alikes[i].letter == c)
            return look_alikes[i].latin;
    return c;
}

/* Most messages are ASCII, for which a table of Unicode is a detour. */
static void fold_ascii(unsigned char c, char *ret, bool *sign)
{
    if (c >= 'A' && c <= 'Z')
        c = (unsigned char)(c - 'A' + 'a');
    *sign = !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    ret[0] = *sign ? '\0' : (char)c;
    ret[1] = '\0';
}

size_t fold_character(const char *text, size_t left, char ret[FOLD_CHARACTER_SIZE], bool *sign)
{
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
    utf8proc_int32_t c, decomposed[DECOMPOSED_MAX];
    int boundary = UTF8PROC_BOUNDCLASS_START;
    utf8proc_ssize_t used, count, length = 0;

    if (*bytes < 0x80) {
        fold_ascii(*bytes, ret, sign);
        return 1;
    }
    ret[0] = '\0';
    *sign = true;
    used = utf8proc_iterate(bytes, (utf8proc_ssize_t)left, &c);
    if (used <= 0)
        return 1;
    count = utf8proc_decompose_char(c, decomposed, DECOMPOSED_MAX, OPTIONS, &boundary);
    *sign = count > 0;
    for (utf8proc_ssize_t i = 0; i < count && i < DECOMPOSED_MAX; i++) {
        if (!is_word_character(decomposed[i]))
            continue;
        *sign = false;
        length += utf8proc_encode_char(look_alike(decomposed[i]), (utf8proc_uint8_t *)ret + length);
    }
    ret[length] = '\0';
    return (size_t)used;
}

size_t fold(const char *text, char *ret, size_t size)
{
    size_t left = strlen(text), length = 0, used;
    bool gap = false, sign;
    char folded[FOLD_CHARACTER_SIZE];

    for (; left > 0; text += used, left -= used) {
        size_t count, space = gap && length > 0;

        used = fold_character(text, left, folded, &sign);
        gap = gap || sign;
        count = strlen(folded);
        if (count == 0 || length + space + count >= size)
            continue;
        if (space)
            ret[length++] = ' ';
        memcpy(ret + length, folded, count);
        length += count;
        gap = false;
    }
    ret[length] = '\0';
    return length;
}
