/* Two modems at one gateway: what one cannot do does not touch the other, answers leave by the
 * modem that the question came by, and by the other one when that cannot send for too long. */

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tests/support/life.h"

#include <cmocka.h>

#define DEADLINE_S 10 /* of LIFE_MODEM */

static struct e2e second; /* the phone behind the modem 'dua' */
static char options[600];

static int set_up(void **state)
{
    life_set_up(state);
    e2e_open(&second, E2E_PHONE);
    e2e_phone_start(&second);
    snprintf(options, sizeof options,
             LIFE_MODEM
             " }, { name = \"dua\"; number = \"+6281200000002\"; device = \"%s\"; " LIFE_MODEM,
             second.link);
    return 0;
}

static int tear_down(void **state)
{
    if (second.phone > 0)
        kill(second.phone, SIGTERM);
    life_tear_down(state);
    e2e_close(&second);
    return 0;
}

static int end_of_test(void **state)
{
    (void)state;
    life_end(&rig);
    e2e_phone(&rig, "resume");
    return 0;
}

static void begin(const char *extra)
{
    life_begin(&rig, options, extra);
    life_hear(&rig, "dua: ready");
}

static void each_answer_leaves_by_the_modem_of_its_question(void **state)
{
    (void)state;
    begin("");

    e2e_ask(&rig, "+6281270000001", "SYARAT KTP HILANG", "Surat kehilangan");
    e2e_ask(&second, "+6281270000002", "SYARAT KTP HILANG", "Surat kehilangan");

    assert_false(life_phone_says(&rig, "sent", "+6281270000002"));
    assert_false(life_phone_says(&second, "sent", "+6281270000001"));
}

/* Seconds from a question to the answer by the second modem; each from a number of its own. */
static double ask_second(void)
{
    static int count;
    char number[32];
    double start = life_clock();

    snprintf(number, sizeof number, "+62812700010%02d", count++);
    e2e_ask(&second, number, "SYARAT KTP HILANG", "Surat kehilangan");
    return life_clock() - start;
}

static double slowest_of(int questions)
{
    double slowest = 0;

    for (int i = 0; i < questions; i++) {
        double seconds = ask_second();

        if (seconds > slowest)
            slowest = seconds;
    }
    return slowest;
}

/* From before libgammu hangs until after its process is killed and started anew. */
static void while_one_modem_hangs_the_other_answers_as_if_nothing_had_happened(void **state)
{
    double usual, slowest = 0, hung_at, resumed_at;
    (void)state;
    begin("");
    usual = slowest_of(8);

    e2e_phone(&rig, "hang");
    hung_at = life_clock();
    e2e_say(&rig, "+6281270000003", "SYARAT KTP HILANG");
    while (e2e_log_count(&rig, "uji: silent") == 0 && life_clock() - hung_at < E2E_WAIT_S) {
        double seconds = slowest_of(1);

        if (seconds > slowest)
            slowest = seconds;
    }
    assert_true(life_clock() - hung_at < DEADLINE_S + 3);
    e2e_phone(&rig, "resume");
    resumed_at = life_clock();
    life_hear_times(&rig, "uji: ready", 2);
    assert_true(life_clock() - resumed_at < DEADLINE_S);

    assert_non_null(strstr(e2e_heard(&rig, "+6281270000003"), "Surat kehilangan"));
    if (slowest > 2 * usual + 0.5)
        fail_msg("%.2f s, where %.2f s is usual", slowest, usual);
    assert_int_equal(e2e_log_count(&rig, "dua: ready"), 1);
    assert_int_equal(e2e_log_count(&rig, "dua: silent") + e2e_log_count(&rig, "dua: gone"), 0);
}

static void answers_of_a_modem_that_cannot_send_leave_by_the_other(void **state)
{
    (void)state;
    begin("fallback_after_s = 5;");

    e2e_phone(&rig, "cms-error 301");
    e2e_say(&rig, "+6281270000005", "SYARAT KTP HILANG");

    assert_non_null(strstr(e2e_heard(&second, "+6281270000005"), "Surat kehilangan"));
    life_hear(&rig, "go by dua");
}

static bool waits_for(struct e2e *e2e, const void *number)
{
    struct outbox_message message;

    life_newest_out(e2e, &message);
    return strcmp(message.recipient, number) == 0 && message.state == OUTBOX_QUEUED &&
           message.attempts > 0;
}

static void answers_of_a_modem_that_was_pulled_out_leave_by_the_other(void **state)
{
    (void)state;
    begin("fallback_after_s = 5;");

    e2e_phone(&rig, "cms-error 42 1");
    e2e_say(&rig, "+6281270000006", "SYARAT KTP HILANG");
    e2e_wait(&rig, "the refusal", waits_for, "+6281270000006");
    e2e_phone(&rig, "unplug");
    life_hear(&rig, "go by dua");
    e2e_phone(&rig, "plug");

    life_hear_times(&rig, "uji: ready", 2);
}

/* The modem that the answer waits for is called otherwise in the new configuration. */
static void answers_of_a_modem_that_is_not_configured_any_more_leave_by_another(void **state)
{
    char output[4096];
    (void)state;
    begin("");
    e2e_phone(&second, "cms-error 42 1");
    e2e_say(&second, "+6281270000007", "SYARAT KTP HILANG");
    e2e_wait(&rig, "the refusal", waits_for, "+6281270000007");

    life_begin(&rig, LIFE_MODEM, "fallback_after_s = 5;");

    life_hear(&rig, "go by uji");
    e2e_run(&rig, output, sizeof output, "sampan", "doctor", NULL);
    assert_non_null(strstr(output, "Modem uji"));
    assert_null(strstr(output, "Modem dua"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, end_of_test)
    const struct CMUnitTest tests[] = {
        TEST(each_answer_leaves_by_the_modem_of_its_question),
        TEST(while_one_modem_hangs_the_other_answers_as_if_nothing_had_happened),
        TEST(answers_of_a_modem_that_cannot_send_leave_by_the_other),
        TEST(answers_of_a_modem_that_was_pulled_out_leave_by_the_other),
        TEST(answers_of_a_modem_that_is_not_configured_any_more_leave_by_another),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
