/* Fold: one form of a text for comparing, whatever case, width, accents and signs it was typed with. */
#pragma once

#include <stddef.h>

/* Fold UTF-8 text to lower-case letters and digits, words separated by single spaces: NFKC, case folded, marks and invisible
 * characters removed, everything else a space. Invalid bytes count as spaces. What does not fit is cut at a whole character.
 * Returns the length in bytes. */
size_t fold(const char *text, char *ret, size_t size);
