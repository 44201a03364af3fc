#include "db/db.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/chain.h"
#include "db/statement.h"

#define APPLICATION_ID 0x53616d70 /* "Samp" */

struct db {
    sqlite3 *handle;
    struct db_origin origin;
    sqlite3_stmt *statements[STATEMENT_COUNT];
};

static const char *const statement_texts[] = {
#define SQL(id, text) [SQL_##id] = text,
#include "db/statements.def"
#undef SQL
};

static const struct migration {
    const char *name;
    const char *sql;
} migrations[] = {
#include "db/migrations.inc"
};
#define MIGRATION_COUNT ((int64_t)(sizeof migrations / sizeof migrations[0]))

/* What must hold of a connection. SQLite ignores a misspelt PRAGMA, so each is read back. The first
 * is set before anything is read, so that programs wait for each other from the beginning. */
static const struct pragma {
    const char *set;
    const char *get;
    const char *expected;
    const char *expected_in_memory;
} pragmas[] = {
    {"PRAGMA busy_timeout = 3000", "PRAGMA busy_timeout", "3000", "3000"},
    {"PRAGMA journal_mode = WAL", "PRAGMA journal_mode", "wal", "memory"},
    {"PRAGMA synchronous = FULL", "PRAGMA synchronous", "2", "2"},
    {"PRAGMA cache_size = -256", "PRAGMA cache_size", "-256", "-256"},
    {"PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1", "1"},
    /* A code that was masked is not left in the file either. Debian's SQLite does so by itself. */
    {"PRAGMA secure_delete = ON", "PRAGMA secure_delete", "1", "1"},
    {"PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0", "0"},
    {"PRAGMA journal_size_limit = 8388608", "PRAGMA journal_size_limit", "8388608", "8388608"},
};

int db_errno(int sqlite_code)
{
    switch (sqlite_code & 0xff) {
    case SQLITE_OK:
    case SQLITE_DONE:
    case SQLITE_ROW:
        return 0;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return -EBUSY;
    case SQLITE_CONSTRAINT:
        return -EEXIST;
    case SQLITE_FULL:
        return -ENOSPC;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
        return -EROFS;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return -EUCLEAN;
    case SQLITE_NOMEM:
        return -ENOMEM;
    default:
        return -EIO;
    }
}

bool db_is_trouble(int rc)
{
    return rc == -EIO || rc == -ENOSPC || rc == -EROFS || rc == -EBUSY || rc == -EUCLEAN ||
           rc == -ENOMEM;
}

static int execute(struct db *db, const char *sql)
{
    return db_errno(sqlite3_exec(db->handle, sql, NULL, NULL, NULL));
}

/* The first column of the first row as text, for PRAGMAs. */
static int ask(struct db *db, const char *sql, char *ret, size_t size)
{
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(db->handle, sql, -1, &row, NULL);

    if (code == SQLITE_OK && (code = sqlite3_step(row)) == SQLITE_ROW)
        sql_column_text(row, 0, ret, size);
    sqlite3_finalize(row);
    return code == SQLITE_DONE ? -EIO : db_errno(code);
}

static int ask_int(struct db *db, const char *sql, int64_t *ret)
{
    char text[32];
    int rc = ask(db, sql, text, sizeof text);

    if (rc == 0)
        *ret = strtoll(text, NULL, 10);
    return rc;
}

static int set_pragmas(struct db *db, bool in_memory, char error[256])
{
    for (size_t i = 0; i < sizeof pragmas / sizeof pragmas[0]; i++) {
        const char *expected = in_memory ? pragmas[i].expected_in_memory : pragmas[i].expected;
        char value[32] = "";
        int rc = execute(db, pragmas[i].set);

        if (rc == 0)
            rc = ask(db, pragmas[i].get, value, sizeof value);
        if (rc == 0 && strcmp(value, expected) != 0) {
            snprintf(error, 256, "%s was not taken: it reads back as '%s'", pragmas[i].set, value);
            return -EIO;
        }
        if (rc < 0)
            return rc;
    }
    return 0;
}

/* A new file has neither tables nor our mark; any other file without the mark is somebody else's
 * and is left alone. Both are read in one transaction: another program of ours may be making the
 * file. */
static int check_owner(struct db *db, char error[256])
{
    int64_t id = 0, tables = 0;
    int rc = execute(db, "BEGIN");

    if (rc == 0)
        rc = ask_int(db, "PRAGMA application_id", &id);
    if (rc == 0)
        rc = ask_int(db, "SELECT count(*) FROM sqlite_schema", &tables);
    if (rc < 0)
        snprintf(error, 256, "%s", db_error(db));
    rc = db_end(db, rc);
    if (rc < 0 || id == APPLICATION_ID)
        return rc;
    if (id != 0 || tables != 0) {
        snprintf(error, 256, "this is a database of another program");
        return -EUCLEAN;
    }
    return 0;
}

