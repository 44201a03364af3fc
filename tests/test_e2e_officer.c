/* End to end: an officer with a phone, from the PIN that the operator hands out to the villagers
 * who are told, with the gateway killed in the middle. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/support/e2e.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define OFFICER "+6285298765432"
#define PEOPLE  6

static struct e2e rig;

static int set_up(void **state)
{
    (void)state;
    e2e_open(&rig, E2E_PHONE);
    e2e_configure(&rig, "quiet_from = 0; quiet_until = 0;");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    e2e_close(&rig);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

/* The operator makes an officer; the PIN is what the command shows. */
static void appoint(char pin[16])
{
    char output[1000];

    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampan", "officer", "add", OFFICER,
                             "--name", "Wa Ode Siti", "--unit", "DUKCAPIL", NULL),
                     0);
    if (sscanf(output, "PIN %15[0-9]", pin) != 1)
        fail_msg("%s", output);
}

static const char *villager(int i)
{
    static char number[24];

    snprintf(number, sizeof number, "+62813111122%02d", i);
    return number;
}

static void order(const char *words, const char *pin, const char *answer)
{
    char text[160];

    snprintf(text, sizeof text, "%s #%s", words, pin);
    e2e_ask(&rig, OFFICER, text, answer);
}

static bool all_told(struct e2e *e2e, const void *context)
{
    (void)context;
    return sql_number(e2e->database, "SELECT count(*) FROM outbox WHERE priority = 3"
                                     " AND state = 'sent'") == PEOPLE;
}

/* How often somebody heard such words. */
static int heard(const char *number, const char *words)
{
    static char sent[20000];
    int count = 0;

    e2e_phone_answer(&rig, "sent", sent, sizeof sent);
    for (char *line = strtok(sent, "\n"); line; line = strtok(NULL, "\n"))
        count += strstr(line, number) && strstr(line, words);
    return count;
}

/* All of them heard it, and the crash repeated one message at most. */
static void each_heard_it_once_but_for_the_crash(const char *words)
{
    int more = 0;

    for (int i = 0; i < PEOPLE; i++) {
        int count = heard(villager(i), words);

        assert_in_range(count, 1, 2);
        more += count - 1;
    }
    assert_in_range(more, 0, 1);
}

static void everybody_is_told_once_though_the_gateway_is_killed_while_it_tells(void **state)
{
    char pin[16];
    (void)state;
    appoint(pin);
    e2e_phone_start(&rig);
    e2e_start(&rig, NULL);
    order("KABAR KTP blangko habis", pin, "Tercatat.");
    for (int i = 0; i < PEOPLE; i++)
        e2e_ask(&rig, villager(i), "BIAYA KTP RUSAK", "KABAR: blangko habis.");

    e2e_say(&rig, OFFICER, "KABAR KTP blangko habis #000000"); /* a wrong one, too */
    e2e_heard(&rig, OFFICER);
    order("KABAR KTP blangko sudah ada", pin, "diakhiri. 6 orang");
    e2e_heard(&rig, villager(0));
    kill(rig.gateway, SIGKILL);
    assert_int_equal(e2e_wait_end(&rig), 128 + SIGKILL);
    e2e_start(&rig, NULL);
    e2e_wait(&rig, "all of them told", all_told, NULL);

    assert_int_equal(sql_number(rig.database, "SELECT count(*) FROM notice_told"), PEOPLE);
    each_heard_it_once_but_for_the_crash("blangko sudah ada");
}

/* A camat, and PEOPLE who hold nodes of one desa. */
static void make_tree(char pin[16])
{
    char output[1000];

    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampan", "area", "import",
                             source_path("config/wilayah.csv"), NULL),
                     0);
    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampan", "officer", "add", OFFICER,
                             "--name", "Camat", "--area", "CONTOH.07", NULL),
                     0);
    if (sscanf(output, "PIN %15[0-9]", pin) != 1)
        fail_msg("%s", output);
    for (int i = 0; i < PEOPLE; i++)
        assert_int_equal(e2e_run(&rig, output, sizeof output, "sampan", "officer", "add",
                                 villager(i), "--name", "Ketua", "--area",
                                 i % 2 ? "CONTOH.07.2001.01.01" : "CONTOH.07.2001.02", NULL),
                         0);
}

