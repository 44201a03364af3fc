#include "gateway/desk/calendar.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#define DAY_S    86400
#define MINUTE_S 60
#define DAY_MIN  1440
#define WEEK     7
#define YEAR     366

static const char *const day_names[WEEK] = {"min", "sen", "sel", "rab", "kam", "jum", "sab"};

/* 1-1-1970 was a Thursday. */
static int weekday(int day)
{
    return ((day + 4) % WEEK + WEEK) % WEEK;
}

__attribute__((format(printf, 2, 3))) static int refuse(char reason[CALENDAR_REASON_SIZE],
                                                        const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(reason, CALENDAR_REASON_SIZE, format, arguments);
    va_end(arguments);
    return -EINVAL;
}

static int read_weekday(const char *word)
{
    for (int i = 0; i < WEEK; i++)
        if (strncasecmp(word, day_names[i], 3) == 0)
            return i;
    return -1;
}

/* "Sen" or "Sen-Kam": the days as bits. */
static int read_days(const char *word, unsigned *ret, char reason[CALENDAR_REASON_SIZE])
{
    const char *dash = strchr(word, '-');
    int first = read_weekday(word), last = dash ? read_weekday(dash + 1) : first;

    if (first < 0 || last < 0)
        return refuse(reason, "'%s' is no day; days are Sen Sel Rab Kam Jum Sab Min", word);
    for (int i = 0; i <= (last - first + WEEK) % WEEK; i++)
        *ret |= 1u << (first + i) % WEEK;
    return 0;
}

/* "08.00" or "8:00" in minutes, -1 for anything else. */
static int read_minutes(const char *text, char **end)
{
    long hour, minute;

    if (!isdigit((unsigned char)*text))
        return -1;
    hour = strtol(text, end, 10);
    if ((**end != '.' && **end != ':') || !isdigit((unsigned char)(*end)[1]) ||
        !isdigit((unsigned char)(*end)[2]))
        return -1;
    minute = strtol(*end + 1, end, 10);
    return hour > 24 || minute > 59 || hour * 60 + minute > DAY_MIN ? -1
                                                                    : (int)(hour * 60 + minute);
}

static int read_span(const char *word, int *from, int *to, char reason[CALENDAR_REASON_SIZE])
{
    char *end;

    *from = read_minutes(word, &end);
    *to = *from < 0 || *end != '-' ? -1 : read_minutes(end + 1, &end);
    if (*to < 0 || *end != '\0')
        return refuse(reason, "'%s' is neither a day nor a time; write Sen-Kam 08.00-15.30", word);
    if (*to <= *from)
        return refuse(reason, "'%s' ends before it begins", word);
    return 0;
}

static int add_span(struct calendar_hours *hours, unsigned days, const char *word,
                    char reason[CALENDAR_REASON_SIZE])
{
    int from, to, rc = read_span(word, &from, &to, reason);

    for (int day = 0; rc == 0 && day < WEEK; day++) {
        int i = 0;

        if (!(days >> day & 1))
            continue;
        while (i < CALENDAR_SPANS_MAX && hours->span[day][i].to > 0)
            i++;
        if (i == CALENDAR_SPANS_MAX)
            return refuse(reason, "'%s' is one time too many on a day", word);
        if (i > 0 && hours->span[day][i - 1].to > from)
            return refuse(reason, "'%s' begins before the time before it has ended", word);
        hours->span[day][i].from = (short)from;
        hours->span[day][i].to = (short)to;
    }
    return rc;
}

/* One group, "Jum 08.00-11.30 13.00-15.30"; known has the days of the groups before. */
static int read_group(char *group, struct calendar_hours *hours, unsigned *known,
                      char reason[CALENDAR_REASON_SIZE])
{
    unsigned days = 0;
    int spans = 0, rc = 0;
    char *rest = NULL;

    for (char *word = strtok_r(group, " ", &rest); rc == 0 && word;
         word = strtok_r(NULL, " ", &rest)) {
        if (spans == 0 && isalpha((unsigned char)word[0])) {
            rc = read_days(word, &days, reason);
        } else if (days == 0) {
            rc = refuse(reason, "before '%s' the days are missing", word);
        } else if (*known & days) {
            rc = refuse(reason, "before '%s' stands a day that has its hours already", word);
        } else {
            rc = add_span(hours, days, word, reason);
            spans++;
        }
    }
    *known |= days;
    if (rc == 0 && spans == 0)
        return refuse(reason, "no hours; write Sen-Kam 08.00-15.30, Jum 08.00-11.30");
    return rc;
}

