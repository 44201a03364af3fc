/* Database: what db_open refuses and repairs, and what a transaction leaves behind. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/catalogue.h"
#include "db/catalogue_history.h"
#include "db/db.h"
#include "db/journal.h"
#include "db/person.h"
#include "db/ticket.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define SCHEMA 18

static struct db *open_file(const char *path)
{
    struct db *db;
    char error[256];

    if (db_open(path, &db, error) < 0)
        fail_msg("%s", error);
    return db;
}

/* The whole file; the caller frees it. */
static char *slurp(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *bytes = malloc(1 << 20);

    assert_non_null(file);
    *size = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

static void is_refused(const char *path, int expected, const char *reason)
{
    struct db *db = NULL;
    char error[256] = "";

    assert_int_equal(db_open(path, &db, error), expected);
    if (!strstr(error, reason))
        fail_msg("the reason was: %s", error);
    assert_null(db);
}

static void is_refused_and_untouched(const char *path, int expected, const char *reason)
{
    size_t size_before, size_after;
    char *before = slurp(path, &size_before), *after;

    is_refused(path, expected, reason);

    after = slurp(path, &size_after);
    assert_int_equal(size_before, size_after);
    assert_memory_equal(before, after, size_before);
    free(before);
    free(after);
}

static void a_new_file_is_ours_and_writes_ahead(void **state)
{
    const char *path = temp_path("new.db");
    (void)state;

    db_close(open_file(path));

    assert_int_equal(sql_number(path, "PRAGMA application_id"), 0x53616d70);
    assert_int_equal(sql_number(path, "PRAGMA user_version"), SCHEMA);
    assert_int_equal(sql_number(path, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);
    assert_int_equal(
        sql_number(path, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' "
                         "AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%\\_words%' ESCAPE '\\' "
                         "AND sql NOT LIKE '%STRICT%'"),
        0);
}

static void a_row_that_refers_to_nothing_is_refused(void **state)
{
    struct db *db = fixture_db();
    struct ticket ticket = {.text = "lampu jalan mati"};
    const struct ticket_act act = {.actor = "warga", .note = "", .inbox_id = 4712};
    (void)state;

    assert_int_equal(ticket_open(db, "01", 4711, &act, &ticket, NOON), -EEXIST);

    db_close(db);
}

static void a_database_of_another_program_is_refused_and_untouched(void **state)
{
    const char *tables = temp_path("tables.db"), *marked = temp_path("marked.db");
    (void)state;
    assert_int_equal(sql_run(tables, "CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)"), 0);
    assert_int_equal(sql_run(marked, "PRAGMA application_id = 7; PRAGMA user_version = 1"), 0);

    is_refused_and_untouched(tables, -EUCLEAN, "another program");
    is_refused_and_untouched(marked, -EUCLEAN, "another program");
}

static void a_file_that_is_no_database_is_refused_and_untouched(void **state)
{
    const char *path = temp_path("letter.db");
    char letter[4096];
    (void)state;
    memset(letter, 'x', sizeof letter);
    letter[sizeof letter - 1] = '\0';
    temp_write(path, letter);

    is_refused_and_untouched(path, -EUCLEAN, "not a database");
}

static void a_database_of_a_newer_sampan_is_refused_and_untouched(void **state)
{
    const char *path = temp_path("newer.db");
    char reason[80];
    (void)state;
    db_close(open_file(path));
    assert_int_equal(sql_run(path, "PRAGMA user_version = 99"), 0);

    snprintf(reason, sizeof reason, "newer Sampan (schema 99, this program knows %d)", SCHEMA);
    is_refused_and_untouched(path, -EPROTO, reason);
}

static void a_folder_that_is_missing_is_told(void **state)
{
    (void)state;

    is_refused("/nowhere/at/all/sampan.db", -EROFS, "unable to open");
}

static void a_damaged_file_is_found_out(void **state)
{
    const char *path = temp_path("damaged.db");
    struct db *db = open_file(path);
    FILE *file;
    (void)state;
    assert_int_equal(db_begin(db), 0);
    for (int i = 0; i < 500; i++)
        assert_int_equal(journal_add(db, NOON, "test", "filled", "page", "much text"), 0);
    assert_int_equal(db_end(db, 0), 0);
    assert_int_equal(db_check(db), 0);
    db_close(db);

    file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, -3 * 4096, SEEK_END), 0);
    for (int i = 0; i < 2 * 4096; i++)
        putc(0x5a, file);
    fclose(file);

    db = open_file(path);
    assert_int_equal(db_check(db), -EUCLEAN);
    db_close(db);
}

