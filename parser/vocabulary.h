/* Vocabulary: what the parser knows of the catalogue: services, groups, and what people call them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define VOCABULARY_CODE_SIZE 24

struct vocabulary;

/* An empty one; the caller closes it. Returns 0 or -ENOMEM. */
int vocabulary_open(struct vocabulary **ret);
void vocabulary_close(struct vocabulary *vocabulary);

/* What a word stands for. */
struct subject {
    char code[VOCABULARY_CODE_SIZE];
    bool group; /* several services: which one has to be asked */
};

/* Add a word (any spelling; it is folded) for a service or group. A word that is there already keeps its meaning. Returns 1, 0
 * if it was there, -ENOMEM, or -EINVAL if nothing is left of it when folded. */
int vocabulary_add(struct vocabulary *vocabulary, const char *word, const struct subject *subject);

/* What a folded word or phrase stands for; NULL if nothing. Borrowed. */
const struct subject *vocabulary_find(const struct vocabulary *vocabulary, const char *folded);

/* The gateway's own numbers (E.164): what comes from them is never answered. Returns 0 or -ENOMEM. */
int vocabulary_add_own_number(struct vocabulary *vocabulary, const char *msisdn);
bool vocabulary_is_own_number(const struct vocabulary *vocabulary, const char *msisdn);

/* How many words are known. */
size_t vocabulary_count(const struct vocabulary *vocabulary);
