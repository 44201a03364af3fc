/* Fold: one form of a text for comparing, whatever case, width, accents and signs it was typed
 * with. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Fold UTF-8 text to lower-case letters and digits, words separated by single spaces: NFKC, case
 * folded, marks and invisible characters removed, letters of other scripts that look Latin made
 * Latin, everything else a space. Invalid bytes count as spaces. What does not fit is cut at a
 * whole character. Returns the length in bytes. */
size_t fold(const char *text, char *ret, size_t size);

#define FOLD_CHARACTER_SIZE 64

/* Fold the first character of text, of which left bytes follow. ret becomes what it stands for,
 * maybe several letters; "" if the character is invisible or a mark; *sign is set if it is neither
 * letter nor digit. Returns the bytes of text used, at least 1. */
size_t fold_character(const char *text, size_t left, char ret[FOLD_CHARACTER_SIZE], bool *sign);
