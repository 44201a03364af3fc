/* Vocabulary: what words stand for, and which service a text is about. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parser/services.h"
#include "parser/vocabulary.h"

#include <cmocka.h>

static const struct subject KTP = {.code = "KTP", .group = true},
                            LOST = {.code = "KTP-HILANG", .group = false},
                            PASSPORT = {.code = "PASPOR", .group = false};

static struct vocabulary *some(void)
{
    struct vocabulary *vocabulary;

    assert_int_equal(vocabulary_open(&vocabulary), 0);
    assert_int_equal(vocabulary_add(vocabulary, "KTP", &KTP), 1);
    assert_int_equal(vocabulary_add(vocabulary, "KTP Hilang", &LOST), 1);
    assert_int_equal(vocabulary_add(vocabulary, "paspor", &PASSPORT), 1);
    return vocabulary;
}

static void a_word_is_found_in_its_folded_form(void **state)
{
    struct vocabulary *vocabulary = some();
    (void)state;

    assert_string_equal(vocabulary_find(vocabulary, "ktp hilang")->code, "KTP-HILANG");
    assert_true(vocabulary_find(vocabulary, "ktp")->group);
    assert_null(vocabulary_find(vocabulary, "kk"));
    assert_int_equal(vocabulary_count(vocabulary), 3);
    vocabulary_close(vocabulary);
}

static void an_office_has_names_of_its_own(void **state)
{
    struct vocabulary *vocabulary = some();
    (void)state;

    assert_int_equal(vocabulary_add_unit(vocabulary, "KTP", "DUKCAPIL"), 1);
    assert_int_equal(vocabulary_add_unit(vocabulary, "Ktp", "POLRES"), 0);
    assert_int_equal(vocabulary_add_unit(vocabulary, "!", "POLRES"), -EINVAL);

    assert_string_equal(vocabulary_find_unit(vocabulary, "ktp")->code, "DUKCAPIL");
    assert_true(vocabulary_find_unit(vocabulary, "ktp")->unit);
    assert_string_equal(vocabulary_find(vocabulary, "ktp")->code, "KTP");
    assert_null(vocabulary_find_unit(vocabulary, "paspor"));
    vocabulary_close(vocabulary);
}

static void a_word_keeps_its_first_meaning(void **state)
{
    struct vocabulary *vocabulary = some();
    (void)state;

    assert_int_equal(vocabulary_add(vocabulary, "k t p", &LOST), 1);
    assert_int_equal(vocabulary_add(vocabulary, "ktp", &LOST), 0);

    assert_string_equal(vocabulary_find(vocabulary, "ktp")->code, "KTP");
    vocabulary_close(vocabulary);
}

static void a_word_of_signs_is_no_word(void **state)
{
    struct vocabulary *vocabulary = some();
    (void)state;

    assert_int_equal(vocabulary_add(vocabulary, " -- ", &KTP), -EINVAL);
    vocabulary_close(vocabulary);
}

static void thousands_of_words_are_all_found_again(void **state)
{
    struct vocabulary *vocabulary = some();
    char word[32];
    (void)state;

    for (int i = 0; i < 5000; i++) {
        snprintf(word, sizeof word, "layanan w%dx", i);
        assert_int_equal(vocabulary_add(vocabulary, word, &LOST), 1);
    }

    for (int i = 0; i < 5000; i++) {
        snprintf(word, sizeof word, "layanan w%dx", i);
        assert_non_null(vocabulary_find(vocabulary, word));
    }
    vocabulary_close(vocabulary);
}

static void own_numbers_are_known(void **state)
{
    struct vocabulary *vocabulary = some();
    (void)state;

    assert_int_equal(vocabulary_add_own_number(vocabulary, "+6281200000001"), 0);

    assert_true(vocabulary_is_own_number(vocabulary, "+6281200000001"));
    assert_false(vocabulary_is_own_number(vocabulary, "+6281200000002"));
    vocabulary_close(vocabulary);
}

static void the_language_is_checked_word_by_word(void **state)
{
    struct vocabulary *vocabulary = some();
    (void)state;

    assert_null(vocabulary_add_language(vocabulary, "words", "syarat", "srat"));
    assert_non_null(vocabulary_add_language(vocabulary, "words", "biaya", "srat"));
    assert_non_null(vocabulary_add_language(vocabulary, "words", "biaya", "dua kata"));
    assert_non_null(vocabulary_add_language(vocabulary, "topics", "SYARATT", "apa"));
    assert_non_null(vocabulary_add_language(vocabulary, "marks", "fillers", "yang"));
    assert_non_null(vocabulary_add_language(vocabulary, "states", "BERES", "beres"));
    assert_non_null(vocabulary_add_language(vocabulary, "phrases", "kk", "kartu"));
    assert_non_null(vocabulary_add_language(vocabulary, "wrods", "kk", "kartu"));
    assert_non_null(vocabulary_add_language(vocabulary, "apart", "syarat", "srat"));
    vocabulary_close(vocabulary);
}

static const char *best(const struct vocabulary *vocabulary, const char *text)
{
    static struct reading reading;
    static struct service_matches matches;

    reading_read(vocabulary, text, &reading);
    services_find(vocabulary_services(vocabulary), vocabulary_words(vocabulary), &reading, 0,
                  reading.count, &matches);
    return matches.count ? matches.match[0].subject->code : "";
}

static void the_longer_name_is_the_better_match(void **state)
{
    struct vocabulary *vocabulary = some();
    (void)state;

    assert_string_equal(best(vocabulary, "ktp"), "KTP");
    assert_string_equal(best(vocabulary, "hilang ktp saya"), "KTP-HILANG");
    assert_string_equal(best(vocabulary, "bikin paspr"), "PASPOR");
    assert_string_equal(best(vocabulary, "selamat pagi"), "");
    vocabulary_close(vocabulary);
}

static void names_that_look_like_a_word_are_told_nearest_first(void **state)
{
    struct vocabulary *vocabulary = some();
    const struct subject *found[4];
    (void)state;

    int count = services_resembling(vocabulary_services(vocabulary), vocabulary_words(vocabulary),
                                    "ktb", found, 4);

    assert_int_equal(count, 1);
    assert_string_equal(found[0]->code, "KTP");
    assert_int_equal(services_resembling(vocabulary_services(vocabulary),
                                         vocabulary_words(vocabulary), "beasiswa", found, 4),
                     0);
    vocabulary_close(vocabulary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_found_in_its_folded_form),
        cmocka_unit_test(an_office_has_names_of_its_own),
        cmocka_unit_test(a_word_keeps_its_first_meaning),
        cmocka_unit_test(a_word_of_signs_is_no_word),
        cmocka_unit_test(thousands_of_words_are_all_found_again),
        cmocka_unit_test(own_numbers_are_known),
        cmocka_unit_test(the_language_is_checked_word_by_word),
        cmocka_unit_test(the_longer_name_is_the_better_match),
        cmocka_unit_test(names_that_look_like_a_word_are_told_nearest_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
