/* A text as typed on a phone, split into the segments that the phone sends. */

#include "gateway/phone/split.h"

#include <errno.h>
#include <string.h>

#define UNITS_MAX   (160 * 40)
#define GSM7_ESCAPE 0x1b

/* Whether units[at] is the first half of something that must not be cut. */
static bool holds_next(enum encoding encoding, uint16_t unit)
{
    return encoding == ENCODING_GSM7 ? unit == GSM7_ESCAPE : (unit & 0xfc00) == 0xd800;
}

static size_t part_length(enum encoding encoding, const uint16_t *units, size_t left, size_t limit)
{
    size_t length = left < limit ? left : limit;

    if (length < left && holds_next(encoding, units[length - 1]) &&
        !(length > 1 && encoding == ENCODING_GSM7 && units[length - 2] == GSM7_ESCAPE))
        length--;
    return length;
}

static void put_segment(struct user_data *segment, enum encoding encoding, const uint16_t *units,
                        size_t count)
{
    memset(segment, 0, sizeof *segment);
    segment->encoding = encoding;
    segment->message_class = -1;
    segment->units_count = (uint8_t)count;
    memcpy(segment->units, units, count * sizeof units[0]);
}

int split_text(const char *text, uint8_t reference, struct user_data *segments, int max)
{
    static uint16_t units[UNITS_MAX];
    enum encoding encoding = ENCODING_GSM7;
    int count = gsm7_from_utf8(text, units, UNITS_MAX);

    if (count == -EILSEQ) {
        encoding = ENCODING_UCS2;
        count = ucs2_from_utf8(text, units, UNITS_MAX);
    }
    if (count < 0)
        return count == -ENOSPC ? -E2BIG : count;
    size_t left = (size_t)count, at = 0;
    bool single = left <= (encoding == ENCODING_GSM7 ? 160u : 70u);
    size_t limit = single ? 160 : encoding == ENCODING_GSM7 ? 153 : 67;
    int total = 0;
    do {
        if (total == max)
            return -E2BIG;
        size_t length = part_length(encoding, units + at, left, limit);
        put_segment(&segments[total++], encoding, units + at, length);
        at += length;
        left -= length;
    } while (left > 0);
    for (int i = 0; i < total && total > 1; i++)
        segments[i].concat = (struct concat){.reference = reference,
                                             .reference_bits = 8,
                                             .total = (uint8_t)total,
                                             .part = (uint8_t)(i + 1)};
    return total;
}
