/* Approve: somebody answers for texts of the catalogue, which are then sent. */
#pragma once

#include <stdint.h>

#include "db/catalogue_column.h"

/* Let by answer for the services, translations and offices of that code, or for all (NULL): all
 * their texts are approved by them, and checked on day (2026-11-22). An office without an address
 * and a service without any text are left as they are. In one transaction, with history and
 * journal. Returns how many were changed, -ESRCH if there is no such code, or an errno of db.h. */
int catalogue_approve(struct db *db, const char *code, const char *by, const char *day,
                      const char *actor, int64_t now);
