#include "db/inbox.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "db/statement.h"
#include "db/utf16.h"

/* Parts that lie further apart are of two messages: a phone uses its references again, and a part
 * that never found its others stays. */
#define PARTS_SPAN_S 86400

const char *const inbox_state_names[INBOX_STATES] = {"waiting", "answered", "kept", "ignored",
                                                     "failed"};

/* FNV-1a, 64 bits, over what the key (sender, time) does not hold. */
static uint64_t digest_bytes(uint64_t digest, const void *data, size_t size)
{
    for (const unsigned char *byte = data; size > 0; size--, byte++)
        digest = (digest ^ *byte) * 0x100000001b3u;
    return digest;
}

/* What follows a '#' may be a code, which a digest of it would betray. */
static uint64_t digest_text(uint64_t digest, const uint16_t *units, int length)
{
    static const uint16_t hidden = '*';
    bool code = false;

    for (int i = 0; i < length; i++) {
        bool digit = units[i] >= '0' && units[i] <= '9';

        code = units[i] == '#' || (code && (digit || units[i] == ' '));
        digest = digest_bytes(digest, code && digit ? &hidden : &units[i], sizeof hidden);
    }
    return digest;
}

static int64_t digest_of(const struct inbox_sms *sms)
{
    int header[] = {sms->reference_bits, sms->reference, sms->total, sms->part};
    uint64_t digest = digest_bytes(0xcbf29ce484222325u, header, sizeof header);

    return (int64_t)digest_text(digest, sms->units, sms->length);
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

/* The parts so far, in order, the newest of those that came twice. Without gaps allowed, last stays
 * before the first gap; with them, a gap reads "...". */
struct joint {
    bool gaps;
    int last;
    int64_t sent_at;
    size_t length;
    uint16_t units[INBOX_TEXT_SIZE];
};

static void append(struct joint *joint, const uint16_t *units, int count)
{
    size_t room = sizeof joint->units / sizeof joint->units[0] - joint->length;
    size_t length = (size_t)count < room ? (size_t)count : room;

    memcpy(joint->units + joint->length, units, length * sizeof units[0]);
    joint->length += length;
}

static void append_gap(struct joint *joint)
{
    static const uint16_t dots[] = {'.', '.', '.'};

    append(joint, dots, 3);
}

static int join_part(const void *row, void *context)
{
    const struct part *part = row;
    struct joint *joint = context;

    if (part->number <= joint->last || (part->number > joint->last + 1 && !joint->gaps))
        return 0;
    if (part->number > joint->last + 1)
        append_gap(joint);
    if (joint->last == 0)
        joint->sent_at = part->sent_at;
    joint->last = part->number;
    append(joint, part->units, part->length);
    return 0;
}

/* Make one message of the parts that belong to sms, if they are all there or gaps are allowed.
 * Returns 1, 0 if a part is missing, or an errno. */
static int join_parts(struct db *db, const struct inbox_sms *sms, bool gaps, int64_t now)
{
    const int64_t since = sms->sent_at - PARTS_SPAN_S, until = sms->sent_at + PARTS_SPAN_S;
    struct joint joint = {.gaps = gaps};
    struct part part;
    char text[INBOX_TEXT_SIZE];
    int rc;

    rc = db_each(db, SQL_INBOX_PARTS, read_part, &part, join_part, &joint, sql_text(sms->sender),
                 sql_int(sms->reference), sql_int(sms->reference_bits), sql_int(sms->total),
                 sql_int(since), sql_int(until));
    if (rc < 0 || (joint.last < sms->total && !gaps))
        return rc < 0 ? rc : 0;
    if (joint.last < sms->total)
        append_gap(&joint);
    utf16_to_utf8(joint.units, joint.length, text, sizeof text);
    rc = db_run(db, SQL_INBOX_ADD, sql_text(sms->bearer), sql_text(sms->sender), sql_text(text),
                sql_int(joint.sent_at), sql_int(now), sql_text(NULL), sql_int(gaps));
    if (rc < 0)
        return rc;
    rc = db_run(db, SQL_INBOX_PARTS_JOINED, sql_text(sms->sender), sql_int(sms->reference),
                sql_int(sms->reference_bits), sql_int(sms->total), sql_int(since), sql_int(until),
                sql_int(db_last_id(db)));
    return rc < 0 ? rc : 1;
}

static void read_overdue(sqlite3_stmt *row, void *ret)
{
    struct inbox_sms *sms = ret;

    sql_column_text(row, 0, sms->bearer, sizeof sms->bearer);
    sql_column_text(row, 1, sms->sender, sizeof sms->sender);
    sms->reference = sqlite3_column_int(row, 2);
    sms->reference_bits = sqlite3_column_int(row, 3);
    sms->total = sqlite3_column_int(row, 4);
    sms->sent_at = sqlite3_column_int64(row, 5);
}

int inbox_join_overdue(struct db *db, int64_t before, int64_t now)
{
    struct inbox_sms sms;
    int count = 0, rc;

    while ((rc = db_one(db, SQL_INBOX_PARTS_OVERDUE, read_overdue, &sms, sql_int(before))) > 0) {
        rc = join_parts(db, &sms, true, now);
        if (rc < 0)
            break;
        count++;
    }
    return rc < 0 ? rc : count;
}

int inbox_add(struct db *db, const struct inbox_sms *sms, int64_t now)
{
    int rc;

    if (sms->reference_bits == 0) {
        char text[INBOX_UNITS_MAX * 3 + 1];

        utf16_to_utf8(sms->units, (size_t)sms->length, text, sizeof text);
        return db_run(db, SQL_INBOX_ADD, sql_text(sms->bearer), sql_text(sms->sender),
                      sql_text(text), sql_int(sms->sent_at), sql_int(now), sql_int(digest_of(sms)),
                      sql_int(0));
    }
    rc = db_run(db, SQL_INBOX_PART_ADD, sql_text(sms->bearer), sql_text(sms->sender),
                sql_int(sms->sent_at), sql_int(digest_of(sms)), sql_int(now),
                sql_int(sms->reference), sql_int(sms->reference_bits), sql_int(sms->total),
                sql_int(sms->part),
                sql_blob(sms->units, (size_t)sms->length * sizeof sms->units[0]));
    if (rc <= 0)
        return rc;
    rc = join_parts(db, sms, false, now);
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
    message->incomplete = sqlite3_column_int(row, 12);
    message->secret = sqlite3_column_int(row, 13);
}

int inbox_next(struct db *db, struct inbox_message *ret)
{
    return db_one(db, SQL_INBOX_NEXT, read_message, ret);
}

int inbox_get(struct db *db, int64_t id, struct inbox_message *ret)
{
    return db_one(db, SQL_INBOX_GET, read_message, ret, sql_int(id));
}

int64_t inbox_last(struct db *db)
{
    int64_t id = 0;
    int rc = db_one(db, SQL_INBOX_LAST, sql_read_int, &id);

    return rc < 0 ? rc : id;
}

int inbox_done(struct db *db, int64_t id, const struct inbox_outcome *outcome, int64_t now)
{
    int rc = db_run(db, SQL_INBOX_DONE, sql_int(id), sql_text(outcome->state),
                    sql_text(outcome->intent), sql_text(outcome->arguments),
                    sql_text(outcome->match), sql_text(outcome->reason), sql_int(now));

    return rc < 0 ? rc : rc == 0 ? -ENOENT : 0;
}

int inbox_hide_sender(struct db *db, int64_t id, int64_t person_id, const char *ticket,
                      const char *answer)
{
    int rc = db_run(db, SQL_INBOX_HIDE_SENDER, sql_int(id), sql_int(person_id), sql_text(ticket),
                    sql_text(answer));

    return rc < 0 ? rc : 0;
}

int inbox_hide(struct db *db, int64_t id, const char *text)
{
    int rc = db_run(db, SQL_INBOX_MASK, sql_int(id), sql_text(text));

    if (rc >= 0)
        rc = db_run(db, SQL_INBOX_PARTS_EMPTY, sql_int(id));
    return rc < 0 ? rc : 0;
}

int inbox_add_corrupt(struct db *db, const char *bearer, const char *pdu, int64_t now)
{
    return db_run(db, SQL_INBOX_CORRUPT_ADD, sql_text(bearer), sql_text(pdu), sql_int(now));
}

static void read_corrupt(sqlite3_stmt *row, void *ret)
{
    struct inbox_corrupt *corrupt = ret;

    corrupt->id = sqlite3_column_int64(row, 0);
    sql_column_text(row, 1, corrupt->bearer, sizeof corrupt->bearer);
    sql_column_text(row, 2, corrupt->pdu, sizeof corrupt->pdu);
    corrupt->received_at = sqlite3_column_int64(row, 3);
}

int inbox_list_corrupt(struct db *db, db_visit *visit, void *context)
{
    struct inbox_corrupt corrupt;

    return db_each(db, SQL_INBOX_CORRUPT_LIST, read_corrupt, &corrupt, visit, context);
}

int inbox_list(struct db *db, const struct inbox_filter *filter, db_visit *visit, void *context)
{
    struct inbox_message message;

    return db_each(db, SQL_INBOX_LIST, read_message, &message, visit, context,
                   sql_int(filter->since), sql_text(filter->sender), sql_text(filter->intent),
                   sql_text(filter->state), sql_int(filter->not_understood),
                   sql_int(filter->after));
}

int inbox_search(struct db *db, const struct search_query *query, int64_t since, db_visit *visit,
                 void *context)
{
    struct inbox_message message;

    return db_each(db, SQL_INBOX_SEARCH, read_message, &message, visit, context,
                   sql_text(query->words), sql_text(query->msisdn), sql_int(since));
}
