/* Configuration: libconfig reads the syntax; every key and value is then held against the table. */
#include "config/config.h"

#include <assert.h>
#include <errno.h>
#include <libconfig.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "config/nearest.h"
#include "config/options.h"
#include "config/tree.h"

#define KEY_SIZE  96
#define RULE_SIZE 160

/* Where we are: key is the path of the setting as it is told to people, such as modems[0].device.
 */
struct place {
    const char *path;
    char prefix[24];
    struct problems *problems;
};

#define REPORT(place, setting, key, ...)                                                           \
    problems_add((place)->problems, tree_file(setting, (place)->path),                             \
                 config_setting_source_line(setting), key, __VA_ARGS__)

static void place_key(const struct place *place, const char *name, char *ret)
{
    snprintf(ret, KEY_SIZE, "%s%.64s", place->prefix, name);
}

static void report_unknown(const struct place *place, const config_setting_t *setting,
                           const struct option *table)
{
    char key[KEY_SIZE];
    struct nearest nearest = {.word = config_setting_name(setting)};

    place_key(place, nearest.word, key);
    for (const struct option *option = table; option->key; option++)
        nearest_offer(&nearest, option->key);
    if (nearest.best)
        REPORT(place, setting, key, "is not known; did you mean %s?", nearest.best);
    else
        REPORT(place, setting, key, "is not known; see the sample file for all keys");
}

static void read_int(const struct place *place, const struct option *option,
                     const config_setting_t *setting, const char *key, void *base)
{
    char rule[RULE_SIZE];
    long long value = config_setting_get_int64(setting);
    int type = config_setting_type(setting);

    option_rule(option, rule, sizeof rule);
    if (type != CONFIG_TYPE_INT && type != CONFIG_TYPE_INT64) {
        REPORT(place, setting, key, "is %s, must be a whole number without quotes: %s",
               tree_type(setting), rule);
    } else if (value < option->min || value > option->max) {
        REPORT(place, setting, key, "is %lld, must be %s", value, rule);
    } else {
        int number = (int)value;
        memcpy((char *)base + option->offset, &number, sizeof number);
    }
}

static void read_bool(const struct place *place, const struct option *option,
                      const config_setting_t *setting, const char *key, void *base)
{
    if (config_setting_type(setting) != CONFIG_TYPE_BOOL)
        REPORT(place, setting, key, "is %s, must be true or false", tree_type(setting));
    else
        *(bool *)((char *)base + option->offset) = config_setting_get_bool(setting);
}

static void read_text(const struct place *place, const struct option *option,
                      const config_setting_t *setting, const char *key, void *base)
{
    char rule[RULE_SIZE];
    const char *value = config_setting_get_string(setting);

    option_rule(option, rule, sizeof rule);
    if (value == NULL)
        REPORT(place, setting, key, "is %s, must be text in quotes: %s", tree_type(setting), rule);
    else if (option_text_fits(option, value))
        memcpy((char *)base + option->offset, value, strlen(value) + 1);
    else if (option->secret)
        REPORT(place, setting, key, "must be %s", rule);
    else
        REPORT(place, setting, key, "is \"%.80s\", must be %s", value, rule);
}

static void read_option(const struct place *place, const struct option *option,
                        const config_setting_t *setting, void *base)
{
    char key[KEY_SIZE];

    place_key(place, option->key, key);
    if (option->type == OPTION_INT)
        read_int(place, option, setting, key, base);
    else if (option->type == OPTION_BOOL)
        read_bool(place, option, setting, key, base);
    else
        read_text(place, option, setting, key, base);
}

static void report_missing(const struct place *place, const config_setting_t *group,
                           const struct option *table)
{
    for (const struct option *option = table; option->key; option++) {
        bool required = option->fallback == NULL;
        char key[KEY_SIZE];
        char rule[RULE_SIZE];

        if (!required || config_setting_get_member(group, option->key))
            continue;
        place_key(place, option->key, key);
        option_rule(option, rule, sizeof rule);
        /* The root has no line of its own; a missing key belongs to the whole file. */
        problems_add(place->problems, tree_file(group, place->path),
                     config_setting_is_root(group) ? 0 : config_setting_source_line(group), key,
                     "is missing, must be %s", rule);
    }
}

