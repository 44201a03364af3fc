/* Words: every word that the parser knows, the forms it is written in, and the one that a misspelt
 * form may mean. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parser/tokens.h"

#define WORD_NONE (-1)

struct words;

/* What a word is for, whatever else it says. A word may be several. */
enum role {
    ROLE_MATTERS =
        1 << 0, /* of a service, a command or a question; misspellings of it are looked for */
    ROLE_FILLER = 1 << 1,    /* between the words that count: yang, pak, kah */
    ROLE_JOINER = 1 << 2,    /* dan, serta */
    ROLE_LIGHT = 1 << 3,     /* says little about which service: bikin, baru */
    ROLE_EVERYDAY = 1 << 4,  /* names a service, but is said all day: pindah, nikah */
    ROLE_WISH = 1 << 5,      /* somebody wants something done: mau, bikin, urus */
    ROLE_PERSONAL = 1 << 6,  /* among friends: aku, kamu, sayang */
    ROLE_ELSEWHERE = 1 << 7, /* other matters than an office's: zoom, kuota, kampus */
    ROLE_ACT = 1 << 8,       /* what is done with papers: buat, urus, ganti */
    ROLE_FIRM = 1 << 9,      /* nothing but itself: never read as a form of another word */
    ROLE_SERVICE = 1 << 10,  /* stands in the catalogue */
    ROLE_NUMERO = 1 << 11,   /* nomor, no */
    ROLE_TICKET = 1 << 12,   /* laporan, tiket, aduan */
    ROLE_ASKING = 1 << 13,   /* apa, apakah, berapa, kah */
    ROLE_OFFICE = 1 << 14,   /* where things are done: capil, polsek */
    ROLE_PURPOSE = 1 << 15,  /* what something is wanted for follows: untuk */
    ROLE_TAG = 1 << 16,      /* at the end it makes a question: tidak, kah */
    ROLE_ASIDE = 1 << 17,    /* what follows is no part of a name: di, karena, kalau */
    ROLE_BESIDE = 1 << 18,   /* beside a name it makes no other paper of it: besok, cepat */
};

/* How much a form may be bent to find it. */
enum bend {
    BEND_NONE,   /* as it is written */
    BEND_VOWELS, /* vowels may be missing */
    BEND_FULL    /* any slip that points to one word only */
};

/* How a word was found. */
enum how { HOW_EXACT, HOW_VARIANT, HOW_STEM, HOW_VOWELS, HOW_SLIP };
extern const char *const how_names[];

/* An empty one; the caller closes it. Returns 0 or -ENOMEM. */
int words_open(struct words **ret);
void words_close(struct words *words);

/* The word of a form (folded, below TOKEN_SIZE bytes); WORD_NONE if there is none. */
int words_find(const struct words *words, const char *form);

/* The word whose form is form, made if there is none: then with the word of its stem, if that is
 * known. Returns it, -ENOMEM, or -EINVAL for a form that is empty or too long. */
int words_put(struct words *words, const char *form);

/* The same without a look at stems: the word stands alone. */
int words_put_alone(struct words *words, const char *form);

/* Let form be written for word; a form that is there keeps its word but may become more bendable.
 * Returns 1, 0 if it belongs to another word, or an errno as words_put. */
int words_put_form(struct words *words, int word, const char *form, enum bend bend);

/* Let all forms of a word be bent. Returns 0 or -ENOMEM. */
int words_bend(struct words *words, int word, enum bend bend);

void words_add_role(struct words *words, int word, unsigned roles);
unsigned words_roles(const struct words *words, int word);
const char *words_text(const struct words *words, int word);
int words_count(const struct words *words);

/* The word whose form has the same consonants in the same order and the vowels of typed and more;
 * WORD_NONE if there is none or more than one. */
int words_find_by_vowels(const struct words *words, const char *typed);

/* A word that a misspelt one may be: its nearest form, and what that costs (see distance.h). */
struct near {
    int word, cost;
    const char *form; /* borrowed from the words */
};

/* Up to max words with one of roles that are near enough for their length, the nearest first.
 * Returns how many. */
int words_near(const struct words *words, const char *typed, unsigned roles, struct near *ret,
               int max);

/* The word with the nearest form, if it is near enough for its length and clearly nearer than that
 * of any other word. Only words with one of roles are looked at. */
int words_find_by_slip(const struct words *words, const char *typed, unsigned roles);

/* Write the stem of an Indonesian word (Snowball's rules). Returns false if it is the word itself
 * or memory is short. */
bool words_stem(const struct words *words, const char *word, char ret[TOKEN_SIZE]);
