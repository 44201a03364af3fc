/* Report page: a report as HTML. What is filled in is text (html.h). */
#include <errno.h>
#include <stdlib.h>

#include "gateway/html.h"
#include "gateway/reply/reply.h"
#include "gateway/report_view.h"

static const char style[] =
    "<style>\n"
    "@page { size: A4; margin: 15mm }\n"
    "body { font-family: \"DejaVu Sans\", Arial, sans-serif; font-size: 10pt; max-width: 60rem; "
    "margin: auto }\n"
    "h1 { font-size: 16pt }\n"
    "h2 { font-size: 12pt; page-break-after: avoid }\n"
    "table { border-collapse: collapse; width: 100%; page-break-inside: avoid }\n"
    "th, td { border-bottom: 1px solid #999; padding: 0.15rem 0.4rem; text-align: left; "
    "vertical-align: top }\n"
    "td.figure { white-space: nowrap }\n"
    "td.evidence { font-size: 8pt }\n"
    "</style>\n";

struct page {
    const struct report_view *view;
    FILE *out;
};

static void put_text(const struct page *page, const char *element, enum text_id id)
{
    char text[REPORT_REMARK_SIZE];

    reply_render(page->view->texts, id, text, sizeof text);
    html_put(page->out, "<%s>%s</%s>", element, text, element);
}

static void put_figure(const struct page *page, const char *text)
{
    html_put(page->out, "<td class=\"figure\">%s</td>", text);
}

static void begin_unit(const struct page *page, const struct report_line *line)
{
    html_put(page->out, "<h2>%s</h2>\n<table>\n<tr>", line->name);
    put_text(page, "th", TEXT_REPORT_FIGURE);
    put_text(page, "th", TEXT_REPORT_NOW);
    put_text(page, "th", TEXT_REPORT_BEFORE);
    put_text(page, "th", TEXT_REPORT_EVIDENCE);
    fputs("</tr>\n", page->out);
}

static void put_line(const struct report_line *line, void *context)
{
    const struct page *page = context;

    if (line->figure == REPORT_OPENED)
        begin_unit(page, line);
    fputs("<tr>", page->out);
    put_text(page, "td", figure_label(line->figure));
    put_figure(page, line->said_now);
    put_figure(page, line->said_before);
    html_put(page->out, "<td class=\"evidence\">%s</td></tr>\n", line->evidence);
    if (line->figure == REPORT_FIGURES - 1)
        fputs("</table>\n", page->out);
}

static void put_place(const struct page *page, const struct report_unit *unit)
{
    static const enum report_figure shown[] = {REPORT_RESPONSE_IN_TIME, REPORT_RESPONSE_MEDIAN,
                                               REPORT_OPENED};
    char text[FIGURE_SIZE];

    html_put(page->out, "<tr><td>%d</td><td>%s</td>", unit->rank, unit->name);
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        figure_say(page->view->texts, shown[i], &unit->now[shown[i]],
                   page->view->config->report_min_cases, text);
        put_figure(page, text);
    }
    fputs("</tr>\n", page->out);
}

static int put_ranking(const struct page *page)
{
    const struct report *report = page->view->report;
    const struct report_unit **units = calloc((size_t)report->unit_count, sizeof(void *));
    char text[REPORT_REMARK_SIZE], count[16];

    if (!units)
        return -ENOMEM;
    snprintf(count, sizeof count, "%d", page->view->config->rank_min_cases);
    reply_render(page->view->texts, TEXT_REPORT_RANKING, text, sizeof text, {"count", count});
    html_put(page->out, "<h2>%s</h2>\n<table class=\"ranking\">\n<tr>", text);
    put_text(page, "th", TEXT_REPORT_PLACE);
    put_text(page, "th", TEXT_REPORT_OFFICE);
    put_text(page, "th", TEXT_LABEL_RESPONSE_IN_TIME);
    put_text(page, "th", TEXT_LABEL_RESPONSE_MEDIAN);
    put_text(page, "th", TEXT_LABEL_OPENED);
    fputs("</tr>\n", page->out);
    for (int i = 0, ranked = report_ranking(report, units); i < ranked; i++)
        put_place(page, units[i]);
    fputs("</table>\n", page->out);
    free(units);
    return 0;
}

int report_page(const struct report_view *view, FILE *out)
{
    struct page page = {.view = view, .out = out};
    char text[REPORT_REMARK_SIZE];
    int rc = 0;

    report_title(view, text);
    html_put(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
             view->config->language);
    html_put(out, "<title>%s</title>\n", text);
    fputs(style, out);
    html_put(out, "</head>\n<body>\n<h1>%s</h1>", text);
    for (int i = 0; i < REPORT_REMARKS; i++) {
        report_remark(view, i, text);
        html_put(out, "\n<p>%s</p>", text);
    }
    fputc('\n', out);
    if (!view->unit)
        rc = put_ranking(&page);
    report_lines(view, put_line, &page);
    fputs("</body>\n</html>\n", out);
    return rc;
}
