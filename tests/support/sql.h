/* SQL: a second look at a database file, past the functions that tests are about. */
#pragma once

#include <stdint.h>

/* Run statements on the file. Returns SQLite's primary result code: 0 if all is well. */
int sql_run(const char *path, const char *statements);

/* The first column of the first row; a query that fails or finds nothing fails the test. */
int64_t sql_number(const char *path, const char *query);

/* The same of a file beside which another is attached as "other". */
int64_t sql_number_beside(const char *path, const char *other, const char *query);
