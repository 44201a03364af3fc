/* History of the catalogue: every earlier version of a unit, a service or a group, who ended it and
 * when. Only ever added to. */
#pragma once

#include <stdint.h>

#include "db/catalogue_column.h"

/* actor is about to change a record: keep it as it was, or, if it is new (was is NULL), that it was
 * not there. Within the transaction of the change. Returns the version, 0 for one that is new, or
 * an errno of db.h. */
int catalogue_history_keep(struct db *db, int64_t now, const char *actor, enum catalogue_kind kind,
                           const char *code, const struct catalogue_record *was);

struct catalogue_history {
    enum catalogue_kind kind;
    int version; /* from 1; 0: before it was there */
    int64_t at;  /* when this version ended */
    char actor[64];
};

/* Visit the earlier versions (struct catalogue_history) of all that has this code, oldest first.
 * Returns how many, or an errno. */
int catalogue_history_list(struct db *db, const char *code, db_visit *visit, void *context);

/* Read a version. Returns 1; 0 if there is no such version, or nothing was there; or an errno. */
int catalogue_history_read(struct db *db, enum catalogue_kind kind, const char *code, int version,
                           struct catalogue_record *ret);
