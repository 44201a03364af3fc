/* Bearers: states, deadline, pace and pauses of one bearer, with held time. The test is the process
 * behind the link. */

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gateway/bearers.h"

#include <cmocka.h>

#define START 1000

static struct bearer *bearer;
static struct bearer one;
static int peer = -1;

static int set_up(void **state)
{
    struct config config = {.missed_call_menu = true};
    struct config_modem modem = {.name = "uji",
                                 .pin = "1234",
                                 .deadline_s = 40,
                                 .poll_interval_ms = 5000,
                                 .balance_interval_s = 600};
    (void)state;
    bearer = &one;
    bearer_init(bearer, &config, &modem, "/bin/true");
    bearer_commit(bearer); /* nothing was left by an earlier life */
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    if (bearer->fd >= 0)
        close(bearer->fd);
    if (peer >= 0)
        close(peer);
    peer = -1;
    if (bearer->pid > 0)
        waitpid(bearer->pid, NULL, 0);
    return 0;
}

/* The real start, with a program that ends at once, and then the test in its place. Returns what
 * the process was told. */
static struct link_setup start(int64_t now)
{
    int fds[2];
    struct link_packet packet;

    bearer_supervise(bearer, now);
    assert_int_equal(bearer->state, BEARER_STARTING);
    assert_true(bearer->pid > 0);
    waitpid(bearer->pid, NULL, 0);
    bearer_ended(bearer);
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds), 0);
    close(bearer->fd);
    if (peer >= 0)
        close(peer);
    bearer->fd = fds[0];
    peer = fds[1];
    bearer_flush(bearer, now);
    assert_int_equal(link_receive(peer, LINK_GATEWAY, &packet), 1);
    assert_int_equal(packet.type, LINK_SETUP);
    return packet.setup;
}

static void tell(enum link_condition condition, int pin_tried, int pin_refused, int64_t now)
{
    struct link_packet packet = {.type = LINK_STATE,
                                 .state = {.condition = condition,
                                           .signal_percent = 50,
                                           .pin_tried = pin_tried,
                                           .pin_refused = pin_refused}};

    assert_int_equal(link_send(peer, &packet), 0);
    bearer_receive(bearer, now);
}

static void send_one(void)
{
    struct link_packet send = {.type = LINK_SEND, .send = {.id = 1, .part = {0, 0, 1, 1}}};

    bearer_queue_send(bearer, &send);
    assert_true(bearer_end_send(bearer, 1, 1));
    bearer->queue_pending = 0;
}

/* As the gateway does when a process has ended. */
static void settle(void)
{
    bearer_ended(bearer);
    bearer_commit(bearer);
}

static void it_starts_becomes_ready_and_can_send(void **state)
{
    (void)state;

    struct link_setup setup = start(START);
    assert_false(bearer_can_send(bearer, START));
    tell(LINK_STARTING, 0, 0, START);
    tell(LINK_READY, 0, 0, START + 1);

    assert_int_equal(bearer->state, BEARER_READY);
    assert_true(bearer_can_send(bearer, START + 1));
    assert_int_equal(bearer->signal_percent, 50);
    assert_string_equal(setup.name, "uji");
    assert_int_equal(setup.heartbeat_s, 10);
    assert_int_equal(setup.patience_s, 30);
}

static void a_bearer_that_says_nothing_is_silent_past_its_deadline(void **state)
{
    (void)state;
    start(START);
    tell(LINK_READY, 0, 0, START + 5);

    bearer_supervise(bearer, START + 5 + 39);
    assert_int_equal(bearer->state, BEARER_READY);
    bearer_supervise(bearer, START + 5 + 40);

    assert_int_equal(bearer->state, BEARER_GONE);
    assert_true(bearer->lost);
    assert_int_equal(bearer->fd, -1);
}

