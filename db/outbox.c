#include "db/outbox.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "db/statement.h"

const char *const outbox_state_names[OUTBOX_STATES] = {
    [OUTBOX_QUEUED] = "queued",       [OUTBOX_SENDING] = "sending", [OUTBOX_SENT] = "sent",
    [OUTBOX_DELIVERED] = "delivered", [OUTBOX_FAILED] = "failed",   [OUTBOX_EXPIRED] = "expired",
    [OUTBOX_UNCERTAIN] = "uncertain", [OUTBOX_DENIED] = "denied",
};

#define TO(state) (1u << OUTBOX_##state)
static const unsigned transitions[OUTBOX_STATES] = {
    [OUTBOX_QUEUED] = TO(SENDING) | TO(EXPIRED) | TO(DENIED),
    [OUTBOX_SENDING] = TO(QUEUED) | TO(SENT) | TO(FAILED) | TO(UNCERTAIN),
    [OUTBOX_SENT] = TO(DELIVERED) | TO(FAILED),
    [OUTBOX_UNCERTAIN] = TO(DELIVERED) | TO(FAILED),
};

static enum outbox_state state_of_name(const char *name)
{
    int state = 0;

    while (state < OUTBOX_STATES - 1 && strcmp(outbox_state_names[state], name) != 0)
        state++;
    return (enum outbox_state)state;
}

static void read_message(sqlite3_stmt *row, void *ret)
{
    struct outbox_message *message = ret;
    char state[16];

    message->id = sqlite3_column_int64(row, 0);
    message->inbox_id = sqlite3_column_int64(row, 1);
    sql_column_text(row, 2, message->bearer, sizeof message->bearer);
    sql_column_text(row, 3, message->recipient, sizeof message->recipient);
    sql_column_text(row, 4, message->text, sizeof message->text);
    message->priority = (enum outbox_priority)sqlite3_column_int(row, 5);
    sql_column_text(row, 6, state, sizeof state);
    message->state = state_of_name(state);
    message->attempts = sqlite3_column_int(row, 7);
    message->segments = sqlite3_column_int(row, 8);
    message->segments_sent = sqlite3_column_int(row, 9);
    message->due_at = sqlite3_column_int64(row, 10);
    message->created_at = sqlite3_column_int64(row, 11);
    message->changed_at = sqlite3_column_int64(row, 12);
    sql_column_text(row, 13, message->reason, sizeof message->reason);
    message->unsure = sqlite3_column_int(row, 14);
    message->expires_at = sqlite3_column_int64(row, 15);
}

int outbox_add(struct db *db, const struct outbox_message *message, int64_t now)
{
    struct sql_value inbox_id = message->inbox_id ? sql_int(message->inbox_id) : sql_text(NULL);
    int rc = db_run(db, SQL_OUTBOX_ADD, inbox_id, sql_text(message->bearer),
                    sql_text(message->recipient), sql_text(message->text),
                    sql_int(message->priority), sql_int(message->segments),
                    sql_int(message->due_at), sql_int(message->expires_at), sql_int(now));

    return rc < 0 ? rc : 0;
}

int outbox_take(struct db *db, const char *bearer, enum outbox_priority least, int64_t now,
                struct outbox_message *ret)
{
    return db_one(db, SQL_OUTBOX_TAKE, read_message, ret, sql_text(bearer), sql_int(now),
                  sql_int(least));
}

int outbox_get(struct db *db, int64_t id, struct outbox_message *ret)
{
    return db_one(db, SQL_OUTBOX_GET, read_message, ret, sql_int(id));
}

int outbox_segment_sent(struct db *db, int64_t id, int part, int message_reference, int64_t now)
{
    struct outbox_message message;
    int rc = outbox_get(db, id, &message);

    if (rc < 0)
        return rc;
    if (rc == 0 || message.state != OUTBOX_SENDING || part != message.segments_sent + 1 ||
        part > message.segments)
        return -ENOENT;
    rc = db_run(db, SQL_OUTBOX_SEGMENT_SENT, sql_int(id), sql_int(part), sql_int(now));
    if (rc >= 0)
        rc = db_run(db, SQL_OUTBOX_SEGMENT_ADD, sql_int(id), sql_int(part),
                    sql_int(message_reference), sql_int(now));
    if (rc < 0)
        return rc;
    if (part < message.segments)
        return 1;
    return outbox_set_state(db, id, OUTBOX_SENT, "", message.due_at, now);
}

int outbox_set_state(struct db *db, int64_t id, enum outbox_state state, const char *reason,
                     int64_t due_at, int64_t now)
{
    struct outbox_message message;
    int rc = outbox_get(db, id, &message);

    if (rc <= 0)
        return rc < 0 ? rc : -ENOENT;
    if (!(transitions[message.state] & (1u << state)))
        return -EINVAL;
    rc = db_run(db, SQL_OUTBOX_STATE, sql_int(id), sql_text(outbox_state_names[message.state]),
                sql_text(outbox_state_names[state]), sql_text(reason), sql_int(due_at),
                sql_int(now));
    return rc < 0 ? rc : 0;
}

#define STATUS_DELIVERED_MAX 31 /* up to here the SMS has arrived */
#define STATUS_PENDING_MAX   63 /* up to here the network still tries */

struct segment {
    int64_t outbox_id;
    int part;
};

