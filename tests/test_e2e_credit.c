/* The SIM's credit by USSD, as operators and modems spell it, and what a missed call brings. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "db/outbox.h"
#include "tests/support/life.h"

#include <cmocka.h>

#define OPERATOR "+6281299990000"
#define BALANCE  LIFE_MODEM "balance_code = \"*888#\"; balance_interval_s = 60;"
#define EXTRA    "operator_number = \"" OPERATOR "\";"

static int end_of_test(void **state)
{
    (void)state;
    life_end(&rig);
    e2e_phone(&rig, "resume");
    return 0;
}

static bool balance_is(struct e2e *e2e, const void *rupiah)
{
    struct bearer_status status;

    return bearer_status_get(e2e_db(e2e), "uji", &status) == 1 &&
           status.balance_rupiah == *(const int64_t *)rupiah;
}

static void wait_balance(int64_t rupiah)
{
    e2e_wait(&rig, "the balance", balance_is, &rupiah);
}

static int count_out(void)
{
    struct outbox_message message;
    int count = 0;

    while (outbox_get(e2e_db(&rig), count + 1, &message) == 1)
        count++;
    return count;
}

static void the_balance_is_read_in_text_ucs2_and_packed_hex(void **state)
{
    static const struct {
        const char *answer;
        int64_t rupiah;
    } answers[] = {
        {"text: Sisa Pulsa Anda Rp.56000. Masa berlaku sampai dengan 05/11/2036", 56000},
        {"ucs2: Pulsa 193500 s/d 18Aug36.", 193500},
        {"hex7: Balance Rp.85000. Active 16.08.36", 85000},
        {"text: Pulsa Anda Rp. 36,998 berlaku s/d 03/05/2036", 36998},
    };
    (void)state;

    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        e2e_phone(&rig, "ussd *888# %s", answers[i].answer);
        life_begin(&rig, BALANCE, EXTRA);
        wait_balance(answers[i].rupiah);
    }

    assert_int_equal(count_out(), 0);
}

static void a_menu_is_answered_on_the_way_to_the_balance(void **state)
{
    (void)state;
    e2e_phone(&rig, "ussd *123# Info 1.Pulsa 2.Kuota");
    e2e_phone(&rig, "ussd *123#>1 Pilih 1.Utama 2.Bonus");
    e2e_phone(&rig, "ussd *123#>1>2 Pulsa Bonus Rp 44.000 s/d 1/1/37");

    life_begin(&rig, LIFE_MODEM "balance_code = \"*123#\"; balance_answers = \"1|2\";", EXTRA);

    wait_balance(44000);
}

static void a_low_balance_is_told_to_the_operator_once_a_day(void **state)
{
    (void)state;
    e2e_phone(&rig, "ussd *888# text: Sisa Pulsa Anda Rp.7500.");

    life_begin(&rig, BALANCE, EXTRA);
    const char *text = e2e_heard(&rig, OPERATOR);
    assert_non_null(strstr(text, "uji"));
    assert_non_null(strstr(text, "7500"));
    life_settle(&rig);
    e2e_phone(&rig, "ussd *888# text: Sisa Pulsa Anda Rp.7400.");
    life_begin(&rig, BALANCE, EXTRA);
    wait_balance(7400);

    assert_int_equal(count_out(), 1);
    e2e_ask(&rig, "+6281260000001", "SYARAT KTP HILANG", "Surat kehilangan");
}

static void doctor_tells_the_balance(void **state)
{
    char output[4096];
    (void)state;
    e2e_phone(&rig, "ussd *888# text: Sisa Pulsa Anda Rp.7400.");

    life_begin(&rig, BALANCE, EXTRA);
    wait_balance(7400);

    e2e_run(&rig, output, sizeof output, "sampan", "doctor", NULL);
    assert_non_null(strstr(output, "balance Rp7400"));
    assert_non_null(strstr(output, "Top up"));
}

static void local_date(int days_from_now, char separator, char ret[32])
{
    time_t at = time(NULL) + 8 * 3600 + days_from_now * 86400; /* WITA */
    struct tm tm;

    gmtime_r(&at, &tm);
    snprintf(ret, 32, "%02d%c%02d%c%04d", tm.tm_mday, separator, tm.tm_mon + 1, separator,
             tm.tm_year + 1900);
}

static void credit_that_expires_soon_is_told_to_the_operator_once(void **state)
{
    char said[32], date[32], output[4096];
    const int before = count_out();
    (void)state;

    local_date(30, '.', said);
    e2e_phone(&rig, "ussd *888# Pulsa Rp56.000 aktif s/d %s", said);
    life_begin(&rig, BALANCE, EXTRA);
    wait_balance(56000);
    local_date(5, '.', said);
    local_date(5, '-', date);
    e2e_phone(&rig, "ussd *888# Pulsa Rp55.000 aktif s/d %s", said);
    life_begin(&rig, BALANCE, EXTRA);
    const char *text = e2e_heard(&rig, OPERATOR);
    assert_non_null(strstr(text, "uji"));
    assert_non_null(strstr(text, date));
    life_settle(&rig);
    e2e_phone(&rig, "ussd *888# Pulsa Rp54.000 aktif s/d %s", said);
    life_begin(&rig, BALANCE, EXTRA);
    wait_balance(54000);

    assert_int_equal(count_out(), before + 1);
    e2e_run(&rig, output, sizeof output, "sampan", "doctor", NULL);
    assert_non_null(strstr(output, "valid until"));
    assert_non_null(strstr(output, "5 days more. Top up."));
}

