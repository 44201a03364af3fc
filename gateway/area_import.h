/* Import of the tree of areas from a CSV with the columns kode, nama, tingkat and induk (the code
 * of the area above). */
#pragma once

#include "config/problems.h"
#include "db/db.h"

struct area_summary {
    int changed, same;
};

/* Read path into the database, all of it or nothing; an area comes after the one above it. What is
 * there already and not in the file stays. Returns 0 and *ret; -EINVAL with what is wrong, line by
 * line, in problems; or an errno of db.h. */
int area_import(struct db *db, const char *path, const char *actor, int64_t now,
                struct area_summary *ret, struct problems *problems);
