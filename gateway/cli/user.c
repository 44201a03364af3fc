/* sampan user: who may use the pages of sampan-web. */
#include "db/user.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "gateway/cli/cli.h"
#include "gateway/program.h"

struct listing {
    struct cli *cli;
    struct output output;
};

static int print_row(const void *row, void *context)
{
    const struct user *user = row;
    struct listing *listing = context;
    char created[CLI_TIME_SIZE];

    cli_time(listing->cli, user->created_at, created);
    output_row(&listing->output,
               (const char *const[]){user->name, user_role_names[user->role], user->unit, created});
    return 0;
}

static int list(struct cli *cli, int argc, char **argv)
{
    static const char *const columns[] = {"name", "role", "unit", "created", NULL};
    static const int widths[] = {24, 8, 16, 16};
    struct cli_list_options options;
    struct listing listing = {.cli = cli};
    int rc = cli_list_options(cli, argc, argv, &options);

    if (rc != 0)
        return rc;
    output_begin(&listing.output, options.format, columns, widths);
    rc = user_list(cli->db, print_row, &listing);
    output_end(&listing.output);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

static int complain(const struct cli *cli, const struct user *user, int rc)
{
    if (rc == -EEXIST)
        fprintf(stderr, "sampan user: there is a user %s already\n", user->name);
    else if (rc == -ENOENT)
        fprintf(stderr, "sampan user: there is no unit '%s'; see: sampan unit list\n", user->unit);
    else if (rc == -EINVAL)
        fprintf(stderr,
                "sampan user: a password has %d to %d characters, not all the same, and the name "
                "is not in it\n",
                USER_PASSWORD_MIN, USER_PASSWORD_MAX);
    else
        return cli_failed(cli, rc);
    return EXIT_FAILED;
}

typedef int set_password(struct db *db, const struct user *user, const char *password,
                         const char *actor, int64_t now);

/* Ask for a password, and keep it by set. */
static int give_password(struct cli *cli, const struct user *user, set_password *set)
{
    char password[USER_PASSWORD_MAX + 2], actor[64];
    char again[sizeof password];
    int rc;

    cli_read_hidden("Password: ", password, sizeof password);
    if (isatty(STDIN_FILENO)) {
        cli_read_hidden("Again: ", again, sizeof again);
        if (strcmp(password, again) != 0) {
            fprintf(stderr, "sampan user: the two are not the same\n");
            return EXIT_FAILED;
        }
    }
    cli_actor(actor);
    rc = db_begin(cli->db);
    if (rc == 0)
        rc = db_end(cli->db, set(cli->db, user, password, actor, cli->now));
    explicit_bzero(password, sizeof password);
    explicit_bzero(again, sizeof again);
    return rc < 0 ? complain(cli, user, rc) : EXIT_FINE;
}

static int add(struct cli *cli, struct user *user, int argc, char **argv)
{
    static const struct option options[] = {
        {"role", required_argument, NULL, 'r'}, {"unit", required_argument, NULL, 'u'}, {0}};
    const char *role = NULL;
    int rc;

    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == 'r')
            role = optarg;
        if (option == 'u')
            snprintf(user->unit, sizeof user->unit, "%s", optarg);
        if (option == '?')
            return cli_usage(cli, "unknown option");
    }
    if (optind < argc || !role)
        return cli_usage(cli, "say --role, and for a unit --unit CODE");
    rc = cli_check_choice(cli, "--role", role, user_role_names, USER_ROLES);
    if (rc != 0)
        return rc;
    for (int i = 0; i < USER_ROLES; i++)
        if (strcmp(user_role_names[i], role) == 0)
            user->role = (enum user_role)i;
    if ((user->role == USER_UNIT) != (user->unit[0] != '\0'))
        return cli_usage(cli, "--unit goes with --role unit");
    return give_password(cli, user, user_add);
}

static int remove_user(struct cli *cli, const struct user *user)
{
    char actor[64];
    int rc = db_begin(cli->db);

    cli_actor(actor);
    if (rc == 0)
        rc = db_end(cli->db, user_remove(cli->db, user, actor, cli->now));
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

int cli_user(struct cli *cli, int argc, char **argv)
{
    struct user user = {.id = 0};
    int rc;

    if (argc >= 2 && strcmp(argv[1], "list") == 0)
        return list(cli, argc - 1, argv + 1);
    if (argc < 3 || !user_name_fits(argv[2]))
        return cli_usage(cli, "say 'list', or what to do and the user's name: lowercase letters, "
                              "digits, . - _");
    if (strcmp(argv[1], "add") == 0) {
        strcpy(user.name, argv[2]);
        return add(cli, &user, argc - 2, argv + 2);
    }
    if (argc > 3)
        return cli_usage(cli, "too many arguments");
    rc = user_find(cli->db, argv[2], &user);
    if (rc < 0)
        return cli_failed(cli, rc);
    if (rc == 0) {
        fprintf(stderr, "sampan user: there is no user %s\n", argv[2]);
        return EXIT_FAILED;
    }
    if (strcmp(argv[1], "remove") == 0)
        return remove_user(cli, &user);
    if (strcmp(argv[1], "password") == 0)
        return give_password(cli, &user, user_set_password);
    return cli_usage(cli, "there is no such subcommand");
}
