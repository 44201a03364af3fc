#include "gateway/words.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include "config/lexicon.h"
#include "config/paths.h"
#include "db/catalogue.h"

static const char *add_phrase(void *vocabulary, const char *section, const char *key,
                              const char *phrase)
{
    return vocabulary_add_language(vocabulary, section, key, phrase);
}

static bool find_file(const char *folder, const char *language, char *ret, size_t size)
{
    int length = snprintf(ret, size, "%s/lexicon.%s.conf", folder, language);

    return length > 0 && (size_t)length < size && access(ret, R_OK) == 0;
}

/* People write Indonesian even where the answers are in another language. */
static int load_lexicon(const struct config *config, struct vocabulary *vocabulary,
                        struct problems *problems)
{
    char folder[PATH_MAX - 64], path[PATH_MAX];

    if ((config->texts[0] && (find_file(config->texts, config->language, path, sizeof path) ||
                              find_file(config->texts, "id", path, sizeof path))) ||
        (paths_data(folder, sizeof folder) == 0 &&
         (find_file(folder, config->language, path, sizeof path) ||
          find_file(folder, "id", path, sizeof path))))
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

    return alias->kind == CATALOGUE_UNIT
               ? 0
               : add(context, alias->word, alias->code, alias->kind == CATALOGUE_GROUP);
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
