/* Backup: the copy is of one moment, and of none if it cannot be made. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "db/backup.h"
#include "db/journal.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

static struct db *open_filled(const char *path)
{
    struct db *db;
    char error[256];

    if (db_open(path, &db, error) < 0)
        fail_msg("%s", error);
    assert_int_equal(db_begin(db), 0);
    for (int i = 0; i < 40000; i++)
        assert_int_equal(journal_add(db, NOON, "test", "filled", "page", "much text"), 0);
    assert_int_equal(db_end(db, 0), 0);
    return db;
}

/* Another program writes at the beginning and at the end of the file between any two steps. */
static void write_meanwhile(int64_t done, int64_t total, void *context)
{
    int *steps = context;

    assert_in_range(done, 0, total);
    assert_int_equal(sql_run(temp_path("source.db"),
                             "BEGIN; INSERT INTO person (msisdn, created_at) VALUES"
                             " (hex(randomblob(6)), 1); INSERT INTO blocked VALUES"
                             " (hex(randomblob(6)), 'meanwhile', 1); COMMIT"),
                     0);
    ++*steps;
}

static void a_copy_is_of_the_moment_at_which_it_began(void **state)
{
    const char *path = temp_path("source.db");
    struct db *db = open_filled(path);
    int steps = 0;
    (void)state;

    assert_int_equal(backup_write(db, temp_path("copy.db"), write_meanwhile, &steps), 0);

    assert_true(steps >= 1);
    assert_int_equal(sql_number(temp_path("copy.db"), "SELECT count(*) FROM person, blocked"), 0);
    assert_int_equal(sql_number(temp_path("copy.db"), "SELECT count(*) FROM journal"), 40000);
    assert_int_equal(sql_number(temp_path("copy.db"),
                                "SELECT integrity_check = 'ok' FROM pragma_integrity_check"),
                     1);
    assert_int_equal(sql_number(temp_path("source.db"), "SELECT count(*) FROM blocked"), steps);
    assert_int_equal(journal_add(db, NOON, "test", "goes on", "", ""), 0);
    db_close(db);
}

static void no_step(int64_t done, int64_t total, void *context)
{
    (void)done;
    (void)total;
    (void)context;
}

static void a_file_that_is_there_is_not_written_over(void **state)
{
    struct db *db = fixture_db();
    (void)state;
    temp_write(temp_path("letter"), "dear villager");

    assert_int_equal(backup_write(db, temp_path("letter"), no_step, NULL), -EEXIST);
    assert_int_equal(backup_write(db, "/nowhere/copy.db", no_step, NULL), -ENOENT);

    assert_int_equal(access(temp_path("letter"), F_OK), 0);
    db_close(db);
}

static void what_is_no_database_is_not_copied(void **state)
{
    (void)state;
    temp_write(temp_path("letter"), "dear villager, this is not what you think it is, alas");

    assert_int_equal(backup_copy(temp_path("letter"), temp_path("of-letter.db"), no_step, NULL),
                     -EUCLEAN);
    assert_int_not_equal(access(temp_path("of-letter.db"), F_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_is_of_the_moment_at_which_it_began),
        cmocka_unit_test(a_file_that_is_there_is_not_written_over),
        cmocka_unit_test(what_is_no_database_is_not_copied),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
