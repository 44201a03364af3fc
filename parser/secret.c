#include "parser/secret.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define SIGNED_MIN 3
#define SIGNED_MAX (SECRET_SIZE - 1) /* a longer one is a NIK or a phone number */
#define BARE_MIN   4
#define BARE_MAX   8
#define MASK       "#****"

/* The length of the sign at text, with what stands between it and the digits; 0 if there is none.
 */
static size_t measure_sign(const char *text, bool word_begins)
{
    size_t length = strspn(text, "#");

    if (length == 0 && word_begins && strncasecmp(text, "pin", 3) == 0)
        length = 3;
    return length == 0 ? 0 : length + strspn(text + length, " \t:=.#");
}

/* The length of the digits at text, single separators between them. */
static size_t measure_digits(const char *text, struct secret *ret, int *count)
{
    size_t length = 0;

    *count = 0;
    for (size_t i = 0; isdigit((unsigned char)text[i]) ||
                       (i > 0 && i == length && text[i] && strchr(" .-", text[i]));
         i++) {
        if (!isdigit((unsigned char)text[i]))
            continue;
        if (*count < SECRET_SIZE - 1)
            ret->digits[*count] = text[i];
        ++*count;
        length = i + 1;
    }
    ret->digits[*count < SECRET_SIZE - 1 ? *count : SECRET_SIZE - 1] = '\0';
    return length;
}

/* The first one with a sign at from or later. */
static bool find_signed(const char *text, size_t from, struct secret *ret)
{
    int count;

    for (size_t i = from; text[i]; i++) {
        size_t sign = measure_sign(text + i, i == 0 || !isalnum((unsigned char)text[i - 1]));

        if (sign == 0)
            continue;
        ret->start = i;
        ret->end = i + sign + measure_digits(text + i + sign, ret, &count);
        ret->bare = false;
        if (count >= SIGNED_MIN && count <= SIGNED_MAX)
            return true;
    }
    return false;
}

static bool find_bare(const char *text, struct secret *ret)
{
    size_t end = strlen(text), start;
    int count;

    while (end > 0 && strchr(" \t\r\n.!", text[end - 1]))
        end--;
    for (start = end; start > 0 && isdigit((unsigned char)text[start - 1]);)
        start--;
    if (end - start < BARE_MIN || end - start > BARE_MAX ||
        (start > 0 && !isspace((unsigned char)text[start - 1])))
        return false;
    measure_digits(text + start, ret, &count);
    ret->start = start;
    ret->end = end;
    ret->bare = true;
    return true;
}

bool secret_find(const char *text, struct secret *ret)
{
    struct secret next;
    bool found = false;

    for (size_t from = 0; find_signed(text, from, &next); from = next.end) {
        *ret = next;
        found = true;
    }
    return found || find_bare(text, ret);
}

char *secret_cut(const char *text, const struct secret *secret, char *ret, size_t size)
{
    size_t start = secret->start;

    while (start > 0 && isspace((unsigned char)text[start - 1]))
        start--;
    snprintf(ret, size, "%.*s%s", (int)start, text, text + secret->end);
    return ret;
}

char *secret_mask(const char *text, const char *keep, bool bare, char *ret, size_t size)
{
    struct secret next;
    size_t from = 0, length = 0;

    ret[0] = '\0';
    while (length < size && find_signed(text, from, &next)) {
        bool kept = strcmp(next.digits, keep) == 0;
        size_t until = kept ? next.end : next.start;

        length += (size_t)snprintf(ret + length, size - length, "%.*s%s", (int)(until - from),
                                   text + from, kept ? "" : MASK);
        from = next.end;
    }
    if (length >= size)
        return ret;
    if (bare && find_bare(text + from, &next))
        snprintf(ret + length, size - length, "%.*s" MASK, (int)next.start, text + from);
    else
        snprintf(ret + length, size - length, "%s", text + from);
    return ret;
}
