/* Sender: what is handed over, what results mean, and the rule for sends that nobody is sure of. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "db/outbox.h"
#include "gateway/desk/post.h"
#include "gateway/reply/segment.h"
#include "gateway/sender.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

#define NO_SERVICE 331 /* +CMS ERROR, 3GPP TS 27.005 */
#define TIMEOUT    332
#define CONGESTION 42
#define UNASSIGNED 1

static struct db *db;
static struct link_send sent;
static struct outbox_message message;

static int setup(void **state)
{
    (void)state;
    db = fixture_db();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    db_close(db);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void queue(const char *text)
{
    struct outbox_message new = {.recipient = LA_ODE_ID,
                                 .bearer = BEARER,
                                 .priority = OUTBOX_ANSWER,
                                 .due_at = NOON,
                                 .expires_at = NOON + DAY_S};

    snprintf(new.text, sizeof new.text, "%s", text);
    new.segments = segment_count(text);
    assert_int_equal(outbox_add(db, &new, NOON), 0);
}

static int take(int64_t now)
{
    return sender_take(db, BEARER, OUTBOX_BROADCAST, now, &sent);
}

/* The bearer's result for what was taken last. */
static int result(enum link_outcome outcome, int code, int64_t now)
{
    struct link_result result = {.id = sent.id,
                                 .part = sent.part.part,
                                 .outcome = outcome,
                                 .message_reference = 5,
                                 .code = code,
                                 .reason = "a reason"};

    return sender_result(db, BEARER, &result, now, &sent);
}

static enum outbox_state state_now(void)
{
    assert_int_equal(outbox_get(db, 1, &message), 1);
    return message.state;
}

static const char *text_of(const struct link_send *send)
{
    static char text[LINK_UNITS_MAX + 1];

    for (int i = 0; i < send->length; i++)
        text[i] = (char)send->units[i];
    text[send->length] = '\0';
    return text;
}

static void a_short_message_is_one_sms(void **state)
{
    (void)state;
    queue("KTP-el hilang: \u20ac\u00e9");

    assert_int_equal(take(NOON), 1);

    assert_int_equal(sent.id, 1);
    assert_string_equal(sent.number, LA_ODE_ID);
    assert_int_equal(sent.part.reference_bits, 0);
    assert_int_equal(sent.part.part, 1);
    assert_int_equal(sent.length, 17);
    assert_int_equal(sent.units[15], 0x20ac);
    assert_int_equal(sent.units[16], 0xe9);
    assert_int_equal(sent.validity_min, 24 * 60);
    assert_int_equal(take(NOON), 0);
    assert_int_equal(result(LINK_OUTCOME_SENT, 0, NOON), 0);
    assert_int_equal(state_now(), OUTBOX_SENT);
}

static void a_long_message_goes_segment_by_segment(void **state)
{
    char text[400], whole[400] = "";
    (void)state;
    for (int i = 0; i < 399; i++)
        text[i] = (char)('a' + i % 26);
    text[399] = '\0';
    queue(text);

    assert_int_equal(take(NOON), 1);
    for (int part = 1; part <= 3; part++) {
        assert_int_equal(sent.part.reference_bits, 8);
        assert_int_equal(sent.part.reference, 1);
        assert_int_equal(sent.part.total, 3);
        assert_int_equal(sent.part.part, part);
        strcat(whole, text_of(&sent));
        assert_int_equal(state_now(), OUTBOX_SENDING);
        assert_int_equal(result(LINK_OUTCOME_SENT, 0, NOON), part < 3);
    }

    assert_string_equal(whole, text);
    assert_int_equal(state_now(), OUTBOX_SENT);
}

static void a_full_segment_of_160_fits(void **state)
{
    char text[161];
    (void)state;
    memset(text, 'x', 160);
    text[160] = '\0';
    queue(text);

    assert_int_equal(take(NOON), 1);

    assert_int_equal(sent.length, 160);
    assert_int_equal(sent.part.reference_bits, 0);
}

static void a_result_that_was_not_awaited_changes_nothing(void **state)
{
    struct link_result other = {.id = 1, .part = 1, .outcome = LINK_OUTCOME_SENT};
    (void)state;
    queue("x");

    assert_int_equal(sender_result(db, BEARER, &other, NOON, &sent), -ENOENT); /* not taken yet */
    assert_int_equal(state_now(), OUTBOX_QUEUED);
    take(NOON);
    assert_int_equal(sender_result(db, "another", &other, NOON, &sent), -ENOENT);
    other.part = 2;
    assert_int_equal(sender_result(db, BEARER, &other, NOON, &sent), -ENOENT);
    other.id = 4711;
    assert_int_equal(sender_result(db, BEARER, &other, NOON, &sent), -ENOENT);
    assert_int_equal(state_now(), OUTBOX_SENDING);
    assert_int_equal(result(LINK_OUTCOME_SENT, 0, NOON), 0);
    assert_int_equal(result(LINK_OUTCOME_FAILED, 0, NOON), -ENOENT);
    assert_int_equal(state_now(), OUTBOX_SENT);
}

static void what_fails_for_a_while_is_tried_later_and_later(void **state)
{
    int64_t now = NOON, before = 0;
    (void)state;
    queue("x");

    for (int i = 0; i < 10; i++) {
        assert_int_equal(take(now), 1);
        assert_int_equal(result(LINK_OUTCOME_FAILED, CONGESTION, now), 0);
        assert_int_equal(state_now(), OUTBOX_QUEUED);

        assert_string_equal(message.reason, "congestion (CMS 42)");
        assert_int_equal(message.unsure, 0);
        assert_true(message.due_at - now >= 30);
        assert_true(message.due_at - now >= before);
        assert_true(message.due_at - now <= 3600);
        before = message.due_at - now;
        assert_int_equal(take(message.due_at - 1), 0);
        now = message.due_at;
    }
    assert_true(before >= 30 * 64);
}

/* Many that fail in the same second are spread over a quarter of the pause. */
static void a_backlog_does_not_come_back_all_at_once(void **state)
{
    int64_t first = INT64_MAX, last = 0;
    (void)state;
    for (int i = 0; i < 20; i++)
        queue("x");

    for (int i = 0; i < 20; i++) {
        assert_int_equal(take(NOON), 1);
        assert_int_equal(result(LINK_OUTCOME_FAILED, CONGESTION, NOON), 0);
        assert_int_equal(outbox_get(db, sent.id, &message), 1);
        first = message.due_at < first ? message.due_at : first;
        last = message.due_at > last ? message.due_at : last;
    }

    assert_true(first >= NOON + 30);
    assert_true(last - first >= 5);
    assert_true(last <= NOON + 38);
}

static void what_can_never_go_has_failed_at_once(void **state)
{
    (void)state;
    queue("x");
    take(NOON);

    assert_int_equal(result(LINK_OUTCOME_FAILED, UNASSIGNED, NOON), 0);

    assert_int_equal(state_now(), OUTBOX_FAILED);
    assert_string_equal(message.reason, "unassigned number (CMS 1)");
    assert_int_equal(take(NOON + DAY_S), 0);
}

static void a_failure_without_a_code_is_tried_later_and_keeps_its_reason(void **state)
{
    (void)state;
    queue("x");
    take(NOON);

    assert_int_equal(result(LINK_OUTCOME_FAILED, 0, NOON), 0);

    assert_int_equal(state_now(), OUTBOX_QUEUED);
    assert_string_equal(message.reason, "a reason");
    assert_true(message.due_at > NOON);
}

static void what_may_have_left_is_repeated_twice_and_no_more(void **state)
{
    (void)state;
    queue("x");

    for (int i = 0; i < SENDER_REPEATS_MAX; i++) {
        assert_int_equal(take(NOON), 1);
        assert_int_equal(result(LINK_OUTCOME_UNKNOWN, 0, NOON), 0);
        assert_int_equal(state_now(), OUTBOX_QUEUED);
    }
    assert_int_equal(take(NOON), 1);
    assert_int_equal(result(LINK_OUTCOME_UNKNOWN, 0, NOON), 0);

    assert_int_equal(state_now(), OUTBOX_UNCERTAIN);
    assert_int_equal(take(NOON + DAY_S), 0);
}

static void a_network_that_does_not_answer_leaves_it_unsure(void **state)
{
    (void)state;
    queue("x");
    take(NOON);

    assert_int_equal(result(LINK_OUTCOME_FAILED, TIMEOUT, NOON), 0);

    assert_int_equal(state_now(), OUTBOX_QUEUED);
    assert_int_equal(message.unsure, 1);
}

static void a_failure_does_not_use_up_the_repeats(void **state)
{
    (void)state;
    queue("x");
    for (int64_t now = NOON, i = 0; i < 5; i++, now = message.due_at) {
        assert_int_equal(take(now), 1);
        assert_int_equal(result(LINK_OUTCOME_FAILED, NO_SERVICE, now), 0);
        state_now();
    }
    assert_int_equal(take(message.due_at), 1);

    assert_int_equal(result(LINK_OUTCOME_UNKNOWN, 0, NOON), 0);

    assert_int_equal(state_now(), OUTBOX_QUEUED);
}

static void what_a_lost_bearer_was_sending_is_repeated(void **state)
{
    (void)state;
    queue("first");
    queue("second");
    queue("waits");
    take(NOON);
    take(NOON);

    assert_int_equal(sender_recover(db, "indosat", NOON + 1), 0);
    assert_int_equal(sender_recover(db, BEARER, NOON + 1), 2);
    assert_int_equal(sender_recover(db, BEARER, NOON + 1), 0);

    assert_int_equal(take(NOON + 1), 1);
    assert_string_equal(text_of(&sent), "first");
    assert_int_equal(take(NOON + 1), 1);
    assert_string_equal(text_of(&sent), "second");
    assert_int_equal(take(NOON + 1), 1);
    assert_string_equal(text_of(&sent), "waits");
}

static void a_crash_never_gives_an_answer_up_but_pauses_longer_each_time(void **state)
{
    int64_t now = NOON, pause_s = 30;
    (void)state;
    queue("x");
    assert_int_equal(take(now), 1);
    assert_int_equal(sender_recover(db, BEARER, now), 1);

    for (int crash = 0; crash < 8; crash++, now += pause_s, pause_s *= 2) {
        assert_int_equal(take(now), 1);
        assert_int_equal(sender_recover(db, BEARER, now), 1);
        assert_int_equal(state_now(), OUTBOX_QUEUED);
        assert_int_equal(message.due_at, now + pause_s);
    }
}

static void over_what_a_crash_puts_off_the_others_do_not_wait(void **state)
{
    (void)state;
    queue("deadly");
    queue("waits");
    for (int crash = 0; crash < 2; crash++) {
        assert_int_equal(take(NOON), 1);
        assert_string_equal(text_of(&sent), "deadly");
        assert_int_equal(sender_recover(db, BEARER, NOON), 1);
    }

    assert_int_equal(take(NOON), 1);
    assert_string_equal(text_of(&sent), "waits");
}

static void of_a_long_message_only_the_unsure_segment_is_repeated(void **state)
{
    char text[310];
    (void)state;
    memset(text, 'x', 309);
    text[309] = '\0';
    queue(text);
    take(NOON);
    assert_int_equal(result(LINK_OUTCOME_SENT, 0, NOON), 1);
    assert_int_equal(sent.part.part, 2);

    assert_int_equal(sender_recover(db, BEARER, NOON), 1);

    assert_int_equal(take(NOON), 1);
    assert_int_equal(sent.part.part, 2);
    assert_int_equal(sent.part.reference, 1);
    assert_int_equal(result(LINK_OUTCOME_SENT, 0, NOON), 1);
    assert_int_equal(result(LINK_OUTCOME_SENT, 0, NOON), 0);
    assert_int_equal(state_now(), OUTBOX_SENT);
}

static void what_was_not_tried_was_never_taken(void **state)
{
    (void)state;
    queue("x");
    take(NOON);

    assert_int_equal(result(LINK_OUTCOME_NOT_TRIED, 0, NOON), 0);

    assert_int_equal(state_now(), OUTBOX_QUEUED);
    assert_int_equal(message.attempts, 0);
    assert_int_equal(message.unsure, 0);
    assert_int_equal(take(NOON), 1);
    assert_int_equal(sender_put_back(db, 1, NOON), 0);
    assert_int_equal(sender_put_back(db, 1, NOON), -ENOENT);
    assert_int_equal(take(NOON), 1);
}

static void receipts_are_worth_sending_longer_than_reminders(void **state)
{
    (void)state;

    assert_int_equal(post_expires_at(OUTBOX_RECEIPT, NOON), NOON + 7 * DAY_S);
    assert_int_equal(post_expires_at(OUTBOX_ANSWER, NOON), NOON + 3 * DAY_S);
    assert_int_equal(post_expires_at(OUTBOX_REMINDER, NOON), NOON + 6 * 3600);
    assert_int_equal(post_expires_at(OUTBOX_BROADCAST, NOON), NOON + 6 * 3600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_short_message_is_one_sms),
        TEST(a_long_message_goes_segment_by_segment),
        TEST(a_full_segment_of_160_fits),
        TEST(a_result_that_was_not_awaited_changes_nothing),
        TEST(what_fails_for_a_while_is_tried_later_and_later),
        TEST(a_backlog_does_not_come_back_all_at_once),
        TEST(what_can_never_go_has_failed_at_once),
        TEST(a_failure_without_a_code_is_tried_later_and_keeps_its_reason),
        TEST(what_may_have_left_is_repeated_twice_and_no_more),
        TEST(a_network_that_does_not_answer_leaves_it_unsure),
        TEST(a_failure_does_not_use_up_the_repeats),
        TEST(what_a_lost_bearer_was_sending_is_repeated),
        TEST(a_crash_never_gives_an_answer_up_but_pauses_longer_each_time),
        TEST(over_what_a_crash_puts_off_the_others_do_not_wait),
        TEST(of_a_long_message_only_the_unsure_segment_is_repeated),
        TEST(what_was_not_tried_was_never_taken),
        TEST(receipts_are_worth_sending_longer_than_reminders),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
