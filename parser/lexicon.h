/* Lexicon: what each section of the language file means to the parser. The sections are
 *
 * - words: KEY is a word that matters, the phrases are other spellings; misspellings of all are
 *   looked for
 * - plain: the same for words of daily life: their spellings are known, and they are never bent
 *   into other words
 * - phrases: several words that are written for the one word KEY
 * - commands: KEY is an intent; the first word of a message
 * - topics: KEY is an intent; words that together ask for it
 * - hints: the same, heard only if no topic is found
 * - marks: KEY is what the words do: filler joiner light everyday wish act personal elsewhere
 *   numero ticket asking office purpose tag aside beside thanks greeting help yes no not_yet
 *   progress quiet chat
 * - complaint: thing problem grievance plea since place excuse mended
 * - noise: sure likely
 * - states: KEY is a state of a ticket that officers write
 * - daily: words of daily life, under any key
 * - apart: KEY and these words are never taken for each other
 */
#pragma once

#include "parser/collapses.h"
#include "parser/patterns.h"
#include "parser/words.h"

struct lexicon_parts {
    struct words *words;
    struct patterns *patterns;
    struct collapses *collapses;
};

/* Add a phrase. Returns NULL or the reason why it cannot be added (a constant). */
const char *lexicon_add(const struct lexicon_parts *parts, const char *section, const char *key,
                        const char *phrase);

/* The states of a ticket as officers write them. */
extern const char *const state_names[];
#define STATES 7
