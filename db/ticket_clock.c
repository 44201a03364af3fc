#include "db/ticket_clock.h"

#include <errno.h>

#include "db/statement.h"

struct due {
    int64_t *ids;
    int count;
};

static int take_id(const void *row, void *context)
{
    struct due *due = context;

    due->ids[due->count++] = *(const int64_t *)row;
    return 0;
}

int ticket_due(struct db *db, int64_t now, int64_t *ret, int most)
{
    struct due due = {.ids = ret};
    int64_t id;

    return db_each(db, SQL_TICKET_DUE, sql_read_int, &id, take_id, &due, sql_int(now),
                   sql_int(most));
}

int ticket_alarm_add(struct db *db, int64_t ticket_id, const char *deadline, const char *step,
                     int64_t due, int64_t now)
{
    return db_run(db, SQL_TICKET_ALARM_ADD, sql_int(ticket_id), sql_text(deadline), sql_text(step),
                  sql_int(due), sql_int(now));
}

int ticket_alarm_done(struct db *db, int64_t ticket_id, const char *deadline, const char *step,
                      int64_t due)
{
    int64_t count = 0;
    int rc = db_one(db, SQL_TICKET_ALARM_DONE, sql_read_int, &count, sql_int(ticket_id),
                    sql_text(deadline), sql_text(step), sql_int(due));

    return rc < 0 ? rc : count > 0;
}

int ticket_digest_add(struct db *db, int64_t day)
{
    return db_run(db, SQL_TICKET_DIGEST_ADD, sql_int(day));
}

int ticket_promise(struct db *db, const char *unit)
{
    int64_t days = 0;
    int rc = db_one(db, SQL_PROMISE_GET, sql_read_int, &days, sql_text(unit));

    return rc < 0 ? rc : (int)days;
}

int ticket_set_promise(struct db *db, const char *unit, int days)
{
    int rc = db_run(db, SQL_PROMISE_PUT, sql_text(unit), sql_int(days));

    return rc < 0 ? rc : rc == 0 ? -ENOENT : 0;
}
