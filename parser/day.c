#include "parser/day.h"

#include <ctype.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WORDS_MAX 96
#define WORD_SIZE 12
#define DAY_S     86400
#define YEARS_MAX 8 /* to the next 29 February */

/* A word or a number, and the sign before it: ' ' for none but spaces. */
struct word {
    char text[WORD_SIZE];
    int number; /* -1 for a word */
    char sign;
    size_t start, end; /* bytes in the text */
};

struct scan {
    int count, today;
    struct word word[WORDS_MAX];
};

#define MONTH_NAMES 4
static const char *const months[][MONTH_NAMES] = {
    {"jan", "januari"},
    {"feb", "februari", "pebruari"},
    {"mar", "maret", "mrt"},
    {"apr", "april"},
    {"mei", "may"},
    {"jun", "juni"},
    {"jul", "juli"},
    {"agu", "agustus", "agt", "ags"},
    {"sep", "september", "sept"},
    {"okt", "oktober", "oct"},
    {"nov", "november", "nop", "nopember"},
    {"des", "desember", "dec"},
};

static const char *const weekdays[][2] = {{"minggu", "ahad"}, {"senin", "sen"}, {"selasa", "sel"},
                                          {"rabu", "rab"},    {"kamis", "kam"}, {"jumat", "jum"},
                                          {"sabtu", "sab"}};

static void scan_text(const char *text, struct scan *ret)
{
    const char *begin = text;
    char sign = ' ';

    ret->count = 0;
    while (*text && ret->count < WORDS_MAX) {
        struct word *word = &ret->word[ret->count];
        bool number = isdigit((unsigned char)*text) != 0;
        size_t length = 0;

        if (!isalnum((unsigned char)*text)) {
            sign = isspace((unsigned char)*text) && sign != ' ' ? sign
                   : isspace((unsigned char)*text)              ? ' '
                                                                : *text;
            text++;
            continue;
        }
        word->start = (size_t)(text - begin);
        for (; isalnum((unsigned char)*text) && !isdigit((unsigned char)*text) == !number; text++)
            if (length < WORD_SIZE - 1)
                word->text[length++] = (char)tolower((unsigned char)*text);
        word->text[length] = '\0';
        word->end = (size_t)(text - begin);
        word->number = number ? atoi(word->text) : -1;
        word->sign = sign;
        sign = ' ';
        ret->count++;
    }
}

static const struct word *at(const struct scan *scan, int i)
{
    static const struct word none = {"", -1, ' ', 0, 0};

    return i >= 0 && i < scan->count ? &scan->word[i] : &none;
}

static bool is(const struct scan *scan, int i, const char *text)
{
    return strcmp(at(scan, i)->text, text) == 0;
}

static struct tm date_of(int day)
{
    time_t seconds = (time_t)day * DAY_S;
    struct tm tm;

    gmtime_r(&seconds, &tm);
    return tm;
}

/* Returns whether there is such a day. */
static bool make_day(int year, int month, int day, int *ret)
{
    struct tm tm = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
    time_t seconds = timegm(&tm);

    if (tm.tm_mday != day || tm.tm_mon != month - 1)
        return false;
    *ret = (int)(seconds / DAY_S);
    return true;
}

/* The next day of that month and day from a day on. */
static bool next_day(int month, int day, int from, int *ret)
{
    int year = date_of(from).tm_year + 1900;

    for (int i = 0; i <= YEARS_MAX; i++)
        if (make_day(year + i, month, day, ret) && *ret >= from)
            return true;
    return false;
}

static int month_of(const char *text)
{
    for (int i = 0; i < 12; i++)
        for (int j = 0; j < MONTH_NAMES && months[i][j]; j++)
            if (strcmp(months[i][j], text) == 0)
                return i + 1;
    return 0;
}

static int weekday_of(const char *text)
{
    for (int i = 0; i < 7; i++)
        for (int j = 0; j < 2; j++)
            if (strcmp(weekdays[i][j], text) == 0)
                return i;
    return -1;
}

/* A date as far as it was written. */
struct date {
    int day, month, year; /* 0: not written */
};

/* "30 Nov 2026", "30/11/26", "30": how many words it takes, 0 if it is none. */
static int read_date(const struct scan *scan, int i, struct date *ret)
{
    const struct word *month = at(scan, i + 1), *year = at(scan, i + 2);
    int day = at(scan, i)->number;

    *ret = (struct date){day, 0, 0};
    if (day < 1 || day > 31)
        return 0;
    ret->month = month_of(month->text);
    if (ret->month == 0 && month->number >= 1 && month->number <= 12 &&
        strchr("/-.", month->sign) && month_of(year->text) == 0)
        ret->month = month->number;
    if (ret->month == 0)
        return 1;
    if (year->number >= 2000 && year->number < 2100)
        ret->year = year->number;
    else if (year->number >= 20 && year->sign == month->sign && month->number > 0)
        ret->year = 2000 + year->number;
    return ret->year > 0 ? 3 : 2;
}

/* "s/d", "sd", "sampai dengan", "hingga": how many words, 0 if it is none. */
static int read_until(const struct scan *scan, int i)
{
    static const char *const words[] = {"sd", "sampai", "sampe", "smp", "smpai", "hingga"};

    if (is(scan, i, "s") && is(scan, i + 1, "d"))
        return 2;
    for (size_t j = 0; j < sizeof words / sizeof words[0]; j++)
        if (is(scan, i, words[j]))
            return is(scan, i + 1, "dengan") || is(scan, i + 1, "dgn") ? 2 : 1;
    return 0;
}

