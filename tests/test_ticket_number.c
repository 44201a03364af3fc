/* Ticket numbers: every slip of a thumb that Damm promises to find is found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "db/ticket_number.h"

#include <cmocka.h>

/* Some hundreds of numbers, short and long, of several nodes. */
static int next_number(char ret[TICKET_NUMBER_SIZE])
{
    static const char *const nodes[] = {"01", "17", "90"};
    static const int64_t counters[] = {1,    2,    9,    10,    42,     999,
                                       1234, 8765, 9999, 10000, 123456, 99999999};
    static int i;
    const int count = 12 * 3;

    if (i == count) {
        i = 0;
        return 0;
    }
    ticket_number(nodes[i % 3], counters[i / 3], ret);
    i++;
    return 1;
}

static void a_number_is_the_node_the_counter_and_a_check_digit(void **state)
{
    char number[TICKET_NUMBER_SIZE];
    (void)state;

    ticket_number("01", 1, number);
    assert_string_equal(number, "0100014");
    ticket_number("01", 42, number);
    assert_memory_equal(number, "010042", 6);
    assert_int_equal(strlen(number), 7);
    ticket_number("17", 123456, number);
    assert_memory_equal(number, "17123456", 8);
    assert_int_equal(strlen(number), 9);
}

static void the_check_digit_is_that_of_the_thesis(void **state)
{
    (void)state;

    assert_true(ticket_number_right("5724")); /* the example that is told everywhere */
    assert_false(ticket_number_right("5727"));
}

static void the_example_of_our_texts_is_nobodys_number(void **state)
{
    (void)state;

    assert_false(ticket_number_right("0100421"));
}

static void every_number_is_right(void **state)
{
    char number[TICKET_NUMBER_SIZE];
    (void)state;

    while (next_number(number))
        assert_true(ticket_number_right(number));
}

static void every_single_wrong_digit_is_found(void **state)
{
    char number[TICKET_NUMBER_SIZE];
    (void)state;

    while (next_number(number)) {
        for (size_t i = 0; i < strlen(number); i++) {
            char right = number[i];

            for (char wrong = '0'; wrong <= '9'; wrong++) {
                number[i] = wrong;
                assert_int_equal(ticket_number_right(number), wrong == right);
            }
            number[i] = right;
        }
    }
}

static void every_swap_of_neighbours_is_found(void **state)
{
    char number[TICKET_NUMBER_SIZE];
    (void)state;

    while (next_number(number)) {
        for (size_t i = 0; i + 1 < strlen(number); i++) {
            char left = number[i], right = number[i + 1];

            number[i] = right;
            number[i + 1] = left;
            assert_int_equal(ticket_number_right(number), left == right);
            number[i] = left;
            number[i + 1] = right;
        }
    }
}

static void every_pair_of_digits_behaves_so_after_any_beginning(void **state)
{
    char number[48];
    (void)state;

    for (int beginning = 0; beginning < 10; beginning++)
        for (int a = 0; a < 10; a++)
            for (int b = 0; b < 10; b++)
                for (int check = 0; a != b && check < 10; check++) {
                    snprintf(number, sizeof number, "%d%d%d%d", beginning, a, b, check);
                    if (!ticket_number_right(number))
                        continue;
                    snprintf(number, sizeof number, "%d%d%d%d", beginning, b, a, check);
                    assert_false(ticket_number_right(number));
                }
}

static void leading_zeros_make_no_difference(void **state)
{
    char number[TICKET_NUMBER_SIZE], more[TICKET_NUMBER_SIZE + 8];
    (void)state;

    ticket_number("01", 42, number);

    assert_true(ticket_number_right(number + 1));
    snprintf(more, sizeof more, "000%s", number);
    assert_true(ticket_number_right(more));
}

static void what_is_no_number_is_not_right(void **state)
{
    static const char *const wrong[] = {"",         "0",       "4",   "01000 14",
                                        "0100014x", "-100014", "abc", "000000000000000000000000"};
    (void)state;

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(ticket_number_right(wrong[i]));
}

static void the_largest_counter_fits(void **state)
{
    char number[TICKET_NUMBER_SIZE];
    (void)state;

    ticket_number("99", INT64_MAX, number);

    assert_int_equal(strlen(number), 2 + 19 + 1);
    assert_true(ticket_number_right(number));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_the_node_the_counter_and_a_check_digit),
        cmocka_unit_test(the_check_digit_is_that_of_the_thesis),
        cmocka_unit_test(the_example_of_our_texts_is_nobodys_number),
        cmocka_unit_test(every_number_is_right),
        cmocka_unit_test(every_single_wrong_digit_is_found),
        cmocka_unit_test(every_swap_of_neighbours_is_found),
        cmocka_unit_test(every_pair_of_digits_behaves_so_after_any_beginning),
        cmocka_unit_test(leading_zeros_make_no_difference),
        cmocka_unit_test(what_is_no_number_is_not_right),
        cmocka_unit_test(the_largest_counter_fits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
