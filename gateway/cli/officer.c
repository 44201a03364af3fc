/* sampan officer: who may change something by SMS, and their PINs and code sheets. */
#include "db/officer.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gateway/cli/cli.h"
#include "gateway/program.h"
#include "gateway/reply/reply.h"
#include "parser/msisdn.h"

#define CODES_USUAL 20
#define CODES_A_ROW 4

struct listing {
    struct cli *cli;
    struct output output;
};

static int print_row(const void *row, void *context)
{
    const struct officer *officer = row;
    struct listing *listing = context;
    char failures[16], codes[16], locked[CLI_TIME_SIZE] = "";

    snprintf(failures, sizeof failures, "%d", officer->failures);
    snprintf(codes, sizeof codes, "%d", officer->codes_left);
    if (officer->locked_at > 0)
        cli_time(listing->cli, officer->locked_at, locked);
    output_row(&listing->output,
               (const char *const[]){
                   officer->msisdn, officer->name, officer_role_names[officer->role], officer->unit,
                   officer->area, officer->has_pin ? "yes" : "no", codes, failures, locked});
    return 0;
}

static int list(struct cli *cli, int argc, char **argv)
{
    static const char *const columns[] = {"msisdn", "name",  "role",       "unit",   "area",
                                          "pin",    "codes", "wrong_pins", "locked", NULL};
    static const int widths[] = {15, 24, 11, 10, 16, 3, 5, 10, 16};
    struct cli_list_options options;
    struct listing listing = {.cli = cli};
    int rc = cli_list_options(cli, argc, argv, &options);

    if (rc != 0)
        return rc;
    output_begin(&listing.output, options.format, columns, widths);
    rc = officer_list(cli->db, options.unit, print_row, &listing);
    output_end(&listing.output);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

static int complain(const struct cli *cli, const struct officer *officer, int rc)
{
    if (rc == -EEXIST)
        fprintf(stderr, "sampan officer: %s is an officer already\n", officer->msisdn);
    else if (rc == -ENOENT)
        fprintf(stderr, "sampan officer: there is no unit '%s'; see: sampan service list\n",
                officer->unit);
    else if (rc == -ESRCH)
        fprintf(stderr, "sampan officer: there is no area '%s'; see: sampan area list\n",
                officer->area);
    else if (rc == -EINVAL)
        fprintf(stderr, "sampan officer: a %s belongs to a unit or an area: --unit, --area CODE\n",
                officer_role_names[officer->role]);
    else
        return cli_failed(cli, rc);
    return EXIT_FAILED;
}

/* A new PIN that is shown this once. */
static int give_pin(struct cli *cli, const struct officer *officer, const char *actor,
                    char pin[OFFICER_CODE_SIZE])
{
    int rc = officer_make_pin(pin);

    return rc < 0 ? rc : officer_set_pin(cli->db, officer, pin, actor, cli->now);
}

static void show_pin(const struct officer *officer, const char *pin)
{
    printf("PIN %s  for %s, %s. It is shown only now.\n", pin, officer->name, officer->msisdn);
}

static int add(struct cli *cli, struct officer *officer)
{
    char actor[64], pin[OFFICER_CODE_SIZE];
    int rc = db_begin(cli->db);

    cli_actor(actor);
    if (rc == 0) {
        rc = officer_add(cli->db, officer, actor, cli->now);
        if (rc == 0)
            rc = officer_find(cli->db, officer->msisdn, officer);
        if (rc > 0)
            rc = give_pin(cli, officer, actor, pin);
        rc = db_end(cli->db, rc);
    }
    if (rc < 0)
        return complain(cli, officer, rc);
    show_pin(officer, pin);
    return EXIT_FINE;
}

static int read_role(const char *name, enum officer_role *ret)
{
    for (int i = 0; i < OFFICER_ROLES; i++)
        if (strcmp(officer_role_names[i], name) == 0) {
            *ret = (enum officer_role)i;
            return 0;
        }
    return -EINVAL;
}

static int add_by_options(struct cli *cli, const char *msisdn, int argc, char **argv)
{
    static const struct option options[] = {{"name", required_argument, NULL, 'n'},
                                            {"role", required_argument, NULL, 'r'},
                                            {"unit", required_argument, NULL, 'u'},
                                            {"area", required_argument, NULL, 'a'},
                                            {0}};
    struct officer officer = {.role = OFFICER_PETUGAS};

    snprintf(officer.msisdn, sizeof officer.msisdn, "%s", msisdn);
    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == 'n')
            snprintf(officer.name, sizeof officer.name, "%s", optarg);
        else if (option == 'u')
            snprintf(officer.unit, sizeof officer.unit, "%s", optarg);
        else if (option == 'a')
            snprintf(officer.area, sizeof officer.area, "%s", optarg);
        else if (option != 'r')
            return cli_usage(cli, "unknown option");
        else if (read_role(optarg, &officer.role) < 0)
            return cli_usage(cli, "--role: petugas, atasan, inspektorat, sekda or operator");
    }
    if (optind < argc || officer.name[0] == '\0')
        return cli_usage(cli, optind < argc ? "too many arguments" : "give the --name");
    return add(cli, &officer);
}

