/* Outbox: what is sent first, which states follow which, and segments in their order. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "db/outbox.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

static struct db *db;
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

static void add(const char *text, enum outbox_priority priority, int segments, int64_t due_at)
{
    struct outbox_message new = {.recipient = LA_ODE_ID,
                                 .bearer = BEARER,
                                 .priority = priority,
                                 .segments = segments,
                                 .due_at = due_at,
                                 .expires_at = NOON + DAY_S};

    snprintf(new.text, sizeof new.text, "%s", text);
    assert_int_equal(outbox_add(db, &new, NOON), 0);
}

/* Text of what is taken, "" if nothing is due. */
static const char *take(int64_t now)
{
    int rc = outbox_take(db, BEARER, OUTBOX_BROADCAST, now, &message);

    assert_true(rc >= 0);
    return rc > 0 ? message.text : "";
}

static int set(enum outbox_state state)
{
    return outbox_set_state(db, message.id, state, "a reason", NOON + 60, NOON + 1);
}

static void the_most_urgent_goes_first_and_then_the_oldest(void **state)
{
    (void)state;
    add("broadcast", OUTBOX_BROADCAST, 1, NOON);
    add("answer 1", OUTBOX_ANSWER, 1, NOON);
    add("answer 2", OUTBOX_ANSWER, 1, NOON - 100);
    add("reminder", OUTBOX_REMINDER, 1, NOON);
    add("receipt", OUTBOX_RECEIPT, 1, NOON);

    assert_string_equal(take(NOON), "receipt");
    assert_string_equal(take(NOON), "answer 1");
    assert_string_equal(take(NOON), "answer 2");
    assert_string_equal(take(NOON), "reminder");
    assert_string_equal(take(NOON), "broadcast");
    assert_string_equal(take(NOON), "");
}

static void nothing_goes_before_it_is_due(void **state)
{
    (void)state;
    add("later", OUTBOX_RECEIPT, 1, NOON + 10);
    add("now", OUTBOX_BROADCAST, 1, NOON);

    assert_string_equal(take(NOON), "now");
    assert_string_equal(take(NOON + 9), "");
    assert_string_equal(take(NOON + 10), "later");
}

static void a_message_goes_to_its_own_bearer_only(void **state)
{
    (void)state;
    add("mine", OUTBOX_ANSWER, 1, NOON);

    assert_int_equal(outbox_take(db, "indosat", OUTBOX_BROADCAST, NOON, &message), 0);
    assert_string_equal(take(NOON), "mine");
}

static void what_is_taken_is_being_sent_and_counted(void **state)
{
    (void)state;
    add("x", OUTBOX_ANSWER, 2, NOON);
    assert_int_equal(outbox_count_open(db), 1);

    take(NOON + 3);

    assert_int_equal(message.state, OUTBOX_SENDING);
    assert_int_equal(message.attempts, 1);
    assert_int_equal(message.segments, 2);
    assert_int_equal(message.segments_sent, 0);
    assert_int_equal(message.created_at, NOON);
    assert_int_equal(message.changed_at, NOON + 3);
    assert_string_equal(message.recipient, LA_ODE_ID);
    assert_int_equal(outbox_count_open(db), 1);
    assert_string_equal(take(NOON + 4), "");
}

static void segments_are_noted_in_their_order_only(void **state)
{
    (void)state;
    add("x", OUTBOX_ANSWER, 3, NOON);
    assert_int_equal(outbox_segment_sent(db, 1, 1, 5, NOON), -ENOENT);
    take(NOON);

    assert_int_equal(outbox_segment_sent(db, message.id, 2, 5, NOON), -ENOENT);
    assert_int_equal(outbox_segment_sent(db, message.id, 1, 5, NOON), 1);
    assert_int_equal(outbox_segment_sent(db, message.id, 1, 5, NOON), -ENOENT);
    assert_int_equal(outbox_segment_sent(db, message.id, 2, -1, NOON), 1);
    assert_int_equal(outbox_segment_sent(db, message.id, 3, 7, NOON), 0);
    assert_int_equal(outbox_segment_sent(db, message.id, 4, 8, NOON), -ENOENT);
    assert_int_equal(outbox_segment_sent(db, 4711, 1, 5, NOON), -ENOENT);

    assert_int_equal(outbox_get(db, message.id, &message), 1);
    assert_int_equal(message.state, OUTBOX_SENT);
    assert_int_equal(message.segments_sent, 3);
    assert_int_equal(outbox_count_open(db), 0);
}

