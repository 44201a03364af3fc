/* Distance: how far a misspelt word is from the word that may be meant, counted as fingers and ears
 * err. */
#pragma once

/* One whole wrong letter. Slips of the thumb and letters that sound alike cost less, a wrong first
 * letter more. */
#define DISTANCE_LETTER 10

/* The cost of reading typed as word (ASCII letters and digits, both below 32 bytes): left out,
 * doubled, swapped and changed letters, restricted Damerau-Levenshtein. Cheaper are left-out
 * vowels, doubled letters, neighbours on a keyboard, letters on the same key of a keypad, and
 * letters that sound alike. Returns limit + 1 for all that is more than limit. */
int distance(const char *typed, const char *word, int limit);
