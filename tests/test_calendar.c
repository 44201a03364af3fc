/* Calendar: working days and hours, by tables that were worked out by hand with a wall calendar. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "gateway/desk/calendar.h"

#include <cmocka.h>

#define WIB  (7 * 3600)
#define WITA (8 * 3600)
#define WIT  (9 * 3600)

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Of the decree of three ministers for 2026, and New Year. */
static const char *const red_days[] = {
    "2026-02-16", "2026-02-17", "2026-03-18", "2026-03-19", "2026-03-20",
    "2026-03-21", "2026-03-22", "2026-03-23", "2026-03-24", "2026-04-03",
    "2026-05-01", "2026-05-14", "2026-05-15", "2026-05-27", "2026-05-28",
    "2026-06-01", "2026-12-24", "2026-12-25", "2027-01-01",
};
static int holidays[COUNT(red_days)];

static struct calendar office(const char *hours, int utc_offset_s)
{
    struct calendar calendar = {
        .utc_offset_s = utc_offset_s, .holiday = holidays, .holidays = COUNT(red_days)};
    char reason[CALENDAR_REASON_SIZE];

    for (size_t i = 0; i < COUNT(red_days); i++)
        assert_int_equal(calendar_day_read(red_days[i], &holidays[i]), 0);
    assert_int_equal(calendar_hours_read(hours, &calendar.hours, reason), 0);
    return calendar;
}

/* Local time, "2026-12-23 10:00". */
static int64_t moment(const struct calendar *calendar, const char *text)
{
    struct tm local = {0};
    const char *end = strptime(text, "%Y-%m-%d %H:%M", &local);

    assert_true(end && *end == '\0');
    return timegm(&local) - calendar->utc_offset_s;
}

static const char *tell(const struct calendar *calendar, int64_t at)
{
    static char text[32];
    time_t local = at + calendar->utc_offset_s;
    struct tm day;

    gmtime_r(&local, &day);
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &day);
    return text;
}

static void a_period_of_working_days_ends_where_the_wall_calendar_says(void **state)
{
    static const struct {
        const char *from;
        int days;
        const char *last;
    } table[] = {
        {"2026-11-23 08:00", 0, "2026-11-23"}, /* an ordinary week */
        {"2026-11-23 08:00", 1, "2026-11-24"},  {"2026-11-23 23:59", 4, "2026-11-27"},
        {"2026-11-23 08:00", 5, "2026-11-30"},  /* over a weekend */
        {"2026-11-21 12:00", 3, "2026-11-25"},  /* begun on Saturday */
        {"2026-12-23 10:00", 1, "2026-12-28"},  /* Christmas makes a long weekend */
        {"2026-12-23 10:00", 4, "2026-12-31"},  /* to the end of the year */
        {"2026-12-23 10:00", 5, "2027-01-04"},  /* over the end of the year */
        {"2026-12-25 10:00", 1, "2026-12-28"},  /* begun on a holiday */
        {"2026-03-17 15:00", 1, "2026-03-25"},  /* Nyepi and Lebaran: seven days closed */
        {"2026-03-17 15:00", 5, "2026-03-31"},  /* the follow-up of a complaint over Lebaran */
        {"2026-03-17 15:00", 14, "2026-04-14"}, /* and Good Friday */
        {"2026-05-13 09:00", 3, "2026-05-20"},  /* Ascension, with the bridging Friday */
        {"2026-05-26 09:00", 3, "2026-06-03"},  /* Idul Adha, a weekend, Pancasila */
        {"2028-02-25 09:00", 3, "2028-03-01"},  /* 29 February is a Tuesday */
    };
    struct calendar calendar = office("Sen-Jum 08.00-16.00", WITA);
    (void)state;

    for (size_t i = 0; i < COUNT(table); i++) {
        int64_t from = moment(&calendar, table[i].from);
        int64_t until = calendar_add_working_days(&calendar, from, table[i].days);
        char last[32];

        snprintf(last, sizeof last, "%s 23:59:59", table[i].last);
        assert_string_equal(tell(&calendar, until), last);
        assert_int_equal(calendar_working_days(&calendar, from, until), table[i].days);
        if (table[i].days > 0)
            assert_int_equal(calendar_working_days(&calendar, from, until - 86400),
                             table[i].days - 1);
    }
}

