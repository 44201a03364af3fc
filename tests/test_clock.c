/* Clock: a machine without a battery wakes in 1970 and later leaps to today. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "gateway/clock.h"

#include <cmocka.h>

#define TODAY 1795320000 /* 2026-11-22 */

static void a_clock_that_is_set_is_believed(void **state)
{
    struct clock clock;
    (void)state;

    clock_start(&clock, TODAY - 3600, TODAY, 10);

    assert_int_equal(clock_now(&clock, TODAY + 5, 15), TODAY + 5);
}

static void in_1970_time_goes_on_from_the_newest_that_is_known(void **state)
{
    struct clock clock;
    (void)state;

    clock_start(&clock, TODAY, 12, 10);

    assert_false(clock_is_set(12));
    assert_int_equal(clock_now(&clock, 12 + 7, 17), TODAY + 7);
    assert_int_equal(clock_now(&clock, 12 + 3600, 10 + 3600), TODAY + 3600);
}

static void with_nothing_known_time_is_not_before_the_program(void **state)
{
    struct clock clock;
    (void)state;

    clock_start(&clock, 0, 12, 10);

    assert_true(clock_is_set(clock_now(&clock, 13, 11)));
}

static void a_leap_to_today_is_taken_and_time_outs_wait(void **state)
{
    struct clock clock;
    (void)state;
    clock_start(&clock, TODAY - 86400, 12, 10);
    for (int s = 0; s <= 700; s++)
        clock_now(&clock, 12 + s, 10 + s);
    assert_true(clock_is_steady(&clock, 710));

    assert_int_equal(clock_now(&clock, TODAY, 711), TODAY);

    assert_false(clock_is_steady(&clock, 711));
    assert_false(clock_is_steady(&clock, 711 + 599));
    clock_now(&clock, TODAY + 600, 711 + 600);
    assert_true(clock_is_steady(&clock, 711 + 600));
}

static void a_leap_back_makes_time_outs_wait_too(void **state)
{
    struct clock clock;
    (void)state;
    clock_start(&clock, 0, TODAY, 0);
    clock_now(&clock, TODAY + 1000, 1000);
    assert_true(clock_is_steady(&clock, 1000));

    clock_now(&clock, TODAY - 3600, 1001);

    assert_false(clock_is_steady(&clock, 1001));
}

static void small_corrections_of_a_time_server_are_no_leap(void **state)
{
    struct clock clock;
    (void)state;
    clock_start(&clock, 0, TODAY, 0);
    clock_now(&clock, TODAY + 1000, 1000);

    clock_now(&clock, TODAY + 1030, 1001);

    assert_true(clock_is_steady(&clock, 1001));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clock_that_is_set_is_believed),
        cmocka_unit_test(in_1970_time_goes_on_from_the_newest_that_is_known),
        cmocka_unit_test(with_nothing_known_time_is_not_before_the_program),
        cmocka_unit_test(a_leap_to_today_is_taken_and_time_outs_wait),
        cmocka_unit_test(a_leap_back_makes_time_outs_wait_too),
        cmocka_unit_test(small_corrections_of_a_time_server_are_no_leap),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
