/* Holidays: in from a file, all or nothing, and which of them close an office. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "db/holiday.h"
#include "gateway/catalogue_check.h"
#include "gateway/desk/office.h"
#include "gateway/holiday_import.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

static struct fixture *f;
static struct problems problems;
static struct holiday_summary summary;
static char days[4096];

static int setup(void **state)
{
    (void)state;
    f = fixture_open(":memory:");
    problems = (struct problems){0};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    problems_clear(&problems);
    fixture_close(f);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static int import(const char *text)
{
    const char *path = temp_path("libur.csv");

    temp_write(path, text);
    return holiday_import(f->db, path, &summary, &problems);
}

static int add_day(const void *row, void *context)
{
    (void)context;
    strcat(strcat(days, row), " ");
    return 0;
}

static const char *days_of(const char *unit, bool of_all)
{
    days[0] = '\0';
    assert_true(holiday_days(f->db, unit, of_all, add_day, NULL) >= 0);
    return days;
}

static void an_office_has_the_days_of_all_and_its_own(void **state)
{
    (void)state;

    assert_int_equal(import("\xef\xbb\xbfnama;tanggal;unit\r\nNatal;2026-12-25;\r\n"
                            "Pilkada;2026-11-25;\r\nPindah kantor;2026-11-26;DUKCAPIL\r\n"
                            "Pindah kantor;2026-12-25;DUKCAPIL\r\n"),
                     0);

    assert_int_equal(summary.changed, 4);
    assert_string_equal(days_of("DUKCAPIL", true), "2026-11-25 2026-11-26 2026-12-25 ");
    assert_string_equal(days_of("POLRES", true), "2026-11-25 2026-12-25 ");
    assert_string_equal(days_of("DUKCAPIL", false), "2026-11-26 2026-12-25 ");
    assert_string_equal(days_of("", true), "2026-11-25 2026-12-25 ");
}

static void the_same_file_again_changes_nothing_and_a_new_name_one(void **state)
{
    (void)state;
    assert_int_equal(import("tanggal,nama\n2026-12-25,Natal\n2026-12-24,Cuti\n"), 0);

    assert_int_equal(import("tanggal,nama\n2026-12-25,Natal\n2026-12-24,Cuti bersama\n"), 0);

    assert_int_equal(summary.changed, 1);
    assert_int_equal(summary.same, 1);
}

static void a_file_with_mistakes_is_refused_with_all_of_them(void **state)
{
    (void)state;

    assert_int_equal(import("tanggal,nama,unit\n2026-12-25,Natal,\n25/12/2026,Natal,\n"
                            "2026-02-30,Kabisat,\n2026-12-26,,\n2026-12-27,Libur,NIX\n"),
                     -EINVAL);

    assert_int_equal(problems.count, 4);
    assert_non_null(strstr(problems.text, "libur.csv:3: tanggal: '25/12/2026' is no day"));
    assert_non_null(strstr(problems.text, "libur.csv:4: tanggal: '2026-02-30' is no day"));
    assert_non_null(strstr(problems.text, "libur.csv:5: nama: '' is no name"));
    assert_non_null(strstr(problems.text, "libur.csv:6: unit: 'NIX' is no office"));
    assert_string_equal(days_of("", true), "");
}

static void a_file_of_something_else_is_refused(void **state)
{
    (void)state;

    assert_int_equal(import("jenis,tanggal\nunit,2026-12-25\n"), -EINVAL);
    assert_non_null(strstr(problems.text, "libur.csv:1: jenis: no such column"));
    assert_non_null(strstr(problems.text, "libur.csv:1: nama: this column is missing"));
    assert_int_equal(import(""), -EINVAL);
}

static void a_holiday_is_removed_from_whom_it_is_of(void **state)
{
    (void)state;
    assert_int_equal(import("tanggal,nama,unit\n2026-12-25,Natal,\n2026-12-25,Natal,DUKCAPIL\n"),
                     0);

    assert_int_equal(holiday_remove(f->db, "2026-12-25", "DUKCAPIL"), 1);
    assert_int_equal(holiday_remove(f->db, "2026-12-25", "DUKCAPIL"), 0);
    assert_int_equal(holiday_remove(f->db, "2026-12-25", "NIX"), -ENOENT);
    assert_string_equal(days_of("DUKCAPIL", true), "2026-12-25 ");
    assert_int_equal(holiday_remove(f->db, "2026-12-25", ""), 1);
    assert_string_equal(days_of("DUKCAPIL", true), "");
}

/* The decree for 2026 has 17 days and 8 bridging days; New Year's Eve is an ordinary Thursday. */
static void the_sample_holidays_are_those_of_the_decree(void **state)
{
    static struct office office;
    struct catalogue_health health;
    int first, last, count = 0;
    (void)state;

    assert_int_equal(holiday_import(f->db, source_path("config/libur.csv"), &summary, &problems),
                     0);

    assert_int_equal(office_calendar(f->db, &f->config, NULL, &office), 0);
    assert_int_equal(calendar_day_read("2026-01-01", &first), 0);
    assert_int_equal(calendar_day_read("2026-12-31", &last), 0);
    for (int i = 0; i < office.calendar.holidays; i++)
        count += office.holiday[i] >= first && office.holiday[i] <= last;
    assert_int_equal(count, 17 + 8);
    assert_true(calendar_is_working_day(&office.calendar, last));
    assert_false(calendar_is_working_day(&office.calendar, last + 1));

    assert_int_equal(catalogue_health(f->db, &f->config, NOON, &health), 0);
    assert_true(health.holidays > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_office_has_the_days_of_all_and_its_own),
        TEST(the_same_file_again_changes_nothing_and_a_new_name_one),
        TEST(a_file_with_mistakes_is_refused_with_all_of_them),
        TEST(a_file_of_something_else_is_refused),
        TEST(a_holiday_is_removed_from_whom_it_is_of),
        TEST(the_sample_holidays_are_those_of_the_decree),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
