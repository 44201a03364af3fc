/* Revert: a unit, a service or a group becomes again what it was in an earlier version. */
#pragma once

#include <stdint.h>
#include <stdio.h>

#include "db/catalogue_column.h"

/* Bring back a version of the history, in one transaction, as a change of its own: journalled for
 * actor, and what it replaces is kept. What changes is told on report, field by field. Returns 1; 0
 * if it is so already; -ESRCH if there is no such version; -ENOENT or -EEXIST with the culprit, as
 * catalogue_put_unit; or an errno of db.h. */
int catalogue_revert(struct db *db, enum catalogue_kind kind, const char *code, int version,
                     const char *actor, int64_t now, FILE *report,
                     char culprit[CATALOGUE_NAME_SIZE]);
