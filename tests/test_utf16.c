/* UTF-16 to UTF-8: every kind of character, halves of characters, and too little room. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "db/utf16.h"

#include <cmocka.h>

#define CONVERT(units, ret)                                                                        \
    utf16_to_utf8(units, sizeof(units) / sizeof((units)[0]), ret, sizeof(ret))

static void each_length_of_character_is_converted(void **state)
{
    static const uint16_t units[] = {'A', 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0xd83d, 0xde00, 'z'};
    char text[64];
    (void)state;

    assert_int_equal(CONVERT(units, text), 1 + 1 + 2 + 2 + 3 + 3 + 4 + 1);

    assert_string_equal(text, "A\x7f\xc2\x80\u07ff\u0800\uffff\U0001f600z");
}

static void the_outermost_surrogates_are_joined(void **state)
{
    static const uint16_t units[] = {0xd800, 0xdc00, 0xdbff, 0xdfff};
    char text[16];
    (void)state;

    CONVERT(units, text);

    assert_string_equal(text, "\U00010000\U0010ffff");
}

static void half_a_character_and_zero_become_the_replacement_character(void **state)
{
    static const uint16_t units[] = {0xd83d, 'a',    0xde00, 0,     0xdc00,
                                     0xd83d, 0xd83d, 0xde00, 0xdbff};
    char text[64];
    (void)state;

    CONVERT(units, text);

    assert_string_equal(text, "\ufffd"
                              "a\ufffd\ufffd\ufffd\ufffd\U0001f600\ufffd");
}

static void what_does_not_fit_is_left_out_at_a_whole_character(void **state)
{
    static const uint16_t units[] = {'a', 0x20ac, 'b'};
    char text[5];
    (void)state;

    assert_int_equal(utf16_to_utf8(units, 3, text, 5), 4);
    assert_string_equal(text, "a\u20ac");
    assert_int_equal(utf16_to_utf8(units, 3, text, 4), 1);
    assert_string_equal(text, "a");
    assert_int_equal(utf16_to_utf8(units, 3, text, 1), 0);
    assert_string_equal(text, "");
}

static void no_units_are_no_text(void **state)
{
    char text[4] = "old";
    (void)state;

    assert_int_equal(utf16_to_utf8(NULL, 0, text, sizeof text), 0);

    assert_string_equal(text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_length_of_character_is_converted),
        cmocka_unit_test(the_outermost_surrogates_are_joined),
        cmocka_unit_test(half_a_character_and_zero_become_the_replacement_character),
        cmocka_unit_test(what_does_not_fit_is_left_out_at_a_whole_character),
        cmocka_unit_test(no_units_are_no_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
