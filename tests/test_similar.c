/* Similar: which complaints say the same, by a measure that can be checked by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "gateway/desk/similar.h"

#include <cmocka.h>

static bool are_similar(const char *one, const char *other)
{
    char words[TICKET_WORDS_SIZE], others[TICKET_WORDS_SIZE];

    similar_words(one, words);
    similar_words(other, others);
    assert_int_equal(similar_are(words, others), similar_are(others, words));
    return similar_are(words, others);
}

static void the_words_of_a_complaint_are_those_of_four_letters_and_more_each_once(void **state)
{
    char words[TICKET_WORDS_SIZE];
    (void)state;

    similar_words("Lampu jalan di Batauga MATI, mati sejak 3 hari!", words);
    assert_string_equal(words, "batauga hari jalan lampu mati sejak");
    similar_words("", words);
    assert_string_equal(words, "");
}

static void two_words_in_three_make_the_same(void **state)
{
    (void)state;

    assert_true(are_similar("lampu jalan mati di Batauga", "di Batauga lampu jalan mati"));
    /* 4 of 5 */
    assert_true(are_similar("lampu jalan mati di Batauga", "lampu jalan mati depan Batauga"));
    /* 4 of 6 */
    assert_true(are_similar("lampu jalan mati di Batauga", "lampu jalan mati Batauga depan pasar"));
    /* 3 of 5: another place */
    assert_false(are_similar("lampu jalan mati di Batauga", "lampu jalan mati di Siompu"));
    /* 4 of 7 */
    assert_false(
        are_similar("lampu jalan mati di Batauga", "lampu jalan mati Batauga depan pasar ikan"));
}

static void one_word_is_the_same_only_if_it_is_all(void **state)
{
    (void)state;

    assert_true(are_similar("banjir", "Banjir!"));
    assert_false(are_similar("banjir", "banjir lagi"));
    assert_false(are_similar("", ""));
    assert_true(are_similar("banjir besar", "BANJIR BESAR"));
}

static void a_beginning_is_another_word(void **state)
{
    (void)state;

    assert_false(are_similar("jalan rusak", "jalanan rusaknya"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_words_of_a_complaint_are_those_of_four_letters_and_more_each_once),
        cmocka_unit_test(two_words_in_three_make_the_same),
        cmocka_unit_test(one_word_is_the_same_only_if_it_is_all),
        cmocka_unit_test(a_beginning_is_another_word),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
