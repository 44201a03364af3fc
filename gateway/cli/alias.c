/* sampan service alias: what people write becomes a name of a service. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "db/catalogue_history.h"
#include "db/inbox.h"
#include "db/journal.h"
#include "gateway/cli/cli.h"
#include "gateway/program.h"
#include "gateway/words.h"
#include "parser/fold.h"
#include "parser/request.h"

#define SAMPLE_NUMBER "+6281234567890" /* whoever asks: the words are the same */

static int refuse(const char *word, const char *reason, const char *whose)
{
    fprintf(stderr, "sampan service: \"%s\" %s%s%s\n", word, reason, whose[0] ? " " : "", whose);
    return EXIT_FAILED;
}

/* Whether the words already say something else: a command, a greeting, a topic. */
static const char *meaning_of(const struct vocabulary *vocabulary, const char *word)
{
    static struct request request;
    const struct request_input input = {.text = word, .sender = SAMPLE_NUMBER};
    enum intent intent = keyword_find(word);

    if (intent != INTENT_UNKNOWN)
        return intent_names[intent];
    request_parse(vocabulary, &input, &request);
    intent = request.intent[0];
    if (intent == INTENT_UNKNOWN || request.subjects > 0 || request.candidates > 0 ||
        (intent <= INTENT_DASAR ? request.text[0] != '\0' : request.match != MATCH_EXACT))
        return NULL;
    return intent_names[intent];
}

/* Returns EXIT_FINE if the word is free, else says whose it is. */
static int check_free(const struct vocabulary *vocabulary, const char *word, const char *code)
{
    const struct subject *subject = vocabulary_find(vocabulary, word);
    const char *meaning = meaning_of(vocabulary, word);

    if (word[0] == '\0')
        return refuse(word, "has neither letters nor digits", "");
    if (subject && strcmp(subject->code, code) == 0)
        return refuse(word, "is a name of it already:", code);
    if (subject)
        return refuse(word, subject->group ? "belongs to the group" : "belongs to the service",
                      subject->code);
    if (meaning)
        return refuse(word, "is a command word and means", meaning);
    return EXIT_FINE;
}

static int store(struct cli *cli, enum catalogue_kind kind, const char *code, const char *word)
{
    static struct catalogue_record was;
    char actor[64], subject[64];
    int rc = db_begin(cli->db);

    if (rc < 0)
        return rc;
    cli_actor(actor);
    snprintf(subject, sizeof subject, "%s %s", catalogue_kind_names[kind], code);
    rc = catalogue_read(cli->db, kind, code, &was);
    if (rc > 0)
        rc = catalogue_history_keep(cli->db, cli->now, actor, kind, code, &was);
    if (rc >= 0)
        rc = catalogue_add_alias(cli->db, kind, code, word);
    if (rc == 0)
        rc = journal_add(cli->db, cli->now, actor, "alias added", subject, word);
    if (rc == 0)
        rc = catalogue_changed(cli->db);
    return db_end(cli->db, rc);
}

struct gain {
    const struct vocabulary *vocabulary;
    const char *code;
    int caught, all;
};

static int count_caught(const void *row, void *context)
{
    static struct request request;
    const struct inbox_message *message = row;
    const struct request_input input = {.text = message->text, .sender = message->sender};
    struct gain *gain = context;
    bool caught = false;

    request_parse(gain->vocabulary, &input, &request);
    for (int i = 0; i < request.subjects; i++)
        caught = caught || strcmp(request.subject[i].code, gain->code) == 0;
    gain->all++;
    gain->caught += caught;
    if (caught) {
        printf("  %lld  ", (long long)message->id);
        output_text(message->text);
    }
    return 0;
}

/* What else of the messages that were not understood would be understood now. */
static int tell_gain(struct cli *cli, const char *code)
{
    struct vocabulary *vocabulary;
    struct gain gain = {.code = code};
    int rc = words_load(cli->db, &cli->config, &vocabulary);

    if (rc < 0)
        return rc;
    gain.vocabulary = vocabulary;
    rc = inbox_list(cli->db, &(struct inbox_filter){.not_understood = true}, count_caught, &gain);
    vocabulary_close(vocabulary);
    if (rc >= 0)
        printf("Of %d messages that were not understood, %d would now ask for %s.\n", gain.all,
               gain.caught, code);
    return rc;
}

/* Returns 1 and the kind, 0 if there is no such service or group, or an errno. */
static int find_kind(struct cli *cli, const char *code, enum catalogue_kind *ret)
{
    static struct catalogue_service service;
    static struct catalogue_group group;
    int rc = catalogue_service(cli->db, code, &service);

    *ret = CATALOGUE_SERVICE;
    if (rc == 0) {
        *ret = CATALOGUE_GROUP;
        rc = catalogue_group(cli->db, code, &group);
    }
    return rc;
}

int cli_alias(struct cli *cli, const char *code, const char *words)
{
    char word[CATALOGUE_NAME_SIZE];
    struct vocabulary *vocabulary;
    enum catalogue_kind kind;
    int rc = find_kind(cli, code, &kind), code_of_exit;

    if (rc == 0)
        return refuse(code, "is no service and no group", "");
    if (rc > 0)
        rc = words_load(cli->db, &cli->config, &vocabulary);
    if (rc < 0)
        return cli_failed(cli, rc);
    fold(words, word, sizeof word);
    code_of_exit = check_free(vocabulary, word, code);
    vocabulary_close(vocabulary);
    if (code_of_exit != EXIT_FINE)
        return code_of_exit;
    rc = store(cli, kind, code, word);
    if (rc < 0)
        return cli_failed(cli, rc);
    printf("\"%s\" is now a name of %s.\n", word, code);
    rc = tell_gain(cli, code);
    return rc < 0 ? cli_failed(cli, rc) : EXIT_FINE;
}
