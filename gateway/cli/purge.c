/* sampan purge: what names a person ends when its time is over; the figures stay. */
#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "db/journal.h"
#include "db/retention.h"
#include "gateway/cli/cli.h"
#include "gateway/cli/progress.h"
#include "gateway/program.h"

#define DAY_S 86400
#define SLICE 500 /* rows of one transaction: the gateway waits for no longer than that */

static const struct {
    const char *what;
    size_t days; /* where in struct config */
} rules[RETENTION_RULES] = {
    [RETENTION_IGNORED] = {"messages not answered", offsetof(struct config, keep_ignored_days)},
    [RETENTION_MESSAGES] = {"messages", offsetof(struct config, keep_messages_days)},
    [RETENTION_PARTS] = {"parts of long messages", offsetof(struct config, keep_messages_days)},
    [RETENTION_CORRUPT] = {"undecodable messages", offsetof(struct config, keep_messages_days)},
    [RETENTION_ANSWERS] = {"answers", offsetof(struct config, keep_messages_days)},
    [RETENTION_QUESTIONS] = {"questions asked back", offsetof(struct config, keep_ignored_days)},
    [RETENTION_PAGES] = {"further pages", offsetof(struct config, keep_ignored_days)},
    [RETENTION_TOLD] = {"who was told of a notice", offsetof(struct config, keep_messages_days)},
    [RETENTION_TICKETS] = {"words of closed tickets", offsetof(struct config, keep_tickets_days)},
    [RETENTION_PERSONS] = {"persons", offsetof(struct config, keep_messages_days)},
};

struct purge {
    struct cli *cli;
    int64_t now;
    struct output output;
    struct progress progress;
    char summary[256];
};

static int days_of(const struct cli *cli, enum retention_rule rule)
{
    int days;

    memcpy(&days, (const char *)&cli->config + rules[rule].days, sizeof days);
    return days;
}

/* End what is due, a slice of rows at a time. Returns how many, or an errno of db.h. */
static int64_t end(struct purge *purge, enum retention_rule rule, int64_t before,
                   const struct retention_due *due)
{
    struct db *db = purge->cli->db;
    int64_t ended = 0;

    for (int64_t first = due->first; due->count > 0 && first <= due->last; first += SLICE) {
        int64_t last = first + SLICE - 1 < due->last ? first + SLICE - 1 : due->last;
        int rc = db_begin(db);

        if (rc == 0)
            rc = db_end(db, retention_end(db, rule, before, first, last));
        if (rc < 0)
            return rc;
        ended += rc;
        progress_step(&purge->progress, first - due->first, due->last - due->first + 1);
    }
    return ended;
}

static void tell(struct purge *purge, enum retention_rule rule, int64_t before, int64_t count)
{
    char days[16], until[CLI_TIME_SIZE], figure[24];
    size_t length = strlen(purge->summary);

    snprintf(days, sizeof days, "%d", days_of(purge->cli, rule));
    cli_time(purge->cli, before, until);
    snprintf(figure, sizeof figure, "%lld", (long long)count);
    output_row(&purge->output, (const char *const[]){rules[rule].what, days, until, figure});
    if (count > 0)
        snprintf(purge->summary + length, sizeof purge->summary - length, "%s%s %s",
                 length ? ", " : "", figure, rules[rule].what);
}

static int purge_rule(struct purge *purge, enum retention_rule rule, bool dry_run)
{
    int64_t before = purge->now - (int64_t)days_of(purge->cli, rule) * DAY_S, count;
    struct retention_due due;
    int rc = retention_find(purge->cli->db, rule, before, &due);

    if (rc < 0)
        return rc;
    progress_begin(&purge->progress, rules[rule].what);
    count = dry_run ? due.count : end(purge, rule, before, &due);
    progress_end(&purge->progress);
    if (count < 0)
        return (int)count;
    tell(purge, rule, before, count);
    return 0;
}

static int note(struct purge *purge)
{
    struct cli *cli = purge->cli;
    char actor[64];
    int rc = purge->summary[0] ? db_begin(cli->db) : 0;

    cli_actor(actor);
    if (rc < 0 || purge->summary[0] == '\0')
        return rc;
    rc = db_end(cli->db, journal_add(cli->db, cli->now, actor, "retention ended", "personal data",
                                     purge->summary));
    if (rc == 0 && retention_scrub(cli->db) < 0)
        fprintf(stderr, "sampan purge: the database's log could not be emptied just now; it will "
                        "be with the next purge\n");
    return rc;
}

static int run(struct cli *cli, bool dry_run, enum output_format format)
{
    static const char *const columns[] = {"what", "days", "older_than", "count", NULL};
    static const int widths[] = {26, 5, 16, 0};
    struct purge purge = {.cli = cli, .now = db_newest(cli->db)};
    int rc = purge.now < 0 ? (int)purge.now : 0;

    /* A clock that has gone wrong must not end everything. */
    if (purge.now > cli->now)
        purge.now = cli->now;
    output_begin(&purge.output, format, columns, widths);
    for (int i = 0; rc == 0 && i < RETENTION_RULES; i++)
        rc = purge_rule(&purge, (enum retention_rule)i, dry_run);
    output_end(&purge.output);
    if (rc == 0 && !dry_run)
        rc = note(&purge);
    if (rc < 0)
        return cli_failed(cli, rc);
    if (dry_run)
        fprintf(stderr,
                "Nothing was changed. Persons are counted again when the rest has ended.\n");
    else if (purge.summary[0])
        fprintf(stderr, "Backups still hold it: 'sampan backup --keep' lets them go in time.\n");
    return EXIT_FINE;
}

int cli_purge(struct cli *cli, int argc, char **argv)
{
    static const struct option options[] = {{"dry-run", no_argument, NULL, 'd'},
                                            {"json", no_argument, NULL, 'j'},
                                            {"csv", no_argument, NULL, 'c'},
                                            {0}};
    enum output_format format = OUTPUT_TABLE;
    bool dry_run = false;

    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == 'd')
            dry_run = true;
        if (option == 'j' || option == 'c')
            format = option == 'j' ? OUTPUT_JSON : OUTPUT_CSV;
        if (option == '?')
            return cli_usage(cli, "unknown option");
    }
    if (optind < argc)
        return cli_usage(cli, "too many arguments");
    return run(cli, dry_run, format);
}
