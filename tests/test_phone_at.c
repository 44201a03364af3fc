/* sampan-phone's AT interpreter, fed with strings. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/phone/modem.h"

#include <cmocka.h>

#define VILLAGER "+6281234567890"

/* What the modem said and told; each test has its own. */
struct fixture {
    struct modem modem;
    char output[64 * 1024];
    int notices[NOTICE_KINDS];
    char text[1000]; /* of the last notice that had one */
};

static void record(void *context, const struct notice *notice)
{
    struct fixture *fixture = context;

    fixture->notices[notice->kind]++;
    if (notice->text)
        snprintf(fixture->text, sizeof fixture->text, "%s", notice->text);
}

static int set_up(void **state)
{
    static const struct modem_config config = {
        .number = "+6281200000001", .smsc = "+6281100000", .slots = 5, .has_me = true};
    struct fixture *fixture = calloc(1, sizeof *fixture);

    if (!fixture)
        return -1;
    modem_init(&fixture->modem, &config);
    fixture->modem.wall_s = 1772409600; /* 2026-03-02 08:00 WITA */
    fixture->modem.notify = record;
    fixture->modem.notify_context = fixture;
    modem_feed(&fixture->modem, "ATE0\r", 5);
    size_t size;
    modem_output(&fixture->modem, &size);
    modem_sent(&fixture->modem, size);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    free(*state);
    return 0;
}

static const char *take_output(struct fixture *fixture)
{
    size_t size;
    const char *bytes = modem_output(&fixture->modem, &size);

    assert_true(size < sizeof fixture->output);
    memcpy(fixture->output, bytes, size);
    fixture->output[size] = '\0';
    modem_sent(&fixture->modem, size);
    return fixture->output;
}

static const char *say(struct fixture *fixture, const char *bytes)
{
    modem_feed(&fixture->modem, bytes, strlen(bytes));
    return take_output(fixture);
}

static void sms(struct fixture *fixture, const char *text)
{
    uint32_t serial;

    assert_true(smsc_send(&fixture->modem, VILLAGER, text, &(struct sms_options){0}, &serial) > 0);
}

static const char submit[] = "0011000D91261832547698F00000AA0AE8329BFD4697D9EC37";

static void the_echo_is_on_until_it_is_switched_off(void **state)
{
    assert_string_equal(say(*state, "ATE1\r"), "\r\nOK\r\n");
    assert_string_equal(say(*state, "AT\r"), "AT\r\r\nOK\r\n");
    assert_string_equal(say(*state, "ATE0\r"), "ATE0\r\r\nOK\r\n");
    assert_string_equal(say(*state, "AT\r"), "\r\nOK\r\n");
}

static void an_escape_and_an_empty_line_are_not_answered(void **state)
{
    assert_string_equal(say(*state, "\x1b\r\r\n\r"), "");
}

static void commands_can_be_joined_and_stop_at_the_first_error(void **state)
{
    assert_string_equal(say(*state, "AT+CMEE=1;+CREG=2;+CSQ\r"), "\r\n+CSQ: 21,99\r\n\r\nOK\r\n");
    assert_string_equal(say(*state, "AT+NONSENSE;+CSQ\r"), "\r\nERROR\r\n");
}

static void bytes_may_come_one_by_one(void **state)
{
    const char line[] = "at+csq\r";

    for (size_t i = 0; i + 1 < sizeof line - 1; i++) {
        char byte[2] = {line[i], '\0'};
        assert_string_equal(say(*state, byte), "");
    }
    assert_string_equal(say(*state, "\r"), "\r\n+CSQ: 21,99\r\n\r\nOK\r\n");
}

static void a_line_without_end_and_noise_do_no_harm(void **state)
{
    char line[5000];

    memset(line, 'A', sizeof line);
    line[sizeof line - 1] = '\0';
    assert_string_equal(say(*state, line), "");
    assert_string_equal(say(*state, "\r"), "\r\nERROR\r\n");
    assert_string_equal(say(*state, "AT&\r"), "\r\nERROR\r\n");
    assert_string_equal(say(*state, "AT=,,\"\x01\xff\r"), "\r\nERROR\r\n");
    assert_string_equal(say(*state, "AT+CNMI=\"1,2,3,4,5,6,7,8,9,10\r"), "\r\n+CMS ERROR: 303\r\n");
    assert_string_equal(say(*state, "AT+CMGR=99999999999999999999\r"), "\r\n+CMS ERROR: 321\r\n");
}

