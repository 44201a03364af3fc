#include "parser/vocabulary.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parser/fold.h"
#include "parser/msisdn.h"

#define WORD_SIZE 96
#define OWN_NUMBERS_MAX 64

struct entry {
    char word[WORD_SIZE];
    struct subject subject;
};

/* Open addressing; size is a power of two and never more than half full. */
struct vocabulary {
    struct entry *entries;
    size_t size, count;
    char own[OWN_NUMBERS_MAX][MSISDN_SIZE];
    size_t own_count;
};

int vocabulary_open(struct vocabulary **ret)
{
    struct vocabulary *vocabulary = calloc(1, sizeof *vocabulary);

    if (!vocabulary)
        return -ENOMEM;
    vocabulary->size = 256;
    vocabulary->entries = calloc(vocabulary->size, sizeof *vocabulary->entries);
    if (!vocabulary->entries) {
        free(vocabulary);
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
    free(vocabulary);
}

static struct entry *slot_of(struct entry *entries, size_t size, const char *word)
{
    uint32_t hash = 2166136261u;
    size_t i;

    for (const char *c = word; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 16777619u;
    for (i = hash & (size - 1); entries[i].word[0] && strcmp(entries[i].word, word) != 0; i = (i + 1) & (size - 1))
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

int vocabulary_add(struct vocabulary *vocabulary, const char *word, const struct subject *subject)
{
    char folded[WORD_SIZE];
    struct entry *slot;

    if (fold(word, folded, sizeof folded) == 0)
        return -EINVAL;
    if (vocabulary->count * 2 >= vocabulary->size && grow(vocabulary) < 0)
        return -ENOMEM;
    slot = slot_of(vocabulary->entries, vocabulary->size, folded);
    if (slot->word[0])
        return 0;
    snprintf(slot->word, sizeof slot->word, "%s", folded);
    slot->subject = *subject;
    vocabulary->count++;
    return 1;
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

size_t vocabulary_count(const struct vocabulary *vocabulary)
{
    return vocabulary->count;
}
