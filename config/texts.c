/* Texts: loaded whole or not at all, so that a reload can keep the old ones. */
#include "config/texts.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/nearest.h"
#include "config/paths.h"
#include "config/tree.h"

#define NAME_CHARACTERS "abcdefghijklmnopqrstuvwxyz_"

static const struct {
    const char *key;
    const char *placeholders;
} rows[TEXT_COUNT] = {
#define X(id, key, placeholders) {key, placeholders},
    TEXTS(X)
#undef X
};

static int row_find(const char *key)
{
    for (int id = 0; id < TEXT_COUNT; id++)
        if (strcmp(rows[id].key, key) == 0)
            return id;
    return -1;
}

/* Whether the first size bytes of name are one of words, which are separated by spaces. */
static bool is_word_of(const char *words, const char *name, size_t size)
{
    for (const char *word = words; *word; word += strspn(word, " ")) {
        size_t length = strcspn(word, " ");
        if (length == size && strncmp(word, name, size) == 0)
            return true;
        word += length;
    }
    return false;
}

static void check_placeholders(const config_setting_t *setting, int id, const char *path,
                               struct problems *problems)
{
    const char *file = tree_file(setting, path);
    int line = config_setting_source_line(setting);
    const char *text = config_setting_get_string(setting);
    const char *allowed = rows[id].placeholders;

    while (*(text += strcspn(text, "{}"))) {
        size_t size = strspn(text + 1, NAME_CHARACTERS);

        if (*text == '}' || text[size + 1] != '}') {
            problems_add(problems, file, line, rows[id].key,
                         "has a brace without its partner at \"%.20s\"; write {name}", text);
            return;
        }
        if (!is_word_of(allowed, text + 1, size))
            problems_add(problems, file, line, rows[id].key, "may not use {%.*s}; it may use %s",
                         (int)size, text + 1, *allowed ? allowed : "no placeholder");
        text += size + 2;
    }
}

static void read_text(const config_setting_t *setting, int id, const char *path, texts_check *check,
                      struct texts *texts, struct problems *problems)
{
    const char *file = tree_file(setting, path);
    int line = config_setting_source_line(setting);
    const char *text = config_setting_get_string(setting);

    if (text == NULL) {
        problems_add(problems, file, line, rows[id].key, "is %s, must be text in quotes",
                     tree_type(setting));
        return;
    }
    if (*text == '\0')
        problems_add(problems, file, line, rows[id].key, "is empty; a person would get nothing");
    check_placeholders(setting, id, path, problems);

    const char *reason = check ? check(text) : NULL;
    if (reason)
        problems_add(problems, file, line, rows[id].key, "%s", reason);

    texts->value[id] = strdup(text);
    if (texts->value[id] == NULL)
        problems_add(problems, file, line, rows[id].key, "%s", strerror(ENOMEM));
}

static void report_unknown(const config_setting_t *setting, const char *path,
                           struct problems *problems)
{
    struct nearest nearest = {.word = config_setting_name(setting)};

    for (int id = 0; id < TEXT_COUNT; id++)
        nearest_offer(&nearest, rows[id].key);
    problems_add(problems, tree_file(setting, path), config_setting_source_line(setting),
                 nearest.word, "is not known%s%s%s", nearest.best ? "; did you mean " : "",
                 nearest.best ? nearest.best : "", nearest.best ? "?" : "");
}

/* Without it nobody can be answered; but where the house's language has it, better that than no
 * gateway. */
static void replace_missing(int id, const char *path, const struct texts *fallback,
                            struct texts *texts, struct problems *problems)
{
    const char *placeholders = *rows[id].placeholders ? rows[id].placeholders : "no placeholder";

    if (fallback)
        texts->value[id] = strdup(fallback->value[id]);
    if (texts->value[id])
        problems_warn(problems, path, 0, rows[id].key,
                      "is missing and stays in the language \"%s\"; it may use %s", fallback->code,
                      placeholders);
    else
        problems_add(problems, path, 0, rows[id].key, "is missing; it may use %s", placeholders);
}

static void read_root(const config_setting_t *root, const char *path, texts_check *check,
                      const struct texts *fallback, struct texts *texts, struct problems *problems)
{
    for (int i = 0; i < config_setting_length(root); i++) {
        const config_setting_t *setting = config_setting_get_elem(root, (unsigned)i);
        int id = row_find(config_setting_name(setting));

        if (id < 0)
            report_unknown(setting, path, problems);
        else
            read_text(setting, id, path, check, texts, problems);
    }
    for (int id = 0; id < TEXT_COUNT; id++)
        if (config_setting_get_member(root, rows[id].key) == NULL)
            replace_missing(id, path, fallback, texts, problems);
}

static int load(const char *path, texts_check *check, const struct texts *fallback,
                struct texts *ret, struct problems *problems)
{
    struct texts texts = {0};
    int before = problems->count;
    config_t tree;

    config_init(&tree);
    int rc = tree_read(&tree, path, problems);
    if (rc < 0)
        goto out;

    read_root(config_root_setting(&tree), path, check, fallback, &texts, problems);
    if (problems->count > before) {
        texts_close(&texts);
        rc = -EINVAL;
    } else {
        *ret = texts;
    }
out:
    config_destroy(&tree);
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
    for (int id = 0; id < TEXT_COUNT; id++)
        free(texts->value[id]);
    *texts = (struct texts){0};
}

static const char *field_value(const struct texts_field *fields, const char *name, size_t size)
{
    for (const struct texts_field *field = fields; field->name; field++)
        if (strlen(field->name) == size && strncmp(field->name, name, size) == 0)
            return field->value;
    return NULL;
}

int texts_render(const struct texts *texts, enum text_id id, const struct texts_field *fields,
                 char *ret, size_t size)
{
    const char *text = texts->value[id];
    size_t used = 0;

    while (*text) {
        const char *piece = text;
        size_t length = strcspn(text, "{");

        text += length;
        if (length == 0) {
            length = strcspn(text, "}") - 1;
            piece = field_value(fields, text + 1, length);
            assert(piece != NULL);
            text += length + 2;
            length = strlen(piece);
        }
        if (used + length >= size) {
            if (size > 0)
                *ret = '\0';
            return -ENOSPC;
        }
        memcpy(ret + used, piece, length);
        used += length;
    }
    if (size == 0)
        return -ENOSPC;
    ret[used] = '\0';
    return (int)used;
}