static void a_day_ends_at_midnight_of_its_own_zone(void **state)
{
    struct calendar west = office("Sen-Jum 08.00-16.00", WIB),
                    east = office("Sen-Jum 08.00-16.00", WIT);
    int64_t at = moment(&west, "2026-11-23 23:30");
    (void)state;

    assert_string_equal(tell(&west, calendar_add_working_days(&west, at, 1)),
                        "2026-11-24 23:59:59");
    assert_string_equal(tell(&east, calendar_add_working_days(&east, at, 1)),
                        "2026-11-25 23:59:59");
}

static void working_time_leaves_out_nights_breaks_weekends_and_holidays(void **state)
{
    static const struct {
        const char *from, *to;
        int minutes;
    } table[] = {
        {"2026-11-23 09:00", "2026-11-23 10:30", 90},
        {"2026-11-23 06:00", "2026-11-23 23:00", 450}, /* Monday, 08.00 to 15.30 */
        {"2026-11-27 11:00", "2026-11-27 13:10", 40},  /* over the Friday prayer */
        {"2026-11-27 14:30", "2026-11-30 08:45", 45},  /* over a weekend */
        {"2026-12-23 15:00", "2026-12-28 08:10", 40},  /* over Christmas */
        {"2026-12-31 15:00", "2027-01-04 09:00", 90},  /* over the end of the year */
        {"2026-11-23 10:00", "2026-11-23 10:00", 0},
        {"2026-11-24 10:00", "2026-11-23 10:00", 0},
        {"2026-11-21 00:00", "2026-11-22 23:59", 0},
    };
    struct calendar calendar = office("Sen-Kam 08.00-15.30, Jum 08.00-11.30 13.00-14.30", WITA);
    (void)state;

    for (size_t i = 0; i < COUNT(table); i++)
        assert_int_equal(calendar_working_time(&calendar, moment(&calendar, table[i].from),
                                               moment(&calendar, table[i].to)),
                         table[i].minutes * 60);
}

static void it_is_known_when_an_office_closes_and_opens_again(void **state)
{
    static const struct {
        const char *at, *closes, *opens; /* closes NULL: it is closed */
    } table[] = {
        {"2026-11-23 07:59", NULL, "2026-11-23 08:00:00"},
        {"2026-11-23 08:00", "2026-11-23 15:30:00", "2026-11-24 08:00:00"},
        {"2026-11-23 15:29", "2026-11-23 15:30:00", "2026-11-24 08:00:00"},
        {"2026-11-23 15:30", NULL, "2026-11-24 08:00:00"},
        {"2026-11-27 10:00", "2026-11-27 11:30:00", "2026-11-27 13:00:00"},
        {"2026-11-27 12:00", NULL, "2026-11-27 13:00:00"},
        {"2026-11-27 15:00", NULL, "2026-11-30 08:00:00"},
        {"2026-03-17 16:00", NULL, "2026-03-25 08:00:00"},
        {"2026-12-25 09:00", NULL, "2026-12-28 08:00:00"},
    };
    struct calendar calendar = office("Sen-Kam 08.00-15.30, Jum 08.00-11.30 13.00-14.30", WIT);
    (void)state;

    for (size_t i = 0; i < COUNT(table); i++) {
        int64_t at = moment(&calendar, table[i].at), closes = -1;

        assert_int_equal(calendar_is_open(&calendar, at, &closes), table[i].closes != NULL);
        if (table[i].closes)
            assert_string_equal(tell(&calendar, closes), table[i].closes);
        assert_string_equal(tell(&calendar, calendar_next_opening(&calendar, at)), table[i].opens);
    }
}

static void a_counter_that_never_closes_is_always_open(void **state)
{
    struct calendar calendar = office("Sen-Min 00.00-24.00", WITA);
    int64_t closes = 0;
    (void)state;
    calendar.holidays = 0;

    assert_true(calendar_is_open(&calendar, moment(&calendar, "2026-11-27 23:00"), &closes));
    assert_int_equal(closes, -1);

    calendar = office("Jum 20.00-24.00, Sab 00.00-06.00", WITA);
    assert_true(calendar_is_open(&calendar, moment(&calendar, "2026-11-27 23:00"), &closes));
    assert_string_equal(tell(&calendar, closes), "2026-11-28 06:00:00");
}

