/* Problems: what is told, in which form, and how much of it. */
#include <stdlib.h>
#include <string.h>

#include "config/problems.h"

/* cmocka.h wants the others before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

static char *printed(const struct problems *problems)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    problems_print(problems, out);
    fclose(out);
    return text;
}

static void nothing_is_printed_where_nothing_is_wrong(void **state)
{
    struct problems problems = {0};
    (void)state;

    char *text = printed(&problems);

    assert_string_equal(text, "");
    free(text);
    problems_clear(&problems);
}

static void a_problem_names_file_line_key_and_reason(void **state)
{
    struct problems problems = {0};
    (void)state;

    problems_add(&problems, "a.conf", 7, "node", "is \"%s\"", "x");

    assert_int_equal(problems.count, 1);
    assert_string_equal(problems.text, "a.conf:7: node: is \"x\"\n");
    assert_int_equal(problems.size, strlen(problems.text));
    problems_clear(&problems);
}

static void a_problem_of_the_whole_file_has_neither_line_nor_key(void **state)
{
    struct problems problems = {0};
    (void)state;

    problems_add(&problems, "a.conf", 0, NULL, "cannot be read");
    problems_add(&problems, "a.conf", 0, "node", "is missing");

    assert_string_equal(problems.text, "a.conf: cannot be read\na.conf: node: is missing\n");
    problems_clear(&problems);
}

static void what_is_quoted_cannot_break_the_line(void **state)
{
    struct problems problems = {0};
    (void)state;

    problems_add(&problems, "a.csv", 2, "nama", "is \"%s\"", "x\n\033[2Jy");

    assert_string_equal(problems.text, "a.csv:2: nama: is \"x??[2Jy\"\n");
    problems_clear(&problems);
}

static void after_a_hundred_problems_the_rest_is_counted(void **state)
{
    struct problems problems = {0};
    (void)state;

    for (int line = 1; line <= PROBLEMS_MAX + 3; line++)
        problems_add(&problems, "a.conf", line, NULL, "is wrong");

    char *text = printed(&problems);
    assert_int_equal(problems.count, PROBLEMS_MAX + 3);
    assert_non_null(strstr(text, "a.conf:100: is wrong\n... and 3 more\n"));
    assert_null(strstr(text, "a.conf:101"));
    free(text);
    problems_clear(&problems);
}

static void exactly_a_hundred_problems_leave_nothing_more(void **state)
{
    struct problems problems = {0};
    (void)state;

    for (int line = 1; line <= PROBLEMS_MAX; line++)
        problems_add(&problems, "a.conf", line, NULL, "is wrong");

    char *text = printed(&problems);
    assert_null(strstr(text, "more"));
    free(text);
    problems_clear(&problems);
}

static void cleared_problems_may_be_used_again(void **state)
{
    struct problems problems = {0};
    (void)state;
    problems_add(&problems, "a.conf", 1, NULL, "is wrong");

    problems_clear(&problems);
    assert_int_equal(problems.count, 0);
    assert_null(problems.text);

    problems_add(&problems, "b.conf", 2, NULL, "is wrong too");
    assert_string_equal(problems.text, "b.conf:2: is wrong too\n");
    problems_clear(&problems);
}

static void a_warning_is_told_but_is_no_problem(void **state)
{
    struct problems problems = {0};
    (void)state;

    problems_warn(&problems, "a.conf", 0, "menu", "stays %s", "Indonesian");

    char *text = printed(&problems);
    assert_string_equal(text, "a.conf: menu: stays Indonesian\n");
    assert_int_equal(problems.count, 0);
    assert_int_equal(problems.warnings, 1);
    free(text);
    problems_clear(&problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_printed_where_nothing_is_wrong),
        cmocka_unit_test(a_problem_names_file_line_key_and_reason),
        cmocka_unit_test(a_problem_of_the_whole_file_has_neither_line_nor_key),
        cmocka_unit_test(what_is_quoted_cannot_break_the_line),
        cmocka_unit_test(after_a_hundred_problems_the_rest_is_counted),
        cmocka_unit_test(exactly_a_hundred_problems_leave_nothing_more),
        cmocka_unit_test(a_warning_is_told_but_is_no_problem),
        cmocka_unit_test(cleared_problems_may_be_used_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
