/* Nearest: the known name that a misspelt one was probably meant to be. */
#pragma once

/* Begin with best = NULL, then offer every known name: best becomes the one that needs the fewest
 * edits (insert, remove, replace a character, swap two neighbours; case does not count). It stays
 * NULL where none is near enough to be a help, which is one edit for every three characters of
 * word, two for shorter words, and never all of them. All strings are borrowed. */
struct nearest {
    const char *word;
    const char *best;
    int edits;
};

void nearest_offer(struct nearest *nearest, const char *known);