static void a_migration_that_fails_changes_nothing(void **state)
{
    const char *path = temp_path("half.db");
    (void)state;
    assert_int_equal(
        sql_run(path, "PRAGMA application_id = 0x53616d70; CREATE TABLE journal (mine)"), 0);

    is_refused(path, -EIO, "migration 0001-initial.sql: table journal already exists");

    assert_int_equal(sql_number(path, "PRAGMA user_version"), 0);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM sqlite_schema"), 1);
}

/* A database as the first release made it, with something in it. */
static void make_first_schema(const char *path)
{
    char *sql;
    size_t size;

    sql = slurp(source_path("db/migrations/0001-initial.sql"), &size);
    sql[size] = '\0';
    assert_int_equal(sql_run(path, sql), 0);
    free(sql);
    assert_int_equal(
        sql_run(path, "PRAGMA application_id = 0x53616d70; PRAGMA user_version = 1;"
                      "INSERT INTO unit (code, name) VALUES ('DUKCAPIL', 'Disdukcapil');"
                      "INSERT INTO service (code, name, unit_id, source)"
                      " VALUES ('KTP-BARU', 'KTP baru', 1, 'UU 24/2013');"
                      "INSERT INTO component VALUES (1, 'biaya', 'Gratis');"
                      "INSERT INTO alias (word, service_id) VALUES ('bikin ktp', 1);"
                      "INSERT INTO person VALUES (1, '+6281234567890', 5, 0, NULL);"
                      "INSERT INTO inbox (bearer, sender, text, sent_at, received_at, digest)"
                      " VALUES ('a', '+62', 'LAPOR', 5, 5, 77), ('b', '+62', 'LAPOR', 5, 6, 77),"
                      " ('a', '+62', 'LAPOR', 6, 6, 77), ('a', '+62', 'joined', 6, 6, NULL);"
                      "INSERT INTO inbox_part (bearer, sender, sent_at, digest, received_at,"
                      " reference, reference_bits, total, part, units, inbox_id) VALUES"
                      " ('b', '+62', 5, 9, 5, 1, 8, 2, 1, x'4100', NULL),"
                      " ('a', '+62', 5, 9, 5, 1, 8, 2, 1, x'4100', 4),"
                      " ('a', '+62', 5, 8, 5, 1, 8, 2, 2, x'4200', 4);"
                      "INSERT INTO outbox (inbox_id, bearer, recipient, text, priority,"
                      " segments, due_at, expires_at, created_at, changed_at)"
                      " VALUES (1, 'a', '+62', 'x', 0, 1, 5, 5, 5, 5);"
                      "INSERT INTO ticket (number, person_id, inbox_id, text, opened_at,"
                      " respond_by, changed_at) VALUES ('0100014', 1, 1, 'x', 5, 5, 5);"
                      "INSERT INTO journal (at, actor, action, subject, detail) VALUES"
                      " (1, 'a', 'b', 'c', 'one'), (2, 'a', 'b', 'c', 'two');"
                      "INSERT INTO bearer VALUES ('a', 'ready', '', 5, 5, 50, '', 9000, 5, 0)"),
        0);
}

