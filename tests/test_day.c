/* Days as officers write them, against a calendar on the wall. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "parser/day.h"

#include <cmocka.h>

/* The day of a text such as 2026-11-22. */
static int day_of(const char *text)
{
    struct tm tm = {0};

    assert_non_null(strptime(text, "%Y-%m-%d", &tm));
    return (int)(timegm(&tm) / 86400);
}

struct expectation {
    const char *text, *first, *last; /* NULL: none */
};

static void expect(const char *today, const struct expectation *expected)
{
    struct day_span span;

    for (; expected->text; expected++) {
        bool found = day_find(expected->text, day_of(today), &span);

        if (found != (expected->first != NULL))
            fail_msg("%s: %s", expected->text, found ? "a day" : "no day");
        if (found && (span.first != day_of(expected->first) || span.last != day_of(expected->last)))
            fail_msg("%s: %+d to %+d days from what was expected", expected->text,
                     span.first - day_of(expected->first), span.last - day_of(expected->last));
    }
}

static void a_day_and_a_month_are_the_next_such_day(void **state)
{
    (void)state;

    expect("2026-11-22",
           (struct expectation[]){{"blangko habis s/d 30 Nov", "2026-11-30", "2026-11-30"},
                                  {"habis sd 30 november", "2026-11-30", "2026-11-30"},
                                  {"habis S/D 30nov", "2026-11-30", "2026-11-30"},
                                  {"habis sampai 30/11", "2026-11-30", "2026-11-30"},
                                  {"habis sampai dengan tgl 30.11", "2026-11-30", "2026-11-30"},
                                  {"habis hingga 30-11-2026", "2026-11-30", "2026-11-30"},
                                  {"habis s.d. 30/11/26", "2026-11-30", "2026-11-30"},
                                  {"tutup 22 nopember", "2026-11-22", "2026-11-22"},
                                  {"tutup 21 Nov", "2027-11-21", "2027-11-21"},
                                  {"tutup 2 Jan", "2027-01-02", "2027-01-02"},
                                  {"tutup 29 feb", "2028-02-29", "2028-02-29"},
                                  {"tutup 30 Nov 2027", "2027-11-30", "2027-11-30"},
                                  {0}});
}

static void a_span_has_a_first_and_a_last_day(void **state)
{
    (void)state;

    expect("2026-11-22",
           (struct expectation[]){{"tutup 24-26 Des", "2026-12-24", "2026-12-26"},
                                  {"tutup 24 s/d 26 desember", "2026-12-24", "2026-12-26"},
                                  {"tutup 24 - 26/12", "2026-12-24", "2026-12-26"},
                                  {"tutup 24 Des - 2 Jan", "2026-12-24", "2027-01-02"},
                                  {"tutup 24/12 s/d 2/1/2027", "2026-12-24", "2027-01-02"},
                                  {"tutup tgl 24 sampai tgl 26", "2026-11-24", "2026-11-26"},
                                  {"libur 20-25 Nov", "2026-11-20", "2026-11-25"},
                                  {0}});
}

static void a_bare_number_is_a_day_only_where_it_is_called_one(void **state)
{
    (void)state;

    expect("2026-11-22", (struct expectation[]){{"habis sd tgl 5", "2026-12-05", "2026-12-05"},
                                                {"habis s/d 25", "2026-11-25", "2026-11-25"},
                                                {"habis tanggal 30", "2026-11-30", "2026-11-30"},
                                                {"sisa 5 blangko", NULL, NULL},
                                                {"loket 3 tutup", NULL, NULL},
                                                {0}});
    expect("2026-11-30",
           (struct expectation[]){{"habis s/d tgl 31", "2026-12-31", "2026-12-31"}, {0}});
}

static void words_for_days_count_from_today(void **state)
{
    (void)state;

    /* A Sunday. */
    expect("2026-11-22", (struct expectation[]){{"tutup hari ini", "2026-11-22", "2026-11-22"},
                                                {"tutup besok", "2026-11-23", "2026-11-23"},
                                                {"tutup sampai lusa", "2026-11-24", "2026-11-24"},
                                                {"tutup senin", "2026-11-23", "2026-11-23"},
                                                {"tutup hari Jum'at", "2026-11-27", "2026-11-27"},
                                                {"tutup minggu", "2026-11-22", "2026-11-22"},
                                                {"tutup minggu depan", "2026-11-23", "2026-11-29"},
                                                {"tutup 3 hari", "2026-11-22", "2026-11-24"},
                                                {"tutup 2 minggu lagi", "2026-11-22", "2026-12-06"},
                                                {0}});
    /* A Monday. */
    expect("2026-11-23",
           (struct expectation[]){{"tutup senin", "2026-11-23", "2026-11-23"},
                                  {"tutup senin depan", "2026-11-30", "2026-11-30"},
                                  {"tutup s/d minggu depan", "2026-11-30", "2026-12-06"},
                                  {"tutup minggu ini", "2026-11-23", "2026-11-29"},
                                  {0}});
}

/* "besok" is wrong tomorrow: who keeps the text puts the day in its place. */
static void words_that_are_right_today_only_are_told_with_their_place(void **state)
{
    const char *text = "tutup hari ini, sampai senin depan";
    struct day_span span;
    (void)state;

    assert_true(day_find(text, day_of("2026-11-22"), &span));
    assert_true(span.relative);
    assert_false(span.until);
    assert_int_equal(span.start, strlen("tutup "));
    assert_int_equal(span.end, strlen("tutup hari ini"));

    assert_true(day_find(text + span.end, day_of("2026-11-22"), &span));
    assert_true(span.until);
    assert_int_equal(span.end - span.start, strlen("senin depan"));

    assert_true(day_find("tutup 24-26 Des", day_of("2026-11-22"), &span));
    assert_false(span.relative);
}

static void what_is_no_day_is_none(void **state)
{
    (void)state;

    expect("2026-11-22", (struct expectation[]){{"blangko habis", NULL, NULL},
                                                {"buka jam 8.10", NULL, NULL},
                                                {"buka pukul 10-11", NULL, NULL},
                                                {"tutup 31 Feb", NULL, NULL},
                                                {"tutup 30/13", NULL, NULL},
                                                {"tutup 31/11", NULL, NULL},
                                                {"telepon 0812-3456-7890", NULL, NULL},
                                                {"", NULL, NULL},
                                                {0}});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_and_a_month_are_the_next_such_day),
        cmocka_unit_test(a_span_has_a_first_and_a_last_day),
        cmocka_unit_test(a_bare_number_is_a_day_only_where_it_is_called_one),
        cmocka_unit_test(words_for_days_count_from_today),
        cmocka_unit_test(words_that_are_right_today_only_are_told_with_their_place),
        cmocka_unit_test(what_is_no_day_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
