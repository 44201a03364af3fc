#include "db/subject.h"

#include <string.h>

#include "db/person.h"
#include "db/statement.h"

static void read_item(sqlite3_stmt *row, void *ret)
{
    struct subject_item *item = ret;

    item->at = sqlite3_column_int64(row, 0);
    sql_column_text(row, 1, item->kind, sizeof item->kind);
    sql_column_text(row, 2, item->id, sizeof item->id);
    sql_column_text(row, 3, item->state, sizeof item->state);
    sql_column_text(row, 4, item->text, sizeof item->text);
}

int subject_list(struct db *db, const char *msisdn, db_visit *visit, void *context)
{
    struct subject_item item;

    return db_each(db, SQL_SUBJECT_LIST, read_item, &item, visit, context, sql_text(msisdn));
}

static int count(struct db *db, enum statement id, const char *msisdn, int *ret)
{
    int64_t value = 0;
    int rc = db_one(db, id, sql_read_int, &value, sql_text(msisdn));

    *ret = (int)value;
    return rc < 0 ? rc : 0;
}

static int forget_messages(struct db *db, const char *msisdn, int64_t now,
                           struct subject_forgotten *forgotten)
{
    int rc = db_run(db, SQL_FORGET_PARTS, sql_text(msisdn));

    if (rc >= 0)
        rc = forgotten->messages = db_run(db, SQL_FORGET_MESSAGES, sql_text(msisdn));
    if (rc >= 0)
        rc = forgotten->answers = db_run(db, SQL_FORGET_ANSWERS, sql_text(msisdn), sql_int(now));
    return rc < 0 ? rc : count(db, SQL_FORGET_WAITING, msisdn, &forgotten->waiting);
}

/* A person whose ticket is open must be told of it. */
static int forget_person(struct db *db, const char *msisdn, struct subject_forgotten *forgotten)
{
    static const enum statement each[] = {SQL_QUESTION_CLEAR, SQL_PAGES_CLEAR, SQL_FORGET_TOLD};
    int64_t nobody = person_get(db, "", 0), id = forgotten->person_id;
    int rc = nobody < 0 ? (int)nobody : 0;

    for (size_t i = 0; rc >= 0 && i < sizeof each / sizeof each[0]; i++)
        rc = db_run(db, each[i], sql_int(id));
    if (rc >= 0)
        rc = forgotten->tickets = db_run(db, SQL_FORGET_TICKETS, sql_int(id), sql_int(nobody));
    if (rc >= 0)
        rc = count(db, SQL_FORGET_OPEN, msisdn, &forgotten->open_tickets);
    if (rc >= 0 && forgotten->open_tickets == 0)
        rc = db_run(db, SQL_FORGET_PERSON, sql_int(id));
    return rc;
}

int subject_forget(struct db *db, const char *msisdn, int64_t now, struct subject_forgotten *ret)
{
    struct subject_forgotten forgotten = {.person_id = person_find(db, msisdn)};
    int rc = forgotten.person_id < 0 ? (int)forgotten.person_id : 0;

    if (rc == 0)
        rc = forget_messages(db, msisdn, now, &forgotten);
    if (rc == 0 && forgotten.person_id > 0)
        rc = forget_person(db, msisdn, &forgotten);
    if (rc < 0)
        return rc;
    *ret = forgotten;
    return 0;
}

static void read_affected(sqlite3_stmt *row, void *ret)
{
    struct subject_affected *affected = ret;

    sql_column_text(row, 0, affected->msisdn, sizeof affected->msisdn);
    affected->messages = sqlite3_column_int(row, 1);
    affected->answers = sqlite3_column_int(row, 2);
    affected->tickets = sqlite3_column_int(row, 3);
}

int subject_affected(struct db *db, int64_t since, int64_t until, db_visit *visit, void *context)
{
    struct subject_affected affected;

    return db_each(db, SQL_SUBJECT_AFFECTED, read_affected, &affected, visit, context,
                   sql_int(since), sql_int(until));
}