static void it_is_not_started_before_what_it_left_is_settled(void **state)
{
    (void)state;
    start(START);

    bearer_disconnect(bearer, START, "a test");
    bearer_supervise(bearer, START + 100);
    assert_int_equal(bearer->state, BEARER_GONE);
    settle();
    bearer_supervise(bearer, START + 100);

    assert_int_equal(bearer->state, BEARER_STARTING);
}

static void pauses_between_starts_double_up_to_a_minute(void **state)
{
    static const int pauses[] = {1, 2, 4, 8, 16, 32, 60, 60};
    int64_t now = START;
    (void)state;

    for (size_t i = 0; i < sizeof pauses / sizeof pauses[0]; i++) {
        struct link_setup setup = start(now);

        assert_int_equal(setup.reset, i > 0 && i % 3 == 0);
        bearer_disconnect(bearer, now, "a test");
        settle();
        bearer_supervise(bearer, now + pauses[i] - 1);
        assert_int_equal(bearer->state, BEARER_GONE);
        now += pauses[i];
    }
}

static void a_long_run_makes_the_next_failure_the_first(void **state)
{
    (void)state;
    bearer->failures = 5;
    start(START);
    tell(LINK_READY, 0, 0, START + 1);

    bearer_disconnect(bearer, START + 60, "a test");

    assert_int_equal(bearer->start_at, START + 61);
    assert_int_equal(bearer->failures, 1);
}

static void one_that_says_it_fails_is_handed_nothing_more(void **state)
{
    (void)state;
    start(START);
    tell(LINK_READY, 0, 0, START);

    tell(LINK_FAILED, 0, 0, START);
    assert_int_equal(bearer->state, BEARER_READY);
    assert_false(bearer_can_send(bearer, START));

    bearer_disconnect(bearer, START, "it has ended");
    settle();
    start(START + 60);
    tell(LINK_READY, 0, 0, START + 60);
    assert_true(bearer_can_send(bearer, START + 60));
}

static void what_no_bearer_may_become_costs_the_connection(void **state)
{
    (void)state;
    start(START);
    tell(LINK_READY, 0, 0, START);

    tell(LINK_STARTING, 0, 0, START);

    assert_int_equal(bearer->state, BEARER_GONE);
    assert_string_equal(bearer->reason, "it sent a malformed packet");
}

static void a_refused_pin_is_withheld_from_then_on(void **state)
{
    (void)state;

    assert_string_equal(start(START).pin, "1234");
    tell(LINK_STARTING, 1, 0, START);
    tell(LINK_LOCKED, 0, 1, START + 1);
    close(peer);
    peer = -1;
    bearer_receive(bearer, START + 1);
    settle();
    bearer_supervise(bearer, START + 1000);

    assert_int_equal(bearer->state, BEARER_LOCKED);
    assert_true(bearer->pin_refused);
    assert_int_equal(bearer->fd, -1);
}

static void a_pin_withheld_lets_a_sim_without_one_work(void **state)
{
    (void)state;
    bearer_withhold_pin(bearer);

    assert_string_equal(start(START).pin, "");
    tell(LINK_READY, 0, 0, START);

    assert_int_equal(bearer->state, BEARER_READY);
    assert_true(bearer->pin_refused);
}

static void silence_over_a_pin_counts_as_a_refusal(void **state)
{
    (void)state;
    start(START);
    tell(LINK_STARTING, 1, 0, START);

    bearer_supervise(bearer, START + 40);

    assert_int_equal(bearer->state, BEARER_LOCKED);
    assert_true(bearer->pin_refused);
}

static void a_pin_that_worked_is_said_again_next_time(void **state)
{
    (void)state;
    start(START);
    tell(LINK_STARTING, 1, 0, START);
    tell(LINK_READY, 0, 0, START + 1);

    bearer_disconnect(bearer, START + 2, "a test");
    settle();

    assert_string_equal(start(START + 10).pin, "1234");
}

static void the_balance_is_looked_at_by_the_clock_not_with_every_start(void **state)
{
    (void)state;

    assert_int_equal(start(START).balance_wait_s, 0);
    bearer_disconnect(bearer, START + 100, "a test");
    settle();
    assert_int_equal(start(START + 200).balance_wait_s, 400);
}

