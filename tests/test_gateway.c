/* Gateway: turns over what a bearer says, over a database in trouble and over a new configuration,
 * with held time. The test is the process behind the link. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "db/bearer.h"
#include "db/inbox.h"
#include "gateway/gateway.h"
#include "gateway/reply/gsm7.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

static struct fixture *f;
static struct gateway g;
static int64_t monotonic;
static int peer = -1;
static char path[256]; /* of the database */

static struct texts load_texts(void)
{
    struct problems problems = {0};
    struct texts texts;

    assert_int_equal(texts_load(source_path("config/texts.id.conf"), gsm7_check, &texts, &problems),
                     0);
    return texts;
}

static int try_turn(void)
{
    struct gateway_time time = {.now = NOON + ++monotonic, .monotonic = monotonic, .steady = true};

    return gateway_turn(&g, &time);
}

static void turn(void)
{
    assert_true(try_turn() >= 0);
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
    snprintf(path, sizeof path, "%s", temp_path("gateway.db"));
    f = fixture_open(path);
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
    assert_int_equal(unlink(path), 0);
    return 0;
}

/* What a bearer says. */
static void say(const struct link_packet *packet)
{
    assert_int_equal(link_send(peer, packet), 0);
    bearer_receive(&g.bearers[0], monotonic);
}

static void say_sms(uint32_t handle, const char *sender, const char *text)
{
    struct link_packet packet = {.type = LINK_SMS, .sms = sms_of(sender, text, NOON)};

    packet.sms.handle = handle;
    say(&packet);
}

static void say_result(int64_t id, enum link_outcome outcome, int code)
{
    struct link_packet packet = {.type = LINK_RESULT,
                                 .result = {.id = id, .part = 1, .outcome = outcome, .code = code}};

    say(&packet);
}

/* The next of that type that the bearer is told after the turn. Returns false if there is none. */
static bool is_told(enum link_type type, struct link_packet *ret)
{
    bearer_flush(&g.bearers[0], monotonic);
    while (link_receive(peer, LINK_GATEWAY, ret) > 0)
        if (ret->type == (int)type)
            return true;
    return false;
}

static void queue_as(enum outbox_priority priority, const char *recipient)
{
    struct outbox_message message = {.bearer = BEARER,
                                     .text = "halo",
                                     .priority = priority,
                                     .segments = 1,
                                     .due_at = NOON,
                                     .expires_at = NOON + 2 * DAY_S};

    strcpy(message.recipient, recipient);
    assert_int_equal(outbox_add(g.db, &message, NOON), 0);
}

