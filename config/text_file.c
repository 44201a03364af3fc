#include "config/text_file.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "config/nearest.h"
#include "config/tree.h"

#define NAME_CHARACTERS "abcdefghijklmnopqrstuvwxyz_"

static int row_find(const struct text_table *table, const char *key)
{
    for (int id = 0; id < table->count; id++)
        if (strcmp(table->rows[id].key, key) == 0)
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

static void check_placeholders(const config_setting_t *setting, const struct text_row *row,
                               const char *path, struct problems *problems)
{
    const char *file = tree_file(setting, path);
    int line = config_setting_source_line(setting);
    const char *text = config_setting_get_string(setting);
    const char *allowed = row->placeholders;

    while (*(text += strcspn(text, "{}"))) {
        size_t size = strspn(text + 1, NAME_CHARACTERS);

        if (*text == '}' || text[size + 1] != '}') {
            problems_add(problems, file, line, row->key,
                         "has a brace without its partner at \"%.20s\"; write {name}", text);
            return;
        }
        if (!is_word_of(allowed, text + 1, size))
            problems_add(problems, file, line, row->key, "may not use {%.*s}; it may use %s",
                         (int)size, text + 1, *allowed ? allowed : "no placeholder");
        text += size + 2;
    }
}

static void read_text(const config_setting_t *setting, const struct text_row *row, const char *path,
                      texts_check *check, char **value, struct problems *problems)
{
    const char *file = tree_file(setting, path);
    int line = config_setting_source_line(setting);
    const char *text = config_setting_get_string(setting);

    if (text == NULL) {
        problems_add(problems, file, line, row->key, "is %s, must be text in quotes",
                     tree_type(setting));
        return;
    }
    if (*text == '\0')
        problems_add(problems, file, line, row->key, "is empty; a person would get nothing");
    check_placeholders(setting, row, path, problems);

    const char *reason = check ? check(text) : NULL;
    if (reason)
        problems_add(problems, file, line, row->key, "%s", reason);

    *value = strdup(text);
    if (*value == NULL)
        problems_add(problems, file, line, row->key, "%s", strerror(ENOMEM));
}

static void report_unknown(const config_setting_t *setting, const struct text_table *table,
                           const char *path, struct problems *problems)
{
    struct nearest nearest = {.word = config_setting_name(setting)};

    for (int id = 0; id < table->count; id++)
        nearest_offer(&nearest, table->rows[id].key);
    problems_add(problems, tree_file(setting, path), config_setting_source_line(setting),
                 nearest.word, "is not known%s%s%s", nearest.best ? "; did you mean " : "",
                 nearest.best ? nearest.best : "", nearest.best ? "?" : "");
}

/* Without it nobody can be answered; but where the house's language has it, better that than no
 * gateway. */
static void replace_missing(const struct text_row *row, const char *path, const char *fallback,
                            const char *code, char **value, struct problems *problems)
{
    const char *placeholders = *row->placeholders ? row->placeholders : "no placeholder";

    if (fallback)
        *value = strdup(fallback);
    if (*value)
        problems_warn(problems, path, 0, row->key,
                      "is missing and stays in the language \"%s\"; it may use %s", code,
                      placeholders);
    else
        problems_add(problems, path, 0, row->key, "is missing; it may use %s", placeholders);
}

static void read_root(const config_setting_t *root, const char *path,
                      const struct text_table *table, texts_check *check, char **values,
                      struct problems *problems)
{
    for (int i = 0; i < config_setting_length(root); i++) {
        const config_setting_t *setting = config_setting_get_elem(root, (unsigned)i);
        int id = row_find(table, config_setting_name(setting));

        if (id < 0)
            report_unknown(setting, table, path, problems);
        else
            read_text(setting, &table->rows[id], path, check, &values[id], problems);
    }
    for (int id = 0; id < table->count; id++)
        if (config_setting_get_member(root, table->rows[id].key) == NULL)
            replace_missing(&table->rows[id], path, table->fallback ? table->fallback[id] : NULL,
                            table->fallback_code, &values[id], problems);
}

int text_file_read(const char *path, const struct text_table *table, texts_check *check,
                   char **values, struct problems *problems)
{
    int before = problems->count;
    config_t tree;

    config_init(&tree);
    int rc = tree_read(&tree, path, problems);
    if (rc == 0)
        read_root(config_root_setting(&tree), path, table, check, values, problems);
    if (rc == 0 && problems->count > before) {
        text_file_close(table->count, values);
        rc = -EINVAL;
    }
    config_destroy(&tree);
    return rc;
}

void text_file_close(int count, char **values)
{
    for (int id = 0; id < count; id++) {
        free(values[id]);
        values[id] = NULL;
    }
}

static const char *field_value(const struct texts_field *fields, const char *name, size_t size)
{
    for (const struct texts_field *field = fields; field->name; field++)
        if (strlen(field->name) == size && strncmp(field->name, name, size) == 0)
            return field->value;
    return NULL;
}

int text_fill_in(const char *text, const struct texts_field *fields, char *ret, size_t size)
{
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
