/* sampan holiday: the days on which all offices are closed, or one of them is. */
#include "db/holiday.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "db/journal.h"
#include "gateway/cli/cli.h"
#include "gateway/desk/calendar.h"
#include "gateway/holiday_import.h"
#include "gateway/program.h"

static int print_row(const void *row, void *context)
{
    const struct holiday *holiday = row;

    output_row(context, (const char *const[]){holiday->day, holiday->unit, holiday->name});
    return 0;
}

/* From today on, or from --since. */
static int list(struct cli *cli, int argc, char **argv)
{
    static const char *const columns[] = {"day", "unit", "name", NULL};
    static const int widths[] = {10, 14, 0};
    struct cli_list_options options;
    struct output output;
    char from[CLI_TIME_SIZE];
    int rc = cli_list_options(cli, argc, argv, &options);

    if (rc != 0)
        return rc;
    cli_time(cli, options.since ? options.since : cli->now, from);
    from[strcspn(from, " ")] = '\0';
    output_begin(&output, options.format, columns, widths);
    rc = holiday_list(cli->db, from, print_row, &output);
    output_end(&output);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

static int import(struct cli *cli, int argc, char **argv)
{
    struct problems problems = {0};
    struct holiday_summary summary;
    int rc;

    if (argc != 2)
        return cli_usage(cli, "which file?");
    rc = holiday_import(cli->db, argv[1], &summary, &problems);
    problems_print(&problems, stderr);
    if (problems.count > 0)
        fprintf(stderr, "Nothing was changed: the file has %d mistakes.\n", problems.count);
    problems_clear(&problems);
    if (rc < 0)
        return rc == -EINVAL ? EXIT_FAILED : cli_failed(cli, rc);
    printf("%s: %d new or changed, %d as before.\n", argv[1], summary.changed, summary.same);
    return EXIT_FINE;
}

/* DAY [NAME] [--unit CODE] */
static int read_arguments(struct cli *cli, int argc, char **argv, bool named, struct holiday *ret)
{
    static const struct option options[] = {{"unit", required_argument, NULL, 'u'}, {0}};
    int day;

    memset(ret, 0, sizeof *ret);
    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == '?')
            return cli_usage(cli, "unknown option");
        snprintf(ret->unit, sizeof ret->unit, "%s", optarg);
    }
    if (argc - optind != 1 + named)
        return cli_usage(cli, named ? "give the day, and its name in quotes" : "which day?");
    if (calendar_day_read(argv[optind], &day) < 0)
        return cli_usage(cli, "write the day as 2026-12-25");
    snprintf(ret->day, sizeof ret->day, "%s", argv[optind]);
    snprintf(ret->name, sizeof ret->name, "%s", named ? argv[optind + 1] : "");
    return named && ret->name[0] == '\0' ? cli_usage(cli, "the name is missing") : 0;
}

/* The change and its line in the journal are one transaction. */
static int change(struct cli *cli, const struct holiday *holiday, bool add)
{
    char actor[64], subject[64];
    int rc = db_begin(cli->db);

    if (rc < 0)
        return rc;
    cli_actor(actor);
    snprintf(subject, sizeof subject, "holiday %s %s", holiday->day, holiday->unit);
    rc = add ? holiday_put(cli->db, holiday) : holiday_remove(cli->db, holiday->day, holiday->unit);
    if (rc > 0 && journal_add(cli->db, cli->now, actor, add ? "holiday set" : "holiday removed",
                              subject, holiday->name) < 0)
        rc = -EIO;
    return db_end(cli->db, rc);
}

static int add_or_remove(struct cli *cli, int argc, char **argv)
{
    bool add = strcmp(argv[0], "add") == 0;
    struct holiday holiday;
    int rc = read_arguments(cli, argc, argv, add, &holiday);

    if (rc != 0)
        return rc;
    rc = change(cli, &holiday, add);
    if (rc == -ENOENT)
        fprintf(stderr, "sampan holiday: there is no unit '%s'\n", holiday.unit);
    else if (rc == 0 && !add)
        fprintf(stderr, "sampan holiday: %s was no holiday\n", holiday.day);
    if (rc == -ENOENT || (rc == 0 && !add))
        return EXIT_FAILED;
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

int cli_holiday(struct cli *cli, int argc, char **argv)
{
    static const struct {
        const char *name;
        cli_command *run;
    } parts[] = {
        {"import", import}, {"list", list}, {"add", add_or_remove}, {"remove", add_or_remove}};

    for (size_t i = 0; argc >= 2 && i < sizeof parts / sizeof parts[0]; i++)
        if (strcmp(argv[1], parts[i].name) == 0)
            return parts[i].run(cli, argc - 1, argv + 1);
    return cli_usage(cli, "say what to do with the holidays");
}
