#include "parser/patterns.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define WINDOW 5 /* how far the words of a pattern may be from its first one */
#define PLACES 64
#define CLOSE  3 /* how far each may be behind the one before, if their order counts */

struct pattern {
    enum pattern_kind kind;
    int value, size, next; /* next pattern with the same first word, -1 ends the chain */
    int word[PATTERN_WORDS_MAX];
    bool ordered;
};

struct patterns {
    struct pattern *patterns;
    int count, room;
    int *first; /* by word number: its first pattern, -1 if it has none */
    int words;
};

int patterns_open(struct patterns **ret)
{
    *ret = calloc(1, sizeof **ret);
    return *ret ? 0 : -ENOMEM;
}

void patterns_close(struct patterns *patterns)
{
    if (!patterns)
        return;
    free(patterns->patterns);
    free(patterns->first);
    free(patterns);
}

static int reserve_words(struct patterns *patterns, int word)
{
    int more = (word + 1) * 2;
    int *first;

    if (word < patterns->words)
        return 0;
    first = realloc(patterns->first, (size_t)more * sizeof *first);
    if (!first)
        return -ENOMEM;
    memset(first + patterns->words, 0xff, (size_t)(more - patterns->words) * sizeof *first);
    patterns->first = first;
    patterns->words = more;
    return 0;
}

int patterns_add(struct patterns *patterns, enum pattern_kind kind, int value, const int *word,
                 int count, bool ordered)
{
    struct pattern *pattern;

    if (patterns->count == patterns->room) {
        int room = patterns->room ? patterns->room * 2 : 256;
        pattern = realloc(patterns->patterns, (size_t)room * sizeof *pattern);
        if (!pattern)
            return -ENOMEM;
        patterns->patterns = pattern;
        patterns->room = room;
    }
    if (reserve_words(patterns, word[0]) < 0)
        return -ENOMEM;
    pattern = &patterns->patterns[patterns->count];
    memset(pattern, 0, sizeof *pattern);
    pattern->kind = kind;
    pattern->value = value;
    pattern->size = count;
    pattern->ordered = ordered;
    memcpy(pattern->word, word, (size_t)count * sizeof *word);
    pattern->next = patterns->first[word[0]];
    patterns->first[word[0]] = patterns->count++;
    return 0;
}

struct text {
    const int *word;
    const bool *between;
    int count;
};

/* The place of word that is nearest to at and not taken, -1 if none is within the window. */
static int find_near(const struct text *text, int wanted, int at, unsigned long long taken)
{
    for (int step = 1; step <= WINDOW; step++)
        for (int side = 1; side >= -1; side -= 2) {
            int place = at + step * side;
            if (place >= 0 && place < text->count && text->word[place] == wanted &&
                !(taken >> place & 1))
                return place;
        }
    return -1;
}

/* The place of word close behind at, -1 if it is not there. */
static int find_behind(const struct text *text, int wanted, int at)
{
    for (int place = at + 1; place <= at + CLOSE && place < text->count; place++) {
        if (text->word[place] == wanted)
            return place;
        if (!text->between[place])
            break;
    }
    return -1;
}

static bool find_at(const struct pattern *pattern, const struct text *text, int at, struct hit *ret)
{
    struct hit hit = {pattern->kind, pattern->value, pattern->size, at, at, 1ull << at};

    for (int i = 1; i < pattern->size; i++) {
        int place = pattern->ordered ? find_behind(text, pattern->word[i], hit.last)
                                     : find_near(text, pattern->word[i], at, hit.places);

        if (place < 0)
            return false;
        hit.places |= 1ull << place;
        hit.first = place < hit.first ? place : hit.first;
        hit.last = place > hit.last ? place : hit.last;
    }
    *ret = hit;
    return true;
}

static bool share_a_group(enum pattern_kind a, enum pattern_kind b)
{
    bool topics =
        (a == PATTERN_TOPIC || a == PATTERN_HINT) && (b == PATTERN_TOPIC || b == PATTERN_HINT);

    return a == b || topics;
}

/* The larger one says more; of equals the one whose words stand closer together. */
static bool says_more(const struct hit *hit, const struct hit *than)
{
    if (hit->size != than->size)
        return hit->size > than->size;
    return hit->last - hit->first < than->last - than->first;
}

/* Keep a hit unless one of its kind that has one of its words says more; others give way to it. */
static void keep(struct hits *hits, const struct hit *hit)
{
    int kept = 0;

    for (int i = 0; i < hits->count; i++)
        if (share_a_group(hits->hit[i].kind, hit->kind) && (hits->hit[i].places & hit->places) &&
            !says_more(hit, &hits->hit[i]))
            return;
    for (int i = 0; i < hits->count; i++) {
        const struct hit *other = &hits->hit[i];
        if (!(share_a_group(other->kind, hit->kind) && (other->places & hit->places)))
            hits->hit[kept++] = *other;
    }
    hits->count = kept;
    if (hits->count < HITS_MAX)
        hits->hit[hits->count++] = *hit;
}

void patterns_find(const struct patterns *patterns, const int *word, const bool *between, int count,
                   struct hits *ret)
{
    struct text text = {word, between, count < PLACES ? count : PLACES};
    struct hit hit;

    ret->count = 0;
    for (int at = 0; at < text.count; at++) {
        if (word[at] < 0 || word[at] >= patterns->words)
            continue;
        for (int i = patterns->first[word[at]]; i >= 0; i = patterns->patterns[i].next)
            if (find_at(&patterns->patterns[i], &text, at, &hit))
                keep(ret, &hit);
    }
}