static void read_segment(sqlite3_stmt *row, void *ret)
{
    struct segment *segment = ret;

    segment->outbox_id = sqlite3_column_int64(row, 0);
    segment->part = sqlite3_column_int(row, 1);
}

static int settle_report(struct db *db, int64_t id, int status, int64_t now)
{
    int64_t undelivered = 0;
    char reason[64];
    int rc;

    if (status > STATUS_PENDING_MAX) {
        snprintf(reason, sizeof reason, "the network could not deliver it (TP-ST %d)", status);
        return outbox_set_state(db, id, OUTBOX_FAILED, reason, now, now);
    }
    rc = db_one(db, SQL_OUTBOX_UNDELIVERED, sql_read_int, &undelivered, sql_int(id));
    if (rc <= 0 || undelivered > 0)
        return rc < 0 ? rc : 0;
    return outbox_set_state(db, id, OUTBOX_DELIVERED, "", now, now);
}

int outbox_reported(struct db *db, const struct outbox_report *report, int64_t now)
{
    struct segment segment;
    int rc =
        db_one(db, SQL_OUTBOX_REPORTED, read_segment, &segment, sql_int(report->message_reference),
               sql_text(report->bearer), sql_text(report->recipient), sql_int(report->since));

    if (rc <= 0)
        return rc;
    rc = db_run(db, SQL_OUTBOX_SEGMENT_STATUS, sql_int(segment.outbox_id), sql_int(segment.part),
                sql_int(report->status));
    if (rc >= 0 && (report->status <= STATUS_DELIVERED_MAX || report->status > STATUS_PENDING_MAX))
        rc = settle_report(db, segment.outbox_id, report->status, now);
    return rc < 0 && rc != -EINVAL ? rc : 1; /* a message that is still being sent stays so */
}

int outbox_segments_since(struct db *db, const char *bearer, int64_t since)
{
    int64_t count = 0;
    int rc = db_one(db, SQL_OUTBOX_SEGMENTS_SINCE, sql_read_int, &count, sql_text(bearer),
                    sql_int(since));

    return rc < 0 ? rc : (int)count;
}

int outbox_has_broadcast(struct db *db, const char *bearer)
{
    int64_t queued = 0;
    int rc = db_one(db, SQL_OUTBOX_HAS_BROADCAST, sql_read_int, &queued, sql_text(bearer));

    return rc < 0 ? rc : (int)queued;
}

int outbox_broadcasts_waiting(struct db *db)
{
    int64_t count = 0;
    int rc = db_one(db, SQL_OUTBOX_BROADCASTS_WAITING, sql_read_int, &count);

    return rc < 0 ? rc : (int)count;
}

int outbox_broadcasts_since(struct db *db, int64_t since)
{
    int64_t count = 0;
    int rc = db_one(db, SQL_OUTBOX_BROADCASTS_SINCE, sql_read_int, &count, sql_int(since));

    return rc < 0 ? rc : (int)count;
}

int outbox_count_unsure(struct db *db, int64_t id)
{
    int rc = db_run(db, SQL_OUTBOX_UNSURE, sql_int(id));

    return rc < 0 ? rc : 0;
}

int outbox_expire(struct db *db, int64_t now)
{
    return db_run(db, SQL_OUTBOX_EXPIRE, sql_int(now));
}

int outbox_move(struct db *db, const char *from, const char *to)
{
    return db_run(db, SQL_OUTBOX_MOVE, sql_text(from), sql_text(to));
}

static void read_name(sqlite3_stmt *row, void *ret)
{
    sql_column_text(row, 0, ret, sizeof((struct outbox_message *)NULL)->bearer);
}

int outbox_bearers(struct db *db, db_visit *visit, void *context)
{
    char name[sizeof((struct outbox_message *)NULL)->bearer];

    return db_each(db, SQL_OUTBOX_BEARERS, read_name, name, visit, context);
}

int outbox_put_back(struct db *db, int64_t id, int64_t now)
{
    int rc = db_run(db, SQL_OUTBOX_PUT_BACK, sql_int(id), sql_int(now));

    return rc < 0 ? rc : rc == 0 ? -ENOENT : 0;
}

int outbox_answers(struct db *db, int64_t inbox_id, db_visit *visit, void *context)
{
    struct outbox_message message;

    return db_each(db, SQL_OUTBOX_ANSWERS, read_message, &message, visit, context,
                   sql_int(inbox_id));
}

int outbox_sending(struct db *db, const char *bearer, db_visit *visit, void *context)
{
    struct outbox_message message;

    return db_each(db, SQL_OUTBOX_SENDING, read_message, &message, visit, context,
                   sql_text(bearer));
}

int outbox_given_up(struct db *db, int64_t since, db_visit *visit, void *context)
{
    struct outbox_message message;

    return db_each(db, SQL_OUTBOX_GIVEN_UP, read_message, &message, visit, context, sql_int(since));
}

int outbox_count_open(struct db *db)
{
    int64_t count = 0;
    int rc = db_one(db, SQL_OUTBOX_OPEN, sql_read_int, &count);

    return rc < 0 ? rc : (int)count;
}

int outbox_oldest_open(struct db *db, int64_t *ret)
{
    int64_t oldest = 0;
    int rc = db_one(db, SQL_OUTBOX_OLDEST, sql_read_int, &oldest);

    if (rc <= 0 || oldest == 0)
        return rc < 0 ? rc : 0;
    *ret = oldest;
    return 1;
}
