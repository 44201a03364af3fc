/* Database: one SQLite file, opened, checked, migrated, and used in transactions. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct db;

/* Open path (or ":memory:"), creating it if it is missing, and bring it to this program's schema.
 * Every PRAGMA is read back. Returns 0 and *ret, which the caller closes; or, with the reason in
 * error (English, one line): -EUCLEAN not a Sampan database or a damaged one, -EPROTO made by a
 * newer Sampan, -ENOSPC, -EROFS, -EBUSY, -EIO. */
int db_open(const char *path, struct db **ret, char error[256]);
/* Open an existing file for reading only; nothing is created or migrated. Errors as db_open;
 * -EPROTO also for an older schema. */
int db_look(const char *path, struct db **ret, char error[256]);
void db_close(struct db *db);

/* A transaction: db_begin, then db_end with the outcome. db_end commits if rc >= 0 and rolls back
 * otherwise; it returns rc, or the errno of a commit that failed (nothing is changed then). */
int db_begin(struct db *db);
int db_end(struct db *db, int rc);

/* Whether an errno of this room lies in the machine (a full disk, damage, no memory) and may pass;
 * any other lies in what was to be written, and trying again is of no use. */
bool db_is_trouble(int rc);

/* A step within a transaction that can be undone alone. Steps may be nested. */
int db_step_begin(struct db *db);
int db_step_end(struct db *db, int rc);

/* For the functions of this room that list rows: called with each row's struct (said there), which
 * is valid for the call only. A negative errno stops the list and is its result. */
typedef int db_visit(const void *row, void *context);

/* A number that changes whenever another process has changed the file. Negative errno on failure.
 */
int64_t db_version_of_others(struct db *db);

/* The newest time in the database, Unix seconds: a time that has surely passed. 0 if it is empty.
 */
int64_t db_newest(struct db *db);

/* What SQLite said of the last failure. Borrowed until the next call. */
const char *db_error(struct db *db);

/* Check every page and index. Returns 0, or -EUCLEAN. */
int db_check(struct db *db);
