/* USSD answers as modems spoil them, made readable again. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "gateway/bearer/modem_ussd.h"

#include <cmocka.h>

static void reads_as(const char *text, const char *expected)
{
    char ret[256];

    modem_ussd_decode(text, ret, sizeof ret);
    assert_string_equal(ret, expected);
}

static void plain_text_stays(void **state)
{
    (void)state;

    reads_as("Sisa Pulsa Anda Rp.5600.", "Sisa Pulsa Anda Rp.5600.");
    reads_as("", "");
}

static void lines_become_one(void **state)
{
    (void)state;

    reads_as("Pulsa 5600\r\ns/d 1/1/27", "Pulsa 5600  s/d 1/1/27");
}

static void ucs2_in_hexadecimal_is_read(void **state)
{
    (void)state;

    reads_as("00500075006C0073006100200035003600300030", "Pulsa 5600");
}

static void ascii_in_hexadecimal_is_read(void **state)
{
    (void)state;

    reads_as("50756C73612035363030", "Pulsa 5600");
}

static void packed_septets_in_hexadecimal_are_read(void **state)
{
    (void)state;

    reads_as("D03A7B1E06D56C3018", "Pulsa 5600");
}

static void what_is_no_text_in_any_way_stays(void **state)
{
    (void)state;

    reads_as("FFFFFFFFFFFF", "FFFFFFFFFFFF");
    reads_as("0102030405060708", "0102030405060708");
}

static void a_short_number_is_a_number(void **state)
{
    (void)state;

    reads_as("5600", "5600");
    reads_as("081234", "081234");
}

static void what_does_not_fit_is_cut(void **state)
{
    char ret[6];
    (void)state;

    modem_ussd_decode("50756C73612035363030", ret, sizeof ret);

    assert_string_equal(ret, "Pulsa");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_stays),
        cmocka_unit_test(lines_become_one),
        cmocka_unit_test(ucs2_in_hexadecimal_is_read),
        cmocka_unit_test(ascii_in_hexadecimal_is_read),
        cmocka_unit_test(packed_septets_in_hexadecimal_are_read),
        cmocka_unit_test(what_is_no_text_in_any_way_stays),
        cmocka_unit_test(a_short_number_is_a_number),
        cmocka_unit_test(what_does_not_fit_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
