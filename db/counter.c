#include "db/counter.h"

#include "db/statement.h"

static void read_counter(sqlite3_stmt *row, void *ret)
{
    struct counter *counter = ret;

    sql_column_text(row, 0, counter->name, sizeof counter->name);
    sql_column_text(row, 1, counter->bearer, sizeof counter->bearer);
    sql_column_text(row, 2, counter->a, sizeof counter->a);
    sql_column_text(row, 3, counter->b, sizeof counter->b);
    counter->value = sqlite3_column_int64(row, 4);
}

int counter_list(struct db *db, db_visit *visit, void *context)
{
    struct counter counter;

    return db_each(db, SQL_COUNTER_LIST, read_counter, &counter, visit, context);
}

int counter_now(struct db *db, int64_t now, db_visit *visit, void *context)
{
    struct counter counter;

    return db_each(db, SQL_COUNTER_NOW, read_counter, &counter, visit, context, sql_int(now));
}

static void read_day(sqlite3_stmt *row, void *ret)
{
    struct counter_day *day = ret;

    day->received = sqlite3_column_int64(row, 0);
    day->answered = sqlite3_column_int64(row, 1);
    day->not_understood = sqlite3_column_int64(row, 2);
    day->waiting = sqlite3_column_int64(row, 3);
    day->segments = sqlite3_column_int64(row, 4);
    day->tickets = sqlite3_column_int64(row, 5);
}

int counter_day(struct db *db, int64_t since, struct counter_day *ret)
{
    int rc = db_one(db, SQL_COUNTER_DAY, read_day, ret, sql_int(since));

    return rc < 0 ? rc : 0;
}
