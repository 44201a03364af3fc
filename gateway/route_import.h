/* Import of the routes: which office gets a complaint that names none (db/route.h), from a CSV file
 * with the columns kata, tempat, unit and selalu. */
#pragma once

#include "config/problems.h"
#include "db/db.h"

/* Put the routes of the file in place of all there are, with an entry in the journal: all or
 * nothing. Returns how many; -EINVAL with every mistake in problems; or an errno of db.h. */
int route_import(struct db *db, const char *path, const char *actor, int64_t now,
                 struct problems *problems);
