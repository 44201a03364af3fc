#include "db/report_figures.h"

#include <errno.h>
#include <stdlib.h>

#define SKM_ANSWERS 9

const struct report_row report_rows[REPORT_FIGURES] = {
    [REPORT_OPENED] = {"opened", REPORT_COUNT, 0},
    [REPORT_RESPONSE_IN_TIME] = {"response_in_time", REPORT_PERCENT, REPORT_ANSWER_LATE},
    [REPORT_RESPONSE_MEDIAN] = {"response_median", REPORT_HOURS, 0},
    [REPORT_RESPONSE_P90] = {"response_p90", REPORT_HOURS, 0},
    [REPORT_RESOLUTION_IN_TIME] = {"resolution_in_time", REPORT_PERCENT, REPORT_DONE_LATE},
    [REPORT_RESOLUTION_MEDIAN] = {"resolution_median", REPORT_HOURS, 0},
    [REPORT_RESOLUTION_P90] = {"resolution_p90", REPORT_HOURS, 0},
    [REPORT_SAME_DAY] = {"same_day", REPORT_PERCENT, REPORT_WAS_SAME_DAY},
    [REPORT_REOPENED] = {"reopened", REPORT_PERCENT, REPORT_WAS_REOPENED},
    [REPORT_FORWARDED] = {"forwarded", REPORT_PERCENT, REPORT_WAS_FORWARDED},
    [REPORT_OVERDUE] = {"overdue", REPORT_PERCENT, REPORT_IS_OVERDUE},
    [REPORT_SATISFACTION] = {"satisfaction", REPORT_SCORE, 0},
    [REPORT_SKM] = {"skm", REPORT_INDEX, 0},
    [REPORT_KIND + TICKET_PENGADUAN] = {"pengaduan", REPORT_COUNT, 0},
    [REPORT_KIND + TICKET_ASPIRASI] = {"aspirasi", REPORT_COUNT, 0},
    [REPORT_KIND + TICKET_INFORMASI] = {"informasi", REPORT_COUNT, 0},
    [REPORT_KIND + TICKET_PERMOHONAN] = {"permohonan", REPORT_COUNT, 0},
    [REPORT_CATEGORY + TICKET_NO_CATEGORY] = {"no_category", REPORT_COUNT, 0},
    [REPORT_CATEGORY + TICKET_STANDAR] = {"standar", REPORT_COUNT, 0},
    [REPORT_CATEGORY + TICKET_KEWAJIBAN] = {"kewajiban", REPORT_COUNT, 0},
    [REPORT_CATEGORY + TICKET_LARANGAN] = {"larangan", REPORT_COUNT, 0},
};

int report_decimals(enum report_measure measure)
{
    return measure == REPORT_COUNT                                ? 0
           : measure == REPORT_PERCENT || measure == REPORT_HOURS ? 1
                                                                  : 2;
}

char report_grade(int64_t index)
{
    return index >= 8831 ? 'A' : index >= 7661 ? 'B' : index >= 6500 ? 'C' : 'D';
}

/* The times that something took, of one set of cases. */
struct spread {
    int64_t *took_s;
    int count;
};

struct tally {
    int opened;
    int answers_known, answers_late, done_known, done_late, same_day, reopened, forwarded, overdue;
    int scores, score_sum;
    int surveys;
    int64_t survey_sum; /* of all nine answers of all of them */
    int kind[TICKET_KINDS], category[TICKET_CATEGORIES];
    struct spread response, resolution;
};

static void add_time(struct spread *spread, int64_t from, int64_t to)
{
    if (to > 0)
        spread->took_s[spread->count++] = to > from ? to - from : 0;
}

static void add_case(struct tally *tally, const struct report_case *ticket)
{
    unsigned flags = ticket->flags;

    tally->opened++;
    tally->kind[ticket->kind]++;
    tally->category[ticket->category]++;
    tally->answers_known += (flags & REPORT_ANSWER_KNOWN) != 0;
    tally->answers_late += (flags & REPORT_ANSWER_LATE) != 0;
    tally->done_known += (flags & REPORT_DONE_KNOWN) != 0;
    tally->done_late += (flags & REPORT_DONE_LATE) != 0;
    tally->same_day += (flags & REPORT_WAS_SAME_DAY) != 0;
    tally->reopened += (flags & REPORT_WAS_REOPENED) != 0;
    tally->forwarded += (flags & REPORT_WAS_FORWARDED) != 0;
    tally->overdue += (flags & REPORT_IS_OVERDUE) != 0;
    tally->scores += ticket->score > 0;
    tally->score_sum += ticket->score;
    tally->surveys += ticket->skm[0] != '\0';
    for (const char *answer = ticket->skm; *answer; answer++)
        tally->survey_sum += *answer - '0';
    add_time(&tally->response, ticket->opened_at, ticket->responded_at);
    add_time(&tally->resolution, ticket->opened_at, ticket->resolved_at);
}

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

/* Half and more is rounded up. */
static int64_t divide(int64_t dividend, int64_t divisor)
{
    return divisor == 0 ? 0 : (2 * dividend + divisor) / (2 * divisor);
}

static struct report_value ratio(int64_t part, int64_t whole, int cases)
{
    return (struct report_value){.cases = cases, .value = divide(part, whole)};
}

