/* sampan ticket: the complaints and what happened to them. */
#include "db/ticket.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "gateway/cli/cli.h"
#include "gateway/cli/search.h"
#include "gateway/desk/routing.h"
#include "gateway/desk/work.h"
#include "gateway/program.h"

struct listing {
    struct cli *cli;
    struct output output;
};

static int print_row(const void *row, void *context)
{
    const struct ticket *ticket = row;
    struct listing *listing = context;
    char opened[CLI_TIME_SIZE], respond_by[CLI_TIME_SIZE];

    cli_time(listing->cli, ticket->opened_at, opened);
    cli_time(listing->cli, ticket->respond_by, respond_by);
    output_row(&listing->output,
               (const char *const[]){ticket->number, ticket_state_names[ticket->state],
                                     ticket->unit, opened, respond_by,
                                     cli_number(ticket->secret, ticket->msisdn), ticket->text});
    return 0;
}

static int list(struct cli *cli, int argc, char **argv)
{
    static const char *const columns[] = {"number",     "state",  "unit", "opened",
                                          "respond_by", "msisdn", "text", NULL};
    static const int widths[] = {9, 12, 10, 16, 16, 15, 0};
    struct cli_list_options options;
    struct listing listing = {.cli = cli};
    int rc = cli_list_options(cli, argc, argv, &options);

    if (rc == 0)
        rc = cli_check_choice(cli, "--state", options.state, ticket_state_names, TICKET_STATES);
    if (rc != 0)
        return rc;
    output_begin(&listing.output, options.format, columns, widths);
    rc = ticket_list(cli->db,
                     &(struct ticket_filter){.state = options.state,
                                             .unit = options.unit,
                                             .overdue = options.overdue ? cli->now : 0},
                     print_row, &listing);
    output_end(&listing.output);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

static int print_event(const void *row, void *context)
{
    const struct ticket_event *event = row;
    char at[CLI_TIME_SIZE];

    cli_time(context, event->at, at);
    printf("%s  %-12s %s%s%s  %s\n", at, event->actor, event->from_state,
           event->from_state[0] ? " -> " : "", event->to_state, event->note);
    return 0;
}

/* A number as people read it out: "01 000-14", "#0100014". */
static void bare_number(const char *text, char ret[TICKET_NUMBER_SIZE])
{
    size_t length = 0;

    for (; *text && length < TICKET_NUMBER_SIZE - 1; text++)
        if (!strchr(" -#.", *text))
            ret[length++] = *text;
    ret[length] = '\0';
}

/* Returns an exit code; says so if there is none. */
static int find(struct cli *cli, const char *text, struct ticket *ret)
{
    char number[TICKET_NUMBER_SIZE];
    int rc;

    bare_number(text, number);
    rc = ticket_find(cli->db, number, ret);
    if (rc < 0)
        return cli_failed(cli, rc);
    if (rc > 0)
        return EXIT_FINE;
    fprintf(stderr, "sampan ticket: there is no ticket %s%s\n", text,
            ticket_number_right(number) ? "" : " (and its check digit is wrong)");
    return EXIT_FAILED;
}

static int print_message(const void *row, void *context)
{
    const struct ticket_message *message = row;
    char at[CLI_TIME_SIZE];

    cli_time(context, message->at, at);
    printf("%s  %s: ", at, message->author);
    output_text(message->text);
    putchar('\n');
    return 0;
}

static int show(struct cli *cli, const char *text)
{
    struct ticket ticket;
    char opened[CLI_TIME_SIZE], respond_by[CLI_TIME_SIZE];
    int rc = find(cli, text, &ticket);

    if (rc != EXIT_FINE)
        return rc;
    cli_time(cli, ticket.opened_at, opened);
    cli_time(cli, ticket.respond_by, respond_by);
    printf("Ticket      %s, %s, %s\nUnit        %s\nFrom        %s\nOpened      %s\nRespond by  "
           "%s\n\n",
           ticket.number, ticket_kind_names[ticket.kind], ticket_state_names[ticket.state],
           ticket.unit, cli_number(ticket.secret, ticket.msisdn), opened, respond_by);
    output_text(ticket.text);
    putchar('\n');
    rc = ticket_messages(cli->db, ticket.id, print_message, cli);
    if (rc >= 0)
        rc = ticket_events(cli->db, ticket.id, print_event, cli);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

/* What the operator does to a ticket: the same as an officer by SMS. */
typedef int act(struct desk *desk, struct ticket *ticket, const char *actor, char **argv);

static int assign(struct desk *desk, struct ticket *ticket, const char *actor, char **argv)
{
    char unit[TICKET_UNIT_SIZE];
    int rc = routing_unit(desk->db, argv[0], unit);

    if (rc < 0)
        return rc;
    if (rc == 0 || strcmp(unit, ticket->accused) == 0) {
        fprintf(stderr, "sampan ticket: %s: %s\n", argv[0],
                rc == 0 ? "there is no such unit" : "the complaint is about that unit");
        return -EINVAL;
    }
    strcpy(ticket->unit, unit);
    return work_move(desk, ticket, TICKET_DITERUSKAN, actor, "");
}

static int status(struct desk *desk, struct ticket *ticket, const char *actor, char **argv)
{
    int state = ticket_state_of_name(argv[0]);

    if (state < 0 || !ticket_may_move(ticket->state, (enum ticket_state)state)) {
        fprintf(stderr,
                "sampan ticket: it is %s; it may become:", ticket_state_names[ticket->state]);
        for (int i = 0; i < TICKET_STATES; i++)
            if (ticket_may_move(ticket->state, (enum ticket_state)i))
                fprintf(stderr, " %s", ticket_state_names[i]);
        fputc('\n', stderr);
        return -EINVAL;
    }
    return work_move(desk, ticket, (enum ticket_state)state, actor, argv[1] ? argv[1] : "");
}

static int reply(struct desk *desk, struct ticket *ticket, const char *actor, char **argv)
{
    if (ticket_is_open(ticket->state))
        return work_answer(desk, ticket, actor, argv[0]);
    fprintf(stderr, "sampan ticket: it is %s\n", ticket_state_names[ticket->state]);
    return -EINVAL;
}

static int do_act(struct cli *cli, act *function, struct ticket *ticket, char **argv)
{
    struct config config;
    struct texts texts;
    char actor[64];
    int rc = program_load(cli->config_file, &config, &texts);
    struct desk desk = {.db = cli->db,
                        .config = &cli->config,
                        .texts = &texts,
                        .languages = &texts,
                        .now = cli->now,
                        .bearer = cli->config.modems[0].name};

    if (rc != EXIT_FINE)
        return rc;
    cli_actor(actor);
    rc = db_begin(cli->db);
    if (rc == 0)
        rc = db_end(cli->db, function(&desk, ticket, actor, argv));
    texts_close(&texts);
    if (rc < 0)
        return rc == -EINVAL ? EXIT_FAILED : cli_failed(cli, rc);
    printf("%s is %s; the citizen is told by SMS.\n", ticket->number,
           ticket_state_names[ticket->state]);
    return EXIT_FINE;
}

static const struct {
    const char *name;
    act *function;
    int least, most; /* arguments after the number */
} acts[] = {{"assign", assign, 1, 1}, {"status", status, 1, 2}, {"reply", reply, 1, 1}};

int cli_ticket(struct cli *cli, int argc, char **argv)
{
    struct ticket ticket;

    if (argc >= 2 && strcmp(argv[1], "list") == 0)
        return list(cli, argc - 1, argv + 1);
    if (argc >= 2 && strcmp(argv[1], "search") == 0)
        return cli_search_tickets(cli, argc - 1, argv + 1);
    if (argc == 3 && strcmp(argv[1], "show") == 0)
        return show(cli, argv[2]);
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        int rc;

        if (argc < 3 + acts[i].least || argc > 3 + acts[i].most ||
            strcmp(argv[1], acts[i].name) != 0)
            continue;
        rc = find(cli, argv[2], &ticket);
        return rc == EXIT_FINE ? do_act(cli, acts[i].function, &ticket, argv + 3) : rc;
    }
    return cli_usage(
        cli,
        "say list, search WORDS, show NUMBER, assign NUMBER UNIT, status NUMBER STATE [NOTE] or "
        "reply NUMBER TEXT");
}
