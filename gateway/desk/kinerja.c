/* KINERJA: how well an office, or the regency, answered the reports of the last whole month. The
 * figures are those of 'sampan report'. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/report.h"
#include "gateway/desk/desk.h"
#include "gateway/desk/figure.h"
#include "gateway/desk/routing.h"

#define LIST_SIZE 1024

/* What is said of an office, if there are enough cases, in this order. */
static const struct {
    enum report_figure figure;
    enum text_id text;
    const char *field;
} said[] = {
    {REPORT_RESPONSE_MEDIAN, TEXT_KINERJA_MEDIAN, "time"},
    {REPORT_SAME_DAY, TEXT_KINERJA_SAME_DAY, "share"},
    {REPORT_OVERDUE, TEXT_KINERJA_OVERDUE, "share"},
    {REPORT_SATISFACTION, TEXT_KINERJA_SATISFACTION, "score"},
    {REPORT_SKM, TEXT_KINERJA_SKM, "index"},
};

static void say(struct desk *desk, const struct report_value *values, enum report_figure figure,
                char ret[FIGURE_SIZE])
{
    figure_say(desk->texts, figure, &values[figure], desk->config->report_min_cases, ret);
}

static void add_in_time(struct desk *desk, const struct report_unit *unit, struct reply *reply)
{
    char now[FIGURE_SIZE], before[FIGURE_SIZE];

    say(desk, unit->now, REPORT_RESPONSE_IN_TIME, now);
    say(desk, unit->before, REPORT_RESPONSE_IN_TIME, before);
    if (unit->now[REPORT_RESPONSE_IN_TIME].shown && unit->before[REPORT_RESPONSE_IN_TIME].shown)
        reply_go_on(reply, desk->texts, TEXT_KINERJA_BEFORE, {"share", now}, {"before", before});
    else if (unit->now[REPORT_RESPONSE_IN_TIME].shown)
        reply_go_on(reply, desk->texts, TEXT_KINERJA_IN_TIME, {"share", now});
}

/* Returns whether there is anything to show. */
static bool add_figures(struct desk *desk, const struct report *report,
                        const struct report_unit *unit, const char *name, struct reply *reply)
{
    char month[FIGURE_SIZE], opened[FIGURE_SIZE], count[16];

    figure_month(report->year, report->month, month);
    snprintf(count, sizeof count, "%d", desk->config->report_min_cases);
    if (!unit->now[REPORT_OPENED].shown) {
        reply_add(reply, desk->texts, TEXT_KINERJA_FEW, {"unit", name}, {"month", month},
                  {"count", count});
        return false;
    }
    say(desk, unit->now, REPORT_OPENED, opened);
    reply_add(reply, desk->texts, TEXT_KINERJA_HEAD, {"unit", name}, {"month", month},
              {"opened", opened});
    add_in_time(desk, unit, reply);
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        char value[FIGURE_SIZE];

        if (!unit->now[said[i].figure].shown)
            continue;
        say(desk, unit->now, said[i].figure, value);
        reply_go_on(reply, desk->texts, said[i].text, {said[i].field, value});
    }
    return true;
}

static int add_ranking(struct desk *desk, const struct report *report, struct reply *reply)
{
    const struct report_unit **units = calloc((size_t)report->unit_count, sizeof(void *));
    char list[LIST_SIZE] = "", share[FIGURE_SIZE], rank[16];
    int count;

    if (!units)
        return -ENOMEM;
    count = report_ranking(report, units);
    for (int i = 0; i < count; i++) {
        char place[160];

        say(desk, units[i]->now, REPORT_RESPONSE_IN_TIME, share);
        snprintf(rank, sizeof rank, "%d", units[i]->rank);
        reply_render(desk->texts, TEXT_KINERJA_PLACE, place, sizeof place, {"rank", rank},
                     {"unit", units[i]->name}, {"share", share});
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s", i ? ", " : "", place);
    }
    if (count > 0)
        reply_add(reply, desk->texts, TEXT_KINERJA_RANKING, {"list", list});
    free(units);
    return 0;
}

static void add_unit(struct desk *desk, const struct report *report, const char *code,
                     struct reply *reply)
{
    char rank[16], count[16];

    for (int i = 0; i < report->unit_count; i++) {
        const struct report_unit *unit = &report->units[i];

        if (strcmp(unit->code, code) != 0 || !add_figures(desk, report, unit, unit->name, reply) ||
            unit->rank == 0)
            continue;
        snprintf(rank, sizeof rank, "%d", unit->rank);
        snprintf(count, sizeof count, "%d", report->ranked);
        reply_go_on(reply, desk->texts, TEXT_KINERJA_RANK, {"rank", rank}, {"count", count});
    }
}

int desk_kinerja(struct desk *desk, const struct request *request, enum intent intent,
                 struct reply *reply)
{
    struct report_question question = {.utc_offset_s = config_utc_offset_s(desk->config),
                                       .now = desk->now,
                                       .min_cases = desk->config->report_min_cases,
                                       .rank_cases = desk->config->rank_min_cases};
    char unit[TICKET_UNIT_SIZE];
    struct report *report;
    int rc = request->text[0] ? routing_unit(desk->db, request->text, unit) : 0;

    (void)intent;
    if (rc == 0 && request->text[0]) {
        reply_add(reply, desk->texts, TEXT_KINERJA_WHICH, {"unit", request->text});
        return 0;
    }
    report_last_month(desk->now, question.utc_offset_s, &question.year, &question.month);
    if (rc >= 0)
        rc = report_open(desk->db, &question, &report);
    if (rc < 0)
        return rc;
    if (request->text[0])
        add_unit(desk, report, unit, reply);
    else if (add_figures(desk, report, &report->all, desk->config->regency, reply))
        rc = add_ranking(desk, report, reply);
    report_close(report);
    return rc;
}
