/* Options: the table, and what can be said of one row. */
#include "config/options.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/config.h"

#define FIELD(type, field)                                                                         \
    .offset = offsetof(struct type, field), .size = sizeof(((struct type *)0)->field)
#define LOWERCASE "abcdefghijklmnopqrstuvwxyz"
#define DIGITS    "0123456789"

const struct option OPTIONS[] = {
    {"node", OPTION_WORD, FIELD(config, node), .min = 2, .max = 2, .allowed = DIGITS,
     .example = "01", .rule = "exactly two digits, such as \"01\"",
     .help = "The first two digits of every ticket number.\n"
             "Each gateway of the regency has its own, so that no number is given out twice."},
    {"database", OPTION_TEXT, FIELD(config, database), .min = 1, .max = 255,
     .example = "/var/lib/sampan/sampan.db", .rule = "the path of a file, at most 255 bytes",
     .help = "The SQLite database: messages, tickets, catalogue. It is made at the first start."},
    {"texts", OPTION_TEXT, FIELD(config, texts), .min = 0, .max = 255, .fallback = "",
     .rule = "the path of a folder, at most 255 bytes",
     .help = "The folder of texts.<language>.conf, the sentences that people read on the phone.\n"
             "Empty: the folder that was installed with the programs."},
    {"language", OPTION_WORD, FIELD(config, language), .min = 2, .max = 7, .allowed = LOWERCASE,
     .fallback = "id", .rule = "2 to 7 lowercase letters, such as \"id\"",
     .help = "The language of the answers: \"id\" Indonesian, \"en\" English, or one of your own\n"
             "for which there is a file texts.<language>.conf."},
    {"regency", OPTION_TEXT, FIELD(config, regency), .min = 1, .max = 63,
     .fallback = "Pemerintah Kabupaten", .rule = "1 to 63 bytes of text",
     .help = "How the answers call the regency. Keep it short: every SMS has 160 characters."},
    {"timezone", OPTION_CHOICE, FIELD(config, timezone), .allowed = "WIB WITA WIT",
     .fallback = "WITA",
     .help = "The time zone of dates in answers: WIB is UTC+7, WITA UTC+8, WIT UTC+9."},
    {"response_days", OPTION_INT, FIELD(config, response_days), .min = 1, .max = 14,
     .fallback = "14",
     .help = "Days within which a complaint is answered; the receipt promises it to the villager.\n"
             "UU 25/2009 Art. 44(3) allows at most 14."},
    {"replies_per_hour", OPTION_INT, FIELD(config, replies_per_hour), .min = 1, .max = 1000,
     .fallback = "10",
     .help = "Answers that one number gets in an hour; then one notice, then silence.\n"
             "It ends a quarrel with a machine that answers our answers. Complaints are kept all "
             "the same."},
    {"answer_foreign", OPTION_BOOL, FIELD(config, answer_foreign), .fallback = "false",
     .help = "Whether numbers of other countries are answered: an SMS abroad costs several times "
             "as much."},
    {"question_timeout_s", OPTION_INT, FIELD(config, question_timeout_s), .min = 60, .max = 604800,
     .fallback = "86400",
     .help = "Seconds for which the gateway remembers what it asked (\"reply 1, 2 or 3\").\n"
             "86400 is a day."},
    {"modems", OPTION_LIST, .min = 1, .max = CONFIG_MODEMS_MAX,
     .help = "The GSM modems that bring and take the SMS: each in braces, commas between them."},
    {NULL},
};

