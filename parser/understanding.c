#include "parser/understanding.h"

#include <stdio.h>
#include <string.h>

#define LEAD_MAX   8 /* polite words before a command */
#define SEPARATORS " \t\r\n#:;,./-=>\""

void conclude(struct request *request, enum intent intent, enum match match)
{
    request->intents = 1;
    request->intent[0] = intent;
    request->match = match;
}

void add_intent(struct request *request, enum intent intent)
{
    for (int i = 0; i < request->intents; i++)
        if (request->intent[i] == intent)
            return;
    if (request->intents < REQUEST_INTENTS_MAX)
        request->intent[request->intents++] = intent;
}

bool is_topic(enum intent intent)
{
    return intent >= INTENT_SYARAT && intent <= INTENT_DASAR;
}

int count_hits(const struct understanding *u, enum pattern_kind kind)
{
    int count = 0;

    for (int i = 0; i < u->hits.count; i++)
        count += u->hits.hit[i].kind == kind;
    return count;
}

const struct hit *find_hit(const struct understanding *u, enum pattern_kind kind)
{
    for (int i = 0; i < u->hits.count; i++)
        if (u->hits.hit[i].kind == kind)
            return &u->hits.hit[i];
    return NULL;
}

bool has_role(const struct understanding *u, unsigned role)
{
    for (int i = 0; i < u->reading.count; i++)
        if (u->reading.item[i].roles & role)
            return true;
    return false;
}

bool asks(const struct understanding *u)
{
    int last = u->reading.count - 1;

    while (last > 0 && (u->reading.item[last].roles & ROLE_FILLER) &&
           !(u->reading.item[last].roles & ROLE_TAG))
        last--;
    return u->reading.question || has_role(u, ROLE_ASKING) ||
           (last > 0 && (u->reading.item[last].roles & ROLE_TAG));
}

bool are_spelt_right(const struct understanding *u, int first, int last)
{
    const struct words *words = vocabulary_words(u->vocabulary);

    for (int i = first; i <= last; i++)
        if (strcmp(u->reading.item[i].text, words_text(words, u->reading.item[i].word)) != 0)
            return false;
    return true;
}

enum match match_of(const struct understanding *u)
{
    return u->command_exact ? MATCH_EXACT : MATCH_FUZZY;
}

unsigned long long places_of(const struct understanding *u, unsigned kinds)
{
    unsigned long long places = 0;

    for (int i = 0; i < u->hits.count; i++)
        if (kinds >> u->hits.hit[i].kind & 1)
            places |= u->hits.hit[i].places;
    return places;
}

bool is_only(const struct understanding *u, unsigned long long places, unsigned role)
{
    for (int i = 0; i < u->reading.count && i < 64; i++)
        if ((places >> i & 1) && !(u->reading.item[i].roles & role))
            return false;
    return true;
}

bool is_said(const struct understanding *u, int word, unsigned long long places)
{
    for (int i = 0; i < u->reading.count && i < 64; i++)
        if ((places >> i & 1) && u->reading.item[i].word == word)
            return true;
    return false;
}

static unsigned long long polite_places(const struct understanding *u)
{
    return places_of(u, 1u << PATTERN_THANKS | 1u << PATTERN_GREETING);
}

int count_content(const struct understanding *u, unsigned long long places)
{
    unsigned long long left_out = places | polite_places(u);
    int count = 0;

    for (int i = 0; i < u->reading.count; i++)
        if (!(i < 64 && left_out >> i & 1) && !(u->reading.item[i].roles & ROLE_FILLER))
            count++;
    return count;
}

const char *rest_after(const struct understanding *u, int place)
{
    const char *rest = u->input->text + (place < 0 ? 0 : u->reading.item[place].end);

    return rest + strspn(rest, SEPARATORS);
}

/* The first word that is neither polite nor a wish, if it is a command. */
static void find_command(struct understanding *u)
{
    unsigned long long polite = polite_places(u);

    u->command = INTENT_UNKNOWN;
    u->command_place = -1;
    for (int i = 0; i < u->reading.count && i < LEAD_MAX; i++) {
        const struct item *item = &u->reading.item[i];

        for (int j = 0; j < u->hits.count; j++) {
            const struct hit *hit = &u->hits.hit[j];
            if (hit->kind != PATTERN_COMMAND || hit->first != i)
                continue;
            u->command = (enum intent)hit->value;
            u->command_place = hit->last;
            u->command_bent = item->how >= HOW_VOWELS;
            u->command_exact = are_spelt_right(u, hit->first, hit->last);
            return;
        }
        if (!(item->roles & (ROLE_FILLER | ROLE_WISH)) && !(polite >> i & 1))
            return;
    }
}

void understand(const struct vocabulary *vocabulary, const struct request_input *input,
                struct understanding *ret)
{
    int word[TOKENS_MAX];
    bool between[TOKENS_MAX];

    ret->vocabulary = vocabulary;
    ret->input = input;
    ret->command_bent = ret->command_exact = false;
    reading_read(vocabulary, input->text, &ret->reading);
    for (int i = 0; i < ret->reading.count; i++) {
        const struct item *item = &ret->reading.item[i];
        word[i] = item->word;
        between[i] = item->number || (item->roles & ROLE_FILLER);
    }
    patterns_find(vocabulary_patterns(vocabulary), word, between, ret->reading.count, &ret->hits);
    services_find(vocabulary_services(vocabulary), vocabulary_words(vocabulary), &ret->reading, 0,
                  ret->reading.count, &ret->matches);
    find_command(ret);
    explain_words(ret);
}
