/* sampan incident: the draft of a breach notice (UU 27/2022 Art. 46), and whom it concerns. */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "config/paths.h"
#include "db/journal.h"
#include "db/subject.h"
#include "gateway/cli/cli.h"
#include "gateway/program.h"

#define TEMPLATE "incident.id.txt"

struct incident {
    struct cli *cli;
    struct output output;
    int64_t since, until;
    bool numbers;
    enum output_format format;
    struct subject_affected all; /* their sum */
    int persons;
};

static int count_one(const void *row, void *context)
{
    const struct subject_affected *one = row;
    struct incident *incident = context;

    incident->persons++;
    incident->all.messages += one->messages;
    incident->all.answers += one->answers;
    incident->all.tickets += one->tickets;
    return 0;
}

static int print_one(const void *row, void *context)
{
    const struct subject_affected *one = row;
    struct incident *incident = context;
    char messages[16], answers[16], tickets[16];

    snprintf(messages, sizeof messages, "%d", one->messages);
    snprintf(answers, sizeof answers, "%d", one->answers);
    snprintf(tickets, sizeof tickets, "%d", one->tickets);
    output_row(&incident->output, (const char *const[]){one->msisdn, messages, answers, tickets});
    return count_one(row, context);
}

static void put_value(const struct incident *incident, const char *name, size_t length)
{
    char at[CLI_TIME_SIZE];
    const struct {
        const char *name;
        bool is_time;
        int64_t value;
    } values[] = {{"now", true, incident->cli->now},
                  {"since", true, incident->since},
                  {"until", true, incident->until},
                  {"persons", false, incident->persons},
                  {"messages", false, incident->all.messages},
                  {"answers", false, incident->all.answers},
                  {"tickets", false, incident->all.tickets}};

    if (length == strlen("regency") && strncmp(name, "regency", length) == 0)
        fputs(incident->cli->config.regency, stdout);
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        if (strncmp(values[i].name, name, length) != 0 || values[i].name[length])
            continue;
        cli_time(incident->cli, values[i].value, at);
        if (values[i].is_time)
            fputs(at, stdout);
        else
            printf("%lld", (long long)values[i].value);
    }
}

static void put_line(const struct incident *incident, const char *line)
{
    const char *open, *close;

    while ((open = strstr(line, "{{")) && (close = strstr(open, "}}"))) {
        printf("%.*s", (int)(open - line), line);
        put_value(incident, open + 2, (size_t)(close - open) - 2);
        line = close + 2;
    }
    fputs(line, stdout);
}

static int draft(const struct incident *incident)
{
    char path[PATH_MAX], line[512];
    FILE *file = NULL;

    if (paths_file(incident->cli->config.texts, TEMPLATE, path, sizeof path) == 0)
        file = fopen(path, "r");
    if (!file) {
        fprintf(stderr,
                "sampan incident: %s is neither in the folder of texts nor beside the "
                "program\n",
                TEMPLATE);
        return EXIT_FAILED;
    }
    while (fgets(line, sizeof line, file))
        put_line(incident, line);
    fclose(file);
    return EXIT_FINE;
}

/* Who was given the numbers is journalled. */
static int note(const struct incident *incident)
{
    struct cli *cli = incident->cli;
    char actor[64], detail[64];
    int rc = db_begin(cli->db);

    cli_actor(actor);
    snprintf(detail, sizeof detail, "%d numbers", incident->persons);
    if (rc == 0)
        rc =
            db_end(cli->db, journal_add(cli->db, cli->now, actor,
                                        incident->numbers ? "incident numbers" : "incident drafted",
                                        "personal data", detail));
    return rc;
}

static int run(struct incident *incident)
{
    static const char *const columns[] = {"msisdn", "messages", "answers", "tickets", NULL};
    static const int widths[] = {16, 8, 8, 0};
    int rc;

    if (incident->numbers)
        output_begin(&incident->output, incident->format, columns, widths);
    rc = subject_affected(incident->cli->db, incident->since, incident->until,
                          incident->numbers ? print_one : count_one, incident);
    if (incident->numbers)
        output_end(&incident->output);
    if (rc >= 0)
        rc = note(incident);
    if (rc < 0)
        return cli_failed(incident->cli, rc);
    return incident->numbers ? EXIT_FINE : draft(incident);
}

int cli_incident(struct cli *cli, int argc, char **argv)
{
    static const struct option options[] = {
        {"since", required_argument, NULL, 's'}, {"until", required_argument, NULL, 'u'},
        {"numbers", no_argument, NULL, 'n'},     {"json", no_argument, NULL, 'j'},
        {"csv", no_argument, NULL, 'c'},         {0}};
    struct incident incident = {.cli = cli, .until = cli->now};

    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if ((option == 's' && cli_read_time(cli, optarg, &incident.since) < 0) ||
            (option == 'u' && cli_read_time(cli, optarg, &incident.until) < 0))
            return cli_usage(cli, "--since, --until: a date such as 2026-11-22 or \"2026-11-22 "
                                  "10:15\"");
        if (option == 'n')
            incident.numbers = true;
        if (option == 'j' || option == 'c')
            incident.format = option == 'j' ? OUTPUT_JSON : OUTPUT_CSV;
        if (option == '?')
            return cli_usage(cli, "unknown option");
    }
    if (optind < argc)
        return cli_usage(cli, "too many arguments");
    return run(&incident);
}
