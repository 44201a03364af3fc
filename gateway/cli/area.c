/* sampan area: the tree of kecamatan, desa, RW and RT, and the officers who hold its nodes. */
#include "db/area.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "db/officer.h"
#include "gateway/area_import.h"
#include "gateway/cli/cli.h"
#include "gateway/desk/area.h"
#include "gateway/program.h"

/* As it is imported. */
static const char *const columns[] = {"kode", "nama", "tingkat", "induk", NULL};

static int print_row(const void *row, void *context)
{
    const struct area *area = row;

    output_row(context, (const char *const[]){area->code, area->name, area_level_names[area->level],
                                              area->parent});
    return 0;
}

static int print_all(struct cli *cli, enum output_format format)
{
    static const int widths[] = {24, 32, 10, 24};
    struct output output;
    int rc;

    output_begin(&output, format, columns, widths);
    rc = area_list(cli->db, print_row, &output);
    output_end(&output);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

static int list(struct cli *cli, int argc, char **argv)
{
    struct cli_list_options options;
    int rc = cli_list_options(cli, argc, argv, &options);

    return rc != 0 ? rc : print_all(cli, options.format);
}

static int export(struct cli *cli, int argc, char **argv)
{
    (void)argv;
    return argc > 1 ? cli_usage(cli, "too many arguments") : print_all(cli, OUTPUT_CSV);
}

static int import(struct cli *cli, int argc, char **argv)
{
    struct problems problems = {0};
    struct area_summary summary;
    char actor[64];
    int rc;

    if (argc != 2)
        return cli_usage(cli, "which file?");
    cli_actor(actor);
    rc = area_import(cli->db, argv[1], actor, cli->now, &summary, &problems);
    problems_print(&problems, stderr);
    if (problems.count > 0)
        fprintf(stderr, "Nothing was changed: the file has %d mistakes.\n", problems.count);
    problems_clear(&problems);
    if (rc < 0)
        return rc == -EINVAL ? EXIT_FAILED : cli_failed(cli, rc);
    printf("%s: %d new or changed, %d as before.\n", argv[1], summary.changed, summary.same);
    return EXIT_FINE;
}

static int print_officer(const void *row, void *context)
{
    const struct officer *officer = row;

    output_row(context, (const char *const[]){officer->area, officer->name, officer->msisdn});
    return 0;
}

/* The area, and everybody in it. */
static int show(struct cli *cli, int argc, char **argv)
{
    static const char *const people[] = {"area", "name", "msisdn", NULL};
    static const int widths[] = {24, 32, 15};
    struct area area;
    struct output output;
    char title[AREA_TITLE_SIZE];
    int rc;

    if (argc != 2)
        return cli_usage(cli, "which area?");
    rc = area_find(cli->db, argv[1], &area);
    if (rc == 0) {
        fprintf(stderr, "sampan area: there is no area '%s'; see: sampan area list\n", argv[1]);
        return EXIT_FAILED;
    }
    if (rc > 0)
        rc = area_title(cli->db, &area, 0, title);
    if (rc < 0)
        return cli_failed(cli, rc);
    printf("%s, %s\n\n", area.code, title);
    output_begin(&output, OUTPUT_TABLE, people, widths);
    rc = area_officers(cli->db, area.id, true, print_officer, &output);
    output_end(&output);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

int cli_area(struct cli *cli, int argc, char **argv)
{
    static const struct {
        const char *name;
        cli_command *run;
    } parts[] = {{"import", import}, {"export", export}, {"list", list}, {"show", show}};

    for (size_t i = 0; argc >= 2 && i < sizeof parts / sizeof parts[0]; i++)
        if (strcmp(argv[1], parts[i].name) == 0)
            return parts[i].run(cli, argc - 1, argv + 1);
    return cli_usage(cli, "say what to do with the areas");
}