static void random_bytes_do_no_harm(void **state)
{
    static const char alphabet[] = "AT+CMGSLRDPUN=?,;\"0123459\r\x1a\x1b\xff ";
    struct fixture *fixture = *state;

    srand(7);
    for (int i = 0; i < 200000; i++) {
        char byte = alphabet[(size_t)rand() % (sizeof alphabet - 1)];
        if (rand() % 50 == 0)
            modem_feed(&fixture->modem, "AT+CMGS=23\r", 11);
        modem_feed(&fixture->modem, &byte, 1);
        if (i % 1000 == 0)
            take_output(fixture);
    }
}

static void an_sms_is_announced_listed_read_and_deleted(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, "AT+CNMI=2,1,0,2,0\r");

    sms(fixture, "halo");
    assert_string_equal(take_output(fixture), "\r\n+CMTI: \"SM\",1\r\n");

    /* SMSC, then DELIVER from the villager, 2026-03-02 08:00:00 +8, "halo" */
    assert_string_equal(say(fixture, "AT+CMGL=4\r"), "\r\n+CMGL: 1,0,,24\r\n"
                                                     "06912618010000"
                                                     "040D91261832547698F00000"
                                                     "62302080000023"
                                                     "04E830FB0D"
                                                     "\r\n\r\nOK\r\n");
    assert_non_null(strstr(say(fixture, "AT+CMGR=1\r"), "+CMGR: 1,,24"));
    assert_string_equal(say(fixture, "AT+CMGD=1\r"), "\r\nOK\r\n");
    assert_string_equal(say(fixture, "AT+CMGL=4\r"), "\r\nOK\r\n");
    assert_int_equal(fixture->notices[NOTICE_DELETED], 1);
    assert_int_equal(fixture->notices[NOTICE_TAKEN], 1);
}

static void an_announcement_waits_until_the_command_is_whole(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, "AT+CNMI=2,1\r");
    say(fixture, "AT+C");

    sms(fixture, "halo");

    assert_string_equal(take_output(fixture), "");
    assert_string_equal(say(fixture, "SQ\r"),
                        "\r\n+CSQ: 21,99\r\n\r\nOK\r\n\r\n+CMTI: \"SM\",1\r\n");
}

static void a_message_can_be_routed_instead_of_stored(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, "AT+CNMI=2,2,0,1,0\r");

    sms(fixture, "halo");

    assert_memory_equal(take_output(fixture), "\r\n+CMT: ,24\r\n0691", 17);
    assert_int_equal(fixture->modem.mem[0].used, 0);
    assert_int_equal(fixture->notices[NOTICE_TAKEN], 1);
}

static void messages_wait_while_the_storage_is_full(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, "AT+CNMI=2,1\r");
    for (int i = 0; i < 7; i++)
        sms(fixture, "halo");
    assert_int_equal(fixture->modem.mem[0].used, 5);
    assert_int_equal(fixture->modem.smsc.count, 2);
    take_output(fixture);

    assert_string_equal(say(fixture, "AT+CMGD=3\r"), "\r\nOK\r\n\r\n+CMTI: \"SM\",3\r\n");
    assert_string_equal(say(fixture, "AT+CMGD=1,4\r"), "\r\nOK\r\n\r\n+CMTI: \"SM\",1\r\n");

    assert_true(fixture->modem.smsc.count == 0);
}

static void incoming_messages_go_where_mem3_says(void **state)
{
    struct fixture *fixture = *state;
    assert_string_equal(say(fixture, "AT+CPMS=\"SM\",\"SM\",\"ME\"\r"),
                        "\r\n+CPMS: 0,5,0,5,0,5\r\n\r\nOK\r\n");

    sms(fixture, "halo");

    assert_int_equal(fixture->modem.mem[1].used, 1);
    assert_string_equal(say(fixture, "AT+CMGL=4\r"), "\r\nOK\r\n");
}

static void a_modem_without_me_says_so(void **state)
{
    struct fixture *fixture = *state;
    fixture->modem.mem[1].capacity = 0;

    assert_string_equal(say(fixture, "AT+CPMS=?\r"),
                        "\r\n+CPMS: (\"SM\"),(\"SM\"),(\"SM\")\r\n\r\nOK\r\n");
    assert_string_equal(say(fixture, "AT+CPMS=\"ME\"\r"), "\r\n+CMS ERROR: 303\r\n");
}

