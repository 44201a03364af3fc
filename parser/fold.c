#include "parser/fold.h"

#include <stdbool.h>
#include <string.h>
#include <utf8proc.h>

#define OPTIONS                                                                                                        \
    (UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE)

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

struct folding {
    char *ret;
    size_t size, length;
    bool gap; /* a space is due before the next letter */
};

static void put_character(struct folding *folding, utf8proc_int32_t c)
{
    utf8proc_uint8_t bytes[4];
    size_t count, space = folding->gap && folding->length > 0;

    if (!is_word_character(c)) {
        folding->gap = true;
        return;
    }
    count = (size_t)utf8proc_encode_char(c, bytes);
    if (folding->length + space + count >= folding->size)
        return;
    if (space)
        folding->ret[folding->length++] = ' ';
    memcpy(folding->ret + folding->length, bytes, count);
    folding->length += count;
    folding->gap = false;
}

size_t fold(const char *text, char *ret, size_t size)
{
    const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)text;
    struct folding folding = {.ret = ret, .size = size};
    utf8proc_ssize_t left = (utf8proc_ssize_t)strlen(text), used;

    for (; left > 0; p += used, left -= used) {
        utf8proc_int32_t c, decomposed[32];
        int boundary = UTF8PROC_BOUNDCLASS_START;
        utf8proc_ssize_t count = 0;

        used = utf8proc_iterate(p, left, &c);
        if (used > 0)
            count = utf8proc_decompose_char(c, decomposed, 32, OPTIONS, &boundary);
        else
            used = 1, folding.gap = true;
        for (utf8proc_ssize_t i = 0; i < count && i < 32; i++)
            put_character(&folding, decomposed[i]);
    }
    ret[folding.length] = '\0';
    return folding.length;
}
