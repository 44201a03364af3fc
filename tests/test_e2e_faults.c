/* The life of a modem: it hangs, is pulled out, wants a PIN, loses its network. A real libgammu
 * drives sampan-phone, and nothing is lost. */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/life.h"

#include <cmocka.h>

/* Each test ends with a clean end of sampand, and the next begins with a working modem. */
static int end_of_test(void **state)
{
    (void)state;
    life_end(&rig);
    if (life_phone_says(&rig, "status", "line: unplugged"))
        e2e_phone(&rig, "plug");
    e2e_phone(&rig, "resume");
    e2e_phone(&rig, "pin off");
    e2e_phone(&rig, "sim in");
    e2e_phone(&rig, "network on");
    return 0;
}

static void a_hung_modem_is_killed_past_its_deadline_and_nothing_is_lost(void **state)
{
    (void)state;
    life_begin(&rig, NULL, "");
    pid_t process = e2e_modem_process(&rig);
    double start = life_clock();

    e2e_phone(&rig, "hang");
    e2e_say(&rig, "+6281230000001", "SYARAT KTP HILANG");
    life_hear(&rig, "uji: silent: no sign of life");
    double killed = life_clock();
    e2e_phone(&rig, "resume");
    const char *answer = e2e_heard(&rig, "+6281230000001");

    assert_non_null(strstr(answer, "Surat kehilangan"));
    assert_true(killed - start < 10 + 3);
    assert_true(life_clock() - killed < 5);
    assert_int_equal(kill(process, 0), -1);
    life_settle(&rig);
    assert_int_equal(e2e_count_inbox(&rig, "answered"), 1);
}

static void an_unplugged_modem_is_taken_up_again_when_it_is_back(void **state)
{
    (void)state;
    life_begin(&rig, NULL, "");

    e2e_phone(&rig, "unplug");
    life_hear(&rig, "uji: gone");
    e2e_say(&rig, "+6281230000002", "SYARAT KTP HILANG");
    e2e_phone(&rig, "plug");

    assert_non_null(strstr(e2e_heard(&rig, "+6281230000002"), "Surat kehilangan"));
}

static void a_modem_under_another_tty_number_is_found_behind_the_same_link(void **state)
{
    (void)state;
    life_begin(&rig, NULL, "");

    e2e_phone(&rig, "unplug");
    life_hear(&rig, "uji: gone");
    e2e_phone(&rig, "plug new");
    e2e_say(&rig, "+6281230000003", "SYARAT KTP HILANG");

    assert_non_null(strstr(e2e_heard(&rig, "+6281230000003"), "Surat kehilangan"));
}

static void a_modem_that_is_not_there_at_the_start_is_waited_for(void **state)
{
    (void)state;
    e2e_phone(&rig, "unplug");
    e2e_say(&rig, "+6281230000004", "SYARAT KTP HILANG");

    life_start(&rig, NULL, "");
    life_hear(&rig, "uji: gone: cannot connect");
    e2e_phone(&rig, "plug");

    assert_non_null(strstr(e2e_heard(&rig, "+6281230000004"), "Surat kehilangan"));
}

static void the_right_pin_is_entered(void **state)
{
    (void)state;
    e2e_phone(&rig, "pin 4711");

    life_begin(&rig, LIFE_MODEM "pin = \"4711\";", "");

    e2e_ask(&rig, "+6281230000005", "SYARAT KTP HILANG", "Surat kehilangan");
    e2e_phone(&rig, "pin off");
}

/* How often a PIN was said to the SIM, by the phone's count of what is left of three tries. */
static bool pin_tries_left(int tries)
{
    char text[40];

    snprintf(text, sizeof text, "%d tries left", tries);
    return life_phone_says(&rig, "status", text);
}

static void a_wrong_pin_is_tried_once_whatever_happens(void **state)
{
    struct bearer_status status;
    char output[4096];
    (void)state;
    e2e_phone(&rig, "pin 4711");

    life_start(&rig, LIFE_MODEM "pin = \"1234\";", "");
    life_hear(&rig, "uji: locked: the SIM refused the PIN");
    assert_true(pin_tries_left(2));
    kill(rig.gateway, SIGHUP);
    life_hear(&rig, "were read anew");
    life_hear_times(&rig, "uji: locked", 2);
    assert_true(pin_tries_left(2));
    life_start(&rig, LIFE_MODEM "pin = \"1234\";", "");
    life_hear(&rig, "uji: locked: the SIM refused this PIN before");
    assert_true(pin_tries_left(2));

    life_end(&rig);
    life_status(&rig, "uji", &status);
    assert_string_equal(status.condition, "locked");
    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampan", "doctor", NULL), 1);
    assert_non_null(strstr(output, "Modem uji: locked"));
    assert_non_null(strstr(output, "PIN"));
    life_begin(&rig, LIFE_MODEM "pin = \"4711\";", "");
    e2e_ask(&rig, "+6281230000006", "SYARAT KTP HILANG", "Surat kehilangan");
    e2e_phone(&rig, "pin off");
}

