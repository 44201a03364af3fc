/* sampan parse: how a text would be understood; nothing is stored or answered. */
#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/officer.h"
#include "gateway/cli/cli.h"
#include "gateway/program.h"
#include "gateway/words.h"
#include "parser/msisdn.h"
#include "parser/request.h"

#define SAMPLE_NUMBER "+6281234567890"

/* In TSV a line break is written \n and a tab \t. */
static void unescape(char *text)
{
    char *to = text;

    for (; *text; text++) {
        if (text[0] == '\\' && (text[1] == 'n' || text[1] == 't' || text[1] == '\\')) {
            text++;
            *to++ = *text == 'n' ? '\n' : *text == 't' ? '\t' : '\\';
        } else {
            *to++ = *text;
        }
    }
    *to = '\0';
}

static void put_escaped(const char *text)
{
    for (; *text; text++) {
        if (*text == '\n' || *text == '\t')
            fputs(*text == '\n' ? "\\n" : "\\t", stdout);
        else if (*text != '\r')
            putchar(*text);
    }
}

static void print_request(const struct request *request)
{
    char arguments[REQUEST_TEXT_SIZE];

    if (request->meant)
        printf("%s", intent_names[request->meant]);
    for (int i = 0; i < request->intents && !request->meant; i++)
        printf("%s%s", i ? "+" : "", intent_names[request->intent[i]]);
    putchar('\t');
    put_escaped(request_arguments(request, arguments, sizeof arguments));
    putchar('\n');
}

/* What the answer would be beside what is understood: sure, asked back, or with a question first.
 */
static void print_manner(const struct request *request)
{
    printf("  match: %s%s\n", match_names[request->match],
           request->meant     ? ", not acted upon: it must be written to the letter"
           : request->confirm ? ", to be confirmed"
                              : "");
    for (int i = 0; i < request->subjects; i++)
        for (int j = 0; j < request->intents; j++)
            if (request_asks(request, i, request->intent[j]))
                printf("  asks: %s %s\n", intent_names[request->intent[j]],
                       request->subject[i].code);
    for (int i = 0; i < request->candidates; i++)
        printf("  did you mean: %s\n", request->candidate[i].code);
}

static void print_step(void *context, const char *line)
{
    (void)context;
    printf("  %s\n", line);
}

static bool is_officer(struct db *db, const char *sender)
{
    struct officer officer;
    char msisdn[MSISDN_SIZE];

    msisdn_read(sender, msisdn);
    return officer_find(db, msisdn, &officer) > 0;
}

static void parse_one(struct db *db, const struct vocabulary *vocabulary, const char *text,
                      const char *sender, bool verbose)
{
    static const struct request_trace trace = {print_step, NULL};
    struct request_input input = {.text = text, .sender = sender, .trace = verbose ? &trace : NULL};
    struct request request;

    input.officer = is_officer(db, sender);

    request_parse(vocabulary, &input, &request);
    print_request(&request);
    if (verbose)
        print_manner(&request);
}

static void parse_lines(struct db *db, const struct vocabulary *vocabulary, bool verbose)
{
    char *line = NULL;
    size_t size = 0;

    while (getline(&line, &size, stdin) >= 0) {
        char *sender = strchr(line, '\t');

        line[strcspn(line, "\n")] = '\0';
        if (sender)
            *sender++ = '\0';
        unescape(line);
        parse_one(db, vocabulary, line, sender ? sender : SAMPLE_NUMBER, verbose);
    }
    free(line);
}

static int tell_mistakes(const struct cli *cli)
{
    struct problems problems = {0};

    words_check(&cli->config, &problems);
    problems_print(&problems, stderr);
    problems_clear(&problems);
    return EXIT_CONFIG;
}

int cli_parse(struct cli *cli, int argc, char **argv)
{
    static const struct option options[] = {{"tsv", no_argument, NULL, 't'},
                                            {"from", required_argument, NULL, 'f'},
                                            {"verbose", no_argument, NULL, 'v'},
                                            {0}};
    const char *sender = SAMPLE_NUMBER;
    struct vocabulary *vocabulary;
    bool tsv = false, verbose = false;
    int rc;

    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "v", options, NULL)) != -1;) {
        if (option == 't')
            tsv = true;
        else if (option == 'f')
            sender = optarg;
        else if (option == 'v')
            verbose = true;
        else
            return cli_usage(cli, "unknown option");
    }
    if (tsv ? optind < argc : optind != argc - 1)
        return cli_usage(cli, tsv ? "--tsv reads standard input" : "give one text, in quotes");
    rc = words_load(cli->db, &cli->config, &vocabulary);
    if (rc == -EINVAL)
        return tell_mistakes(cli);
    if (rc < 0)
        return cli_failed(cli, rc);
    if (tsv)
        parse_lines(cli->db, vocabulary, verbose);
    else
        parse_one(cli->db, vocabulary, argv[optind], sender, verbose);
    vocabulary_close(vocabulary);
    return EXIT_FINE;
}
