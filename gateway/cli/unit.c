/* sampan unit: the offices. */
#include <stdio.h>
#include <string.h>

#include "gateway/catalogue_export.h"
#include "gateway/cli/service.h"
#include "gateway/program.h"

void unit_print(const struct catalogue_unit *unit)
{
    printf("Unit        %s, %s\nCalled      %s\nAddress     %s\nVillage     %s\nDistrict    %s\n"
           "Open        %s\nPhone       %s\nSource      %s\nChecked     %s\nApproved    %s\n",
           unit->code, unit->name, unit->aliases, unit->address, unit->village, unit->district,
           unit->hours, unit->phone, unit->source,
           unit->checked_on[0] ? unit->checked_on : "not yet",
           unit->approved_by[0] ? unit->approved_by : "not yet: its address is not sent");
}

static int print_row(const void *row, void *context)
{
    const struct catalogue_unit *unit = row;

    output_row(context, (const char *const[]){unit->code, unit->name, unit->phone, unit->hours,
                                              unit->checked_on, unit->approved_by, unit->address});
    return 0;
}

static int list(struct cli *cli, int argc, char **argv)
{
    static const char *const columns[] = {"code",    "name",     "phone",   "hours",
                                          "checked", "approved", "address", NULL};
    static const int widths[] = {14, 30, 14, 38, 10, 12, 0};
    struct cli_list_options options;
    struct output output;
    int rc = cli_list_options(cli, argc, argv, &options);

    if (rc != 0)
        return rc;
    output_begin(&output, options.format, columns, widths);
    rc = catalogue_units(cli->db, print_row, &output);
    output_end(&output);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

static int show(struct cli *cli, int argc, char **argv)
{
    struct catalogue_record record = {.kind = CATALOGUE_UNIT};
    struct cli_list_options options;
    const char *code = argv[1];
    int rc = cli_list_options(cli, argc - 1, argv + 1, &options);

    if (rc != 0)
        return rc;
    rc = catalogue_unit(cli->db, code, &record.unit);
    if (rc < 0)
        return cli_failed(cli, rc);
    if (rc == 0) {
        fprintf(stderr, "sampan unit: there is no unit '%s'\n", code);
        return EXIT_FAILED;
    }
    if (options.format == OUTPUT_JSON) {
        catalogue_record_json(&record, stdout);
        putchar('\n');
    } else {
        unit_print(&record.unit);
    }
    return EXIT_FINE;
}

int cli_unit(struct cli *cli, int argc, char **argv)
{
    if (argc >= 2 && strcmp(argv[1], "list") == 0)
        return list(cli, argc - 1, argv + 1);
    if (argc >= 3 && strcmp(argv[1], "show") == 0)
        return show(cli, argc - 1, argv + 1);
    return cli_usage(cli, "say what to do with the offices");
}
