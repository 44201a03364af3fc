/* sampan report: how well the offices answered in a month. */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/cli/cli.h"
#include "gateway/program.h"
#include "gateway/reply/reply.h"
#include "gateway/report_view.h"

enum format { TEXT, CSV, JSON, HTML, FORMATS };
static const char *const format_names[FORMATS] = {"text", "csv", "json", "html"};

struct wanted {
    int year, month;
    const char *unit;
    enum format format;
    bool ranking, cases;
};

struct sheet {
    struct cli *cli;
    const struct report_view *view;
    struct output output;
};

static int read_month(struct cli *cli, const char *text, struct wanted *ret)
{
    char rest;

    if (strlen(text) != 7 || sscanf(text, "%4d-%2d%c", &ret->year, &ret->month, &rest) != 2 ||
        ret->year < 1970 || ret->month < 1 || ret->month > 12)
        return cli_usage(cli, "--month: a month such as 2026-02");
    return 0;
}

static int read_option(struct cli *cli, int option, struct wanted *ret)
{
    int rc = 0;

    if (option == 'm')
        return read_month(cli, optarg, ret);
    if (option == 'u')
        ret->unit = optarg;
    else if (option == 'r')
        ret->ranking = true;
    else if (option == 'c')
        ret->cases = true;
    else if (option == 'f')
        rc = cli_check_choice(cli, "--format", optarg, format_names, FORMATS);
    else
        return cli_usage(cli, "unknown option");
    for (int i = 0; option == 'f' && rc == 0 && i < FORMATS; i++)
        if (strcmp(optarg, format_names[i]) == 0)
            ret->format = (enum format)i;
    return rc;
}

static int read_arguments(struct cli *cli, int argc, char **argv, struct wanted *ret)
{
    static const struct option options[] = {
        {"month", required_argument, NULL, 'm'},  {"unit", required_argument, NULL, 'u'},
        {"format", required_argument, NULL, 'f'}, {"ranking", no_argument, NULL, 'r'},
        {"cases", no_argument, NULL, 'c'},        {0},
    };

    *ret = (struct wanted)
    {
        .format = TEXT
    };
    report_last_month(cli->now, config_utc_offset_s(&cli->config), &ret->year, &ret->month);
    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;)
        if (read_option(cli, option, ret) != 0)
            return EXIT_USAGE;
    if (optind < argc)
        return cli_usage(cli, "too many arguments");
    if (ret->ranking && (ret->cases || ret->unit))
        return cli_usage(cli, "--ranking is of all units: neither --unit nor --cases");
    if (ret->format == HTML && (ret->cases || ret->ranking))
        return cli_usage(cli, "--format html is the whole report: neither --ranking nor --cases");
    return 0;
}

static void begin(struct sheet *sheet, enum format format, const char *const *columns,
                  const int *widths)
{
    static const enum output_format formats[FORMATS] = {OUTPUT_TABLE, OUTPUT_CSV, OUTPUT_JSON};

    output_begin(&sheet->output, formats[format], columns, widths);
}

static void print_line(const struct report_line *line, void *context)
{
    const struct sheet *sheet = context;
    char label[FIGURE_SIZE];

    reply_render(sheet->view->texts, figure_label(line->figure), label, sizeof label);
    if (line->figure == REPORT_OPENED)
        printf("\n%s\n", line->name);
    printf("  %-32s %-18s (%s)%s%s\n", label, line->said_now, line->said_before,
           line->evidence[0] ? "  " : "", line->evidence);
}

static void print_head(const struct sheet *sheet)
{
    static const enum text_id heads[4] = {TEXT_REPORT_FIGURE, TEXT_REPORT_NOW, TEXT_REPORT_BEFORE,
                                          TEXT_REPORT_EVIDENCE};
    char text[4][FIGURE_SIZE];

    for (int i = 0; i < 4; i++)
        reply_render(sheet->view->texts, heads[i], text[i], FIGURE_SIZE);
    printf("\n  %-32s %-18s (%s)  %s\n", text[0], text[1], text[2], text[3]);
}

static void print_text(struct sheet *sheet)
{
    char text[REPORT_REMARK_SIZE];

    report_title(sheet->view, text);
    printf("%s\n\n", text);
    for (int i = 0; i < REPORT_REMARKS; i++) {
        report_remark(sheet->view, i, text);
        puts(text);
    }
    print_head(sheet);
    report_lines(sheet->view, print_line, sheet);
}

