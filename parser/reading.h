/* Reading: a text as the words that the parser knows, each with its place. */
#pragma once

#include "parser/tokens.h"
#include "parser/vocabulary.h"
#include "parser/words.h"

struct item {
    int word; /* WORD_NONE if it is not known */
    enum how how;
    unsigned roles;                /* of the word */
    char text[TOKEN_SIZE];         /* folded, as typed */
    unsigned short start, end;     /* bytes in the original text */
    bool number;                   /* digits only */
    bool parted, joined, hyphened; /* see struct token */
};

struct reading {
    int count;
    struct item item[TOKENS_MAX];
    bool question, link, code; /* see struct tokens */
};

/* Read a text. Never fails. */
void reading_read(const struct vocabulary *vocabulary, const char *text, struct reading *ret);

/* The word that a token is, or is meant to be, and how it was found; WORD_NONE. */
int reading_word(const struct words *words, const char *token, enum how *how);