static void further_restarts_do_not_put_the_balance_off(void **state)
{
    (void)state;

    start(START);
    bearer_disconnect(bearer, START + 1, "uji");
    settle();
    start(START + 200);
    bearer_disconnect(bearer, START + 201, "uji");
    settle();

    assert_int_equal(start(START + 300).balance_wait_s, 300);
}

static void the_pace_allows_what_was_saved_up_and_then_one_after_another(void **state)
{
    int sent = 0;
    (void)state;
    bearer->modem.messages_per_minute = 30;

    for (; bearer_may_send_one(bearer, START); sent++)
        send_one();
    assert_int_equal(sent, 5);
    assert_false(bearer_may_send_one(bearer, START + 1));

    assert_true(bearer_may_send_one(bearer, START + 2));
    assert_true(bearer_may_send_one(bearer, START + 2)); /* asking costs nothing */
    send_one();
    assert_false(bearer_may_send_one(bearer, START + 2));
}

static void without_a_limit_there_is_no_pace(void **state)
{
    (void)state;

    for (int i = 0; i < 1000; i++) {
        assert_true(bearer_may_send_one(bearer, START));
        send_one();
    }
}

static void a_turn_that_is_rolled_back_costs_no_allowance(void **state)
{
    (void)state;
    bearer->modem.messages_per_minute = 6;
    assert_true(bearer_may_send_one(bearer, START));
    bearer_commit(bearer);

    send_one();
    bearer->books.balance_rupiah = 5;
    bearer_rollback(bearer);

    assert_true(bearer_may_send_one(bearer, START));
    assert_int_equal(bearer->books.balance_rupiah, -1);
}

static void a_sim_that_is_refused_pauses_longer_and_longer(void **state)
{
    int64_t now = START;
    (void)state;
    start(now);
    tell(LINK_READY, 0, 0, now);

    for (int pause = 15; pause <= 240; pause *= 2) {
        bearer_sim_refused(bearer, now);
        bearer_sim_refused(bearer, now); /* another one of the same moment */
        assert_false(bearer_can_send(bearer, now + pause - 1));
        assert_true(bearer_can_send(bearer, now + pause));
        now += pause;
    }
    bearer_sim_refused(bearer, now);
    assert_true(bearer_can_send(bearer, now + 300));
    bearer_sim_works(bearer);
    assert_true(bearer_can_send(bearer, now));
}

static void a_sim_in_trouble_counts_as_unable_until_a_message_leaves(void **state)
{
    (void)state;
    start(START);
    tell(LINK_READY, 0, 0, START);
    bearer_supervise(bearer, START);
    assert_int_equal(bearer->unable_since, 0);

    bearer_sim_refused(bearer, START + 1);
    bearer_supervise(bearer, START + 1);
    bearer_supervise(bearer, START + 20); /* it may try again */
    assert_int_equal(bearer->unable_since, START + 1);
    bearer_sim_works(bearer);
    bearer_supervise(bearer, START + 21);

    assert_int_equal(bearer->unable_since, 0);
}

static void a_network_that_is_back_ends_the_pause(void **state)
{
    (void)state;
    start(START);
    tell(LINK_READY, 0, 0, START);
    bearer_sim_refused(bearer, START);
    tell(LINK_DEGRADED, 0, 0, START + 1);

    tell(LINK_READY, 0, 0, START + 2);

    assert_true(bearer_can_send(bearer, START + 2));
}

