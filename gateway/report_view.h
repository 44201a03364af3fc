/* Report view: a report line by line. Every form of it (text, CSV, JSON, HTML) is made of these. */
#pragma once

#include <stdio.h>

#include "config/config.h"
#include "config/texts.h"
#include "db/report.h"
#include "gateway/desk/figure.h"

#define REPORT_EVIDENCE_MAX  50 /* numbers in one line; 'sampan report --cases' has all */
#define REPORT_EVIDENCE_SIZE 1024

struct report_view {
    const struct report *report;
    const struct config *config;
    const struct texts *texts;
    const char *unit; /* code; NULL: all of them */
};

/* One figure of one unit, or of all ("" is their code). */
struct report_line {
    const char *code, *name;
    enum report_figure figure;
    const struct report_value *now, *before;
    char said_now[FIGURE_SIZE], said_before[FIGURE_SIZE];
    char evidence[REPORT_EVIDENCE_SIZE]; /* the numbers of the tickets behind it */
};

/* Visit each line: all units together first, then each that had tickets. */
typedef void report_visit(const struct report_line *line, void *context);
void report_lines(const struct report_view *view, report_visit *visit, void *context);

/* Print the report as a page of HTML, to be read and printed; nothing in it is loaded from
 * elsewhere. Returns 0 or -ENOMEM. */
int report_page(const struct report_view *view, FILE *out);

/* Its title and its remarks, what is counted and what is not shown, into ret. */
#define REPORT_REMARKS     3
#define REPORT_REMARK_SIZE 320
void report_title(const struct report_view *view, char ret[REPORT_REMARK_SIZE]);
void report_remark(const struct report_view *view, int i, char ret[REPORT_REMARK_SIZE]);
