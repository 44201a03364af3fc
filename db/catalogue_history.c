#include "db/catalogue_history.h"

#include <stdio.h>
#include <string.h>

#include "db/statement.h"

static int keep_fields(struct db *db, int64_t id, const struct catalogue_record *record)
{
    int rc = 0;

    for (int column = 0; rc >= 0 && column < COLUMNS; column++) {
        const char *text = column_text(record, column);

        if (text[0])
            rc = db_run(db, SQL_HISTORY_FIELD_ADD, sql_int(id), sql_text(column_name(column)),
                        sql_text(text));
    }
    return rc;
}

int catalogue_history_keep(struct db *db, int64_t now, const char *actor, enum catalogue_kind kind,
                           const char *code, const struct catalogue_record *was)
{
    int64_t newest = 0, version;
    int rc = db_one(db, SQL_HISTORY_NEWEST, sql_read_int, &newest,
                    sql_text(catalogue_kind_names[kind]), sql_text(code));

    if (rc < 0)
        return rc;
    /* What was there before histories were kept begins with 1, too. */
    version = was ? newest + 1 : 0;
    rc = db_run(db, SQL_HISTORY_ADD, sql_text(catalogue_kind_names[kind]), sql_text(code),
                sql_int(version), sql_int(now), sql_text(actor));
    if (rc >= 0 && was)
        rc = keep_fields(db, db_last_id(db), was);
    return rc < 0 ? rc : (int)version;
}

static void read_version(sqlite3_stmt *row, void *ret)
{
    struct catalogue_history *history = ret;

    history->kind = (enum catalogue_kind)sqlite3_column_int(row, 0);
    history->version = sqlite3_column_int(row, 1);
    history->at = sqlite3_column_int64(row, 2);
    sql_column_text(row, 3, history->actor, sizeof history->actor);
}

int catalogue_history_list(struct db *db, const char *code, db_visit *visit, void *context)
{
    struct catalogue_history history;

    return db_each(db, SQL_HISTORY_LIST, read_version, &history, visit, context, sql_text(code));
}

/* One field, straight into the record: a column that this program does not know is left out. */
static void read_field(sqlite3_stmt *row, void *ret)
{
    char name[64];
    size_t size;
    char *field;
    int column;

    sql_column_text(row, 0, name, sizeof name);
    column = column_find(name);
    field = column < COLUMNS ? column_field(ret, column, &size) : NULL;
    if (field)
        sql_column_text(row, 1, field, size);
}

static int go_on(const void *row, void *context)
{
    (void)row;
    (void)context;
    return 0;
}

int catalogue_history_read(struct db *db, enum catalogue_kind kind, const char *code, int version,
                           struct catalogue_record *ret)
{
    int rc;

    memset(ret, 0, sizeof *ret);
    ret->kind = kind;
    rc = db_each(db, SQL_HISTORY_FIELDS, read_field, ret, go_on, NULL,
                 sql_text(catalogue_kind_names[kind]), sql_text(code), sql_int(version));
    return rc > 0 ? 1 : rc;
}
