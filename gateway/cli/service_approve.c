/* sampan service approve: somebody answers for texts, which are then sent. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "gateway/catalogue_approve.h"
#include "gateway/cli/service.h"
#include "gateway/program.h"

/* CODE or --all, and --by NAME. *code is NULL for all. */
static int read_arguments(struct cli *cli, int argc, char **argv, const char **code,
                          const char **by)
{
    static const struct option options[] = {
        {"all", no_argument, NULL, 'a'}, {"by", required_argument, NULL, 'b'}, {0}};
    bool all = false;

    *by = "";
    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == '?')
            return cli_usage(cli, "unknown option");
        if (option == 'a')
            all = true;
        else
            *by = optarg;
    }
    if ((*by)[0] == '\0')
        return cli_usage(cli, "who approves? --by NAME");
    if (argc - optind != 1 - all)
        return cli_usage(cli, "which? one code, or --all");
    *code = all ? NULL : argv[optind];
    return 0;
}

int service_approve(struct cli *cli, int argc, char **argv)
{
    const char *code = NULL, *by;
    char actor[64], today[CLI_TIME_SIZE];
    int rc = read_arguments(cli, argc, argv, &code, &by);

    if (rc != 0)
        return rc;
    cli_actor(actor);
    cli_time(cli, cli->now, today);
    today[strcspn(today, " ")] = '\0';
    rc = catalogue_approve(cli->db, code, by, today, actor, cli->now);
    if (rc == -ESRCH) {
        fprintf(stderr, "sampan service: there is no service, translation or unit '%s'\n", code);
        return EXIT_FAILED;
    }
    if (rc < 0)
        return cli_failed(cli, rc);
    printf("%d approved by %s, checked on %s.\n", rc, by, today);
    return EXIT_FINE;
}
