#include "parser/msisdn.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define COUNTRY    "62"
#define DIGITS_MAX 15 /* ITU-T E.164 */

static const char *const emergency[] = {"110", "112", "113", "115", "118", "119"};

/* Keep the digits, and whether a '+' or its dialled form "00" stood in front. Returns false at
 * anything that is no number. */
static bool read_digits(const char *raw, char digits[DIGITS_MAX + 4], bool *international)
{
    size_t length = 0;

    raw += strspn(raw, " (");
    *international = *raw == '+';
    for (raw += *international; *raw; raw++) {
        if (strchr(" -().", *raw))
            continue;
        if (!isdigit((unsigned char)*raw) || length >= DIGITS_MAX + 3)
            return false;
        digits[length++] = *raw;
    }
    digits[length] = '\0';
    if (!*international && digits[0] == '0' && digits[1] == '0') {
        memmove(digits, digits + 2, length - 1);
        *international = true;
    }
    return length > 0;
}

static enum msisdn_kind read_short(const char *digits, char ret[MSISDN_SIZE])
{
    snprintf(ret, MSISDN_SIZE, "%s", digits);
    for (size_t i = 0; i < sizeof emergency / sizeof emergency[0]; i++)
        if (strcmp(digits, emergency[i]) == 0)
            return MSISDN_EMERGENCY;
    return MSISDN_SHORTCODE;
}

/* national: without country code and without the trunk 0. */
static enum msisdn_kind read_national(const char *national, char ret[MSISDN_SIZE])
{
    size_t length = strlen(national);
    bool mobile = national[0] == '8';

    if (length < (mobile ? 9 : 8) || length > 12 || national[0] < '2')
        return MSISDN_INVALID;
    snprintf(ret, MSISDN_SIZE, "+" COUNTRY "%s", national);
    return mobile ? MSISDN_MOBILE : MSISDN_FIXED;
}

enum msisdn_kind msisdn_read(const char *raw, char ret[MSISDN_SIZE])
{
    char digits[DIGITS_MAX + 4];
    bool international;
    size_t length;

    ret[0] = '\0';
    if (isalpha((unsigned char)*raw))
        return MSISDN_ALPHA;
    if (!read_digits(raw, digits, &international))
        return MSISDN_INVALID;
    length = strlen(digits);

    if (strncmp(digits, COUNTRY, 2) == 0 && (international || length >= 11))
        return read_national(digits + 2 + (digits[2] == '0'), ret);
    if (international) {
        if (length < 8 || length > DIGITS_MAX || digits[0] == '0')
            return MSISDN_INVALID;
        snprintf(ret, MSISDN_SIZE, "+%s", digits);
        return MSISDN_FOREIGN;
    }
    if (digits[0] == '0')
        return read_national(digits + 1, ret);
    if (length >= 3 && length <= 6)
        return read_short(digits, ret);
    return digits[0] == '8' ? read_national(digits, ret) : MSISDN_INVALID;
}
