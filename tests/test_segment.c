/* Segments: how many SMS a text costs and where it is cut. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/reply/gsm7.h"
#include "gateway/reply/segment.h"

#include <cmocka.h>

/* count times unit; valid until the next call. */
static const char *repeated(const char *unit, int count)
{
    static char text[8192];

    text[0] = '\0';
    for (int i = 0; i < count; i++)
        strcat(text, unit);
    return text;
}

static void a_text_of_160_septets_is_one_sms_and_of_161_two(void **state)
{
    (void)state;

    assert_int_equal(segment_count(""), 1);
    assert_int_equal(segment_count(repeated("x", 160)), 1);
    assert_int_equal(segment_count(repeated("x", 161)), 2);
    assert_int_equal(segment_count(repeated("[", 80)), 1);
    assert_int_equal(segment_count(repeated("[", 81)), 2);
}

static void parts_hold_153_septets(void **state)
{
    (void)state;

    assert_int_equal(segment_count(repeated("x", 306)), 2);
    assert_int_equal(segment_count(repeated("x", 307)), 3);
    assert_int_equal(segment_count(repeated("x", 459)), 3);
    assert_int_equal(segment_count(repeated("x", 460)), 4);
    assert_int_equal(segment_count(repeated("\u00e9", 306)), 2);
}

static void an_escape_and_its_character_are_never_parted(void **state)
{
    char text[512], part[512];
    (void)state;

    strcpy(text, repeated("x", 152));
    strcat(text, "[");
    strcat(text, repeated("y", 20));

    assert_int_equal(segment_count(text), 2);
    assert_int_equal(segment_get(text, 1, part, sizeof part), 152);
    assert_string_equal(part, repeated("x", 152));
    assert_int_equal(segment_get(text, 2, part, sizeof part), 21);
    assert_int_equal(part[0], '[');
}

static void a_pair_at_each_end_may_cost_one_more_segment(void **state)
{
    (void)state;

    /* 153 = 76 pairs and a half */
    assert_int_equal(segment_count(repeated("[", 153)), 3);
}

static void the_parts_of_any_text_joined_are_the_text(void **state)
{
    static const char *const pool[] = {"a", "[", "\u20ac", "\u00e9", "\n", "\u03a9", " ", "|"};
    unsigned seed = 1;
    (void)state;

    for (int length = 0; length < 700; length += 7) {
        char text[4096] = "", joined[4096] = "", part[1024];
        int count;

        for (int i = 0; i < length; i++) {
            seed = seed * 1103515245u + 12345u;
            strcat(text, pool[(seed >> 16) % 8]);
        }
        count = segment_count(text);
        for (int i = 1; i <= count; i++) {
            int size = segment_get(text, i, part, sizeof part);

            assert_int_equal(size, strlen(part));
            assert_true(gsm7_count(part) <= (count == 1 ? SEGMENT_SINGLE : SEGMENT_PART));
            assert_true(i == count || gsm7_count(part) >= SEGMENT_PART - 1);
            strcat(joined, part);
        }
        assert_string_equal(joined, text);
        assert_int_equal(segment_get(text, count + 1, part, sizeof part), 0);
        assert_int_equal(segment_get(text, 0, part, sizeof part), 0);
    }
}

static void text_outside_the_alphabet_is_refused(void **state)
{
    char part[1024];
    (void)state;

    assert_int_equal(segment_count("\u201c"), -EILSEQ);
    assert_int_equal(segment_get("\u201c", 1, part, sizeof part), -EILSEQ);
}

static void a_part_that_does_not_fit_is_refused(void **state)
{
    char part[10];
    (void)state;

    assert_int_equal(segment_get("0123456789", 1, part, sizeof part), -ENOSPC);
    assert_int_equal(segment_get("012345678", 1, part, sizeof part), 9);
    assert_string_equal(part, "012345678");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_of_160_septets_is_one_sms_and_of_161_two),
        cmocka_unit_test(parts_hold_153_septets),
        cmocka_unit_test(an_escape_and_its_character_are_never_parted),
        cmocka_unit_test(a_pair_at_each_end_may_cost_one_more_segment),
        cmocka_unit_test(the_parts_of_any_text_joined_are_the_text),
        cmocka_unit_test(text_outside_the_alphabet_is_refused),
        cmocka_unit_test(a_part_that_does_not_fit_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
