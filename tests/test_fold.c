/* Fold and tokens: one form of a text for comparing, and where each word stood. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parser/fold.h"
#include "parser/tokens.h"

#include <cmocka.h>

static const char *folded(const char *text)
{
    static char ret[256];

    fold(text, ret, sizeof ret);
    return ret;
}

static void case_spaces_and_signs_make_no_difference(void **state)
{
    (void)state;

    assert_string_equal(folded("  Syarat   KTP!!! "), "syarat ktp");
    assert_string_equal(folded("SYARAT#KTP"), "syarat ktp");
    assert_string_equal(folded("e-KTP"), "e ktp");
}

static void full_width_accents_and_look_alikes_become_plain(void **state)
{
    (void)state;

    assert_string_equal(folded("Ｓyarat"), "syarat");
    assert_string_equal(folded("sy\xd0\xb0rat"), "syarat");
    assert_string_equal(folded("\xd0\xa1\xd0\x95\xd0\x9a"), "cek");
    assert_string_equal(folded("syar\xc3\xa1t"), "syarat");
    assert_string_equal(folded("\xce\xbf\xce\xba"), "ok");
}

static void what_nobody_sees_is_left_out_and_no_gap(void **state)
{
    (void)state;

    assert_string_equal(folded("sya\xe2\x80\x8brat"), "syarat");
    assert_string_equal(folded("\xef\xbb\xbfktp"), "ktp");
}

static void emoji_and_broken_bytes_are_gaps(void **state)
{
    (void)state;

    assert_string_equal(folded("ktp\xf0\x9f\x98\x80kk"), "ktp kk");
    assert_string_equal(folded("ktp\xff\xfekk\xc3"), "ktp kk");
}

static void what_does_not_fit_is_cut_at_a_whole_character(void **state)
{
    char ret[6];
    (void)state;

    assert_int_equal(fold("abc\xd0\xb6\xd0\xb6", ret, sizeof ret), 5);
    assert_string_equal(ret, "abc\xd0\xb6");
}

static void a_token_knows_its_place_in_the_text(void **state)
{
    static struct tokens tokens;
    (void)state;

    tokens_read("Lapor,  jalan rusak", &tokens);

    assert_int_equal(tokens.count, 3);
    assert_string_equal(tokens.token[1].text, "jalan");
    assert_int_equal(tokens.token[1].start, 8);
    assert_int_equal(tokens.token[1].end, 13);
    assert_true(tokens.token[1].parted);
    assert_false(tokens.token[2].parted);
}

static void tokens_tell_numbers_and_the_signs_before_them(void **state)
{
    static struct tokens tokens;
    (void)state;

    tokens_read("cek 01-00421 & 2gt?", &tokens);

    assert_int_equal(tokens.count, 4);
    assert_true(tokens.token[1].number);
    assert_true(tokens.token[2].hyphened);
    assert_false(tokens.token[3].number);
    assert_true(tokens.token[3].joined);
    assert_true(tokens.question);
}

static void links_and_codes_to_dial_are_seen(void **state)
{
    static struct tokens tokens;
    (void)state;

    tokens_read("klik s.id/dana", &tokens);
    assert_true(tokens.link);
    assert_false(tokens.code);

    tokens_read("beli paket di *363*5#", &tokens);
    assert_false(tokens.link);
    assert_true(tokens.code);
}

static void a_text_without_end_fills_the_tokens_and_no_more(void **state)
{
    static struct tokens tokens;
    static char text[100001];
    (void)state;
    for (size_t i = 0; i + 1 < sizeof text; i++)
        text[i] = i % 2 ? ' ' : 'a';

    tokens_read(text, &tokens);

    assert_int_equal(tokens.count, TOKENS_MAX);
}

static void a_word_that_is_too_long_is_cut(void **state)
{
    static struct tokens tokens;
    char text[101];
    (void)state;
    memset(text, 'a', 100);
    text[100] = '\0';

    tokens_read(text, &tokens);

    assert_int_equal(tokens.count, 1);
    assert_int_equal(strlen(tokens.token[0].text), TOKEN_SIZE - 1);
    assert_int_equal(tokens.token[0].end, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_spaces_and_signs_make_no_difference),
        cmocka_unit_test(full_width_accents_and_look_alikes_become_plain),
        cmocka_unit_test(what_nobody_sees_is_left_out_and_no_gap),
        cmocka_unit_test(emoji_and_broken_bytes_are_gaps),
        cmocka_unit_test(what_does_not_fit_is_cut_at_a_whole_character),
        cmocka_unit_test(a_token_knows_its_place_in_the_text),
        cmocka_unit_test(tokens_tell_numbers_and_the_signs_before_them),
        cmocka_unit_test(links_and_codes_to_dial_are_seen),
        cmocka_unit_test(a_text_without_end_fills_the_tokens_and_no_more),
        cmocka_unit_test(a_word_that_is_too_long_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
