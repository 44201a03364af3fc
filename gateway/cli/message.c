/* sampan message: the log of what came in, how it was understood, and what was answered. */
#include "gateway/cli/message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/inbox.h"
#include "db/outbox.h"
#include "gateway/cli/follow.h"
#include "gateway/cli/search.h"
#include "gateway/program.h"

int message_print_row(const void *row, void *context)
{
    const struct inbox_message *message = row;
    struct message_listing *listing = context;
    char id[24], received[CLI_TIME_SIZE];

    snprintf(id, sizeof id, "%lld", (long long)message->id);
    cli_time(listing->cli, message->received_at, received);
    output_row(&listing->output,
               (const char *const[]){id, received, cli_number(message->secret, message->sender),
                                     message->intent, message->arguments, message->match,
                                     message->state, message->text});
    return 0;
}

void message_begin(struct message_listing *listing, enum output_format format)
{
    static const char *const columns[] = {"id",    "received", "sender", "intent", "arguments",
                                          "match", "state",    "text",   NULL};
    static const int widths[] = {6, 16, 15, 8, 12, 5, 8, 0};

    output_begin(&listing->output, format, columns, widths);
}

/* 'list', or 'follow'. */
static int list(struct cli *cli, int argc, char **argv)
{
    struct cli_list_options options;
    struct message_listing listing = {.cli = cli};
    struct inbox_filter filter;
    int rc = cli_list_options(cli, argc, argv, &options);

    if (rc == 0)
        rc = cli_check_choice(cli, "--state", options.state, inbox_state_names, INBOX_STATES);
    if (rc != 0)
        return rc;
    filter = (struct inbox_filter){.since = options.since,
                                   .sender = options.number[0] ? options.number : NULL,
                                   .intent = options.intent,
                                   .state = options.state,
                                   .not_understood = options.not_understood};
    if (strcmp(argv[0], "follow") == 0)
        return cli_follow(cli, &filter, options.format);
    message_begin(&listing, options.format);
    rc = inbox_list(cli->db, &filter, message_print_row, &listing);
    output_end(&listing.output);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

struct answers {
    const struct cli *cli;
    const struct inbox_message *to;
};

static int print_answer(const void *row, void *context)
{
    const struct outbox_message *answer = row;
    const struct answers *answers = context;
    char at[CLI_TIME_SIZE];

    cli_time(answers->cli, answer->changed_at, at);
    printf("\nAnswer to   %s by %s\nState       %s since %s, %d of %d SMS sent, taken %d "
           "times%s%s\n\n",
           cli_number(answers->to->secret, answer->recipient), answer->bearer,
           outbox_state_names[answer->state], at, answer->segments_sent, answer->segments,
           answer->attempts, answer->reason[0] ? ": " : "", answer->reason);
    output_text(answer->text);
    return 0;
}

static int show(struct cli *cli, const char *argument)
{
    struct inbox_message message;
    struct answers answers = {cli, &message};
    char received[CLI_TIME_SIZE], sent[CLI_TIME_SIZE];
    int rc = inbox_get(cli->db, strtoll(argument, NULL, 10), &message);

    if (rc < 0)
        return cli_failed(cli, rc);
    if (rc == 0) {
        fprintf(stderr, "sampan message: there is no message %s\n", argument);
        return EXIT_FAILED;
    }
    cli_time(cli, message.received_at, received);
    cli_time(cli, message.sent_at, sent);
    printf(
        "Message     %lld from %s by %s\nSent        %s (by the network's clock)\nReceived    %s\n"
        "Understood  %s %s (%s)\nState       %s%s%s\n\n",
        (long long)message.id, cli_number(message.secret, message.sender), message.bearer, sent,
        received, message.intent, message.arguments, message.match, message.state,
        message.reason[0] ? ": " : "", message.reason);
    output_text(message.text);
    rc = outbox_answers(cli->db, message.id, print_answer, &answers);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

/* As the modem had it: what decodes PDUs elsewhere may make something of it. Its digits are no
 * numbers of persons and are not masked. */
static int print_corrupt(const void *row, void *context)
{
    const struct inbox_corrupt *corrupt = row;
    struct message_listing *listing = context;
    char id[24], received[CLI_TIME_SIZE];

    snprintf(id, sizeof id, "%lld", (long long)corrupt->id);
    cli_time(listing->cli, corrupt->received_at, received);
    output_row(&listing->output,
               (const char *const[]){id, received, corrupt->bearer, corrupt->pdu});
    return 0;
}

static int list_corrupt(struct cli *cli, int argc, char **argv)
{
    static const char *const columns[] = {"id", "received", "modem", "pdu", NULL};
    static const int widths[] = {6, 16, 12, 0};
    struct cli_list_options options;
    struct message_listing listing = {.cli = cli};
    int rc = cli_list_options(cli, argc, argv, &options);

    if (rc != 0)
        return rc;
    output_begin(&listing.output, options.format, columns, widths);
    listing.output.unmasked = true;
    rc = inbox_list_corrupt(cli->db, print_corrupt, &listing);
    output_end(&listing.output);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

int cli_message(struct cli *cli, int argc, char **argv)
{
    if (argc >= 2 && (strcmp(argv[1], "list") == 0 || strcmp(argv[1], "follow") == 0))
        return list(cli, argc - 1, argv + 1);
    if (argc >= 2 && strcmp(argv[1], "search") == 0)
        return cli_search_messages(cli, argc - 1, argv + 1);
    if (argc == 3 && strcmp(argv[1], "show") == 0)
        return show(cli, argv[2]);
    if (argc >= 2 && strcmp(argv[1], "corrupt") == 0)
        return list_corrupt(cli, argc - 1, argv + 1);
    return cli_usage(cli, "say 'list', 'follow', 'search WORDS', 'show ID' or 'corrupt'");
}
