/* Mask: the numbers that name a person do not reach a log. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "parser/mask.h"

#include <cmocka.h>

static void masks_to(const char *text, const char *expected)
{
    char ret[200];

    assert_string_equal(mask_text(text, ret, sizeof ret), expected);
}

static void a_nik_shows_its_first_four_digits(void **state)
{
    (void)state;

    masks_to("NIK 7404123456780001 mohon dicek", "NIK 7404************ mohon dicek");
}

static void a_nik_with_separators_is_masked_too(void **state)
{
    (void)state;

    masks_to("7404 1234 5678 0001", "7404 **** **** ****");
    masks_to("7404-1234-5678-0001", "7404-****-****-****");
    masks_to("7404.1234.5678.0001.", "7404.****.****.****.");
}

static void shorter_numbers_stay(void **state)
{
    (void)state;

    masks_to("hubungi 081234567890", "hubungi 081234567890");
    masks_to("CEK 0100424", "CEK 0100424");
    masks_to("", "");
}

static void longer_numbers_are_masked(void **state)
{
    (void)state;

    masks_to("74041234567800019", "7404*************");
}

static void what_does_not_fit_is_cut(void **state)
{
    char ret[10];
    (void)state;

    mask_text("7404123456780001", ret, sizeof ret);

    assert_string_equal(ret, "7404*****");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_nik_shows_its_first_four_digits),
        cmocka_unit_test(a_nik_with_separators_is_masked_too),
        cmocka_unit_test(shorter_numbers_stay),
        cmocka_unit_test(longer_numbers_are_masked),
        cmocka_unit_test(what_does_not_fit_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
