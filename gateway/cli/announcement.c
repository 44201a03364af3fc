/* sampan announcement: what officers said to those below them, and who has read it. */
#include "db/announcement.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/cli/cli.h"
#include "gateway/program.h"

struct listing {
    struct cli *cli;
    struct output output;
};

static int print_row(const void *row, void *context)
{
    const struct announcement *announcement = row;
    struct listing *listing = context;
    char number[24], at[CLI_TIME_SIZE], people[16], acknowledged[16];

    snprintf(number, sizeof number, "%lld", (long long)announcement->id);
    cli_time(listing->cli, announcement->created_at, at);
    snprintf(people, sizeof people, "%d", announcement->people);
    snprintf(acknowledged, sizeof acknowledged, "%d", announcement->acknowledged);
    output_row(&listing->output,
               (const char *const[]){number, at, announcement->area, announcement->sender, people,
                                     acknowledged, announcement->text});
    return 0;
}

static int list(struct cli *cli, int argc, char **argv)
{
    static const char *const columns[] = {"number", "at",           "area", "sender",
                                          "people", "acknowledged", "text", NULL};
    static const int widths[] = {6, 16, 20, 20, 6, 12, 0};
    struct cli_list_options options;
    struct listing listing = {.cli = cli};
    int rc = cli_list_options(cli, argc, argv, &options);

    if (rc != 0)
        return rc;
    output_begin(&listing.output, options.format, columns, widths);
    rc = announcement_list(cli->db, print_row, &listing);
    output_end(&listing.output);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

static int print_target(const void *row, void *context)
{
    const struct announcement_target *target = row;
    struct listing *listing = context;
    char at[CLI_TIME_SIZE] = "silent";

    if (target->acknowledged_at)
        cli_time(listing->cli, target->acknowledged_at, at);
    output_row(&listing->output, (const char *const[]){target->area, target->name, target->msisdn,
                                                       target->state, at});
    return 0;
}

/* The announcement, and everybody who was told. */
static int show(struct cli *cli, const char *number)
{
    static const char *const columns[] = {"area", "name", "msisdn", "sms", "acknowledged", NULL};
    static const int widths[] = {24, 24, 15, 9, 16};
    struct announcement announcement;
    struct listing listing = {.cli = cli};
    char at[CLI_TIME_SIZE], due[CLI_TIME_SIZE] = "done";
    int rc = announcement_get(cli->db, strtoll(number, NULL, 10), &announcement);

    if (rc < 0)
        return cli_failed(cli, rc);
    if (rc == 0) {
        fprintf(stderr, "sampan announcement: there is no %s; see: sampan announcement list\n",
                number);
        return EXIT_FAILED;
    }
    cli_time(cli, announcement.created_at, at);
    if (announcement.due_at)
        cli_time(cli, announcement.due_at, due);
    printf("Announcement  %lld to %s\nFrom          %s\nAt            %s\n"
           "Acknowledged  %d of %d\nSilence told  %s\n\n",
           (long long)announcement.id, announcement.area, announcement.sender, at,
           announcement.acknowledged, announcement.people, due);
    output_text(announcement.text);
    putchar('\n');
    output_begin(&listing.output, OUTPUT_TABLE, columns, widths);
    rc = announcement_targets(cli->db, announcement.id, print_target, &listing);
    output_end(&listing.output);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

int cli_announcement(struct cli *cli, int argc, char **argv)
{
    if (argc >= 2 && strcmp(argv[1], "list") == 0)
        return list(cli, argc - 1, argv + 1);
    if (argc == 3 && strcmp(argv[1], "show") == 0)
        return show(cli, argv[2]);
    return cli_usage(cli, "say list, or show and a number");
}