static void a_pin_that_got_no_answer_is_not_tried_again(void **state)
{
    (void)state;
    e2e_phone(&rig, "pin 4711");
    e2e_phone(&rig, "hang +CPIN=");

    life_start(&rig, LIFE_MODEM "pin = \"4711\";", "");
    life_hear(&rig, "uji: locked: it went silent over its PIN");
    life_start(&rig, LIFE_MODEM "pin = \"4711\";", "");
    life_hear(&rig, "uji: locked: the SIM refused this PIN before");

    e2e_phone(&rig, "pin off");
    life_begin(&rig, LIFE_MODEM "pin = \"4711\";", "");
}

static void without_a_pin_a_sim_that_wants_one_is_left_alone(void **state)
{
    (void)state;
    e2e_phone(&rig, "pin 4711");

    life_start(&rig, NULL, "");
    life_hear(&rig, "uji: locked: the SIM wants a PIN");

    assert_true(pin_tries_left(3));
    e2e_phone(&rig, "pin off");
}

/* What three wrong PINs of somebody else leave behind. */
static void block_sim(void)
{
    int fd = open(rig.link, O_RDWR | O_NOCTTY);

    assert_true(fd >= 0);
    for (int i = 0; i < 3; i++)
        assert_int_equal(write(fd, "AT+CPIN=\"0000\"\r", 15), 15);
    while (!life_phone_says(&rig, "status", "SIM: needs its PUK"))
        poll(NULL, 0, 10);
    close(fd);
}

static void a_sim_that_wants_its_puk_is_left_to_a_person(void **state)
{
    (void)state;
    e2e_phone(&rig, "pin 4711");
    block_sim();

    life_start(&rig, LIFE_MODEM "pin = \"4711\";", "");

    life_hear(&rig, "uji: locked: the SIM wants a code that only a person may enter (PUK)");
}

static void a_sim_that_is_missing_is_told_and_taken_up_when_it_is_back(void **state)
{
    char output[4096];
    (void)state;
    e2e_phone(&rig, "sim out");

    life_start(&rig, NULL, "");
    life_hear(&rig, "uji: gone: no SIM");
    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampan", "doctor", NULL), 1);
    assert_non_null(strstr(output, "no SIM"));
    e2e_phone(&rig, "sim in");
    e2e_say(&rig, "+6281230000007", "SYARAT KTP HILANG");

    assert_non_null(strstr(e2e_heard(&rig, "+6281230000007"), "Surat kehilangan"));
}

static void without_a_network_answers_wait_and_leave_later(void **state)
{
    struct outbox_message message;
    struct bearer_status status;
    (void)state;
    life_begin(&rig, NULL, "");
    e2e_phone(&rig, "cms-error 331 1");

    e2e_say(&rig, "+6281230000008", "SYARAT KTP HILANG");
    e2e_event(&rig, "refused");
    e2e_phone(&rig, "network off");
    life_hear(&rig, "uji: degraded: no network");
    life_newest_out(&rig, &message);
    assert_int_equal(message.state, OUTBOX_QUEUED);
    e2e_phone(&rig, "network on");
    life_hear_times(&rig, "uji: ready", 2);

    assert_non_null(strstr(e2e_heard(&rig, "+6281230000008"), "Surat kehilangan"));
    life_status(&rig, "uji", &status);
    assert_string_equal(status.condition, "ready");
}

/* libgammu alone waits up to 500 seconds where a line that it does not know stands before the echo
 * of its command. */
static void noise_while_idle_costs_nothing(void **state)
{
    static const char *const noise[] = {
        "garbage",         "urc SMS Ready",  "urc +CTZV: 32",      "urc ^RSSI: 17",
        "urc ^NDISSTAT:1", "urc RINGELRING", "urc +CMTI: rubbish", "urc +CREG: 1",
        "urc *PSUTTZ: 1",  "urc OK",         "urc ERROR",          "urc +CMS ERROR: 38",
        "urc +CMT: x",     "urc > ",         "urc AT+CMGL=4",
    };
    (void)state;
    life_begin(&rig, NULL, "");

    for (size_t i = 0; i < sizeof noise / sizeof noise[0]; i++) {
        char number[32];
        double start = life_clock();

        snprintf(number, sizeof number, "+62812300010%02zu", i);
        e2e_phone(&rig, "%s", noise[i]);
        e2e_ask(&rig, number, "SYARAT KTP HILANG", "Surat kehilangan");
        assert_true(life_clock() - start < 2);
    }

    assert_int_equal(e2e_log_count(&rig, "uji: gone"), 0);
    assert_int_equal(e2e_log_count(&rig, "uji: silent"), 0);
}

