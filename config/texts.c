/* Texts: loaded whole or not at all, so that a reload can keep the old ones. */
#include "config/texts.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/paths.h"

static const struct text_row rows[TEXT_COUNT] = {
#define X(id, key, placeholders) {key, placeholders},
    TEXTS(X)
#undef X
};

static int load(const char *path, texts_check *check, const struct texts *fallback,
                struct texts *ret, struct problems *problems)
{
    const struct text_table table = {.rows = rows,
                                     .count = TEXT_COUNT,
                                     .fallback = fallback ? fallback->value : NULL,
                                     .fallback_code = fallback ? fallback->code : NULL};
    struct texts texts = {0};
    int rc = text_file_read(path, &table, check, texts.value, problems);

    if (rc == 0)
        *ret = texts;
    return rc;
}

int texts_load(const char *path, texts_check *check, struct texts *ret, struct problems *problems)
{
    return load(path, check, NULL, ret, problems);
}

/* Read one language, as the first or after the others. */
static int load_language(const char *folder, const char *code, texts_check *check,
                         struct texts *first, struct problems *problems)
{
    char name[32], path[PATH_MAX];
    struct texts *texts = calloc(1, sizeof *texts), **last = &first->next;
    int rc;

    snprintf(name, sizeof name, "texts.%s.conf", code);
    rc = paths_file(folder, name, path, sizeof path);
    if (rc < 0 || !texts) {
        problems_add(problems, name, 0, NULL,
                     "is neither in the folder of texts nor beside the program");
        free(texts);
        return -EINVAL;
    }
    rc = load(path, check, first->code[0] ? first : NULL, texts, problems);
    if (rc == 0)
        snprintf(texts->code, sizeof texts->code, "%s", code);
    if (rc == 0 && first->code[0]) {
        while (*last)
            last = &(*last)->next;
        *last = texts;
        return 0;
    }
    if (rc == 0)
        *first = *texts;
    free(texts);
    return rc;
}

/* Every file is read, so that the mistakes of all are told at once. */
int texts_load_languages(const char *folder, const char *codes, texts_check *check,
                         struct texts *ret, struct problems *problems)
{
    char list[128], *rest = list, *code;
    struct texts texts = {0};
    int rc = 0, failed = 0;

    snprintf(list, sizeof list, "%s", codes);
    while ((code = strsep(&rest, " ")) != NULL) {
        if (*code == '\0' || strcmp(texts_in(&texts, code)->code, code) == 0)
            continue;
        rc = load_language(folder, code, check, &texts, problems);
        if (rc < 0)
            failed = rc;
    }
    if (failed < 0)
        texts_close(&texts);
    else
        *ret = texts;
    return failed;
}

const struct texts *texts_in(const struct texts *texts, const char *code)
{
    for (const struct texts *one = texts; one; one = one->next)
        if (strcmp(one->code, code) == 0)
            return one;
    return texts;
}

void texts_close(struct texts *texts)
{
    if (texts == NULL)
        return;
    for (struct texts *one = texts->next, *next; one; one = next) {
        next = one->next;
        one->next = NULL;
        texts_close(one);
        free(one);
    }
    text_file_close(TEXT_COUNT, texts->value);
    *texts = (struct texts){0};
}

int texts_render(const struct texts *texts, enum text_id id, const struct texts_field *fields,
                 char *ret, size_t size)
{
    return text_fill_in(texts->value[id], fields, ret, size);
}
