#include "gateway/report_view.h"

#include <string.h>

#include "gateway/reply/reply.h"

static void list_evidence(const struct report_view *view, int unit, unsigned flag,
                          char ret[REPORT_EVIDENCE_SIZE])
{
    const struct report *report = view->report;
    size_t length = 0;
    int count = 0;
    char more[16];

    ret[0] = '\0';
    for (int i = 0; i < report->case_count; i++) {
        const struct report_case *ticket = &report->cases[i];

        if (!(ticket->flags & flag) || (unit >= 0 && ticket->unit != unit))
            continue;
        if (count++ < REPORT_EVIDENCE_MAX)
            length += (size_t)snprintf(ret + length, REPORT_EVIDENCE_SIZE - length, "%s%s",
                                       count > 1 ? ", " : "", ticket->number);
    }
    if (count <= REPORT_EVIDENCE_MAX)
        return;
    snprintf(more, sizeof more, "%d", count - REPORT_EVIDENCE_MAX);
    strcpy(ret + length, ", ");
    reply_render(view->texts, TEXT_REPORT_MORE, ret + length + 2, REPORT_EVIDENCE_SIZE - length - 2,
                 {"count", more});
}

static void visit_unit(const struct report_view *view, int i, report_visit *visit, void *context)
{
    const struct report_unit *unit = i < 0 ? &view->report->all : &view->report->units[i];
    int min_cases = view->config->report_min_cases;
    char name[sizeof unit->name];
    struct report_line line = {.code = unit->code, .name = name};

    snprintf(name, sizeof name, "%s", unit->name);
    if (name[0] == '\0')
        reply_render(view->texts, i < 0 ? TEXT_REPORT_ALL : TEXT_REPORT_NO_UNIT, name, sizeof name);
    for (int figure = 0; figure < REPORT_FIGURES; figure++) {
        line.figure = (enum report_figure)figure;
        line.now = &unit->now[figure];
        line.before = &unit->before[figure];
        figure_say(view->texts, line.figure, line.now, min_cases, line.said_now);
        figure_say(view->texts, line.figure, line.before, min_cases, line.said_before);
        list_evidence(view, i, line.now->shown ? report_rows[figure].evidence : 0, line.evidence);
        visit(&line, context);
    }
}

void report_lines(const struct report_view *view, report_visit *visit, void *context)
{
    if (!view->unit)
        visit_unit(view, -1, visit, context);
    for (int i = 0; i < view->report->unit_count; i++) {
        const struct report_unit *unit = &view->report->units[i];

        if (view->unit ? strcmp(view->unit, unit->code) == 0 : unit->any)
            visit_unit(view, i, visit, context);
    }
}

void report_title(const struct report_view *view, char ret[REPORT_REMARK_SIZE])
{
    char month[FIGURE_SIZE];

    figure_month(view->report->year, view->report->month, month);
    reply_render(view->texts, TEXT_REPORT_TITLE, ret, REPORT_REMARK_SIZE,
                 {"regency", view->config->regency}, {"month", month});
}

void report_remark(const struct report_view *view, int i, char ret[REPORT_REMARK_SIZE])
{
    static const enum text_id remarks[REPORT_REMARKS] = {TEXT_REPORT_ABOUT, TEXT_REPORT_MEANING,
                                                         TEXT_REPORT_SKM};
    char count[16];

    snprintf(count, sizeof count, "%d", view->config->report_min_cases);
    reply_render(view->texts, remarks[i], ret, REPORT_REMARK_SIZE, {"count", count});
}