static void read_modem(const struct place *place, const config_setting_t *group,
                       struct config_modem *ret)
{
    options_set_defaults(MODEM_OPTIONS, ret);
    for (int i = 0; i < config_setting_length(group); i++) {
        const config_setting_t *setting = config_setting_get_elem(group, (unsigned)i);
        const struct option *option = option_find(MODEM_OPTIONS, config_setting_name(setting));

        if (option)
            read_option(place, option, setting, ret);
        else
            report_unknown(place, setting, MODEM_OPTIONS);
    }
    report_missing(place, group, MODEM_OPTIONS);
}

/* Two modems must not be the same one. modems[last] is compared with those before it. */
static void check_unique(const struct place *place, const config_setting_t *group,
                         const struct config_modem *modems, int last)
{
    for (const struct option *option = MODEM_OPTIONS; option->key; option++) {
        const char *value = (const char *)&modems[last] + option->offset;
        char key[KEY_SIZE];

        /* Empty: it was missing or wrong, which has been said already. */
        if (!option->unique || *value == '\0')
            continue;
        place_key(place, option->key, key);
        for (int i = 0; i < last; i++) {
            if (strcmp(value, (const char *)&modems[i] + option->offset) == 0) {
                REPORT(place, config_setting_get_member(group, option->key), key,
                       "is \"%s\", which modems[%d] has too; each modem needs its own", value, i);
                break;
            }
        }
    }
}

static void read_modems(struct place *place, const struct option *option,
                        const config_setting_t *list, struct config *config)
{
    char rule[RULE_SIZE];
    int count = config_setting_length(list);

    option_rule(option, rule, sizeof rule);
    if (!config_setting_is_list(list)) {
        REPORT(place, list, option->key, "is %s, must be %s", tree_type(list), rule);
        return;
    }
    if (count < option->min || count > option->max)
        REPORT(place, list, option->key, "has %d entries, must be %s", count, rule);

    for (int i = 0; i < count && i < option->max; i++) {
        const config_setting_t *group = config_setting_get_elem(list, (unsigned)i);

        snprintf(place->prefix, sizeof place->prefix, "%s[%d]", option->key, i);
        if (!config_setting_is_group(group)) {
            REPORT(place, group, place->prefix, "is %s, must be a group: { name = ...; ... }",
                   tree_type(group));
            continue;
        }
        strcat(place->prefix, ".");
        read_modem(place, group, &config->modems[i]);
        check_unique(place, group, config->modems, i);
        config->modem_count = i + 1;
    }
    place->prefix[0] = '\0';
}

static void read_root(struct place *place, const config_setting_t *root, struct config *config)
{
    for (int i = 0; i < config_setting_length(root); i++) {
        const config_setting_t *setting = config_setting_get_elem(root, (unsigned)i);
        const struct option *option = option_find(OPTIONS, config_setting_name(setting));

        if (option == NULL)
            report_unknown(place, setting, OPTIONS);
        else if (option->type == OPTION_LIST)
            read_modems(place, option, setting, config);
        else
            read_option(place, option, setting, config);
    }
    report_missing(place, root, OPTIONS);
}

int config_load(const char *path, struct config *ret, struct problems *problems)
{
    struct place place = {.path = path, .problems = problems};
    struct config config = {0};
    int before = problems->count;
    config_t tree;

    config_init(&tree);
    int rc = tree_read(&tree, path, problems);
    if (rc < 0)
        goto out;

    options_set_defaults(OPTIONS, &config);
    read_root(&place, config_root_setting(&tree), &config);
    if (problems->count > before)
        rc = -EINVAL;
    else
        *ret = config;
out:
    config_destroy(&tree);
    return rc;
}

const char *config_path(const char *argument)
{
    const char *environment = getenv("SAMPAN_CONFIG");

    if (argument)
        return argument;
    if (environment && *environment)
        return environment;
    return "/etc/sampan/sampan.conf";
}

int config_utc_offset_s(const struct config *config)
{
    static const struct {
        const char *name;
        int hours;
    } zones[] = {{"WIB", 7}, {"WITA", 8}, {"WIT", 9}};

    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (strcmp(zones[i].name, config->timezone) == 0)
            return zones[i].hours * 3600;
    assert(!"a time zone that the table does not allow");
    return 0;
}