static int apply(struct db *db, int64_t version, char error[256])
{
    const struct migration *migration = &migrations[version];
    char mark[96];
    int rc;

    snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %lld",
             APPLICATION_ID, (long long)version + 1);
    rc = execute(db, migration->sql);
    if (rc == 0)
        rc = execute(db, mark);
    if (rc < 0)
        snprintf(error, 256, "migration %s: %s", migration->name, db_error(db));
    return rc;
}

/* One migration and its number are one transaction: a power cut leaves the old schema or the new
 * one. Returns 1 if there may be more to do. */
static int migrate_one(struct db *db, char error[256])
{
    int64_t version = 0;
    int rc = db_begin(db);

    if (rc < 0)
        return rc;
    /* Read here: two programs that start at the same time do it once. */
    rc = ask_int(db, "PRAGMA user_version", &version);
    if (rc == 0 && version < MIGRATION_COUNT) {
        rc = apply(db, version, error);
        rc = rc < 0 ? rc : 1;
    }
    return db_end(db, rc);
}

static int migrate(struct db *db, char error[256])
{
    int64_t version = 0;
    int rc = ask_int(db, "PRAGMA user_version", &version);

    if (rc == 0 && version > MIGRATION_COUNT) {
        snprintf(error, 256,
                 "this database was made by a newer Sampan (schema %lld, this program knows %lld)",
                 (long long)version, (long long)MIGRATION_COUNT);
        return -EPROTO;
    }
    if (rc < 0 || version == MIGRATION_COUNT)
        return rc;
    do
        rc = migrate_one(db, error);
    while (rc > 0);
    return rc;
}

static int prepare(struct db *db, enum statement id)
{
    if (db->statements[id])
        return 0;
    return db_errno(sqlite3_prepare_v3(db->handle, statement_texts[id], -1,
                                       SQLITE_PREPARE_PERSISTENT, &db->statements[id], NULL));
}

/* A mistake is found at the start; but only what is used stays in memory, at 4 kB a statement. */
static int check_statements(struct db *db, char error[256])
{
    for (enum statement id = 0; id < STATEMENT_COUNT; id++) {
        int rc = prepare(db, id);

        if (rc < 0) {
            snprintf(error, 256, "%s: %.160s", db_error(db), statement_texts[id]);
            return rc;
        }
        sqlite3_finalize(db->statements[id]);
        db->statements[id] = NULL;
    }
    return 0;
}

/* Connect to an existing or new file that is ours, or will be. */
static int connect(struct db *db, const char *path, int flags, char error[256])
{
    int rc;

    /* Every RETURNING has a cache of its own: without this, SQLite makes 20 pages for its one.
     * Refused, and rightly, for a second connection. */
    sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
    rc = db_errno(sqlite3_open_v2(path, &db->handle, flags, NULL));

    db->origin = (struct db_origin){.channel = "gateway"};
    if (rc == 0)
        rc = execute(db, pragmas[0].set);
    if (rc == 0)
        rc = db_errno(chain_register(db->handle));
    return rc == 0 ? check_owner(db, error) : rc;
}

/* What is left of opening: rc so far, and db becomes *ret or is closed with the reason in error. */
static int finish_open(struct db *db, int rc, struct db **ret, char error[256])
{
    if (rc == 0)
        rc = check_statements(db, error);
    if (rc < 0) {
        if (error[0] == '\0')
            snprintf(error, 256, "%s", db_error(db));
        db_close(db);
        return rc;
    }
    *ret = db;
    return 0;
}

