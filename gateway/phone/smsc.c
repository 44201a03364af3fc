/* The network's message centre: it queues, stamps and delivers, and reports on what it was sent. */

#include "gateway/phone/smsc.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "gateway/phone/modem.h"
#include "gateway/phone/split.h"

#define WITA_QUARTERS    32   /* UTC+8, central Indonesia */
#define STATUS_DELIVERED 0x00 /* 3GPP TS 23.040, 9.2.3.15 */
#define STATUS_EXPIRED   0x46

void smsc_init(struct smsc *smsc)
{
    memset(smsc, 0, sizeof *smsc);
    smsc->zone_quarters = WITA_QUARTERS;
}

static struct smsc_sender *sender_of(struct smsc *smsc, const char *number)
{
    struct smsc_sender *oldest = &smsc->senders[0];

    for (int i = 0; i < SMSC_SENDERS_MAX; i++) {
        struct smsc_sender *sender = &smsc->senders[i];
        if (strcmp(sender->number, number) == 0)
            return sender;
        if (sender->last_s < oldest->last_s)
            oldest = sender;
    }
    snprintf(oldest->number, sizeof oldest->number, "%s", number);
    oldest->last_s = 0;
    return oldest;
}

/* Nobody types two SMS in one second, so nobody gets the same stamp twice; when the clock is set
 * back by more than a minute it is believed. */
static struct stamp stamp_for(struct modem *modem, const char *number)
{
    struct smsc *smsc = &modem->smsc;
    struct smsc_sender *sender = sender_of(smsc, number);
    int64_t time_s = modem->wall_s + smsc->clock_offset_s;

    if (time_s <= sender->last_s && time_s > sender->last_s - 3600)
        time_s = sender->last_s + 1;
    sender->last_s = time_s;
    return (struct stamp){time_s, smsc->zone_quarters};
}

static struct smsc_pending *queue_push(struct smsc *smsc)
{
    int at = (smsc->first + smsc->count++) % SMSC_QUEUE_MAX;

    memset(&smsc->queue[at], 0, sizeof smsc->queue[at]);
    return &smsc->queue[at];
}

static void apply_options(const struct sms_options *options, struct pdu_deliver *pdu)
{
    if (options->flash)
        pdu->data.message_class = 0;
    if (options->replace > 0)
        pdu->pid = (uint8_t)(0x40 + options->replace);
    if (options->total > 0)
        pdu->data.concat = (struct concat){.reference = (uint16_t)options->reference,
                                           .reference_bits = (uint8_t)options->reference_bits,
                                           .total = (uint8_t)options->total,
                                           .part = (uint8_t)options->part};
}

static int queue_segment(struct modem *modem, const struct pdu_deliver *pdu, uint32_t serial)
{
    struct slot slot = {.serial = serial, .pid = pdu->pid};
    int size = pdu_deliver_encode(pdu, slot.octets);

    if (size < 0)
        return -E2BIG;
    slot.size = (uint8_t)size;
    memcpy(slot.from, pdu->from, sizeof slot.from);
    struct smsc_pending *pending = queue_push(&modem->smsc);
    pending->slot = slot;
    pending->message_class = pdu->data.message_class;
    return 0;
}

int smsc_send(struct modem *modem, const char *from, const char *text,
              const struct sms_options *options, uint32_t *serial)
{
    struct smsc *smsc = &modem->smsc;
    struct user_data segments[SMSC_SEGMENTS_MAX];
    struct pdu_deliver pdu = {.pid = 0};

    if (!pdu_number_valid(from))
        return -EINVAL;
    int count = split_text(text, (uint8_t)(smsc->concat_reference + 1), segments,
                           options->total > 0 ? 1 : SMSC_SEGMENTS_MAX);
    if (count < 0)
        return count;
    if (smsc->count + count > SMSC_QUEUE_MAX)
        return -ENOSPC;
    if (count > 1)
        smsc->concat_reference++;
    snprintf(pdu.from, sizeof pdu.from, "%s", from);
    snprintf(pdu.smsc, sizeof pdu.smsc, "%s", modem->config.smsc);
    pdu.stamp = stamp_for(modem, from);
    *serial = ++smsc->serial;
    for (int i = 0; i < count; i++) {
        pdu.data = segments[i];
        apply_options(options, &pdu);
        int rc = queue_segment(modem, &pdu, *serial);
        if (rc < 0)
            return rc;
    }
    modem_tick(modem);
    return count;
}

int smsc_send_raw(struct modem *modem, const uint8_t *octets, size_t size)
{
    if (size > PDU_OCTETS_MAX || modem->smsc.count == SMSC_QUEUE_MAX)
        return -ENOSPC;
    struct smsc_pending *pending = queue_push(&modem->smsc);
    pending->slot.size = (uint8_t)size;
    memcpy(pending->slot.octets, octets, size);
    modem_tick(modem);
    return 0;
}

static size_t tpdu_size(const struct slot *slot)
{
    size_t smsc = pdu_smsc_octets(slot->octets);

    return slot->size > smsc ? slot->size - smsc : 0;
}

