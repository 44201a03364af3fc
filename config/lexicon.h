/* Lexicon: the file lexicon.<language>.conf, in which operators keep the words that villagers
 * write. */
#pragma once

#include "config/problems.h"

/* Asked for each phrase of each list: NULL if it is fine, else the reason (a string constant). */
typedef const char *lexicon_visit(void *context, const char *section, const char *key,
                                  const char *phrase);

/* Visit the phrases of the file at path in its order: sections hold keys, a key a list of phrases
 * separated by commas. Files that it includes lie in the same folder. Returns 0, or -EINVAL with
 * problems added: the file cannot be read, syntax, a value that is no text, or what visit says. */
int lexicon_load(const char *path, lexicon_visit *visit, void *context, struct problems *problems);