static void noise_within_and_after_every_answer_costs_nothing(void **state)
{
    static const char *const noise[] = {"+CTZV: 32", "^HCSQ: \"LTE\",59", "\xff\xfe~", "#x",
                                        "SMS Ready"};
    (void)state;
    life_begin(&rig, NULL, "");

    for (size_t i = 0; i < sizeof noise / sizeof noise[0]; i++) {
        char number[32];

        snprintf(number, sizeof number, "+62812300020%02zu", i);
        e2e_phone(&rig, "chatter %s", noise[i]);
        e2e_ask(&rig, number, "SYARAT KTP HILANG", "Surat kehilangan");
        e2e_phone(&rig, "network off");
        life_hear_times(&rig, "uji: degraded", (int)i + 1);
        e2e_phone(&rig, "network on");
        life_hear_times(&rig, "uji: ready", (int)i + 2);
    }

    assert_int_equal(e2e_log_count(&rig, "uji: gone"), 0);
    assert_int_equal(e2e_log_count(&rig, "uji: silent"), 0);
}

/* Where a text stands in the commands that the modem had last. */
static const char *told(const char *command)
{
    static char commands[8192];

    e2e_phone_answer(&rig, "commands", commands, sizeof commands);
    const char *at = strstr(commands, command);
    if (!at)
        e2e_fail(&rig, "the modem was never told '%s'", command);
    return at;
}

static void init_commands_are_said_before_libgammu_has_the_modem(void **state)
{
    (void)state;

    life_begin(&rig, LIFE_MODEM "init_commands = \"AT^CURC=0|AT+CTZU=0\";", "");

    assert_non_null(strstr(told("AT^CURC=0\nAT+CTZU=0\n"), "ATE1\n"));
}

static void a_modem_that_fails_again_and_again_is_restarted_and_works(void **state)
{
    (void)state;
    e2e_phone(&rig, "wedge");
    e2e_say(&rig, "+6281230000013", "SYARAT KTP HILANG");

    life_start(&rig, NULL, "");

    assert_non_null(strstr(e2e_heard(&rig, "+6281230000013"), "Surat kehilangan"));
    assert_int_equal(e2e_log_count(&rig, "uji: gone"), 3);
    assert_non_null(told("AT+CFUN=1,1\n"));
}

static void a_slow_modem_is_waited_for(void **state)
{
    (void)state;
    life_begin(&rig, NULL, "");

    e2e_phone(&rig, "slow 300");
    e2e_ask(&rig, "+6281230000011", "SYARAT KTP HILANG", "Surat kehilangan");

    assert_int_equal(e2e_log_count(&rig, "uji: gone"), 0);
    assert_int_equal(e2e_log_count(&rig, "uji: silent"), 0);
}

static void a_modem_without_a_storage_of_its_own_works(void **state)
{
    (void)state;
    e2e_phone(&rig, "me off");

    life_begin(&rig, NULL, "");
    e2e_ask(&rig, "+6281230000012", "SYARAT KTP HILANG", "Surat kehilangan");

    life_settle(&rig);
    life_end(&rig);
    e2e_phone(&rig, "me on");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, end_of_test)
    const struct CMUnitTest tests[] = {
        TEST(a_hung_modem_is_killed_past_its_deadline_and_nothing_is_lost),
        TEST(an_unplugged_modem_is_taken_up_again_when_it_is_back),
        TEST(a_modem_under_another_tty_number_is_found_behind_the_same_link),
        TEST(a_modem_that_is_not_there_at_the_start_is_waited_for),
        TEST(the_right_pin_is_entered),
        TEST(a_wrong_pin_is_tried_once_whatever_happens),
        TEST(a_pin_that_got_no_answer_is_not_tried_again),
        TEST(without_a_pin_a_sim_that_wants_one_is_left_alone),
        TEST(a_sim_that_wants_its_puk_is_left_to_a_person),
        TEST(a_sim_that_is_missing_is_told_and_taken_up_when_it_is_back),
        TEST(without_a_network_answers_wait_and_leave_later),
        TEST(noise_while_idle_costs_nothing),
        TEST(noise_within_and_after_every_answer_costs_nothing),
        TEST(init_commands_are_said_before_libgammu_has_the_modem),
        TEST(a_modem_that_fails_again_and_again_is_restarted_and_works),
        TEST(a_slow_modem_is_waited_for),
        TEST(a_modem_without_a_storage_of_its_own_works),
    };

    return cmocka_run_group_tests(tests, life_set_up, life_tear_down);
}
