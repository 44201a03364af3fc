/* sampan block: numbers that are never answered. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "db/guard.h"
#include "gateway/cli/cli.h"
#include "gateway/program.h"
#include "parser/msisdn.h"

struct listing {
    struct cli *cli;
    struct output output;
};

static int print_row(const void *row, void *context)
{
    const struct guard_blocked *blocked = row;
    struct listing *listing = context;
    char at[CLI_TIME_SIZE];

    cli_time(listing->cli, blocked->at, at);
    output_row(&listing->output, (const char *const[]){blocked->msisdn, at, blocked->reason});
    return 0;
}

static int list(struct cli *cli, int argc, char **argv)
{
    static const char *const columns[] = {"msisdn", "since", "reason", NULL};
    static const int widths[] = {16, 16, 0};
    struct cli_list_options options;
    struct listing listing = {.cli = cli};
    int rc = cli_list_options(cli, argc, argv, &options);

    if (rc != 0)
        return rc;
    output_begin(&listing.output, options.format, columns, widths);
    rc = guard_blocked_list(cli->db, print_row, &listing);
    output_end(&listing.output);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

static int change(struct cli *cli, const char *msisdn, const char *reason)
{
    char actor[64];
    int rc = db_begin(cli->db);

    cli_actor(actor);
    if (rc == 0)
        rc = db_end(cli->db, reason ? guard_block(cli->db, msisdn, reason, actor, cli->now)
                                    : guard_unblock(cli->db, msisdn, actor, cli->now));
    if (rc == -ENOENT) {
        fprintf(stderr, "sampan block: %s is not blocked\n", msisdn);
        return EXIT_FAILED;
    }
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

int cli_block(struct cli *cli, int argc, char **argv)
{
    char msisdn[MSISDN_SIZE];

    if (argc >= 2 && strcmp(argv[1], "list") == 0)
        return list(cli, argc - 1, argv + 1);
    if (argc < 3 || msisdn_read(argv[2], msisdn) > MSISDN_FIXED)
        return cli_usage(cli, "say 'add NUMBER REASON', 'remove NUMBER' or 'list'");
    if (argc == 4 && strcmp(argv[1], "add") == 0)
        return change(cli, msisdn, argv[3]);
    if (argc == 3 && strcmp(argv[1], "remove") == 0)
        return change(cli, msisdn, NULL);
    return cli_usage(cli, "say 'add NUMBER REASON', 'remove NUMBER' or 'list'");
}
