/* sampan service history, revert: what a part of the catalogue was, and back to it. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/catalogue_history.h"
#include "gateway/catalogue_diff.h"
#include "gateway/catalogue_revert.h"
#include "gateway/cli/service.h"
#include "gateway/program.h"

struct history {
    struct cli *cli;
    const char *code;
    struct output output;
    struct catalogue_record then, next;
};

/* What this version became: the next one, or what is now. */
static int read_next(struct history *history, const struct catalogue_history *version)
{
    int rc = catalogue_history_read(history->cli->db, version->kind, history->code,
                                    version->version + 1, &history->next);

    return rc != 0 ? rc
                   : catalogue_read(history->cli->db, version->kind, history->code, &history->next);
}

static int print_version(const void *row, void *context)
{
    const struct catalogue_history *version = row;
    struct history *history = context;
    char number[16], at[CLI_TIME_SIZE], differs[CATALOGUE_DIFF_SIZE] = "new", *told = NULL;
    size_t size;
    FILE *file = open_memstream(&told, &size);
    int rc = file ? 1 : -ENOMEM;

    if (rc > 0 && version->version > 0) {
        rc = catalogue_history_read(history->cli->db, version->kind, history->code,
                                    version->version, &history->then);
        if (rc > 0)
            rc = read_next(history, version);
        if (rc > 0)
            catalogue_diff(&history->then, &history->next, differs, file);
    }
    if (file)
        fclose(file);
    if (rc >= 0) {
        snprintf(number, sizeof number, "%d", version->version);
        cli_time(history->cli, version->at, at);
        output_row(&history->output,
                   (const char *const[]){number, at, version->actor,
                                         catalogue_kind_names[version->kind], differs});
        if (history->output.format == OUTPUT_TABLE)
            fputs(told, stdout);
    }
    free(told);
    return rc < 0 ? rc : 0;
}

int service_history(struct cli *cli, int argc, char **argv)
{
    static const char *const columns[] = {"version", "until", "by", "kind", "changed", NULL};
    static const int widths[] = {7, 16, 20, 10, 0};
    struct cli_list_options options;
    struct history *history;
    int rc;

    if (argc < 2 || argv[1][0] == '-')
        return cli_usage(cli, "whose history? give a code");
    rc = cli_list_options(cli, argc - 1, argv + 1, &options);
    if (rc != 0)
        return rc;
    history = calloc(1, sizeof *history);
    if (!history)
        return cli_failed(cli, -ENOMEM);
    history->cli = cli;
    history->code = argv[1];
    output_begin(&history->output, options.format, columns, widths);
    rc = catalogue_history_list(cli->db, history->code, print_version, history);
    output_end(&history->output);
    if (rc == 0)
        fprintf(stderr, "sampan service: '%s' was never changed\n", history->code);
    free(history);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

/* The kind that a code stands for. */
struct kinds {
    int count;
    enum catalogue_kind kind;
};

static int note_kind(const void *row, void *context)
{
    const struct catalogue_history *version = row;
    struct kinds *kinds = context;

    if (kinds->count > 0 && kinds->kind == version->kind)
        return 0;
    kinds->kind = version->kind;
    kinds->count++;
    return 0;
}

static int find_kind(struct cli *cli, const char *code, const char *name, enum catalogue_kind *ret)
{
    struct kinds kinds = {0};
    int rc;

    for (int i = 0; name && i < CATALOGUE_KINDS; i++)
        if (strcmp(catalogue_kind_names[i], name) == 0) {
            *ret = (enum catalogue_kind)i;
            return 0;
        }
    if (name)
        return cli_usage(cli, "--kind: unit, layanan, kelompok or terjemahan");
    rc = catalogue_history_list(cli->db, code, note_kind, &kinds);
    if (rc < 0)
        return cli_failed(cli, rc);
    if (kinds.count > 1)
        return cli_usage(cli, "both an office and a service have this code; say which by --kind");
    *ret = kinds.kind;
    return 0;
}

static int revert(struct cli *cli, enum catalogue_kind kind, const char *code, int version)
{
    char actor[64], culprit[CATALOGUE_NAME_SIZE] = "";
    int rc;

    cli_actor(actor);
    rc = catalogue_revert(cli->db, kind, code, version, actor, cli->now, stdout, culprit);
    if (rc > 0)
        printf("%s %s is again as in version %d.\n", catalogue_kind_names[kind], code, version);
    else if (rc == 0)
        printf("%s %s is as in version %d already.\n", catalogue_kind_names[kind], code, version);
    else if (rc == -ESRCH)
        fprintf(stderr, "sampan service: '%s' has no version %d to go back to\n", code, version);
    else if (rc == -ENOENT)
        fprintf(stderr, "sampan service: '%s', which it names, is not in the catalogue\n", culprit);
    else if (rc == -EEXIST)
        fprintf(stderr, "sampan service: '%s' is an alias of another now\n", culprit);
    else
        return cli_failed(cli, rc);
    return rc < 0 ? EXIT_FAILED : EXIT_FINE;
}

int service_revert(struct cli *cli, int argc, char **argv)
{
    static const struct option options[] = {{"kind", required_argument, NULL, 'k'}, {0}};
    const char *kind_name = NULL;
    enum catalogue_kind kind = CATALOGUE_UNIT;
    long version;
    char *end;
    int rc;

    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == '?')
            return cli_usage(cli, "unknown option");
        kind_name = optarg;
    }
    if (optind + 2 != argc)
        return cli_usage(cli, "give a code and a version, as 'history CODE' has it");
    version = strtol(argv[optind + 1], &end, 10);
    if (*end || end == argv[optind + 1] || version < 0 || version > 1000000)
        return cli_usage(cli, "the version is a number, as 'history CODE' has it");
    rc = find_kind(cli, argv[optind], kind_name, &kind);
    return rc != 0 ? rc : revert(cli, kind, argv[optind], (int)version);
}
