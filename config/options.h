/* Options: everything that sampan.conf may say, one row an option; loader, sample file and messages
 * all read these rows. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum option_type {
    OPTION_TEXT,   /* any text of min to max bytes without control characters */
    OPTION_REGEX,  /* a text that is a POSIX extended regular expression */
    OPTION_WORD,   /* min to max characters, each one of allowed */
    OPTION_CHOICE, /* one of the words of allowed, which are separated by spaces */
    OPTION_PHONE,  /* E.164: + and min to max digits */
    OPTION_INT,    /* min to max */
    OPTION_BOOL,   /* true or false */
    OPTION_LIST,   /* min to max groups, each read by MODEM_OPTIONS */
};

struct option {
    const char *key;
    enum option_type type;
    size_t offset; /* of the field in struct config or struct config_modem */
    size_t size;   /* of the field, in bytes, for texts with the final NUL */
    int min;
    int max;
    const char *allowed;  /* see the types; NULL where the type needs none */
    const char *fallback; /* the default, without quotes; NULL: the option is required */
    const char *example;  /* what the sample shows; NULL: the default */
    bool unique;          /* no two entries of the list may have the same */
    bool secret;          /* a wrong value is not repeated in messages and logs */
    const char *rule;     /* what is allowed, after "must be"; NULL: min, max and allowed say it */
    const char *help;     /* what it is for; lines separated by \n */
};

/* The options of the file, with offsets into struct config, and those of each entry of "modems",
 * with offsets into struct config_modem. Both end with a row whose key is NULL. */
extern const struct option OPTIONS[];
extern const struct option MODEM_OPTIONS[];

/* The row for key, NULL if there is none. */
const struct option *option_find(const struct option *table, const char *key);

/* What is allowed, in words that follow "must be", such as "1 to 14". Fills ret, cut to size. */
void option_rule(const struct option *option, char *ret, size_t size);

/* Whether value keeps to the row, for texts of every kind. The default is always right. */
bool option_text_fits(const struct option *option, const char *value);

/* Write every default of table into the struct at base; required fields become "" or 0. */
void options_set_defaults(const struct option *table, void *base);
