#include "parser/services.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "parser/distance.h"

#define REACH       14    /* how far the words of a phrase may be from its most telling one */
#define GAP         0.03f /* what a filler between them costs; a strange word costs four times that */
#define REVERSED    0.97f
#define FAR         0.4f /* reversed, and other words between */
#define FAR_STRANGE 11
#define LIGHT       0.4f
#define PARTIAL_MIN 0.5f /* share of a phrase that makes it worth asking about */
#define NAME        0.8f
#define PURPOSE     0.75f
#define OBJECT      1.05f
#define EVERYDAY    0.75f /* "kawin" says less than "ktp" */

#define PURPOSE_REACH 2 /* how far "untuk" may be before a name */

struct phrase {
    int word[SERVICE_WORDS_MAX];
    int next[SERVICE_WORDS_MAX]; /* by word: the next phrase with it, as phrase * SERVICE_WORDS_MAX
                                    + place; -1 ends */
    int count, subject;
    bool alias;
};

struct services {
    struct phrase *phrases;
    int count, room;
    struct subject *subjects;
    int subject_count, subject_room;
    int *first,
        *subjects_of; /* by word number: first phrase with it, and in how many subjects it stands */
    int words;
};

int services_open(struct services **ret)
{
    *ret = calloc(1, sizeof **ret);
    return *ret ? 0 : -ENOMEM;
}

void services_close(struct services *services)
{
    if (!services)
        return;
    free(services->phrases);
    free(services->subjects);
    free(services->first);
    free(services->subjects_of);
    free(services);
}

static int reserve_words(struct services *services, int word)
{
    int more = (word + 1) * 2;
    int *first, *subjects_of;

    if (word < services->words)
        return 0;
    first = realloc(services->first, (size_t)more * sizeof *first);
    if (!first)
        return -ENOMEM;
    services->first = first;
    subjects_of = realloc(services->subjects_of, (size_t)more * sizeof *subjects_of);
    if (!subjects_of)
        return -ENOMEM;
    services->subjects_of = subjects_of;
    for (int i = services->words; i < more; i++) {
        first[i] = -1;
        subjects_of[i] = 0;
    }
    services->words = more;
    return 0;
}

static bool is_same_subject(const struct subject *a, const struct subject *b)
{
    return a->group == b->group && strcmp(a->code, b->code) == 0;
}

/* The number of a subject; those of one service come one after the other. */
static int put_subject(struct services *services, const struct subject *subject)
{
    for (int i = services->subject_count; i-- > 0;)
        if (is_same_subject(&services->subjects[i], subject))
            return i;
    if (services->subject_count == services->subject_room) {
        int room = services->subject_room ? services->subject_room * 2 : 64;
        struct subject *subjects = realloc(services->subjects, (size_t)room * sizeof *subjects);
        if (!subjects)
            return -ENOMEM;
        services->subjects = subjects;
        services->subject_room = room;
    }
    services->subjects[services->subject_count] = *subject;
    return services->subject_count++;
}

static bool stands_in(const struct services *services, int word, int subject)
{
    for (int at = services->first[word]; at >= 0;) {
        const struct phrase *phrase = &services->phrases[at / SERVICE_WORDS_MAX];
        if (phrase->subject == subject)
            return true;
        at = phrase->next[at % SERVICE_WORDS_MAX];
    }
    return false;
}

static int link_word(struct services *services, int number, int place)
{
    struct phrase *phrase = &services->phrases[number];
    int word = phrase->word[place];

    if (reserve_words(services, word) < 0)
        return -ENOMEM;
    if (!stands_in(services, word, phrase->subject))
        services->subjects_of[word]++;
    phrase->next[place] = services->first[word];
    services->first[word] = number * SERVICE_WORDS_MAX + place;
    return 0;
}

int services_add(struct services *services, const struct subject *subject, const int *word,
                 int count, bool alias)
{
    int number = put_subject(services, subject), rc = 0;
    struct phrase *phrase;

    if (number < 0)
        return number;
    if (services->count == services->room) {
        int room = services->room ? services->room * 2 : 256;
        phrase = realloc(services->phrases, (size_t)room * sizeof *phrase);
        if (!phrase)
            return -ENOMEM;
        services->phrases = phrase;
        services->room = room;
    }
    phrase = &services->phrases[services->count++];
    memset(phrase, 0, sizeof *phrase);
    phrase->subject = number;
    phrase->alias = alias;
    for (int i = 0; rc == 0 && i < count && phrase->count < SERVICE_WORDS_MAX; i++) {
        phrase->word[phrase->count++] = word[i];
        rc = link_word(services, services->count - 1, phrase->count - 1);
    }
    return rc;
}