static void a_message_that_is_queued_again_goes_on_with_its_next_segment(void **state)
{
    (void)state;
    add("x", OUTBOX_ANSWER, 2, NOON);
    take(NOON);
    assert_int_equal(outbox_segment_sent(db, message.id, 1, 5, NOON), 1);

    assert_int_equal(set(OUTBOX_QUEUED), 0);

    assert_string_equal(take(NOON + 59), "");
    assert_string_equal(take(NOON + 60), "x");
    assert_int_equal(message.attempts, 2);
    assert_int_equal(message.segments_sent, 1);
    assert_string_equal(message.reason, "a reason");
    assert_int_equal(outbox_segment_sent(db, message.id, 2, 6, NOON), 0);
}

/* How a test brings a message to a state. */
static const enum outbox_state ways[OUTBOX_STATES][3] = {
    [OUTBOX_SENDING] = {OUTBOX_SENDING},
    [OUTBOX_SENT] = {OUTBOX_SENDING, OUTBOX_SENT},
    [OUTBOX_DELIVERED] = {OUTBOX_SENDING, OUTBOX_SENT, OUTBOX_DELIVERED},
    [OUTBOX_FAILED] = {OUTBOX_SENDING, OUTBOX_FAILED},
    [OUTBOX_EXPIRED] = {OUTBOX_EXPIRED},
    [OUTBOX_UNCERTAIN] = {OUTBOX_SENDING, OUTBOX_UNCERTAIN},
    [OUTBOX_DENIED] = {OUTBOX_DENIED},
};

static const char *const allowed[] = {
    "queued sending", "queued expired",      "queued denied",     "sending queued",
    "sending sent",   "sending failed",      "sending uncertain", "sent delivered",
    "sent failed",    "uncertain delivered", "uncertain failed",
};

static int is_allowed(int from, int to)
{
    char pair[64];

    snprintf(pair, sizeof pair, "%s %s", outbox_state_names[from], outbox_state_names[to]);
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
        if (strcmp(allowed[i], pair) == 0)
            return 1;
    return 0;
}

static void only_the_transitions_of_the_table_are_allowed(void **state)
{
    (void)state;

    for (int from = 0; from < OUTBOX_STATES; from++) {
        for (int to = 0; to < OUTBOX_STATES; to++) {
            add("x", OUTBOX_ANSWER, 1, NOON + DAY_S);
            message.id = from * OUTBOX_STATES + to + 1;
            for (int i = 0; i < 3 && ways[from][i] != OUTBOX_QUEUED; i++)
                assert_int_equal(set(ways[from][i]), 0);

            assert_int_equal(set((enum outbox_state)to), is_allowed(from, to) ? 0 : -EINVAL);

            assert_int_equal(outbox_get(db, message.id, &message), 1);
            assert_int_equal(message.state, is_allowed(from, to) ? to : from);
        }
    }
}

static void the_state_of_nothing_cannot_be_changed(void **state)
{
    (void)state;
    message.id = 4711;

    assert_int_equal(set(OUTBOX_SENDING), -ENOENT);
}

static void what_is_put_back_was_never_taken(void **state)
{
    (void)state;
    add("x", OUTBOX_ANSWER, 1, NOON);
    take(NOON);

    assert_int_equal(outbox_put_back(db, message.id, NOON + 1), 0);
    assert_int_equal(outbox_put_back(db, message.id, NOON + 1), -ENOENT);
    assert_int_equal(outbox_put_back(db, 4711, NOON + 1), -ENOENT);

    assert_string_equal(take(NOON + 1), "x");
    assert_int_equal(message.attempts, 1);
}

static void an_empty_message_is_refused(void **state)
{
    struct outbox_message empty = {.recipient = LA_ODE_ID, .bearer = BEARER, .segments = 1};
    (void)state;

    assert_int_equal(outbox_add(db, &empty, NOON), -EEXIST);
}

static int count_only(const void *row, void *context)
{
    (void)context;
    message = *(const struct outbox_message *)row;
    return 0;
}

