#include "db/utf16.h"

#define REPLACEMENT 0xfffdu

static size_t put_utf8(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

static uint32_t next_character(const uint16_t *units, size_t length, size_t *i)
{
    uint32_t c = units[(*i)++];

    if (c >= 0xd800 && c < 0xdc00 && *i < length && units[*i] >= 0xdc00 && units[*i] < 0xe000)
        return 0x10000 + ((c - 0xd800) << 10) + (units[(*i)++] - 0xdc00u);
    return (c >= 0xd800 && c < 0xe000) || c == 0 ? REPLACEMENT : c;
}

size_t utf16_to_utf8(const uint16_t *units, size_t length, char *ret, size_t size)
{
    size_t used = 0;

    for (size_t i = 0; i < length;) {
        char bytes[4];
        size_t count = put_utf8(next_character(units, length, &i), bytes);

        if (used + count >= size)
            break;
        for (size_t k = 0; k < count; k++)
            ret[used++] = bytes[k];
    }
    ret[used] = '\0';
    return used;
}
