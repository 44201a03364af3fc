#include "db/bearer.h"

#include "db/statement.h"

int bearer_status_put(struct db *db, const struct bearer_status *status)
{
    int rc = db_run(
        db, SQL_BEARER_PUT, sql_text(status->name), sql_text(status->condition),
        sql_text(status->reason), sql_int(status->changed_at), sql_int(status->seen_at),
        sql_int(status->signal_percent), sql_text(status->network), sql_int(status->balance_rupiah),
        sql_int(status->balance_at), sql_int(status->refused_pin), sql_int(status->expiry_day),
        sql_int(status->expiry_warned_day), sql_int(status->places_used), sql_int(status->places));

    return rc < 0 ? rc : 0;
}

static void read_status(sqlite3_stmt *row, void *ret)
{
    struct bearer_status *status = ret;

    sql_column_text(row, 0, status->name, sizeof status->name);
    sql_column_text(row, 1, status->condition, sizeof status->condition);
    sql_column_text(row, 2, status->reason, sizeof status->reason);
    status->changed_at = sqlite3_column_int64(row, 3);
    status->seen_at = sqlite3_column_int64(row, 4);
    status->signal_percent = sqlite3_column_int(row, 5);
    sql_column_text(row, 6, status->network, sizeof status->network);
    status->balance_rupiah = sqlite3_column_int64(row, 7);
    status->balance_at = sqlite3_column_int64(row, 8);
    status->refused_pin = sqlite3_column_int64(row, 9);
    status->expiry_day = sqlite3_column_int64(row, 10);
    status->expiry_warned_day = sqlite3_column_int64(row, 11);
    status->places_used = sqlite3_column_int(row, 12);
    status->places = sqlite3_column_int(row, 13);
}

int bearer_status_get(struct db *db, const char *name, struct bearer_status *ret)
{
    return db_one(db, SQL_BEARER_GET, read_status, ret, sql_text(name));
}

int bearer_status_list(struct db *db, db_visit *visit, void *context)
{
    struct bearer_status status;

    return db_each(db, SQL_BEARER_LIST, read_status, &status, visit, context);
}
