/* sampan send: one SMS of the operator's to one person. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "db/guard.h"
#include "db/journal.h"
#include "db/person.h"
#include "gateway/cli/cli.h"
#include "gateway/desk/post.h"
#include "gateway/program.h"
#include "gateway/reply/gsm7.h"
#include "gateway/reply/segment.h"
#include "parser/msisdn.h"

static bool is_ours(const struct config *config, const char *msisdn)
{
    for (int i = 0; i < config->modem_count; i++)
        if (strcmp(config->modems[i].number, msisdn) == 0)
            return true;
    return false;
}

/* Why nothing may be sent to a number; NULL if it may. An errno in *rc if that is unknown. */
static const char *refusal(const struct cli *cli, const char *number, char msisdn[MSISDN_SIZE],
                           int *rc)
{
    enum msisdn_kind kind = msisdn_read(number, msisdn);

    *rc = 0;
    if (kind != MSISDN_MOBILE && kind != MSISDN_FOREIGN)
        return "this is no number of a mobile phone";
    if (kind == MSISDN_FOREIGN && !cli->config.answer_foreign)
        return "this is a number of another country (answer_foreign = false)";
    if (is_ours(&cli->config, msisdn))
        return "this is a SIM of ours";
    *rc = guard_is_blocked(cli->db, msisdn);
    if (*rc > 0)
        return "the number is blocked";
    if (*rc == 0 && (*rc = person_has_stopped(cli->db, msisdn)) > 0)
        return "this person sent STOP and wants answers only";
    return NULL;
}

/* The journal has neither the text nor the number. */
static int queue(struct cli *cli, const char *msisdn, const char *text)
{
    const struct post post = {cli->config.modems[0].name, msisdn, 0, OUTBOX_ANSWER, cli->now};
    int64_t person_id = person_get(cli->db, msisdn, cli->now);
    char actor[64], subject[32];
    int rc = person_id < 0 ? (int)person_id : post_text(cli->db, &post, text, cli->now);

    cli_actor(actor);
    snprintf(subject, sizeof subject, "person %lld", (long long)person_id);
    return rc < 0 ? rc : journal_add(cli->db, cli->now, actor, "message written", subject, "");
}

int cli_send(struct cli *cli, int argc, char **argv)
{
    char msisdn[MSISDN_SIZE], text[OUTBOX_TEXT_SIZE];
    const char *why;
    int segments, rc;

    if (argc != 3 || argv[2][0] == '\0')
        return cli_usage(cli, "say which number, and the text in quotation marks");
    gsm7_transliterate(argv[2], text, sizeof text);
    segments = segment_count(text);
    why = refusal(cli, argv[1], msisdn, &rc);
    if (!why && segments > cli->config.max_segments)
        why = "the text is longer than max_segments allows";
    if (why) {
        fprintf(stderr, "sampan send: %s: %s\n", argv[1], why);
        return EXIT_FAILED;
    }
    if (rc == 0)
        rc = db_begin(cli->db);
    if (rc == 0)
        rc = db_end(cli->db, queue(cli, msisdn, text));
    if (rc < 0)
        return cli_failed(cli, rc);
    printf("Queued: %d SMS to %s\n", segments, msisdn);
    return EXIT_FINE;
}