int db_open(const char *path, struct db **ret, char error[256])
{
    struct db *db = calloc(1, sizeof *db);
    int rc;

    error[0] = '\0';
    if (!db)
        return -ENOMEM;
    rc = connect(db, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
    if (rc == 0)
        rc = set_pragmas(db, strcmp(path, ":memory:") == 0, error);
    if (rc == 0)
        rc = migrate(db, error);
    return finish_open(db, rc, ret, error);
}

int db_look(const char *path, struct db **ret, char error[256])
{
    struct db *db = calloc(1, sizeof *db);
    int64_t version = 0;
    int rc;

    error[0] = '\0';
    if (!db)
        return -ENOMEM;
    rc = connect(db, path, SQLITE_OPEN_READONLY, error);
    if (rc == 0)
        rc = ask_int(db, "PRAGMA user_version", &version);
    if (rc == 0 && version != MIGRATION_COUNT) {
        snprintf(error, 256, "schema %lld; this program works with %lld", (long long)version,
                 (long long)MIGRATION_COUNT);
        rc = -EPROTO;
    }
    return finish_open(db, rc, ret, error);
}

void db_close(struct db *db)
{
    if (!db)
        return;
    for (int i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(db->statements[i]);
    sqlite3_close(db->handle);
    free(db);
}

int db_begin(struct db *db)
{
    return execute(db, "BEGIN IMMEDIATE");
}

int db_end(struct db *db, int rc)
{
    int end;

    if (rc >= 0) {
        end = execute(db, "COMMIT");
        if (end == 0)
            return rc;
        rc = end;
    }
    /* A full disk has SQLite roll back by itself. */
    if (!sqlite3_get_autocommit(db->handle))
        execute(db, "ROLLBACK");
    return rc;
}

int db_step_begin(struct db *db)
{
    int rc = db_run(db, SQL_STEP_BEGIN);

    return rc < 0 ? rc : 0;
}

int db_step_end(struct db *db, int rc)
{
    int end;

    if (rc < 0)
        db_run(db, SQL_STEP_UNDO);
    end = db_run(db, SQL_STEP_END);
    return rc < 0 ? rc : end < 0 ? end : rc;
}

int64_t db_version_of_others(struct db *db)
{
    int64_t version = 0;
    int rc = db_one(db, SQL_DATA_VERSION, sql_read_int, &version);

    return rc < 0 ? rc : version;
}

int64_t db_newest(struct db *db)
{
    int64_t at = 0;
    int rc = db_one(db, SQL_NEWEST, sql_read_int, &at);

    return rc < 0 ? rc : at;
}

const char *db_error(struct db *db)
{
    return sqlite3_errmsg(db->handle);
}

int db_check(struct db *db)
{
    char result[256] = "";
    int rc = ask(db, "PRAGMA integrity_check(1)", result, sizeof result);

    if (rc < 0)
        return rc;
    return strcmp(result, "ok") == 0 ? 0 : -EUCLEAN;
}

static int bind(struct db *db, enum statement id, const struct sql_value *values,
                sqlite3_stmt **ret)
{
    int code = SQLITE_OK, i = 1, rc = prepare(db, id);
    sqlite3_stmt *statement = db->statements[id];

    if (rc < 0)
        return rc;
    for (; values[i - 1].type != SQL_VALUE_END; i++) {
        const struct sql_value *value = &values[i - 1];

        if (value->type == SQL_VALUE_INT)
            code = sqlite3_bind_int64(statement, i, value->integer);
        else if (value->type == SQL_VALUE_TEXT)
            code = sqlite3_bind_text(statement, i, value->pointer, -1, SQLITE_STATIC);
        else
            code = sqlite3_bind_blob64(statement, i, value->pointer, (sqlite3_uint64)value->integer,
                                       SQLITE_STATIC);
        assert(code == SQLITE_OK);
    }
    assert(i - 1 == sqlite3_bind_parameter_count(statement));
    *ret = statement;
    return 0;
}

int db_run_values(struct db *db, enum statement id, const struct sql_value *values)
{
    sqlite3_stmt *statement;
    int code, rc = bind(db, id, values, &statement);

    if (rc < 0)
        return rc;
    code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? sqlite3_changes(db->handle) : db_errno(code);
}

int db_one_values(struct db *db, enum statement id, sql_read *read, void *ret,
                  const struct sql_value *values)
{
    sqlite3_stmt *statement;
    int code, rc = bind(db, id, values, &statement);

    if (rc < 0)
        return rc;
    code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        read(statement, ret);
    sqlite3_reset(statement);
    return code == SQLITE_ROW ? 1 : db_errno(code);
}

int db_each_values(struct db *db, enum statement id, sql_read *read, void *item, db_visit *visit,
                   void *context, const struct sql_value *values)
{
    sqlite3_stmt *statement;
    int code, rc = bind(db, id, values, &statement), count = 0;

    if (rc < 0)
        return rc;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        read(statement, item);
        rc = visit(item, context);
        if (rc < 0)
            break;
        count++;
    }
    if (rc == 0)
        rc = db_errno(code);
    sqlite3_reset(statement);
    return rc < 0 ? rc : count;
}

sqlite3 *db_handle(struct db *db)
{
    return db->handle;
}

struct db_origin *db_origin(struct db *db)
{
    return &db->origin;
}

int64_t db_last_id(struct db *db)
{
    return sqlite3_last_insert_rowid(db->handle);
}

void sql_column_text(sqlite3_stmt *row, int column, char *ret, size_t size)
{
    const unsigned char *text = sqlite3_column_text(row, column);
    size_t length = (size_t)sqlite3_column_bytes(row, column);

    if (!text)
        length = 0;
    if (length >= size) {
        length = size - 1;
        while (length > 0 && (text[length] & 0xc0) == 0x80)
            length--;
    }
    if (length > 0)
        memcpy(ret, text, length);
    ret[length] = '\0';
}

int sql_column_name(sqlite3_stmt *row, int column, const char *const *names, int count)
{
    const char *name = (const char *)sqlite3_column_text(row, column);

    for (int i = 0; name && i < count; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return 0;
}

void sql_read_int(sqlite3_stmt *row, void *ret)
{
    *(int64_t *)ret = sqlite3_column_int64(row, 0);
}
