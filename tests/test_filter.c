/* What libgammu hears of a modem: the answers to its own commands, and of the rest only what it
 * knows. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "gateway/bearer/modem_filter.h"

#include <cmocka.h>

static struct filter filter;
static char heard[8192];
static size_t heard_length;

static int set_up(void **state)
{
    (void)state;
    memset(&filter, 0, sizeof filter);
    heard_length = 0;
    heard[0] = '\0';
    return 0;
}

static void gammu_says(const char *bytes)
{
    filter_said(&filter, bytes, strlen(bytes));
}

static void modem_says(const char *bytes)
{
    heard_length += filter_heard(&filter, bytes, strlen(bytes), heard + heard_length);
    heard[heard_length] = '\0';
}

static void an_answer_passes_as_it_is(void **state)
{
    (void)state;

    gammu_says("AT+CSQ\r");
    modem_says("AT+CSQ\r\r\n+CSQ: 21,99\r\n\r\nOK\r\n");

    assert_string_equal(heard, "AT+CSQ\r\r\n+CSQ: 21,99\r\n\r\nOK\r\n");
    assert_string_equal(filter.dropped, "");
}

static void an_answer_passes_whatever_the_pieces_it_comes_in(void **state)
{
    static const char answer[] = "AT+CMGL=4\r\r\n+CMGL: 1,1,,24\r\n07910011\r\n\r\nOK\r\n";
    (void)state;

    for (const char *c = "AT+CMGL=4\r"; *c; c++)
        gammu_says((const char[]){*c, '\0'});
    for (const char *c = answer; *c; c++)
        modem_says((const char[]){*c, '\0'});

    assert_string_equal(heard, answer);
}

static void what_nobody_asked_for_is_kept_back(void **state)
{
    (void)state;

    modem_says("\r\n+CTZV: 32\r\n\r\nSMS Ready\r\n\xff\xfe~\r\nOK\r\n+CREG: 1\r\n");

    assert_string_equal(heard, "");
    assert_string_equal(filter.dropped, "+CREG: 1");
}

static void noise_before_an_echo_is_kept_back(void **state)
{
    (void)state;

    gammu_says("AT+CSQ\r");
    modem_says("\r\n+CTZV: 32\r\n~~AT+CSQ\r\r\n+CSQ: 21,99\r\n\r\nOK\r\n");

    assert_string_equal(heard, "AT+CSQ\r\r\n+CSQ: 21,99\r\n\r\nOK\r\n");
    assert_string_equal(filter.dropped, "~~");
}

static void noise_within_an_answer_is_kept_back(void **state)
{
    (void)state;

    gammu_says("AT+CSQ\r");
    modem_says(
        "AT+CSQ\r\r\n^HCSQ: 1\r\n+CTZV: 32\r\n\x80\r\n+CSQ: 21,99\r\n\r\nOK\r\n+CIEV: 1\r\n");

    assert_string_equal(heard, "AT+CSQ\r\r\n+CSQ: 21,99\r\n\r\nOK\r\n");
}

static void a_condition_told_in_words_within_an_answer_is_kept_back(void **state)
{
    (void)state;

    gammu_says("AT+CGMM\r");
    modem_says("AT+CGMM\r\r\nSMS Ready\r\nSM");
    assert_string_equal(heard, "AT+CGMM\r\r\n");
    modem_says("SX\r\nRDY\r\n\r\nOK\r\n");

    assert_string_equal(heard, "AT+CGMM\r\r\nSMSX\r\n\r\nOK\r\n");
}

static void an_answer_that_begins_like_a_condition_passes(void **state)
{
    (void)state;

    gammu_says("AT+CGMM\r");
    modem_says("AT+CGMM\r\r\nSMS\r\n\r\nOK\r\n");

    assert_string_equal(heard, "AT+CGMM\r\r\nSMS\r\n\r\nOK\r\n");
}

static void what_tells_of_messages_and_calls_passes_at_any_time(void **state)
{
    (void)state;

    modem_says("\r\n+CMTI: \"SM\",3\r\n\r\nRING\r\n\r\n+CLIP: \"+62811\",145\r\n");
    gammu_says("AT+CSQ\r");
    modem_says("AT+CSQ\r\r\n+CDSI: \"SM\",4\r\n+CSQ: 1,99\r\n\r\nOK\r\n");

    assert_string_equal(heard, "+CMTI: \"SM\",3\r\nRING\r\n+CLIP: \"+62811\",145\r\n"
                               "AT+CSQ\r\r\n+CDSI: \"SM\",4\r\n+CSQ: 1,99\r\n\r\nOK\r\n");
}

static void the_prompt_for_a_message_passes_at_once(void **state)
{
    (void)state;

    gammu_says("AT+CMGS=23\r");
    modem_says("AT+CMGS=23\r\r\n> ");
    assert_string_equal(heard, "AT+CMGS=23\r\r\n> ");
    gammu_says("0011000B91\x1a");
    modem_says("0011000B91\r\n+CMGS: 7\r\n\r\nOK\r\n");

    assert_string_equal(heard, "AT+CMGS=23\r\r\n> 0011000B91\r\n+CMGS: 7\r\n\r\nOK\r\n");
}

static void a_message_without_a_copy_passes_with_its_pdu_alone(void **state)
{
    (void)state;

    modem_says("\r\n+CMT: ,35\r\n07912618485400F9\r\n");
    assert_string_equal(heard, "+CMT: ,35\r\n07912618485400F9\r\n");
    set_up(NULL);
    modem_says("\r\n+CMT: x\r\n+CMTI: \"SM\",1\r\n");
    assert_string_equal(heard, "+CMTI: \"SM\",1\r\n");
    set_up(NULL);
    modem_says("\r\n+CDS: x\r\n");
    gammu_says("AT\r");
    modem_says("AT\r\r\nOK\r\n");

    assert_string_equal(heard, "AT\r\r\nOK\r\n");
}

static void a_message_without_a_copy_passes_within_an_answer(void **state)
{
    (void)state;

    gammu_says("AT+CSQ\r");
    modem_says("AT+CSQ\r\r\n+CMT: ,35\r\n07912618\r\n+CSQ: 1,99\r\n\r\nOK\r\n");

    assert_string_equal(heard, "AT+CSQ\r\r\n+CMT: ,35\r\n07912618\r\n+CSQ: 1,99\r\n\r\nOK\r\n");
}

static void a_ussd_text_of_several_lines_becomes_one(void **state)
{
    (void)state;

    modem_says("\r\n+CUSD: 0,\"Pulsa Rp.5600\r\n*123# promo\",15\r\n");

    assert_string_equal(heard, "+CUSD: 0,\"Pulsa Rp.5600 *123# promo\",15\r\n");
}

static void a_ussd_text_without_an_end_does_not_swallow_an_answer(void **state)
{
    (void)state;

    modem_says("\r\n+CUSD: 0,\"Pulsa\r\n");
    gammu_says("AT\r");
    modem_says("AT\r\r\nOK\r\n");

    assert_string_equal(heard, "AT\r\r\nOK\r\n");
}

static void the_late_end_of_a_command_does_not_end_the_next(void **state)
{
    (void)state;

    gammu_says("AT+CPMS=?\r");
    gammu_says("AT+CSQ\r");
    modem_says("\r\nOK\r\nAT+CSQ\r\r\n+CSQ: 21,99\r\n\r\nOK\r\n");

    assert_string_equal(heard, "OK\r\nAT+CSQ\r\r\n+CSQ: 21,99\r\n\r\nOK\r\n");
}

static void a_modem_that_does_not_echo_yet_is_heard(void **state)
{
    (void)state;

    gammu_says("\x1b\rATE1\r");
    modem_says("\r\nOK\r\n");

    assert_string_equal(heard, "OK\r\n");
}

static void a_line_without_end_is_bounded(void **state)
{
    char bytes[3001] = "";
    (void)state;
    memset(bytes, 'x', sizeof bytes - 1);

    modem_says(bytes);
    gammu_says("AT\r");
    modem_says("AT\r\r\nOK\r\n");

    assert_string_equal(heard, "AT\r\r\nOK\r\n");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, set_up)
    const struct CMUnitTest tests[] = {
        TEST(an_answer_passes_as_it_is),
        TEST(an_answer_passes_whatever_the_pieces_it_comes_in),
        TEST(what_nobody_asked_for_is_kept_back),
        TEST(noise_before_an_echo_is_kept_back),
        TEST(noise_within_an_answer_is_kept_back),
        TEST(a_condition_told_in_words_within_an_answer_is_kept_back),
        TEST(an_answer_that_begins_like_a_condition_passes),
        TEST(what_tells_of_messages_and_calls_passes_at_any_time),
        TEST(the_prompt_for_a_message_passes_at_once),
        TEST(a_message_without_a_copy_passes_with_its_pdu_alone),
        TEST(a_message_without_a_copy_passes_within_an_answer),
        TEST(a_ussd_text_of_several_lines_becomes_one),
        TEST(a_ussd_text_without_an_end_does_not_swallow_an_answer),
        TEST(the_late_end_of_a_command_does_not_end_the_next),
        TEST(a_modem_that_does_not_echo_yet_is_heard),
        TEST(a_line_without_end_is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
