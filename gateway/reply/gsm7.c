#include "gateway/reply/gsm7.h"

#include <errno.h>
#include <string.h>
#include <utf8proc.h>

/* The characters of the default table that are not the same as in ASCII, beside LF, CR and the
 * printable ASCII ones. */
static const uint16_t beyond_ascii[] = {
    0x00a1, 0x00a3, 0x00a4, 0x00a5, 0x00a7, 0x00bf, 0x00c4, 0x00c5, 0x00c6, 0x00c7,
    0x00c9, 0x00d1, 0x00d6, 0x00d8, 0x00dc, 0x00df, 0x00e0, 0x00e4, 0x00e5, 0x00e6,
    0x00e8, 0x00e9, 0x00ec, 0x00f1, 0x00f2, 0x00f6, 0x00f8, 0x00f9, 0x00fc, 0x0393,
    0x0394, 0x0398, 0x039b, 0x039e, 0x03a0, 0x03a3, 0x03a6, 0x03a8, 0x03a9,
};
static const char extended[] = "^{}\\[~]|";
#define EURO_SIGN   0x20acu
#define REPLACEMENT 0xfffdu

/* What stands for typographic characters; the rest is found by taking marks away. */
static const struct {
    uint16_t from, to; /* a range */
    const char *plain;
} replacements[] = {
    {0x0009, 0x0009, " "},  {0x0060, 0x0060, "'"},   {0x00a0, 0x00a0, " "}, {0x00ab, 0x00ab, "\""},
    {0x00b4, 0x00b4, "'"},  {0x00bb, 0x00bb, "\""},  {0x00d7, 0x00d7, "x"}, {0x2000, 0x200a, " "},
    {0x200b, 0x200f, ""},   {0x2010, 0x2015, "-"},   {0x2018, 0x201b, "'"}, {0x201c, 0x201f, "\""},
    {0x2022, 0x2022, "*"},  {0x2026, 0x2026, "..."}, {0x202f, 0x202f, " "}, {0x2032, 0x2032, "'"},
    {0x2033, 0x2033, "\""}, {0x2212, 0x2212, "-"},   {0x3000, 0x3000, " "}, {0xfe00, 0xfe0f, ""},
    {0xfeff, 0xfeff, ""},
};

uint32_t gsm7_next_character(const char **text)
{
    utf8proc_int32_t c;
    utf8proc_ssize_t used;

    if (**text == '\0')
        return 0;
    used = utf8proc_iterate((const utf8proc_uint8_t *)*text, -1, &c);
    *text += used > 0 ? used : 1;
    return used > 0 ? (uint32_t)c : REPLACEMENT;
}

int gsm7_septets(uint32_t c)
{
    if (c == '\n' || c == '\r')
        return 1;
    if (c == EURO_SIGN || (c < 0x80 && c != 0 && strchr(extended, (int)c)))
        return 2;
    if (c >= 0x20 && c < 0x7f)
        return c != '`';
    for (size_t i = 0; i < sizeof beyond_ascii / sizeof beyond_ascii[0]; i++)
        if (beyond_ascii[i] == c)
            return 1;
    return 0;
}

int gsm7_count(const char *text)
{
    uint32_t c;
    int count = 0;

    while ((c = gsm7_next_character(&text)) != 0) {
        int septets = gsm7_septets(c);

        if (septets == 0)
            return -EILSEQ;
        count += septets;
    }
    return count;
}

const char *gsm7_check(const char *text)
{
    return gsm7_count(text) < 0 ? "has a character outside the GSM alphabet, so that an SMS would "
                                  "hold 70 characters, not 160"
                                : NULL;
}

/* The base letter of an accented one, if that can be sent. */
static const char *without_marks(uint32_t c, char ret[5])
{
    utf8proc_int32_t decomposed[32];
    int boundary = UTF8PROC_BOUNDCLASS_START;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)c, decomposed, 32,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK, &boundary);

    if (count == 0)
        return "";
    if (count < 0 || count > 32 || gsm7_septets((uint32_t)decomposed[0]) == 0)
        return "?";
    ret[utf8proc_encode_char(decomposed[0], (utf8proc_uint8_t *)ret)] = '\0';
    return ret;
}

static const char *plain_form(uint32_t c, char ret[5])
{
    if (gsm7_septets(c) > 0) {
        ret[utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)ret)] = '\0';
        return ret;
    }
    for (size_t i = 0; i < sizeof replacements / sizeof replacements[0]; i++)
        if (c >= replacements[i].from && c <= replacements[i].to)
            return replacements[i].plain;
    return without_marks(c, ret);
}

size_t gsm7_transliterate(const char *text, char *ret, size_t size)
{
    size_t length = 0;
    uint32_t c;

    while ((c = gsm7_next_character(&text)) != 0) {
        char buffer[5];
        const char *plain = plain_form(c, buffer);
        size_t count = strlen(plain);

        if (length + count >= size)
            break;
        memcpy(ret + length, plain, count);
        length += count;
    }
    ret[length] = '\0';
    return length;
}
