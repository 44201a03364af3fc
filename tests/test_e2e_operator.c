/* What an operator does about the words of villagers, with the real programs: what was not
 * understood becomes a name, and a lexicon with mistakes is told. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/inbox.h"
#include "tests/support/e2e.h"
#include "tests/support/sql.h"

#include <cmocka.h>

static struct e2e rig;

static int set_up(void **state)
{
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    e2e_configure(&rig, "");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    e2e_close(&rig);
    return 0;
}

#define RUN(...) e2e_run(&rig, output, sizeof output, __VA_ARGS__, NULL)

static char output[16384];

static void what_was_not_understood_becomes_a_name(void **state)
{
    const int all = 3;
    (void)state;
    e2e_dummy_put(&rig, 1, E2E_VILLAGER, "20261122T101500", "", "SYARAT BUKU LAUT");
    e2e_dummy_put(&rig, 2, E2E_NEIGHBOR, "20261122T101600", "", "xyzzy plugh frobnitz quux");
    e2e_dummy_put(&rig, 3, E2E_VILLAGER, "20261122T101700", "", "SYARAT PASPOR");
    e2e_start(&rig, NULL);
    e2e_wait(&rig, "three answers", e2e_all_answered, &all);

    assert_int_equal(RUN("sampan", "message", "list", "--not-understood"), 0);
    assert_non_null(strstr(output, "BUKU LAUT"));
    assert_non_null(strstr(output, "xyzzy"));
    assert_null(strstr(output, "PASPOR"));

    assert_int_equal(RUN("sampan", "service", "alias", "PASPOR", "Buku Laut"), 0);
    assert_non_null(strstr(output, "SYARAT BUKU LAUT"));
    assert_non_null(strstr(output, "Of 2 messages that were not understood, 1 would"));
    assert_int_equal(RUN("sampan", "parse", "syarat buku laut"), 0);
    assert_string_equal(output, "SYARAT\tPASPOR\n");
}

static void numbers_of_identity_cards_are_neither_shown_nor_logged(void **state)
{
    static const char nik[] = "7472012345678901";
    const int all = 1;
    (void)state;
    e2e_dummy_put(&rig, 1, E2E_VILLAGER, "20261122T101500", "",
                  "LAPOR KTP saya 7472012345678901 belum jadi");
    e2e_start(&rig, NULL);
    e2e_wait(&rig, "the receipt", e2e_all_answered, &all);

    assert_int_equal(RUN("sampan", "message", "list"), 0);
    assert_non_null(strstr(output, "belum jadi"));
    assert_null(strstr(output, nik));
    assert_int_equal(RUN("sampan", "message", "list", "--json"), 0);
    assert_null(strstr(output, nik));
    assert_int_equal(RUN("sampan", "message", "show", "1"), 0);
    assert_null(strstr(output, nik));
    assert_int_equal(RUN("sampan", "ticket", "list", "--csv"), 0);
    assert_non_null(strstr(output, "belum jadi"));
    assert_null(strstr(output, nik));
    assert_int_equal(e2e_log_count(&rig, nik), 0);
}

static void who_sent_a_secret_complaint_is_not_in_the_log(void **state)
{
    const int all = 3;
    (void)state;
    e2e_dummy_put(&rig, 1, E2E_VILLAGER, "20261122T101500", "",
                  "LAPOR RAHASIA kades minta uang bantuan");
    e2e_dummy_put(&rig, 2, E2E_NEIGHBOR, "20261122T101600", "", "SYARAT PASPOR");
    e2e_dummy_put(&rig, 3, E2E_VILLAGER, "20261122T101700", "", "CEK");
    e2e_start(&rig, NULL);
    e2e_wait(&rig, "three answers", e2e_all_answered, &all);

    assert_int_equal(RUN("sampan", "message", "list"), 0);
    assert_non_null(strstr(output, "kades minta uang bantuan"));
    assert_non_null(strstr(output, "(secret)"));
    assert_non_null(strstr(output, E2E_NEIGHBOR));
    assert_null(strstr(output, E2E_VILLAGER));
    assert_int_equal(RUN("sampan", "message", "list", "--json"), 0);
    assert_null(strstr(output, E2E_VILLAGER));
    assert_int_equal(RUN("sampan", "message", "list", "--number", E2E_VILLAGER), 0);
    assert_null(strstr(output, "kades"));
    assert_null(strstr(output, "CEK"));
    assert_int_equal(RUN("sampan", "message", "search", "bantuan"), 0);
    assert_non_null(strstr(output, "(secret)"));
    assert_null(strstr(output, E2E_VILLAGER));
    assert_int_equal(RUN("sampan", "message", "search", E2E_VILLAGER), 0);
    assert_null(strstr(output, "kades"));
    assert_int_equal(RUN("sampan", "message", "show", "1"), 0);
    assert_non_null(strstr(output, "(secret)"));
    assert_null(strstr(output, E2E_VILLAGER));
    assert_int_equal(e2e_log_count(&rig, E2E_VILLAGER), 0);
}

static void words_that_are_taken_are_refused_naming_whose_they_are(void **state)
{
    static const char *const taken[][2] = {{"ktp hilang", "the service KTP-HILANG"},
                                           {"kartu keluarga", "the group KK"},
                                           {"lapor", "means LAPOR"},
                                           {"ongkos", "means BIAYA"},
                                           {"passport", "already: PASPOR"},
                                           {"...", "neither letters nor digits"}};
    (void)state;

    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        assert_int_equal(RUN("sampan", "service", "alias", "PASPOR", taken[i][0]), 1);
        assert_non_null(strstr(output, taken[i][1]));
    }
    assert_int_equal(RUN("sampan", "service", "alias", "NOSUCH", "buku laut"), 1);
    assert_non_null(strstr(output, "no service and no group"));
    assert_int_equal(RUN("sampan", "service", "alias", "PASPOR"), 2);
}

static void a_filter_that_there_is_none_of_is_told_which_there_are(void **state)
{
    (void)state;

    assert_int_equal(RUN("sampan", "message", "list", "--state", "xx"), 2);
    assert_non_null(strstr(
        output, "--state: there is no 'xx'; there are waiting, answered, kept, ignored, failed"));
    assert_int_equal(RUN("sampan", "message", "list", "--intent", "QUARK"), 2);
    assert_non_null(strstr(output, "--intent: there is no 'QUARK'; there are UNKNOWN, IGNORE, "
                                   "SYARAT,"));
    assert_int_equal(RUN("sampan", "message", "list", "--intent", "LAPOR", "--state", "kept"), 0);
    assert_int_equal(RUN("sampan", "ticket", "list", "--state", "hilang"), 2);
    assert_non_null(strstr(output, "--state: there is no 'hilang'; there are diterima, "));
    assert_int_equal(RUN("sampan", "ticket", "list", "--state", "diterima"), 0);
}

static void parse_v_tells_each_step(void **state)
{
    (void)state;

    assert_int_equal(RUN("sampan", "parse", "-v", "syrt paspor"), 0);
    assert_non_null(strstr(output, "syrt = syarat"));
    assert_non_null(strstr(output, "service PASPOR: score"));
    assert_non_null(strstr(output, "SYARAT\tPASPOR\n"));
}

/* systemd starts it anew after 1, and leaves it to a person after 78 (RestartPreventExitStatus). */
static void what_starting_anew_does_not_mend_ends_with_78(void **state)
{
    char command[1400];
    (void)state;

    assert_int_equal(sql_run(rig.database, "PRAGMA user_version = 99"), 0);
    assert_int_equal(RUN("sampand"), 78);
    assert_non_null(strstr(output, "made by a newer Sampan"));

    snprintf(rig.database, sizeof rig.database, "%s/other.db", rig.folder);
    assert_int_equal(sql_run(rig.database, "CREATE TABLE theirs (x)"), 0);
    e2e_configure(&rig, "");
    assert_int_equal(RUN("sampand"), 78);
    assert_non_null(strstr(output, "a database of another program"));

    snprintf(rig.database, sizeof rig.database, "%s/missing/sampan.db", rig.folder);
    e2e_configure(&rig, "");
    assert_int_equal(RUN("sampand"), 1); /* a disk that is mounted later */

    snprintf(rig.database, sizeof rig.database, "%s/new.db", rig.folder);
    e2e_configure(&rig, "");
    snprintf(command, sizeof command, "mkdir %s/bin && cp %s/sampand %s/bin", rig.folder,
             rig.programs, rig.folder);
    assert_int_equal(system(command), 0);
    snprintf(rig.programs, sizeof rig.programs, "%s/bin", rig.folder);
    assert_int_equal(RUN("sampand"), 78);
    assert_non_null(strstr(output, "sampan-modem is not beside this program"));

    e2e_configure(&rig, "nonsense = 1;");
    assert_int_equal(RUN("sampand"), 78);
    assert_non_null(strstr(output, "nonsense"));
}

