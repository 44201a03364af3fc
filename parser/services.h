/* Services: which service of the catalogue a text is about, by the words of its names, each weighed
 * by how telling it is. */
#pragma once

#include <stdbool.h>

#include "parser/reading.h"
#include "parser/vocabulary.h"

#define SERVICE_WORDS_MAX 8

struct services;

/* None; the caller closes them. Returns 0 or -ENOMEM. */
int services_open(struct services **ret);
void services_close(struct services *services);

/* Add a phrase of count words for a service or group; alias: people call it that, else the words
 * are of its name only. Words beyond SERVICE_WORDS_MAX are left out. Returns 0 or -ENOMEM. */
int services_add(struct services *services, const struct subject *subject, const int *word,
                 int count, bool alias);

/* A service or group that a text may be about. */
struct service_match {
    const struct subject *subject; /* borrowed from the services */
    float score;                   /* weight of the words found, less what stands between them */
    float coverage;                /* share of the phrase that was found, by weight: 1 is all */
    unsigned long long places;     /* bit n: the word at place n of the text */
    bool bent;                     /* a word was found by a slip or missing vowels */
    bool shaky; /* so short or so bent that it may be another word altogether: better ask */
    bool alias;
};

#define SERVICE_MATCHES_MAX 16

struct service_matches {
    int count;
    struct service_match match[SERVICE_MATCHES_MAX];
};

/* Find the best match of each service and group among the words at places from to to - 1 of a text,
 * the best first, whole phrases before parts of phrases. */
void services_find(const struct services *services, const struct words *words,
                   const struct reading *reading, int from, int to, struct service_matches *ret);

/* Whether a word stands in any name of a service or group. */
bool services_have_word(const struct services *services, const struct subject *subject, int word);

/* Up to max services whose one-word names look like word, nearest first: for asking what was meant.
 * Returns how many. */
int services_resembling(const struct services *services, const struct words *words,
                        const char *word, const struct subject **ret, int max);