static void the_same_sender_never_has_the_same_second_twice(void **state)
{
    struct fixture *fixture = *state;

    sms(fixture, "a");
    sms(fixture, "a");

    const struct slot *slots = fixture->modem.mem[0].slots;
    assert_int_equal(slots[0].octets[24], 0x00);
    assert_int_equal(slots[1].octets[24], 0x10);
}

static void a_replace_message_takes_the_place_of_the_one_before(void **state)
{
    struct fixture *fixture = *state;
    const struct sms_options options = {.replace = 3};
    uint32_t serial;

    smsc_send(&fixture->modem, VILLAGER, "satu", &options, &serial);
    smsc_send(&fixture->modem, VILLAGER, "dua", &options, &serial);

    assert_int_equal(fixture->modem.mem[0].used, 1);
    assert_int_equal(fixture->modem.mem[0].slots[0].serial, serial);
}

static const char *send_pdu(struct fixture *fixture, const char *pdu)
{
    char line[600];

    assert_string_equal(say(fixture, "AT+CMGS=24\r"), "\r\n> ");
    snprintf(line, sizeof line, "%s\x1a", pdu);
    return say(fixture, line);
}

static void a_submitted_message_gets_the_next_reference_and_is_told(void **state)
{
    struct fixture *fixture = *state;

    assert_string_equal(send_pdu(fixture, submit), "\r\n+CMGS: 1\r\n\r\nOK\r\n");
    assert_string_equal(send_pdu(fixture, submit), "\r\n+CMGS: 2\r\n\r\nOK\r\n");

    assert_int_equal(fixture->notices[NOTICE_SENT], 2);
    assert_string_equal(fixture->text, "hellohello");
}

static void escape_gives_a_message_up(void **state)
{
    struct fixture *fixture = *state;

    say(fixture, "AT+CMGS=24\r0011");
    assert_string_equal(say(fixture, "\x1b"), "\r\nOK\r\n");

    assert_int_equal(fixture->notices[NOTICE_SEGMENT], 0);
    assert_string_equal(say(fixture, "AT\r"), "\r\nOK\r\n");
}

static void a_malformed_pdu_is_refused_and_told(void **state)
{
    struct fixture *fixture = *state;

    assert_string_equal(send_pdu(fixture, "0011zz"), "\r\n+CMS ERROR: 304\r\n");
    assert_string_equal(send_pdu(fixture, ""), "\r\n+CMS ERROR: 304\r\n");
    assert_string_equal(send_pdu(fixture, "00110001"), "\r\n+CMS ERROR: 304\r\n");

    assert_int_equal(fixture->notices[NOTICE_REFUSED], 3);
    assert_int_equal(fixture->notices[NOTICE_SEGMENT], 0);
}

static void a_report_comes_only_when_asked_for(void **state)
{
    static const char with_srr[] = "0031000D91261832547698F00000AA0AE8329BFD4697D9EC37";
    struct fixture *fixture = *state;
    say(fixture, "AT+CNMI=2,1,0,1,0\r");

    assert_string_equal(send_pdu(fixture, submit), "\r\n+CMGS: 1\r\n\r\nOK\r\n");
    const char *answer = send_pdu(fixture, with_srr);

    assert_non_null(strstr(answer, "\r\n+CMGS: 2\r\n\r\nOK\r\n\r\n+CDS: 26\r\n069126180100000602"));
    assert_null(strstr(answer, "\r\n+CMTI"));
}

static void reports_can_be_stored_fail_or_stay_away(void **state)
{
    static const char with_srr[] = "0031000D91261832547698F00000AA0AE8329BFD4697D9EC37";
    struct fixture *fixture = *state;
    say(fixture, "AT+CNMI=2,1,0,2,0\r");

    fixture->modem.fault.report = REPORT_FAIL;
    assert_non_null(strstr(send_pdu(fixture, with_srr), "+CDSI: \"SM\",1"));
    const struct slot *slot = &fixture->modem.mem[0].slots[0];
    assert_int_equal(slot->octets[slot->size - 1], 0x46);

    fixture->modem.fault.report = REPORT_OFF;
    assert_string_equal(send_pdu(fixture, with_srr), "\r\n+CMGS: 2\r\n\r\nOK\r\n");
}

