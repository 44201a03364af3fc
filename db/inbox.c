#include "db/inbox.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "db/statement.h"
#include "db/utf16.h"

/* Parts that lie further apart are of two messages: a phone uses its references again, and a part
 * that never found its others stays. */
#define PARTS_SPAN_S 86400

/* FNV-1a, 64 bits, over what the key (bearer, sender, time) does not hold. */
static uint64_t digest_bytes(uint64_t digest, const void *data, size_t size)
{
    for (const unsigned char *byte = data; size > 0; size--, byte++)
        digest = (digest ^ *byte) * 0x100000001b3u;
    return digest;
}

static int64_t digest_of(const struct inbox_sms *sms)
{
    int header[] = {sms->reference_bits, sms->reference, sms->total, sms->part};
    uint64_t digest = digest_bytes(0xcbf29ce484222325u, header, sizeof header);

    return (int64_t)digest_bytes(digest, sms->units, (size_t)sms->length * sizeof sms->units[0]);
}

static int add_message(struct db *db, const struct inbox_sms *sms, const char *text,
                       int64_t sent_at, struct sql_value digest, int64_t now)
{
    return db_run(db, SQL_INBOX_ADD, sql_text(sms->bearer), sql_text(sms->sender), sql_text(text),
                  sql_int(sent_at), sql_int(now), digest);
}

struct part {
    int number;
    int64_t sent_at;
    int length;
    uint16_t units[INBOX_UNITS_MAX];
};

static void read_part(sqlite3_stmt *row, void *ret)
{
    struct part *part = ret;
    int size = sqlite3_column_bytes(row, 1);

    if (size > (int)sizeof part->units)
        size = sizeof part->units;
    part->number = sqlite3_column_int(row, 0);
    part->length = size / (int)sizeof part->units[0];
    if (size > 0)
        memcpy(part->units, sqlite3_column_blob(row, 1), (size_t)size);
    part->sent_at = sqlite3_column_int64(row, 2);
}

/* All parts so far, in order, the newest of those that came twice; the text counts as whole when
 * last has reached the total without a gap. */
struct joint {
    int last;
    int64_t sent_at;
    size_t length;
    uint16_t units[INBOX_TEXT_SIZE];
};

static int join_part(const void *row, void *context)
{
    const struct part *part = row;
    struct joint *joint = context;
    size_t room = sizeof joint->units / sizeof joint->units[0] - joint->length;
    size_t length = (size_t)part->length < room ? (size_t)part->length : room;

    if (part->number != joint->last + 1)
        return 0;
    joint->last = part->number;
    if (joint->last == 1)
        joint->sent_at = part->sent_at;
    memcpy(joint->units + joint->length, part->units, length * sizeof part->units[0]);
    joint->length += length;
    return 0;
}

static int join_if_complete(struct db *db, const struct inbox_sms *sms, int64_t now)
{
    const int64_t since = sms->sent_at - PARTS_SPAN_S, until = sms->sent_at + PARTS_SPAN_S;
    struct joint joint = {0};
    struct part part;
    char text[INBOX_TEXT_SIZE];
    int rc;

    rc = db_each(db, SQL_INBOX_PARTS, read_part, &part, join_part, &joint, sql_text(sms->bearer),
                 sql_text(sms->sender), sql_int(sms->reference), sql_int(sms->reference_bits),
                 sql_int(sms->total), sql_int(since), sql_int(until));
    if (rc < 0 || joint.last < sms->total)
        return rc;
    utf16_to_utf8(joint.units, joint.length, text, sizeof text);
    rc = add_message(db, sms, text, joint.sent_at, sql_text(NULL), now);
    if (rc < 0)
        return rc;
    return db_run(db, SQL_INBOX_PARTS_JOINED, sql_text(sms->bearer), sql_text(sms->sender),
                  sql_int(sms->reference), sql_int(sms->reference_bits), sql_int(sms->total),
                  sql_int(since), sql_int(until), sql_int(db_last_id(db)));
}

int inbox_add(struct db *db, const struct inbox_sms *sms, int64_t now)
{
    int rc;

    if (sms->reference_bits == 0) {
        char text[INBOX_UNITS_MAX * 3 + 1];

        utf16_to_utf8(sms->units, (size_t)sms->length, text, sizeof text);
        return add_message(db, sms, text, sms->sent_at, sql_int(digest_of(sms)), now);
    }
    rc = db_run(db, SQL_INBOX_PART_ADD, sql_text(sms->bearer), sql_text(sms->sender),
                sql_int(sms->sent_at), sql_int(digest_of(sms)), sql_int(now),
                sql_int(sms->reference), sql_int(sms->reference_bits), sql_int(sms->total),
                sql_int(sms->part),
                sql_blob(sms->units, (size_t)sms->length * sizeof sms->units[0]));
    if (rc <= 0)
        return rc;
    rc = join_if_complete(db, sms, now);
    return rc < 0 ? rc : 1;
}

static void read_message(sqlite3_stmt *row, void *ret)
{
    struct inbox_message *message = ret;

    message->id = sqlite3_column_int64(row, 0);
    sql_column_text(row, 1, message->bearer, sizeof message->bearer);
    sql_column_text(row, 2, message->sender, sizeof message->sender);
    sql_column_text(row, 3, message->text, sizeof message->text);
    message->sent_at = sqlite3_column_int64(row, 4);
    message->received_at = sqlite3_column_int64(row, 5);
    sql_column_text(row, 6, message->state, sizeof message->state);
    sql_column_text(row, 7, message->intent, sizeof message->intent);
    sql_column_text(row, 8, message->arguments, sizeof message->arguments);
    sql_column_text(row, 9, message->match, sizeof message->match);
    message->handled_at = sqlite3_column_int64(row, 10);
    sql_column_text(row, 11, message->reason, sizeof message->reason);
}

int inbox_next(struct db *db, struct inbox_message *ret)
{
    return db_one(db, SQL_INBOX_NEXT, read_message, ret);
}

int inbox_get(struct db *db, int64_t id, struct inbox_message *ret)
{
    return db_one(db, SQL_INBOX_GET, read_message, ret, sql_int(id));
}

int inbox_done(struct db *db, int64_t id, const struct inbox_outcome *outcome, int64_t now)
{
    int rc = db_run(db, SQL_INBOX_DONE, sql_int(id), sql_text(outcome->state),
                    sql_text(outcome->intent), sql_text(outcome->arguments),
                    sql_text(outcome->match), sql_text(outcome->reason), sql_int(now));

    return rc < 0 ? rc : rc == 0 ? -ENOENT : 0;
}

int inbox_list(struct db *db, const struct inbox_filter *filter, db_visit *visit, void *context)
{
    struct inbox_message message;

    return db_each(db, SQL_INBOX_LIST, read_message, &message, visit, context,
                   sql_int(filter->since), sql_text(filter->sender), sql_text(filter->intent),
                   sql_text(filter->state));
}
