/* sampan service: the catalogue, in from CSV, and shown. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "config/problems.h"
#include "db/catalogue.h"
#include "gateway/catalogue_import.h"
#include "gateway/cli/cli.h"
#include "gateway/program.h"

static int import(struct cli *cli, const char *path)
{
    struct problems problems = {0};
    struct import_summary summary;
    char actor[64];
    int rc;

    cli_actor(actor);
    rc = catalogue_import(cli->db, path, actor, cli->now, stdout, &summary, &problems);
    if (rc == 0)
        printf("%s: %d new, %d changed, %d as before.\n", path, summary.added, summary.changed,
               summary.same);
    problems_print(&problems, stderr);
    if (problems.count > 0)
        fprintf(stderr, "Nothing was changed: the file has %d mistakes.\n", problems.count);
    problems_clear(&problems);
    if (rc < 0 && rc != -EINVAL)
        return cli_failed(cli, rc);
    return rc < 0 ? EXIT_FAILED : EXIT_FINE;
}

static int print_row(const void *row, void *context)
{
    const struct catalogue_service *service = row;

    output_row(context, (const char *const[]){service->code, service->unit, service->name,
                                              service->aliases});
    return 0;
}

static int list(struct cli *cli, int argc, char **argv)
{
    static const char *const columns[] = {"code", "unit", "name", "aliases", NULL};
    static const int widths[] = {14, 12, 40, 0};
    struct cli_list_options options;
    struct output output;
    int rc = cli_list_options(cli, argc, argv, &options);

    if (rc != 0)
        return rc;
    output_begin(&output, options.format, columns, widths);
    rc = catalogue_services(cli->db, print_row, &output);
    output_end(&output);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

static void print_group(const struct catalogue_group *group)
{
    printf("Group       %s, %s\nCalled      %s\nServices    %s\nQuestion    %s\n", group->code,
           group->name, group->aliases, group->members, group->question);
}

static void print_service(const struct catalogue_service *service)
{
    printf("Service     %s, %s\nUnit        %s, %s\nCalled      %s\nSource      %s\nChecked     "
           "%s\nApproved    %s\n\n",
           service->code, service->name, service->unit, service->unit_name, service->aliases,
           service->source, service->checked_on[0] ? service->checked_on : "not yet",
           service->approved_by[0] ? service->approved_by : "not yet");
    for (int i = 0; i < COMPONENTS; i++)
        printf("%-17s %s\n", component_names[i],
               service->component[i][0] ? service->component[i] : "-");
}

static int show(struct cli *cli, const char *code)
{
    struct catalogue_service service;
    struct catalogue_group group;
    int rc = catalogue_service(cli->db, code, &service);

    if (rc > 0)
        print_service(&service);
    if (rc == 0) {
        rc = catalogue_group(cli->db, code, &group);
        if (rc > 0)
            print_group(&group);
    }
    if (rc < 0)
        return cli_failed(cli, rc);
    if (rc == 0)
        fprintf(stderr, "sampan service: there is no service or group '%s'\n", code);
    return rc > 0 ? EXIT_FINE : EXIT_FAILED;
}

int cli_service(struct cli *cli, int argc, char **argv)
{
    if (argc >= 2 && strcmp(argv[1], "list") == 0)
        return list(cli, argc - 1, argv + 1);
    if (argc == 3 && strcmp(argv[1], "import") == 0)
        return import(cli, argv[2]);
    if (argc == 3 && strcmp(argv[1], "show") == 0)
        return show(cli, argv[2]);
    if (argc == 4 && strcmp(argv[1], "alias") == 0)
        return cli_alias(cli, argv[2], argv[3]);
    return cli_usage(cli, "say 'import FILE', 'list', 'show CODE' or 'alias CODE \"WORDS\"'");
}
