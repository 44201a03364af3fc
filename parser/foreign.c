/* What is said beside the name of a service and is no part of it. "SYARAT SIM" and "SYARAT SIM
 * TEMBAK" are two questions: where a word tells, the first is no answer to the second. */
#include <string.h>

#include "parser/understanding.h"

/* Words that say nothing about which paper it is. */
#define HARMLESS (ROLE_FILLER | ROLE_WISH | ROLE_OFFICE | ROLE_NUMERO | ROLE_BESIDE | ROLE_LIGHT)

/* What follows them, or in a sentence stands before them, is another thought. */
#define ANOTHER_THOUGHT (ROLE_JOINER | ROLE_PURPOSE | ROLE_ASIDE | ROLE_ASKING | ROLE_TAG)

#define PLACES 64

static bool is_other_word(const struct understanding *u, const struct request *request, int place)
{
    const struct item *item = &u->reading.item[place];

    if (item->number || (item->roles & HARMLESS))
        return false;
    /* "cetak" is done with every paper; "ubah", which the catalogue has, tells papers apart. */
    if ((item->roles & (ROLE_ACT | ROLE_PERSONAL)) && !(item->roles & ROLE_SERVICE))
        return false;
    for (int i = 0; i < request->subjects; i++)
        if (services_have_word(vocabulary_services(u->vocabulary), &request->subject[i],
                               item->word))
            return false;
    return true;
}

static bool is_boundary(const struct item *item)
{
    return item->parted || item->joined;
}

/* Walk from a name, over words that say nothing, until one tells or another thought begins. */
static bool is_followed(const struct understanding *u, const struct request *request,
                        unsigned long long known, int from)
{
    if (u->reading.item[from - 1].roles & ANOTHER_THOUGHT)
        return false; /* "datang dari" is a name, and what follows a place */
    for (int i = from; i < u->reading.count && i < PLACES; i++) {
        const struct item *item = &u->reading.item[i];

        if (is_boundary(item) || (item->roles & ANOTHER_THOUGHT) || (known >> i & 1))
            return false;
        if (is_other_word(u, request, i))
            return true;
        if (item->roles & ROLE_ACT)
            return false;
    }
    return false;
}

/* The same towards the beginning. */
static bool is_preceded(const struct understanding *u, const struct request *request,
                        unsigned long long known, int from)
{
    for (int i = from; i >= 0 && !(known >> i & 1); i--) {
        if (is_boundary(&u->reading.item[i + 1]) ||
            (u->reading.item[i].roles & (ANOTHER_THOUGHT | ROLE_ACT | ROLE_WISH)))
            return false;
        if (is_other_word(u, request, i))
            return true;
    }
    return false;
}

bool is_of_it(const struct item *item)
{
    size_t length = strlen(item->text);

    return length > 3 && strcmp(item->text + length - 3, "nya") == 0;
}

/* A word that is no part of the question and of no service that is named. */
static bool is_unknown(const struct understanding *u, const struct request *named, int place)
{
    unsigned kinds = 1u << PATTERN_TOPIC | 1u << PATTERN_HINT | 1u << PATTERN_COMMAND |
                     1u << PATTERN_PLACE | 1u << PATTERN_THANKS | 1u << PATTERN_GREETING |
                     1u << PATTERN_PROBLEM;

    return place < PLACES && !((places_of(u, kinds) | places_of_subjects(u, named)) >> place & 1) &&
           !(u->reading.item[place].roles & (ANOTHER_THOUGHT | ROLE_EVERYDAY)) &&
           !is_of_it(&u->reading.item[place]) && is_other_word(u, named, place);
}

/* Whether the first word that says something beside a keyword, one step at a time towards end, is
 * an unknown one. */
static bool leads_to_unknown(const struct understanding *u, const struct request *named, int place,
                             int step, int end)
{
    const struct item *item = u->reading.item;

    for (; place != end; place += step) {
        bool passed = item[place].roles & (ROLE_FILLER | ROLE_ASKING);

        if (step > 0 && is_boundary(&item[place]))
            return false;
        if (!passed || (item[place].roles & (ROLE_PURPOSE | ROLE_ASIDE)))
            return is_unknown(u, named, place);
        if (step < 0 && is_boundary(&item[place]))
            return false;
    }
    return false;
}

bool asks_for_unknown(const struct understanding *u, int from, int to)
{
    struct request named = {0};

    choose_subjects(u, &named);
    for (int i = 0; i < u->hits.count; i++) {
        const struct hit *hit = &u->hits.hit[i];

        if (hit->kind == PATTERN_COMMAND && is_topic((enum intent)hit->value) &&
            hit->first >= from && hit->last < to &&
            (leads_to_unknown(u, &named, hit->last + 1, 1, to) ||
             leads_to_unknown(u, &named, hit->first - 1, -1, from - 1)))
            return true;
    }
    return false;
}

/* "dan", "serta": but "nikah sama bule" is one thing. */
static bool is_and(const struct item *item)
{
    return strcmp(item->text, "dan") == 0 || strcmp(item->text, "serta") == 0 ||
           strcmp(item->text, "plus") == 0;
}

/* The place of a word that is joined to the word at place, before it (step -1) or behind it (1), as
 * "visa" in "paspor dan visa"; -1 if there is none. A comma joins only behind a keyword. */
static int joined_to(const struct understanding *u, int place, int step)
{
    const struct item *item = u->reading.item;
    int next = place + step;
    bool joined = false;

    for (; next >= 0 && next < u->reading.count && is_and(&item[next]); next += step)
        joined = true;
    if (next < 0 || next >= u->reading.count)
        return -1;
    return joined || (is_topic(u->command) && item[step > 0 ? next : place].joined) ? next : -1;
}

int find_joined_unknown(const struct understanding *u, const struct request *named)
{
    unsigned long long names = places_of_subjects(u, named);

    for (int i = 0; i < u->reading.count && i < PLACES; i++)
        for (int step = -1; step <= 1 && (names >> i & 1); step += 2) {
            int place = joined_to(u, i, step);

            if (place >= 0 && is_unknown(u, named, place))
                return place;
        }
    return -1;
}

bool is_another_paper(const struct understanding *u, const struct request *request)
{
    unsigned long long names = places_of_subjects(u, request);
    unsigned long long known =
        names |
        places_of(u, 1u << PATTERN_TOPIC | 1u << PATTERN_HINT | 1u << PATTERN_COMMAND |
                         1u << PATTERN_PLACE | 1u << PATTERN_THANKS | 1u << PATTERN_GREETING);

    if (!names)
        return false;
    for (int i = 0; i < u->reading.count && i < PLACES; i++)
        if ((names >> i & 1) && is_followed(u, request, known, i + 1))
            return true;
    return is_preceded(u, request, known, __builtin_ctzll(names) - 1);
}