/* +CMT and +CDS carry the message itself (3GPP TS 27.005, 3.4.1). */
static void route(struct modem *modem, const struct smsc_pending *pending)
{
    const struct slot *slot = &pending->slot;
    char hex[2 * PDU_OCTETS_MAX + 1];

    hex_from_octets(slot->octets, slot->size, hex);
    modem_urc(modem, pending->is_report ? "+CDS: %zu\r\n%s" : "+CMT: ,%zu\r\n%s", tpdu_size(slot),
              hex);
    if (!pending->is_report)
        modem_notify(
            modem,
            &(struct notice){.kind = NOTICE_ROUTED, .number = slot->from, .serial = slot->serial});
}

static bool routed_directly(const struct modem *modem, const struct smsc_pending *pending)
{
    const int *cnmi = modem->session.cnmi;

    if (cnmi[0] == 0)
        return false;
    if (pending->is_report)
        return cnmi[3] == 1;
    return (cnmi[1] == 2 && pending->message_class != 2) ||
           (cnmi[1] == 3 && pending->message_class == 3);
}

static int keep(struct modem *modem, const struct smsc_pending *pending)
{
    int mem = modem->session.mem[2];
    struct store *store = &modem->mem[mem];
    const int *cnmi = modem->session.cnmi;
    int index = store_find_replaced(store, &pending->slot);

    if (index > 0)
        modem_delete(modem, mem, index);
    index = store_add(store, &pending->slot);
    if (index < 0)
        return index;
    modem_notify(modem, &(struct notice){.kind = NOTICE_STORED,
                                         .number = pending->slot.from,
                                         .mem = store->name,
                                         .index = index,
                                         .serial = pending->slot.serial});
    bool announced = pending->is_report ? cnmi[3] == 2 : cnmi[1] == 1 || cnmi[1] == 3;
    if (cnmi[0] > 0 && announced)
        modem_urc(modem, "%s: \"%s\",%d", pending->is_report ? "+CDSI" : "+CMTI", store->name,
                  index);
    return 0;
}

void smsc_pump(struct modem *modem)
{
    struct smsc *smsc = &modem->smsc;

    while (smsc->count > 0 && modem->radio.registered && modem->sim.state == SIM_READY) {
        struct smsc_pending pending = smsc->queue[smsc->first];
        bool routed = routed_directly(modem, &pending);
        bool dropped = pending.is_report && modem->session.cnmi[3] == 0;
        if (!routed && !dropped && keep(modem, &pending) < 0)
            return;
        smsc->first = (smsc->first + 1) % SMSC_QUEUE_MAX;
        smsc->count--;
        if (routed) {
            route(modem, &pending);
            smsc_left_modem(modem, pending.slot.from, pending.slot.serial);
        }
    }
}

static bool serial_in_store(const struct store *store, uint32_t serial)
{
    for (int i = 0; i < store->capacity; i++)
        if (store->slots[i].state != SLOT_FREE && store->slots[i].serial == serial)
            return true;
    return false;
}

void smsc_left_modem(struct modem *modem, const char *from, uint32_t serial)
{
    const struct smsc *smsc = &modem->smsc;

    if (serial == 0 || serial_in_store(&modem->mem[0], serial) ||
        serial_in_store(&modem->mem[1], serial))
        return;
    for (int i = 0; i < smsc->count; i++)
        if (smsc->queue[(smsc->first + i) % SMSC_QUEUE_MAX].slot.serial == serial)
            return;
    modem_notify(modem, &(struct notice){.kind = NOTICE_TAKEN, .number = from, .serial = serial});
}

void smsc_report(struct modem *modem, const struct pdu_submit *pdu, int reference)
{
    struct smsc *smsc = &modem->smsc;
    struct pdu_report report = {.reference = (uint8_t)reference};

    if (!pdu->wants_report || modem->fault.report == REPORT_OFF || smsc->count == SMSC_QUEUE_MAX)
        return;
    report.status = modem->fault.report == REPORT_FAIL ? STATUS_EXPIRED : STATUS_DELIVERED;
    snprintf(report.smsc, sizeof report.smsc, "%s", modem->config.smsc);
    snprintf(report.to, sizeof report.to, "%s", pdu->to);
    report.sent = (struct stamp){modem->wall_s + smsc->clock_offset_s, smsc->zone_quarters};
    report.done = report.sent;
    struct slot slot = {.serial = 0};
    int size = pdu_report_encode(&report, slot.octets);
    if (size < 0)
        return;
    slot.size = (uint8_t)size;
    memcpy(slot.from, pdu->to, sizeof slot.from);
    struct smsc_pending *pending = queue_push(smsc);
    pending->is_report = true;
    pending->message_class = -1;
    pending->slot = slot;
    modem_notify(modem, &(struct notice){.kind = NOTICE_REPORT,
                                         .number = pdu->to,
                                         .reference = reference,
                                         .code = report.status});
}
