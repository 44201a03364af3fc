/* Gateway: turns over a new configuration, with held time. The test is the process behind the
 * link. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "db/bearer.h"
#include "gateway/gateway.h"
#include "gateway/reply/gsm7.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

static struct fixture *f;
static struct gateway g;
static int64_t monotonic;
static int peer = -1;

static struct texts load_texts(void)
{
    struct problems problems = {0};
    struct texts texts;

    assert_int_equal(texts_load(source_path("config/texts.id.conf"), gsm7_check, &texts, &problems),
                     0);
    return texts;
}

static void turn(void)
{
    struct gateway_time time = {.now = NOON + ++monotonic, .monotonic = monotonic, .steady = true};

    assert_true(gateway_turn(&g, &time) >= 0);
}

/* The test in the place of a bearer's process that has reached its modem. */
static void connect_to(struct bearer *bearer)
{
    int fds[2];

    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds), 0);
    bearer->fd = fds[0];
    bearer->state = BEARER_READY;
    peer = fds[1];
}

static int set_up(void **state)
{
    fixture_setup((void **)&f);
    f->config.modems[0].deadline_s = 120;
    f->config.fallback_after_s = 120;
    monotonic = 1000;
    g = (struct gateway){.config = f->config, .texts = load_texts(), .db = f->db};
    g.bearers = calloc(1, sizeof *g.bearers);
    g.bearer_count = 1;
    bearer_init(&g.bearers[0], &g.config, &g.config.modems[0], "/bin/true");
    turn();
    connect_to(&g.bearers[0]);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    if (peer >= 0)
        close(peer);
    peer = -1;
    f->db = NULL; /* the gateway closes it */
    gateway_close(&g);
    fixture_close(f);
    return 0;
}

static void leave(struct bearer *bearer)
{
    close(peer);
    peer = -1;
    bearer_receive(bearer, monotonic);
    turn();
}

static struct outbox_message first_answer(void)
{
    struct outbox_message message;

    assert_int_equal(outbox_get(g.db, 1, &message), 1);
    return message;
}

static void what_a_changed_modem_is_sending_is_not_sent_again(void **state)
{
    struct config config = g.config;
    struct texts texts = load_texts();
    struct link_packet result = {.type = LINK_RESULT, .result = {.id = 1, .part = 1}};

    (void)state;
    receive(f, LA_ODE, "MENU", NOON);
    turn();
    bearer_flush(&g.bearers[0], monotonic);
    assert_int_equal(first_answer().state, OUTBOX_SENDING);

    config.modems[0].messages_per_minute = 10;
    assert_int_equal(gateway_reconfigure(&g, &config, &texts), 0);
    turn();
    assert_int_equal(first_answer().state, OUTBOX_SENDING);
    assert_int_equal(link_send(peer, &result), 0);
    leave(&g.bearers[1]);

    assert_int_equal(first_answer().state, OUTBOX_SENT);
    assert_int_equal(first_answer().unsure, 0);
}

static void the_segment_after_one_that_left_last_is_not_in_doubt(void **state)
{
    struct outbox_message message = {.bearer = BEARER,
                                     .recipient = LA_ODE_ID,
                                     .segments = 2,
                                     .due_at = NOON,
                                     .expires_at = NOON + DAY_S};
    struct link_packet result = {.type = LINK_RESULT, .result = {.id = 1, .part = 1}};

    (void)state;
    memset(message.text, 'a', 200);
    assert_int_equal(outbox_add(g.db, &message, NOON), 0);
    turn();
    bearer_flush(&g.bearers[0], monotonic);
    assert_int_equal(link_send(peer, &result), 0);
    leave(&g.bearers[0]);

    assert_int_equal(first_answer().segments_sent, 1);
    assert_int_equal(first_answer().state, OUTBOX_QUEUED);
    assert_int_equal(first_answer().unsure, 0);
}

static void a_changed_modem_that_has_gone_is_forgotten(void **state)
{
    struct config config = g.config;
    struct texts texts = load_texts();

    (void)state;
    config.modems[0].messages_per_minute = 10;
    assert_int_equal(gateway_reconfigure(&g, &config, &texts), 0);
    assert_int_equal(g.bearer_count, 2);
    leave(&g.bearers[1]);

    assert_int_equal(g.bearer_count, 1);
    assert_false(g.bearers[0].removed);
}

static void what_waits_for_a_removed_modem_goes_by_another_at_once(void **state)
{
    struct config config = g.config;
    struct texts texts = load_texts();

    (void)state;
    g.bearers[0].state = BEARER_DEGRADED;
    receive(f, LA_ODE, "MENU", NOON);
    turn();
    strcpy(config.modems[0].name, "lain");
    assert_int_equal(gateway_reconfigure(&g, &config, &texts), 0);
    leave(&g.bearers[1]);
    connect_to(&g.bearers[0]);
    turn();

    assert_string_equal(first_answer().bearer, "lain");
    assert_int_equal(first_answer().state, OUTBOX_SENDING);
}

static void a_pin_in_doubt_is_known_to_the_next_life_even_if_this_one_stops_at_once(void **state)
{
    struct bearer *bearer = &g.bearers[0];
    struct bearer_status status;

    (void)state;
    strcpy(bearer->modem.pin, "1234");
    bearer->state = BEARER_STARTING;
    bearer->pin_tried = true;
    bearer_disconnect(bearer, monotonic, "it was silent for too long");
    bearer_ask_to_stop(bearer);
    turn();

    assert_int_equal(bearer_status_get(g.db, BEARER, &status), 1);
    assert_true(status.refused_pin != 0);
}

static void a_pin_that_a_changed_modem_went_silent_over_is_not_said_again(void **state)
{
    struct config config = g.config;
    struct texts texts = load_texts();

    (void)state;
    strcpy(config.modems[0].pin, "1234");
    g.bearers[0].modem = config.modems[0];
    g.bearers[0].state = BEARER_STARTING;
    g.bearers[0].pin_tried = true;
    config.modems[0].messages_per_minute = 10;
    assert_int_equal(gateway_reconfigure(&g, &config, &texts), 0);
    bearer_disconnect(&g.bearers[1], monotonic, "it was silent for too long");
    turn();

    assert_int_equal(g.bearer_count, 1);
    assert_int_equal(g.bearers[0].modem.messages_per_minute, 10);
    assert_true(g.bearers[0].pin_refused);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_a_changed_modem_is_sending_is_not_sent_again),
        TEST(the_segment_after_one_that_left_last_is_not_in_doubt),
        TEST(a_changed_modem_that_has_gone_is_forgotten),
        TEST(what_waits_for_a_removed_modem_goes_by_another_at_once),
        TEST(a_pin_in_doubt_is_known_to_the_next_life_even_if_this_one_stops_at_once),
        TEST(a_pin_that_a_changed_modem_went_silent_over_is_not_said_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
