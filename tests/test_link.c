/* Link: every packet both ways, and whatever else a peer may send. */
#include <errno.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gateway/link.h"

#include <cmocka.h>

static int gateway, bearer; /* the two ends */
static struct link_packet packet, got;

static int setup(void **state)
{
    int fds[2];
    (void)state;

    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, fds), 0);
    gateway = fds[0];
    bearer = fds[1];
    memset(&packet, 0, sizeof packet);
    memset(&got, 0, sizeof got);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    close(gateway);
    close(bearer);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void fill(enum link_type type)
{
    memset(&packet, 0, sizeof packet);
    packet.type = type;
    switch (type) {
    case LINK_SETUP:
        packet.setup = (struct link_setup){.name = "telkomsel",
                                           .device = "/dev/ttyUSB0",
                                           .connection = "at",
                                           .pin = "1234",
                                           .init_commands = "ATE0|AT",
                                           .balance_code = "*888#",
                                           .balance_answers = "1|2",
                                           .poll_interval_ms = 500,
                                           .heartbeat_s = 5,
                                           .patience_s = 90};
        break;
    case LINK_TAKEN:
        packet.taken = (struct link_taken){0xffffffff};
        break;
    case LINK_SEND:
        packet.send = (struct link_send){
            .id = INT64_MAX, .number = "+6281234567890", .part = {8, 255, 2, 2}, .length = 160};
        packet.send.units[159] = 'z';
        break;
    case LINK_SMS:
        packet.sms = (struct link_sms){.handle = 7,
                                       .sender = "+6281234567890",
                                       .sent_at = -1,
                                       .part = {16, 0xffff, 255, 255},
                                       .length = 1};
        packet.sms.units[0] = 0xd83d;
        break;
    case LINK_RESULT:
        packet.result = (struct link_result){.id = 42,
                                             .part = 255,
                                             .outcome = LINK_OUTCOME_NOT_TRIED,
                                             .message_reference = -1,
                                             .code = 500,
                                             .reason = "reason"};
        break;
    case LINK_STATE:
        packet.state = (struct link_state){.condition = LINK_LOCKED,
                                           .signal_percent = 100,
                                           .network = "Telkomsel",
                                           .reason = "no SIM"};
        break;
    case LINK_REPORT:
        packet.report = (struct link_report){
            .number = "+6281234567890", .message_reference = 255, .status = 70};
        break;
    case LINK_CALL:
        packet.call = (struct link_call){"+6281234567890"};
        break;
    case LINK_USSD:
        packet.ussd = (struct link_ussd){"Sisa pulsa Rp5.000"};
        break;
    case LINK_CORRUPT:
        packet.corrupt = (struct link_corrupt){LINK_TAKE_MAX - 1, "07912618485400F9"};
        break;
    case LINK_TYPES:
        break;
    }
}

static int is_of_gateway(enum link_type type)
{
    return type == LINK_SETUP || type == LINK_TAKEN || type == LINK_SEND;
}

/* What the other side makes of packet. */
static int pass(void)
{
    if (is_of_gateway((enum link_type)packet.type)) {
        assert_int_equal(link_send(gateway, &packet), 0);
        return link_receive(bearer, LINK_GATEWAY, &got);
    }
    assert_int_equal(link_send(bearer, &packet), 0);
    return link_receive(gateway, LINK_BEARER, &got);
}

static void every_type_arrives_as_it_was_sent(void **state)
{
    (void)state;

    for (int type = 0; type < LINK_TYPES; type++) {
        fill((enum link_type)type);
        memset(&got, 0, sizeof got);

        assert_int_equal(pass(), 1);

        assert_memory_equal(&got, &packet, sizeof got);
    }
}

static void what_only_the_other_side_may_send_is_refused(void **state)
{
    (void)state;

    for (int type = 0; type < LINK_TYPES; type++) {
        int is_gateways = is_of_gateway((enum link_type)type);

        fill((enum link_type)type);
        assert_int_equal(link_send(is_gateways ? bearer : gateway, &packet), 0);

        assert_int_equal(link_receive(is_gateways ? gateway : bearer,
                                      is_gateways ? LINK_BEARER : LINK_GATEWAY, &got),
                         -EPROTO);
    }
}