static void an_office_that_closes_for_good_does_not_open(void **state)
{
    static int all[800];
    struct calendar calendar = office("Sen-Jum 08.00-16.00", WIB);
    (void)state;

    for (size_t i = 0; i < COUNT(all); i++)
        all[i] = calendar_day(&calendar, moment(&calendar, "2026-01-01 00:00")) + (int)i;
    calendar.holiday = all;
    calendar.holidays = COUNT(all);

    assert_int_equal(calendar_next_opening(&calendar, moment(&calendar, "2026-01-01 00:00")), -1);
}

static void hours_are_read_as_offices_write_them(void **state)
{
    struct calendar_hours hours;
    char reason[CALENDAR_REASON_SIZE];
    (void)state;

    assert_int_equal(calendar_hours_read("Senin-Kamis 8:00-15.30, jumat 08.00-11.30 13.00-15.30, "
                                         "Sab Min 00.00-24.00",
                                         &hours, reason),
                     0);
    assert_int_equal(hours.span[1][0].from, 480);
    assert_int_equal(hours.span[4][0].to, 930);
    assert_int_equal(hours.span[5][1].from, 780);
    assert_int_equal(hours.span[6][0].to, 1440);
    assert_int_equal(hours.span[0][0].to, 1440);

    assert_int_equal(calendar_hours_read("Sab-Sen 09.00-12.00", &hours, reason), 0);
    assert_int_equal(hours.span[6][0].from, 540);
    assert_int_equal(hours.span[1][0].from, 540);
    assert_int_equal(hours.span[2][0].to, 0);

    assert_int_equal(calendar_hours_read(CALENDAR_HOURS_DEFAULT, &hours, reason), 0);
}

static void hours_that_cannot_be_are_refused_with_the_reason(void **state)
{
    static const struct {
        const char *text, *reason;
    } table[] = {
        {"", "no hours"},
        {"Sen-Kam", "no hours"},
        {"Sen-Kam 08.00-15.30,", "no hours"},
        {"08.00-15.30", "before '08.00-15.30' the days are missing"},
        {"Foo 08.00-15.30", "'Foo' is no day"},
        {"Sen-Foo 08.00-15.30", "'Sen-Foo' is no day"},
        {"Sen 8-15", "'8-15' is neither a day nor a time"},
        {"Sen 08.00", "'08.00' is neither"},
        {"Sen 08.00-25.00", "'08.00-25.00' is neither"},
        {"Sen 08.60-09.00", "'08.60-09.00' is neither"},
        {"Sen 08.00-15.30x", "'08.00-15.30x' is neither"},
        {"Sen 15.30-08.00", "ends before it begins"},
        {"Sen 08.00-12.00 11.00-14.00", "begins before the time before it has ended"},
        {"Sen-Kam 08.00-12.00, Rab 13.00-14.00", "a day that has its hours already"},
        {"Sen 08.00-09.00 10.00-11.00 12.00-13.00 14.00-15.00", "one time too many"},
    };
    struct calendar_hours hours;
    (void)state;

    for (size_t i = 0; i < COUNT(table); i++) {
        char reason[CALENDAR_REASON_SIZE] = "";

        assert_int_equal(calendar_hours_read(table[i].text, &hours, reason), -EINVAL);
        if (!strstr(reason, table[i].reason))
            fail_msg("'%s' is refused with: %s", table[i].text, reason);
    }
}

static void a_day_is_written_in_one_way(void **state)
{
    int day = 0;
    (void)state;

    assert_int_equal(calendar_day_read("1970-01-02", &day), 0);
    assert_int_equal(day, 1);
    assert_int_equal(calendar_day_read("2026-02-31", &day), -EINVAL);
    assert_int_equal(calendar_day_read("2026-2-3", &day), -EINVAL);
    assert_int_equal(calendar_day_read("2026-02-03 ", &day), -EINVAL);
    assert_int_equal(calendar_day_read("", &day), -EINVAL);
    assert_int_equal(day, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_period_of_working_days_ends_where_the_wall_calendar_says),
        cmocka_unit_test(a_day_ends_at_midnight_of_its_own_zone),
        cmocka_unit_test(working_time_leaves_out_nights_breaks_weekends_and_holidays),
        cmocka_unit_test(it_is_known_when_an_office_closes_and_opens_again),
        cmocka_unit_test(a_counter_that_never_closes_is_always_open),
        cmocka_unit_test(an_office_that_closes_for_good_does_not_open),
        cmocka_unit_test(hours_are_read_as_offices_write_them),
        cmocka_unit_test(hours_that_cannot_be_are_refused_with_the_reason),
        cmocka_unit_test(a_day_is_written_in_one_way),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
