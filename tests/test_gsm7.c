/* GSM 7-bit alphabet: every character of 3GPP TS 23.038, what each costs, and what stands for the
 * others. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "config/problems.h"
#include "config/texts.h"
#include "gateway/reply/gsm7.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

/* 3GPP TS 23.038, 6.2.1, row by row; the escape (0x1b) is no character. */
static const char basic[] =
    "@\u00a3$\u00a5\u00e8\u00e9\u00f9\u00ec\u00f2\u00c7\n\u00d8\u00f8\r\u00c5\u00e5"
    "\u0394_\u03a6\u0393\u039b\u03a9\u03a0\u03a8\u03a3\u0398\u039e\u00c6\u00e6\u00df\u00c9"
    " !\"#\u00a4%&'()*+,-./0123456789:;<=>?"
    "\u00a1ABCDEFGHIJKLMNOPQRSTUVWXYZ\u00c4\u00d6\u00d1\u00dc\u00a7"
    "\u00bf"
    "abcdefghijklmnopqrstuvwxyz\u00e4\u00f6\u00f1\u00fc\u00e0";
static const char extension[] = "^{}\\[~]|\u20ac"; /* 6.2.1.1 */

static void the_alphabet_has_127_characters_of_one_septet(void **state)
{
    const char *text = basic;
    uint32_t c;
    int count = 0;
    (void)state;

    while ((c = gsm7_next_character(&text)) != 0) {
        assert_int_equal(gsm7_septets(c), 1);
        count++;
    }
    assert_int_equal(count, 127);
    assert_int_equal(gsm7_count(basic), 127);
}

static void the_extension_table_costs_two(void **state)
{
    const char *text = extension;
    uint32_t c;
    (void)state;

    while ((c = gsm7_next_character(&text)) != 0)
        assert_int_equal(gsm7_septets(c), 2);
    assert_int_equal(gsm7_count(extension), 18);
}

static void no_other_character_is_in_it(void **state)
{
    int count = 0;
    (void)state;

    for (uint32_t c = 0; c < 0x30000; c++)
        count += gsm7_septets(c) > 0;

    assert_int_equal(count, 127 + 9);
}

static void counts_add_up(void **state)
{
    (void)state;

    assert_int_equal(gsm7_count(""), 0);
    assert_int_equal(gsm7_count("Halo \u20ac[]"), 5 + 6);
    assert_int_equal(gsm7_count("Halo \u201c"), -EILSEQ);
    assert_int_equal(gsm7_count("`"), -EILSEQ);
    assert_int_equal(gsm7_count("\xff"), -EILSEQ);
    assert_int_equal(gsm7_count("a\xe2\x82"), -EILSEQ);
    assert_null(gsm7_check("Halo"));
    assert_non_null(gsm7_check("Halo\u2026"));
}

static void is_written(const char *text, const char *plain)
{
    char ret[256];

    assert_int_equal(gsm7_transliterate(text, ret, sizeof ret), strlen(plain));
    assert_string_equal(ret, plain);
    assert_true(gsm7_count(ret) >= 0);
}

static void what_is_in_the_alphabet_stays(void **state)
{
    (void)state;

    is_written(basic, basic);
    is_written(extension, extension);
}

static void typographic_characters_become_plain_ones(void **state)
{
    (void)state;

    is_written("\u201cKTP\u201d \u2013 \u2018KK\u2019\u2026", "\"KTP\" - 'KK'...");
    is_written("2\u00d73\u00a0cm\u2022\u2014\u2212", "2x3 cm*--");
    is_written("a\tb`c\u00b4", "a b'c'");
    is_written("\ufeffzero\u200bwidth\u200d\ufe0f", "zerowidth");
    is_written("\u00abx\u00bb \u2032\u2033", "\"x\" '\"");
}

static void letters_lose_the_marks_that_cannot_be_sent(void **state)
{
    (void)state;

    is_written("\u00ea\u00e9\u00e2\u00ed", "e\u00e9ai");
    is_written("e\u0302", "e");
    is_written("\uff21\u00b2\u2160", "A2I");
}

static void anything_else_becomes_a_question_mark(void **state)
{
    (void)state;

    is_written("\U0001f600", "?");
    is_written("\u4e2d\u6587", "??");
    is_written("\u0627", "?");
    is_written("a\xff"
               "b\x01",
               "a?b?");
}

static void what_does_not_fit_is_cut_at_a_whole_character(void **state)
{
    char ret[4];
    (void)state;

    assert_int_equal(gsm7_transliterate("ab\u20ac", ret, sizeof ret), 2);
    assert_string_equal(ret, "ab");
    assert_int_equal(gsm7_transliterate("\u20acx", ret, sizeof ret), 3);
    assert_string_equal(ret, "\u20ac");
    assert_int_equal(gsm7_transliterate("\u2026", ret, 3), 0);
    assert_string_equal(ret, "");
}

static void every_text_of_ours_can_be_sent(void **state)
{
    static const char *const files[] = {"config/texts.id.conf", "config/texts.en.conf"};
    (void)state;

    for (int i = 0; i < 2; i++) {
        struct problems problems = {0};
        struct texts texts;

        if (texts_load(source_path(files[i]), gsm7_check, &texts, &problems) < 0)
            fail_msg("%s", problems.text);
        for (int id = 0; id < TEXT_COUNT; id++)
            assert_true(gsm7_count(texts.value[id]) >= 0);
        texts_close(&texts);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_alphabet_has_127_characters_of_one_septet),
        cmocka_unit_test(the_extension_table_costs_two),
        cmocka_unit_test(no_other_character_is_in_it),
        cmocka_unit_test(counts_add_up),
        cmocka_unit_test(what_is_in_the_alphabet_stays),
        cmocka_unit_test(typographic_characters_become_plain_ones),
        cmocka_unit_test(letters_lose_the_marks_that_cannot_be_sent),
        cmocka_unit_test(anything_else_becomes_a_question_mark),
        cmocka_unit_test(what_does_not_fit_is_cut_at_a_whole_character),
        cmocka_unit_test(every_text_of_ours_can_be_sent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
