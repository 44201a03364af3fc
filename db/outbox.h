/* Outbox: messages waiting for a bearer, and what became of them. */
#pragma once

#include <stdint.h>

#include "db/db.h"

#define OUTBOX_TEXT_SIZE 2048

enum outbox_priority { OUTBOX_RECEIPT, OUTBOX_ANSWER, OUTBOX_REMINDER, OUTBOX_BROADCAST };

enum outbox_state {
    OUTBOX_QUEUED,
    OUTBOX_SENDING, /* handed to the bearer, or about to be: after a crash nobody knows whether it
                       left */
    OUTBOX_SENT,
    OUTBOX_DELIVERED,
    OUTBOX_FAILED,
    OUTBOX_EXPIRED,
    OUTBOX_UNCERTAIN, /* the bearer could not say whether it left, and it is not repeated any more
                       */
    OUTBOX_DENIED,
    OUTBOX_STATES
};
extern const char *const outbox_state_names[OUTBOX_STATES];

struct outbox_message {
    int64_t id;
    int64_t inbox_id; /* the message that it answers, 0 for none */
    char bearer[32];
    char recipient[24];
    char text[OUTBOX_TEXT_SIZE];
    enum outbox_priority priority;
    enum outbox_state state;
    int attempts; /* how often it was taken */
    int unsure;   /* how often nobody knew whether it had left */
    int segments, segments_sent;
    int64_t due_at, expires_at, created_at, changed_at;
    char reason[128];
};

/* Queue a message: inbox_id, bearer, recipient, text, priority, segments, due_at and expires_at are
 * taken from it. Returns 0 or an errno of db.h. */
int outbox_add(struct db *db, const struct outbox_message *message, int64_t now);

/* Take the first message for a bearer that is due at now and at least as urgent as least (by
 * priority, then age) and mark it 'sending'. Returns 1 and fills *ret, 0 if nothing is due, or an
 * errno. */
int outbox_take(struct db *db, const char *bearer, enum outbox_priority least, int64_t now,
                struct outbox_message *ret);
int outbox_get(struct db *db, int64_t id, struct outbox_message *ret);

/* Segment part (from 1) of a message that is being sent has left, with TP-MR message_reference (-1:
 * none given). The last one makes the message 'sent'. Returns 1 if more segments wait, 0 if it is
 * done; -ENOENT if this segment was not awaited. */
int outbox_segment_sent(struct db *db, int64_t id, int part, int message_reference, int64_t now);

/* Change the state, by the table of transitions. due_at counts for OUTBOX_QUEUED. Returns 0;
 * -EINVAL if the message may not go to that state; -ENOENT. */
int outbox_set_state(struct db *db, int64_t id, enum outbox_state state, const char *reason,
                     int64_t due_at, int64_t now);

/* A delivery report (TP-ST status, 3GPP TS 23.040, 9.2.3.15) for the newest segment sent by bearer
 * to recipient with that TP-MR since a time. */
struct outbox_report {
    const char *bearer, *recipient;
    int message_reference, status;
    int64_t since;
};

/* All segments delivered make the message 'delivered', a final error 'failed'. Returns 1, 0 if no
 * segment fits, or an errno. */
int outbox_reported(struct db *db, const struct outbox_report *report, int64_t now);

/* Segments sent by a bearer since a time. Returns the count or an errno. */
int outbox_segments_since(struct db *db, const char *bearer, int64_t since);

/* Whether a broadcast is queued for a bearer. Returns 1, 0 or an errno. */
int outbox_has_broadcast(struct db *db, const char *bearer);

/* Broadcasts that are queued for any bearer. Returns the count or an errno. */
int outbox_broadcasts_waiting(struct db *db);

/* Segments of broadcasts sent by all bearers since a time. Returns the count or an errno. */
int outbox_broadcasts_since(struct db *db, int64_t since);

/* Count that nobody knew whether the message had left. Returns 0 or an errno. */
int outbox_count_unsure(struct db *db, int64_t id);

/* What is queued and not wanted any more at now becomes 'expired'. Returns how many, or an errno.
 */
int outbox_expire(struct db *db, int64_t now);

/* What is queued for a bearer goes by another one, unless a part of it has left already. Returns
 * how many, or an errno. */
int outbox_move(struct db *db, const char *from, const char *to);

/* Visit the names of the bearers that have something queued or being sent (char *). Returns how
 * many, or an errno. */
int outbox_bearers(struct db *db, db_visit *visit, void *context);

/* A message that was taken but not tried is queued again as if it had not been taken. Returns 0,
 * -ENOENT or an errno. */
int outbox_put_back(struct db *db, int64_t id, int64_t now);

/* Visit the answers to a message, or what a bearer is sending (struct outbox_message). Returns how
 * many, or an errno. */
int outbox_answers(struct db *db, int64_t inbox_id, db_visit *visit, void *context);
int outbox_sending(struct db *db, const char *bearer, db_visit *visit, void *context);

/* Visit the receipts and answers that were given up since a time, and what nobody knows to have
 * left (struct outbox_message). Returns how many, or an errno. */
int outbox_given_up(struct db *db, int64_t since, db_visit *visit, void *context);

/* How many messages wait or are being sent. */
int outbox_count_open(struct db *db);

/* Since when the oldest of them waits. Returns 1, 0 if none does (*ret is untouched), or an errno.
 */
int outbox_oldest_open(struct db *db, int64_t *ret);
