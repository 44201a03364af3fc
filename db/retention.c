#include "db/retention.h"

#include "db/person.h"
#include "db/search.h"
#include "db/statement.h"

static const struct {
    enum statement find, end;
} rules[RETENTION_RULES] = {
    [RETENTION_IGNORED] = {SQL_DUE_IGNORED, SQL_END_IGNORED},
    [RETENTION_MESSAGES] = {SQL_DUE_MESSAGES, SQL_END_MESSAGES},
    [RETENTION_PARTS] = {SQL_DUE_PARTS, SQL_END_PARTS},
    [RETENTION_CORRUPT] = {SQL_DUE_CORRUPT, SQL_END_CORRUPT},
    [RETENTION_ANSWERS] = {SQL_DUE_ANSWERS, SQL_END_ANSWERS},
    [RETENTION_QUESTIONS] = {SQL_DUE_QUESTIONS, SQL_END_QUESTIONS},
    [RETENTION_PAGES] = {SQL_DUE_PAGES, SQL_END_PAGES},
    [RETENTION_TOLD] = {SQL_DUE_TOLD, SQL_END_TOLD},
    [RETENTION_TICKETS] = {SQL_DUE_TICKETS, SQL_END_TICKETS},
    [RETENTION_PERSONS] = {SQL_DUE_PERSONS, SQL_END_PERSONS},
};

static void read_due(sqlite3_stmt *row, void *ret)
{
    struct retention_due *due = ret;

    due->count = sqlite3_column_int64(row, 0);
    due->first = sqlite3_column_int64(row, 1);
    due->last = sqlite3_column_int64(row, 2);
}

int retention_find(struct db *db, enum retention_rule rule, int64_t before,
                   struct retention_due *ret)
{
    int rc = db_one(db, rules[rule].find, read_due, ret, sql_int(before));

    return rc < 0 ? rc : 0;
}

/* The words that others added, and whose ticket it was: before its own words, by which it is known
 * to be due. */
static int end_tickets(struct db *db, int64_t before, int64_t first, int64_t last)
{
    int64_t nobody = person_get(db, "", 0);
    int rc = nobody < 0 ? (int)nobody : 0;

    if (rc >= 0)
        rc = db_run(db, SQL_END_TICKET_MESSAGES, sql_int(before), sql_int(first), sql_int(last));
    if (rc >= 0)
        rc = db_run(db, SQL_END_TICKET_NOTES, sql_int(before), sql_int(first), sql_int(last));
    if (rc >= 0)
        rc = db_run(db, SQL_END_TICKETS, sql_int(before), sql_int(first), sql_int(last),
                    sql_int(nobody));
    return rc;
}

int retention_end(struct db *db, enum retention_rule rule, int64_t before, int64_t first,
                  int64_t last)
{
    if (rule == RETENTION_TICKETS)
        return end_tickets(db, before, first, last);
    return db_run(db, rules[rule].end, sql_int(before), sql_int(first), sql_int(last));
}

int retention_scrub(struct db *db)
{
    int rc = db_begin(db);

    if (rc == 0)
        rc = db_end(db, search_clear(db));
    return rc < 0 ? rc
                  : db_errno(sqlite3_wal_checkpoint_v2(db_handle(db), NULL,
                                                       SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL));
}
