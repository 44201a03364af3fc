/* sampan forget, sampan export-person: a person's right to be forgotten and to see what is held. */
#include <getopt.h>
#include <stdio.h>

#include "db/guard.h"
#include "db/journal.h"
#include "db/officer.h"
#include "db/person.h"
#include "db/retention.h"
#include "db/subject.h"
#include "gateway/cli/cli.h"
#include "gateway/program.h"
#include "parser/msisdn.h"

/* The journal says of which row it was, not of which number. */
static int note(struct cli *cli, const char *action, int64_t person_id, const char *detail)
{
    char actor[64], subject[32];

    cli_actor(actor);
    snprintf(subject, sizeof subject, "person %lld", (long long)person_id);
    return journal_add(cli->db, cli->now, actor, action, subject, detail);
}

static int forget(struct cli *cli, const char *msisdn, struct subject_forgotten *ret)
{
    char detail[128];
    int rc = subject_forget(cli->db, msisdn, cli->now, ret);

    if (rc < 0)
        return rc;
    snprintf(detail, sizeof detail, "%d messages, %d answers, %d tickets", ret->messages,
             ret->answers, ret->tickets);
    return note(cli, "person forgotten", ret->person_id, detail);
}

static void tell(struct cli *cli, const char *msisdn, const struct subject_forgotten *forgotten)
{
    printf("Forgotten: %d messages, %d answers; whose %d closed tickets were.\n",
           forgotten->messages, forgotten->answers, forgotten->tickets);
    if (forgotten->open_tickets > 0)
        printf("%d tickets are open and need the number. Do it again when they are closed.\n",
               forgotten->open_tickets);
    if (forgotten->waiting > 0)
        printf("%d messages are being answered or sent just now. Do it again in a minute.\n",
               forgotten->waiting);
    if (guard_is_blocked(cli->db, msisdn) > 0)
        printf("The number is blocked and stays so; 'sampan block remove' ends that.\n");
    printf("Backups still hold it: 'sampan backup --keep' lets them go in time.\n");
}

int cli_forget(struct cli *cli, int argc, char **argv)
{
    struct subject_forgotten forgotten;
    struct officer officer;
    char msisdn[MSISDN_SIZE];
    int rc;

    if (argc != 2 || msisdn_read(argv[1], msisdn) > MSISDN_FIXED)
        return cli_usage(cli, "say which phone number");
    rc = officer_find(cli->db, msisdn, &officer);
    if (rc > 0) {
        fprintf(stderr,
                "sampan forget: %s is the number of an officer, %s, who answers for what "
                "was done with it; 'sampan officer remove' first\n",
                msisdn, officer.name);
        return EXIT_FAILED;
    }
    if (rc == 0)
        rc = db_begin(cli->db);
    if (rc == 0)
        rc = db_end(cli->db, forget(cli, msisdn, &forgotten));
    if (rc < 0)
        return cli_failed(cli, rc);
    retention_scrub(cli->db);
    tell(cli, msisdn, &forgotten);
    return EXIT_FINE;
}

struct listing {
    struct cli *cli;
    struct output output;
};

static int print_item(const void *row, void *context)
{
    const struct subject_item *item = row;
    struct listing *listing = context;
    char at[CLI_TIME_SIZE];

    cli_time(listing->cli, item->at, at);
    output_row(&listing->output,
               (const char *const[]){at, item->kind, item->id, item->state, item->text});
    return 0;
}

static int export(struct cli *cli, const char *msisdn, enum output_format format)
{
    static const char *const columns[] = {"at", "kind", "id", "state", "text", NULL};
    static const int widths[] = {16, 8, 8, 12, 0};
    struct listing listing = {.cli = cli};
    int64_t person_id = person_find(cli->db, msisdn);
    int rc = person_id < 0 ? (int)person_id : db_begin(cli->db);

    if (rc == 0)
        rc = db_end(cli->db, note(cli, "person exported", person_id, ""));
    if (rc < 0)
        return cli_failed(cli, rc);
    output_begin(&listing.output, format, columns, widths);
    listing.output.unmasked = true;
    rc = subject_list(cli->db, msisdn, print_item, &listing);
    output_end(&listing.output);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}

int cli_export_person(struct cli *cli, int argc, char **argv)
{
    static const struct option options[] = {
        {"json", no_argument, NULL, 'j'}, {"csv", no_argument, NULL, 'c'}, {0}};
    enum output_format format = OUTPUT_TABLE;
    char msisdn[MSISDN_SIZE];

    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == 'j' || option == 'c')
            format = option == 'j' ? OUTPUT_JSON : OUTPUT_CSV;
        if (option == '?')
            return cli_usage(cli, "unknown option");
    }
    if (optind + 1 != argc || msisdn_read(argv[optind], msisdn) > MSISDN_FIXED)
        return cli_usage(cli, "say which phone number");
    return export(cli, msisdn, format);
}
