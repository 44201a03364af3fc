#include "db/guard.h"

#include <errno.h>

#include "db/journal.h"
#include "db/statement.h"

static int count(int rc, int64_t value)
{
    return rc < 0 ? rc : (int)value;
}

int guard_answers_since(struct db *db, const char *msisdn, int64_t since)
{
    int64_t value = 0;
    int rc = db_one(db, SQL_GUARD_ANSWERS, sql_read_int, &value, sql_text(msisdn), sql_int(since));

    return count(rc, value);
}

int guard_repeats_since(struct db *db, const char *sender, const char *text, int64_t since)
{
    int64_t value = 0;
    int rc = db_one(db, SQL_GUARD_REPEATS, sql_read_int, &value, sql_text(sender), sql_text(text),
                    sql_int(since));

    return count(rc, value);
}

struct answer {
    char *ret;
    size_t size;
};

static void read_answer(sqlite3_stmt *row, void *ret)
{
    struct answer *answer = ret;

    sql_column_text(row, 0, answer->ret, answer->size);
}

int guard_last_answer(struct db *db, const char *msisdn, char *ret, size_t size)
{
    struct answer answer = {ret, size};

    return db_one(db, SQL_GUARD_LAST_ANSWER, read_answer, &answer, sql_text(msisdn));
}

int guard_is_blocked(struct db *db, const char *msisdn)
{
    int64_t value = 0;
    int rc = db_one(db, SQL_BLOCKED_GET, sql_read_int, &value, sql_text(msisdn));

    return count(rc, value);
}

int guard_block(struct db *db, const char *msisdn, const char *reason, const char *actor,
                int64_t now)
{
    int rc = db_run(db, SQL_BLOCKED_ADD, sql_text(msisdn), sql_text(reason), sql_int(now));

    return rc < 0 ? rc : journal_add(db, now, actor, "number blocked", msisdn, reason);
}

int guard_unblock(struct db *db, const char *msisdn, const char *actor, int64_t now)
{
    int rc = db_run(db, SQL_BLOCKED_REMOVE, sql_text(msisdn));

    if (rc <= 0)
        return rc < 0 ? rc : -ENOENT;
    return journal_add(db, now, actor, "number unblocked", msisdn, "");
}

static void read_blocked(sqlite3_stmt *row, void *ret)
{
    struct guard_blocked *blocked = ret;

    sql_column_text(row, 0, blocked->msisdn, sizeof blocked->msisdn);
    sql_column_text(row, 1, blocked->reason, sizeof blocked->reason);
    blocked->at = sqlite3_column_int64(row, 2);
}

int guard_blocked_list(struct db *db, db_visit *visit, void *context)
{
    struct guard_blocked blocked;

    return db_each(db, SQL_BLOCKED_LIST, read_blocked, &blocked, visit, context);
}