static void queue_message(const char *recipient)
{
    queue_as(OUTBOX_RECEIPT, recipient);
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

/* What lies in the message itself, not in the machine. */
static void refuse(const char *when)
{
    char trigger[256];

    snprintf(trigger, sizeof trigger,
             "CREATE TRIGGER poison BEFORE %s BEGIN SELECT RAISE(ABORT, 'poison'); END", when);
    assert_int_equal(sql_run(path, trigger), 0);
}

static void accept_again(void)
{
    assert_int_equal(sql_run(path, "DROP TRIGGER poison"), 0);
}

/* What lies in the machine: the turn fails after the bearer's words were applied. */
static void break_database(void)
{
    assert_int_equal(
        sql_run(path, "PRAGMA legacy_alter_table = ON; ALTER TABLE inbox RENAME TO hidden"), 0);
}

static void mend_database(void)
{
    assert_int_equal(
        sql_run(path, "PRAGMA legacy_alter_table = ON; ALTER TABLE hidden RENAME TO inbox"), 0);
}

static void an_sms_that_the_database_refuses_is_kept_by_the_modem_and_stops_no_other(void **state)
{
    struct link_packet told;

    (void)state;
    refuse("INSERT ON inbox WHEN new.text = 'RACUN'");
    say_sms(5, LA_ODE, "MENU");
    say_sms(6, WA_INA, "RACUN");
    say_sms(7, WA_INA, "MENU");
    turn();

    assert_true(is_told(LINK_TAKEN, &told));
    assert_int_equal(told.taken.handle, 5);
    assert_true(is_told(LINK_TAKEN, &told));
    assert_int_equal(told.taken.handle, 7);
    assert_false(is_told(LINK_TAKEN, &told));
    assert_int_equal(sql_number(path, "SELECT count(*) FROM inbox WHERE state = 'answered'"), 2);
    assert_int_equal(g.bearers[0].received_count, 0); /* it is not tried over and over */

    accept_again();
    say_sms(6, WA_INA, "RACUN"); /* read by the modem's next life */
    turn();
    assert_true(is_told(LINK_TAKEN, &told));
    assert_int_equal(told.taken.handle, 6);
}

static void a_part_that_cannot_be_joined_is_not_acknowledged_half_stored(void **state)
{
    struct link_packet first = {.type = LINK_SMS, .sms = sms_of(LA_ODE, "LAPOR jalan ", NOON)},
                       second = {.type = LINK_SMS, .sms = sms_of(LA_ODE, "rusak", NOON)}, told;

    (void)state;
    first.sms.part = (struct link_part){8, 9, 2, 1};
    second.sms.part = (struct link_part){8, 9, 2, 2};
    second.sms.handle = 1;
    refuse("INSERT ON inbox");
    say(&first);
    say(&second);
    turn();

    assert_true(is_told(LINK_TAKEN, &told));
    assert_int_equal(told.taken.handle, 0);
    assert_false(is_told(LINK_TAKEN, &told));
    assert_int_equal(sql_number(path, "SELECT count(*) FROM inbox_part"), 1);
    accept_again();
    say(&second);
    turn();
    assert_int_equal(sql_number(path, "SELECT count(*) FROM ticket WHERE text = 'jalan rusak'"), 1);
}

static void a_result_that_the_database_refuses_does_not_stop_the_modem(void **state)
{
    struct link_packet told;

    (void)state;
    queue_message(LA_ODE_ID);
    queue_message(WA_INA);
    turn();
    assert_true(is_told(LINK_SEND, &told));
    assert_int_equal(told.send.id, 1);
    refuse("INSERT ON outbox_segment WHEN new.outbox_id = 1");
    say_result(1, LINK_OUTCOME_SENT, 0);
    turn();

    assert_true(is_told(LINK_SEND, &told));
    assert_int_equal(told.send.id, 2);
    assert_int_equal(first_answer().state, OUTBOX_SENDING);
    accept_again();
    leave(&g.bearers[0]); /* then it is settled as what nobody is sure of */
    assert_int_equal(first_answer().state, OUTBOX_QUEUED);
    assert_int_equal(first_answer().unsure, 1);
}

static void what_was_being_sent_and_cannot_be_settled_does_not_keep_the_modem_away(void **state)
{
    struct link_packet told;

    (void)state;
    queue_message(LA_ODE_ID);
    turn();
    assert_true(is_told(LINK_SEND, &told));
    refuse("UPDATE ON outbox");
    leave(&g.bearers[0]);

    assert_false(g.bearers[0].lost);
}

static void a_result_that_nobody_waits_for_lets_nothing_more_out(void **state)
{
    struct link_packet told;

    (void)state;
    queue_message(LA_ODE_ID);
    queue_message(WA_INA);
    turn();
    assert_true(is_told(LINK_SEND, &told));
    say_result(77, LINK_OUTCOME_SENT, 0);
    say_result(2, LINK_OUTCOME_SENT, 0);
    turn();
    assert_false(is_told(LINK_SEND, &told));

    say_result(1, LINK_OUTCOME_SENT, 0);
    turn();
    assert_true(is_told(LINK_SEND, &told));
    assert_int_equal(told.send.id, 2);
}

static void a_database_in_trouble_acknowledges_nothing_and_loses_nothing(void **state)
{
    struct link_packet told;

    (void)state;
    break_database();
    say_sms(5, LA_ODE, "LAPOR jalan rusak");
    for (int i = 0; i < 3; i++) {
        assert_true(try_turn() < 0);
        assert_false(is_told(LINK_TAKEN, &told));
    }
    mend_database();
    turn();

    assert_true(is_told(LINK_TAKEN, &told));
    assert_int_equal(told.taken.handle, 5);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM ticket"), 1);
}

/* A refusal of the SIM is one refusal, however often the turn over it is tried. */
static void a_database_in_trouble_makes_no_pause_longer(void **state)
{
    struct link_packet told;

    (void)state;
    queue_message(LA_ODE_ID);
    turn();
    assert_true(is_told(LINK_SEND, &told));
    say_result(1, LINK_OUTCOME_FAILED, 310); /* SIM not inserted */
    break_database();
    for (int i = 0; i < 5; i++) {
        assert_true(try_turn() < 0);
        monotonic += 100;
    }
    mend_database();
    turn();

    assert_int_equal(first_answer().state, OUTBOX_QUEUED);
    assert_int_equal(g.bearers[0].books.sim_trouble_s, 15);
}

/* The ids of what leaves from now on, one after the other, as "2 3". */
static const char *what_leaves(void)
{
    static char ids[64];
    struct link_packet told;

    ids[0] = '\0';
    turn();
    while (is_told(LINK_SEND, &told)) {
        size_t length = strlen(ids);

        snprintf(ids + length, sizeof ids - length, "%s%lld", length ? " " : "",
                 (long long)told.send.id);
        say_result(told.send.id, LINK_OUTCOME_SENT, 0);
        turn();
    }
    return ids;
}

static void queue_one_of_each(void)
{
    queue_as(OUTBOX_BROADCAST, LA_ODE_ID);
    queue_as(OUTBOX_REMINDER, LA_ODE_ID);
    queue_as(OUTBOX_ANSWER, LA_ODE_ID);
    queue_as(OUTBOX_RECEIPT, LA_ODE_ID);
}

static void what_is_more_urgent_leaves_first(void **state)
{
    (void)state;
    queue_one_of_each();

    assert_string_equal(what_leaves(), "4 3 2 1");
}

static void beyond_the_days_budget_only_receipts_and_answers_leave_until_midnight(void **state)
{
    (void)state;
    g.bearers[0].modem.segments_per_day = 2;
    queue_one_of_each();

    assert_string_equal(what_leaves(), "4 3");
    queue_as(OUTBOX_ANSWER, WA_INA);
    assert_string_equal(what_leaves(), "5");
    monotonic += 11 * 3600; /* 23 o'clock, where it is noon */
    assert_string_equal(what_leaves(), "");
    monotonic += 3600;
    assert_string_equal(what_leaves(), "2 1");
}

static void with_little_credit_only_receipts_and_answers_leave(void **state)
{
    (void)state;
    g.bearers[0].modem.balance_warning = 20000;
    g.bearers[0].books.balance_rupiah = g.bearers[0].committed_books.balance_rupiah = 19999;
    queue_one_of_each();

    assert_string_equal(what_leaves(), "4 3");
    g.bearers[0].books.balance_rupiah = g.bearers[0].committed_books.balance_rupiah = 20000;
    assert_string_equal(what_leaves(), "2 1");
}

static void say_balance(const char *text)
{
    struct link_packet packet = {.type = LINK_USSD};

    strcpy(packet.ussd.text, text);
    say(&packet);
    turn();
}

static void the_last_day_of_the_credit_is_told_once_and_in_time(void **state)
{
    struct config_modem *modem = &g.bearers[0].modem;
    struct bearer_status status;

    (void)state;
    strcpy(g.config.operator_number, WA_INA);
    strcpy(modem->balance_pattern, "Rp([0-9.]+)");
    strcpy(modem->expiry_pattern, "s/d ([0-9./]+)");
    strcpy(modem->expiry_order, "dmy");
    modem->expiry_warning_days = 7;

    say_balance("Rp50.000 s/d 10/03/2026"); /* in 8 days */
    assert_int_equal(outbox_count_open(g.db), 0);
    say_balance("Rp50.000 s/d 09/03/2026");
    assert_int_equal(outbox_count_open(g.db), 1);
    say_balance("Rp50.000 s/d 09/03/2026");
    say_balance("Rp50.000"); /* which says nothing of the day */
    assert_int_equal(outbox_count_open(g.db), 1);
    assert_int_equal(bearer_status_get(g.db, BEARER, &status), 1);
    assert_int_equal(status.expiry_day, 20521); /* 2026-03-09 */
    assert_int_equal(status.expiry_warned_day, 20521);
    say_balance("Rp50.000 s/d 05/03/2026"); /* a day that is another one is told anew */
    assert_int_equal(outbox_count_open(g.db), 2);
}

static void parts_that_stay_alone_are_answered_after_half_an_hour(void **state)
{
    struct link_packet part = {.type = LINK_SMS, .sms = sms_of(LA_ODE, "LAPOR jalan rusak", NOON)};
    struct inbox_message message;

    (void)state;
    part.sms.part = (struct link_part){8, 9, 2, 1};
    say(&part);
    turn();
    monotonic += 1798;
    turn();
    assert_int_equal(inbox_get(g.db, 1, &message), 0);
    turn();

    assert_int_equal(inbox_get(g.db, 1, &message), 1);
    assert_true(message.incomplete);
    assert_string_equal(message.text, "LAPOR jalan rusak...");
    assert_string_equal(message.state, "answered");
}

/* A clock that leapt forward must not make them too old. */
static void parts_are_not_given_up_while_the_clock_is_in_doubt(void **state)
{
    struct link_packet part = {.type = LINK_SMS, .sms = sms_of(LA_ODE, "LAPOR jalan rusak", NOON)};
    struct gateway_time leapt = {.now = NOON + 90 * DAY_S, .monotonic = 2000, .steady = false};

    (void)state;
    part.sms.part = (struct link_part){8, 9, 2, 1};
    say(&part);
    turn();
    assert_true(gateway_turn(&g, &leapt) >= 0);

    assert_int_equal(sql_number(path, "SELECT count(*) FROM inbox"), 0);
}

static void the_clock_of_tickets_goes_with_the_gateway_and_not_over_a_leap(void **state)
{
    struct gateway_time later = {.now = NOON + 90 * DAY_S, .monotonic = 2000, .steady = false};

    (void)state;
    assert_int_equal(receive(f, LA_ODE, "LAPOR jalan rusak di Siompu", NOON), 1);
    turn();

    assert_true(gateway_turn(&g, &later) >= 0);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM ticket_alarm"), 0);

    later.monotonic += 1000;
    later.steady = true;
    assert_true(gateway_turn(&g, &later) >= 0);
    assert_true(sql_number(path, "SELECT count(*) FROM ticket_alarm") > 0);
}

static void a_configuration_that_cannot_be_used_changes_nothing(void **state)
{
    struct config config = g.config;
    struct texts texts = load_texts();

    (void)state;
    temp_write(temp_path("lexicon.id.conf"), "nonsense");
    snprintf(config.texts, sizeof config.texts, "%s", temp_path(""));
    config.modems[0].messages_per_minute = 10;
    config.max_segments = 7;

    assert_true(gateway_reconfigure(&g, &config, &texts) < 0);

    assert_int_equal(g.bearer_count, 1);
    assert_false(g.bearers[0].removed);
    assert_int_not_equal(g.config.max_segments, 7);
    assert_ptr_not_equal(g.texts.value[TEXT_MENU], texts.value[TEXT_MENU]);
    texts_close(&texts); /* they stayed ours */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* At NOON: 12 o'clock, WITA. */
static void queue_broadcast(void)
{
    struct outbox_message message = {.bearer = BEARER,
                                     .recipient = LA_ODE_ID,
                                     .text = "KABAR",
                                     .segments = 1,
                                     .priority = OUTBOX_BROADCAST,
                                     .due_at = NOON,
                                     .expires_at = NOON + DAY_S};

    assert_int_equal(outbox_add(g.db, &message, NOON), 0);
}

/* How many of them a turn hands over, each of which leaves. */
static int broadcasts_of_a_turn(void)
{
    struct link_packet packet;
    int count = 0;

    turn();
    while (is_told(LINK_SEND, &packet)) {
        count++;
        say_result(packet.send.id, LINK_OUTCOME_SENT, 0);
        turn();
    }
    return count;
}

static void what_nobody_asked_for_waits_out_the_quiet_hours(void **state)
{
    static const struct {
        int from, until, sent;
    } hours[] = {{12, 13, 0}, {11, 13, 0}, {13, 12, 1}, {20, 7, 1}, {20, 13, 0}, {12, 12, 1}};
    (void)state;

    for (size_t i = 0; i < sizeof hours / sizeof hours[0]; i++) {
        queue_broadcast();
        g.config.quiet_from = hours[i].from;
        g.config.quiet_until = hours[i].until;
        if (broadcasts_of_a_turn() != hours[i].sent)
            fail_msg("quiet from %d until %d", hours[i].from, hours[i].until);
        g.config.quiet_from = g.config.quiet_until = 0;
        broadcasts_of_a_turn();
    }
}

static void what_nobody_asked_for_keeps_to_its_days_budget_and_answers_do_not(void **state)
{
    (void)state;
    g.config.broadcasts_per_day = 2;
    for (int i = 0; i < 5; i++)
        queue_broadcast();

    assert_int_equal(broadcasts_of_a_turn(), 2);
    queue_message(LA_ODE_ID);
    assert_int_equal(broadcasts_of_a_turn(), 1);

    monotonic += 12 * 3600;
    assert_int_equal(broadcasts_of_a_turn(), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_a_changed_modem_is_sending_is_not_sent_again),
        TEST(the_segment_after_one_that_left_last_is_not_in_doubt),
        TEST(a_changed_modem_that_has_gone_is_forgotten),
        TEST(what_waits_for_a_removed_modem_goes_by_another_at_once),
        TEST(a_pin_in_doubt_is_known_to_the_next_life_even_if_this_one_stops_at_once),
        TEST(a_pin_that_a_changed_modem_went_silent_over_is_not_said_again),
        TEST(an_sms_that_the_database_refuses_is_kept_by_the_modem_and_stops_no_other),
        TEST(a_part_that_cannot_be_joined_is_not_acknowledged_half_stored),
        TEST(a_result_that_the_database_refuses_does_not_stop_the_modem),
        TEST(what_was_being_sent_and_cannot_be_settled_does_not_keep_the_modem_away),
        TEST(a_result_that_nobody_waits_for_lets_nothing_more_out),
        TEST(a_database_in_trouble_acknowledges_nothing_and_loses_nothing),
        TEST(a_database_in_trouble_makes_no_pause_longer),
        TEST(what_is_more_urgent_leaves_first),
        TEST(beyond_the_days_budget_only_receipts_and_answers_leave_until_midnight),
        TEST(with_little_credit_only_receipts_and_answers_leave),
        TEST(the_last_day_of_the_credit_is_told_once_and_in_time),
        TEST(parts_that_stay_alone_are_answered_after_half_an_hour),
        TEST(parts_are_not_given_up_while_the_clock_is_in_doubt),
        TEST(the_clock_of_tickets_goes_with_the_gateway_and_not_over_a_leap),
        TEST(a_configuration_that_cannot_be_used_changes_nothing),
        TEST(what_nobody_asked_for_waits_out_the_quiet_hours),
        TEST(what_nobody_asked_for_keeps_to_its_days_budget_and_answers_do_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