/* How many tables, indexes and triggers are in one of two files only, or are made otherwise. */
static int64_t schema_differs(const char *one, const char *other)
{
    static const char both[] = "(SELECT type, name, sql FROM sqlite_schema UNION ALL"
                               " SELECT type, name, sql FROM other.sqlite_schema)";
    char query[512];

    snprintf(query, sizeof query,
             "SELECT count(*) FROM (SELECT 1 FROM %s GROUP BY type, name, sql"
             " HAVING count(*) <> 2)",
             both);
    return sql_number_beside(one, other, query);
}

static void a_database_of_the_first_schema_becomes_the_same_as_a_fresh_one(void **state)
{
    const char *old = temp_path("first.db"), *fresh = temp_path("fresh.db");
    (void)state;
    make_first_schema(old);
    db_close(open_file(fresh));
    assert_true(schema_differs(old, fresh) > 0);

    db_close(open_file(old));

    assert_int_equal(sql_number(old, "PRAGMA user_version"), SCHEMA);
    assert_int_equal(schema_differs(old, fresh), 0);
}

static void an_upgrade_keeps_the_catalogue(void **state)
{
    const char *path = temp_path("upgraded.db");
    struct catalogue_service service;
    struct db *db;
    (void)state;
    make_first_schema(path);

    db = open_file(path);

    assert_int_equal(catalogue_service(db, "KTP-BARU", &service), 1);
    assert_string_equal(service.component[COMPONENT_BIAYA], "Gratis");
    assert_string_equal(service.own[COMPONENT_BIAYA].source, "");
    assert_string_equal(catalogue_provenance(&service, COMPONENT_BIAYA).source, "UU 24/2013");
    assert_string_equal(service.aliases, "bikin ktp");
    db_close(db);
}

/* A migration as it stands in its file, and the number that it ends with. */
static void migrate(const char *path, const char *name, int version)
{
    char file[128], mark[64];
    size_t size;
    char *sql;

    snprintf(file, sizeof file, "db/migrations/%s", name);
    sql = slurp(source_path(file), &size);
    sql[size] = '\0';
    assert_int_equal(sql_run(path, sql), 0);
    free(sql);
    snprintf(mark, sizeof mark, "PRAGMA user_version = %d", version);
    assert_int_equal(sql_run(path, mark), 0);
}

static void an_upgrade_keeps_the_history(void **state)
{
    const char *path = temp_path("history.db");
    struct catalogue_record record = {.kind = CATALOGUE_SERVICE};
    struct db *db;
    (void)state;
    make_first_schema(path);
    migrate(path, "0002-catalogue-history.sql", 2);
    assert_int_equal(
        sql_run(path,
                "INSERT INTO catalogue_history VALUES (7, 'layanan', 'KTP-BARU', 1, 5, 'ina');"
                "INSERT INTO catalogue_history_field VALUES (7, 'biaya', 'Rp5')"),
        0);

    db = open_file(path);

    assert_int_equal(catalogue_history_read(db, CATALOGUE_SERVICE, "KTP-BARU", 1, &record), 1);
    assert_string_equal(record.service.component[COMPONENT_BIAYA], "Rp5");
    db_close(db);
    assert_true(sql_run(path, "DELETE FROM catalogue_history_field") != 0);
    assert_true(sql_run(path, "UPDATE catalogue_history SET actor = 'x'") != 0);
}

static void after_an_upgrade_people_are_answered_in_the_language_of_the_house(void **state)
{
    const char *path = temp_path("spoken.db");
    char language[PERSON_LANGUAGE_SIZE] = "?";
    struct db *db;
    (void)state;
    make_first_schema(path);
    assert_int_equal(sql_run(path, "INSERT INTO person (msisdn, created_at) VALUES ('+62812', 1)"),
                     0);

    db = open_file(path);

    assert_int_equal(person_language(db, person_find(db, "+62812"), language), 0);
    assert_string_equal(language, "");
    db_close(db);
}

