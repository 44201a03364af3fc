#include "gateway/heard.h"

#include <errno.h>
#include <stdbool.h>

#include "db/outbox.h"
#include "gateway/cause.h"
#include "gateway/credit.h"
#include "gateway/log.h"
#include "gateway/sender.h"
#include "parser/msisdn.h"

#define DAY_S         86400
#define REPORT_WAIT_S (7 * DAY_S) /* a phone may be off for days */

static int apply_result(struct core *core, struct bearer *bearer, const struct link_result *result,
                        int64_t now, int64_t monotonic)
{
    struct link_packet next = {.type = LINK_SEND};
    int rc = sender_result(core->db, bearer->modem.name, result, now, &next.send);

    if (rc == -ENOENT)
        rc = 0; /* the message is settled already, by a report */
    if (rc < 0)
        return rc;
    if (result->outcome == LINK_OUTCOME_SENT)
        bearer_sim_works(bearer);
    else if (result->outcome == LINK_OUTCOME_FAILED && result->code > 0 &&
             cause_of_cms(result->code) == CAUSE_SENDER)
        bearer_sim_refused(bearer, monotonic);
    if (rc > 0) {
        next.send.report_wanted = bearer->modem.delivery_reports;
        bearer_queue(bearer, &next);
        bearer_count_sent(bearer);
    } else if (bearer->in_flight_pending > 0) {
        bearer->in_flight_pending--;
    }
    return 0;
}

static int apply_report(struct core *core, const struct bearer *bearer,
                        const struct link_report *packet, int64_t now)
{
    char msisdn[MSISDN_SIZE];
    struct outbox_report report = {bearer->modem.name, msisdn, packet->message_reference,
                                   packet->status, now - REPORT_WAIT_S};
    int rc;

    msisdn_read(packet->number, msisdn);
    rc = outbox_reported(core->db, &report, now);
    return rc < 0 ? rc : 0;
}

static int apply_ussd(struct core *core, struct bearer *bearer, const struct link_ussd *ussd,
                      int64_t now)
{
    const struct config_modem *modem = &bearer->modem;
    int64_t before = bearer->balance_rupiah;
    bool warned =
        before >= 0 && before < modem->balance_warning && now / DAY_S == bearer->balance_at / DAY_S;

    if (credit_read(modem->balance_pattern, ussd->text, &bearer->balance_rupiah) < 0) {
        log_warning("%s: the balance cannot be read out of the answer to %s", modem->name,
                    modem->balance_code);
        return 0;
    }
    bearer->balance_at = now;
    bearer->changed = true;
    if (bearer->balance_rupiah >= modem->balance_warning || warned)
        return 0;
    log_warning("%s: the credit is down to Rp%lld", modem->name, (long long)bearer->balance_rupiah);
    return core_warn_of_credit(core, modem->name, bearer->balance_rupiah, now);
}

static int apply_packet(struct core *core, struct bearer *bearer, const struct link_packet *packet,
                        int64_t now, int64_t monotonic)
{
    switch (packet->type) {
    case LINK_SMS:
        return core_store(core, bearer->modem.name, &packet->sms, now);
    case LINK_RESULT:
        return apply_result(core, bearer, &packet->result, now, monotonic);
    case LINK_REPORT:
        return apply_report(core, bearer, &packet->report, now);
    case LINK_CALL:
        return core_called(core, bearer->modem.name, packet->call.number, now);
    case LINK_USSD:
        return apply_ussd(core, bearer, &packet->ussd, now);
    default:
        return 0;
    }
}

/* A bearer that went away: what it never heard is put back, what it was sending is uncertain. */
static int settle_lost(struct db *db, const struct bearer *bearer, int64_t now)
{
    int rc = 0;

    for (int i = 0; rc == 0 && i < bearer->queue_pending; i++) {
        if (bearer->queue[i].type == LINK_SEND)
            rc = sender_put_back(db, bearer->queue[i].send.id, now);
        if (rc == -ENOENT)
            rc = 0;
    }
    if (rc == 0)
        rc = sender_recover(db, bearer->modem.name, now);
    return rc < 0 ? rc : 0;
}

int heard_apply(struct core *core, struct bearer *bearer, int64_t now, int64_t monotonic)
{
    int rc = 0;

    for (int i = 0; rc >= 0 && i < bearer->received_count; i++)
        rc = apply_packet(core, bearer, &bearer->received[i], now, monotonic);
    if (rc >= 0 && bearer->lost)
        rc = settle_lost(core->db, bearer, now);
    return rc < 0 ? rc : 0;
}
