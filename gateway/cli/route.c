/* sampan route: which office gets a complaint that names none, and what the offices promise. */
#include "db/route.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/journal.h"
#include "db/ticket_clock.h"
#include "gateway/cli/cli.h"
#include "gateway/program.h"
#include "gateway/route_import.h"

static int print_row(const void *row, void *context)
{
    const struct route *route = row;

    output_row(context, (const char *const[]){route->words, route->place, route->unit,
                                              route->always ? "ya" : ""});
    return 0;
}

static int list(struct cli *cli, enum output_format format)
{
    static const char *const columns[] = {"kata", "tempat", "unit", "selalu", NULL};
    static const int widths[] = {30, 20, 12, 6};
    struct output output;
    int rc;

    output_begin(&output, format, columns, widths);
    rc = route_list(cli->db, print_row, &output);
    output_end(&output);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

static int import(struct cli *cli, const char *path)
{
    struct problems problems = {0};
    char actor[64];
    int rc;

    cli_actor(actor);
    rc = route_import(cli->db, path, actor, cli->now, &problems);
    problems_print(&problems, stderr);
    if (problems.count > 0)
        fprintf(stderr, "Nothing was changed: the file has %d mistakes.\n", problems.count);
    problems_clear(&problems);
    if (rc < 0)
        return rc == -EINVAL ? EXIT_FAILED : cli_failed(cli, rc);
    printf("%s: %d routes.\n", path, rc);
    return EXIT_FINE;
}

static int promise(struct cli *cli, const char *unit, const char *days)
{
    char actor[64], subject[64];
    int rc = db_begin(cli->db);

    cli_actor(actor);
    snprintf(subject, sizeof subject, "unit %s", unit);
    if (rc == 0)
        rc = ticket_set_promise(cli->db, unit, atoi(days));
    if (rc == 0)
        rc = journal_add(cli->db, cli->now, actor, "promise set", subject, days);
    rc = db_end(cli->db, rc);
    if (rc == -ENOENT)
        fprintf(stderr, "sampan route: there is no unit '%s'; see: sampan service list\n", unit);
    else if (rc == -EEXIST)
        fprintf(stderr, "sampan route: '%s' is not 1 to 60 working days\n", days);
    else if (rc < 0)
        return cli_failed(cli, rc);
    return rc < 0 ? EXIT_FAILED : EXIT_FINE;
}

int cli_route(struct cli *cli, int argc, char **argv)
{
    struct cli_list_options options;
    int rc;

    if (argc == 3 && strcmp(argv[1], "import") == 0)
        return import(cli, argv[2]);
    if (argc == 2 && strcmp(argv[1], "export") == 0)
        return list(cli, OUTPUT_CSV);
    if (argc == 4 && strcmp(argv[1], "promise") == 0)
        return promise(cli, argv[2], argv[3]);
    if (argc < 2 || strcmp(argv[1], "list") != 0)
        return cli_usage(cli, "say list, import FILE, export, or promise UNIT DAYS");
    rc = cli_list_options(cli, argc - 1, argv + 1, &options);
    return rc != 0 ? rc : list(cli, options.format);
}
