/* Character sets of a phone: UTF-8, GSM-7 with its extension table, UCS-2, hexadecimal. */

#include "gateway/phone/charset.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#define ESCAPE      0x1b
#define REPLACEMENT 0xfffd

/* 3GPP TS 23.038, 6.2.1. The escape itself shows as a space where nothing known follows. */
static const uint16_t default_alphabet[128] = {
    0x0040, 0x00a3, 0x0024, 0x00a5, 0x00e8, 0x00e9, 0x00f9, 0x00ec, 0x00f2, 0x00c7, 0x000a, 0x00d8,
    0x00f8, 0x000d, 0x00c5, 0x00e5, 0x0394, 0x005f, 0x03a6, 0x0393, 0x039b, 0x03a9, 0x03a0, 0x03a8,
    0x03a3, 0x0398, 0x039e, 0x00a0, 0x00c6, 0x00e6, 0x00df, 0x00c9, 0x0020, 0x0021, 0x0022, 0x0023,
    0x00a4, 0x0025, 0x0026, 0x0027, 0x0028, 0x0029, 0x002a, 0x002b, 0x002c, 0x002d, 0x002e, 0x002f,
    0x0030, 0x0031, 0x0032, 0x0033, 0x0034, 0x0035, 0x0036, 0x0037, 0x0038, 0x0039, 0x003a, 0x003b,
    0x003c, 0x003d, 0x003e, 0x003f, 0x00a1, 0x0041, 0x0042, 0x0043, 0x0044, 0x0045, 0x0046, 0x0047,
    0x0048, 0x0049, 0x004a, 0x004b, 0x004c, 0x004d, 0x004e, 0x004f, 0x0050, 0x0051, 0x0052, 0x0053,
    0x0054, 0x0055, 0x0056, 0x0057, 0x0058, 0x0059, 0x005a, 0x00c4, 0x00d6, 0x00d1, 0x00dc, 0x00a7,
    0x00bf, 0x0061, 0x0062, 0x0063, 0x0064, 0x0065, 0x0066, 0x0067, 0x0068, 0x0069, 0x006a, 0x006b,
    0x006c, 0x006d, 0x006e, 0x006f, 0x0070, 0x0071, 0x0072, 0x0073, 0x0074, 0x0075, 0x0076, 0x0077,
    0x0078, 0x0079, 0x007a, 0x00e4, 0x00f6, 0x00f1, 0x00fc, 0x00e0,
};

/* 3GPP TS 23.038, 6.2.1.1 */
static const struct {
    uint16_t septet;
    uint16_t code_point;
} extension[] = {
    {0x0a, 0x000c}, {0x14, 0x005e}, {0x28, 0x007b}, {0x29, 0x007d}, {0x2f, 0x005c},
    {0x3c, 0x005b}, {0x3d, 0x007e}, {0x3e, 0x005d}, {0x40, 0x007c}, {0x65, 0x20ac},
};

#define EXTENSIONS (sizeof extension / sizeof extension[0])

const char *encoding_name(enum encoding encoding)
{
    static const char *const names[] = {"GSM-7", "8-bit", "UCS-2"};

    return names[encoding];
}

static int utf8_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        return 2;
    if (first >= 0xe0 && first <= 0xef)
        return 3;
    if (first >= 0xf0 && first <= 0xf4)
        return 4;
    return 0;
}

int utf8_next(const char **text)
{
    static const int smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *byte = (const unsigned char *)*text;
    int length = utf8_length(*byte);

    if (*byte == '\0')
        return 0;
    int code_point = length > 1 ? *byte & (0xff >> (length + 1)) : *byte;
    for (int i = 1; i < length; i++) {
        if ((byte[i] & 0xc0) != 0x80)
            length = 0;
        else
            code_point = code_point << 6 | (byte[i] & 0x3f);
    }
    *text += length > 0 ? length : 1;
    if (length == 0 || code_point < smallest[length] || code_point > 0x10ffff ||
        (code_point >= 0xd800 && code_point <= 0xdfff))
        return -EILSEQ;
    return code_point;
}

int utf8_append(char *text, size_t used, size_t size, uint32_t code_point)
{
    int length = code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};

    if (used + (size_t)length + 1 > size)
        return -ENOSPC;
    for (int i = length - 1; i > 0; i--) {
        text[used + (size_t)i] = (char)(0x80 | (code_point & 0x3f));
        code_point >>= 6;
    }
    text[used] = (char)(lead[length == 1 ? 0 : length] | code_point);
    text[used + (size_t)length] = '\0';
    return (int)used + length;
}

/* Two septets fit in one result: the escape in the high byte. */
static int septets_of(int code_point)
{
    for (int i = 0; i < 128; i++)
        if (default_alphabet[i] == code_point && i != ESCAPE)
            return i;
    for (size_t i = 0; i < EXTENSIONS; i++)
        if (extension[i].code_point == code_point)
            return ESCAPE << 8 | extension[i].septet;
    return -EILSEQ;
}