int calendar_hours_read(const char *text, struct calendar_hours *ret,
                        char reason[CALENDAR_REASON_SIZE])
{
    struct calendar_hours hours = {0};
    char copy[256], *rest = copy, *group;
    unsigned known = 0;
    int rc = 0;

    if (strlen(text) >= sizeof copy)
        return refuse(reason, "too long");
    snprintf(copy, sizeof copy, "%s", text);
    while (rc == 0 && (group = strsep(&rest, ",")))
        rc = read_group(group, &hours, &known, reason);
    if (rc == 0)
        *ret = hours;
    return rc;
}

int calendar_day_read(const char *text, int *ret)
{
    struct tm day = {0};
    char again[16];
    const char *end = strptime(text, "%Y-%m-%d", &day);
    time_t at;

    if (!end || *end)
        return -EINVAL;
    at = timegm(&day); /* makes 31 February 3 March */
    strftime(again, sizeof again, "%Y-%m-%d", &day);
    if (strcmp(again, text) != 0)
        return -EINVAL;
    *ret = (int)(at / DAY_S);
    return 0;
}

int calendar_day(const struct calendar *calendar, int64_t at)
{
    return (int)((at + calendar->utc_offset_s) / DAY_S);
}

/* The first second of a day, local time. */
static int64_t day_begins(const struct calendar *calendar, int day)
{
    return (int64_t)day * DAY_S - calendar->utc_offset_s;
}

static int compare_days(const void *a, const void *b)
{
    return (*(const int *)a > *(const int *)b) - (*(const int *)a < *(const int *)b);
}

bool calendar_is_working_day(const struct calendar *calendar, int day)
{
    return calendar->hours.span[weekday(day)][0].to > 0 &&
           (calendar->holidays == 0 || !bsearch(&day, calendar->holiday, (size_t)calendar->holidays,
                                                sizeof day, compare_days));
}

int calendar_working_days(const struct calendar *calendar, int64_t from, int64_t to)
{
    int count = 0;

    for (int day = calendar_day(calendar, from) + 1; day <= calendar_day(calendar, to); day++)
        count += calendar_is_working_day(calendar, day);
    return count;
}

static bool has_hours(const struct calendar *calendar)
{
    for (int i = 0; i < WEEK; i++)
        if (calendar->hours.span[i][0].to > 0)
            return true;
    return false;
}

int64_t calendar_add_working_days(const struct calendar *calendar, int64_t at, int days)
{
    int day = calendar_day(calendar, at);

    assert(has_hours(calendar));
    while (days > 0)
        days -= calendar_is_working_day(calendar, ++day);
    return day_begins(calendar, day + 1) - 1;
}

/* The span number i of a day as moments; false if it has none. */
static bool get_span(const struct calendar *calendar, int day, int i, int64_t *from, int64_t *to)
{
    const struct calendar_hours *hours = &calendar->hours;
    int of = weekday(day);

    if (i == CALENDAR_SPANS_MAX || hours->span[of][i].to == 0)
        return false;
    *from = day_begins(calendar, day) + hours->span[of][i].from * MINUTE_S;
    *to = day_begins(calendar, day) + hours->span[of][i].to * MINUTE_S;
    return true;
}

int64_t calendar_working_time(const struct calendar *calendar, int64_t from, int64_t to)
{
    int64_t sum = 0, opens, closes;

    for (int day = calendar_day(calendar, from); day <= calendar_day(calendar, to); day++) {
        if (!calendar_is_working_day(calendar, day))
            continue;
        for (int i = 0; get_span(calendar, day, i, &opens, &closes); i++) {
            int64_t begin = opens > from ? opens : from, end = closes < to ? closes : to;

            sum += end > begin ? end - begin : 0;
        }
    }
    return sum;
}

/* The end of the span that a moment lies in; false if it lies in none. */
static bool span_ends(const struct calendar *calendar, int64_t at, int64_t *ret)
{
    int day = calendar_day(calendar, at);
    int64_t from, to;

    if (!calendar_is_working_day(calendar, day))
        return false;
    for (int i = 0; get_span(calendar, day, i, &from, &to); i++) {
        if (at < from || at >= to)
            continue;
        *ret = to;
        return true;
    }
    return false;
}

bool calendar_is_open(const struct calendar *calendar, int64_t at, int64_t *closes)
{
    if (!span_ends(calendar, at, closes))
        return false;
    /* An end may be the beginning of the next span, as midnight is. */
    for (int i = 0; i < WEEK; i++)
        if (!span_ends(calendar, *closes, closes))
            return true;
    *closes = -1;
    return true;
}

int64_t calendar_next_opening(const struct calendar *calendar, int64_t at)
{
    int today = calendar_day(calendar, at);
    int64_t from, to;

    for (int day = today; day <= today + YEAR; day++) {
        if (!calendar_is_working_day(calendar, day))
            continue;
        for (int i = 0; get_span(calendar, day, i, &from, &to); i++)
            if (from > at)
                return from;
    }
    return -1;
}
