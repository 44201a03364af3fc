#include "config/lexicon.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "config/tree.h"

#define PHRASE_SIZE 128

struct walk {
    const char *path;
    lexicon_visit *visit;
    void *context;
    struct problems *problems;
};

static void report(const struct walk *walk, const config_setting_t *setting, const char *reason,
                   const char *phrase)
{
    const char *name = config_setting_name(setting);

    problems_add(walk->problems, tree_file(setting, walk->path),
                 (int)config_setting_source_line(setting), name, phrase ? "\"%s\" %s" : "%s%s",
                 phrase ? phrase : "", reason);
}

/* Each phrase of a list without the spaces around it. */
static void visit_phrases(const struct walk *walk, const char *section,
                          const config_setting_t *setting)
{
    const char *list = config_setting_get_string(setting), *key = config_setting_name(setting),
               *reason;
    char phrase[PHRASE_SIZE];

    while (*(list += strspn(list, ", \t\n"))) {
        size_t length = strcspn(list, ",");

        if (length >= sizeof phrase) {
            report(walk, setting, "has a phrase that is too long; is a comma missing?", NULL);
            return;
        }
        snprintf(phrase, sizeof phrase, "%.*s", (int)length, list);
        for (size_t end = length; end > 0 && strchr(" \t\n", phrase[end - 1]); end--)
            phrase[end - 1] = '\0';
        reason = walk->visit(walk->context, section, key, phrase);
        if (reason)
            report(walk, setting, reason, phrase);
        list += length;
    }
}

static void visit_section(const struct walk *walk, const config_setting_t *section)
{
    if (config_setting_is_group(section) != CONFIG_TRUE) {
        report(walk, section, "must be a section { ... }", NULL);
        return;
    }
    for (int i = 0; i < config_setting_length(section); i++) {
        const config_setting_t *setting = config_setting_get_elem(section, (unsigned)i);

        if (config_setting_get_string(setting))
            visit_phrases(walk, config_setting_name(section), setting);
        else
            report(walk, setting, "must be text in quotes: phrases separated by commas", NULL);
    }
}

/* Files are included from where the file itself lies, whatever the working directory is. */
static void set_include_folder(config_t *tree, const char *path)
{
    char folder[4096];
    char *slash;

    snprintf(folder, sizeof folder, "%s", path);
    slash = strrchr(folder, '/');
    if (!slash)
        return;
    *slash = '\0';
    config_set_include_dir(tree, folder);
}

int lexicon_load(const char *path, lexicon_visit *visit, void *context, struct problems *problems)
{
    struct walk walk = {path, visit, context, problems};
    int before = problems->count, rc;
    const config_setting_t *root;
    config_t tree;

    config_init(&tree);
    set_include_folder(&tree, path);
    rc = tree_read(&tree, path, problems);
    if (rc < 0)
        goto out;
    root = config_root_setting(&tree);
    for (int i = 0; i < config_setting_length(root); i++)
        visit_section(&walk, config_setting_get_elem(root, (unsigned)i));
    if (problems->count > before)
        rc = -EINVAL;
out:
    config_destroy(&tree);
    return rc;
}