int gsm7_from_utf8(const char *text, uint16_t *septets, size_t size)
{
    size_t count = 0;
    int code_point;

    while ((code_point = utf8_next(&text)) > 0) {
        int found = septets_of(code_point);
        if (found < 0)
            return found;
        size_t needed = found > 0x7f ? 2 : 1;
        if (count + needed > size)
            return -ENOSPC;
        if (needed == 2)
            septets[count++] = ESCAPE;
        septets[count++] = found & 0x7f;
    }
    return code_point < 0 ? code_point : (int)count;
}

int ucs2_from_utf8(const char *text, uint16_t *units, size_t size)
{
    size_t count = 0;
    int code_point;

    while ((code_point = utf8_next(&text)) > 0) {
        size_t needed = code_point > 0xffff ? 2 : 1;
        if (count + needed > size)
            return -ENOSPC;
        if (needed == 2) {
            units[count++] = (uint16_t)(0xd800 | (code_point - 0x10000) >> 10);
            units[count++] = (uint16_t)(0xdc00 | (code_point & 0x3ff));
        } else {
            units[count++] = (uint16_t)code_point;
        }
    }
    return code_point < 0 ? code_point : (int)count;
}

static uint32_t gsm7_next(const uint16_t *septets, size_t count, size_t *at)
{
    uint16_t septet = septets[(*at)++] & 0x7f;

    if (septet != ESCAPE || *at == count)
        return default_alphabet[septet];
    septet = septets[(*at)++] & 0x7f;
    for (size_t i = 0; i < EXTENSIONS; i++)
        if (extension[i].septet == septet)
            return extension[i].code_point;
    return default_alphabet[septet];
}

static uint32_t ucs2_next(const uint16_t *units, size_t count, size_t *at)
{
    uint16_t unit = units[(*at)++];

    if (unit < 0xd800 || unit > 0xdfff)
        return unit;
    if (unit >= 0xdc00 || *at == count || (units[*at] & 0xfc00) != 0xdc00)
        return REPLACEMENT;
    return 0x10000 + ((uint32_t)(unit & 0x3ff) << 10 | (units[(*at)++] & 0x3ff));
}

int units_to_utf8(enum encoding encoding, const uint16_t *units, size_t count, char *text,
                  size_t size)
{
    int used = 0;

    if (size == 0)
        return -ENOSPC;
    text[0] = '\0';
    for (size_t at = 0; at < count && used >= 0;) {
        uint32_t code_point = encoding == ENCODING_GSM7   ? gsm7_next(units, count, &at)
                              : encoding == ENCODING_UCS2 ? ucs2_next(units, count, &at)
                                                          : units[at++];
        /* A NUL would end the string for everyone who reads it later. */
        used = utf8_append(text, (size_t)used, size, code_point ? code_point : REPLACEMENT);
    }
    return used;
}

int gsm7_pack(const uint16_t *septets, size_t count, unsigned fill_bits, uint8_t *octets,
              size_t size)
{
    size_t needed = (fill_bits + count * 7 + 7) / 8;
    size_t bit = fill_bits;

    if (needed > size)
        return -ENOSPC;
    memset(octets, 0, needed);
    for (size_t i = 0; i < count; i++, bit += 7) {
        unsigned shifted = (unsigned)(septets[i] & 0x7f) << bit % 8;
        octets[bit / 8] |= (uint8_t)shifted;
        if (shifted > 0xff)
            octets[bit / 8 + 1] |= (uint8_t)(shifted >> 8);
    }
    return (int)needed;
}

int gsm7_unpack(const uint8_t *octets, size_t size, unsigned fill_bits, size_t count,
                uint16_t *septets)
{
    size_t bit = fill_bits;

    if ((fill_bits + count * 7 + 7) / 8 > size)
        return -EINVAL;
    for (size_t i = 0; i < count; i++, bit += 7) {
        unsigned pair = octets[bit / 8];
        if (bit % 8 > 1)
            pair |= (unsigned)octets[bit / 8 + 1] << 8;
        septets[i] = (pair >> bit % 8) & 0x7f;
    }
    return (int)count;
}

void hex_from_octets(const uint8_t *octets, size_t size, char *text)
{
    static const char digits[] = "0123456789ABCDEF";

    for (size_t i = 0; i < size; i++) {
        text[2 * i] = digits[octets[i] >> 4];
        text[2 * i + 1] = digits[octets[i] & 15];
    }
    text[2 * size] = '\0';
}

static int digit_value(char digit)
{
    if (isdigit((unsigned char)digit))
        return digit - '0';
    if (isxdigit((unsigned char)digit))
        return toupper((unsigned char)digit) - 'A' + 10;
    return -EINVAL;
}

int octets_from_hex(const char *text, size_t length, uint8_t *octets, size_t size)
{
    if (length % 2 != 0)
        return -EINVAL;
    if (length / 2 > size)
        return -ENOSPC;
    for (size_t i = 0; i < length; i += 2) {
        int high = digit_value(text[i]);
        int low = digit_value(text[i + 1]);
        if (high < 0 || low < 0)
            return -EINVAL;
        octets[i / 2] = (uint8_t)(high << 4 | low);
    }
    return (int)(length / 2);
}
