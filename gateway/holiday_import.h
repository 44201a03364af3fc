/* Import of holidays from a CSV with the columns tanggal, nama and, for one office only, unit. */
#pragma once

#include "config/problems.h"
#include "db/db.h"

struct holiday_summary {
    int changed, same;
};

/* Read path into the database, all of it or nothing. What is there already stays. Returns 0 and
 * *ret; -EINVAL with what is wrong, line by line, in problems; or an errno of db.h. */
int holiday_import(struct db *db, const char *path, struct holiday_summary *ret,
                   struct problems *problems);
