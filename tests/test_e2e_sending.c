/* What goes out and what can become of it: refusals of every kind, no answer, late answers,
 * delivery reports, and the pace. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "db/outbox.h"
#include "gateway/sender.h"
#include "tests/support/life.h"

#include <cmocka.h>

static int end_of_test(void **state)
{
    (void)state;
    life_end(&rig);
    e2e_phone(&rig, "resume");
    return 0;
}

struct outcome {
    const char *number;
    enum outbox_state state;
};

static bool came_out(struct e2e *e2e, const void *context)
{
    const struct outcome *outcome = context;
    struct outbox_message message;

    life_newest_out(e2e, &message);
    return strcmp(message.recipient, outcome->number) == 0 && message.state == outcome->state &&
           message.attempts > 0;
}

/* Wait until the answer to a number, the newest of all, has come to that state. */
static void wait_out(const char *number, enum outbox_state state)
{
    struct outcome outcome = {number, state};

    e2e_wait(&rig, outbox_state_names[state], came_out, &outcome);
}

/* How many SMS reached a number, by the phone. */
static int count_sent(const char *number)
{
    char answer[60000];
    int count = 0;

    e2e_phone_answer(&rig, "sent", answer, sizeof answer);
    for (const char *found = answer; (found = strstr(found, number)) != NULL; found++)
        count++;
    return count;
}

static void a_permanent_refusal_fails_at_once_and_holds_up_nobody(void **state)
{
    struct outbox_message message;
    (void)state;
    life_begin(&rig, NULL, "");
    e2e_phone(&rig, "cms-error 1 1");

    e2e_say(&rig, "+6281250000001", "SYARAT KTP HILANG");
    e2e_event(&rig, "refused");
    wait_out("+6281250000001", OUTBOX_FAILED);
    life_newest_out(&rig, &message);
    e2e_ask(&rig, "+6281250000002", "SYARAT KTP HILANG", "Surat kehilangan");

    assert_int_equal(message.attempts, 1);
    assert_non_null(strstr(message.reason, "unassigned number (CMS 1)"));
    assert_int_equal(count_sent("+6281250000001"), 0);
}

static void a_refusal_that_may_pass_is_tried_again_later(void **state)
{
    struct outbox_message message;
    (void)state;
    life_begin(&rig, NULL, "");
    e2e_phone(&rig, "cms-error 42 1");

    e2e_say(&rig, "+6281250000003", "SYARAT KTP HILANG");
    e2e_event(&rig, "refused");
    wait_out("+6281250000003", OUTBOX_QUEUED);
    life_newest_out(&rig, &message);
    e2e_ask(&rig, "+6281250000004", "SYARAT KTP HILANG", "Surat kehilangan");

    assert_non_null(strstr(message.reason, "congestion (CMS 42)"));
    assert_true(message.due_at >= message.changed_at + 30);
    assert_true(message.due_at <= message.changed_at + 38);
}

/* 332 says that the network did not answer in time: the SMS may be on its way. */
static void a_network_timeout_is_repeated_by_the_rule(void **state)
{
    struct outbox_message message;
    (void)state;
    life_begin(&rig, NULL, "");
    e2e_phone(&rig, "cms-error 332 1");

    e2e_say(&rig, "+6281250000005", "SYARAT KTP HILANG");

    assert_non_null(strstr(e2e_heard(&rig, "+6281250000005"), "Surat kehilangan"));
    wait_out("+6281250000005", OUTBOX_SENT);
    life_newest_out(&rig, &message);
    assert_int_equal(message.unsure, 1);
    assert_int_equal(message.attempts, 2);
}

static void what_a_network_never_answers_ends_as_uncertain_and_the_operator_is_told(void **state)
{
    struct outbox_message message;
    char output[4096];
    (void)state;
    life_begin(&rig, NULL, "");
    e2e_phone(&rig, "cms-error 332 9");

    e2e_say(&rig, "+6281250000006", "SYARAT KTP HILANG");
    wait_out("+6281250000006", OUTBOX_UNCERTAIN);

    life_newest_out(&rig, &message);
    assert_int_equal(message.attempts, 1 + SENDER_REPEATS_MAX);
    life_hear(&rig, "nobody knows whether SMS");
    e2e_run(&rig, output, sizeof output, "sampan", "doctor", NULL);
    assert_non_null(strstr(output, "may never have left. See it: sampan message show"));
}

static void a_modem_that_is_mute_after_sending_costs_one_repetition(void **state)
{
    (void)state;
    life_begin(&rig, NULL, "");
    e2e_phone(&rig, "mute-send on");

    e2e_say(&rig, "+6281250000007", "SYARAT KTP HILANG");
    e2e_heard(&rig, "+6281250000007");
    life_hear(&rig, "uji: gone: the modem gave no result");
    e2e_phone(&rig, "mute-send off");
    e2e_heard(&rig, "+6281250000007");
    wait_out("+6281250000007", OUTBOX_SENT);

    life_settle(&rig);
    assert_int_equal(count_sent("+6281250000007"), 2);
    assert_int_equal(e2e_log_count(&rig, "uji: silent"), 0);
}

static void an_answer_that_the_modem_swallowed_is_sent_again(void **state)
{
    (void)state;
    life_begin(&rig, NULL, "");
    e2e_phone(&rig, "mute-send lost");

    e2e_say(&rig, "+6281250000008", "SYARAT KTP HILANG");
    life_hear(&rig, "uji: gone: the modem gave no result");
    e2e_phone(&rig, "mute-send off");

    assert_non_null(strstr(e2e_heard(&rig, "+6281250000008"), "Surat kehilangan"));
    wait_out("+6281250000008", OUTBOX_SENT);
    assert_int_equal(count_sent("+6281250000008"), 1);
}

