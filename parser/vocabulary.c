#include "parser/vocabulary.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parser/collapses.h"
#include "parser/fold.h"
#include "parser/keyword.h"
#include "parser/lexicon.h"
#include "parser/msisdn.h"
#include "parser/services.h"

#define PHRASE_SIZE     96
#define OWN_NUMBERS_MAX 64
#define BEND_MIN        4 /* letters; shorter words are too close to each other */

struct entry {
    char word[PHRASE_SIZE];
    struct subject subject;
};

/* Open addressing; size is a power of two and never more than half full. */
struct vocabulary {
    struct entry *entries;
    size_t size, count;
    char own[OWN_NUMBERS_MAX][MSISDN_SIZE];
    size_t own_count;
    bool answers_foreign;
    struct words *words;
    struct patterns *patterns;
    struct collapses *collapses;
    struct services *services;
};

/* What works without any lexicon: the plain keywords. */
static int add_keywords(struct vocabulary *vocabulary)
{
    enum intent intent;
    const char *word;

    for (size_t i = 0; (word = keyword_at(i, &intent)) != NULL; i++)
        if (vocabulary_add_language(vocabulary, "commands", intent_names[intent], word))
            return -ENOMEM;
    return 0;
}

int vocabulary_open(struct vocabulary **ret)
{
    struct vocabulary *vocabulary = calloc(1, sizeof *vocabulary);

    if (!vocabulary)
        return -ENOMEM;
    vocabulary->size = 256;
    vocabulary->entries = calloc(vocabulary->size, sizeof *vocabulary->entries);
    if (!vocabulary->entries || words_open(&vocabulary->words) < 0 ||
        patterns_open(&vocabulary->patterns) < 0 || collapses_open(&vocabulary->collapses) < 0 ||
        services_open(&vocabulary->services) < 0 || add_keywords(vocabulary) < 0) {
        vocabulary_close(vocabulary);
        return -ENOMEM;
    }
    *ret = vocabulary;
    return 0;
}

void vocabulary_close(struct vocabulary *vocabulary)
{
    if (!vocabulary)
        return;
    free(vocabulary->entries);
    words_close(vocabulary->words);
    patterns_close(vocabulary->patterns);
    collapses_close(vocabulary->collapses);
    services_close(vocabulary->services);
    free(vocabulary);
}

const char *vocabulary_add_language(struct vocabulary *vocabulary, const char *section,
                                    const char *key, const char *phrase)
{
    struct lexicon_parts parts = {vocabulary->words, vocabulary->patterns, vocabulary->collapses};

    return lexicon_add(&parts, section, key, phrase);
}

static struct entry *slot_of(struct entry *entries, size_t size, const char *word)
{
    uint32_t hash = 2166136261u;
    size_t i;

    for (const char *c = word; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 16777619u;
    for (i = hash & (size - 1); entries[i].word[0] && strcmp(entries[i].word, word) != 0;
         i = (i + 1) & (size - 1))
        ;
    return &entries[i];
}

static int grow(struct vocabulary *vocabulary)
{
    size_t size = vocabulary->size * 2;
    struct entry *entries = calloc(size, sizeof *entries);

    if (!entries)
        return -ENOMEM;
    for (size_t i = 0; i < vocabulary->size; i++)
        if (vocabulary->entries[i].word[0])
            *slot_of(entries, size, vocabulary->entries[i].word) = vocabulary->entries[i];
    free(vocabulary->entries);
    vocabulary->entries = entries;
    vocabulary->size = size;
    return 0;
}

/* One word of a name, which from now on matters. */
static int put_service_word(struct words *words, const char *text)
{
    int word = words_put(words, text);
    enum bend bend = strlen(text) >= BEND_MIN ? BEND_FULL : BEND_NONE;

    if (word < 0)
        return word;
    if (!(words_roles(words, word) & (ROLE_FILLER | ROLE_FIRM))) {
        words_add_role(words, word, ROLE_SERVICE | ROLE_MATTERS);
        words_put_form(words, word, text, bend);
    }
    return word;
}

/* Let several words that are written for one be that one, and leave out what says nothing. Returns
 * how many are left. */
static int condense(const struct vocabulary *vocabulary, int *word, int count)
{
    int kept = 0, used, meaning;

    for (int i = 0; i < count; i += used) {
        used = collapses_find(vocabulary->collapses, word + i, count - i, &meaning);
        if (used > 0) {
            words_add_role(vocabulary->words, meaning, ROLE_SERVICE | ROLE_MATTERS);
            word[kept++] = meaning;
            continue;
        }
        used = 1;
        if (strlen(words_text(vocabulary->words, word[i])) > 1 &&
            !(words_roles(vocabulary->words, word[i]) & ROLE_FILLER))
            word[kept++] = word[i];
    }
    return kept;
}

/* Whether more than one word would be left out: a run that is written for one word is no loss. */
static bool words_differ(const struct vocabulary *vocabulary, const int *word, int count)
{
    int meaning;

    return collapses_find(vocabulary->collapses, word, count, &meaning) < count;
}

static int add_phrase(struct vocabulary *vocabulary, const char *folded,
                      const struct subject *subject, bool alias)
{
    char copy[PHRASE_SIZE], *rest = copy, *text;
    int word[SERVICE_WORDS_MAX * 2] = {0}, whole[SERVICE_WORDS_MAX * 2], count = 0, kept;

    snprintf(copy, sizeof copy, "%s", folded);
    while ((text = strsep(&rest, " ")) != NULL && count < SERVICE_WORDS_MAX * 2) {
        if (!*text || strlen(text) >= TOKEN_SIZE)
            continue;
        word[count] = put_service_word(vocabulary->words, text);
        if (word[count++] < 0)
            return -ENOMEM;
    }
    memcpy(whole, word, (size_t)count * sizeof *word);
    kept = condense(vocabulary, word, count);
    /* "numpang kk" must not become "kk": polite words tell services apart where nothing else does.
     */
    if (kept < 2 && count > 1 && words_differ(vocabulary, whole, count))
        memcpy(word, whole, (size_t)count * sizeof *word);
    else
        count = kept;
    return count > 0 ? services_add(vocabulary->services, subject, word, count, alias) : 0;
}

/* The free place of a word; NULL if it has a meaning already, or *rc is -ENOMEM. */
static struct entry *take_slot(struct vocabulary *vocabulary, const char *word, int *rc)
{
    struct entry *slot;