static void what_a_bearer_is_sending_can_be_listed(void **state)
{
    (void)state;
    add("first", OUTBOX_ANSWER, 1, NOON);
    add("second", OUTBOX_ANSWER, 1, NOON);
    take(NOON);

    assert_int_equal(outbox_sending(db, BEARER, count_only, NULL), 1);
    assert_string_equal(message.text, "first");
    assert_int_equal(outbox_sending(db, "indosat", count_only, NULL), 0);
    assert_int_equal(outbox_answers(db, 1, count_only, NULL), 0);
}

static void what_nobody_needs_any_more_expires_unless_it_is_being_sent(void **state)
{
    (void)state;
    add("being sent", OUTBOX_RECEIPT, 1, NOON);
    take(NOON);
    add("queued", OUTBOX_ANSWER, 1, NOON);

    assert_int_equal(outbox_expire(db, NOON + DAY_S - 1), 0);
    assert_int_equal(outbox_expire(db, NOON + DAY_S), 1);

    assert_string_equal(take(NOON + DAY_S), "");
    assert_int_equal(outbox_get(db, 1, &message), 1);
    assert_int_equal(message.state, OUTBOX_SENDING);
    assert_int_equal(outbox_get(db, 2, &message), 1);
    assert_int_equal(message.state, OUTBOX_EXPIRED);
    assert_int_equal(message.expires_at, NOON + DAY_S);
}

static void a_reminder_that_nobody_needs_any_more_does_not_leave_after_an_outage(void **state)
{
    (void)state;
    add("reminder", OUTBOX_REMINDER, 1, NOON);
    add("answer", OUTBOX_ANSWER, 1, NOON);

    assert_string_equal(take(NOON + 2 * DAY_S), "answer");
    assert_string_equal(take(NOON + 2 * DAY_S), "");
}

static void what_is_queued_goes_by_another_bearer_unless_a_part_has_left(void **state)
{
    (void)state;
    add("begun", OUTBOX_RECEIPT, 2, NOON);
    take(NOON);
    outbox_segment_sent(db, message.id, 1, 5, NOON);
    set(OUTBOX_QUEUED);
    add("whole", OUTBOX_ANSWER, 1, NOON);

    assert_int_equal(outbox_move(db, BEARER, "indosat"), 1);

    assert_int_equal(outbox_take(db, "indosat", OUTBOX_BROADCAST, NOON, &message), 1);
    assert_string_equal(message.text, "whole");
    assert_string_equal(take(NOON + 60), "begun");
}

static void doubts_are_counted(void **state)
{
    (void)state;
    add("x", OUTBOX_ANSWER, 1, NOON);

    assert_int_equal(outbox_count_unsure(db, 1), 0);
    assert_int_equal(outbox_count_unsure(db, 1), 0);

    outbox_get(db, 1, &message);
    assert_int_equal(message.unsure, 2);
}

static void the_oldest_that_waits_is_known(void **state)
{
    int64_t since = 7;
    (void)state;
    assert_int_equal(outbox_oldest_open(db, &since), 0);
    assert_int_equal(since, 7);
    add("x", OUTBOX_ANSWER, 1, NOON + 60);

    assert_int_equal(outbox_oldest_open(db, &since), 1);
    assert_int_equal(since, NOON);
}

static void a_bearer_in_need_takes_only_what_is_urgent(void **state)
{
    (void)state;
    add("reminder", OUTBOX_REMINDER, 1, NOON);
    add("answer", OUTBOX_ANSWER, 1, NOON);

    assert_int_equal(outbox_take(db, BEARER, OUTBOX_RECEIPT, NOON, &message), 0);
    assert_int_equal(outbox_take(db, BEARER, OUTBOX_ANSWER, NOON, &message), 1);
    assert_string_equal(message.text, "answer");
    assert_int_equal(outbox_take(db, BEARER, OUTBOX_ANSWER, NOON, &message), 0);
}

static int reported(int message_reference, int status)
{
    struct outbox_report report = {BEARER, LA_ODE_ID, message_reference, status, NOON - 60};

    return outbox_reported(db, &report, NOON + 60);
}

