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

/* How often somebody heard that the blanks are there. */
static int heard(const char *number)
{
    static char sent[20000];
    int count = 0;

    e2e_phone_answer(&rig, "sent", sent, sizeof sent);
    for (char *line = strtok(sent, "\n"); line; line = strtok(NULL, "\n"))
        count += strstr(line, number) && strstr(line, "blangko sudah ada");
    return count;
}

static void everybody_is_told_once_though_the_gateway_is_killed_while_it_tells(void **state)
{
    char pin[16];
    int more = 0;
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
    for (int i = 0; i < PEOPLE; i++) {
        int count = heard(villager(i));

        assert_in_range(count, 1, 2);
        more += count - 1;
    }
    assert_in_range(more, 0, 1);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(everybody_is_told_once_though_the_gateway_is_killed_while_it_tells),
        TEST(the_pin_is_nowhere_afterwards),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
