#include "gateway/desk/figure.h"

#include <stdio.h>
#include <string.h>

#include "gateway/reply/reply.h"

#define DAYS_FROM 480 /* tenths of an hour from which days say more */

_Static_assert(TEXT_LABEL_LARANGAN - TEXT_LABEL_OPENED == REPORT_FIGURES - 1,
               "a label for each figure, in their order");

enum text_id figure_label(enum report_figure figure)
{
    return (enum text_id)(TEXT_LABEL_OPENED + figure);
}

static void print(int64_t value, int decimals, const char *sign, char ret[FIGURE_SIZE])
{
    int64_t unit = decimals == 0 ? 1 : decimals == 1 ? 10 : 100;

    if (decimals == 0)
        snprintf(ret, FIGURE_SIZE, "%lld", (long long)value);
    else
        snprintf(ret, FIGURE_SIZE, "%lld%s%0*lld", (long long)(value / unit), sign, decimals,
                 (long long)(value % unit));
}

void figure_plain(enum report_figure figure, const struct report_value *value,
                  char ret[FIGURE_SIZE])
{
    ret[0] = '\0';
    if (value->shown)
        print(value->value, report_decimals(report_rows[figure].measure), ".", ret);
}

static enum text_id text_of(enum report_measure measure, int64_t value)
{
    switch (measure) {
    case REPORT_PERCENT:
        return TEXT_FIGURE_PERCENT;
    case REPORT_HOURS:
        return value < DAYS_FROM ? TEXT_FIGURE_HOURS : TEXT_FIGURE_DAYS;
    case REPORT_SCORE:
        return TEXT_FIGURE_SCORE;
    case REPORT_INDEX:
    case REPORT_COUNT:
        break;
    }
    return TEXT_FIGURE_INDEX;
}

void figure_say(const struct texts *texts, enum report_figure figure,
                const struct report_value *value, int min_cases, char ret[FIGURE_SIZE])
{
    enum report_measure measure = report_rows[figure].measure;
    int64_t tenths = value->value;
    char sign[8], number[FIGURE_SIZE], grade[2] = {report_grade(value->value), '\0'};
    int decimals = report_decimals(measure);

    if (!value->shown) {
        print(min_cases, 0, "", number);
        reply_render(texts, TEXT_FIGURE_FEW, ret, FIGURE_SIZE, {"count", number});
        return;
    }
    if (measure == REPORT_HOURS && tenths >= DAYS_FROM)
        tenths = (tenths + 12) / 24;
    if (decimals == 1 && tenths % 10 == 0) { /* "5 jam", "100%" */
        tenths /= 10;
        decimals = 0;
    }
    reply_render(texts, TEXT_FIGURE_SIGN, sign, sizeof sign);
    print(tenths, decimals, sign, number);
    if (measure == REPORT_COUNT)
        strcpy(ret, number);
    else
        reply_render(texts, text_of(measure, value->value), ret, FIGURE_SIZE, {"value", number},
                     {"grade", grade});
}

void figure_month(int year, int month, char ret[FIGURE_SIZE])
{
    snprintf(ret, FIGURE_SIZE, "%02d-%04d", month, year);
}
