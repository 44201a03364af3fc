/* Statements: none that is used on the way of a message reads through a table that grows with the
 * years. */
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tests/support/fixture.h"

#include <cmocka.h>

static const struct {
    const char *name, *text;
} statements[] = {
#define SQL(id, text) {#id, text},
#include "db/statements.def"
#undef SQL
};
#define STATEMENTS (sizeof statements / sizeof statements[0])

/* Those that an operator or a restart runs now and then; and the newest entry, which is found from
 * the end. */
static const char *const allowed[] = {
    "INBOX_LIST",     "OUTBOX_GIVEN_UP", "OUTBOX_SETTLE", "TICKET_LIST",      "JOURNAL_LIST",
    "JOURNAL_WRONG",  "DUE_PARTS",       "DUE_ANSWERS",   "DUE_QUESTIONS",    "DUE_PAGES",
    "DUE_TOLD",       "DUE_TICKETS",     "DUE_PERSONS",   "SUBJECT_AFFECTED", "JOURNAL_ADD",
    "JOURNAL_NEWEST", "NEWEST"};

static const char *const large[] = {"inbox",          "inbox_part",   "outbox",
                                    "outbox_segment", "ticket",       "ticket_event",
                                    "ticket_message", "ticket_alarm", "skm",
                                    "journal",        "person",       "question",
                                    "pages",          "notice_told",  "announcement_target"};

static void no_hash(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    (void)values;
    sqlite3_result_null(context);
}

static bool is_one_of(const char *name, size_t length, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(names[i]) == length && strncmp(names[i], name, length) == 0)
            return true;
    return false;
}

/* Whether the step uses an index of a part of the table, made for what waits. */
static bool uses_part(sqlite3 *raw, const char *step)
{
    const char *index = strstr(step, "INDEX ");
    sqlite3_stmt *row;
    bool part;

    if (!index)
        return false;
    assert_int_equal(sqlite3_prepare_v2(raw,
                                        "SELECT instr(sql, ' WHERE ') FROM sqlite_schema"
                                        " WHERE type = 'index' AND name = ?1",
                                        -1, &row, NULL),
                     SQLITE_OK);
    sqlite3_bind_text(row, 1, index + strlen("INDEX "), -1, SQLITE_STATIC);
    part = sqlite3_step(row) == SQLITE_ROW && sqlite3_column_int(row, 0) > 0;
    sqlite3_finalize(row);
    return part;
}

/* "SCAN ticket", or "SCAN ticket USING INDEX ticket_unit". */
static bool reads_through(sqlite3 *raw, const char *step)
{
    static const char scan[] = "SCAN ";

    if (strncmp(step, scan, strlen(scan)) != 0 || uses_part(raw, step))
        return false;
    step += strlen(scan);
    return is_one_of(step, strcspn(step, " "), large, sizeof large / sizeof large[0]);
}

/* Prints what a statement reads through; returns how many tables. */
static int explain(sqlite3 *raw, const char *name, const char *text)
{
    char query[8192];
    sqlite3_stmt *plan;
    int found = 0;

    snprintf(query, sizeof query, "EXPLAIN QUERY PLAN %s", text);
    if (sqlite3_prepare_v2(raw, query, -1, &plan, NULL) != SQLITE_OK)
        fail_msg("%s: %s", name, sqlite3_errmsg(raw));
    while (sqlite3_step(plan) == SQLITE_ROW) {
        const char *step = (const char *)sqlite3_column_text(plan, 3);

        if (!reads_through(raw, step))
            continue;
        printf("%s: %s\n", name, step);
        found++;
    }
    sqlite3_finalize(plan);
    return found;
}

static sqlite3 *open_empty(void)
{
    const char *path = temp_path("plan.db");
    char error[256];
    struct db *db;
    sqlite3 *raw;

    assert_int_equal(db_open(path, &db, error), 0);
    db_close(db);
    assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
    assert_int_equal(
        sqlite3_create_function(raw, "journal_hash", -1, SQLITE_UTF8, NULL, no_hash, NULL, NULL),
        SQLITE_OK);
    return raw;
}

static void on_the_way_of_a_message_no_large_table_is_read_through(void **state)
{
    sqlite3 *raw = open_empty();
    int found = 0;
    (void)state;

    for (size_t i = 0; i < STATEMENTS; i++)
        if (!is_one_of(statements[i].name, strlen(statements[i].name), allowed,
                       sizeof allowed / sizeof allowed[0]))
            found += explain(raw, statements[i].name, statements[i].text);

    sqlite3_close(raw);
    assert_int_equal(found, 0);
}

static void a_statement_that_reads_through_a_table_is_found(void **state)
{
    sqlite3 *raw = open_empty();
    (void)state;

    assert_int_equal(explain(raw, "?", "SELECT * FROM ticket WHERE text = 'x'"), 1);
    assert_int_equal(explain(raw, "?", "SELECT * FROM ticket WHERE id = 7"), 0);
    assert_int_equal(explain(raw, "?", "SELECT id FROM inbox WHERE state = 'waiting'"), 0);
    assert_int_equal(explain(raw, "?", "SELECT count(*) FROM outbox WHERE state = 'sent'"), 1);
    sqlite3_close(raw);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(on_the_way_of_a_message_no_large_table_is_read_through),
        cmocka_unit_test(a_statement_that_reads_through_a_table_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
