/* Tree: libconfig's parser and its errors. */
#include "config/tree.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

/* libconfig ends the whole program when reading fails half-way, as it does on a folder. */
static int open_plain(const char *path, FILE **ret)
{
    struct stat status;
    FILE *file = fopen(path, "re");

    if (file == NULL)
        return -errno;
    if (fstat(fileno(file), &status) == 0 && S_ISDIR(status.st_mode)) {
        fclose(file);
        return -EISDIR;
    }
    *ret = file;
    return 0;
}

static void report_syntax(const config_t *tree, const char *path, struct problems *problems)
{
    const char *file = config_error_file(tree);
    const char *text = config_error_text(tree);
    /* The parser stops where it lost the thread, which is often after the mistake. */
    bool vague = strcmp(text, "syntax error") == 0;

    problems_add(problems, file ? file : path, config_error_line(tree), NULL, "%s%s", text,
                 vague ? "; look here and at the line before for a missing ; \" ) or }" : "");
}

int tree_read(config_t *tree, const char *path, struct problems *problems)
{
    FILE *file = NULL;
    int rc = open_plain(path, &file);

    if (rc < 0) {
        problems_add(problems, path, 0, NULL, "cannot be read: %s", strerror(-rc));
        return -EINVAL;
    }
    if (config_read(tree, file) != CONFIG_TRUE) {
        report_syntax(tree, path, problems);
        rc = -EINVAL;
    }
    fclose(file);
    return rc;
}

const char *tree_file(const config_setting_t *setting, const char *path)
{
    const char *file = config_setting_source_file(setting);
    return file ? file : path;
}

const char *tree_type(const config_setting_t *setting)
{
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_INT:
    case CONFIG_TYPE_INT64:
        return "a number";
    case CONFIG_TYPE_FLOAT:
        return "a decimal number";
    case CONFIG_TYPE_BOOL:
        return "true or false";
    case CONFIG_TYPE_STRING:
        return "text in quotes";
    case CONFIG_TYPE_GROUP:
        return "a group";
    case CONFIG_TYPE_ARRAY:
        return "an array";
    case CONFIG_TYPE_LIST:
        return "a list";
    default:
        return "nothing";
    }
}
