#include "db/journal.h"

#include <errno.h>
#include <stdio.h>

#include "db/statement.h"

void journal_from(struct db *db, const char *channel, const char *address)
{
    struct db_origin *origin = db_origin(db);

    snprintf(origin->channel, sizeof origin->channel, "%s", channel);
    snprintf(origin->address, sizeof origin->address, "%s", address);
}

int journal_change(struct db *db, int64_t now, const char *actor, const char *action,
                   const char *subject, const char *before, const char *after)
{
    const struct db_origin *origin = db_origin(db);
    int rc = db_run(db, SQL_JOURNAL_ADD, sql_int(now), sql_text(origin->channel),
                    sql_text(origin->address), sql_text(actor), sql_text(action), sql_text(subject),
                    sql_text(before), sql_text(after));

    return rc < 0 ? rc : 0;
}

int journal_add(struct db *db, int64_t now, const char *actor, const char *action,
                const char *subject, const char *detail)
{
    return journal_change(db, now, actor, action, subject, "", detail);
}

static void read_entry(sqlite3_stmt *row, void *ret)
{
    struct journal_entry *entry = ret;

    entry->id = sqlite3_column_int64(row, 0);
    entry->at = sqlite3_column_int64(row, 1);
    sql_column_text(row, 2, entry->channel, sizeof entry->channel);
    sql_column_text(row, 3, entry->address, sizeof entry->address);
    sql_column_text(row, 4, entry->actor, sizeof entry->actor);
    sql_column_text(row, 5, entry->action, sizeof entry->action);
    sql_column_text(row, 6, entry->subject, sizeof entry->subject);
    sql_column_text(row, 7, entry->before, sizeof entry->before);
    sql_column_text(row, 8, entry->after, sizeof entry->after);
    sql_column_text(row, 9, entry->hash, sizeof entry->hash);
}

int journal_list(struct db *db, const struct journal_filter *filter, db_visit *visit, void *context)
{
    struct journal_filter wanted = {0};
    struct journal_entry entry;

    if (filter)
        wanted = *filter;
    return db_each(db, SQL_JOURNAL_LIST, read_entry, &entry, visit, context, sql_int(wanted.since),
                   sql_text(wanted.actor), sql_text(wanted.subject));
}

int journal_get(struct db *db, int64_t id, struct journal_entry *ret)
{
    return db_one(db, SQL_JOURNAL_GET, read_entry, ret, sql_int(id));
}

int journal_verify(struct db *db, struct journal_entry *ret)
{
    int64_t last = 0;
    int rc = db_one(db, SQL_JOURNAL_WRONG, read_entry, ret);

    if (rc != 0)
        return rc < 0 ? rc : -EBADMSG;
    ret->id = 0;
    rc = db_one(db, SQL_JOURNAL_NEWEST, read_entry, ret);
    if (rc >= 0)
        rc = db_one(db, SQL_JOURNAL_COUNT, sql_read_int, &last);
    if (rc < 0 || last == ret->id)
        return rc < 0 ? rc : 0;
    ret->id++;
    return -EBADMSG;
}
