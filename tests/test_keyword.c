/* Keywords and intents: every intent has a name, every keyword an intent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parser/keyword.h"

#include <cmocka.h>

static void every_intent_is_found_by_its_name(void **state)
{
    (void)state;

    for (int i = 0; i < INTENTS; i++) {
        assert_non_null(intent_names[i]);
        assert_int_equal(intent_of_name(intent_names[i]), i);
    }
    assert_int_equal(intent_of_name("KTP"), INTENT_UNKNOWN);
}

static void keywords_say_what_a_person_wants(void **state)
{
    (void)state;

    assert_int_equal(keyword_find("syarat"), INTENT_SYARAT);
    assert_int_equal(keyword_find("adu"), INTENT_LAPOR);
    assert_int_equal(keyword_find("berhenti"), INTENT_STOP);
    assert_int_equal(keyword_find("lampu"), INTENT_UNKNOWN);
    assert_int_equal(keyword_find("SYARAT"), INTENT_UNKNOWN);
}

static void what_officers_do_is_marked_as_changing_something(void **state)
{
    (void)state;

    assert_true(intent_changes(INTENT_STATUS));
    assert_false(intent_changes(INTENT_CEK));
    assert_false(intent_changes(INTENT_LAPOR));
}

static void the_keywords_can_be_counted_through(void **state)
{
    enum intent intent;
    const char *word;
    size_t count = 0;
    (void)state;

    while ((word = keyword_at(count, &intent)) != NULL) {
        assert_int_equal(keyword_find(word), intent);
        count++;
    }

    assert_true(count > 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_intent_is_found_by_its_name),
        cmocka_unit_test(keywords_say_what_a_person_wants),
        cmocka_unit_test(what_officers_do_is_marked_as_changing_something),
        cmocka_unit_test(the_keywords_can_be_counted_through),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