static int read_the(const struct scan *scan, int i)
{
    return is(scan, i, "tgl") || is(scan, i, "tanggal") || is(scan, i, "tg");
}

static bool resolve(const struct date *date, int from, int *ret)
{
    if (date->year > 0)
        return make_day(date->year, date->month, date->day, ret);
    if (date->month > 0)
        return next_day(date->month, date->day, from, ret);
    for (int month = 0; month < 13; month++) {
        struct tm tm = date_of(from);
        int whole = tm.tm_year * 12 + tm.tm_mon + month;

        if (make_day(1900 + whole / 12, whole % 12 + 1, date->day, ret) && *ret >= from)
            return true;
    }
    return false;
}

/* The first day of a span that ends on last: what was not written of it is as of the last. */
static bool resolve_first(const struct date *first, const struct date *last, int last_day, int *ret)
{
    struct tm tm = date_of(last_day);
    int month = first->month ? first->month : last->month ? last->month : tm.tm_mon + 1;
    int year = first->year ? first->year : tm.tm_year + 1900;

    if (make_day(year, month, first->day, ret) && *ret <= last_day)
        return true;
    return first->year == 0 && make_day(year - 1, month, first->day, ret);
}

/* Dates in figures: one, or two with "-" or "s/d" between them. told is whether a bare day is one.
 */
static bool read_dates(const struct scan *scan, int i, bool told, struct day_span *ret)
{
    struct date first, last;
    int words = read_date(scan, i, &first), next = i + words, until = read_until(scan, next);

    if (words == 0)
        return false;
    if ((until > 0 || at(scan, next)->sign == '-') && at(scan, next + until)->number != 0) {
        next += until;
        next += read_the(scan, next);
        if (read_date(scan, next, &last) > 0 && (last.month > 0 || told) &&
            resolve(&last, scan->today, &ret->last) &&
            resolve_first(&first, &last, ret->last, &ret->first))
            return true;
    }
    if ((first.month == 0 && !told) || !resolve(&first, scan->today, &ret->last))
        return false;
    ret->first = ret->last;
    return true;
}

/* "senin", "senin depan", "minggu depan", which is the week. Returns how many words it takes. */
static int read_weekday(const struct scan *scan, int i, struct day_span *ret)
{
    int today = date_of(scan->today).tm_wday, day = weekday_of(at(scan, i)->text);
    bool next = is(scan, i + 1, "depan");

    if (day < 0)
        return 0;
    if (is(scan, i, "minggu") && (next || is(scan, i + 1, "ini"))) {
        int monday = scan->today - (today + 6) % 7 + (next ? 7 : 0);

        ret->first = next ? monday : scan->today;
        ret->last = monday + 6;
        return 2;
    }
    ret->first = scan->today + (day - today + 7) % 7;
    if (next && ret->first == scan->today)
        ret->first += 7;
    ret->last = ret->first;
    return next ? 2 : 1;
}

/* "besok", "hari ini", "3 hari", "2 minggu lagi". Returns how many words it takes. */
static int read_relative(const struct scan *scan, int i, struct day_span *ret)
{
    static const struct {
        const char *word;
        int days;
    } words[] = {{"besok", 1}, {"besuk", 1}, {"bsk", 1}, {"bsok", 1}, {"lusa", 2}};
    int number = at(scan, i)->number, days = -1;

    for (size_t j = 0; j < sizeof words / sizeof words[0]; j++)
        if (is(scan, i, words[j].word))
            days = words[j].days;
    if (is(scan, i, "hari") && is(scan, i + 1, "ini"))
        days = 0;
    if (days >= 0) {
        ret->first = ret->last = scan->today + days;
        return days == 0 ? 2 : 1;
    }
    if (number < 1 || number > 99 || (!is(scan, i + 1, "hari") && !is(scan, i + 1, "minggu")))
        return 0;
    days = is(scan, i + 1, "hari") ? number : 7 * number;
    ret->first = scan->today;
    ret->last = scan->today + days - (is(scan, i + 2, "lagi") ? 0 : 1);
    return is(scan, i + 2, "lagi") ? 3 : 2;
}

/* "jam 10.30" is no day, nor is what hangs on a number before it. */
static bool is_other(const struct scan *scan, int i)
{
    static const char *const before[] = {"jam", "pukul", "pkl", "rp", "no", "nomor", "loket"};

    for (size_t j = 0; j < sizeof before / sizeof before[0]; j++)
        if (is(scan, i - 1, before[j]))
            return true;
    return at(scan, i)->number >= 0 && at(scan, i - 1)->number >= 0 && at(scan, i)->sign != ' ';
}

/* A day that begins at word i, of which "s/d" or "tgl" has told or not. */
static bool read_day(const struct scan *scan, int i, bool told, struct day_span *ret)
{
    int words = read_relative(scan, i, ret);

    if (words == 0 && read_dates(scan, i, told, ret))
        return true;
    if (words == 0)
        words = read_weekday(scan, i, ret);
    if (words == 0)
        return false;
    ret->relative = true;
    ret->start = at(scan, i)->start;
    ret->end = at(scan, i + words - 1)->end;
    return true;
}

bool day_find(const char *text, int today, struct day_span *ret)
{
    struct scan scan = {.today = today};

    scan_text(text, &scan);
    for (int i = 0; i < scan.count; i++) {
        int until = read_until(&scan, i), the = read_the(&scan, i + until);
        struct day_span span = {.until = until > 0};

        if (is_other(&scan, i + until + the) ||
            !read_day(&scan, i + until + the, until > 0 || the > 0, &span))
            continue;
        *ret = span;
        return true;
    }
    return false;
}