static bool one_acknowledged(struct e2e *e2e, const void *context)
{
    (void)context;
    return sql_number(e2e->database, "SELECT count(acknowledged_at) FROM announcement_target") == 1;
}

static void an_announcement_is_heard_once_though_the_gateway_is_killed_while_it_goes_out(
    void **state)
{
    char pin[16], output[4000];
    (void)state;
    make_tree(pin);
    e2e_phone_start(&rig);
    e2e_start(&rig, NULL);

    order("SIAR DESA KAOFE rapat besok jam 9", pin, "6 orang, 6 SMS");
    e2e_say(&rig, OFFICER, "YA");
    e2e_heard(&rig, villager(0));
    kill(rig.gateway, SIGKILL);
    assert_int_equal(e2e_wait_end(&rig), 128 + SIGKILL);
    e2e_start(&rig, NULL);
    e2e_wait(&rig, "all of them told", all_told, NULL);

    assert_int_equal(sql_number(rig.database, "SELECT count(*) FROM announcement"), 1);
    assert_int_equal(sql_number(rig.database, "SELECT count(*) FROM announcement_target"), PEOPLE);
    each_heard_it_once_but_for_the_crash("rapat besok jam 9");
    e2e_say(&rig, villager(2), "TERIMA");
    e2e_wait(&rig, "its TERIMA", one_acknowledged, NULL);
    assert_int_equal(
        e2e_run(&rig, output, sizeof output, "sampan", "announcement", "show", "1", NULL), 0);
    assert_non_null(strstr(output, "Acknowledged  1 of 6"));
    assert_non_null(strstr(output, "silent"));
}

/* Whether text stands anywhere in a file. */
static bool is_in(const char *file, const char *text)
{
    char command[300];
    int status;

    snprintf(command, sizeof command, "grep -qaF '%s' '%s'", text, file);
    status = system(command);
    assert_in_range(WEXITSTATUS(status), 0, 1);
    return WEXITSTATUS(status) == 0;
}

static void the_pin_is_nowhere_afterwards(void **state)
{
    char pin[16];
    (void)state;
    appoint(pin);
    e2e_phone_start(&rig);
    e2e_start(&rig, NULL);
    order("KABAR KTP blangko habis", pin, "Tercatat.");
    order("KABBAR KTP habis", pin, "");
    order("STATUS 0100014 SELESAI lampu sudah menyala", pin, "");
    assert_int_equal(e2e_stop(&rig), 0);

    assert_true(is_in(rig.database, "blangko habis"));
    assert_false(is_in(rig.database, pin));
    assert_false(is_in(rig.log, pin));
}

#define COMMAND_TEST(function)                                                                     \
    cmocka_unit_test_setup_teardown(function, set_up_without_phone, tear_down)

static int set_up_without_phone(void **state)
{
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    return 0;
}

/* Run sampan with a command line. Its output; the test fails if its status is another. */
static const char *sampan(int expected, const char *line)
{
    static char output[20000];
    char words[200], *word[8] = {NULL};
    int count = 0, status;

    snprintf(words, sizeof words, "%s", line);
    for (char *next = strtok(words, " "); next && count < 8; next = strtok(NULL, " "))
        word[count++] = next;
    status = e2e_run(&rig, output, sizeof output, "sampan", word[0], word[1], word[2], word[3],
                     word[4], word[5], word[6], word[7], NULL);
    if (status != expected)
        fail_msg("%s: %d: %s", line, status, output);
    return output;
}

static void has(const char *output, const char *part)
{
    if (!strstr(output, part))
        fail_msg("%s", output);
}

