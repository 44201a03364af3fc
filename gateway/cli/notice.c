/* sampan notice: what holds for a service, a group or an office for a while, as KABAR does by SMS.
 */
#include "gateway/desk/notice.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "db/catalogue_column.h"
#include "gateway/cli/cli.h"
#include "gateway/program.h"

struct listing {
    struct cli *cli;
    struct output output;
};

static int print_row(const void *row, void *context)
{
    const struct notice *notice = row;
    struct listing *listing = context;
    char since[CLI_TIME_SIZE], until[CLI_TIME_SIZE], ended[CLI_TIME_SIZE] = "";

    cli_time(listing->cli, notice->created_at, since);
    cli_time(listing->cli, notice->expires_at, until);
    if (notice->ended_at > 0)
        cli_time(listing->cli, notice->ended_at, ended);
    output_row(&listing->output,
               (const char *const[]){catalogue_kind_names[notice->kind], notice->code, since, until,
                                     ended, notice->actor, notice->text});
    return 0;
}

static int list(struct cli *cli, int argc, char **argv)
{
    static const char *const columns[] = {"kind",  "code",  "since", "until",
                                          "ended", "actor", "text",  NULL};
    static const int widths[] = {8, 16, 16, 16, 16, 22, 0};
    static const struct option options[] = {{"all", no_argument, NULL, 'a'},
                                            {"json", no_argument, NULL, 'j'},
                                            {"csv", no_argument, NULL, 'c'},
                                            {0}};
    struct listing listing = {.cli = cli};
    enum output_format format = OUTPUT_TABLE;
    int64_t at = cli->now;
    int rc;

    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == '?')
            return cli_usage(cli, "unknown option");
        if (option == 'a')
            at = 0;
        else
            format = option == 'j' ? OUTPUT_JSON : OUTPUT_CSV;
    }
    if (optind < argc)
        return cli_usage(cli, "too many arguments");
    output_begin(&listing.output, format, columns, widths);
    rc = notice_list(cli->db, at, print_row, &listing);
    output_end(&listing.output);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

/* What has that code. Returns 1, 0 or an errno. */
static int find_kind(struct db *db, const char *code, enum catalogue_kind *ret)
{
    static const enum catalogue_kind kinds[] = {CATALOGUE_SERVICE, CATALOGUE_GROUP, CATALOGUE_UNIT};
    struct catalogue_record record;
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < sizeof kinds / sizeof kinds[0]; i++) {
        rc = catalogue_read(db, kinds[i], code, &record);
        *ret = kinds[i];
    }
    return rc;
}

static int add(struct cli *cli, struct desk *desk, struct notice *notice, const char *text)
{
    char until[CLI_TIME_SIZE];
    bool dated;
    int rc = notice_announce(desk, text, notice, &dated);

    if (rc == -EINVAL) {
        fprintf(stderr, "sampan notice: that day is over\n");
        return rc;
    }
    if (rc < 0)
        return rc;
    cli_time(cli, notice->expires_at, until);
    printf("%s: \"%s\" until %s%s\n", notice->code, notice->text, until,
           dated ? "" : " (it names no day)");
    return 0;
}

/* words: what those who wait are told; NULL: nothing, as it was a mistake. */
static int end(struct desk *desk, const struct notice *notice, const char *words)
{
    struct notice old;
    int rc = notice_newest(desk->db, notice->kind, notice->code, notice_asked_since(desk), &old),
        left;

    if (rc == 0) {
        fprintf(stderr, "sampan notice: there is none about %s\n", notice->code);
        return -EINVAL;
    }
    if (rc > 0)
        rc = words ? notice_finish(desk, &old, notice->actor, words)
                   : notice_end(desk->db, &old, notice->actor, desk->now);
    left = rc < 0 || !words ? rc : notice_left_out(desk, &old);
    if (left < 0)
        return left;
    printf("%d people who had asked are told", rc);
    if (words && left > 0)
        printf(", %d are not: broadcasts_per_day is %d", left, desk->config->broadcasts_per_day);
    puts(".");
    return 0;
}

static int change(struct cli *cli, const char *code, const char *added, const char *words)
{
    struct config config;
    struct texts texts;
    struct desk desk = {.db = cli->db,
                        .config = &cli->config,
                        .texts = &texts,
                        .languages = &texts,
                        .now = cli->now};
    struct notice notice = {.id = 0};
    int rc = find_kind(cli->db, code, &notice.kind);

    if (rc < 0)
        return cli_failed(cli, rc);
    if (rc == 0) {
        fprintf(stderr, "sampan notice: nothing has the code '%s'\n", code);
        return EXIT_FAILED;
    }
    if (program_load(cli->config_file, &config, &texts) != EXIT_FINE)
        return EXIT_CONFIG;
    snprintf(notice.code, sizeof notice.code, "%s", code);
    cli_actor(notice.actor);
    rc = db_begin(cli->db);
    if (rc == 0)
        rc = db_end(cli->db, added ? add(cli, &desk, &notice, added) : end(&desk, &notice, words));
    texts_close(&texts);
    if (rc == -EINVAL)
        return EXIT_FAILED;
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

int cli_notice(struct cli *cli, int argc, char **argv)
{
    if (argc >= 2 && strcmp(argv[1], "list") == 0)
        return list(cli, argc - 1, argv + 1);
    if (argc == 4 && strcmp(argv[1], "add") == 0)
        return change(cli, argv[2], argv[3], NULL);
    if ((argc == 3 || argc == 4) && strcmp(argv[1], "end") == 0)
        return change(cli, argv[2], NULL, argc == 4 ? argv[3] : "");
    if (argc == 3 && strcmp(argv[1], "cancel") == 0)
        return change(cli, argv[2], NULL, NULL);
    return cli_usage(cli, "say 'list', 'add CODE TEXT', 'end CODE' or 'cancel CODE'");
}
