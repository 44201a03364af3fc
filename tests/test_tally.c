/* Tally: the torture's own measure. What it would not count, nobody would see. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "tests/support/tally.h"

#include <cmocka.h>

#define ANSWER  "12.5\tsent\t+6281300000001\t1\tGSM\t60\tKTP hilang: ..."
#define ANOTHER "12.6\tsent\t+6281300000004\t1\tGSM\t60\tKTP hilang: ..."
#define RECEIPT "12.5\tsent\t+6281300000003\t1\tGSM\t60\tLaporan diterima. No 0100019."
#define READY   "<6>uji: ready"

static struct tally *tally;

static int setup(void **state)
{
    (void)state;
    tally = calloc(1, sizeof *tally);
    return tally ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    free(tally);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

#define GIVEN(...) given((const char *const[]){__VA_ARGS__, NULL})
static void given(const char *const *line)
{
    for (; *line; line++)
        tally_line(tally, *line);
}

static void an_answer_is_heard_and_not_repeated(void **state)
{
    (void)state;
    GIVEN(READY, ANSWER, ANOTHER);

    assert_int_equal(tally->heard[1], 1);
    assert_int_equal(tally->heard[4], 1);
    assert_int_equal(tally->repeated, 0);
}

static void an_answer_repeated_without_a_crash_is_not_excused(void **state)
{
    (void)state;
    GIVEN(READY, ANSWER, ANSWER);

    assert_int_equal(tally->repeated, 1);
    assert_int_equal(tally->unexcused, 1);
}

static void a_crash_excuses_one_answer_and_no_more(void **state)
{
    (void)state;
    GIVEN(READY, ANSWER, ANOTHER, TALLY_SAMPAND_KILLED, READY, ANSWER);
    assert_int_equal(tally->unexcused, 0);

    GIVEN(ANOTHER);
    assert_int_equal(tally->repeated, 2);
    assert_int_equal(tally->unexcused, 1);
}

static void a_crash_before_the_answer_excuses_nothing(void **state)
{
    (void)state;
    GIVEN(READY, TALLY_SAMPAND_KILLED, READY, ANSWER, ANSWER);

    assert_int_equal(tally->unexcused, 1);
}

static void two_crashes_in_a_row_are_one_until_the_modem_was_ready(void **state)
{
    (void)state;
    GIVEN(READY, ANSWER, ANOTHER, TALLY_SAMPAND_KILLED, TALLY_SAMPAND_KILLED, READY, ANSWER);
    GIVEN(ANOTHER);

    assert_int_equal(tally->crashes, 1);
    assert_int_equal(tally->unexcused, 1);
}

static void each_repeat_finds_its_own_crash(void **state)
{
    (void)state;
    GIVEN(READY, ANSWER, TALLY_SAMPAND_KILLED, READY, ANOTHER, TALLY_SAMPAND_KILLED, READY);
    GIVEN(ANSWER, ANOTHER);

    assert_int_equal(tally->repeated, 2);
    assert_int_equal(tally->unexcused, 0);
}

static void who_was_told_to_stop_has_not_crashed(void **state)
{
    (void)state;
    GIVEN(READY, ANSWER, "<4>uji: gone: it has ended", READY, ANSWER);

    assert_int_equal(tally->crashes, 0);
    assert_int_equal(tally->unexcused, 1);
}

static void who_was_killed_or_failed_has_crashed(void **state)
{
    (void)state;
    GIVEN(READY, TALLY_MODEM_KILLED, "<4>uji: gone: it has ended", READY);
    assert_int_equal(tally->crashes, 1);

    GIVEN("<4>uji: gone: the modem was unplugged", READY);
    assert_int_equal(tally->crashes, 2);
}

static void another_modem_that_was_killed_excuses_nothing(void **state)
{
    (void)state;
    GIVEN(READY, TALLY_MODEM_KILLED, "<4>semu: gone: it has ended", "<4>uji: gone: it has ended");
    GIVEN(READY);

    assert_int_equal(tally->crashes, 0);
}

static void two_numbers_for_a_complaint_are_two_tickets(void **state)
{
    (void)state;
    GIVEN(READY, RECEIPT, RECEIPT);
    assert_int_equal(tally->tickets_twice, 0);

    GIVEN("12.5\tsent\t+6281300000003\t1\tGSM\t60\tLaporan diterima. No 0100027.");
    assert_int_equal(tally->tickets_twice, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_answer_is_heard_and_not_repeated),
        TEST(an_answer_repeated_without_a_crash_is_not_excused),
        TEST(a_crash_excuses_one_answer_and_no_more),
        TEST(a_crash_before_the_answer_excuses_nothing),
        TEST(two_crashes_in_a_row_are_one_until_the_modem_was_ready),
        TEST(each_repeat_finds_its_own_crash),
        TEST(who_was_told_to_stop_has_not_crashed),
        TEST(who_was_killed_or_failed_has_crashed),
        TEST(another_modem_that_was_killed_excuses_nothing),
        TEST(two_numbers_for_a_complaint_are_two_tickets),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
