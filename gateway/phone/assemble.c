/* Joining submitted segments: recipient, reference, width and total together name a message. */

#include "gateway/phone/assemble.h"

#include <errno.h>
#include <string.h>

static bool same_message(const struct assemble_open *open, const struct pdu_submit *pdu)
{
    const struct concat *concat = &pdu->data.concat;

    return open->used && strcmp(open->to, pdu->to) == 0 &&
           open->concat.reference == concat->reference &&
           open->concat.reference_bits == concat->reference_bits &&
           open->concat.total == concat->total;
}

static struct assemble_open *find_or_begin(struct assemble *assemble, const struct pdu_submit *pdu)
{
    struct assemble_open *oldest = &assemble->open[0];

    for (int i = 0; i < ASSEMBLE_OPEN_MAX; i++)
        if (same_message(&assemble->open[i], pdu))
            return &assemble->open[i];
    for (int i = 0; i < ASSEMBLE_OPEN_MAX && oldest->used; i++)
        if (!assemble->open[i].used || assemble->open[i].order < oldest->order)
            oldest = &assemble->open[i];
    memset(oldest, 0, sizeof *oldest);
    oldest->used = true;
    oldest->order = ++assemble->order;
    oldest->concat = pdu->data.concat;
    memcpy(oldest->to, pdu->to, sizeof oldest->to);
    return oldest;
}

static void put_part(struct assemble_part *part, const struct user_data *data)
{
    part->present = true;
    part->encoding = data->encoding;
    part->count = data->units_count;
    memcpy(part->units, data->units, sizeof part->units);
}

/* Units of neighbours in one encoding are joined before they are decoded: a surrogate pair or an
 * escape may have been cut between two parts. */
static void decode_parts(const struct assemble_part *parts, int count, struct assembled *ret)
{
    static uint16_t units[ASSEMBLE_PARTS_MAX * PDU_UNITS_MAX];
    size_t used = 0, pending = 0;

    ret->encoding = ENCODING_GSM7;
    for (int i = 0; i < count; i++) {
        memcpy(units + pending, parts[i].units, parts[i].count * sizeof units[0]);
        pending += parts[i].count;
        ret->units += parts[i].count;
        if (parts[i].encoding != ENCODING_GSM7)
            ret->encoding = parts[i].encoding;
        if (i + 1 < count && parts[i + 1].encoding == parts[i].encoding)
            continue;
        int length = units_to_utf8(parts[i].encoding, units, pending, ret->text + used,
                                   sizeof ret->text - used);
        used += length > 0 ? (size_t)length : 0;
        pending = 0;
    }
}

static void finish(const char *to, const struct assemble_part *parts, int count,
                   struct assembled *ret)
{
    ret->segments = count;
    ret->units = 0;
    ret->text[0] = '\0';
    memcpy(ret->to, to, sizeof ret->to);
    decode_parts(parts, count, ret);
}

int assemble_add(struct assemble *assemble, const struct pdu_submit *pdu, struct assembled *ret)
{
    const struct concat *concat = &pdu->data.concat;

    if (concat->total > ASSEMBLE_PARTS_MAX)
        return -E2BIG;
    if (concat->total == 0) {
        struct assemble_part part;
        put_part(&part, &pdu->data);
        finish(pdu->to, &part, 1, ret);
        return 1;
    }
    struct assemble_open *open = find_or_begin(assemble, pdu);
    struct assemble_part *part = &open->parts[concat->part - 1];
    if (!part->present)
        open->received++;
    put_part(part, &pdu->data);
    if (open->received < concat->total)
        return 0;
    finish(open->to, open->parts, concat->total, ret);
    open->used = false;
    return 1;
}

int assemble_pending(const struct assemble *assemble, const char *to)
{
    int count = 0;

    for (int i = 0; i < ASSEMBLE_OPEN_MAX; i++)
        if (assemble->open[i].used && (!to || strcmp(assemble->open[i].to, to) == 0))
            count++;
    return count;
}

void assemble_clear(struct assemble *assemble)
{
    for (int i = 0; i < ASSEMBLE_OPEN_MAX; i++)
        assemble->open[i].used = false;
}
