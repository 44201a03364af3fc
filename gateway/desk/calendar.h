/* Calendar: working days and working hours of an office. No I/O: hours and holidays are passed in.
 * A day is the number of days since 1-1-1970 in local time. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CALENDAR_SPANS_MAX   3 /* a day: the morning, the afternoon, and one more */
#define CALENDAR_REASON_SIZE 128

/* The working week of offices that say none of their own: Perpres 21/2023 on working days and hours
 * of government offices has Monday to Friday. Never told to people as an office's hours. */
#define CALENDAR_HOURS_DEFAULT "Sen-Kam 07.30-16.00, Jum 07.30-16.30"

/* Minutes after local midnight, within a day and ascending; to is 0 for a span that is not used. */
struct calendar_hours {
    struct {
        short from, to;
    } span[7][CALENDAR_SPANS_MAX]; /* Sunday first */
};

struct calendar {
    int utc_offset_s; /* local time is so far ahead of UTC */
    struct calendar_hours hours;
    const int *holiday; /* days on which the office is closed, ascending; borrowed */
    int holidays;
};

/* Read hours as offices write them: "Sen-Kam 08.00-15.30, Jum 08.00-11.30 13.00-15.30". Days are
 * known by their first three letters, groups of days are parted by commas, the spans of a day by
 * spaces; 24.00 is the end of a day. Returns 0, or -EINVAL with the reason. */
int calendar_hours_read(const char *text, struct calendar_hours *ret,
                        char reason[CALENDAR_REASON_SIZE]);

/* Read a day, "2026-11-22". Returns 0 or -EINVAL (also for 31 February). */
int calendar_day_read(const char *text, int *ret);

/* The day of a moment (Unix seconds). */
int calendar_day(const struct calendar *calendar, int64_t at);

/* Whether the office works on that day: it has hours, and it is no holiday. */
bool calendar_is_working_day(const struct calendar *calendar, int day);

/* Working days after the day of from, up to and with the day of to; 0 if to is not later. */
int calendar_working_days(const struct calendar *calendar, int64_t from, int64_t to);

/* A period of so many working days that begins at a moment: the day of that moment does not count.
 * Returns the last second of its last day; with 0 days that of the day itself. */
int64_t calendar_add_working_days(const struct calendar *calendar, int64_t at, int days);

/* How many seconds of [from, to) the office is open; 0 if to is not later. */
int64_t calendar_working_time(const struct calendar *calendar, int64_t from, int64_t to);

/* Whether the office is open; if so, *closes is when it closes next, -1 if not within a week. */
bool calendar_is_open(const struct calendar *calendar, int64_t at, int64_t *closes);

/* When the office opens next, after a moment; -1 if it does not within a year. */
int64_t calendar_next_opening(const struct calendar *calendar, int64_t at);
