#include "db/holiday.h"

#include <errno.h>

#include "db/statement.h"

/* The id of an office; NULL for "", which stands for all. */
static int find_unit(struct db *db, const char *code, struct sql_value *ret)
{
    int64_t id = 0;
    int rc = 1;

    if (code[0])
        rc = db_one(db, SQL_UNIT_ID, sql_read_int, &id, sql_text(code));
    if (rc > 0)
        *ret = code[0] ? sql_int(id) : sql_text(NULL);
    return rc < 0 ? rc : rc == 0 ? -ENOENT : 0;
}

int holiday_put(struct db *db, const struct holiday *holiday)
{
    struct sql_value unit;
    int rc = find_unit(db, holiday->unit, &unit);

    if (rc < 0)
        return rc;
    return holiday->unit[0]
               ? db_run(db, SQL_HOLIDAY_PUT_UNIT, sql_text(holiday->day), unit,
                        sql_text(holiday->name))
               : db_run(db, SQL_HOLIDAY_PUT, sql_text(holiday->day), sql_text(holiday->name));
}

int holiday_remove(struct db *db, const char *day, const char *unit)
{
    struct sql_value id;
    int rc = find_unit(db, unit, &id);

    return rc < 0 ? rc : db_run(db, SQL_HOLIDAY_REMOVE, sql_text(day), id);
}

static void read_holiday(sqlite3_stmt *row, void *ret)
{
    struct holiday *holiday = ret;

    sql_column_text(row, 0, holiday->day, sizeof holiday->day);
    sql_column_text(row, 1, holiday->unit, sizeof holiday->unit);
    sql_column_text(row, 2, holiday->name, sizeof holiday->name);
}

int holiday_list(struct db *db, const char *from, db_visit *visit, void *context)
{
    struct holiday holiday;

    return db_each(db, SQL_HOLIDAY_LIST, read_holiday, &holiday, visit, context, sql_text(from));
}

#define DAY_SIZE 16

static void read_day(sqlite3_stmt *row, void *ret)
{
    sql_column_text(row, 0, ret, DAY_SIZE);
}

int holiday_days(struct db *db, const char *unit, bool of_all, db_visit *visit, void *context)
{
    char day[DAY_SIZE];

    return db_each(db, SQL_HOLIDAY_DAYS, read_day, day, visit, context, sql_text(unit),
                   sql_int(of_all));
}