static struct report_value share(int part, int whole)
{
    return ratio(INT64_C(1000) * part, whole, whole);
}

/* The median (the mean of the two in the middle) and the 90th percentile (the nearest rank), in
 * tenths of an hour. */
static void add_spread(struct spread *spread, struct report_value *median, struct report_value *p90)
{
    int count = spread->count;
    int64_t twice, high;

    if (count == 0)
        return;
    qsort(spread->took_s, (size_t)count, sizeof spread->took_s[0], compare);
    twice = spread->took_s[(count - 1) / 2] + spread->took_s[count / 2];
    high = spread->took_s[(9 * (int64_t)count + 9) / 10 - 1];
    *median = ratio(twice * 10, 2 * 3600, count);
    *p90 = ratio(high * 10, 3600, count);
}

static void conclude(struct tally *tally, struct report_value *ret)
{
    int64_t answers = (int64_t)tally->surveys * SKM_ANSWERS;

    ret[REPORT_OPENED] = ratio(tally->opened, 1, tally->opened);
    ret[REPORT_RESPONSE_IN_TIME] =
        share(tally->answers_known - tally->answers_late, tally->answers_known);
    ret[REPORT_RESOLUTION_IN_TIME] = share(tally->done_known - tally->done_late, tally->done_known);
    add_spread(&tally->response, &ret[REPORT_RESPONSE_MEDIAN], &ret[REPORT_RESPONSE_P90]);
    add_spread(&tally->resolution, &ret[REPORT_RESOLUTION_MEDIAN], &ret[REPORT_RESOLUTION_P90]);
    ret[REPORT_SAME_DAY] = share(tally->same_day, tally->opened);
    ret[REPORT_REOPENED] = share(tally->reopened, tally->opened);
    ret[REPORT_FORWARDED] = share(tally->forwarded, tally->opened);
    ret[REPORT_OVERDUE] = share(tally->overdue, tally->opened);
    ret[REPORT_SATISFACTION] = ratio(INT64_C(100) * tally->score_sum, tally->scores, tally->scores);
    ret[REPORT_SKM] = ratio(2500 * tally->survey_sum, answers, tally->surveys);
    for (int i = 0; i < TICKET_KINDS; i++)
        ret[REPORT_KIND + i] = ratio(tally->kind[i], 1, tally->kind[i]);
    for (int i = 0; i < TICKET_CATEGORIES; i++)
        ret[REPORT_CATEGORY + i] = ratio(tally->category[i], 1, tally->category[i]);
}

int report_measure(const struct report_case *cases, int count, int unit, int min_cases,
                   struct report_value ret[REPORT_FIGURES])
{
    int64_t *times = calloc((size_t)count * 2 + 1, sizeof *times);
    struct tally tally = {.response = {times, 0}};

    if (!times)
        return -ENOMEM;
    tally.resolution.took_s = times + count;
    for (int i = 0; i < count; i++)
        if (unit < 0 || cases[i].unit == unit)
            add_case(&tally, &cases[i]);
    conclude(&tally, ret);
    for (int i = 0; i < REPORT_FIGURES; i++)
        ret[i].shown = ret[i].cases >= min_cases && ret[i].cases > 0;
    free(times);
    return 0;
}

/* The median time to the first answer; of who never answers, for ever. */
static int64_t median(const struct report_unit *unit)
{
    const struct report_value *value = &unit->now[REPORT_RESPONSE_MEDIAN];

    return value->cases > 0 ? value->value : INT64_MAX;
}

/* Which of two is better (negative: x): more in time, then faster. */
static int compare_places(const struct report_unit *x, const struct report_unit *y)
{
    int64_t a = x->now[REPORT_RESPONSE_IN_TIME].value, b = y->now[REPORT_RESPONSE_IN_TIME].value;

    if (a != b)
        return a > b ? -1 : 1;
    return (median(x) > median(y)) - (median(x) < median(y));
}

static int compare_units(const void *a, const void *b)
{
    const struct report_unit *const *x = a, *const *y = b;

    return (*x)->rank != (*y)->rank ? (*x)->rank - (*y)->rank : *x < *y ? -1 : *x > *y;
}

static bool has_enough(const struct report_unit *unit, int rank_cases)
{
    const struct report_value *in_time = &unit->now[REPORT_RESPONSE_IN_TIME];

    return unit->code[0] != '-' && in_time->shown && in_time->cases >= rank_cases;
}

void report_rank(struct report *report, int rank_cases)
{
    for (int i = 0; i < report->unit_count; i++) {
        struct report_unit *unit = &report->units[i];

        if (!has_enough(unit, rank_cases))
            continue;
        report->ranked++;
        unit->rank = 1;
        for (int j = 0; j < report->unit_count; j++)
            if (has_enough(&report->units[j], rank_cases))
                unit->rank += compare_places(&report->units[j], unit) < 0;
    }
}

int report_ranking(const struct report *report, const struct report_unit **ret)
{
    int count = 0;

    for (int i = 0; i < report->unit_count; i++)
        if (report->units[i].rank > 0)
            ret[count++] = &report->units[i];
    qsort(ret, (size_t)count, sizeof *ret, compare_units);
    return count;
}
