/* sampan replay: what would be answered differently by the present parser and catalogue. */
#include "gateway/replay.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "db/officer.h"
#include "gateway/cli/cli.h"
#include "gateway/cli/progress.h"
#include "gateway/csv.h"
#include "gateway/program.h"
#include "parser/keyword.h"
#include "parser/msisdn.h"

struct playing {
    struct cli *cli;
    struct replay replay;
    struct output output;
    struct progress progress;
    int messages, different, left_out;
    bool recorded_here; /* the answers are in the database, too */
    int column[6];      /* of a file: see columns_of_file */
};

/* Codes are masked in what was recorded, and who may what is not replayed. */
static bool is_left_out(struct playing *playing, const struct inbox_message *message)
{
    char msisdn[MSISDN_SIZE];
    struct officer officer;

    if (message->sender[0] == '\0' || strcmp(message->state, "waiting") == 0 ||
        intent_changes(intent_of_name(message->intent)))
        return true;
    msisdn_read(message->sender, msisdn);
    return officer_find(playing->cli->db, msisdn, &officer) > 0;
}

static int first_answer(const void *row, void *context)
{
    const struct outbox_message *answer = row;

    memcpy(context, answer->text, OUTBOX_TEXT_SIZE);
    return -ECANCELED;
}

/* Of what the catalogue says only: tickets and dates are others today. A notice stands behind the
 * answer and is not replayed. */
static bool answer_differs(struct playing *playing, const struct inbox_message *was,
                           const char *answer, char before[OUTBOX_TEXT_SIZE])
{
    static const char *const of_catalogue[] = {"SYARAT", "BIAYA", "LAMA",  "PROSEDUR",
                                               "DASAR",  "HASIL", "TEMPAT"};
    bool compared = false;

    before[0] = '\0';
    for (size_t i = 0; i < sizeof of_catalogue / sizeof of_catalogue[0]; i++)
        compared |= strcmp(was->intent, of_catalogue[i]) == 0;
    if (!compared || !playing->recorded_here)
        return false;
    outbox_answers(playing->cli->db, was->id, first_answer, before);
    return before[0] && strcmp(before, "-") != 0 && strncmp(before, answer, strlen(answer)) != 0;
}

static void tell(struct playing *playing, const struct inbox_message *message, const char *was,
                 const char *is)
{
    char id[24];

    snprintf(id, sizeof id, "%lld", (long long)message->id);
    output_row(&playing->output, (const char *const[]){id, message->text, was, is});
    playing->different++;
}

static int play(const void *row, void *context)
{
    const struct inbox_message *was = row;
    struct playing *playing = context;
    struct inbox_message is;
    char answer[OUTBOX_TEXT_SIZE], before[OUTBOX_TEXT_SIZE], understood[2][192];
    int rc;

    playing->messages++;
    progress_step(&playing->progress, playing->messages, 0);
    if (is_left_out(playing, was)) {
        playing->left_out++;
        return 0;
    }
    rc = replay_message(&playing->replay, was, &is, answer);
    if (rc < 0) {
        playing->left_out++;
        return db_is_trouble(rc) ? rc : 0;
    }
    snprintf(understood[0], sizeof understood[0], "%s %s", was->intent, was->arguments);
    snprintf(understood[1], sizeof understood[1], "%s %s", is.intent, is.arguments);
    if (strcmp(understood[0], understood[1]) != 0)
        tell(playing, was, understood[0], understood[1]);
    else if (answer_differs(playing, was, answer, before))
        tell(playing, was, before, answer);
    return 0;
}

/* The columns that 'sampan message list --csv' writes. */
static const char *const columns_of_file[] = {"id",     "received",  "sender",
                                              "intent", "arguments", "text"};

static const char *field(const struct playing *playing, const struct csv_row *row, int column)
{
    int at = playing->column[column];

    return at >= 0 && at < row->count ? row->field[at] : "";
}

static int read_header(struct playing *playing, const struct csv_row *row)
{
    for (int i = 0; i < 6; i++) {
        playing->column[i] = -1;
        for (int j = 0; j < row->count; j++)
            if (strcmp(row->field[j], columns_of_file[i]) == 0)
                playing->column[i] = j;
        if (playing->column[i] < 0)
            return -EINVAL;
    }
    return 0;
}