static void an_answer_that_says_no_balance_is_told_and_does_no_harm(void **state)
{
    (void)state;
    e2e_phone(&rig, "ussd *888# text: Maaf, permintaan Anda tidak dapat kami proses");

    life_begin(&rig, BALANCE, EXTRA);
    life_hear(&rig, "cannot be read out of the answer");

    e2e_ask(&rig, "+6281260000002", "SYARAT KTP HILANG", "Surat kehilangan");
}

static void a_modem_that_hangs_over_ussd_is_not_asked_again_at_once(void **state)
{
    (void)state;
    e2e_phone(&rig, "hang +CUSD");

    life_begin(&rig, BALANCE, EXTRA);
    life_hear(&rig, "uji: silent");
    life_hear_times(&rig, "uji: ready", 2);

    e2e_ask(&rig, "+6281260000003", "SYARAT KTP HILANG", "Surat kehilangan");
    e2e_ask(&rig, "+6281260000003", "BIAYA KTP HILANG", "Gratis");
    assert_int_equal(e2e_log_count(&rig, "uji: silent"), 1);
}

/* As a modem that knows no UCS-2 says it: libgammu alone would see the first line. */
static void an_answer_of_several_lines_is_read(void **state)
{
    (void)state;
    e2e_phone(&rig, "ussd *888# text: Pulsa Anda\\nRp. 36,998\\nberlaku s/d 03/05/2036");

    life_begin(&rig, BALANCE, EXTRA);
    wait_balance(36998);
    e2e_phone(&rig, "ussd *888# ucs2: Pulsa Anda\\nRp. 37,998\\nberlaku s/d 03/05/2036");
    life_begin(&rig, BALANCE, EXTRA);
    wait_balance(37998);

    assert_int_equal(e2e_log_count(&rig, "uji: gone"), 0);
}

static void a_code_that_the_network_does_not_know_is_told_and_does_no_harm(void **state)
{
    (void)state;

    life_begin(&rig, LIFE_MODEM "balance_code = \"*999#\";", EXTRA);
    life_hear(&rig, "*999#");

    e2e_ask(&rig, "+6281260000009", "SYARAT KTP HILANG", "Surat kehilangan");
    assert_int_equal(e2e_log_count(&rig, "uji: gone"), 0);
}

static void a_missed_call_brings_the_menu_once_a_period(void **state)
{
    (void)state;
    life_begin(&rig, NULL, "");
    const int before = count_out();

    e2e_phone(&rig, "call +6281260000004 5");
    assert_non_null(strstr(e2e_event(&rig, "call-ended"), "gateway"));
    assert_non_null(strstr(e2e_heard(&rig, "+6281260000004"), "LAPOR"));
    e2e_phone(&rig, "call +6281260000004 5");
    e2e_event(&rig, "call-ended");
    e2e_phone(&rig, "call 888 5");
    e2e_event(&rig, "call-ended");
    e2e_ask(&rig, "+6281260000005", "SYARAT KTP HILANG", "Surat kehilangan");

    assert_int_equal(count_out(), before + 2);
}

static void who_hides_the_number_is_only_hung_up(void **state)
{
    (void)state;
    life_begin(&rig, NULL, "");
    const int before = count_out();

    e2e_phone(&rig, "urc RING\\n+CLIP: \"\",128");
    e2e_ask(&rig, "+6281260000006", "SYARAT KTP HILANG", "Surat kehilangan");

    assert_int_equal(count_out(), before + 1);
}

static void without_the_option_callers_are_left_ringing(void **state)
{
    (void)state;
    life_begin(&rig, NULL, "missed_call_menu = false;");
    const int before = count_out();

    e2e_phone(&rig, "call +6281260000007 1");
    assert_non_null(strstr(e2e_event(&rig, "call-ended"), "caller"));
    e2e_ask(&rig, "+6281260000008", "SYARAT KTP HILANG", "Surat kehilangan");

    assert_int_equal(count_out(), before + 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, end_of_test)
    const struct CMUnitTest tests[] = {
        TEST(the_balance_is_read_in_text_ucs2_and_packed_hex),
        TEST(a_menu_is_answered_on_the_way_to_the_balance),
        TEST(a_low_balance_is_told_to_the_operator_once_a_day),
        TEST(doctor_tells_the_balance),
        TEST(credit_that_expires_soon_is_told_to_the_operator_once),
        TEST(an_answer_that_says_no_balance_is_told_and_does_no_harm),
        TEST(a_modem_that_hangs_over_ussd_is_not_asked_again_at_once),
        TEST(an_answer_of_several_lines_is_read),
        TEST(a_code_that_the_network_does_not_know_is_told_and_does_no_harm),
        TEST(a_missed_call_brings_the_menu_once_a_period),
        TEST(who_hides_the_number_is_only_hung_up),
        TEST(without_the_option_callers_are_left_ringing),
    };

    return cmocka_run_group_tests(tests, life_set_up, life_tear_down);
}
