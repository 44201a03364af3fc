/* Secret: the PIN or code that an officer puts at the end of a message, so that it can be taken out
 * before anybody reads or keeps the text. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define SECRET_SIZE 10

struct secret {
    size_t start, end; /* bytes in the text, with the sign */
    char digits[SECRET_SIZE];
    bool bare; /* no sign stands before it */
};

/* Find the last "#1234" or "PIN 1234" (3 to 9 digits, single separators between them), or, if
 * there is none, 4 to 8 digits that end the text. Returns whether there is one. */
bool secret_find(const char *text, struct secret *ret);

/* The text without it. Returns ret. */
char *secret_cut(const char *text, const struct secret *secret, char *ret, size_t size);

/* Copy text with every "#1234" and "PIN 1234" made "#****", but for the number keep ("" for none),
 * and a bare code at the end if bare is set. Returns ret. */
char *secret_mask(const char *text, const char *keep, bool bare, char *ret, size_t size);
