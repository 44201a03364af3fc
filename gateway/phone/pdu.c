/* SMS transfer-layer PDUs: what the network writes for a modem, and a strict reader of what a
 * modem is given to send. */

#include "gateway/phone/pdu.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <time.h>

#define TYPE_INTERNATIONAL 0x91
#define TYPE_UNKNOWN       0x81
#define TYPE_ALPHANUMERIC  0xd0

#define MTI_MASK   0x03
#define MTI_SUBMIT 0x01
#define MTI_REPORT 0x02
#define MMS_NONE   0x04 /* TP-MMS: no more messages are waiting */
#define SRR        0x20
#define UDHI       0x40

#define IE_CONCAT_8  0x00
#define IE_CONCAT_16 0x08

/* Reading goes through a cursor that cannot pass the end. */
struct cursor {
    const uint8_t *octets;
    size_t left;
};

static int take(struct cursor *cursor)
{
    if (cursor->left == 0)
        return -EINVAL;
    cursor->left--;
    return *cursor->octets++;
}

static bool all_digits(const char *text)
{
    size_t length = strspn(text, "0123456789*#");

    return length > 0 && length <= 20 && text[length] == '\0';
}

static int alphanumeric_septets(const char *text, uint16_t *septets)
{
    int count = gsm7_from_utf8(text, septets, 11);

    return count > 0 ? count : -EINVAL;
}

bool pdu_number_valid(const char *text)
{
    uint16_t septets[11];

    if (text[0] == '+')
        return all_digits(text + 1);
    return all_digits(text) ||
           (strlen(text) < PDU_NUMBER_SIZE && alphanumeric_septets(text, septets) > 0);
}

size_t pdu_smsc_octets(const uint8_t *octets)
{
    return 1 + (size_t)octets[0];
}

static uint8_t semi_octet(char digit)
{
    return digit == '*' ? 10 : digit == '#' ? 11 : (uint8_t)(digit - '0');
}

static size_t put_digits(const char *digits, uint8_t *octets)
{
    size_t length = strlen(digits);

    for (size_t i = 0; i < length; i += 2) {
        uint8_t high = i + 1 < length ? semi_octet(digits[i + 1]) : 15;
        octets[i / 2] = (uint8_t)(high << 4 | semi_octet(digits[i]));
    }
    return (length + 1) / 2;
}

static size_t put_smsc(const char *number, uint8_t *octets)
{
    bool international = number[0] == '+';

    if (!all_digits(number + international)) {
        octets[0] = 0;
        return 1;
    }
    octets[1] = international ? TYPE_INTERNATIONAL : TYPE_UNKNOWN;
    octets[0] = (uint8_t)(1 + put_digits(number + international, octets + 2));
    return 1 + (size_t)octets[0];
}

/* TP-OA, TP-DA, TP-RA: 3GPP TS 23.040, 9.1.2.5 */
static int put_address(const char *number, uint8_t *octets)
{
    bool international = number[0] == '+';
    uint16_t septets[11];

    if (all_digits(number + international)) {
        octets[0] = (uint8_t)strlen(number + international);
        octets[1] = international ? TYPE_INTERNATIONAL : TYPE_UNKNOWN;
        return 2 + (int)put_digits(number + international, octets + 2);
    }
    int count = international ? -EINVAL : alphanumeric_septets(number, septets);
    if (count < 0)
        return count;
    int packed = gsm7_pack(septets, (size_t)count, 0, octets + 2, 10);
    octets[0] = (uint8_t)((count * 7 + 3) / 4);
    octets[1] = TYPE_ALPHANUMERIC;
    return 2 + packed;
}

static uint8_t swapped_bcd(int value)
{
    return (uint8_t)(value % 10 << 4 | value / 10);
}

/* TP-SCTS: local time, then the zone (3GPP TS 23.040, 9.2.3.11). */
static size_t put_stamp(const struct stamp *stamp, uint8_t *octets)
{
    time_t local = (time_t)(stamp->time_s + stamp->zone_quarters * 900);
    int quarters = stamp->zone_quarters < 0 ? -stamp->zone_quarters : stamp->zone_quarters;
    struct tm tm;

    gmtime_r(&local, &tm);
    octets[0] = swapped_bcd((tm.tm_year % 100 + 100) % 100);
    octets[1] = swapped_bcd(tm.tm_mon + 1);
    octets[2] = swapped_bcd(tm.tm_mday);
    octets[3] = swapped_bcd(tm.tm_hour);
    octets[4] = swapped_bcd(tm.tm_min);
    octets[5] = swapped_bcd(tm.tm_sec);
    octets[6] = (uint8_t)(swapped_bcd(quarters % 80) | (stamp->zone_quarters < 0 ? 0x08 : 0));
    return 7;
}

static uint8_t coding_scheme(const struct user_data *data)
{
    static const uint8_t alphabet[] = {0x00, 0x04, 0x08};
    uint8_t dcs = alphabet[data->encoding];

    if (data->message_class >= 0)
        dcs |= (uint8_t)(0x10 | data->message_class);
    return dcs;
}

