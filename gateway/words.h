/* Words: the parser's vocabulary, made from the lexicon file, the catalogue in the database and the
 * configuration. */
#pragma once

#include "config/config.h"
#include "config/problems.h"
#include "db/db.h"
#include "parser/vocabulary.h"

/* Build the vocabulary: the language of the lexicon, then aliases, the codes of services and groups
 * ("KTP-HILANG" is said "ktp hilang"), their names, and the gateway's own numbers. Returns 0 and
 * *ret, which the caller closes with vocabulary_close; -EINVAL if the lexicon cannot be read or is
 * wrong (words_check tells why); or an errno of db.h. */
int words_load(struct db *db, const struct config *config, struct vocabulary **ret);

/* Check the lexicon file alone: lexicon.<language>.conf, else lexicon.id.conf, in the configured
 * folder of texts, else beside the program. Returns 0, or -EINVAL with all that is wrong added to
 * problems. */
int words_check(const struct config *config, struct problems *problems);