static void an_upgrade_keeps_the_messages_and_what_refers_to_them(void **state)
{
    const char *path = temp_path("messages.db");
    (void)state;
    make_first_schema(path);

    db_close(open_file(path));

    assert_int_equal(sql_number(path, "SELECT count(*) FROM inbox"), 4);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_int_equal(sql_number(path,
                                "SELECT count(*) FROM ticket JOIN inbox ON inbox.id = inbox_id"
                                " JOIN outbox USING (inbox_id) WHERE inbox.text = 'LAPOR'"),
                     1);
    assert_int_equal(
        sql_number(path, "SELECT group_concat(id) = '1,3' FROM inbox WHERE digest = 77"), 1);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM inbox_part WHERE inbox_id = 4"), 2);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM inbox_part"), 2);
    assert_int_equal(sql_number(path, "SELECT balance_rupiah FROM bearer WHERE expiry_day = 0"),
                     9000);
}

static void an_upgrade_counts_what_there_was(void **state)
{
    const char *path = temp_path("counted.db");
    (void)state;
    make_first_schema(path);

    db_close(open_file(path));

    assert_int_equal(sql_number(path, "SELECT sum(value) FROM counter WHERE name = 'received'"), 4);
    assert_int_equal(
        sql_number(path, "SELECT coalesce(sum(value), 0) FROM counter WHERE name = 'request'"),
        sql_number(path, "SELECT count(*) FROM inbox WHERE state <> 'waiting'"));
}

static void an_upgrade_hides_who_sent_a_secret_complaint_before_it(void **state)
{
    const char *path = temp_path("secret.db");
    (void)state;
    make_first_schema(path);
    db_close(open_file(path));
    assert_int_equal(sql_run(path,
                             "DROP TABLE session; DROP TABLE user; DROP TABLE login_failure;"
                             "DROP TABLE counter; DROP TRIGGER count_received;"
                             "DROP TRIGGER count_request; DROP TRIGGER count_sent;"
                             "DROP TRIGGER count_reported;"
                             "ALTER TABLE inbox DROP COLUMN secret; PRAGMA user_version = 16;"
                             "UPDATE ticket SET secret = 1;"
                             "INSERT INTO outbox (inbox_id, bearer, recipient, text, priority,"
                             " segments, due_at, expires_at, created_at, changed_at) VALUES"
                             " (3, 'a', '+6281234567890', '0100014: x', 0, 1, 5, 5, 5, 5)"),
                     0);

    db_close(open_file(path));

    assert_int_equal(sql_number(path, "SELECT group_concat(id) = '1,3' FROM inbox WHERE secret"),
                     1);
}

static int last_entry(const void *row, void *context)
{
    memcpy(context, row, sizeof(struct journal_entry));
    return 0;
}

static void an_upgrade_chains_the_journal(void **state)
{
    const char *path = temp_path("chained.db");
    struct journal_entry entry;
    struct db *db;
    (void)state;
    make_first_schema(path);

    db = open_file(path);

    assert_int_equal(journal_list(db, NULL, last_entry, &entry), 2);
    assert_string_equal(entry.after, "two");
    assert_int_equal(journal_add(db, NOON, "test", "added", "", ""), 0);
    assert_int_equal(journal_verify(db, &entry), 0);
    assert_int_equal(entry.id, 3);
    assert_int_equal(sql_run(path, "DROP TRIGGER journal_is_never_changed;"
                                   "UPDATE journal SET after = 'too' WHERE id = 2"),
                     0);
    assert_int_equal(journal_verify(db, &entry), -EBADMSG);
    assert_int_equal(entry.id, 2);
    db_close(db);
}

