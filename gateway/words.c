#include "gateway/words.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "config/lexicon.h"
#include "config/paths.h"
#include "db/catalogue.h"

static const char *add_phrase(void *vocabulary, const char *section, const char *key,
                              const char *phrase)
{
    return vocabulary_add_language(vocabulary, section, key, phrase);
}

/* People write Indonesian even where the answers are in another language. */
static int load_lexicon(const struct config *config, struct vocabulary *vocabulary,
                        struct problems *problems)
{
    char name[32], path[PATH_MAX];

    snprintf(name, sizeof name, "lexicon.%s.conf", config->language);
    if (paths_file(config->texts, name, path, sizeof path) == 0 ||
        paths_file(config->texts, "lexicon.id.conf", path, sizeof path) == 0)
        return lexicon_load(path, add_phrase, vocabulary, problems);
    problems_add(problems, "lexicon.id.conf", 0, NULL,
                 "is neither in the folder of texts nor beside the program");
    return -EINVAL;
}

int words_check(const struct config *config, struct problems *problems)
{
    struct vocabulary *vocabulary;
    int rc = vocabulary_open(&vocabulary);

    if (rc < 0)
        return rc;
    rc = load_lexicon(config, vocabulary, problems);
    vocabulary_close(vocabulary);
    return rc;
}

static int add(struct vocabulary *vocabulary, const char *word, const char *code, bool group)
{
    struct subject subject = {.group = group};
    int rc;

    snprintf(subject.code, sizeof subject.code, "%s", code);
    rc = vocabulary_add(vocabulary, word, &subject);
    return rc == -EINVAL ? 0 : rc;
}

static int add_alias(const void *row, void *context)
{
    const struct catalogue_alias *alias = row;
    int rc;

    if (alias->kind != CATALOGUE_UNIT)
        return add(context, alias->word, alias->code, alias->kind == CATALOGUE_GROUP);
    rc = vocabulary_add_unit(context, alias->word, alias->code);
    return rc == -EINVAL ? 0 : rc;
}

static int add_unit(const void *row, void *context)
{
    const struct catalogue_unit *unit = row;
    int rc = vocabulary_add_unit(context, unit->code, unit->code);

    return rc == -EINVAL ? 0 : rc;
}

static int add_service(const void *row, void *context)
{
    const struct catalogue_service *service = row;

    return add(context, service->code, service->code, false);
}

static int add_group(const void *row, void *context)
{
    const struct catalogue_group *group = row;

    return add(context, group->code, group->code, true);
}

static int add_name(const void *row, void *context)
{
    const struct catalogue_service *service = row;
    struct subject subject = {.group = false};
    int rc;

    snprintf(subject.code, sizeof subject.code, "%s", service->code);
    rc = vocabulary_add_name(context, service->name, &subject);
    return rc == -EINVAL ? 0 : rc;
}

static int add_catalogue(struct db *db, struct vocabulary *vocabulary)
{
    int rc = catalogue_aliases(db, add_alias, vocabulary);

    if (rc >= 0)
        rc = catalogue_units(db, add_unit, vocabulary);
    if (rc >= 0)
        rc = catalogue_services(db, add_service, vocabulary);
    if (rc >= 0)
        rc = catalogue_groups(db, add_group, vocabulary);
    if (rc >= 0)
        rc = catalogue_services(db, add_name, vocabulary);
    return rc;
}

int words_load(struct db *db, const struct config *config, struct vocabulary **ret)
{
    struct problems problems = {0};
    struct vocabulary *vocabulary;
    int rc = vocabulary_open(&vocabulary);

    if (rc < 0)
        return rc;
    rc = load_lexicon(config, vocabulary, &problems);
    problems_clear(&problems);
    if (rc >= 0)
        rc = add_catalogue(db, vocabulary);
    for (int i = 0; rc >= 0 && i < config->modem_count; i++)
        rc = vocabulary_add_own_number(vocabulary, config->modems[i].number);
    if (rc < 0) {
        vocabulary_close(vocabulary);
        return rc;
    }
    vocabulary_answer_foreign(vocabulary, config->answer_foreign);
    *ret = vocabulary;
    return 0;
}