/* A search over one text. */
struct search {
    const struct services *services;
    const struct words *words;
    const struct reading *reading;
    int from, to; /* places looked at */
    struct service_matches *matches;
};

/* How telling a word is: the fewer services it stands for, the more. */
static float weight_of(const struct search *search, int word)
{
    float share =
        (float)(search->services->subject_count + 1) / (float)search->services->subjects_of[word];
    float weight = 1 + log2f(share);

    return words_roles(search->words, word) & ROLE_LIGHT ? weight * LIGHT : weight;
}

/* The nearest place of a word around at, -1 if there is none. */
static int find_near(const struct search *search, int word, int at, unsigned long long taken)
{
    for (int step = 1; step <= REACH; step++)
        for (int side = 1; side >= -1; side -= 2) {
            int place = at + step * side;
            if (place >= search->from && place < search->to &&
                search->reading->item[place].word == word && !(taken >> place & 1))
                return place;
        }
    return -1;
}

static int strange_words(const struct search *search, unsigned long long places)
{
    int first = __builtin_ctzll(places), last = 63 - __builtin_clzll(places), strange = 0;

    for (int i = first + 1; i < last; i++)
        if (!(places >> i & 1))
            strange += search->reading->item[i].roles & ROLE_FILLER ? 1 : 4;
    return strange;
}

static void keep(struct service_matches *matches, const struct service_match *match)
{
    int at = 0;

    for (int i = 0; i < matches->count; i++)
        if (matches->match[i].subject == match->subject) {
            bool better = match->coverage > matches->match[i].coverage ||
                          (match->coverage == matches->match[i].coverage &&
                           match->score > matches->match[i].score);
            if (!better)
                return;
            memmove(&matches->match[i], &matches->match[i + 1],
                    (size_t)(--matches->count - i) * sizeof *match);
            break;
        }
    while (at < matches->count) {
        const struct service_match *other = &matches->match[at];
        bool whole = match->coverage >= 1, other_whole = other->coverage >= 1;
        bool before = whole != other_whole ? whole : match->score > other->score;
        if (before)
            break;
        at++;
    }
    if (at == SERVICE_MATCHES_MAX)
        return;
    if (matches->count == SERVICE_MATCHES_MAX)
        matches->count--;
    memmove(&matches->match[at + 1], &matches->match[at],
            (size_t)(matches->count++ - at) * sizeof *match);
    matches->match[at] = *match;
}

#define BENT     0.6f /* of a word that was found by a slip: what is spelt right goes first */
#define FIRM_MIN 5    /* letters from which on a slip points to one word */

/* Whether a word of a text can be no other word: spelt right, long, or an abbreviation, which has
 * no vowels. */
static bool is_firm(const struct item *item)
{
    if (item->roles & ROLE_LIGHT)
        return false;
    return item->how < HOW_SLIP || strlen(item->text) >= FIRM_MIN || !strpbrk(item->text, "aiueo");
}

/* "nib untuk warung sembako": what follows says what the one before is wanted for. */
static bool is_purpose(const struct search *search, unsigned long long places)
{
    int first = __builtin_ctzll(places), last = 63 - __builtin_clzll(places), mark = -1;

    for (int i = last - 1; i >= 0 && i >= first - PURPOSE_REACH && mark < 0; i--)
        if ((search->reading->item[i].roles & ROLE_PURPOSE) && !(places >> i & 1))
            mark = i;
    for (int i = mark - 1; i >= 0 && i >= mark - REACH; i--)
        if ((search->reading->item[i].roles & (ROLE_SERVICE | ROLE_LIGHT)) == ROLE_SERVICE)
            return true;
    return false;
}

/* "bikin akta lahir": what something is done with. */
static bool is_object(const struct search *search, unsigned long long places)
{
    int first = __builtin_ctzll(places);

    return (search->reading->item[first].roles & ROLE_ACT) ||
           (first > 0 && (search->reading->item[first - 1].roles & ROLE_ACT));
}

