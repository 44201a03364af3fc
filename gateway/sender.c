#include "gateway/sender.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "gateway/cause.h"
#include "gateway/log.h"
#include "gateway/reply/gsm7.h"
#include "gateway/reply/segment.h"

#define RETRY_FIRST_S      30
#define DOUBLINGS_MAX      16 /* by then any message has expired */
#define VALIDITY_LEAST_MIN 5  /* TP-VP knows no less */

/* The concatenation reference is our own, from the message's id: libgammu's is the clock's, the
 * same for all of a second. */
static void fill_segment(const struct outbox_message *message, int64_t now, struct link_send *ret)
{
    char text[SEGMENT_SINGLE * 4 + 1];
    const char *c = text;
    uint32_t character;
    int part = message->segments_sent + 1;

    memset(ret, 0, sizeof *ret);
    ret->id = message->id;
    snprintf(ret->number, sizeof ret->number, "%s", message->recipient);
    if (message->segments > 1)
        ret->part = (struct link_part){8, (int32_t)(message->id & 0xff), message->segments, part};
    else
        ret->part = (struct link_part){0, 0, 1, 1};
    ret->validity_min = (int32_t)((message->expires_at - now) / 60);
    if (ret->validity_min < VALIDITY_LEAST_MIN)
        ret->validity_min = VALIDITY_LEAST_MIN;
    part = segment_get(message->text, part, text, sizeof text);
    assert(part > 0);
    while ((character = gsm7_next_character(&c)) != 0)
        ret->units[ret->length++] = (uint16_t)character;
}

int sender_take(struct db *db, const char *bearer, enum outbox_priority least, int64_t now,
                struct link_send *ret)
{
    struct outbox_message message;
    int rc = outbox_take(db, bearer, least, now, &message);

    if (rc > 0)
        fill_segment(&message, now, ret);
    return rc;
}

/* The modem cannot tell whether it left: repeating costs an SMS, silence costs a boat trip. */
static int settle_uncertain(struct db *db, const struct outbox_message *message, const char *reason,
                            int64_t now)
{
    enum outbox_state state =
        message->unsure < SENDER_REPEATS_MAX ? OUTBOX_QUEUED : OUTBOX_UNCERTAIN;
    int rc = outbox_count_unsure(db, message->id);

    if (state == OUTBOX_UNCERTAIN)
        log_warning("%s: nobody knows whether SMS %lld left, and it is not repeated any more: %s",
                    message->bearer, (long long)message->id, reason);
    return rc < 0 ? rc : outbox_set_state(db, message->id, state, reason, now, now);
}

/* Doubled each time, and spread by a quarter so that a backlog does not come back all at once. */
static int64_t retry_at(const struct outbox_message *message, int64_t now)
{
    int doublings = message->attempts < 7 ? message->attempts - 1 : 6;
    int64_t pause_s = (int64_t)RETRY_FIRST_S << doublings;

    return now + pause_s + message->id * 7919 % (pause_s / 4 + 1);
}

static int settle_failed(struct db *db, const struct outbox_message *message,
                         const struct link_result *result, const char *reason, int64_t now)
{
    switch (cause_of_cms(result->code)) {
    case CAUSE_PERMANENT:
        return outbox_set_state(db, message->id, OUTBOX_FAILED, reason, now, now);
    case CAUSE_UNSURE:
        return settle_uncertain(db, message, reason, now);
    case CAUSE_SENDER: /* when to try again depends on the SIM, not on the message */
        return outbox_set_state(db, message->id, OUTBOX_QUEUED, reason, now, now);
    default:
        return outbox_set_state(db, message->id, OUTBOX_QUEUED, reason, retry_at(message, now),
                                now);
    }
}

static int settle_sent(struct db *db, const struct link_result *result, int64_t now,
                       struct link_send *next)
{
    struct outbox_message message;
    int rc = outbox_segment_sent(db, result->id, result->part, result->message_reference, now);

    if (rc > 0)
        rc = outbox_get(db, result->id, &message);
    if (rc > 0)
        fill_segment(&message, now, next);
    return rc;
}

int sender_result(struct db *db, const char *bearer, const struct link_result *result, int64_t now,
                  struct link_send *next)
{
    struct outbox_message message;
    char reason[128];
    int rc = outbox_get(db, result->id, &message);

    if (rc < 0)
        return rc;
    if (rc == 0 || message.state != OUTBOX_SENDING || strcmp(message.bearer, bearer) != 0 ||
        result->part != message.segments_sent + 1)
        return -ENOENT;
    if (result->outcome == LINK_OUTCOME_SENT)
        return settle_sent(db, result, now, next);
    if (result->outcome == LINK_OUTCOME_NOT_TRIED)
        return sender_put_back(db, result->id, now);
    if (result->code > 0)
        snprintf(reason, sizeof reason, "%s (CMS %d)", cause_name(result->code), result->code);
    else
        snprintf(reason, sizeof reason, "%s", result->reason);
    return result->outcome == LINK_OUTCOME_FAILED ? settle_failed(db, &message, result, reason, now)
                                                  : settle_uncertain(db, &message, reason, now);
}

struct recovery {
    struct db *db;
    int64_t now;
};

/* Each crash may repeat one answer, so it is never given up for crashes alone. The first repeat
 * goes at once; then the pause doubles without end, so that a message over which the machine dies
 * each time neither holds up the others nor burns the credit. */
static int recover(const void *row, void *context)
{
    const struct outbox_message *message = row;
    struct recovery *recovery = context;
    int doublings = message->unsure < DOUBLINGS_MAX ? message->unsure : DOUBLINGS_MAX;
    int64_t pause_s = message->unsure == 0 ? 0 : (int64_t)(RETRY_FIRST_S / 2) << doublings;
    int rc = outbox_count_unsure(recovery->db, message->id);

    return rc < 0 ? rc
                  : outbox_set_state(recovery->db, message->id, OUTBOX_QUEUED,
                                     "the bearer stopped while it was being sent",
                                     recovery->now + pause_s, recovery->now);
}

int sender_recover(struct db *db, const char *bearer, int64_t now)
{
    struct recovery recovery = {db, now};

    return outbox_sending(db, bearer, recover, &recovery);
}

int sender_put_back(struct db *db, int64_t id, int64_t now)
{
    return outbox_put_back(db, id, now);
}