static void the_operator_keeps_officers_and_sees_what_was_done(void **state)
{
    char pin[16];
    (void)state;
    appoint(pin);

    has(sampan(1, "officer add " OFFICER " --name Siti --unit DUKCAPIL"), "an officer already");
    has(sampan(1, "officer add 081234567890 --name Ali --unit NOWHERE"), "no unit 'NOWHERE'");
    has(sampan(1, "officer add 081234567890 --name Ali"), "a petugas belongs to a unit");
    has(sampan(1, "officer add 081234567890 --name Ali --area NIX"), "no area 'NIX'");
    has(sampan(2, "officer add 081234567890 --name Ali --role raja"), "--role: petugas");
    has(sampan(0, "officer list --json"),
        "\"unit\":\"DUKCAPIL\",\"area\":\"\",\"pin\":\"yes\",\"codes\":\"0\"");
    has(sampan(0, "officer sheet " OFFICER " 3"), "   01");
    has(sampan(0, "officer show " OFFICER), "Codes left  3");
    has(sampan(0, "officer pin " OFFICER), "It is shown only now");
    has(sampan(0, "officer unlock " OFFICER), "");
    has(sampan(0, "journal list --subject " OFFICER " --csv"), "\"officer unlocked\"");
    has(sampan(0, "officer remove " OFFICER), "");
    has(sampan(1, "officer show " OFFICER), "is no officer's number");
}

static void the_operator_imports_the_tree_and_sees_who_holds_it(void **state)
{
    char line[300];
    (void)state;

    snprintf(line, sizeof line, "area import %s", source_path("config/libur.csv"));
    has(sampan(1, line), "libur.csv:1: kode: this column is missing");
    snprintf(line, sizeof line, "area import %s", source_path("config/wilayah.csv"));
    has(sampan(0, line), "0 as before");
    has(sampan(0, "area export"), "\"CONTOH.07.2001\",\"Kaofe\",\"desa\",\"CONTOH.07\"");
    has(sampan(0, "officer add 081234567890 --name Ali --area CONTOH.07.2001"), "PIN ");
    has(sampan(0, "area show CONTOH.07"), "Kecamatan Kadatua");
    has(sampan(0, "area show CONTOH.07"), "CONTOH.07.2001            Ali");
    has(sampan(1, "area show NIX"), "no area 'NIX'");
    has(sampan(0, "announcement list --json"), "[");
    has(sampan(1, "announcement show 7"), "there is no 7");
}

static void a_journal_that_was_changed_is_told_with_its_entry(void **state)
{
    char noted[128], line[160];
    (void)state;

    has(sampan(0, "journal verify"), "as it was written");
    assert_int_equal(sscanf(strrchr(sampan(0, "journal verify"), ':') + 1, " %127[^\n]", noted), 1);
    snprintf(line, sizeof line, "journal verify %s", noted);
    has(sampan(0, line), "is the one that was noted");
    has(sampan(1, "journal verify 2 00"), "WRONG: entry 2 is not the one that was noted");

    assert_int_equal(sql_run(rig.database, "DROP TRIGGER journal_is_never_changed;"
                                           "UPDATE journal SET actor = 'nobody' WHERE id = 7"),
                     0);
    has(sampan(1, "journal verify"), "WRONG at entry 7 ");
    has(sampan(1, "doctor"), "The journal was changed at entry 7.");

    assert_int_equal(sql_run(rig.database, "DROP TRIGGER journal_is_never_cut;"
                                           "DELETE FROM journal WHERE id >= 7"),
                     0);
    has(sampan(1, "journal verify"), "WRONG: the end was cut off: entry 7 is missing");
}

static void notices_are_kept_at_the_command_line_too(void **state)
{
    (void)state;

    has(sampan(0, "notice add KTP printer-rusak"), "KTP: \"printer-rusak\" until");
    has(sampan(0, "notice list --csv"), "\"kelompok\",\"KTP\"");
    has(sampan(0, "notice end KTP"), "0 people who had asked are told.");
    has(sampan(1, "notice end KTP"), "there is none about KTP");
    has(sampan(1, "notice add NOTHING tutup"), "nothing has the code 'NOTHING'");
    has(sampan(0, "notice list --all"), "printer-rusak");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(everybody_is_told_once_though_the_gateway_is_killed_while_it_tells),
        TEST(an_announcement_is_heard_once_though_the_gateway_is_killed_while_it_goes_out),
        TEST(the_pin_is_nowhere_afterwards),
        COMMAND_TEST(the_operator_keeps_officers_and_sees_what_was_done),
        COMMAND_TEST(the_operator_imports_the_tree_and_sees_who_holds_it),
        COMMAND_TEST(a_journal_that_was_changed_is_told_with_its_entry),
        COMMAND_TEST(notices_are_kept_at_the_command_line_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