static void what_is_queued_is_said_only_when_it_is_committed(void **state)
{
    struct link_packet packet = {.type = LINK_TAKEN, .taken = {7}}, got;
    (void)state;
    start(START);
    bearer_commit(bearer);

    bearer_queue(bearer, &packet);
    bearer_flush(bearer, START);
    assert_true(link_receive(peer, LINK_GATEWAY, &got) < 0);
    bearer_rollback(bearer);
    bearer_commit(bearer);
    bearer_flush(bearer, START);
    assert_true(link_receive(peer, LINK_GATEWAY, &got) < 0);

    bearer_queue(bearer, &packet);
    bearer_commit(bearer);
    bearer_flush(bearer, START);
    assert_int_equal(link_receive(peer, LINK_GATEWAY, &got), 1);
    assert_int_equal(got.taken.handle, 7);
}

static void one_that_stops_finishes_what_it_is_doing(void **state)
{
    struct link_packet taken = {.type = LINK_TAKEN};
    struct link_packet result = {.type = LINK_RESULT, .result = {.id = 1, .part = 1}};

    (void)state;
    start(START);
    tell(LINK_READY, 0, 0, START);
    bearer_ask_to_stop(bearer);
    bearer_queue(bearer, &taken);
    bearer_commit(bearer);
    bearer_flush(bearer, START + 1);

    assert_true(bearer->fd >= 0);
    assert_false(bearer_has_to_hear(bearer));
    assert_int_equal(link_send(peer, &result), 0);
    bearer_receive(bearer, START + 2);
    assert_int_equal(bearer->received_count, 1);
}

static void what_it_said_before_it_went_counts(void **state)
{
    struct link_packet send = {.type = LINK_SEND, .send = {.id = 2}};
    struct link_packet result = {.type = LINK_RESULT, .result = {.id = 1, .part = 1}};

    (void)state;
    start(START);
    tell(LINK_READY, 0, 0, START);
    bearer_queue(bearer, &send);
    bearer_commit(bearer);
    assert_int_equal(link_send(peer, &result), 0);
    close(peer);
    peer = -1;
    bearer_flush(bearer, START + 1);

    assert_true(bearer->lost);
    assert_int_equal(bearer->received_count, 1);
    assert_int_equal(bearer->received[0].result.id, 1);
}

static void what_came_in_waits_for_a_commit(void **state)
{
    struct link_packet packet = {.type = LINK_CALL, .call = {"+6281234567890"}};
    (void)state;
    start(START);
    assert_int_equal(link_send(peer, &packet), 0);

    bearer_receive(bearer, START);
    bearer_rollback(bearer);
    assert_int_equal(bearer->received_count, 1);
    bearer_commit(bearer);

    assert_int_equal(bearer->received_count, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(it_starts_becomes_ready_and_can_send),
        TEST(a_bearer_that_says_nothing_is_silent_past_its_deadline),
        TEST(it_is_not_started_before_what_it_left_is_settled),
        TEST(pauses_between_starts_double_up_to_a_minute),
        TEST(a_long_run_makes_the_next_failure_the_first),
        TEST(one_that_says_it_fails_is_handed_nothing_more),
        TEST(what_no_bearer_may_become_costs_the_connection),
        TEST(a_refused_pin_is_withheld_from_then_on),
        TEST(a_pin_withheld_lets_a_sim_without_one_work),
        TEST(silence_over_a_pin_counts_as_a_refusal),
        TEST(a_pin_that_worked_is_said_again_next_time),
        TEST(the_balance_is_looked_at_by_the_clock_not_with_every_start),
        TEST(further_restarts_do_not_put_the_balance_off),
        TEST(the_pace_allows_what_was_saved_up_and_then_one_after_another),
        TEST(without_a_limit_there_is_no_pace),
        TEST(a_turn_that_is_rolled_back_costs_no_allowance),
        TEST(a_sim_that_is_refused_pauses_longer_and_longer),
        TEST(a_sim_in_trouble_counts_as_unable_until_a_message_leaves),
        TEST(a_network_that_is_back_ends_the_pause),
        TEST(what_is_queued_is_said_only_when_it_is_committed),
        TEST(one_that_stops_finishes_what_it_is_doing),
        TEST(what_it_said_before_it_went_counts),
        TEST(what_came_in_waits_for_a_commit),
    };

    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
