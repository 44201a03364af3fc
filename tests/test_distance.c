/* Distance and affixes: how people err, and what they add to words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parser/affix.h"
#include "parser/distance.h"
#include "parser/words.h"

#include <cmocka.h>

static void the_same_word_is_no_distance_away(void **state)
{
    (void)state;

    assert_int_equal(distance("syarat", "syarat", 20), 0);
}

static void a_slip_of_the_thumb_costs_less_than_another_letter(void **state)
{
    int neighbour = distance("menh", "menu", 30), sound = distance("paspot", "paspor", 30);
    int other = distance("menx", "menu", 30);
    (void)state;

    assert_true(neighbour > 0 && neighbour < other);
    assert_true(sound > 0 && sound < DISTANCE_LETTER);
    assert_int_equal(other, DISTANCE_LETTER);
}

static void left_out_vowels_doubled_and_swapped_letters_cost_little(void **state)
{
    (void)state;

    assert_true(distance("syrat", "syarat", 30) < DISTANCE_LETTER);
    assert_true(distance("syaratt", "syarat", 30) < distance("syrat", "syarat", 30));
    assert_true(distance("sayrat", "syarat", 30) < DISTANCE_LETTER);
    assert_int_equal(distance("sarat", "syarat", 30), DISTANCE_LETTER);
}

static void a_wrong_first_letter_costs_more(void **state)
{
    (void)state;

    assert_true(distance("dyarat", "syarat", 30) > distance("syadat", "syarat", 30));
}

static void what_is_farther_than_the_limit_is_only_told_as_that(void **state)
{
    (void)state;

    assert_int_equal(distance("jembatan", "ktp", 20), 21);
    assert_int_equal(distance("", "ktp", 5), 6);
}

static int has_form(const char *token, const char *form)
{
    struct affix_forms forms;

    affix_forms(token, &forms);
    for (int i = 0; i < forms.count; i++)
        if (strcmp(forms.form[i], form) == 0)
            return 1;
    return 0;
}

static void what_people_add_to_words_is_taken_off(void **state)
{
    static const char *const pairs[][2] = {
        {"syaratnya", "syarat"}, {"syaratx", "syarat"},  {"syaraaat", "syarat"},
        {"b3rapa", "berapa"},    {"apa2", "apa"},        {"syarat2nya", "syarat"},
        {"apakah", "apa"},       {"hilangmi", "hilang"}, {"gratisji", "gratis"},
        {"ngurus", "urus"},      {"didesa", "desa"},     {"berape", "berapa"},
        {"nyari", "cari"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (!has_form(pairs[i][0], pairs[i][1]))
            fail_msg("%s is not read as %s", pairs[i][0], pairs[i][1]);
}

static void a_number_is_no_doubled_word(void **state)
{
    (void)state;

    assert_false(has_form("ak12", "ak1"));
    assert_false(has_form("1234", "izea"));
}

static struct words *some_words(void)
{
    struct words *words;

    assert_int_equal(words_open(&words), 0);
    for (const char *const *form =
             (const char *const[]){"kartu", "syarat", "biaya", "menu", "mena", NULL};
         *form; form++) {
        int word = words_put(words, *form);
        words_add_role(words, word, ROLE_MATTERS);
        words_bend(words, word, BEND_FULL);
    }
    return words;
}

static void a_word_is_found_without_its_vowels(void **state)
{
    struct words *words = some_words();
    (void)state;

    assert_string_equal(words_text(words, words_find_by_vowels(words, "krtu")), "kartu");
    assert_string_equal(words_text(words, words_find_by_vowels(words, "syrt")), "syarat");
    assert_int_equal(words_find_by_vowels(words, "urtk"), WORD_NONE);
    words_close(words);
}

static void a_slip_counts_only_if_it_points_to_one_word(void **state)
{
    struct words *words = some_words();
    (void)state;

    assert_string_equal(words_text(words, words_find_by_slip(words, "mwnu", ROLE_MATTERS)), "menu");
    assert_string_equal(words_text(words, words_find_by_slip(words, "syarst", ROLE_MATTERS)),
                        "syarat");
    assert_int_equal(words_find_by_slip(words, "menw", ROLE_MATTERS), WORD_NONE);
    assert_int_equal(words_find_by_slip(words, "mwnu", ROLE_SERVICE), WORD_NONE);
    words_close(words);
}

static void forms_of_one_stem_are_one_word(void **state)
{
    struct words *words = some_words();
    int born = words_put(words, "kelahiran");
    (void)state;

    assert_int_equal(words_put(words, "lahir"), born);
    assert_int_equal(words_put_form(words, born, "lhr", BEND_NONE), 1);
    assert_int_equal(words_find(words, "lhr"), born);
    assert_int_equal(words_put_form(words, words_find(words, "kartu"), "lhr", BEND_NONE), 0);
    assert_int_not_equal(words_put_alone(words, "lahiran"), born);
    words_close(words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_word_is_no_distance_away),
        cmocka_unit_test(a_slip_of_the_thumb_costs_less_than_another_letter),
        cmocka_unit_test(left_out_vowels_doubled_and_swapped_letters_cost_little),
        cmocka_unit_test(a_wrong_first_letter_costs_more),
        cmocka_unit_test(what_is_farther_than_the_limit_is_only_told_as_that),
        cmocka_unit_test(what_people_add_to_words_is_taken_off),
        cmocka_unit_test(a_number_is_no_doubled_word),
        cmocka_unit_test(a_word_is_found_without_its_vowels),
        cmocka_unit_test(a_slip_counts_only_if_it_points_to_one_word),
        cmocka_unit_test(forms_of_one_stem_are_one_word),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
