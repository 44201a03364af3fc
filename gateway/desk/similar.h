/* Similar: whether two complaints say the same. They do if, of all their words of four letters or
 * more taken together, two in three stand in both, and more than one does unless that is all.
 * Anybody can check that by hand. */
#pragma once

#include <stdbool.h>

#include "db/ticket.h"

/* The words of a text that are compared: folded, each once, in order, separated by spaces. */
void similar_words(const char *text, char ret[TICKET_WORDS_SIZE]);

bool similar_are(const char *words, const char *others);