static int show(struct cli *cli, struct officer *officer)
{
    char locked[CLI_TIME_SIZE] = "no";

    if (officer->locked_at > 0)
        cli_time(cli, officer->locked_at, locked);
    printf("Officer     %s, %s\nRole        %s %s\nArea        %s\nPIN         %s\nCodes left  %d\n"
           "Wrong PINs  %d in a row\nLocked      %s\n",
           officer->name, officer->msisdn, officer_role_names[officer->role], officer->unit,
           officer->area[0] ? officer->area : "none", officer->has_pin ? "set" : "none",
           officer->codes_left, officer->failures, locked);
    return EXIT_FINE;
}

static int choose_pin(struct cli *cli, const struct officer *officer, const char *actor)
{
    char pin[64];
    int rc;

    cli_read_hidden("New PIN: ", pin, sizeof pin);
    if (!officer_pin_fits(pin)) {
        fprintf(stderr, "sampan officer: a PIN has 4 to 6 digits, not all the same, no 1234\n");
        return EXIT_FAILED;
    }
    rc = db_begin(cli->db);
    if (rc == 0)
        rc = db_end(cli->db, officer_set_pin(cli->db, officer, pin, actor, cli->now));
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

static int new_pin(struct cli *cli, struct officer *officer)
{
    char actor[64], pin[OFFICER_CODE_SIZE];
    int rc = db_begin(cli->db);

    cli_actor(actor);
    if (rc == 0)
        rc = db_end(cli->db, give_pin(cli, officer, actor, pin));
    if (rc < 0)
        return cli_failed(cli, rc);
    show_pin(officer, pin);
    return EXIT_FINE;
}

static int print_sheet(struct cli *cli, const struct officer *officer, int count,
                       char codes[][OFFICER_CODE_SIZE])
{
    struct config config;
    struct texts texts;
    char text[REPLY_TEXT_SIZE], number[16];
    int code = program_load(cli->config_file, &config, &texts);

    if (code != EXIT_FINE)
        return code;
    snprintf(number, sizeof number, "%d", count);
    reply_render(&texts, TEXT_SHEET_HEAD, text, sizeof text, {"name", officer->name},
                 {"number", officer->msisdn}, {"count", number});
    printf("%s\n\n", text);
    for (int i = 0; i < count; i++)
        printf("   %s%s", codes[i], (i + 1) % CODES_A_ROW == 0 || i + 1 == count ? "\n" : "");
    reply_render(&texts, TEXT_SHEET_FOOT, text, sizeof text, {"code", codes[0]});
    printf("\n%s\n", text);
    texts_close(&texts);
    return EXIT_FINE;
}

static int sheet(struct cli *cli, struct officer *officer, int count)
{
    char actor[64], codes[OFFICER_CODES_MAX][OFFICER_CODE_SIZE];
    int rc;

    if (count < 1 || count > OFFICER_CODES_MAX)
        return cli_usage(cli, "a sheet has 1 to 99 codes");
    cli_actor(actor);
    rc = db_begin(cli->db);
    if (rc == 0)
        rc = db_end(cli->db, officer_new_sheet(cli->db, officer, count, codes, actor, cli->now));
    return rc < 0 ? cli_failed(cli, rc) : print_sheet(cli, officer, count, codes);
}

static int change(struct cli *cli, const struct officer *officer,
                  int (*apply)(struct db *, const struct officer *, const char *, int64_t))
{
    char actor[64];
    int rc = db_begin(cli->db);

    cli_actor(actor);
    if (rc == 0)
        rc = db_end(cli->db, apply(cli->db, officer, actor, cli->now));
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

/* What is done to an officer who is there. */
static int work_on(struct cli *cli, struct officer *officer, int argc, char **argv)
{
    const char *what = argv[1], *more = argc == 4 ? argv[3] : "";
    char actor[64];

    cli_actor(actor);
    if (strcmp(what, "sheet") == 0)
        return sheet(cli, officer, more[0] ? atoi(more) : CODES_USUAL);
    if (strcmp(what, "pin") == 0 && strcmp(more, "--choose") == 0)
        return choose_pin(cli, officer, actor);
    if (argc != 3)
        return cli_usage(cli, "too many arguments");
    if (strcmp(what, "show") == 0)
        return show(cli, officer);
    if (strcmp(what, "pin") == 0)
        return new_pin(cli, officer);
    if (strcmp(what, "remove") == 0)
        return change(cli, officer, officer_remove);
    if (strcmp(what, "unlock") == 0)
        return change(cli, officer, officer_unlock);
    return cli_usage(cli, "there is no such subcommand");
}

int cli_officer(struct cli *cli, int argc, char **argv)
{
    char msisdn[MSISDN_SIZE];
    struct officer officer;
    int rc;

    if (argc >= 2 && strcmp(argv[1], "list") == 0)
        return list(cli, argc - 1, argv + 1);
    if (argc < 3 || msisdn_read(argv[2], msisdn) != MSISDN_MOBILE)
        return cli_usage(cli, "say 'list', or what to do and the officer's mobile number");
    if (strcmp(argv[1], "add") == 0)
        return add_by_options(cli, msisdn, argc - 2, argv + 2);
    rc = officer_find(cli->db, msisdn, &officer);
    if (rc < 0)
        return cli_failed(cli, rc);
    if (rc == 0) {
        fprintf(stderr, "sampan officer: %s is no officer's number\n", msisdn);
        return EXIT_FAILED;
    }
    return argc > 4 ? cli_usage(cli, "too many arguments") : work_on(cli, &officer, argc, argv);
}
