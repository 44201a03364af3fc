/* CSV: tables as spreadsheets write them, and what is told of those that are broken. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "gateway/csv.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

/* What the visitor saw: "1:a,b;3:c;" */
static char seen[8192];
static struct problems problems;

static int note_row(const struct csv_row *row, void *context)
{
    size_t length = strlen(seen);
    (void)context;

    length += (size_t)snprintf(seen + length, sizeof seen - length, "%d:", row->line);
    for (int i = 0; i < row->count; i++)
        length += (size_t)snprintf(seen + length, sizeof seen - length, "%s<%s>", i ? "," : "",
                                   row->field[i]);
    snprintf(seen + length, sizeof seen - length, ";");
    return 0;
}

static int setup(void **state)
{
    (void)state;
    seen[0] = '\0';
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    problems_clear(&problems);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void walk_bytes(const char *bytes, size_t size)
{
    const char *path = temp_path("t.csv");
    FILE *file = fopen(path, "wb");
    struct csv csv;

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
    assert_int_equal(csv_open(path, &csv, &problems), 0);
    assert_int_equal(csv_walk(&csv, note_row, NULL, &problems), 0);
    csv_close(&csv);
}

static void sees(const char *text, const char *rows)
{
    seen[0] = '\0';
    walk_bytes(text, strlen(text));
    assert_string_equal(seen, rows);
    if (problems.count > 0)
        fail_msg("%s", problems.text);
}

static void complains(const char *text, const char *lines)
{
    char expected[1024] = "", line[256];

    walk_bytes(text, strlen(text));
    for (const char *end; (end = strchr(lines, '\n')); lines = end + 1) {
        snprintf(line, sizeof line, "%s:%.*s\n", temp_path("t.csv"), (int)(end - lines), lines);
        strcat(expected, line);
    }
    assert_int_not_equal(problems.count, 0);
    assert_string_equal(problems.text, expected);
    problems_clear(&problems);
}

static void rows_come_with_their_lines(void **state)
{
    (void)state;

    sees("a,b\nc,d\n", "1:<a>,<b>;2:<c>,<d>;");
    sees("a,b\nc,d", "1:<a>,<b>;2:<c>,<d>;");
    sees("a,,\n", "1:<a>,<>,<>;");
}

static void the_separator_is_that_of_the_first_line(void **state)
{
    (void)state;

    sees("a;b,1;c\nd;e,2;f\n", "1:<a>,<b,1>,<c>;2:<d>,<e,2>,<f>;");
    sees("a,b;1,c\nd,e;2,f\n", "1:<a>,<b;1>,<c>;2:<d>,<e;2>,<f>;");
}

static void a_byte_order_mark_is_no_text(void **state)
{
    (void)state;

    sees("\xef\xbb\xbf"
         "a,b\nc\n",
         "1:<a>,<b>;2:<c>;");
    sees("\xef\xbb\xbf\"a\",b\n", "1:<a>,<b>;");
}

static void lines_may_end_as_on_any_machine(void **state)
{
    (void)state;

    sees("a\r\nb\r\nc\r\n", "1:<a>;2:<b>;3:<c>;");
    sees("a\rb\rc\r", "1:<a>;2:<b>;3:<c>;");
    sees("a;b\rc,d;e\r", "1:<a>,<b>;2:<c,d>,<e>;");
}

static void quotes_keep_line_breaks_separators_and_quotes(void **state)
{
    (void)state;

    sees("\"a\nb\r\nc\",d\n\"e,\"\"f\"\"\",g\n", "1:<a\nb\r\nc>,<d>;4:<e,\"f\">,<g>;");
}

static void spaces_around_a_field_are_left_out(void **state)
{
    (void)state;

    sees("  a  , b c ,\" d \"\n", "1:<a>,<b c>,< d >;");
}

static void empty_lines_are_left_out_and_counted(void **state)
{
    (void)state;

    sees("a\n\n\nb\n", "1:<a>;4:<b>;");
    sees("a\r\n\r\nb\r\n", "1:<a>;3:<b>;");
    sees("\n\na\n", "3:<a>;");
    sees("a\n   \nb\n", "1:<a>;3:<b>;");
    sees("", "");
}

static void a_quote_that_is_never_closed_is_told_with_the_line_it_opens_on(void **state)
{
    (void)state;

    complains("a,b\nc,\"d\ne,f\n", "2: column 2: a quote is opened and never closed\n");
    assert_string_equal(seen, "1:<a>,<b>;");
}

static void a_file_that_is_cut_in_the_middle_of_a_row_is_told(void **state)
{
    (void)state;

    complains("a,b,c\nd,e,f\ng,h", "3: column 3: the file ends in the middle of this row; it seems "
                                   "to be cut off\n");
    assert_string_equal(seen, "1:<a>,<b>,<c>;2:<d>,<e>,<f>;");
}

static void a_last_row_without_a_line_end_and_a_short_row_before_it_are_fine(void **state)
{
    (void)state;

    sees("a,b,c\nd\ne,f,g", "1:<a>,<b>,<c>;2:<d>;3:<e>,<f>,<g>;");
}

static void a_quote_within_a_field_is_told(void **state)
{
    (void)state;

    complains("a\nb,c\"d\n", "2: column 2: a quote within a field must be doubled\n");
    complains("a\n\"b\"c,d\n", "2: column 1: a quote within a field must be doubled\n");
}

static void bytes_that_are_not_utf8_are_told_and_the_row_is_left_out(void **state)
{
    (void)state;

    complains("a,b\nc,d\xe9\ne,f\n",
              "2: column 2: not UTF-8; save the file as \"Unicode (UTF-8)\"\n");
    assert_string_equal(seen, "1:<a>,<b>;3:<e>,<f>;");
}

static void a_zero_byte_is_no_text(void **state)
{
    (void)state;

    walk_bytes("a\nb\0c,d\ne\n", 10);

    assert_int_equal(problems.count, 1);
    assert_non_null(strstr(problems.text, ":2: column 1: not UTF-8"));
    assert_string_equal(seen, "1:<a>;3:<e>;");
}

static void too_many_columns_and_too_long_rows_are_told_once(void **state)
{
    static char row[80 * 1024];
    (void)state;

    memset(row, ',', CSV_COLUMNS_MAX + 5);
    strcpy(row + CSV_COLUMNS_MAX + 5, "\nb\n");
    complains(row, "1: column 97: too many columns\n");
    memset(row, 'x', 70 * 1024);
    strcpy(row + 70 * 1024, "\nb\n");
    complains(row, "1: column 1: the row is too long\n");
}

static void a_file_that_is_missing_is_told(void **state)
{
    struct csv csv;
    (void)state;

    assert_int_equal(csv_open("/nowhere/x.csv", &csv, &problems), -EINVAL);

    assert_string_equal(problems.text,
                        "/nowhere/x.csv: cannot be read: No such file or directory\n");
}

static void a_folder_is_no_table(void **state)
{
    struct csv csv;
    (void)state;

    assert_int_equal(csv_open("/tmp", &csv, &problems), -EINVAL);

    assert_int_equal(problems.count, 1);
}

static int stop(const struct csv_row *row, void *context)
{
    (void)row;
    ++*(int *)context;
    return -ECANCELED;
}

static void the_walk_ends_when_the_visitor_says_so(void **state)
{
    struct csv csv;
    int visited = 0;
    (void)state;
    temp_write(temp_path("t.csv"), "a\nb\nc\n");
    assert_int_equal(csv_open(temp_path("t.csv"), &csv, &problems), 0);

    assert_int_equal(csv_walk(&csv, stop, &visited, &problems), -ECANCELED);

    assert_int_equal(visited, 1);
    csv_close(&csv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows_come_with_their_lines),
        TEST(the_separator_is_that_of_the_first_line),
        TEST(a_byte_order_mark_is_no_text),
        TEST(lines_may_end_as_on_any_machine),
        TEST(quotes_keep_line_breaks_separators_and_quotes),
        TEST(spaces_around_a_field_are_left_out),
        TEST(empty_lines_are_left_out_and_counted),
        TEST(a_quote_that_is_never_closed_is_told_with_the_line_it_opens_on),
        TEST(a_file_that_is_cut_in_the_middle_of_a_row_is_told),
        TEST(a_last_row_without_a_line_end_and_a_short_row_before_it_are_fine),
        TEST(a_quote_within_a_field_is_told),
        TEST(bytes_that_are_not_utf8_are_told_and_the_row_is_left_out),
        TEST(a_zero_byte_is_no_text),
        TEST(too_many_columns_and_too_long_rows_are_told_once),
        TEST(a_file_that_is_missing_is_told),
        TEST(a_folder_is_no_table),
        TEST(the_walk_ends_when_the_visitor_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