static void put_row(const struct report_line *line, void *context)
{
    static const char *const measures[] = {[REPORT_COUNT] = "count",
                                           [REPORT_PERCENT] = "percent",
                                           [REPORT_HOURS] = "hours",
                                           [REPORT_SCORE] = "of 4",
                                           [REPORT_INDEX] = "of 100"};
    struct sheet *sheet = context;
    const struct report *report = sheet->view->report;
    char month[16], now[FIGURE_SIZE], before[FIGURE_SIZE], cases[16], grade[2] = "";

    snprintf(month, sizeof month, "%04d-%02d", report->year, report->month);
    figure_plain(line->figure, line->now, now);
    figure_plain(line->figure, line->before, before);
    snprintf(cases, sizeof cases, line->now->shown ? "%d" : "<%d",
             line->now->shown ? line->now->cases : sheet->cli->config.report_min_cases);
    if (line->figure == REPORT_SKM && line->now->shown)
        grade[0] = report_grade(line->now->value);
    output_row(&sheet->output,
               (const char *const[]){month, line->code, line->name, report_rows[line->figure].name,
                                     now, measures[report_rows[line->figure].measure], grade, cases,
                                     before, line->evidence});
}

static void print_rows(struct sheet *sheet, enum format format)
{
    static const char *const columns[] = {"month",        "unit",    "name",  "figure",
                                          "value",        "measure", "grade", "cases",
                                          "month_before", "tickets", NULL};

    begin(sheet, format, columns, NULL);
    report_lines(sheet->view, put_row, sheet);
    output_end(&sheet->output);
}

static int print_ranking(struct sheet *sheet, enum format format)
{
    static const char *const columns[] = {
        "month", "rank", "unit", "name", "response_in_time", "response_median", "cases", NULL};
    static const int widths[] = {7, 4, 14, 30, 16, 15, 0};
    const struct report *report = sheet->view->report;
    const struct report_unit **units = calloc((size_t)report->unit_count, sizeof(void *));
    char month[16], rank[16], share[FIGURE_SIZE], median[FIGURE_SIZE], cases[FIGURE_SIZE];

    if (!units)
        return -ENOMEM;
    snprintf(month, sizeof month, "%04d-%02d", report->year, report->month);
    begin(sheet, format, columns, widths);
    for (int i = 0, count = report_ranking(report, units); i < count; i++) {
        snprintf(rank, sizeof rank, "%d", units[i]->rank);
        figure_plain(REPORT_RESPONSE_IN_TIME, &units[i]->now[REPORT_RESPONSE_IN_TIME], share);
        figure_plain(REPORT_RESPONSE_MEDIAN, &units[i]->now[REPORT_RESPONSE_MEDIAN], median);
        snprintf(cases, sizeof cases, "%d", units[i]->now[REPORT_RESPONSE_IN_TIME].cases);
        output_row(&sheet->output, (const char *const[]){month, rank, units[i]->code,
                                                         units[i]->name, share, median, cases});
    }
    output_end(&sheet->output);
    free(units);
    fprintf(stderr, "sampan report: units with fewer than %d tickets are not ranked\n",
            sheet->cli->config.rank_min_cases);
    return 0;
}

/* "in time", "late", or "" as long as nobody knows. */
static const char *judged(unsigned flags, unsigned known, unsigned late)
{
    return flags & late ? "late" : flags & known ? "in time" : "";
}

static void time_or_nothing(const struct cli *cli, int64_t at, char ret[CLI_TIME_SIZE])
{
    ret[0] = '\0';
    if (at > 0)
        cli_time(cli, at, ret);
}

