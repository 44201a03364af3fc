/* GSM 7-bit default alphabet (3GPP TS 23.038, 6.2.1): what an SMS of 160 characters can hold. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Septets that text needs: one a character, two for those of the extension table (^ { } \ [ ~ ] |
 * and the euro sign). Returns -EILSEQ if a character is outside the alphabet or text is not UTF-8.
 */
int gsm7_count(const char *text);

/* A texts_check: why text cannot be sent in this alphabet, or NULL. */
const char *gsm7_check(const char *text);

/* Write text with every character that is outside the alphabet replaced by what comes nearest:
 * typographic quotes, dashes and spaces by plain ones, letters without their marks, anything else
 * by '?'. What does not fit is cut at a whole character. Returns the length in bytes. */
size_t gsm7_transliterate(const char *text, char *ret, size_t size);

/* The character at *text, which is moved on; 0 at the end, U+FFFD for an invalid byte. */
uint32_t gsm7_next_character(const char **text);

/* Septets of one character: 1, 2, or 0 if it is outside the alphabet. */
int gsm7_septets(uint32_t character);