static void an_upgrade_keeps_the_officers_and_their_sheets(void **state)
{
    const char *path = temp_path("officers.db");
    size_t size;
    char *table = slurp(source_path("db/migrations/0006-officer.sql"), &size), *upgrade, sql[8192];
    (void)state;
    table[size] = '\0';
    strstr(table, "-- The journal")[0] = '\0';
    assert_int_equal(sql_run(path, "CREATE TABLE unit (id INTEGER PRIMARY KEY)"), 0);
    assert_int_equal(sql_run(path, table), 0);
    free(table);
    assert_int_equal(
        sql_run(path, "INSERT INTO officer (id, msisdn, name, role, pin_hash, failures, created_at)"
                      " VALUES (7, '+62812', 'Siti', 'operator', 'x', 2, 5);"
                      "INSERT INTO officer_code VALUES (7, 3, 'y', NULL)"),
        0);

    upgrade = slurp(source_path("db/migrations/0011-area.sql"), &size);
    snprintf(sql, sizeof sql, "PRAGMA foreign_keys = ON; BEGIN; %.*s; COMMIT", (int)size, upgrade);
    free(upgrade);
    assert_int_equal(sql_run(path, sql), 0);

    assert_int_equal(sql_number(path, "SELECT count(*) FROM officer JOIN officer_code ON"
                                      " officer_id = officer.id WHERE msisdn = '+62812' AND"
                                      " pin_hash = 'x' AND failures = 2 AND hash = 'y'"),
                     1);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_true(sql_run(path, "INSERT INTO officer (msisdn, name, role, created_at)"
                              " VALUES ('+62813', 'Ina', 'petugas', 5)") != 0);
}

static void many_programs_may_open_a_new_file_at_once(void **state)
{
    const char *path = temp_path("shared.db");
    pid_t children[8];
    int failed = 0;
    (void)state;

    for (size_t i = 0; i < sizeof children / sizeof children[0]; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            struct db *db;
            char error[256];
            int rc = db_open(path, &db, error);

            if (rc < 0)
                fprintf(stderr, "%s\n", error);
            _exit(rc < 0);
        }
    }
    for (size_t i = 0; i < sizeof children / sizeof children[0]; i++) {
        int status;

        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        failed += status != 0;
    }

    assert_int_equal(failed, 0);
    assert_int_equal(sql_number(path, "PRAGMA user_version"), SCHEMA);
}

static int count_only(const void *row, void *context)
{
    (void)row;
    (void)context;
    return 0;
}

static int journal_count(struct db *db)
{
    return journal_list(db, NULL, count_only, NULL);
}

static void a_transaction_that_fails_leaves_nothing(void **state)
{
    struct db *db = fixture_db();
    (void)state;

    assert_int_equal(db_begin(db), 0);
    assert_int_equal(journal_add(db, NOON, "test", "a", "b", ""), 0);
    assert_true(person_get(db, LA_ODE_ID, NOON) > 0);
    assert_int_equal(db_end(db, -ENOENT), -ENOENT);

    assert_int_equal(journal_count(db), 0);
    assert_int_equal(db_begin(db), 0);
    assert_int_equal(db_end(db, 0), 0);
    db_close(db);
}

static void a_transaction_that_succeeds_keeps_its_outcome(void **state)
{
    struct db *db = fixture_db();
    (void)state;

    assert_int_equal(db_begin(db), 0);
    assert_int_equal(journal_add(db, NOON, "test", "a", "b", ""), 0);
    assert_int_equal(db_end(db, 7), 7);

    assert_int_equal(journal_count(db), 1);
    db_close(db);
}

static void a_step_that_fails_leaves_what_came_before_it(void **state)
{
    struct db *db = fixture_db();
    (void)state;

    assert_int_equal(db_begin(db), 0);
    assert_int_equal(journal_add(db, NOON, "test", "before", "", ""), 0);
    assert_int_equal(db_step_begin(db), 0);
    assert_int_equal(journal_add(db, NOON, "test", "undone", "", ""), 0);
    assert_int_equal(db_step_end(db, -ERANGE), -ERANGE);
    assert_int_equal(db_step_begin(db), 0);
    assert_int_equal(journal_add(db, NOON, "test", "kept", "", ""), 0);
    assert_int_equal(db_step_end(db, 3), 3);
    assert_int_equal(db_end(db, 0), 0);

    assert_int_equal(journal_count(db), 2);
    db_close(db);
}

