/* sampan journal: who changed what, and whether the journal is as it was written. */
#include "db/journal.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/cli/cli.h"
#include "gateway/program.h"

struct listing {
    struct cli *cli;
    struct output output;
};

static int print_row(const void *row, void *context)
{
    const struct journal_entry *entry = row;
    struct listing *listing = context;
    char id[24], at[CLI_TIME_SIZE];

    snprintf(id, sizeof id, "%lld", (long long)entry->id);
    cli_time(listing->cli, entry->at, at);
    output_row(&listing->output,
               (const char *const[]){id, at, entry->channel, entry->address, entry->actor,
                                     entry->action, entry->subject, entry->before, entry->after});
    return 0;
}

/* The options of its own; what lists have in common is in cli.h, but a journal has neither numbers
 * nor states. */
static int list(struct cli *cli, int argc, char **argv)
{
    static const char *const columns[] = {"id",     "at",      "from",   "address", "actor",
                                          "action", "subject", "before", "after",   NULL};
    static const int widths[] = {6, 16, 4, 15, 22, 20, 24, 12, 0};
    static const struct option options[] = {
        {"since", required_argument, NULL, 's'},   {"actor", required_argument, NULL, 'a'},
        {"subject", required_argument, NULL, 'u'}, {"json", no_argument, NULL, 'j'},
        {"csv", no_argument, NULL, 'c'},           {0}};
    struct journal_filter filter = {0};
    struct listing listing = {.cli = cli};
    enum output_format format = OUTPUT_TABLE;
    int rc;

    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == 's' && cli_read_time(cli, optarg, &filter.since) < 0)
            return cli_usage(cli, "--since: a date such as 2026-11-22 or \"2026-11-22 10:15\"");
        if (option == 'a')
            filter.actor = optarg;
        if (option == 'u')
            filter.subject = optarg;
        if (option == 'j' || option == 'c')
            format = option == 'j' ? OUTPUT_JSON : OUTPUT_CSV;
        if (option == '?')
            return cli_usage(cli, "unknown option");
    }
    if (optind < argc)
        return cli_usage(cli, "too many arguments");
    output_begin(&listing.output, format, columns, widths);
    rc = journal_list(cli->db, &filter, print_row, &listing);
    output_end(&listing.output);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

static int tell_wrong(const struct cli *cli, const struct journal_entry *wrong)
{
    struct journal_entry entry;
    char at[CLI_TIME_SIZE];
    int rc = journal_get(cli->db, wrong->id, &entry);

    if (rc < 0)
        return cli_failed(cli, rc);
    if (rc == 0) {
        printf("WRONG: the end was cut off: entry %lld is missing\n", (long long)wrong->id);
        return EXIT_FAILED;
    }
    cli_time(cli, entry.at, at);
    printf("WRONG at entry %lld (%s, %s, %s): it was changed, or something before it was cut out "
           "or put in\n",
           (long long)entry.id, at, entry.action, entry.subject);
    return EXIT_FAILED;
}

/* A hash that was noted elsewhere, earlier. */
static int compare(const struct cli *cli, int64_t id, const char *hash)
{
    struct journal_entry entry;
    int rc = journal_get(cli->db, id, &entry);

    if (rc < 0)
        return cli_failed(cli, rc);
    if (rc > 0 && strcasecmp(entry.hash, hash) == 0) {
        printf("Entry %lld is the one that was noted.\n", (long long)id);
        return EXIT_FINE;
    }
    printf("WRONG: entry %lld is not the one that was noted: the journal was written anew\n",
           (long long)id);
    return EXIT_FAILED;
}

static int verify(struct cli *cli, int argc, char **argv)
{
    struct journal_entry entry = {.hash = ""};
    int rc = journal_verify(cli->db, &entry);

    if (rc == -EBADMSG)
        return tell_wrong(cli, &entry);
    if (rc < 0)
        return cli_failed(cli, rc);
    if (argc == 2 && compare(cli, strtoll(argv[0], NULL, 10), argv[1]) != EXIT_FINE)
        return EXIT_FAILED;
    if (entry.id == 0)
        printf("The journal is empty.\n");
    else
        printf("The journal is as it was written. To be noted elsewhere, and asked for again with "
               "'verify':\n%lld %s\n",
               (long long)entry.id, entry.hash);
    return EXIT_FINE;
}

int cli_journal(struct cli *cli, int argc, char **argv)
{
    if (argc >= 2 && strcmp(argv[1], "list") == 0)
        return list(cli, argc - 1, argv + 1);
    if ((argc == 2 || argc == 4) && strcmp(argv[1], "verify") == 0)
        return verify(cli, argc - 2, argv + 2);
    return cli_usage(cli, "say 'list' or 'verify'");
}
