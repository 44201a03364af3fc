/* sampan service: the catalogue. */
#include "gateway/cli/service.h"

#include <stdio.h>
#include <string.h>

#include "gateway/catalogue_export.h"
#include "gateway/program.h"

static int print_row(const void *row, void *context)
{
    const struct catalogue_service *service = row;

    output_row(context,
               (const char *const[]){service->code, service->unit, service->checked_on,
                                     service->approved_by, service->name, service->aliases});
    return 0;
}

static int list(struct cli *cli, int argc, char **argv)
{
    static const char *const columns[] = {"code", "unit",    "checked", "approved",
                                          "name", "aliases", NULL};
    static const int widths[] = {14, 12, 10, 12, 40, 0};
    struct cli_list_options options;
    struct output output;
    int rc = cli_list_options(cli, argc, argv, &options);

    if (rc != 0)
        return rc;
    if (options.format == OUTPUT_JSON) {
        rc = catalogue_export_services_json(cli->db, stdout);
        return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
    }
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

static void print_own(const struct catalogue_own *own)
{
    if (own->source[0])
        printf("%-17s source: %s\n", "", own->source);
    if (own->checked_on[0])
        printf("%-17s checked: %s\n", "", own->checked_on);
    if (own->approved_by[0])
        printf("%-17s approved: %s\n", "", own->approved_by);
}

static void print_service(const struct catalogue_service *service)
{
    printf("Service     %s, %s\nUnit        %s, %s\nCalled      %s\nSource      %s\nChecked     "
           "%s\nApproved    %s\n",
           service->code, service->name, service->unit, service->unit_name, service->aliases,
           service->source, service->checked_on[0] ? service->checked_on : "not yet",
           service->approved_by[0] ? service->approved_by : "not as a whole");
    printf("May come    %s\nOne visit   %s\n\n", service->proxy[0] ? service->proxy : "not told",
           service->one_visit[0] ? "yes" : "not promised");
    for (int i = 0; i < COMPONENTS; i++) {
        printf("%-17s %s\n", component_names[i],
               service->component[i][0] ? service->component[i] : "-");
        print_own(&service->own[i]);
        if (service->component[i][0] && !catalogue_provenance(service, i).approved_by[0])
            printf("%-17s not approved: not sent\n", "");
    }
}

static void print_translation(const struct catalogue_translation *translation)
{
    printf("Translation %s, %s\nQuestion    %s\nSource      %s\nChecked     %s\nApproved    %s\n\n",
           translation->code, translation->name, translation->question, translation->source,
           translation->checked_on[0] ? translation->checked_on : "not yet",
           translation->approved_by[0] ? translation->approved_by : "not yet");
    for (int i = 0; i < COMPONENTS; i++)
        if (translation->component[i][0])
            printf("%-17s %s\n", component_names[i], translation->component[i]);
}

static void print_record(const struct catalogue_record *record)
{
    if (record->kind == CATALOGUE_SERVICE)
        print_service(&record->service);
    else if (record->kind == CATALOGUE_GROUP)
        print_group(&record->group);
    else if (record->kind == CATALOGUE_TRANSLATION)
        print_translation(&record->translation);
    else
        unit_print(&record->unit);
}

/* A service, a group or a translation of that code, else a unit. */
static int show(struct cli *cli, int argc, char **argv)
{
    static const enum catalogue_kind order[] = {CATALOGUE_SERVICE, CATALOGUE_GROUP,
                                                CATALOGUE_TRANSLATION, CATALOGUE_UNIT};
    struct catalogue_record record = {0};
    struct cli_list_options options;
    int rc;

    if (argc < 2 || argv[1][0] == '-')
        return cli_usage(cli, "which? give a code");
    rc = cli_list_options(cli, argc - 1, argv + 1, &options);
    if (rc != 0)
        return rc;
    for (size_t i = 0; rc == 0 && i < sizeof order / sizeof order[0]; i++)
        rc = catalogue_read(cli->db, order[i], argv[1], &record);
    if (rc < 0)
        return cli_failed(cli, rc);
    if (rc == 0) {
        fprintf(stderr, "sampan service: there is no service, group or unit '%s'\n", argv[1]);
        return EXIT_FAILED;
    }
    if (options.format == OUTPUT_JSON) {
        catalogue_record_json(&record, stdout);
        putchar('\n');
    } else {
        print_record(&record);
    }
    return EXIT_FINE;
}

static int alias(struct cli *cli, int argc, char **argv)
{
    return argc == 3 ? cli_alias(cli, argv[1], argv[2])
                     : cli_usage(cli, "give a code, and the words in quotes");
}

int cli_service(struct cli *cli, int argc, char **argv)
{
    static const struct {
        const char *name;
        cli_command *run;
    } parts[] = {
        {"import", service_import},
        {"export", service_export},
        {"list", list},
        {"show", show},
        {"history", service_history},
        {"revert", service_revert},
        {"alias", alias},
        {"check", service_check},
        {"approve", service_approve},
    };

    for (size_t i = 0; argc >= 2 && i < sizeof parts / sizeof parts[0]; i++)
        if (strcmp(argv[1], parts[i].name) == 0)
            return parts[i].run(cli, argc - 1, argv + 1);
    return cli_usage(cli, "say what to do with the catalogue");
}