static void a_hanging_modem_says_nothing_until_it_resumes(void **state)
{
    struct fixture *fixture = *state;

    fixture->modem.fault.hang_all = true;
    assert_string_equal(say(fixture, "AT\rAT+CSQ\r"), "");
    fault_clear(&fixture->modem.fault);
    assert_string_equal(say(fixture, "AT\r"), "\r\nOK\r\n");

    strcpy(fixture->modem.fault.hang_command, "+csq");
    assert_string_equal(say(fixture, "AT+CSQ\r"), "");
    assert_string_equal(say(fixture, "AT\r"), "\r\nOK\r\n");
}

static void a_mute_modem_sends_or_loses_and_never_says_which(void **state)
{
    struct fixture *fixture = *state;

    fixture->modem.fault.mute_send = MUTE_SENT;
    assert_string_equal(send_pdu(fixture, submit), "");
    assert_int_equal(fixture->notices[NOTICE_SENT], 1);

    fixture->modem.fault.mute_send = MUTE_LOST;
    assert_string_equal(send_pdu(fixture, submit), "");
    assert_int_equal(fixture->notices[NOTICE_SENT], 1);
}

static void a_late_answer_holds_everything_back_until_its_time(void **state)
{
    struct fixture *fixture = *state;
    fixture->modem.fault.late_ms = 5000;

    assert_string_equal(send_pdu(fixture, submit), "");
    assert_int_equal(modem_feed(&fixture->modem, "AT\r", 3), 0);
    assert_int_equal(modem_next_ms(&fixture->modem), 5000);
    fixture->modem.now_ms += 5000;
    modem_tick(&fixture->modem);

    assert_string_equal(take_output(fixture), "\r\n+CMGS: 1\r\n\r\nOK\r\n");
    assert_string_equal(say(fixture, "AT\r"), "\r\nOK\r\n");
}

static void cms_errors_are_counted_down(void **state)
{
    struct fixture *fixture = *state;
    fixture->modem.fault.cms_error = 38;
    fixture->modem.fault.cms_count = 1;

    assert_string_equal(send_pdu(fixture, submit), "\r\n+CMS ERROR: 38\r\n");
    assert_string_equal(send_pdu(fixture, submit), "\r\n+CMGS: 1\r\n\r\nOK\r\n");
}

static void three_wrong_pins_block_the_sim_and_the_puk_frees_it(void **state)
{
    struct fixture *fixture = *state;
    strcpy(fixture->modem.sim.pin, "1234");
    say(fixture, "AT+CFUN=1,1\r");
    say(fixture, "ATE0+CMEE=1\r");

    assert_string_equal(say(fixture, "AT+CPIN?\r"), "\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n");
    assert_string_equal(say(fixture, "AT+CMGL=4\r"), "\r\n+CMS ERROR: 311\r\n");
    assert_string_equal(say(fixture, "AT+CIMI\r"), "\r\n+CME ERROR: 11\r\n");
    for (int i = 0; i < 3; i++)
        assert_string_equal(say(fixture, "AT+CPIN=\"0000\"\r"), "\r\n+CME ERROR: 16\r\n");
    assert_string_equal(say(fixture, "AT+CPIN?\r"), "\r\n+CPIN: SIM PUK\r\n\r\nOK\r\n");
    assert_string_equal(say(fixture, "AT+CPIN=\"1234\"\r"), "\r\n+CME ERROR: 16\r\n");
    assert_string_equal(say(fixture, "AT+CPIN=\"12345678\",\"4321\"\r"), "\r\nOK\r\n");
    assert_string_equal(say(fixture, "AT+CPIN?\r"), "\r\n+CPIN: READY\r\n\r\nOK\r\n");
}

static void without_a_sim_or_a_network_nothing_is_delivered(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, "AT+CMEE=1\r");

    fixture->modem.sim.state = SIM_MISSING;
    sms(fixture, "halo");
    assert_string_equal(say(fixture, "AT+CPIN?\r"), "\r\n+CME ERROR: 10\r\n");
    fixture->modem.sim.state = SIM_READY;
    fixture->modem.radio.registered = false;
    assert_string_equal(say(fixture, "AT+CREG?\r"), "\r\n+CREG: 0,2\r\n\r\nOK\r\n");
    assert_string_equal(send_pdu(fixture, submit), "\r\n+CMS ERROR: 331\r\n");
    assert_int_equal(fixture->modem.mem[0].used, 0);

    fixture->modem.radio.registered = true;
    modem_tick(&fixture->modem);
    assert_int_equal(fixture->modem.mem[0].used, 1);
}