static void put_case(struct sheet *sheet, const struct report_case *ticket)
{
    const int64_t at[] = {ticket->opened_at, ticket->respond_by, ticket->responded_at,
                          ticket->resolve_by, ticket->resolved_at};
    unsigned flags = ticket->flags;
    char times[5][CLI_TIME_SIZE], score[16] = "";

    for (int i = 0; i < 5; i++)
        time_or_nothing(sheet->cli, at[i], times[i]);
    if (ticket->score > 0)
        snprintf(score, sizeof score, "%d", ticket->score);
    output_row(&sheet->output,
               (const char *const[]){
                   ticket->number, sheet->view->report->units[ticket->unit].code,
                   ticket_kind_names[ticket->kind], ticket_category_names[ticket->category],
                   ticket_state_names[ticket->state], times[0], times[1], times[2],
                   judged(flags, REPORT_ANSWER_KNOWN, REPORT_ANSWER_LATE), times[3], times[4],
                   judged(flags, REPORT_DONE_KNOWN, REPORT_DONE_LATE),
                   flags & REPORT_WAS_SAME_DAY ? "yes" : "no",
                   flags & REPORT_WAS_REOPENED ? "yes" : "no",
                   flags & REPORT_WAS_FORWARDED ? "yes" : "no",
                   flags & REPORT_IS_OVERDUE ? "yes" : "no", score, ticket->skm});
}

/* Every ticket behind the figures that are shown. */
static void print_cases(struct sheet *sheet, enum format format)
{
    static const char *const columns[] = {
        "number",    "unit",     "kind",       "category", "state", "opened",   "respond_by",
        "responded", "answered", "resolve_by", "resolved", "done",  "same_day", "reopened",
        "forwarded", "overdue",  "score",      "skm",      NULL};
    static const int widths[] = {9, 12, 10, 9, 12, 16, 16, 16, 8, 16, 16, 8, 8, 8, 9, 7, 5, 9};
    const struct report *report = sheet->view->report;
    bool left_out = false;

    begin(sheet, format, columns, widths);
    for (int i = 0; i < report->case_count; i++) {
        const struct report_unit *unit = &report->units[report->cases[i].unit];

        if (sheet->view->unit && strcmp(sheet->view->unit, unit->code) != 0)
            continue;
        if (unit->now[REPORT_OPENED].shown)
            put_case(sheet, &report->cases[i]);
        else
            left_out = true;
    }
    output_end(&sheet->output);
    if (left_out)
        fprintf(stderr, "sampan report: units with fewer than %d tickets are left out\n",
                sheet->cli->config.report_min_cases);
}

static int print(struct sheet *sheet, const struct wanted *wanted)
{
    if (wanted->ranking)
        return print_ranking(sheet, wanted->format);
    if (wanted->cases)
        print_cases(sheet, wanted->format);
    else if (wanted->format == HTML)
        return report_page(sheet->view, stdout);
    else if (wanted->format == TEXT)
        print_text(sheet);
    else
        print_rows(sheet, wanted->format);
    return 0;
}

static bool has_unit(const struct report *report, const char *code)
{
    for (int i = 0; code && i < report->unit_count; i++)
        if (strcmp(report->units[i].code, code) == 0)
            return true;
    return code == NULL;
}

static int print_report(struct cli *cli, const struct wanted *wanted, const struct texts *texts)
{
    const struct report_question question = {.year = wanted->year,
                                             .month = wanted->month,
                                             .utc_offset_s = config_utc_offset_s(&cli->config),
                                             .now = cli->now,
                                             .min_cases = cli->config.report_min_cases,
                                             .rank_cases = cli->config.rank_min_cases};
    struct report *report;
    int rc = report_open(cli->db, &question, &report);

    if (rc < 0)
        return rc;
    if (has_unit(report, wanted->unit)) {
        const struct report_view view = {report, &cli->config, texts, wanted->unit};
        struct sheet sheet = {.cli = cli, .view = &view};

        rc = print(&sheet, wanted);
    } else {
        rc = -ENOENT;
    }
    report_close(report);
    return rc;
}

int cli_report(struct cli *cli, int argc, char **argv)
{
    struct wanted wanted;
    struct texts texts;
    int rc = read_arguments(cli, argc, argv, &wanted);

    if (rc == 0)
        rc = program_load(cli->config_file, &cli->config, &texts);
    if (rc != 0)
        return rc;
    rc = print_report(cli, &wanted, &texts);
    texts_close(&texts);
    if (rc == -ENOENT)
        fprintf(stderr, "sampan report: there is no unit '%s'; 'sampan unit list' lists them\n",
                wanted.unit);
    return rc == 0 ? EXIT_FINE : rc == -ENOENT ? EXIT_FAILED : cli_failed(cli, rc);
}
