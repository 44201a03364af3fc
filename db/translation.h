/* Translations: what services and groups are called and say in further languages. */
#pragma once

#include "db/catalogue.h"

/* Read the one with that code, such as KTP-HILANG:en. Returns 1, 0 if there is none, or an errno of
 * db.h. */
int translation_read(struct db *db, const char *code, struct catalogue_translation *ret);

/* The same for a service or group in a language. */
int translation_find(struct db *db, const char *code, const char *language,
                     struct catalogue_translation *ret);

/* Visit all (struct catalogue_translation). Returns how many, or an errno. */
int translation_list(struct db *db, db_visit *visit, void *context);

/* Visit those of one service or group. */
int translation_of(struct db *db, const char *code, db_visit *visit, void *context);

/* Write one, new or in place of the old; within a transaction. Returns 0; -ENOENT if there is no
 * service or group of that code, which is then in culprit; or an errno. */
int translation_write(struct db *db, const struct catalogue_translation *translation,
                      char culprit[CATALOGUE_NAME_SIZE]);

/* Whether a text was neither checked nor changed after its translation: else it may be another
 * thing by now. Returns 1, 0 or an errno. */
int translation_is_current(struct db *db, const struct catalogue_translation *translation,
                           const struct catalogue_service *service, enum component component);

/* Let a service say it: its name, and each text that it has and whose translation is current.
 * Returns 0 or an errno. */
int translation_apply(struct db *db, const struct catalogue_translation *translation,
                      struct catalogue_service *service);