const struct option MODEM_OPTIONS[] = {
    {"name", OPTION_WORD, FIELD(config_modem, name), .min = 1, .max = 31,
     .allowed = LOWERCASE DIGITS "-_", .example = "telkomsel", .unique = true,
     .rule = "1 to 31 lowercase letters, digits, - or _",
     .help = "A short name for logs and reports, often the operator's."},
    {"device", OPTION_TEXT, FIELD(config_modem, device), .min = 1, .max = 255,
     .example = "/dev/serial/by-id/usb-HUAWEI_Mobile-if00-port0", .unique = true,
     .rule = "the path of a device, at most 255 bytes",
     .help = "Where the modem is. A path below /dev/serial/by-id stays when cables are moved.\n"
             "For libgammu's dummy driver: a folder."},
    {"connection", OPTION_TEXT, FIELD(config_modem, connection), .min = 1, .max = 31,
     .fallback = "at",
     .rule = "1 to 31 bytes: one of libgammu's connections, such as \"at\" or \"at115200\"",
     .help = "libgammu's name of the connection, such as at, at115200, none (dummy driver)."},
    {"model", OPTION_TEXT, FIELD(config_modem, model), .min = 0, .max = 31, .fallback = "",
     .rule = "at most 31 bytes: one of libgammu's models, or \"\" to ask the modem",
     .help = "libgammu's name of the model, such as at or dummy. Empty: the modem is asked."},
    {"number", OPTION_PHONE, FIELD(config_modem, number), .min = 8, .max = 15,
     .example = "+6281200000001", .unique = true,
     .rule = "+ and 8 to 15 digits that begin with the country, such as \"+6281200000001\"",
     .help = "The phone number of the SIM in the modem. An SMS from it is never answered."},
    {"pin", OPTION_WORD, FIELD(config_modem, pin), .min = 4, .max = 8, .allowed = DIGITS,
     .fallback = "", .secret = true, .rule = "4 to 8 digits, or \"\" if the SIM asks for none",
     .help = "The SIM's PIN. Empty: the SIM asks for none."},
    {"poll_interval_ms", OPTION_INT, FIELD(config_modem, poll_interval_ms), .min = 10,
     .max = 600000, .fallback = "5000",
     .help = "Milliseconds between two looks at the modem for new SMS.\n"
             "Most modems also tell at once that one has come."},
    {NULL},
};

const struct option *option_find(const struct option *table, const char *key)
{
    for (const struct option *option = table; option->key; option++)
        if (strcmp(option->key, key) == 0)
            return option;
    return NULL;
}

void option_rule(const struct option *option, char *ret, size_t size)
{
    if (option->rule)
        snprintf(ret, size, "%s", option->rule);
    else if (option->type == OPTION_CHOICE)
        snprintf(ret, size, "one of %s", option->allowed);
    else if (option->type == OPTION_BOOL)
        snprintf(ret, size, "true or false");
    else if (option->type == OPTION_LIST)
        snprintf(ret, size, "a list of %d to %d groups: %s = ( { ... }, { ... } );", option->min,
                 option->max, option->key);
    else
        snprintf(ret, size, "%d to %d", option->min, option->max);
}

static bool is_choice(const char *choices, const char *value)
{
    size_t length = strlen(value);

    for (const char *word = choices; *word; word += strspn(word, " ")) {
        size_t size = strcspn(word, " ");
        if (size == length && strncmp(word, value, length) == 0)
            return true;
        word += size;
    }
    return false;
}

static bool is_printable(const char *value)
{
    for (; *value; value++)
        if (iscntrl((unsigned char)*value))
            return false;
    return true;
}

static bool is_length(const struct option *option, const char *value)
{
    size_t length = strlen(value);
    return length >= (size_t)option->min && length <= (size_t)option->max;
}

bool option_text_fits(const struct option *option, const char *value)
{
    if (strlen(value) >= option->size)
        return false;
    if (option->fallback && strcmp(option->fallback, value) == 0)
        return true;

    switch (option->type) {
    case OPTION_TEXT:
        return is_length(option, value) && is_printable(value);
    case OPTION_WORD:
        return is_length(option, value) && value[strspn(value, option->allowed)] == '\0';
    case OPTION_CHOICE:
        return is_choice(option->allowed, value);
    case OPTION_PHONE:
        return value[0] == '+' && is_length(option, value + 1) && value[1] != '0' &&
               value[1 + strspn(value + 1, DIGITS)] == '\0';
    case OPTION_INT:
    case OPTION_BOOL:
    case OPTION_LIST:
        break;
    }
    return false;
}

void options_set_defaults(const struct option *table, void *base)
{
    for (const struct option *option = table; option->key; option++) {
        char *field = (char *)base + option->offset;
        int number = option->fallback ? atoi(option->fallback) : 0;

        if (option->type == OPTION_LIST)
            continue;
        memset(field, 0, option->size);
        if (option->type == OPTION_INT)
            memcpy(field, &number, sizeof number);
        else if (option->type == OPTION_BOOL)
            *(bool *)field = strcmp(option->fallback, "true") == 0;
        else if (option->fallback)
            memcpy(field, option->fallback, strlen(option->fallback));
    }
}