static int play_row(const struct csv_row *row, void *context)
{
    struct playing *playing = context;
    struct inbox_message message = {.id = row->line, .state = "answered"};

    if (playing->column[0] < 0)
        return read_header(playing, row);
    if (cli_read_time(playing->cli, field(playing, row, 1), &message.received_at) < 0)
        return -EINVAL;
    message.received_at += row->line % 60; /* the list has minutes only */
    message.sent_at = message.received_at;
    snprintf(message.sender, sizeof message.sender, "%s", field(playing, row, 2));
    snprintf(message.intent, sizeof message.intent, "%s", field(playing, row, 3));
    snprintf(message.arguments, sizeof message.arguments, "%s", field(playing, row, 4));
    snprintf(message.text, sizeof message.text, "%s", field(playing, row, 5));
    return play(&message, playing);
}

static int play_file(struct playing *playing, const char *path, struct problems *problems)
{
    struct csv csv;
    int rc = csv_open(path, &csv, problems);

    if (rc < 0)
        return rc;
    playing->column[0] = -1;
    rc = csv_walk(&csv, play_row, playing, problems);
    csv_close(&csv);
    if (rc == -EINVAL)
        problems_add(problems, path, 1, NULL,
                     "this is not what 'sampan message list --csv' writes");
    return rc;
}

struct options {
    const char *file, *catalogue;
    int64_t since;
    enum output_format format;
};

/* Mistakes of a file were told already. */
static int tell_failure(struct cli *cli, int rc, struct problems *problems)
{
    bool told = problems->count > 0;

    problems_clear(problems);
    return told ? EXIT_FAILED : cli_failed(cli, rc);
}

static int run(struct cli *cli, const struct options *options, const struct texts *texts)
{
    static const char *const columns[] = {"id", "text", "was", "is", NULL};
    static const int widths[] = {6, 32, 32, 0};
    struct playing playing = {.cli = cli, .recorded_here = !options->file};
    struct inbox_filter filter = {.since = options->since};
    struct problems problems = {0};
    int rc =
        replay_open(&playing.replay, cli->db, options->catalogue, &cli->config, texts, &problems);

    output_begin(&playing.output, options->format, columns, widths);
    progress_begin(&playing.progress, "Replaying");
    if (rc == 0)
        rc = options->file ? play_file(&playing, options->file, &problems)
                           : inbox_list(cli->db, &filter, play, &playing);
    progress_end(&playing.progress);
    output_end(&playing.output);
    replay_close(&playing.replay);
    problems_print(&problems, stderr);
    if (rc < 0)
        return tell_failure(cli, rc, &problems);
    problems_clear(&problems);
    fprintf(stderr, "%d messages, %d different; %d of officers, waiting or purged were left out\n",
            playing.messages, playing.different, playing.left_out);
    return EXIT_FINE;
}

int cli_replay(struct cli *cli, int argc, char **argv)
{
    static const struct option names[] = {{"since", required_argument, NULL, 's'},
                                          {"catalogue", required_argument, NULL, 'g'},
                                          {"json", no_argument, NULL, 'j'},
                                          {"csv", no_argument, NULL, 'c'},
                                          {0}};
    struct options options = {0};
    struct config config;
    struct texts texts;
    int code;

    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        if (option == 's' && cli_read_time(cli, optarg, &options.since) < 0)
            return cli_usage(cli, "--since: a date such as 2026-11-22 or \"2026-11-22 10:15\"");
        if (option == 'g')
            options.catalogue = optarg;
        if (option == 'j' || option == 'c')
            options.format = option == 'j' ? OUTPUT_JSON : OUTPUT_CSV;
        if (option == '?')
            return cli_usage(cli, "unknown option");
    }
    if (optind + 1 < argc)
        return cli_usage(cli, "too many arguments");
    options.file = argv[optind];
    code = program_load(cli->config_file, &config, &texts);
    if (code != EXIT_FINE)
        return code;
    code = run(cli, &options, &texts);
    texts_close(&texts);
    return code;
}