static void a_file_keeps_what_was_committed_only(void **state)
{
    const char *path = temp_path("kept.db");
    struct db *db = open_file(path);
    (void)state;
    assert_int_equal(journal_add(db, NOON, "test", "kept", "", ""), 0);
    assert_int_equal(db_begin(db), 0);
    assert_int_equal(journal_add(db, NOON, "test", "never committed", "", ""), 0);
    db_close(db);

    db = open_file(path);

    assert_int_equal(journal_count(db), 1);
    db_close(db);
}

static void a_change_by_another_program_is_noticed(void **state)
{
    const char *path = temp_path("others.db");
    struct db *db = open_file(path), *other = open_file(path);
    int64_t before = db_version_of_others(db);
    (void)state;

    assert_int_equal(journal_add(db, NOON, "test", "my own", "", ""), 0);
    assert_int_equal(db_version_of_others(db), before);
    assert_int_equal(catalogue_changed(other), 0);

    assert_true(db_version_of_others(db) != before);
    db_close(other);
    db_close(db);
}

static void looking_neither_makes_nor_changes_a_file(void **state)
{
    const char *missing = temp_path("missing.db"), *ours = temp_path("ours.db"),
               *older = temp_path("older.db");
    struct db *db = NULL;
    char error[256];
    (void)state;
    db_close(open_file(ours));
    db_close(open_file(older));
    assert_int_equal(sql_run(older, "PRAGMA user_version = 0"), 0);

    assert_true(db_look(missing, &db, error) < 0);
    assert_int_equal(access(missing, F_OK), -1);
    assert_int_equal(db_look(older, &db, error), -EPROTO);

    assert_int_equal(db_look(ours, &db, error), 0);
    assert_true(person_get(db, "+6281234567890", 1) < 0);
    db_close(db);
}

static void nothing_may_be_closed(void **state)
{
    (void)state;

    db_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_file_is_ours_and_writes_ahead),
        cmocka_unit_test(a_row_that_refers_to_nothing_is_refused),
        cmocka_unit_test(a_database_of_another_program_is_refused_and_untouched),
        cmocka_unit_test(a_file_that_is_no_database_is_refused_and_untouched),
        cmocka_unit_test(a_database_of_a_newer_sampan_is_refused_and_untouched),
        cmocka_unit_test(a_folder_that_is_missing_is_told),
        cmocka_unit_test(a_damaged_file_is_found_out),
        cmocka_unit_test(a_migration_that_fails_changes_nothing),
        cmocka_unit_test(a_database_of_the_first_schema_becomes_the_same_as_a_fresh_one),
        cmocka_unit_test(an_upgrade_keeps_the_catalogue),
        cmocka_unit_test(an_upgrade_keeps_the_history),
        cmocka_unit_test(after_an_upgrade_people_are_answered_in_the_language_of_the_house),
        cmocka_unit_test(an_upgrade_keeps_the_messages_and_what_refers_to_them),
        cmocka_unit_test(an_upgrade_counts_what_there_was),
        cmocka_unit_test(an_upgrade_hides_who_sent_a_secret_complaint_before_it),
        cmocka_unit_test(an_upgrade_chains_the_journal),
        cmocka_unit_test(an_upgrade_keeps_the_officers_and_their_sheets),
        cmocka_unit_test(many_programs_may_open_a_new_file_at_once),
        cmocka_unit_test(a_transaction_that_fails_leaves_nothing),
        cmocka_unit_test(a_transaction_that_succeeds_keeps_its_outcome),
        cmocka_unit_test(a_step_that_fails_leaves_what_came_before_it),
        cmocka_unit_test(a_file_keeps_what_was_committed_only),
        cmocka_unit_test(a_change_by_another_program_is_noticed),
        cmocka_unit_test(looking_neither_makes_nor_changes_a_file),
        cmocka_unit_test(nothing_may_be_closed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