static size_t put_header(const struct concat *concat, uint8_t *octets)
{
    size_t at = 0;

    if (concat->total == 0)
        return 0;
    octets[at++] = concat->reference_bits == 16 ? 6 : 5;
    octets[at++] = concat->reference_bits == 16 ? IE_CONCAT_16 : IE_CONCAT_8;
    octets[at++] = concat->reference_bits == 16 ? 4 : 3;
    if (concat->reference_bits == 16)
        octets[at++] = (uint8_t)(concat->reference >> 8);
    octets[at++] = (uint8_t)concat->reference;
    octets[at++] = concat->total;
    octets[at++] = concat->part;
    return at;
}

int user_data_encode(const struct user_data *data, uint8_t *octets)
{
    uint8_t *body = octets + 1;
    size_t header = put_header(&data->concat, body);
    size_t count = data->units_count;

    if (data->encoding == ENCODING_GSM7) {
        size_t header_septets = (header * 8 + 6) / 7;
        unsigned fill_bits = (unsigned)(header_septets * 7 - header * 8);
        int packed = gsm7_pack(data->units, count, fill_bits, body + header, 140 - header);
        if (packed < 0 || header_septets + count > 160)
            return -EINVAL;
        octets[0] = (uint8_t)(header_septets + count);
        return 1 + (int)header + packed;
    }
    size_t width = data->encoding == ENCODING_UCS2 ? 2 : 1;
    if (header + count * width > 140)
        return -EINVAL;
    uint8_t *at = body + header;
    for (size_t i = 0; i < count; i++) {
        if (width == 2)
            *at++ = (uint8_t)(data->units[i] >> 8);
        *at++ = (uint8_t)data->units[i];
    }
    octets[0] = (uint8_t)(at - body);
    return 1 + octets[0];
}

int pdu_deliver_encode(const struct pdu_deliver *pdu, uint8_t *octets)
{
    size_t at = put_smsc(pdu->smsc, octets);

    octets[at++] = MMS_NONE | (pdu->data.concat.total > 0 ? UDHI : 0);
    int address = put_address(pdu->from, octets + at);
    if (address < 0)
        return address;
    at += (size_t)address;
    octets[at++] = pdu->pid;
    octets[at++] = coding_scheme(&pdu->data);
    at += put_stamp(&pdu->stamp, octets + at);
    int data = user_data_encode(&pdu->data, octets + at);
    return data < 0 ? data : (int)at + data;
}

int pdu_report_encode(const struct pdu_report *pdu, uint8_t *octets)
{
    size_t at = put_smsc(pdu->smsc, octets);

    octets[at++] = MTI_REPORT | MMS_NONE;
    octets[at++] = pdu->reference;
    int address = put_address(pdu->to, octets + at);
    if (address < 0)
        return address;
    at += (size_t)address;
    at += put_stamp(&pdu->sent, octets + at);
    at += put_stamp(&pdu->done, octets + at);
    octets[at++] = pdu->status;
    return (int)at;
}

static int take_digits(struct cursor *cursor, size_t digits, char *number)
{
    for (size_t i = 0; i < digits; i += 2) {
        int pair = take(cursor);
        if (pair < 0)
            return pair;
        bool filled = i + 1 == digits;
        if ((pair & 15) > 11 || (filled ? pair >> 4 != 15 : pair >> 4 > 11))
            return -EINVAL;
        *number++ = "0123456789*#"[pair & 15];
        if (!filled)
            *number++ = "0123456789*#"[pair >> 4];
    }
    *number = '\0';
    return 0;
}

/* TP-DA of a submitted message: a telephone number; nobody sends to letters. */
static int take_address(struct cursor *cursor, char *number)
{
    int digits = take(cursor);
    int type = take(cursor);

    if (digits < 1 || digits > 20 || type < 0x80 || (type & 0x70) == 0x50)
        return -EINVAL;
    if ((type & 0x70) == 0x10)
        *number++ = '+';
    return take_digits(cursor, (size_t)digits, number);
}

/* 3GPP TS 23.038, 4: the groups that a message in the clear can have. */
static int take_coding_scheme(int dcs, struct user_data *ret)
{
    static const enum encoding alphabets[] = {ENCODING_GSM7, ENCODING_8BIT, ENCODING_UCS2};

    if (dcs < 0)
        return dcs;
    ret->message_class = -1;
    if ((dcs & 0xf0) == 0xf0) {
        ret->encoding = dcs & 4 ? ENCODING_8BIT : ENCODING_GSM7;
        ret->message_class = dcs & 3;
        return dcs & 8 ? -EINVAL : 0;
    }
    if (dcs & 0xe0 || (dcs & 0x0c) == 0x0c)
        return -EINVAL;
    ret->encoding = alphabets[dcs >> 2 & 3];
    if (dcs & 0x10)
        ret->message_class = dcs & 3;
    return 0;
}