static void mistakes_of_the_lexicon_are_told_together_with_the_others(void **state)
{
    char command[1400];
    (void)state;
    snprintf(command, sizeof command,
             "mkdir %s/texts && cp %s/*.conf %s/texts && echo 'nonsense = { a = \"b\"; };' >> "
             "%s/texts/lexicon.id.conf",
             rig.folder, rig.texts, rig.folder, rig.folder);
    assert_int_equal(system(command), 0);
    snprintf(rig.texts, sizeof rig.texts, "%s/texts", rig.folder);
    e2e_configure(&rig, "");

    assert_int_equal(RUN("sampand", "-n"), 78);
    assert_non_null(strstr(output, "lexicon.id.conf:"));
    assert_non_null(strstr(output, "a section that is not known"));
    assert_int_equal(RUN("sampand"), 78);
    assert_int_equal(RUN("sampan", "parse", "syarat ktp"), 78);
    assert_non_null(strstr(output, "lexicon.id.conf:"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_not_understood_becomes_a_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_sent_a_secret_complaint_is_not_in_the_log, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(numbers_of_identity_cards_are_neither_shown_nor_logged,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(words_that_are_taken_are_refused_naming_whose_they_are,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_filter_that_there_is_none_of_is_told_which_there_are,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(parse_v_tells_each_step, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_starting_anew_does_not_mend_ends_with_78, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(mistakes_of_the_lexicon_are_told_together_with_the_others,
                                        set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
