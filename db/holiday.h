/* Holidays: days on which all offices are closed, or one of them is. */
#pragma once

#include <stdbool.h>

#include "db/db.h"

struct holiday {
    char day[16];  /* 2026-12-25 */
    char unit[24]; /* the code of the one office, "" for all */
    char name[128];
};

/* Write a holiday, new or in place of the one of that day and office; within a transaction. Returns
 * 1 if that changed something, 0 if it was so before, -ENOENT if there is no such office, or an
 * errno of db.h. */
int holiday_put(struct db *db, const struct holiday *holiday);

/* Remove the holiday of a day (of one office, or "" of all). Returns 1, 0 if there was none,
 * -ENOENT if there is no such office, or an errno. */
int holiday_remove(struct db *db, const char *day, const char *unit);

/* Visit the holidays (struct holiday) from a day on, in their order. Returns how many, or an errno.
 */
int holiday_list(struct db *db, const char *from, db_visit *visit, void *context);

/* Visit the days (const char *, in their order) on which that office is closed ("" for none), and
 * those on which all are if of_all. Returns how many, or an errno. */
int holiday_days(struct db *db, const char *unit, bool of_all, db_visit *visit, void *context);
