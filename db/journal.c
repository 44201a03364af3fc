#include "db/journal.h"

#include "db/statement.h"

int journal_add(struct db *db, int64_t now, const char *actor, const char *action,
                const char *subject, const char *detail)
{
    int rc = db_run(db, SQL_JOURNAL_ADD, sql_int(now), sql_text(actor), sql_text(action),
                    sql_text(subject), sql_text(detail));

    return rc < 0 ? rc : 0;
}

static void read_entry(sqlite3_stmt *row, void *ret)
{
    struct journal_entry *entry = ret;

    entry->id = sqlite3_column_int64(row, 0);
    entry->at = sqlite3_column_int64(row, 1);
    sql_column_text(row, 2, entry->actor, sizeof entry->actor);
    sql_column_text(row, 3, entry->action, sizeof entry->action);
    sql_column_text(row, 4, entry->subject, sizeof entry->subject);
    sql_column_text(row, 5, entry->detail, sizeof entry->detail);
}

int journal_list(struct db *db, db_visit *visit, void *context)
{
    struct journal_entry entry;

    return db_each(db, SQL_JOURNAL_LIST, read_entry, &entry, visit, context);
}
