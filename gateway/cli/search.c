#include "gateway/cli/search.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "db/inbox.h"
#include "db/ticket.h"
#include "gateway/cli/progress.h"
#include "gateway/program.h"
#include "gateway/search.h"

struct search {
    struct cli *cli;
    struct output output;
    struct search_query query;
    int64_t since;
    enum output_format format;
};

static int read_options(struct search *search, int argc, char **argv)
{
    static const struct option options[] = {{"since", required_argument, NULL, 's'},
                                            {"json", no_argument, NULL, 'j'},
                                            {"csv", no_argument, NULL, 'c'},
                                            {0}};
    struct cli *cli = search->cli;
    char words[512] = "";

    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == 's' && cli_read_time(cli, optarg, &search->since) < 0)
            return cli_usage(cli, "--since: a date such as 2026-11-22 or \"2026-11-22 10:15\"");
        if (option == 'j' || option == 'c')
            search->format = option == 'j' ? OUTPUT_JSON : OUTPUT_CSV;
        if (option == '?')
            return cli_usage(cli, "unknown option");
    }
    for (int i = optind; i < argc; i++)
        snprintf(words + strlen(words), sizeof words - strlen(words), "%s%s", words[0] ? " " : "",
                 argv[i]);
    if (search_read(words, &search->query) < 0)
        return cli_usage(cli, "say which words, or which number");
    return EXIT_FINE;
}

static void step(int64_t done, int64_t total, void *context)
{
    progress_step(context, done, total);
}

typedef int search_function(struct db *db, const struct search_query *query, int64_t since,
                            db_visit *visit, void *context);

static int run(struct search *search, const char *const *columns, const int *widths,
               search_function *function, db_visit *print)
{
    struct progress progress;
    int rc;

    progress_begin(&progress, "Gathering words");
    rc = search_gather(search->cli->db, step, &progress);
    progress_end(&progress);
    if (rc < 0)
        return cli_failed(search->cli, rc);
    output_begin(&search->output, search->format, columns, widths);
    rc = function(search->cli->db, &search->query, search->since, print, search);
    output_end(&search->output);
    return rc < 0 ? cli_failed(search->cli, rc) : EXIT_FINE;
}

static int print_message(const void *row, void *context)
{
    const struct inbox_message *message = row;
    struct search *search = context;
    char id[24], received[CLI_TIME_SIZE];

    snprintf(id, sizeof id, "%lld", (long long)message->id);
    cli_time(search->cli, message->received_at, received);
    output_row(&search->output,
               (const char *const[]){id, received, cli_number(message->secret, message->sender),
                                     message->intent, message->text});
    return 0;
}

int cli_search_messages(struct cli *cli, int argc, char **argv)
{
    static const char *const columns[] = {"id", "received", "sender", "intent", "text", NULL};
    static const int widths[] = {6, 16, 15, 8, 0};
    struct search search = {.cli = cli};
    int rc = read_options(&search, argc, argv);

    return rc == EXIT_FINE ? run(&search, columns, widths, inbox_search, print_message) : rc;
}

static int print_ticket(const void *row, void *context)
{
    const struct ticket *ticket = row;
    struct search *search = context;
    char opened[CLI_TIME_SIZE];

    cli_time(search->cli, ticket->opened_at, opened);
    output_row(&search->output,
               (const char *const[]){ticket->number, ticket_state_names[ticket->state],
                                     ticket->unit, opened, ticket->text});
    return 0;
}

int cli_search_tickets(struct cli *cli, int argc, char **argv)
{
    static const char *const columns[] = {"number", "state", "unit", "opened", "text", NULL};
    static const int widths[] = {9, 14, 10, 16, 0};
    struct search search = {.cli = cli};
    int rc = read_options(&search, argc, argv);

    return rc == EXIT_FINE ? run(&search, columns, widths, ticket_search, print_ticket) : rc;
}
