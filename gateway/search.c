#include "gateway/search.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "parser/msisdn.h"

/* A number within a text, as people write it: without the sign, from 0 or from 62. */
static void add_number(struct search_query *query)
{
    const char *digits = query->msisdn + 1;

    if (strncmp(digits, "62", 2) == 0)
        snprintf(query->words, sizeof query->words, "\"%s\" OR \"0%s\"", digits, digits + 2);
    else
        snprintf(query->words, sizeof query->words, "\"%s\"", digits);
}

/* One word in quotation marks, in which FTS5 sees no commands. */
static void add_word(struct search_query *query, const char *word, size_t length)
{
    size_t at = strlen(query->words);
    bool begins = length > 1 && word[length - 1] == '*';

    snprintf(query->words + at, sizeof query->words - at, "%s\"%.*s\"%s", at ? " " : "",
             (int)(begins ? length - 1 : length), word, begins ? "*" : "");
}

int search_read(const char *text, struct search_query *ret)
{
    struct search_query query = {.words = ""};
    char msisdn[MSISDN_SIZE];

    if (msisdn_read(text, msisdn) <= MSISDN_FIXED) {
        snprintf(query.msisdn, sizeof query.msisdn, "%s", msisdn);
        add_number(&query);
    }
    while (query.msisdn[0] == '\0' && *text && strlen(query.words) < sizeof query.words - 128) {
        size_t length = strcspn(text, " \t\n\"");

        if (length > 0 && length <= 100)
            add_word(&query, text, length);
        text += length + (text[length] != '\0');
    }
    if (query.words[0] == '\0')
        return -EINVAL;
    *ret = query;
    return 0;
}