static int take_concat(const uint8_t *element, uint8_t id, uint8_t length, struct concat *ret)
{
    bool wide = id == IE_CONCAT_16;

    if (length != (wide ? 4 : 3))
        return -EINVAL;
    ret->reference_bits = wide ? 16 : 8;
    ret->reference = wide ? (uint16_t)(element[0] << 8 | element[1]) : element[0];
    ret->total = element[1 + wide];
    ret->part = element[2 + wide];
    return ret->total == 0 || ret->part == 0 || ret->part > ret->total ? -EINVAL : 0;
}

/* The header's elements, size octets without UDHL. */
static int take_header(const uint8_t *octets, size_t size, struct concat *ret)
{
    while (size > 0) {
        if (size < 2 || (size_t)octets[1] + 2 > size)
            return -EINVAL;
        if (octets[0] == IE_CONCAT_8 || octets[0] == IE_CONCAT_16) {
            int rc = take_concat(octets + 2, octets[0], octets[1], ret);
            if (rc < 0)
                return rc;
        }
        size -= (size_t)octets[1] + 2;
        octets += octets[1] + 2;
    }
    return 0;
}

static int take_units(const uint8_t *body, size_t size, size_t header, uint8_t length,
                      struct user_data *ret)
{
    if (ret->encoding == ENCODING_GSM7) {
        size_t header_septets = (header * 8 + 6) / 7;
        if (length > 160 || header_septets > length || size != ((size_t)length * 7 + 7) / 8)
            return -EINVAL;
        ret->units_count = (uint8_t)(length - header_septets);
        return gsm7_unpack(body + header, size - header,
                           (unsigned)(header_septets * 7 - header * 8), ret->units_count,
                           ret->units);
    }
    size_t width = ret->encoding == ENCODING_UCS2 ? 2 : 1;
    if (length > 140 || size != length || (length - header) % width != 0)
        return -EINVAL;
    ret->units_count = (uint8_t)((length - header) / width);
    for (size_t i = 0; i < ret->units_count; i++) {
        const uint8_t *at = body + header + i * width;
        ret->units[i] = width == 2 ? (uint16_t)(at[0] << 8 | at[1]) : at[0];
    }
    return 0;
}

int user_data_decode(const uint8_t *octets, size_t size, uint8_t dcs, bool has_header,
                     struct user_data *ret, const char **reason)
{
    size_t header = 0;

    memset(ret, 0, sizeof *ret);
    *reason = "data coding scheme is reserved";
    if (take_coding_scheme(dcs, ret) < 0)
        return -EINVAL;
    *reason = "user data is missing";
    if (size < 1)
        return -EINVAL;
    if (has_header) {
        *reason = "user data header is longer than the user data";
        if (size < 2 || (size_t)octets[1] + 2 > size)
            return -EINVAL;
        header = (size_t)octets[1] + 1;
        *reason = "user data header is malformed";
        if (take_header(octets + 2, header - 1, &ret->concat) < 0)
            return -EINVAL;
    }
    *reason = "user data length does not match the user data";
    return take_units(octets + 1, size - 1, header, octets[0], ret) < 0 ? -EINVAL : 0;
}

/* TP-VP: nothing, one octet, or seven (3GPP TS 23.040, 9.2.3.3 and 9.2.3.12). */
static int skip_validity(struct cursor *cursor, int first)
{
    static const size_t sizes[] = {0, 7, 1, 7};
    size_t size = sizes[first >> 3 & 3];

    if (cursor->left < size)
        return -EINVAL;
    cursor->octets += size;
    cursor->left -= size;
    return 0;
}

static int take_submit(struct cursor *cursor, struct pdu_submit *ret, const char **reason)
{
    int first = take(cursor);
    int reference = take(cursor);

    *reason = "not an SMS-SUBMIT";
    if (first < 0 || reference < 0 || (first & MTI_MASK) != MTI_SUBMIT)
        return -EINVAL;
    *reason = "destination address is malformed";
    if (take_address(cursor, ret->to) < 0)
        return -EINVAL;
    *reason = "the PDU ends too early";
    int pid = take(cursor);
    int dcs = take(cursor);
    if (pid < 0 || dcs < 0 || skip_validity(cursor, first) < 0)
        return -EINVAL;
    ret->reference = (uint8_t)reference;
    ret->pid = (uint8_t)pid;
    ret->wants_report = first & SRR;
    return user_data_decode(cursor->octets, cursor->left, (uint8_t)dcs, first & UDHI, &ret->data,
                            reason);
}

int pdu_submit_decode(const uint8_t *octets, size_t size, size_t tpdu_size, struct pdu_submit *ret,
                      const char **reason)
{
    struct pdu_submit pdu;

    memset(&pdu, 0, sizeof pdu);
    *reason = "the length of the PDU is not what AT+CMGS announced";
    if (size < 1 || octets[0] > 12 || pdu_smsc_octets(octets) + tpdu_size != size)
        return -EINVAL;
    *reason = "service centre address is malformed";
    if (octets[0] == 1 || (octets[0] > 1 && octets[1] < 0x80))
        return -EINVAL;
    struct cursor cursor = {octets + pdu_smsc_octets(octets), tpdu_size};
    int rc = take_submit(&cursor, &pdu, reason);
    if (rc == 0)
        *ret = pdu;
    return rc;
}
