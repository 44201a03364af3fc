/* Officers: who they are, and how a PIN, a code and a guess are told apart. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/journal.h"
#include "db/officer.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define PIN      "4711"
#define ATTEMPTS 3
#define CODES    4

static struct fixture *f;
static const char *path;
static struct officer siti;
static char codes[CODES][OFFICER_CODE_SIZE];

static struct officer named(const char *msisdn, enum officer_role role, const char *unit)
{
    struct officer officer = {.role = role};

    snprintf(officer.msisdn, sizeof officer.msisdn, "%s", msisdn);
    snprintf(officer.name, sizeof officer.name, "Siti");
    snprintf(officer.unit, sizeof officer.unit, "%s", unit);
    return officer;
}

static int setup(void **state)
{
    struct officer officer = named(WA_INA, OFFICER_PETUGAS, "DUKCAPIL");
    (void)state;

    path = temp_path("officer.db");
    f = fixture_open(path);
    assert_int_equal(officer_add(f->db, &officer, "test", NOON), 0);
    assert_int_equal(officer_find(f->db, WA_INA, &siti), 1);
    assert_int_equal(officer_set_pin(f->db, &siti, PIN, "test", NOON), 0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(f);
    unlink(path);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

/* As a message does: found anew, then checked. */
static int check(const char *code)
{
    assert_int_equal(officer_find(f->db, WA_INA, &siti), 1);
    return officer_check(f->db, &siti, code, ATTEMPTS, NOON);
}

static int make_sheet(void)
{
    return officer_new_sheet(f->db, &siti, CODES, codes, "test", NOON);
}

static void an_officer_is_found_by_the_number(void **state)
{
    (void)state;

    assert_int_equal(officer_find(f->db, WA_INA, &siti), 1);
    assert_string_equal(siti.unit, "DUKCAPIL");
    assert_int_equal(siti.role, OFFICER_PETUGAS);
    assert_true(siti.has_pin);
    assert_int_equal(officer_find(f->db, LA_ODE_ID, &siti), 0);
}

static void a_number_is_one_officers_and_a_unit_must_be_there(void **state)
{
    struct officer again = named(WA_INA, OFFICER_ATASAN, "DUKCAPIL"),
                   lost = named(LA_ODE_ID, OFFICER_PETUGAS, "NOWHERE"),
                   free = named(LA_ODE_ID, OFFICER_PETUGAS, ""),
                   sekda = named(LA_ODE_ID, OFFICER_SEKDA, "");
    (void)state;

    assert_int_equal(officer_add(f->db, &again, "test", NOON), -EEXIST);
    assert_int_equal(officer_add(f->db, &lost, "test", NOON), -ENOENT);
    assert_int_equal(officer_add(f->db, &free, "test", NOON), -EINVAL);
    assert_int_equal(officer_add(f->db, &sekda, "test", NOON), 0);
}

static void who_is_removed_may_come_back(void **state)
{
    struct officer again = named(WA_INA, OFFICER_ATASAN, "DUKCAPIL");
    (void)state;

    assert_int_equal(officer_remove(f->db, &siti, "test", NOON), 0);
    assert_int_equal(officer_find(f->db, WA_INA, &siti), 0);

    assert_int_equal(officer_add(f->db, &again, "test", NOON), 0);
    assert_int_equal(officer_find(f->db, WA_INA, &siti), 1);
    assert_false(siti.has_pin);
}

static void the_pin_is_right_again_and_again(void **state)
{
    (void)state;

    assert_int_equal(check(PIN), 1);
    assert_int_equal(check(PIN), 1);
    assert_int_equal(check("4712"), 0);
    assert_int_equal(check(""), 0);
}

static void a_pin_that_anybody_guesses_is_refused(void **state)
{
    (void)state;

    assert_true(officer_pin_fits("4711"));
    assert_true(officer_pin_fits("202618"));
    assert_false(officer_pin_fits("1234"));
    assert_false(officer_pin_fits("654321"));
    assert_false(officer_pin_fits("0000"));
    assert_false(officer_pin_fits("471"));
    assert_false(officer_pin_fits("4711471"));
    assert_false(officer_pin_fits("47a1"));
    assert_int_equal(officer_set_pin(f->db, &siti, "1234", "test", NOON), -EINVAL);
}

