/* sampan service import, export: the catalogue as a file. */
#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "config/problems.h"
#include "gateway/catalogue_export.h"
#include "gateway/catalogue_import.h"
#include "gateway/cli/service.h"
#include "gateway/program.h"

static void sum_up(const char *path, bool dry, const struct import_summary *summary)
{
    printf("%s: %d new, %d changed, %d as before.\n", path, summary->added, summary->changed,
           summary->same);
    if (dry)
        puts("This was a try: nothing was changed.");
}

static int import(struct cli *cli, const char *path, bool dry)
{
    struct problems problems = {0};
    struct import_summary summary;
    char actor[64];
    int rc;

    cli_actor(actor);
    rc = dry ? catalogue_import_try(cli->db, path, stdout, &summary, &problems)
             : catalogue_import(cli->db, path, actor, cli->now, stdout, &summary, &problems);
    if (rc == 0)
        sum_up(path, dry, &summary);
    problems_print(&problems, stderr);
    if (problems.count > 0)
        fprintf(stderr, "Nothing was changed: the file has %d mistakes.\n", problems.count);
    problems_clear(&problems);
    if (rc < 0 && rc != -EINVAL)
        return cli_failed(cli, rc);
    return rc < 0 ? EXIT_FAILED : EXIT_FINE;
}

/* One flag and one file, in either order. */
static int read_arguments(struct cli *cli, int argc, char **argv, const struct option *options,
                          bool *flag, const char **path)
{
    *flag = false;
    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == '?')
            return cli_usage(cli, "unknown option");
        *flag = true;
    }
    if (optind + 1 < argc || (optind == argc && !*path))
        return cli_usage(cli, optind == argc ? "which file?" : "one file at a time");
    if (optind < argc)
        *path = argv[optind];
    return 0;
}

int service_import(struct cli *cli, int argc, char **argv)
{
    static const struct option options[] = {{"dry-run", no_argument, NULL, 'd'}, {0}};
    const char *path = NULL;
    bool dry;
    int rc = read_arguments(cli, argc, argv, options, &dry, &path);

    return rc != 0 ? rc : import(cli, path, dry);
}

int service_export(struct cli *cli, int argc, char **argv)
{
    static const struct option options[] = {{"json", no_argument, NULL, 'j'}, {0}};
    const char *path = "-";
    bool json;
    int rc = read_arguments(cli, argc, argv, options, &json, &path), count;
    FILE *out;

    if (rc != 0)
        return rc;
    out = strcmp(path, "-") == 0 ? stdout : fopen(path, "we");
    if (!out) {
        fprintf(stderr, "sampan service: %s: %s\n", path, strerror(errno));
        return EXIT_FAILED;
    }
    count = json ? catalogue_export_json(cli->db, out) : catalogue_export_csv(cli->db, out);
    rc = ferror(out) ? -EIO : fflush(out) < 0 ? -errno : 0;
    if (out != stdout && fclose(out) < 0)
        rc = -errno;
    if (rc < 0)
        fprintf(stderr, "sampan service: %s: %s\n", path, strerror(-rc));
    else if (count >= 0 && out != stdout)
        printf("%s: %d units, services and groups.\n", path, count);
    return count < 0 ? cli_failed(cli, count) : rc < 0 ? EXIT_FAILED : EXIT_FINE;
}
