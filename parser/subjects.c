/* Which of the services that may be meant is meant; where none is sure, which to offer. */
#include <string.h>

#include "parser/fold.h"
#include "parser/understanding.h"

#define PARTIAL_SURE 0.62f /* share of a phrase that is enough, if nothing else comes near */
#define CLEARLY      1.25f
#define SAME         1.02f
#define NEARLY       0.55f

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

#define PAPERS (ROLE_FILLER | ROLE_JOINER | ROLE_LIGHT | ROLE_ACT | ROLE_WISH | ROLE_ASKING)

/* "&", "+" or "/" stands before the word at place; a comma is less. */
static bool adds(const struct understanding *u, int place)
{
    const char *text = u->input->text;
    int from = place > 0 ? u->reading.item[place - 1].end : 0;

    for (int i = from; i < u->reading.item[place].start; i++)
        if (strchr("&+/", text[i]))
            return true;
    return false;
}

/* "visa" in "paspor, visa, skck": it does not end the list. */
static bool is_listed_word(const struct understanding *u, int place)
{
    const struct item *item = &u->reading.item[place];

    return (item->joined || (item[-1].roles & ROLE_JOINER)) && place + 1 < u->reading.count &&
           (item[1].joined || (item[1].roles & ROLE_JOINER));
}

/* Between the words at two places stands a joiner and nothing that starts another thought. */
static bool is_joined_at(const struct understanding *u, int from, int to, bool signs)
{
    bool joined = false;

    for (int i = from + 1; i <= to; i++) {
        const struct item *item = &u->reading.item[i];

        joined = joined || (item->roles & ROLE_JOINER) || (item->joined && (signs || adds(u, i)));
        if (i < to && !(item->roles & PAPERS) && !is_listed_word(u, i))
            return false;
    }
    return joined;
}

/* "ktp sama sim hilang": the words of one match stand beside those of another. */
static bool are_joined(const struct understanding *u, unsigned long long a, unsigned long long b,
                       bool signs)
{
    unsigned long long only_a = a & ~b, only_b = b & ~a;

    for (int i = 0, last = -1; i < u->reading.count && i < 64; i++) {
        if (!((only_a | only_b) >> i & 1))
            continue;
        if (last >= 0 && (only_a >> i & 1) != (only_a >> last & 1) &&
            is_joined_at(u, last, i, signs))
            return true;
        last = i;
    }
    return false;
}

/* Whether places have a word that tells and does not stand in others: "bikin" of "bikin ktp" does
 * not make it another service than "ktp hilang". */
static bool adds_much(const struct understanding *u, unsigned long long places,
                      unsigned long long others)
{
    for (int i = 0; i < u->reading.count && i < 64; i++)
        if ((places & ~others & 1ull << i) && !(u->reading.item[i].roles & ROLE_LIGHT) &&
            !is_said(u, u->reading.item[i].word, others))
            return true;
    return false;
}

/* Whether all words at places are said at others, too. */
static bool has_words(const struct understanding *u, unsigned long long places,
                      unsigned long long others)
{
    for (int i = 0; i < u->reading.count && i < 64; i++)
        if ((places >> i & 1) && !is_said(u, u->reading.item[i].word, others))
            return false;
    return true;
}

/* Of a group, the one service that is named by the group's words and more: "ktp ... yang hilang".
 */
static const struct service_match *member_of(const struct understanding *u,
                                             const struct service_match *group)
{
    const struct service_match *best = NULL;

    for (int i = 0; i < u->matches.count; i++) {
        const struct service_match *match = &u->matches.match[i];

        if (match->subject->group || match->coverage < 1 || match->shaky ||
            match->score < group->score * NEARLY || __builtin_popcountll(match->places) < 2 ||
            !has_words(u, group->places, match->places))
            continue;
        if (!best || match->score > best->score)
            best = match;
    }
    return best;
}

/* The first whole match, rather than an office where something is done. */
static const struct service_match *first_match(const struct understanding *u)
{
    for (int i = 0; i < u->matches.count && u->matches.match[i].coverage >= 1; i++)
        if (!is_only(u, u->matches.match[i].places, ROLE_OFFICE))
            return &u->matches.match[i];
    return &u->matches.match[0];
}

