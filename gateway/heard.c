#include "gateway/heard.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "db/inbox.h"
#include "db/outbox.h"
#include "gateway/cause.h"
#include "gateway/credit.h"
#include "gateway/log.h"
#include "gateway/sender.h"
#include "parser/msisdn.h"

#define DAY_S         86400
#define REPORT_WAIT_S (7 * DAY_S) /* a phone may be off for days */

static void tell_unsent(const struct bearer *bearer, const struct link_result *result)
{
    static const char *const fates[] = {
        [LINK_OUTCOME_FAILED] = "did not leave", [LINK_OUTCOME_UNKNOWN] = "may have left or not"};

    log_notice("%s: message %lld %s: %s", bearer->modem.name, (long long)result->id,
               fates[result->outcome],
               result->code > 0 ? cause_name(result->code) : result->reason);
}

static int apply_result(struct core *core, struct bearer *bearer, const struct link_result *result,
                        int64_t now, int64_t monotonic)
{
    struct link_packet next = {.type = LINK_SEND};
    int rc;

    if (!bearer_end_send(bearer, result->id, result->part)) {
        log_warning("%s: a result that nobody waits for, of message %lld", bearer->modem.name,
                    (long long)result->id);
        return 0;
    }
    rc = sender_result(core->db, bearer->modem.name, result, now, &next.send);
    if (rc == -ENOENT)
        rc = 0; /* the message is settled already, by a report */
    if (rc < 0)
        return rc;
    if (result->outcome == LINK_OUTCOME_SENT)
        bearer_sim_works(bearer);
    else if (result->outcome != LINK_OUTCOME_NOT_TRIED)
        tell_unsent(bearer, result);
    if (result->outcome == LINK_OUTCOME_FAILED && result->code > 0 &&
        cause_of_cms(result->code) == CAUSE_SENDER)
        bearer_sim_refused(bearer, monotonic);
    if (rc > 0) {
        next.send.report_wanted = bearer->modem.delivery_reports;
        bearer_queue_send(bearer, &next);
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

/* The operator is told once a day of low credit. */
static int note_balance(struct core *core, struct bearer *bearer, int64_t rupiah, int64_t now)
{
    const struct config_modem *modem = &bearer->modem;
    struct bearer_books *books = &bearer->books;
    bool told = books->balance_rupiah >= 0 && books->balance_rupiah < modem->balance_warning &&
                now / DAY_S == books->balance_at / DAY_S;

    books->balance_rupiah = rupiah;
    books->balance_at = now;
    bearer->changed = true;
    if (rupiah >= modem->balance_warning || told)
        return 0;
    log_warning("%s: the credit is down to Rp%lld", modem->name, (long long)rupiah);
    return core_warn_of_credit(core, modem->name, rupiah, now);
}

/* And once of each last day of it. */
static int note_expiry(struct core *core, struct bearer *bearer, int64_t day, int64_t now)
{
    const struct config_modem *modem = &bearer->modem;
    struct bearer_books *books = &bearer->books;
    int64_t left = day - (now + config_utc_offset_s(core->config)) / DAY_S;

    books->expiry_day = day;
    bearer->changed = true;
    if (left > modem->expiry_warning_days || day == books->expiry_warned_day)
        return 0;
    log_warning("%s: the credit expires in %lld days", modem->name, (long long)left);
    books->expiry_warned_day = day;
    return core_warn_of_expiry(core, modem->name, day, now);
}

static int apply_ussd(struct core *core, struct bearer *bearer, const struct link_ussd *ussd,
                      int64_t now)
{
    const struct config_modem *modem = &bearer->modem;
    int64_t rupiah, day;
    int rc = credit_read(modem->balance_pattern, ussd->text, &rupiah);

    if (rc < 0) {
        log_warning("%s: the balance cannot be read out of the answer to %s", modem->name,
                    modem->balance_code);
        return 0;
    }
    rc = note_balance(core, bearer, rupiah, now);
    if (rc < 0)
        return rc;
    rc = credit_read_expiry(modem->expiry_pattern, modem->expiry_order, ussd->text, &day);
    if (rc == -EDOM)
        log_warning("%s: the last day of the credit in the answer to %s is no date; see "
                    "expiry_pattern and expiry_order",
                    modem->name, modem->balance_code);
    return rc == 0 ? note_expiry(core, bearer, day, now) : 0;
}

static int apply_corrupt(struct core *core, const struct bearer *bearer,
                         const struct link_corrupt *corrupt, int64_t now)
{
    int rc = inbox_add_corrupt(core->db, bearer->modem.name, corrupt->pdu, now);

    if (rc > 0)
        log_warning("%s: an SMS cannot be decoded and is kept as it is: sampan message corrupt",
                    bearer->modem.name);
    return rc < 0 ? rc : 0;
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
    case LINK_CORRUPT:
        return apply_corrupt(core, bearer, &packet->corrupt, now);
    default:
        return 0;
    }
}

/* A bearer that went away: what it never heard is put back, what it was sending is uncertain. */
static int settle_sends(struct db *db, const struct bearer *bearer, int64_t now)
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

/* What the database refuses for a reason of its own is told and undone; it harms nothing else, and
 * trying it again would change nothing. */
static int end_step(struct core *core, const struct bearer *bearer, const char *what, int rc,
                    bool *refused)
{
    *refused = rc < 0 && !db_is_trouble(rc);
    if (*refused)
        log_error("%s: the database refuses %s: %s", bearer->modem.name, what,
                  rc == -EEXIST ? db_error(core->db) : strerror(-rc));
    rc = db_step_end(core->db, rc);
    return *refused ? 0 : rc;
}

static int apply_received(struct core *core, struct bearer *bearer, int i, int64_t now,
                          int64_t monotonic)
{
    static const char *const names[LINK_TYPES] = {
        [LINK_SMS] = "an SMS, which the modem keeps",
        [LINK_RESULT] = "the result of a send",
        [LINK_REPORT] = "a delivery report",
        [LINK_CALL] = "a missed call",
        [LINK_USSD] = "a balance",
        [LINK_CORRUPT] = "an SMS that cannot be decoded, which the modem keeps",
    };
    const struct link_packet *packet = &bearer->received[i];
    int rc = db_step_begin(core->db);

    if (rc < 0)
        return rc;
    log_mute(i < bearer->tried_count); /* told when it was tried first */
    rc = apply_packet(core, bearer, packet, now, monotonic);
    rc = end_step(core, bearer, names[packet->type], rc, &bearer->refused[i]);
    log_mute(false);
    return rc;
}

/* A bearer that went away is started again even if what it was sending cannot be settled. */
static int settle_lost(struct core *core, const struct bearer *bearer, int64_t now)
{
    bool refused;
    int rc = db_step_begin(core->db);

    if (rc < 0)
        return rc;
    rc = settle_sends(core->db, bearer, now);
    return end_step(core, bearer, "to settle what was being sent", rc, &refused);
}

int heard_apply(struct core *core, struct bearer *bearer, int64_t now, int64_t monotonic)
{
    int rc = 0;

    for (int i = 0; rc >= 0 && i < bearer->received_count; i++)
        rc = apply_received(core, bearer, i, now, monotonic);
    if (rc >= 0 && bearer->lost)
        rc = settle_lost(core, bearer, now);
    bearer->tried_count = bearer->received_count;
    return rc < 0 ? rc : 0;
}
