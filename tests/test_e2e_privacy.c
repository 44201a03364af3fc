/* The rights of a person, at the command line beside a running gateway. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/support/e2e.h"
#include "tests/support/sql.h"

#include <cmocka.h>

static struct e2e rig;
static char output[16384];

#define RUN(...) e2e_run(&rig, output, sizeof output, __VA_ARGS__, NULL)

static int set_up(void **state)
{
    const int all = 3;
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    e2e_configure(&rig, "");
    e2e_dummy_put(&rig, 1, E2E_VILLAGER, "20261122T101500", "",
                  "LAPOR lampu jalan di depan rumah mati, NIK 7472012345678901");
    e2e_dummy_put(&rig, 2, E2E_VILLAGER, "20261122T101600", "", "SYARAT KTP HILANG");
    e2e_dummy_put(&rig, 3, E2E_NEIGHBOR, "20261122T101600", "", "SYARAT KTP HILANG");
    e2e_start(&rig, NULL);
    e2e_wait(&rig, "the answers", e2e_all_answered, &all);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    e2e_close(&rig);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

static void says(const char *part)
{
    if (!strstr(output, part))
        fail_msg("%s", output);
}

/* Whether text stands anywhere in the database's files. */
static bool is_in_files(const char *text)
{
    char command[300];
    int status;

    snprintf(command, sizeof command, "grep -qaF '%s' '%s' '%s'-wal", text, rig.database,
             rig.database);
    status = system(command);
    return WEXITSTATUS(status) == 0;
}

static void age_everything(void)
{
    assert_int_equal(sql_run(rig.database, "UPDATE inbox SET received_at = received_at - 400*86400;"
                                           "UPDATE outbox SET created_at = created_at - 400*86400;"
                                           "UPDATE person SET created_at = created_at - 400*86400"),
                     0);
}

static void a_dry_run_tells_what_a_purge_then_does(void **state)
{
    (void)state;
    age_everything();

    assert_int_equal(RUN("sampan", "purge", "--dry-run", "--csv"), 0);
    says("\"messages\",\"365\"");
    says("Nothing was changed");
    assert_int_equal(sql_number(rig.database, "SELECT count(*) FROM inbox WHERE text <> ''"), 3);

    assert_int_equal(RUN("sampan", "purge", "--csv"), 0);

    says("\"answers\",\"365\"");
    assert_int_equal(sql_number(rig.database, "SELECT count(*) FROM inbox WHERE text <> ''"), 0);
    assert_int_equal(sql_number(rig.database, "SELECT count(*) FROM inbox WHERE intent = 'SYARAT'"),
                     2);
    assert_false(is_in_files(E2E_NEIGHBOR));
    assert_true(is_in_files(E2E_VILLAGER)); /* the ticket is open */
    assert_int_equal(RUN("sampan", "journal", "list", "--subject", "personal data"), 0);
    says("3 messages, 3 answers, 1 persons");
    assert_int_equal(RUN("sampan", "journal", "verify"), 0);
}

/* Seen from the newest thing that is known, nothing is old. */
static void a_clock_that_is_years_ahead_ends_nothing(void **state)
{
    (void)state;
    age_everything();
    assert_int_equal(sql_run(rig.database, "DROP TRIGGER journal_is_never_changed;"
                                           "UPDATE journal SET at = at - 400 * 86400"),
                     0);

    assert_int_equal(RUN("sampan", "purge"), 0);

    assert_int_equal(sql_number(rig.database, "SELECT count(*) FROM inbox WHERE text <> ''"), 3);
}

static void a_person_sees_all_that_is_held_and_is_forgotten(void **state)
{
    (void)state;

    assert_int_equal(RUN("sampan", "export-person", "0812-3456-7890", "--json"), 0);
    says("\"kind\":\"ticket\"");
    says("7472012345678901"); /* their own */
    says("\"kind\":\"answer\"");
    assert_int_equal(sql_run(rig.database, "UPDATE ticket SET state = 'ditutup', closed_at = 1,"
                                           " alarm_at = NULL"),
                     0);
    assert_int_equal(RUN("sampan", "forget", "081234567890"), 0);
    says("Forgotten: 2 messages, 2 answers; whose 1 closed tickets were");

    assert_false(is_in_files(E2E_VILLAGER));
    assert_true(is_in_files(E2E_NEIGHBOR));
    assert_int_equal(RUN("sampan", "journal", "list", "--subject", "person "), 0);
    says("person exported");
    says("person forgotten");
    assert_int_equal(RUN("sampan", "export-person", E2E_VILLAGER, "--csv"), 0);
    assert_null(strstr(output, "rumah"));
}

static void an_officer_is_not_forgotten(void **state)
{
    (void)state;
    assert_int_equal(
        RUN("sampan", "officer", "add", E2E_NEIGHBOR, "--name", "Siti", "--unit", "DUKCAPIL"), 0);

    assert_int_equal(RUN("sampan", "forget", E2E_NEIGHBOR), 1);

    says("the number of an officer, Siti");
    assert_int_equal(RUN("sampan", "forget"), 2);
    assert_int_equal(RUN("sampan", "forget", "TELKOMSEL"), 2);
}

static void a_breach_is_drafted_with_the_numbers_that_it_concerns(void **state)
{
    (void)state;

    assert_int_equal(RUN("sampan", "incident"), 0);
    says("2 nomor telepon");
    says("isi 3 pesan warga, isi 3 jawaban");
    says("1 aduan");
    says("Pasal 46");
    assert_null(strstr(output, "{{"));
    assert_int_equal(RUN("sampan", "incident", "--numbers", "--csv"), 0);
    assert_string_equal(output, "msisdn,messages,answers,tickets\n"
                                "\"" E2E_VILLAGER "\",\"2\",\"2\",\"1\"\n"
                                "\"" E2E_NEIGHBOR "\",\"1\",\"1\",\"0\"\n");
    assert_int_equal(RUN("sampan", "incident", "--numbers", "--json", "--until", "2020-01-01"), 0);
    assert_string_equal(output, "[]\n");
    assert_int_equal(RUN("sampan", "journal", "list", "--subject", "personal data"), 0);
    says("incident numbers");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_dry_run_tells_what_a_purge_then_does),
        TEST(a_clock_that_is_years_ahead_ends_nothing),
        TEST(a_person_sees_all_that_is_held_and_is_forgotten),
        TEST(an_officer_is_not_forgotten),
        TEST(a_breach_is_drafted_with_the_numbers_that_it_concerns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
