/* Recorded traffic once more: through the catalogue as it is, and as it may become. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/e2e.h"
#include "tests/support/sql.h"

#include <cmocka.h>

static struct e2e rig;
static char output[16384], file[120];

#define RUN(...) e2e_run(&rig, output, sizeof output, __VA_ARGS__, NULL)

static void says(const char *part)
{
    if (!strstr(output, part))
        fail_msg("%s", output);
}

/* A talk with a question that only its context answers, a long message, and a complaint. */
static int set_up(void **state)
{
    const int all = 6;
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    e2e_configure(&rig, "");
    e2e_dummy_put(&rig, 1, E2E_VILLAGER, "20261122T101500", "", "SYARAT KTP");
    e2e_dummy_put(&rig, 2, E2E_VILLAGER, "20261122T101600", "", "2");
    e2e_dummy_put(&rig, 3, E2E_NEIGHBOR, "20261122T101500", "", "BIAYA PASPOR");
    e2e_dummy_put(&rig, 4, E2E_NEIGHBOR, "20261122T101600", "", "LAPOR lampu jalan mati");
    e2e_dummy_put(&rig, 5, E2E_NEIGHBOR, "20261122T101700", "", "SYARAT PASPOR");
    e2e_dummy_put(&rig, 6, E2E_NEIGHBOR, "20261122T101800", "", "SYARAT BUKU LAUT");
    e2e_start(&rig, NULL);
    e2e_wait(&rig, "the answers", e2e_all_answered, &all);
    snprintf(file, sizeof file, "%s/messages.csv", rig.folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    e2e_close(&rig);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

static void by_the_same_catalogue_everything_is_answered_as_it_was(void **state)
{
    (void)state;

    assert_int_equal(RUN("sampan", "replay", "--csv"), 0);

    says("6 messages, 0 different; 0 of");
    assert_int_equal(sql_number(rig.database, "SELECT count(*) FROM inbox"), 6);
    assert_int_equal(sql_number(rig.database, "SELECT count(*) FROM ticket"), 1);
}

static void a_new_name_and_a_new_fee_are_told_before_anybody_asks(void **state)
{
    (void)state;
    assert_int_equal(RUN("sampan", "service", "alias", "PASPOR", "buku laut"), 0);
    assert_int_equal(sql_run(rig.database, "UPDATE component SET text = 'Rp 999.000' WHERE name ="
                                           " 'biaya' AND service_id ="
                                           " (SELECT id FROM service WHERE code = 'PASPOR')"),
                     0);

    assert_int_equal(RUN("sampan", "replay", "--csv"), 0);

    says("\"SYARAT BUKU LAUT\",\"SYARAT \",\"SYARAT PASPOR\"");
    says("\"BIAYA PASPOR\"");
    says("Rp 999.000");
}

static void a_file_of_another_gateway_and_a_catalogue_to_come_are_tried(void **state)
{
    char command[1200];
    (void)state;
    snprintf(command, sizeof command,
             "SAMPAN_CONFIG=%s %s/sampan message list --csv > %s && grep -v '^layanan,PASPOR,'"
             " config/layanan.csv > %s/new.csv",
             rig.config, rig.programs, file, rig.folder);
    assert_int_equal(system(command), 0);

    assert_int_equal(RUN("sampan", "replay", file, "--csv"), 0);
    says("6 messages, 0 different");

    snprintf(command, sizeof command, "%s/new.csv", rig.folder);
    assert_int_equal(RUN("sampan", "replay", file, "--catalogue", command, "--csv"), 0);
    says("\"BIAYA PASPOR\",\"BIAYA PASPOR\",\"BIAYA \"");
}

static void what_is_no_record_is_told(void **state)
{
    (void)state;

    assert_int_equal(RUN("sampan", "replay", "config/rute.csv"), 1);
    says("not what 'sampan message list --csv' writes");
    assert_int_equal(RUN("sampan", "replay", "/nowhere"), 1);
    says("/nowhere");
    assert_int_equal(RUN("sampan", "replay", "a", "b"), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(by_the_same_catalogue_everything_is_answered_as_it_was),
        TEST(a_new_name_and_a_new_fee_are_told_before_anybody_asks),
        TEST(a_file_of_another_gateway_and_a_catalogue_to_come_are_tried),
        TEST(what_is_no_record_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
