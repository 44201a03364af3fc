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

static int64_t expiry_of(const char *order, const char *answer)
{
    int64_t day = -1;
    int rc = credit_read_expiry(option_find(MODEM_OPTIONS, "expiry_pattern")->fallback, order,
                                answer, &day);

    return rc < 0 ? rc : day;
}

/* Days since 1970, by date(1): date -ud 2014-11-05 +%s, divided by 86400. */
#define NOV_5_2014  16379
#define AUG_18_2013 15935
#define AUG_16_2013 15933
#define AUG_18_2014 16300
#define MAY_3_2014  16193
#define DEC_1_2026  20788

static void the_last_day_is_read_of_the_five_operators(void **state)
{
    (void)state;

    assert_int_equal(
        expiry_of("dmy", "Sisa Pulsa Anda Rp.5600. Masa berlaku sampai dengan 05/11/2014"),
        NOV_5_2014);
    assert_int_equal(expiry_of("dmy", "Pulsa 19350 s/d 18Aug13."), AUG_18_2013);
    assert_int_equal(expiry_of("mdy", "Balance Rp.8500. Active 08.16.13"), AUG_16_2013);
    assert_int_equal(expiry_of("dmy", "Pulsa anda sisa Rp 1234 berlaku s/d 18-AUG-14"),
                     AUG_18_2014);
    assert_int_equal(expiry_of("dmy", "Pulsa Anda Rp. 36,998 berlaku s/d 03/05/2014"), MAY_3_2014);
}

static void the_last_day_is_read_however_it_is_written(void **state)
{
    static const char *const answers[] = {
        "Pulsa Rp10.000 aktif s/d 01.12.2026",
        "Masa aktif: 1 Desember 2026",
        "Aktif sampai 01-12-26. Kuota 5GB s/d 03-12-26",
        "Masa aktif 30 hari s/d 1/12/2026",
        "Expired 2026-12-01",
        "s/d 01Des26",
        "berlaku 1 dec 2026.",
    };
    (void)state;

    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
        if (expiry_of("dmy", answers[i]) != DEC_1_2026)
            fail_msg("%s: %lld", answers[i], (long long)expiry_of("dmy", answers[i]));
    assert_int_equal(expiry_of("mdy", "Active 12.01.26"), DEC_1_2026);
    assert_int_equal(expiry_of("mdy", "Active 01 Dec 26"), DEC_1_2026);
}

static void what_is_no_day_is_none(void **state)
{
    (void)state;

    assert_int_equal(expiry_of("dmy", "Pulsa Rp 5000"), -ENOENT);
    assert_int_equal(expiry_of("dmy", "Active 08.16.13"), -EDOM);
    assert_int_equal(expiry_of("dmy", "s/d 31.02.2026"), -EDOM);
    assert_int_equal(expiry_of("dmy", "s/d 00.00.0000"), -EDOM);
    assert_int_equal(expiry_of("dmy", "s/d 20261201"), -EDOM);
    assert_int_equal(expiry_of("dmy", "s/d 1 Foo 2026"), -EDOM);
}

static void a_pattern_that_is_none_is_told(void **state)
{
    int64_t rupiah;
    (void)state;

    assert_int_equal(credit_read("(", "Rp 5", &rupiah), -EINVAL);
    assert_int_equal(credit_read_expiry("(", "dmy", "s/d 1.1.26", &rupiah), -EINVAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_five_operators_are_read_with_the_usual_pattern),
        cmocka_unit_test(nothing_left_is_zero),
        cmocka_unit_test(an_answer_without_money_is_none),
        cmocka_unit_test(a_number_that_no_sim_has_is_none),
        cmocka_unit_test(the_last_group_that_took_part_counts),
        cmocka_unit_test(the_last_day_is_read_of_the_five_operators),
        cmocka_unit_test(the_last_day_is_read_however_it_is_written),
        cmocka_unit_test(what_is_no_day_is_none),
        cmocka_unit_test(a_pattern_that_is_none_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
