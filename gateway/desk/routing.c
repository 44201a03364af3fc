#include "gateway/desk/routing.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "db/catalogue.h"
#include "db/route.h"
#include "parser/fold.h"

#define NAME_WORDS_MAX 4 /* "dinas pekerjaan umum" */
#define ENDING_MAX     3 /* "lampunya" is lampu */
#define LOOKED_AT_MAX  60

/* The words of a text, folded and cut apart. */
struct text {
    char folded[INBOX_TEXT_SIZE];
    const char *word[LOOKED_AT_MAX];
    int count;
};

static void cut(const char *from, struct text *ret)
{
    char *rest, *word;

    ret->count = 0;
    fold(from, ret->folded, sizeof ret->folded);
    rest = ret->folded;
    while (ret->count < LOOKED_AT_MAX && (word = strsep(&rest, " ")) != NULL)
        if (*word)
            ret->word[ret->count++] = word;
}

/* A code is a name, too. Returns 1, 0 or an errno. */
static int unit_of_code(struct db *db, const char *word, char ret[TICKET_UNIT_SIZE])
{
    struct catalogue_unit unit;
    char code[TICKET_UNIT_SIZE];
    size_t length = 0;
    int rc;

    for (; length < sizeof code - 1 && word[length]; length++)
        code[length] = (char)toupper((unsigned char)word[length]);
    code[length] = '\0';
    rc = catalogue_unit(db, code, &unit);
    if (rc > 0)
        strcpy(ret, code);
    return rc;
}

/* The unit whose name begins at a word, the longest one. Returns 1, 0 or an errno. */
static int unit_at(struct db *db, const struct text *text, int first, char ret[TICKET_UNIT_SIZE])
{
    for (int count = NAME_WORDS_MAX; count > 0; count--) {
        char name[128] = "";
        int rc;

        if (first + count > text->count)
            continue;
        for (int i = 0; i < count; i++)
            snprintf(name + strlen(name), sizeof name - strlen(name), "%s%s", i ? " " : "",
                     text->word[first + i]);
        rc = catalogue_alias_owner(db, name, true, ret);
        if (rc == 0 && count == 1)
            rc = unit_of_code(db, name, ret);
        if (rc != 0)
            return rc;
    }
    return 0;
}

int routing_unit(struct db *db, const char *words, char ret[TICKET_UNIT_SIZE])
{
    struct text text;
    char code[TICKET_UNIT_SIZE];
    int rc;

    snprintf(code, sizeof code, "%.*s", (int)strcspn(words, " "), words);
    rc = unit_of_code(db, code, ret);
    if (rc != 0)
        return rc;
    cut(words, &text);
    return unit_at(db, &text, 0, ret);
}

/* "50rb" is rb, too. */
static const char *without_amount(const char *word)
{
    const char *rest = word + strspn(word, "0123456789");

    return *rest ? rest : word;
}

/* Whether all of some words stand in the text; how many they are in *count. */
static bool has_all(const struct text *text, const char *words, int *count)
{
    char list[ROUTE_WORDS_SIZE], *rest = list, *word;

    snprintf(list, sizeof list, "%s", words);
    while ((word = strsep(&rest, " ")) != NULL) {
        bool found = *word == '\0';

        for (int i = 0; i < text->count && !found; i++) {
            const char *said = without_amount(text->word[i]);

            found =
                strncmp(said, word, strlen(word)) == 0 && strlen(said) <= strlen(word) + ENDING_MAX;
        }
        if (!found)
            return false;
        *count += *word != '\0';
    }
    return true;
}

struct search {
    const struct text *text;
    struct route best;
    int words; /* of the best one, 0 for none */
};

static int look_at(const void *row, void *context)
{
    const struct route *route = row;
    struct search *search = context;
    int count = 0;

    if (!has_all(search->text, route->words, &count) ||
        !has_all(search->text, route->place, &count))
        return 0;
    if (route->always < search->best.always ||
        (route->always == search->best.always && count <= search->words))
        return 0;
    search->best = *route;
    search->words = count;
    return 0;
}

/* The first unit that is named anywhere in the text and is not except. */
static int find_accused(struct db *db, const struct text *text, const char *except,
                        char ret[TICKET_UNIT_SIZE])
{
    char unit[TICKET_UNIT_SIZE];

    for (int i = 0; i < text->count; i++) {
        int rc = unit_at(db, text, i, unit);

        if (rc < 0)
            return rc;
        if (rc > 0 && strcmp(unit, except) != 0) {
            strcpy(ret, unit);
            return 1;
        }
    }
    return 0;
}

int routing_choose(struct desk *desk, struct ticket *ticket)
{
    struct text text;
    struct search search = {.text = &text};
    char named[TICKET_UNIT_SIZE] = "";
    int rc;

    cut(ticket->text, &text);
    rc = unit_at(desk->db, &text, 0, named);
    if (rc >= 0)
        rc = route_list(desk->db, look_at, &search);
    if (rc < 0)
        return rc;
    if (search.words > 0 && search.best.always) {
        strcpy(ticket->unit, search.best.unit);
        rc = find_accused(desk->db, &text, ticket->unit, ticket->accused);
        return rc < 0 ? rc : 1;
    }
    strcpy(ticket->unit, named[0]           ? named
                         : search.words > 0 ? search.best.unit
                                            : desk->config->desk_unit);
    return 0;
}