static void a_late_answer_is_waited_for(void **state)
{
    struct outbox_message message;
    (void)state;
    life_begin(&rig, NULL, "");
    e2e_phone(&rig, "late 4");

    e2e_say(&rig, "+6281250000009", "SYARAT KTP HILANG");
    wait_out("+6281250000009", OUTBOX_SENT);

    life_newest_out(&rig, &message);
    assert_int_equal(message.attempts, 1);
    assert_int_equal(count_sent("+6281250000009"), 1);
}

static void reports_tell_what_was_delivered_and_what_was_not(void **state)
{
    struct outbox_message message;
    (void)state;
    life_begin(&rig, LIFE_MODEM "delivery_reports = true;", "");

    e2e_say(&rig, "+6281250000010", "MENU");
    e2e_event(&rig, "report");
    wait_out("+6281250000010", OUTBOX_DELIVERED);
    e2e_phone(&rig, "report fail");
    e2e_say(&rig, "+6281250000011", "SYARAT KTP HILANG");
    wait_out("+6281250000011", OUTBOX_FAILED);
    life_newest_out(&rig, &message);
    assert_non_null(strstr(message.reason, "TP-ST 70"));

    e2e_phone(&rig, "report off");
    e2e_say(&rig, "+6281250000012", "SYARAT KTP HILANG");
    wait_out("+6281250000012", OUTBOX_SENT);
    e2e_phone(&rig, "report on");
    e2e_ask(&rig, "+6281250000013", "SYARAT KTP HILANG", "Surat kehilangan");
    wait_out("+6281250000013", OUTBOX_DELIVERED);
}

/* A report about the first part that comes before the second has left settles the message; the
 * modem goes on to take work. */
static void long_answers_are_delivered_when_all_their_parts_are(void **state)
{
    struct outbox_message message;
    (void)state;
    life_begin(&rig, LIFE_MODEM "delivery_reports = true;",
               "regency = \"Pemerintah Kabupaten [Buton Selatan] {Batauga} ~ ^ [] {}\";");

    e2e_say(&rig, "+6281250000014", "MENU");
    wait_out("+6281250000014", OUTBOX_DELIVERED);
    life_newest_out(&rig, &message);
    assert_int_equal(message.segments, 2);
    e2e_phone(&rig, "report fail");
    for (int i = 0; i < 3; i++) {
        char number[32];

        snprintf(number, sizeof number, "+628125000002%d", i);
        e2e_say(&rig, number, "MENU");
        e2e_event(&rig, "report");
        wait_out(number, OUTBOX_FAILED);
    }
    e2e_phone(&rig, "report on");

    e2e_ask(&rig, "+6281250000015", "SYARAT KTP HILANG", "Surat kehilangan");
}

/* Each part that has left is a sign of life; all of them take longer than the deadline. */
static void an_answer_of_several_parts_is_no_silence_on_a_slow_modem(void **state)
{
    struct outbox_message message;
    (void)state;
    life_begin(&rig, NULL,
               "regency = \"Pemerintah Kabupaten [Buton Selatan] {Batauga} ~ ^ [] {}\";");
    e2e_phone(&rig, "late 6");

    e2e_say(&rig, "+6281250000016", "MENU");
    wait_out("+6281250000016", OUTBOX_SENT);

    life_newest_out(&rig, &message);
    assert_int_equal(message.segments, 2);
    assert_int_equal(message.attempts, 1);
    assert_int_equal(e2e_log_count(&rig, "uji: gone"), 0);
    assert_int_equal(e2e_log_count(&rig, "uji: silent"), 0);
}

static void the_pace_is_kept_and_idle_time_is_not_held_against_it(void **state)
{
    (void)state;
    life_begin(&rig, LIFE_MODEM "messages_per_minute = 30;", "");
    double start = life_clock();

    for (int i = 0; i < 8; i++) {
        char number[32];

        snprintf(number, sizeof number, "+628125000003%d", i);
        e2e_say(&rig, number, "SYARAT KTP HILANG");
    }
    life_settle(&rig);

    /* Five at once, saved up in ten seconds; then one every two seconds. */
    assert_true(life_clock() - start > 4);
    assert_true(life_clock() - start < 12);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, end_of_test)
    const struct CMUnitTest tests[] = {
        TEST(a_permanent_refusal_fails_at_once_and_holds_up_nobody),
        TEST(a_network_timeout_is_repeated_by_the_rule),
        TEST(what_a_network_never_answers_ends_as_uncertain_and_the_operator_is_told),
        TEST(a_modem_that_is_mute_after_sending_costs_one_repetition),
        TEST(an_answer_that_the_modem_swallowed_is_sent_again),
        TEST(a_late_answer_is_waited_for),
        TEST(reports_tell_what_was_delivered_and_what_was_not),
        TEST(long_answers_are_delivered_when_all_their_parts_are),
        TEST(an_answer_of_several_parts_is_no_silence_on_a_slow_modem),
        TEST(the_pace_is_kept_and_idle_time_is_not_held_against_it),
        TEST(a_refusal_that_may_pass_is_tried_again_later),
    };

    return cmocka_run_group_tests(tests, life_set_up, life_tear_down);
}