    *rc = vocabulary->count * 2 >= vocabulary->size ? grow(vocabulary) : 0;
    if (*rc < 0)
        return NULL;
    slot = slot_of(vocabulary->entries, vocabulary->size, word);
    return slot->word[0] ? NULL : slot;
}

static int fill_slot(struct vocabulary *vocabulary, struct entry *slot, const char *word,
                     const struct subject *subject)
{
    snprintf(slot->word, sizeof slot->word, "%s", word);
    slot->subject = *subject;
    vocabulary->count++;
    return 1;
}

int vocabulary_add(struct vocabulary *vocabulary, const char *word, const struct subject *subject)
{
    char folded[PHRASE_SIZE];
    struct entry *slot;
    int rc;

    if (fold(word, folded, sizeof folded) == 0)
        return -EINVAL;
    slot = take_slot(vocabulary, folded, &rc);
    if (!slot)
        return rc;
    if (add_phrase(vocabulary, folded, subject, true) < 0)
        return -ENOMEM;
    return fill_slot(vocabulary, slot, folded, subject);
}

#define UNIT_MARK "@" /* no folded word has it */

int vocabulary_add_unit(struct vocabulary *vocabulary, const char *word, const char *code)
{
    struct subject subject = {.unit = true};
    char marked[PHRASE_SIZE] = UNIT_MARK;
    struct entry *slot;
    int rc;

    if (fold(word, marked + 1, sizeof marked - 1) == 0)
        return -EINVAL;
    snprintf(subject.code, sizeof subject.code, "%s", code);
    slot = take_slot(vocabulary, marked, &rc);
    return slot ? fill_slot(vocabulary, slot, marked, &subject) : rc;
}

const struct subject *vocabulary_find_unit(const struct vocabulary *vocabulary, const char *folded)
{
    char marked[PHRASE_SIZE];

    snprintf(marked, sizeof marked, UNIT_MARK "%s", folded);
    return vocabulary_find(vocabulary, marked);
}

int vocabulary_add_name(struct vocabulary *vocabulary, const char *name,
                        const struct subject *subject)
{
    char folded[PHRASE_SIZE];

    if (fold(name, folded, sizeof folded) == 0)
        return -EINVAL;
    return add_phrase(vocabulary, folded, subject, false) < 0 ? -ENOMEM : 1;
}

const struct subject *vocabulary_find(const struct vocabulary *vocabulary, const char *folded)
{
    const struct entry *slot = slot_of(vocabulary->entries, vocabulary->size, folded);

    return slot->word[0] ? &slot->subject : NULL;
}

int vocabulary_add_own_number(struct vocabulary *vocabulary, const char *msisdn)
{
    if (vocabulary->own_count == OWN_NUMBERS_MAX)
        return -ENOMEM;
    snprintf(vocabulary->own[vocabulary->own_count++], MSISDN_SIZE, "%s", msisdn);
    return 0;
}

bool vocabulary_is_own_number(const struct vocabulary *vocabulary, const char *msisdn)
{
    for (size_t i = 0; i < vocabulary->own_count; i++)
        if (strcmp(vocabulary->own[i], msisdn) == 0)
            return true;
    return false;
}

void vocabulary_answer_foreign(struct vocabulary *vocabulary, bool answered)
{
    vocabulary->answers_foreign = answered;
}

bool vocabulary_answers_foreign(const struct vocabulary *vocabulary)
{
    return vocabulary->answers_foreign;
}

size_t vocabulary_count(const struct vocabulary *vocabulary)
{
    return vocabulary->count;
}

const struct words *vocabulary_words(const struct vocabulary *vocabulary)
{
    return vocabulary->words;
}

const struct patterns *vocabulary_patterns(const struct vocabulary *vocabulary)
{
    return vocabulary->patterns;
}

const struct collapses *vocabulary_collapses(const struct vocabulary *vocabulary)
{
    return vocabulary->collapses;
}

const struct services *vocabulary_services(const struct vocabulary *vocabulary)
{
    return vocabulary->services;
}
