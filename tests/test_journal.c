/* Journal: whoever changes it behind our back is found out, at the entry. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/journal.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define ENTRIES 5

static struct db *db;
static const char *path;
static struct journal_entry wrong;

static int setup(void **state)
{
    char error[256], subject[32];
    (void)state;

    path = temp_path("journal.db");
    if (db_open(path, &db, error) < 0)
        fail_msg("%s", error);
    journal_from(db, "sms", LA_ODE_ID);
    for (int i = 1; i <= ENTRIES; i++) {
        snprintf(subject, sizeof subject, "ticket %d", i);
        assert_int_equal(journal_change(db, NOON + i, "warga", "moved", subject, "a", "b"), 0);
    }
    assert_int_equal(sql_run(path, "DROP TRIGGER journal_is_never_changed;"
                                   "DROP TRIGGER journal_is_never_cut"),
                     0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    db_close(db);
    unlink(path);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void is_wrong_at(int64_t id, const char *forgery)
{
    assert_int_equal(sql_run(path, forgery), 0);
    assert_int_equal(journal_verify(db, &wrong), -EBADMSG);
    assert_int_equal(wrong.id, id);
}

static int first_entry(const void *row, void *context)
{
    if (((struct journal_entry *)context)->id == 0)
        memcpy(context, row, sizeof(struct journal_entry));
    return 0;
}

static void what_was_written_is_right(void **state)
{
    (void)state;

    assert_int_equal(journal_verify(db, &wrong), 0);
    assert_int_equal(wrong.id, ENTRIES);
    assert_int_equal(strlen(wrong.hash), 64);
}

static void an_entry_says_who_when_from_where_what_before_and_after(void **state)
{
    struct journal_entry entry = {0};
    (void)state;

    assert_int_equal(journal_list(db, NULL, first_entry, &entry), ENTRIES);

    assert_int_equal(entry.at, NOON + 1);
    assert_string_equal(entry.channel, "sms");
    assert_string_equal(entry.address, LA_ODE_ID);
    assert_string_equal(entry.actor, "warga");
    assert_string_equal(entry.action, "moved");
    assert_string_equal(entry.subject, "ticket 1");
    assert_string_equal(entry.before, "a");
    assert_string_equal(entry.after, "b");
}

static void entries_are_found_by_time_actor_and_subject(void **state)
{
    struct journal_entry entry = {0};
    (void)state;
    assert_int_equal(journal_add(db, NOON + 9, "operator:root", "blocked", "ticket 33", ""), 0);

    assert_int_equal(
        journal_list(db, &(struct journal_filter){.since = NOON + 4}, first_entry, &entry), 3);
    assert_int_equal(
        journal_list(db, &(struct journal_filter){.actor = "operator"}, first_entry, &entry), 1);
    assert_int_equal(
        journal_list(db, &(struct journal_filter){.subject = "ticket 3"}, first_entry, &entry), 2);
}

static void a_change_is_found(void **state)
{
    (void)state;

    is_wrong_at(3, "UPDATE journal SET actor = 'nobody' WHERE id = 3");
}

static void each_column_counts(void **state)
{
    static const char *const columns[] = {"at",     "channel", "address", "actor",
                                          "action", "subject", "before",  "after"};
    char forgery[96];
    (void)state;

    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        snprintf(forgery, sizeof forgery, "UPDATE journal SET %s = 7 WHERE id = 2", columns[i]);
        is_wrong_at(2, forgery);
    }
}

static void moving_text_to_the_next_column_is_found(void **state)
{
    (void)state;

    is_wrong_at(4, "UPDATE journal SET before = '', after = 'ab' WHERE id = 4");
}

static void a_cut_is_found_at_the_entry_behind_it(void **state)
{
    (void)state;

    is_wrong_at(3, "DELETE FROM journal WHERE id = 2");
}

static void a_missing_beginning_is_found(void **state)
{
    (void)state;

    is_wrong_at(2, "DELETE FROM journal WHERE id = 1");
}

static void a_missing_end_is_found(void **state)
{
    (void)state;

    is_wrong_at(ENTRIES, "DELETE FROM journal WHERE id = 5");
}

static void an_insertion_is_found(void **state)
{
    (void)state;

    is_wrong_at(3, "UPDATE journal SET id = id + 100 WHERE id > 2;"
                   "INSERT INTO journal SELECT 3, at, channel, address, actor, action, 'forged',"
                   " before, after, hash FROM journal WHERE id = 2");
}

static void entries_that_change_places_are_found(void **state)
{
    (void)state;

    is_wrong_at(2, "UPDATE journal SET id = 99 WHERE id = 2; UPDATE journal SET id = 2 WHERE id = "
                   "3; UPDATE journal SET id = 3 WHERE id = 99");
}

static void an_empty_journal_is_right(void **state)
{
    struct db *empty = fixture_db();
    (void)state;

    assert_int_equal(journal_verify(empty, &wrong), 0);
    assert_int_equal(wrong.id, 0);
    db_close(empty);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_written_is_right),
        TEST(an_entry_says_who_when_from_where_what_before_and_after),
        TEST(entries_are_found_by_time_actor_and_subject),
        TEST(a_change_is_found),
        TEST(each_column_counts),
        TEST(moving_text_to_the_next_column_is_found),
        TEST(a_cut_is_found_at_the_entry_behind_it),
        TEST(a_missing_beginning_is_found),
        TEST(a_missing_end_is_found),
        TEST(an_insertion_is_found),
        TEST(entries_that_change_places_are_found),
        TEST(an_empty_journal_is_right),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
