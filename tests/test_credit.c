/* Credit: the rupiah in what the operators answer. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "config/config.h"
#include "config/options.h"
#include "gateway/credit.h"

#include <cmocka.h>

static int64_t read_usual(const char *answer)
{
    int64_t rupiah = -1;
    int rc = credit_read(option_find(MODEM_OPTIONS, "balance_pattern")->fallback, answer, &rupiah);

    return rc < 0 ? rc : rupiah;
}

static void the_five_operators_are_read_with_the_usual_pattern(void **state)
{
    (void)state;

    assert_int_equal(read_usual("Sisa Pulsa Anda Rp.5600. Masa berlaku sampai dengan 05/11/2014"),
                     5600);
    assert_int_equal(read_usual("Pulsa 19350 s/d 18Aug13."), 19350);
    assert_int_equal(read_usual("Balance Rp.8500. Active 08.16.13"), 8500);
    assert_int_equal(read_usual("Pulsa anda sisa Rp 1234 berlaku s/d 18-AUG-14"), 1234);
    assert_int_equal(read_usual("Pulsa Anda Rp. 36,998 berlaku s/d 03/05/2014"), 36998);
}

static void nothing_left_is_zero(void **state)
{
    (void)state;

    assert_int_equal(read_usual("Sisa Pulsa Anda Rp.0. Segera isi ulang"), 0);
}

static void an_answer_without_money_is_none(void **state)
{
    (void)state;

    assert_int_equal(read_usual("Maaf, permintaan Anda tidak dapat kami proses"), -ENOENT);
    assert_int_equal(read_usual(""), -ENOENT);
}

static void a_number_that_no_sim_has_is_none(void **state)
{
    (void)state;

    assert_int_equal(read_usual("Pulsa 99999999999999999999"), -ENOENT);
}

static void the_last_group_that_took_part_counts(void **state)
{
    int64_t rupiah;
    (void)state;

    assert_int_equal(credit_read("main ([0-9]+)|bonus ([0-9.]+)", "bonus 4.500", &rupiah), 0);
    assert_int_equal(rupiah, 4500);
    assert_int_equal(credit_read("main ([0-9]+)|bonus ([0-9.]+)", "main 700", &rupiah), 0);
    assert_int_equal(rupiah, 700);
}

static void a_pattern_that_is_none_is_told(void **state)
{
    int64_t rupiah;
    (void)state;

    assert_int_equal(credit_read("(", "Rp 5", &rupiah), -EINVAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_five_operators_are_read_with_the_usual_pattern),
        cmocka_unit_test(nothing_left_is_zero),
        cmocka_unit_test(an_answer_without_money_is_none),
        cmocka_unit_test(a_number_that_no_sim_has_is_none),
        cmocka_unit_test(the_last_group_that_took_part_counts),
        cmocka_unit_test(a_pattern_that_is_none_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
