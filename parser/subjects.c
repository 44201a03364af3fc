/* Which of the services that may be meant is meant; where none is sure, which to offer. */
#include <string.h>

#include "parser/fold.h"
#include "parser/understanding.h"

#define PARTIAL_SURE 0.62f /* share of a phrase that is enough, if nothing else comes near */
#define CLEARLY      1.25f
#define SAME         1.02f

static void add_subject(struct request *request, const struct subject *subject)
{
    if (request->subjects < REQUEST_SUBJECTS_MAX)
        request->subject[request->subjects++] = *subject;
}

static void add_candidate(struct request *request, const struct subject *subject)
{
    for (int i = 0; i < request->candidates; i++)
        if (strcmp(request->candidate[i].code, subject->code) == 0)
            return;
    if (request->candidates < REQUEST_CANDIDATES_MAX)
        request->candidate[request->candidates++] = *subject;
}

/* "dan", a comma or a '/' somewhere between two sets of words. */
static bool are_joined(const struct understanding *u, unsigned long long a, unsigned long long b)
{
    unsigned long long only_a = a & ~b, only_b = b & ~a;
    int from, to;

    if (!only_a || !only_b)
        return false;
    from = __builtin_ctzll(only_a | only_b);
    to = 63 - __builtin_clzll(only_a | only_b);
    for (int i = from + 1; i <= to && i < u->reading.count; i++)
        if (u->reading.item[i].joined || (u->reading.item[i].roles & ROLE_JOINER))
            return true;
    return false;
}

/* Of equals, a service before a group: "pindah" is a service, though "pindahan" is a group. */
static const struct service_match *choose_best(const struct understanding *u)
{
    const struct service_match *best = &u->matches.match[0];

    for (int i = 1; i < u->matches.count && best->subject->group; i++) {
        const struct service_match *match = &u->matches.match[i];
        if (match->coverage >= 1 && match->score * SAME >= best->score && !match->subject->group)
            best = match;
    }
    return best;
}

/* Two services that fit equally well: better ask. */
static bool is_tied(const struct understanding *u, const struct service_match *best)
{
    for (int i = 0; i < u->matches.count; i++) {
        const struct service_match *match = &u->matches.match[i];
        if (match != best && match->coverage >= 1 && !match->subject->group &&
            !best->subject->group && match->score * SAME >= best->score &&
            match->alias == best->alias && !are_joined(u, match->places, best->places))
            return true;
    }
    return false;
}

/* Whether a match has a word of its own that tells: "bikin" of "bikin ktp" does not make it another
 * service than "ktp hilang". */
static bool adds_much(const struct understanding *u, unsigned long long places)
{
    for (int i = 0; i < u->reading.count && i < 64; i++)
        if ((places >> i & 1) && !(u->reading.item[i].roles & ROLE_LIGHT))
            return true;
    return false;
}

/* "syarat siri" is no question about SIPI. Words of the language that say little alone ("kartu
 * baru") are no slip. */
static bool is_shaky(const struct understanding *u, const struct service_match *best)
{
    if (!best->shaky)
        return false;
    for (int i = 0; i < u->reading.count && i < 64; i++)
        if ((best->places >> i & 1) && u->reading.item[i].how == HOW_SLIP)
            return true;
    return false;
}

static void add_joined(const struct understanding *u, const struct service_match *best,
                       struct request *ret)
{
    unsigned long long taken = best->places;

    for (int i = 0; i < u->matches.count; i++) {
        const struct service_match *match = &u->matches.match[i];
        if (match == best || match->coverage < 1 || !match->alias ||
            !adds_much(u, match->places & ~taken) || !are_joined(u, best->places, match->places))
            continue;
        add_subject(ret, match->subject);
        taken |= match->places;
    }
}

/* "SYARAT KTB": what is spelt like an unknown word. */
static void offer_resembling(const struct understanding *u, struct request *ret)
{
    const struct subject *subject[REQUEST_CANDIDATES_MAX];

    for (int i = 0; i < u->reading.count; i++) {
        const struct item *item = &u->reading.item[i];
        int count;

        if (item->number || (item->word != WORD_NONE && !(item->roles & ROLE_FIRM)))
            continue;
        count =
            services_resembling(vocabulary_services(u->vocabulary), vocabulary_words(u->vocabulary),
                                item->text, subject, REQUEST_CANDIDATES_MAX);
        for (int j = 0; j < count; j++)
            add_candidate(ret, subject[j]);
    }
}

static void offer_partial(const struct understanding *u, struct request *ret)
{
    const struct service_match *first = &u->matches.match[0];
    const struct service_match *second = u->matches.count > 1 ? first + 1 : NULL;

    if (u->matches.count > 0 && first->coverage >= PARTIAL_SURE && !first->subject->group &&
        !first->shaky && (!second || first->score > second->score * CLEARLY)) {
        add_subject(ret, first->subject);
        ret->match = MATCH_FUZZY;
        return;
    }
    for (int i = 0; i < u->matches.count; i++)
        add_candidate(ret, u->matches.match[i].subject);
    offer_resembling(u, ret);
}

/* What follows the keyword is a name as it stands in the catalogue. */
static bool choose_exact(const struct understanding *u, struct request *ret)
{
    char folded[REQUEST_TEXT_SIZE];
    const struct subject *subject;

    if (u->command < INTENT_SYARAT || u->command > INTENT_DASAR)
        return false;
    fold(rest_after(u, u->command_place), folded, sizeof folded);
    subject = vocabulary_find(u->vocabulary, folded);
    if (subject)
        add_subject(ret, subject);
    return subject != NULL;
}

void choose_subjects(const struct understanding *u, struct request *ret)
{
    const struct service_match *best;

    if (choose_exact(u, ret))
        return;

    if (u->matches.count == 0 || u->matches.match[0].coverage < 1) {
        offer_partial(u, ret);
        return;
    }
    best = choose_best(u);
    if (is_tied(u, best) || is_shaky(u, best)) {
        for (int i = 0; i < u->matches.count && u->matches.match[i].coverage >= 1; i++)
            add_candidate(ret, u->matches.match[i].subject);
        return;
    }
    add_subject(ret, best->subject);
    if (best->bent)
        ret->match = MATCH_FUZZY;
    add_joined(u, best, ret);
}
