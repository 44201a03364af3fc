/* Statements: how the files of this room use SQLite. Not for other rooms. */
#pragma once

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/db.h"

enum statement {
#define SQL(id, text) SQL_##id,
#include "db/statements.def"
#undef SQL
    STATEMENT_COUNT
};

struct sql_value {
    enum { SQL_VALUE_END, SQL_VALUE_INT, SQL_VALUE_TEXT, SQL_VALUE_BLOB } type;
    int64_t integer; /* or the size of the blob */
    const void *pointer;
};

static inline struct sql_value sql_int(int64_t value)
{
    return (struct sql_value){.type = SQL_VALUE_INT, .integer = value};
}

/* NULL is SQL's NULL. */
static inline struct sql_value sql_text(const char *value)
{
    return (struct sql_value){.type = SQL_VALUE_TEXT, .pointer = value};
}

static inline struct sql_value sql_blob(const void *data, size_t size)
{
    return (struct sql_value){.type = SQL_VALUE_BLOB, .integer = (int64_t)size, .pointer = data};
}

#ifdef __cppcheck__ /* it does not know __VA_OPT__ */
#define SQL_VALUES(...) (&(const struct sql_value){0})
#else
#define SQL_VALUES(...)                                                                            \
    ((const struct sql_value[]){__VA_ARGS__ __VA_OPT__(, ){.type = SQL_VALUE_END}})
#endif

/* Run a statement that gives no rows. Returns how many rows it changed; -EEXIST where a constraint
 * forbids it, or as db_open. */
#define db_run(db, id, ...) db_run_values(db, id, SQL_VALUES(__VA_ARGS__))
int db_run_values(struct db *db, enum statement id, const struct sql_value *values);

/* Take the columns of a row into *ret. */
typedef void sql_read(sqlite3_stmt *row, void *ret);

/* Read the first row. Returns 1, or 0 if there is none (*ret is untouched), or an errno as above.
 */
#define db_one(db, id, read, ret, ...) db_one_values(db, id, read, ret, SQL_VALUES(__VA_ARGS__))
int db_one_values(struct db *db, enum statement id, sql_read *read, void *ret,
                  const struct sql_value *values);

/* Read each row into *item and hand it to visit, which stops the walk by returning a negative
 * errno. Returns how many rows were visited, or the errno. visit must not use the same statement.
 */
#define db_each(db, id, read, item, visit, context, ...)                                           \
    db_each_values(db, id, read, item, visit, context, SQL_VALUES(__VA_ARGS__))
int db_each_values(struct db *db, enum statement id, sql_read *read, void *item, db_visit *visit,
                   void *context, const struct sql_value *values);

/* The connection, for what is no statement; and SQLite's result code as an errno of db.h. */
sqlite3 *db_handle(struct db *db);
int db_errno(int sqlite_code);

/* Where changes come from now (db/journal.h). */
struct db_origin {
    char channel[16], address[64];
};
struct db_origin *db_origin(struct db *db);

/* The row that the last insert made. */
int64_t db_last_id(struct db *db);

/* For sql_read functions: a text column cut at size - 1 bytes (at a whole character), and one
 * integer column. */
void sql_column_text(sqlite3_stmt *row, int column, char *ret, size_t size);
/* The place of the name in that column among count names; 0 for another. */
int sql_column_name(sqlite3_stmt *row, int column, const char *const *names, int count);
void sql_read_int(sqlite3_stmt *row, void *ret); /* int64_t *ret = column 0 */