static void a_packet_of_any_other_size_is_refused(void **state)
{
    char bytes[sizeof packet + 64] = {0};
    (void)state;

    for (int type = 0; type < LINK_TYPES; type++) {
        int is_gateways = is_of_gateway((enum link_type)type);
        int from = is_gateways ? gateway : bearer, to = is_gateways ? bearer : gateway;
        int right = 0;

        fill((enum link_type)type);
        memcpy(bytes, &packet, sizeof packet);
        for (size_t size = 1; size <= sizeof bytes; size++) {
            int rc;

            assert_int_equal(send(from, bytes, size, 0), size);
            rc = link_receive(to, is_gateways ? LINK_GATEWAY : LINK_BEARER, &got);
            assert_true(rc == -EPROTO || rc == 1);
            right += rc == 1;
        }
        assert_int_equal(right, 1);
    }
}

static void a_type_that_does_not_exist_is_refused(void **state)
{
    static const int32_t types[] = {-1, LINK_TYPES, INT32_MIN, INT32_MAX};
    (void)state;

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        assert_int_equal(send(bearer, &types[i], sizeof types[i], 0), sizeof types[i]);
        assert_int_equal(link_receive(gateway, LINK_BEARER, &got), -EPROTO);
    }
}

#define REFUSED(of, change)                                                                        \
    do {                                                                                           \
        fill(of);                                                                                  \
        change;                                                                                    \
        assert_int_equal(pass(), -EPROTO);                                                         \
    } while (0)

static void text_that_does_not_end_is_refused(void **state)
{
    (void)state;

    REFUSED(LINK_SETUP, memset(packet.setup.name, 'x', sizeof packet.setup.name));
    REFUSED(LINK_SETUP, memset(packet.setup.device, 'x', sizeof packet.setup.device));
    REFUSED(LINK_SETUP, memset(packet.setup.connection, 'x', sizeof packet.setup.connection));
    REFUSED(LINK_SETUP, memset(packet.setup.model, 'x', sizeof packet.setup.model));
    REFUSED(LINK_SETUP, memset(packet.setup.pin, 'x', sizeof packet.setup.pin));
    REFUSED(LINK_SEND, memset(packet.send.number, 'x', sizeof packet.send.number));
    REFUSED(LINK_SMS, memset(packet.sms.sender, 'x', sizeof packet.sms.sender));
    REFUSED(LINK_RESULT, memset(packet.result.reason, 'x', sizeof packet.result.reason));
    REFUSED(LINK_STATE, memset(packet.state.reason, 'x', sizeof packet.state.reason));
    REFUSED(LINK_SETUP, memset(packet.setup.init_commands, 'x', sizeof packet.setup.init_commands));
    REFUSED(LINK_SETUP, memset(packet.setup.balance_code, 'x', sizeof packet.setup.balance_code));
    REFUSED(LINK_SETUP,
            memset(packet.setup.balance_answers, 'x', sizeof packet.setup.balance_answers));
    REFUSED(LINK_STATE, memset(packet.state.network, 'x', sizeof packet.state.network));
    REFUSED(LINK_REPORT, memset(packet.report.number, 'x', sizeof packet.report.number));
    REFUSED(LINK_CALL, memset(packet.call.number, 'x', sizeof packet.call.number));
    REFUSED(LINK_USSD, memset(packet.ussd.text, 'x', sizeof packet.ussd.text));
    REFUSED(LINK_CORRUPT, memset(packet.corrupt.pdu, 'F', sizeof packet.corrupt.pdu));
    REFUSED(LINK_CORRUPT, packet.corrupt.pdu[0] = '\0');
}

static void numbers_out_of_range_are_refused(void **state)
{
    (void)state;

    REFUSED(LINK_SETUP, packet.setup.poll_interval_ms = 0);
    REFUSED(LINK_SEND, packet.send.length = -1);
    REFUSED(LINK_SEND, packet.send.length = LINK_UNITS_MAX + 1);
    REFUSED(LINK_SMS, packet.sms.length = INT_MIN);
    REFUSED(LINK_SMS, packet.sms.length = LINK_UNITS_MAX + 1);
    REFUSED(LINK_SMS, packet.sms.sent_at = INT64_MIN);
    REFUSED(LINK_SMS, packet.sms.sent_at = INT64_MAX);
    REFUSED(LINK_RESULT, packet.result.outcome = -1);
    REFUSED(LINK_RESULT, packet.result.outcome = LINK_OUTCOME_NOT_TRIED + 1);
    REFUSED(LINK_RESULT, packet.result.part = 0);
    REFUSED(LINK_RESULT, packet.result.part = 256);
    REFUSED(LINK_STATE, packet.state.condition = -1);
    REFUSED(LINK_SETUP, packet.setup.heartbeat_s = 0);
    REFUSED(LINK_SETUP, packet.setup.patience_s = 0);
    REFUSED(LINK_STATE, packet.state.condition = LINK_LOCKED + 1);
    REFUSED(LINK_STATE, packet.state.signal_percent = -2);
    REFUSED(LINK_STATE, packet.state.signal_percent = 101);
    REFUSED(LINK_STATE, packet.state.places_used = -1);
    REFUSED(LINK_STATE, packet.state.places = -1);
}

