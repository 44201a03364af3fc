/* Words: the parser's vocabulary, made from the catalogue in the database and the configuration. */
#pragma once

#include "config/config.h"
#include "db/db.h"
#include "parser/vocabulary.h"

/* Build the vocabulary: aliases, then the codes of services and groups ("KTP-HILANG" is said "ktp
 * hilang"), and the gateway's own numbers. Returns 0 and *ret, which the caller closes with
 * vocabulary_close, or an errno of db.h. */
int words_load(struct db *db, const struct config *config, struct vocabulary **ret);
