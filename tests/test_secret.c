/* Secrets: where a code stands in a message, and what is left of the text without it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "parser/secret.h"

#include <cmocka.h>

static struct secret secret;
static char text[256];

static const char *code_of(const char *message)
{
    return secret_find(message, &secret) ? secret.digits : "";
}

static void a_sign_and_digits_are_a_code(void **state)
{
    (void)state;

    assert_string_equal(code_of("STATUS 61 SELESAI #1234"), "1234");
    assert_string_equal(code_of("STATUS 61 SELESAI#01483920"), "01483920");
    assert_string_equal(code_of("status 61 selesai # 12 34."), "1234");
    assert_string_equal(code_of("KABAR KTP habis pin 123456"), "123456");
    assert_string_equal(code_of("KABAR KTP habis PIN: 123456"), "123456");
    assert_string_equal(code_of("STATUS 61 #4711 SELESAI"), "4711");
    assert_string_equal(code_of("#1111 STATUS 61 SELESAI #2222"), "2222");
    assert_false(secret.bare);
}

static void digits_that_end_the_text_may_be_one(void **state)
{
    (void)state;

    assert_string_equal(code_of("STATUS 61 SELESAI 123456"), "123456");
    assert_true(secret.bare);
}

static void other_numbers_are_none(void **state)
{
    (void)state;

    assert_string_equal(code_of("STATUS 61 SELESAI"), "");
    assert_string_equal(code_of("lampu di RT 12"), "");
    assert_string_equal(code_of("STATUS#66#SELESAI#sudah"), "");
    assert_string_equal(code_of("kapin12345678"), "");
    assert_string_equal(code_of("7404012345678901"), "");
    assert_string_equal(code_of(""), "");
}

/* One digit too many is a slip of the thumb and no code, whatever its beginning is. */
static void a_longer_number_is_another_one(void **state)
{
    (void)state;

    assert_string_equal(code_of("STATUS 61 SELESAI #123456789"), "123456789");
    assert_string_equal(code_of("REG#7401011234567890#7401011234567891#"), "");
}

static void the_text_is_cut_around_it(void **state)
{
    (void)state;

    code_of("STATUS 61 #4711 SELESAI");
    assert_string_equal(secret_cut("STATUS 61 #4711 SELESAI", &secret, text, sizeof text),
                        "STATUS 61 SELESAI");
    code_of("KABAR KTP habis PIN 4711");
    assert_string_equal(secret_cut("KABAR KTP habis PIN 4711", &secret, text, sizeof text),
                        "KABAR KTP habis");
}

static void every_one_is_masked_but_for_a_ticket(void **state)
{
    (void)state;

    assert_string_equal(
        secret_mask("#1111 STATUS #0100014 SELESAI #2222!", "0100014", false, text, sizeof text),
        "#**** STATUS #0100014 SELESAI #****!");
    assert_string_equal(secret_mask("STATUS 61 SELESAI 123456", "61", true, text, sizeof text),
                        "STATUS 61 SELESAI #****");
    assert_string_equal(secret_mask("tahun 2026", "", false, text, sizeof text), "tahun 2026");
}

static void a_short_buffer_holds_what_fits(void **state)
{
    char little[12];
    (void)state;

    assert_string_equal(secret_mask("#1111 #2222 #3333 #4444", "", false, little, sizeof little),
                        "#**** #****");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sign_and_digits_are_a_code),
        cmocka_unit_test(digits_that_end_the_text_may_be_one),
        cmocka_unit_test(other_numbers_are_none),
        cmocka_unit_test(a_longer_number_is_another_one),
        cmocka_unit_test(the_text_is_cut_around_it),
        cmocka_unit_test(every_one_is_masked_but_for_a_ticket),
        cmocka_unit_test(a_short_buffer_holds_what_fits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