static void a_code_of_the_sheet_works_once(void **state)
{
    (void)state;
    assert_int_equal(make_sheet(), 0);

    assert_int_equal(check(codes[2]), 1);
    assert_int_equal(siti.codes_left, CODES);
    assert_int_equal(check(codes[2]), 0);
    assert_int_equal(siti.codes_left, CODES - 1);
    assert_int_equal(check(codes[0]), 1);
}

static void a_new_sheet_ends_the_old_one(void **state)
{
    char old[OFFICER_CODE_SIZE];
    (void)state;
    assert_int_equal(make_sheet(), 0);
    strcpy(old, codes[0]);

    assert_int_equal(make_sheet(), 0);

    assert_int_equal(check(old), 0);
    assert_int_equal(check(codes[0]), 1);
}

static void wrong_ones_in_a_row_lock_and_the_right_one_comes_too_late(void **state)
{
    (void)state;

    assert_int_equal(check("0001"), 0);
    assert_int_equal(check("0002"), 0);
    assert_int_equal(check("0003"), -EACCES);
    assert_int_equal(siti.locked_at, NOON);
    assert_int_equal(check(PIN), -EACCES);
    assert_int_equal(siti.failures, ATTEMPTS);
}

static void the_right_one_forgives_the_wrong_ones(void **state)
{
    (void)state;
    assert_int_equal(check("0001"), 0);
    assert_int_equal(check("0002"), 0);

    assert_int_equal(check(PIN), 1);

    assert_int_equal(check("0003"), 0);
}

static void unlocking_or_a_new_pin_opens_again(void **state)
{
    (void)state;
    for (int i = 0; i < ATTEMPTS; i++)
        check("0001");

    assert_int_equal(officer_unlock(f->db, &siti, "operator:root", NOON), 0);
    assert_int_equal(check(PIN), 1);

    for (int i = 0; i < ATTEMPTS; i++)
        check("0001");
    assert_int_equal(officer_set_pin(f->db, &siti, "8246", "operator:root", NOON), 0);
    assert_int_equal(check("8246"), 1);
}

static void a_lock_is_told_once_a_while(void **state)
{
    (void)state;
    for (int i = 0; i < ATTEMPTS; i++)
        check("0001");

    assert_int_equal(officer_tell_lock(f->db, &siti, NOON - DAY_S, NOON), 0);
    assert_int_equal(officer_tell_lock(f->db, &siti, NOON, NOON + DAY_S), 1);
    assert_int_equal(officer_tell_lock(f->db, &siti, NOON, NOON + DAY_S), 0);
}

static void only_hashes_are_kept(void **state)
{
    (void)state;
    assert_int_equal(make_sheet(), 0);

    assert_int_equal(sql_number(path, "SELECT count(*) FROM officer WHERE pin_hash LIKE '$y$%'"),
                     1);
    assert_int_equal(sql_number(path, "SELECT count(DISTINCT hash) FROM officer_code"
                                      " WHERE hash LIKE '$y$%'"),
                     CODES);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM journal WHERE before || after || "
                                      "subject LIKE '%4711%'"),
                     0);
}

static void each_change_is_in_the_journal(void **state)
{
    (void)state;
    for (int i = 0; i < ATTEMPTS; i++)
        check("0001");
    make_sheet();
    officer_unlock(f->db, &siti, "operator:root", NOON);
    officer_remove(f->db, &siti, "operator:root", NOON);

    assert_int_equal(sql_number(path, "SELECT count(*) FROM journal WHERE subject = 'officer "
                                      "+6285298765432' AND action IN ('officer added', 'PIN set',"
                                      " 'officer locked', 'sheet made', 'officer unlocked',"
                                      " 'officer removed')"),
                     6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_officer_is_found_by_the_number),
        TEST(a_number_is_one_officers_and_a_unit_must_be_there),
        TEST(who_is_removed_may_come_back),
        TEST(the_pin_is_right_again_and_again),
        TEST(a_pin_that_anybody_guesses_is_refused),
        TEST(a_code_of_the_sheet_works_once),
        TEST(a_new_sheet_ends_the_old_one),
        TEST(wrong_ones_in_a_row_lock_and_the_right_one_comes_too_late),
        TEST(the_right_one_forgives_the_wrong_ones),
        TEST(unlocking_or_a_new_pin_opens_again),
        TEST(a_lock_is_told_once_a_while),
        TEST(only_hashes_are_kept),
        TEST(each_change_is_in_the_journal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