/* Measure a phrase whose most telling word stands at a place of the text. */
static void measure(const struct search *search, const struct phrase *phrase, int telling, int at)
{
    struct service_match match = {.subject = &search->services->subjects[phrase->subject],
                                  .places = 1ull << at,
                                  .alias = phrase->alias,
                                  .shaky = true};
    float total = 0, found = 0, sure = 0;
    int previous = -1;
    bool reversed = false;

    for (int i = 0; i < phrase->count; i++) {
        float weight = weight_of(search, phrase->word[i]);
        int place = i == telling ? at : find_near(search, phrase->word[i], at, match.places);

        total += weight;
        if (place < 0)
            continue;
        found += weight;
        sure += search->reading->item[place].how == HOW_SLIP ? weight * BENT : weight;
        match.shaky = match.shaky && !is_firm(&search->reading->item[place]);
        match.places |= 1ull << place;
        match.bent = match.bent || search->reading->item[place].how >= HOW_VOWELS;
        reversed = reversed || place < previous;
        previous = place;
    }
    match.coverage = found / total;
    if (match.coverage > 0.999f)
        match.coverage = 1;
    if (match.coverage < PARTIAL_MIN)
        return;
    match.score = sure * match.coverage / (1 + GAP * (float)strange_words(search, match.places));
    if (is_purpose(search, match.places))
        match.score *= match.places & (match.places - 1) ? PURPOSE * PURPOSE : PURPOSE;
    if (phrase->count == 1 && (search->reading->item[at].roles & ROLE_EVERYDAY))
        match.score *= EVERYDAY;
    if (is_object(search, match.places))
        match.score *= OBJECT;
    if (reversed && strange_words(search, match.places) > FAR_STRANGE)
        match.score *= FAR;
    match.score *= (reversed ? REVERSED : 1) * (phrase->alias ? 1 : NAME);
    keep(search->matches, &match);
}

/* Each phrase is measured once: from its most telling word. */
static int telling_word(const struct search *search, const struct phrase *phrase)
{
    int telling = 0;
    float most = 0;

    for (int i = 0; i < phrase->count; i++) {
        float weight = weight_of(search, phrase->word[i]);
        if (weight > most) {
            most = weight;
            telling = i;
        }
    }
    return telling;
}

void services_find(const struct services *services, const struct words *words,
                   const struct reading *reading, int from, int to, struct service_matches *ret)
{
    struct search search = {services, words, reading, from, to < 64 ? to : 64, ret};

    ret->count = 0;
    for (int at = search.from; at < search.to; at++) {
        int word = reading->item[at].word;

        if (word < 0 || word >= services->words)
            continue;
        for (int link = services->first[word]; link >= 0;) {
            const struct phrase *phrase = &services->phrases[link / SERVICE_WORDS_MAX];
            int place = link % SERVICE_WORDS_MAX;

            if (telling_word(&search, phrase) == place)
                measure(&search, phrase, place, at);
            link = phrase->next[place];
        }
    }
}

bool services_have_word(const struct services *services, const struct subject *subject, int word)
{
    if (word < 0 || word >= services->words)
        return false;
    for (int i = 0; i < services->subject_count; i++)
        if (is_same_subject(&services->subjects[i], subject) && stands_in(services, word, i))
            return true;
    return false;
}

#define RESEMBLING 17 /* nearer than two wrong letters */

/* What is clearly farther than the nearest is not meant. */
static int drop_far(const int *costs, int count)
{
    while (count > 1 && costs[count - 1] > costs[0] + DISTANCE_LETTER / 2)
        count--;
    return count;
}

int services_resembling(const struct services *services, const struct words *words,
                        const char *word, const struct subject **ret, int max)
{
    int costs[8], count = 0;

    if (strlen(word) < 2)
        return 0;
    for (int i = 0; i < services->count && max <= 8; i++) {
        const struct phrase *phrase = &services->phrases[i];
        const struct subject *subject = &services->subjects[phrase->subject];
        int at, cost = phrase->count == 1 && phrase->alias
                           ? distance(word, words_text(words, phrase->word[0]), RESEMBLING)
                           : RESEMBLING + 1;
        bool known = cost > RESEMBLING;

        for (at = 0; at < count && !known; at++)
            known = ret[at] == subject;
        if (known)
            continue;
        for (at = 0; at < count && costs[at] <= cost; at++)
            ;
        if (at == max)
            continue;
        count += count < max;
        memmove(&ret[at + 1], &ret[at], (size_t)(count - at - 1) * sizeof *ret);
        memmove(&costs[at + 1], &costs[at], (size_t)(count - at - 1) * sizeof *costs);
        ret[at] = subject;
        costs[at] = cost;
    }
    return drop_far(costs, count);
}