static void a_part_that_cannot_be_is_refused(void **state)
{
    static const struct link_part wrong[] = {
        {7, 0, 2, 1}, {-8, 0, 2, 1},  {8, -1, 2, 1}, {16, 0x10000, 2, 1}, {8, 0x100, 2, 1},
        {8, 0, 1, 1}, {8, 0, 256, 1}, {8, 0, 2, 0},  {8, 0, 2, 3},        {16, 0, -1, -1},
    };
    (void)state;

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        REFUSED(LINK_SMS, packet.sms.part = wrong[i]);
        REFUSED(LINK_SEND, packet.send.part = wrong[i]);
    }
}

static void any_bytes_do_no_harm(void **state)
{
    unsigned seed = 1;
    (void)state;

    for (int i = 0; i < 20000; i++) {
        unsigned char bytes[sizeof packet];
        size_t size = sizeof packet;

        for (size_t k = 0; k < sizeof bytes; k++) {
            seed = seed * 1103515245u + 12345u;
            bytes[k] = (unsigned char)(seed >> 16);
        }
        fill((enum link_type)(LINK_SMS + i % (LINK_TYPES - LINK_SMS)));
        memcpy(bytes, &packet, i % 7 ? 8 : 4); /* so that the type is right */
        if (i % 2)
            size = (size_t)(i % (int)sizeof bytes) + 1;
        assert_int_equal(send(bearer, bytes, size, 0), size);
        assert_int_not_equal(link_receive(gateway, LINK_BEARER, &got), -EAGAIN);
    }
}

static void nothing_there_is_no_end(void **state)
{
    (void)state;

    assert_int_equal(link_receive(gateway, LINK_BEARER, &got), -EAGAIN);
}

static void a_peer_that_reads_nothing_makes_the_sender_wait(void **state)
{
    int rc, sent = 0;
    (void)state;
    fill(LINK_SEND);

    while ((rc = link_send(gateway, &packet)) == 0 && sent < 100000)
        sent++;

    assert_int_equal(rc, -EAGAIN);
    assert_true(sent > 0);
}

static void what_a_peer_said_last_counts_whatever_it_left_unread(void **state)
{
    (void)state;
    fill(LINK_TAKEN);
    assert_int_equal(link_send(gateway, &packet), 0);
    fill(LINK_RESULT);
    assert_int_equal(link_send(bearer, &packet), 0);
    close(bearer);
    bearer = -1;

    assert_int_equal(link_receive(gateway, LINK_BEARER, &got), 1);
    assert_int_equal(got.type, LINK_RESULT);
    assert_int_equal(link_receive(gateway, LINK_BEARER, &got), 0);
}

static void a_peer_that_is_gone_is_told(void **state)
{
    (void)state;
    fill(LINK_STATE);
    assert_int_equal(link_send(bearer, &packet), 0);
    close(bearer);

    assert_int_equal(link_receive(gateway, LINK_BEARER, &got), 1);
    assert_int_equal(link_receive(gateway, LINK_BEARER, &got), 0);
    fill(LINK_TAKEN);
    assert_int_equal(link_send(gateway, &packet), -EPIPE);
    bearer = dup(gateway); /* for the teardown */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_type_arrives_as_it_was_sent),
        TEST(what_only_the_other_side_may_send_is_refused),
        TEST(a_packet_of_any_other_size_is_refused),
        TEST(a_type_that_does_not_exist_is_refused),
        TEST(text_that_does_not_end_is_refused),
        TEST(numbers_out_of_range_are_refused),
        TEST(a_part_that_cannot_be_is_refused),
        TEST(any_bytes_do_no_harm),
        TEST(nothing_there_is_no_end),
        TEST(a_peer_that_reads_nothing_makes_the_sender_wait),
        TEST(what_a_peer_said_last_counts_whatever_it_left_unread),
        TEST(a_peer_that_is_gone_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
