#include "gateway/credit.h"

#include <ctype.h>
#include <errno.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#define GROUPS_MAX  10
#define DIGITS_MAX  12
#define DAY_S       86400
#define CENTURY     2000
#define DATE_FIELDS 3

/* The last group of the pattern that took part: where it begins and ends in the answer. */
static int find_group(const char *pattern, const char *answer, regmatch_t *ret)
{
    regmatch_t groups[GROUPS_MAX];
    regex_t compiled;
    int last = 0, rc;

    if (regcomp(&compiled, pattern, REG_EXTENDED) != 0)
        return -EINVAL;
    rc = regexec(&compiled, answer, GROUPS_MAX, groups, 0);
    regfree(&compiled);
    if (rc != 0)
        return -ENOENT;
    for (int i = 1; i < GROUPS_MAX; i++)
        if (groups[i].rm_so >= 0)
            last = i;
    *ret = groups[last];
    return 0;
}

int credit_read(const char *pattern, const char *answer, int64_t *ret)
{
    regmatch_t group;
    int64_t rupiah = 0;
    int digits = 0, rc = find_group(pattern, answer, &group);

    if (rc < 0)
        return rc;
    for (regoff_t i = group.rm_so; i < group.rm_eo; i++)
        if (isdigit((unsigned char)answer[i]) && digits++ < DIGITS_MAX)
            rupiah = rupiah * 10 + (answer[i] - '0');
    if (digits == 0 || digits > DIGITS_MAX)
        return -ENOENT;
    *ret = rupiah;
    return 0;
}

/* 1 to 12, 0 for no month. */
static int month_of(const char *name)
{
    static const struct {
        const char *begin;
        int month;
    } months[] = {{"jan", 1},  {"feb", 2},  {"peb", 2},  {"mar", 3},  {"apr", 4},
                  {"mei", 5},  {"may", 5},  {"jun", 6},  {"jul", 7},  {"agu", 8},
                  {"agt", 8},  {"ags", 8},  {"aug", 8},  {"sep", 9},  {"okt", 10},
                  {"oct", 10}, {"nov", 11}, {"nop", 11}, {"des", 12}, {"dec", 12}};

    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++)
        if (strncasecmp(name, months[i].begin, 3) == 0)
            return months[i].month;
    return 0;
}

/* The three fields of a date, which may stand without anything between them: "18Aug26". named: the
 * one that is a month's name, -1 for none. */
static int split_date(const char *text, const char *end, int fields[DATE_FIELDS], int *named)
{
    int count = 0;

    for (*named = -1; text < end; count++) {
        while (text < end && !isalnum((unsigned char)*text))
            text++;
        if (text == end)
            break;
        if (count == DATE_FIELDS)
            return -EDOM;
        if (isdigit((unsigned char)*text)) {
            fields[count] = (int)strtol(text, (char **)&text, 10);
        } else {
            fields[count] = month_of(text);
            *named = count;
            while (text < end && isalpha((unsigned char)*text))
                text++;
        }
    }
    return count == DATE_FIELDS ? 0 : -EDOM;
}

/* Which of the fields is what: "ymd" with a year of four digits first, else order, or the month
 * where its name is. */
static const char *order_of(const int fields[DATE_FIELDS], int named, const char *order)
{
    if (fields[0] > 31)
        return "ymd";
    return named == 0 ? "mdy" : named == 1 ? "dmy" : order;
}

static int read_date(const char *text, const char *end, const char *order, int64_t *ret)
{
    struct tm tm = {0}, again;
    int fields[DATE_FIELDS], named, year;
    time_t at;
    int rc = split_date(text, end, fields, &named);

    if (rc < 0)
        return rc;
    order = order_of(fields, named, order);
    year = fields[strchr(order, 'y') - order];
    tm.tm_year = (year < 100 ? year + CENTURY : year) - 1900;
    tm.tm_mon = fields[strchr(order, 'm') - order] - 1;
    tm.tm_mday = fields[strchr(order, 'd') - order];
    again = tm;
    at = timegm(&again);
    if (again.tm_mon != tm.tm_mon || again.tm_mday != tm.tm_mday || again.tm_year != tm.tm_year ||
        tm.tm_year < CENTURY - 1900 || tm.tm_year >= CENTURY - 1800)
        return -EDOM;
    *ret = at / DAY_S;
    return 0;
}

int credit_read_expiry(const char *pattern, const char *order, const char *answer, int64_t *ret)
{
    regmatch_t group;
    int rc = find_group(pattern, answer, &group);

    return rc < 0 ? rc : read_date(answer + group.rm_so, answer + group.rm_eo, order, ret);
}
