#include "gateway/bearer/modem_ussd.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define BYTES_MAX 256

static int nibble(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : toupper((unsigned char)c) - 'A' + 10;
}

/* Returns how many bytes, 0 if text is not hexadecimal. */
static size_t read_hex(const char *text, unsigned char bytes[BYTES_MAX])
{
    size_t length = strlen(text);

    if (length < 8 || length % 2 || length / 2 > BYTES_MAX ||
        text[strspn(text, "0123456789abcdefABCDEF")])
        return 0;
    for (size_t i = 0; i < length / 2; i++)
        bytes[i] = (unsigned char)(nibble(text[2 * i]) << 4 | nibble(text[2 * i + 1]));
    return length / 2;
}

/* Readable: printable ASCII, and mostly letters, digits and spaces. */
static bool is_readable(const char *text, size_t length)
{
    size_t plain = 0;

    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];

        if (c != '\n' && c != '\r' && (c < ' ' || c > '~'))
            return false;
        plain += isalnum(c) || c == ' ';
    }
    return length > 0 && plain * 4 >= length * 3;
}

static size_t from_ucs2(const unsigned char *bytes, size_t count, char *ret)
{
    size_t length = 0;

    if (count % 2)
        return 0;
    for (size_t i = 0; i < count; i += 2) {
        if (bytes[i] != 0)
            return 0;
        ret[length++] = (char)bytes[i + 1];
    }
    return length;
}

static size_t from_ascii(const unsigned char *bytes, size_t count, char *ret)
{
    memcpy(ret, bytes, count);
    return count;
}

/* The letters and digits of the GSM alphabet are those of ASCII. */
static size_t from_packed(const unsigned char *bytes, size_t count, char *ret)
{
    size_t length = count * 8 / 7;

    for (size_t i = 0; i < length; i++) {
        size_t bit = i * 7;
        unsigned value = bytes[bit / 8] >> (bit % 8);

        if (bit % 8 > 1 && bit / 8 + 1 < count)
            value |= (unsigned)bytes[bit / 8 + 1] << (8 - bit % 8);
        ret[i] = (char)(value & 0x7f);
    }
    while (length > 0 && (ret[length - 1] == '\0' || ret[length - 1] == '\r'))
        length--; /* what fills the last octet */
    return length;
}

void modem_ussd_decode(const char *text, char *ret, size_t size)
{
    static size_t (*const forms[])(const unsigned char *, size_t, char *) = {from_ucs2, from_ascii,
                                                                             from_packed};
    unsigned char bytes[BYTES_MAX];
    char decoded[BYTES_MAX * 8 / 7 + 1];
    size_t count = read_hex(text, bytes), length = 0;

    for (size_t i = 0; count > 0 && i < sizeof forms / sizeof forms[0]; i++) {
        length = forms[i](bytes, count, decoded);
        if (is_readable(decoded, length))
            break;
        length = 0;
    }
    decoded[length] = '\0';
    snprintf(ret, size, "%s", length > 0 ? decoded : text);
    for (; *ret; ret++)
        if (*ret == '\n' || *ret == '\r')
            *ret = ' ';
}
