#include "tests/support/sql.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

int sql_run(const char *path, const char *statements)
{
    sqlite3 *handle;
    int code = sqlite3_open(path, &handle);

    if (code == SQLITE_OK)
        code = sqlite3_exec(handle, statements, NULL, NULL, NULL);
    sqlite3_close(handle);
    return code & 0xff;
}

static int64_t first_number(sqlite3 *handle, const char *query)
{
    sqlite3_stmt *row;
    int64_t number;

    assert_int_equal(sqlite3_prepare_v2(handle, query, -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    number = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return number;
}

int64_t sql_number(const char *path, const char *query)
{
    sqlite3 *handle;
    int64_t number;

    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    number = first_number(handle, query);
    sqlite3_close(handle);
    return number;
}

int64_t sql_number_beside(const char *path, const char *other, const char *query)
{
    char attach[4200];
    sqlite3 *handle;
    int64_t number;

    snprintf(attach, sizeof attach, "ATTACH '%s' AS other", other);
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, attach, NULL, NULL, NULL), SQLITE_OK);
    number = first_number(handle, query);
    sqlite3_close(handle);
    return number;
}