static void a_message_is_delivered_when_all_its_segments_are(void **state)
{
    (void)state;
    add("x", OUTBOX_ANSWER, 2, NOON);
    take(NOON);
    outbox_segment_sent(db, 1, 1, 200, NOON);
    outbox_segment_sent(db, 1, 2, 201, NOON);

    assert_int_equal(reported(199, 0), 0);
    assert_int_equal(reported(201, 0), 1);
    outbox_get(db, 1, &message);
    assert_int_equal(message.state, OUTBOX_SENT);
    assert_int_equal(reported(200, 0), 1);

    outbox_get(db, 1, &message);
    assert_int_equal(message.state, OUTBOX_DELIVERED);
}

static void a_final_error_of_the_network_is_a_failure(void **state)
{
    (void)state;
    add("x", OUTBOX_ANSWER, 1, NOON);
    take(NOON);
    outbox_segment_sent(db, 1, 1, 200, NOON);

    assert_int_equal(reported(200, 0x30), 1); /* still trying */
    outbox_get(db, 1, &message);
    assert_int_equal(message.state, OUTBOX_SENT);
    assert_int_equal(reported(200, 0x46), 1); /* validity period expired */

    outbox_get(db, 1, &message);
    assert_int_equal(message.state, OUTBOX_FAILED);
}

static void a_report_is_for_the_newest_segment_of_its_number_and_bearer(void **state)
{
    struct outbox_report elsewhere = {"indosat", LA_ODE_ID, 7, 0, NOON - 60};
    struct outbox_report other = {BEARER, WA_INA, 7, 0, NOON - 60};
    struct outbox_report old = {BEARER, LA_ODE_ID, 7, 0, NOON + 10};
    (void)state;
    add("first", OUTBOX_ANSWER, 1, NOON);
    take(NOON);
    outbox_segment_sent(db, 1, 1, 7, NOON);
    add("second", OUTBOX_ANSWER, 1, NOON);
    take(NOON);
    outbox_segment_sent(db, 2, 1, 7, NOON + 5);

    assert_int_equal(outbox_reported(db, &elsewhere, NOON), 0);
    assert_int_equal(outbox_reported(db, &other, NOON), 0);
    assert_int_equal(outbox_reported(db, &old, NOON), 0);
    assert_int_equal(reported(7, 0), 1);

    outbox_get(db, 1, &message);
    assert_int_equal(message.state, OUTBOX_SENT);
    outbox_get(db, 2, &message);
    assert_int_equal(message.state, OUTBOX_DELIVERED);
}

static void segments_are_counted_for_the_pace_of_a_bearer(void **state)
{
    (void)state;
    add("x", OUTBOX_ANSWER, 2, NOON);
    take(NOON);
    outbox_segment_sent(db, 1, 1, 7, NOON);
    outbox_segment_sent(db, 1, 2, 8, NOON + 5);

    assert_int_equal(outbox_segments_since(db, BEARER, NOON), 2);
    assert_int_equal(outbox_segments_since(db, BEARER, NOON + 1), 1);
    assert_int_equal(outbox_segments_since(db, "indosat", NOON), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_most_urgent_goes_first_and_then_the_oldest),
        TEST(nothing_goes_before_it_is_due),
        TEST(a_message_goes_to_its_own_bearer_only),
        TEST(what_is_taken_is_being_sent_and_counted),
        TEST(segments_are_noted_in_their_order_only),
        TEST(a_message_that_is_queued_again_goes_on_with_its_next_segment),
        TEST(only_the_transitions_of_the_table_are_allowed),
        TEST(the_state_of_nothing_cannot_be_changed),
        TEST(what_is_put_back_was_never_taken),
        TEST(an_empty_message_is_refused),
        TEST(what_a_bearer_is_sending_can_be_listed),
        TEST(what_nobody_needs_any_more_expires_unless_it_is_being_sent),
        TEST(a_reminder_that_nobody_needs_any_more_does_not_leave_after_an_outage),
        TEST(what_is_queued_goes_by_another_bearer_unless_a_part_has_left),
        TEST(doubts_are_counted),
        TEST(the_oldest_that_waits_is_known),
        TEST(a_bearer_in_need_takes_only_what_is_urgent),
        TEST(a_message_is_delivered_when_all_its_segments_are),
        TEST(a_final_error_of_the_network_is_a_failure),
        TEST(a_report_is_for_the_newest_segment_of_its_number_and_bearer),
        TEST(segments_are_counted_for_the_pace_of_a_bearer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
