/* Senders: what kind of number a message comes from, and its one written form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parser/msisdn.h"

#include <cmocka.h>

static void expect(const char *raw, enum msisdn_kind kind, const char *written)
{
    char ret[MSISDN_SIZE];

    if (msisdn_read(raw, ret) != kind || strcmp(ret, written) != 0)
        fail_msg("\"%s\" was read as kind %d, %s", raw, (int)msisdn_read(raw, ret), ret);
}

static void a_mobile_number_has_one_form_however_it_is_written(void **state)
{
    static const char *const written[] = {
        "08123456789",     "628123456789",   "+628123456789",  "+62 812-3456-789",
        "(0812) 3456 789", "00628123456789", "+6208123456789", "8123456789",
    };
    (void)state;

    for (size_t i = 0; i < sizeof written / sizeof written[0]; i++)
        expect(written[i], MSISDN_MOBILE, "+628123456789");
}

static void mobile_numbers_have_ten_to_thirteen_digits(void **state)
{
    (void)state;

    expect("0852-4100-1234", MSISDN_MOBILE, "+6285241001234");
    expect("0812345678", MSISDN_MOBILE, "+62812345678");
    expect("0812345678901", MSISDN_MOBILE, "+62812345678901");
    expect("081234567", MSISDN_INVALID, "");
    expect("081234567890123456", MSISDN_INVALID, "");
}

static void numbers_of_other_countries_and_fixed_lines_are_told_apart(void **state)
{
    (void)state;

    expect("+60123456789", MSISDN_FOREIGN, "+60123456789");
    expect("+6702123456", MSISDN_FOREIGN, "+6702123456");
    expect("04022821234", MSISDN_FIXED, "+624022821234");
}

static void short_codes_have_three_to_six_digits(void **state)
{
    (void)state;

    expect("363", MSISDN_SHORTCODE, "363");
    expect("1708", MSISDN_SHORTCODE, "1708");
    expect("99677", MSISDN_SHORTCODE, "99677");
    expect("334455", MSISDN_SHORTCODE, "334455");
}

static void emergency_numbers_are_never_short_codes(void **state)
{
    (void)state;

    expect("112", MSISDN_EMERGENCY, "112");
    expect("110", MSISDN_EMERGENCY, "110");
}

static void names_cannot_be_answered(void **state)
{
    static const char *const names[] = {"TELKOMSEL", "BPJS-KES", "Info838", "BANK BRI",
                                        "anonymous"};
    (void)state;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        expect(names[i], MSISDN_ALPHA, "");
}

static void what_is_no_number_is_invalid(void **state)
{
    static const char *const wrong[] = {"0812", "+62", "", "*123#", "08123O56789", "12", "+"};
    (void)state;

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        expect(wrong[i], MSISDN_INVALID, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mobile_number_has_one_form_however_it_is_written),
        cmocka_unit_test(mobile_numbers_have_ten_to_thirteen_digits),
        cmocka_unit_test(numbers_of_other_countries_and_fixed_lines_are_told_apart),
        cmocka_unit_test(short_codes_have_three_to_six_digits),
        cmocka_unit_test(emergency_numbers_are_never_short_codes),
        cmocka_unit_test(names_cannot_be_answered),
        cmocka_unit_test(what_is_no_number_is_invalid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
