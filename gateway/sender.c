#include "gateway/sender.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "db/outbox.h"
#include "gateway/reply/gsm7.h"
#include "gateway/reply/segment.h"

#define RETRY_FIRST_S 60 /* doubled each time */

/* The concatenation reference is our own, from the message's id: libgammu's is the clock's, the
 * same for all of a second. */
static void fill_segment(const struct outbox_message *message, struct link_send *ret)
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
    part = segment_get(message->text, part, text, sizeof text);
    assert(part > 0);
    while ((character = gsm7_next_character(&c)) != 0)
        ret->units[ret->length++] = (uint16_t)character;
}

int sender_take(struct db *db, const char *bearer, int64_t now, struct link_send *ret)
{
    struct outbox_message message;
    int rc = outbox_take(db, bearer, now, &message);

    if (rc > 0)
        fill_segment(&message, ret);
    return rc;
}

/* It may have left, or nobody knows: repeating costs an SMS, silence costs a boat trip. */
static int settle_uncertain(struct db *db, const struct outbox_message *message, const char *reason,
                            int64_t now)
{
    enum outbox_state state =
        message->attempts < SENDER_ATTEMPTS_MAX ? OUTBOX_QUEUED : OUTBOX_UNCERTAIN;

    return outbox_set_state(db, message->id, state, reason, now, now);
}

static int settle_failed(struct db *db, const struct outbox_message *message, const char *reason,
                         int64_t now)
{
    if (message->attempts >= SENDER_ATTEMPTS_MAX)
        return outbox_set_state(db, message->id, OUTBOX_FAILED, reason, now, now);
    return outbox_set_state(db, message->id, OUTBOX_QUEUED, reason,
                            now + (RETRY_FIRST_S << (message->attempts - 1)), now);
}

static int settle_sent(struct db *db, const struct link_result *result, int64_t now,
                       struct link_send *next)
{
    struct outbox_message message;
    int rc = outbox_segment_sent(db, result->id, result->part, result->message_reference, now);

    if (rc > 0)
        rc = outbox_get(db, result->id, &message);
    if (rc > 0)
        fill_segment(&message, next);
    return rc;
}

int sender_result(struct db *db, const struct link_result *result, int64_t now,
                  struct link_send *next)
{
    struct outbox_message message;
    char reason[128];
    int rc = outbox_get(db, result->id, &message);

    if (rc < 0)
        return rc;
    if (rc == 0 || message.state != OUTBOX_SENDING || result->part != message.segments_sent + 1)
        return -ENOENT;
    if (result->outcome == LINK_OUTCOME_SENT)
        return settle_sent(db, result, now, next);
    if (result->outcome == LINK_OUTCOME_NOT_TRIED)
        return sender_put_back(db, result->id, now);
    snprintf(reason, sizeof reason, "%s (%d)", result->reason, result->code);
    return result->outcome == LINK_OUTCOME_FAILED ? settle_failed(db, &message, reason, now)
                                                  : settle_uncertain(db, &message, reason, now);
}

struct recovery {
    struct db *db;
    int64_t now;
};

static int recover(const void *row, void *context)
{
    struct recovery *recovery = context;

    return settle_uncertain(recovery->db, row, "the bearer stopped while it was being sent",
                            recovery->now);
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
