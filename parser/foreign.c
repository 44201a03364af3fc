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
