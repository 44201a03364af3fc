/* sampan ticket: the complaints and what happened to them. */
#include "db/ticket.h"

#include <stdio.h>
#include <string.h>

#include "gateway/cli/cli.h"
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
                                     ticket->unit, opened, respond_by, ticket->msisdn,
                                     ticket->text});
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
    rc = ticket_list(cli->db, &(struct ticket_filter){.state = options.state, .unit = options.unit},
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

static int show(struct cli *cli, const char *text)
{
    struct ticket ticket;
    char number[TICKET_NUMBER_SIZE], opened[CLI_TIME_SIZE], respond_by[CLI_TIME_SIZE];
    int rc;

    bare_number(text, number);
    rc = ticket_find(cli->db, number, &ticket);
    if (rc < 0)
        return cli_failed(cli, rc);
    if (rc == 0) {
        fprintf(stderr, "sampan ticket: there is no ticket %s%s\n", text,
                ticket_number_right(number) ? "" : " (and its check digit is wrong)");
        return EXIT_FAILED;
    }
    cli_time(cli, ticket.opened_at, opened);
    cli_time(cli, ticket.respond_by, respond_by);
    printf("Ticket      %s, %s\nFrom        %s\nOpened      %s\nRespond by  %s\n\n", ticket.number,
           ticket_state_names[ticket.state], ticket.msisdn, opened, respond_by);
    output_text(ticket.text);
    putchar('\n');
    rc = ticket_events(cli->db, ticket.id, print_event, cli);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

int cli_ticket(struct cli *cli, int argc, char **argv)
{
    if (argc >= 2 && strcmp(argv[1], "list") == 0)
        return list(cli, argc - 1, argv + 1);
    if (argc == 3 && strcmp(argv[1], "show") == 0)
        return show(cli, argv[2]);
    return cli_usage(cli, "say 'list' or 'show NUMBER'");
}
