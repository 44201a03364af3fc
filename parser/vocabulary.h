/* Vocabulary: what the parser knows: the services and groups of the catalogue and what people call
 * them, and the words of the language from the lexicon. Filled once, then read by any number of
 * parses. */
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
    bool unit;  /* an office; only where one is asked for */
};

/* Add a word of the language: what it is said for in section and key, as in "topics", "SYARAT",
 * "bawa apa" (see parser/lexicon.h, which lists the sections). To be done before any service.
 * Returns NULL, or the reason why it cannot be added (a constant). */
const char *vocabulary_add_language(struct vocabulary *vocabulary, const char *section,
                                    const char *key, const char *phrase);

/* Add a word (any spelling; it is folded) for a service or group. A word that is there already
 * keeps its meaning. Returns 1, 0 if it was there, -ENOMEM, or -EINVAL if nothing is left of it
 * when folded. */
int vocabulary_add(struct vocabulary *vocabulary, const char *word, const struct subject *subject);

/* Add the name of a service or group: its words help to find it, but do not stand for it. Returns
 * as vocabulary_add. */
int vocabulary_add_name(struct vocabulary *vocabulary, const char *name,
                        const struct subject *subject);

/* What a folded word or phrase stands for; NULL if nothing. Borrowed. */
const struct subject *vocabulary_find(const struct vocabulary *vocabulary, const char *folded);

/* Offices have names of their own: "capil" is one, and a group of services. Add a word for an
 * office; returns as vocabulary_add. And what office a folded phrase stands for, NULL if none. */
int vocabulary_add_unit(struct vocabulary *vocabulary, const char *word, const char *code);
const struct subject *vocabulary_find_unit(const struct vocabulary *vocabulary, const char *folded);

/* The gateway's own numbers (E.164): what comes from them is never answered. Returns 0 or -ENOMEM.
 */
int vocabulary_add_own_number(struct vocabulary *vocabulary, const char *msisdn);
bool vocabulary_is_own_number(const struct vocabulary *vocabulary, const char *msisdn);

/* Whether numbers of other countries are answered; they are not unless this is called with true. */
void vocabulary_answer_foreign(struct vocabulary *vocabulary, bool answered);
bool vocabulary_answers_foreign(const struct vocabulary *vocabulary);

/* How many words stand for a service, a group or an office. */
size_t vocabulary_count(const struct vocabulary *vocabulary);

/* The parts, for the steps of the parser. */
struct words;
struct patterns;
struct collapses;
struct services;
const struct words *vocabulary_words(const struct vocabulary *vocabulary);
const struct patterns *vocabulary_patterns(const struct vocabulary *vocabulary);
const struct collapses *vocabulary_collapses(const struct vocabulary *vocabulary);
const struct services *vocabulary_services(const struct vocabulary *vocabulary);
