/* Import of the catalogue: a CSV of units, services and groups becomes the catalogue, as a whole or
 * not at all. A text that changes is not approved any more, unless its row says by whom. */
#pragma once

#include <stdint.h>
#include <stdio.h>

#include "config/problems.h"
#include "db/db.h"

struct import_summary {
    int added, changed, same;
};

/* Read path and bring the catalogue up to it in one transaction; what the file does not name stays,
 * rows as well as columns.
 * Each addition and change is journalled for actor and told on report, field by field; what it was
 * before goes to the history. Returns 0; -EINVAL with every mistake in problems and nothing
 * changed; or an errno of db.h. */
int catalogue_import(struct db *db, const char *path, const char *actor, int64_t now, FILE *report,
                     struct import_summary *ret, struct problems *problems);

/* Tell what catalogue_import would do, and change nothing. */
int catalogue_import_try(struct db *db, const char *path, FILE *report, struct import_summary *ret,
                         struct problems *problems);