static void a_call_rings_with_its_number_until_it_is_hung_up(void **state)
{
    struct fixture *fixture = *state;
    say(fixture, "AT+CLIP=1;+CRC=1\r");

    assert_int_equal(modem_call(&fixture->modem, VILLAGER, 5), 0);
    assert_string_equal(take_output(fixture),
                        "\r\n+CRING: VOICE\r\n\r\n+CLIP: \"" VILLAGER "\",145\r\n");
    assert_int_equal(modem_next_ms(&fixture->modem), 3000);
    assert_string_equal(say(fixture, "AT+CHUP\r"), "\r\nOK\r\n");

    assert_int_equal(fixture->notices[NOTICE_CALL_ENDED], 1);
    assert_int_equal(modem_next_ms(&fixture->modem), -1);
}

static void a_ussd_menu_is_walked_in_each_encoding(void **state)
{
    struct fixture *fixture = *state;
    struct ussd *ussd = &fixture->modem.ussd;
    ussd_set(ussd, "*123#", "1 Pulsa", USSD_AUTO);
    ussd_set(ussd, "*123#>1", "hellohello", USSD_HEX7);
    ussd_set(ussd, "*888#", "é", USSD_UCS2);

    assert_string_equal(say(fixture, "AT+CUSD=1,\"*123#\",15\r"),
                        "\r\nOK\r\n\r\n+CUSD: 1,\"1 Pulsa\",15\r\n");
    assert_string_equal(say(fixture, "AT+CUSD=1,\"1\",15\r"),
                        "\r\nOK\r\n\r\n+CUSD: 0,\"E8329BFD4697D9EC37\",15\r\n");
    assert_string_equal(say(fixture, "AT+CUSD=1,\"1\",15\r"), "\r\nOK\r\n\r\n+CUSD: 4\r\n");
    say(fixture, "AT+CSCS=\"UCS2\"\r");
    assert_string_equal(say(fixture, "AT+CUSD=1,\"002A0038003800380023\",15\r"),
                        "\r\nOK\r\n\r\n+CUSD: 0,\"00E9\",72\r\n");
}

static void a_hangup_forgets_what_was_half_typed(void **state)
{
    struct fixture *fixture = *state;

    say(fixture, "AT+CMGS=24\r0011");
    modem_hangup(&fixture->modem);

    assert_string_equal(say(fixture, "AT\r"), "\r\nOK\r\n");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_echo_is_on_until_it_is_switched_off),
        TEST(an_escape_and_an_empty_line_are_not_answered),
        TEST(commands_can_be_joined_and_stop_at_the_first_error),
        TEST(bytes_may_come_one_by_one),
        TEST(a_line_without_end_and_noise_do_no_harm),
        TEST(random_bytes_do_no_harm),
        TEST(an_sms_is_announced_listed_read_and_deleted),
        TEST(an_announcement_waits_until_the_command_is_whole),
        TEST(a_message_can_be_routed_instead_of_stored),
        TEST(messages_wait_while_the_storage_is_full),
        TEST(incoming_messages_go_where_mem3_says),
        TEST(a_modem_without_me_says_so),
        TEST(the_same_sender_never_has_the_same_second_twice),
        TEST(a_replace_message_takes_the_place_of_the_one_before),
        TEST(a_submitted_message_gets_the_next_reference_and_is_told),
        TEST(escape_gives_a_message_up),
        TEST(a_malformed_pdu_is_refused_and_told),
        TEST(a_report_comes_only_when_asked_for),
        TEST(reports_can_be_stored_fail_or_stay_away),
        TEST(a_hanging_modem_says_nothing_until_it_resumes),
        TEST(a_mute_modem_sends_or_loses_and_never_says_which),
        TEST(a_late_answer_holds_everything_back_until_its_time),
        TEST(cms_errors_are_counted_down),
        TEST(three_wrong_pins_block_the_sim_and_the_puk_frees_it),
        TEST(without_a_sim_or_a_network_nothing_is_delivered),
        TEST(a_call_rings_with_its_number_until_it_is_hung_up),
        TEST(a_ussd_menu_is_walked_in_each_encoding),
        TEST(a_hangup_forgets_what_was_half_typed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