/* Of equals, a service before a group: "pindah" is a service, though "pindahan" is a group. */
static const struct service_match *choose_best(const struct understanding *u)
{
    const struct service_match *best = first_match(u), *member;

    if (!best->subject->group)
        return best;
    member = member_of(u, best);
    if (member)
        return member;
    for (int i = 0; i < u->matches.count; i++) {
        const struct service_match *match = &u->matches.match[i];
        if (match->coverage >= 1 && match->score * SAME >= best->score && !match->subject->group &&
            (match->places & best->places))
            return match;
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
            match->alias == best->alias && (match->places & best->places))
            return true;
    }
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

/* The services of one question, in the order in which they are said. */
struct list {
    const struct service_match *match[REQUEST_SUBJECTS_MAX];
    int count;
    unsigned long long places;
};

static int first_place(const struct service_match *match)
{
    return __builtin_ctzll(match->places);
}

static void put(struct list *list, const struct service_match *match)
{
    int at = list->count++;

    for (; at > 0 && first_place(match) < first_place(list->match[at - 1]); at--)
        list->match[at] = list->match[at - 1];
    list->match[at] = match;
    list->places |= match->places;
}

/* Nothing but names behind a keyword: "syarat skck, kk dan paspor", "biaya ktp kk". */
static bool is_bare_list(const struct understanding *u)
{
    unsigned long long places = places_of(u, 1u << PATTERN_COMMAND);

    for (int i = 0; i < u->matches.count && u->matches.match[i].coverage >= 1; i++)
        places |= u->matches.match[i].places;
    for (int i = 0; i < u->reading.count && i < 64; i++)
        if ((u->reading.item[i].roles & ROLE_JOINER) ||
            keyword_before_name(u->reading.item[i].text) != INTENT_UNKNOWN)
            places |= 1ull << i;
    return count_content(u, places) == 0;
}

/* "syarat ktp kk": nothing stands between names in a bare list; but an everyday word ("kk nikah
 * baru") is another service only right behind the keyword: "syarat sim skck". */
static bool is_listed(const struct understanding *u, const struct service_match *match,
                      bool everyday)
{
    return is_topic(u->command) && is_bare_list(u) &&
           (!everyday || match->places == 1ull << (u->command_place + 1));
}

/* "ktp dan kk": a group is added only where that is said in so many words, or in a list that is
 * ("ktp, kk dan paspor"). */
static bool is_further(const struct understanding *u, const struct list *list,
                       const struct service_match *match)
{
    bool everyday = is_only(u, match->places, ROLE_EVERYDAY | ROLE_OFFICE);
    bool signs = (!everyday && !match->subject->group) || list->count > 1 || is_bare_list(u);

    return match->coverage >= 1 && match->alias && !match->shaky &&
           !(match->subject->group && everyday) && adds_much(u, match->places, list->places) &&
           (is_listed(u, match, everyday) || are_joined(u, list->places, match->places, signs));
}

/* Each that is added may join a further one to the list. */
static void add_joined(const struct understanding *u, const struct service_match *best,
                       struct request *ret)
{
    struct list list = {0};

    put(&list, best);
    for (int i = 0; i < u->matches.count && list.count < REQUEST_SUBJECTS_MAX; i++)
        if (is_further(u, &list, &u->matches.match[i])) {
            put(&list, &u->matches.match[i]);
            i = -1;
        }
    for (int i = 0; i < list.count; i++)
        add_subject(ret, list.match[i]->subject);
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

    if (!is_topic(u->command))
        return false;
    fold(rest_after(u, u->command_place), folded, sizeof folded);
    subject = vocabulary_find(u->vocabulary, folded);
    if (subject)
        add_subject(ret, subject);
    return subject != NULL;
}

static bool is_chosen(const struct request *request, const struct subject *subject)
{
    for (int i = 0; i < request->subjects; i++)
        if (request->subject[i].group == subject->group &&
            strcmp(request->subject[i].code, subject->code) == 0)
            return true;
    return false;
}

unsigned long long places_of_subjects(const struct understanding *u, const struct request *request)
{
    unsigned long long places = 0;

    for (int i = 0; i < u->matches.count; i++)
        if (is_chosen(request, u->matches.match[i].subject))
            places |= u->matches.match[i].places;
    return places;
}

void choose_subjects(const struct understanding *u, struct request *ret)
{
    const struct service_match *best;

    ret->match = MATCH_FUZZY;
    if (choose_exact(u, ret)) {
        ret->match = MATCH_EXACT;
        return;
    }
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
    add_joined(u, best, ret);
}
