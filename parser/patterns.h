/* Patterns: words that together say something, in any order and close to each other: "bawa apa",
 * "berapa hari". */
#pragma once

#include <stdbool.h>

#include "parser/words.h"

#define PATTERN_WORDS_MAX 4

enum pattern_kind {
    PATTERN_COMMAND,   /* first word of a message; value is an intent */
    PATTERN_TOPIC,     /* asks for a topic; value is an intent */
    PATTERN_HINT,      /* asks for a topic if nothing else does; value is an intent */
    PATTERN_THING,     /* what a complaint may be about */
    PATTERN_PROBLEM,   /* what is wrong with it */
    PATTERN_GRIEVANCE, /* wrong by itself: pungli, dipersulit */
    PATTERN_PLEA,      /* mohon diperbaiki */
    PATTERN_SINCE,     /* sudah 3 bulan, dari kemarin */
    PATTERN_PLACE,     /* di depan rumah, desa */
    PATTERN_SURE,      /* advertising and fraud, beyond doubt */
    PATTERN_LIKELY,    /* the same, if more comes together */
    PATTERN_STATE,     /* of a ticket; value is its number in state_names */
    PATTERN_THANKS,
    PATTERN_GREETING,
    PATTERN_HELP, /* wants to know what may be asked */
    PATTERN_YES,
    PATTERN_NO,
    PATTERN_NOT_YET,
    PATTERN_PROGRESS, /* asks how a ticket stands: sampai mana */
    PATTERN_EXCUSE,   /* happened to the writer alone: saya terlambat */
    PATTERN_MENDED,   /* not wrong any more: sudah diperbaiki */
    PATTERN_CHAT,     /* said among friends: kapan kawin */
    PATTERN_QUIET,    /* after STOP, MULAI, LANJUT: changes nothing about them */
    PATTERN_KINDS
};

struct patterns;

/* No patterns; the caller closes them. Returns 0 or -ENOMEM. */
int patterns_open(struct patterns **ret);
void patterns_close(struct patterns *patterns);

/* Add one of count (1 to PATTERN_WORDS_MAX) words, which stand in any order within some words of
 * each other, or, if ordered, in this one and close behind each other. Returns 0 or -ENOMEM. */
int patterns_add(struct patterns *patterns, enum pattern_kind kind, int value, const int *word,
                 int count, bool ordered);

/* A pattern found in a text. */
struct hit {
    enum pattern_kind kind;
    int value;
    int size;                  /* words it is made of */
    int first, last;           /* places of its first and last word in the text */
    unsigned long long places; /* bit n: the word at place n of the first 64 */
};

#define HITS_MAX 96

struct hits {
    int count;
    struct hit hit[HITS_MAX];
};

/* Find all patterns in the words of a text (their numbers, WORD_NONE for unknown ones), those of
 * more words first. between tells of each word whether it may stand between those of an ordered
 * pattern. Of hits of one kind that share a word the largest is kept. */
void patterns_find(const struct patterns *patterns, const int *word, const bool *between, int count,
                   struct hits *ret);
