#include "gateway/words.h"

#include <errno.h>
#include <stdio.h>

#include "db/catalogue.h"

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

int words_load(struct db *db, const struct config *config, struct vocabulary **ret)
{
    struct vocabulary *vocabulary;
    int rc = vocabulary_open(&vocabulary);

    if (rc < 0)
        return rc;
    rc = catalogue_aliases(db, add_alias, vocabulary);
    if (rc >= 0)
        rc = catalogue_services(db, add_service, vocabulary);
    if (rc >= 0)
        rc = catalogue_groups(db, add_group, vocabulary);
    for (int i = 0; rc >= 0 && i < config->modem_count; i++)
        rc = vocabulary_add_own_number(vocabulary, config->modems[i].number);
    if (rc < 0) {
        vocabulary_close(vocabulary);
        return rc;
    }
    *ret = vocabulary;
    return 0;
}
