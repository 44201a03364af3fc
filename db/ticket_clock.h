/* Ticket clock: which tickets have something due, and what was done about it, each step once. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db/db.h"

/* The ids of the tickets whose clock has something to do at now, the longest waiting first, at most
 * most. Returns how many, or an errno of db.h. */
int ticket_due(struct db *db, int64_t now, int64_t *ret, int most);

/* Keep that a step (before, at, after) of a deadline (verify, follow, ...) that was due then is
 * done. Returns 1, 0 if it was done already, or an errno. */
int ticket_alarm_add(struct db *db, int64_t ticket_id, const char *deadline, const char *step,
                     int64_t due, int64_t now);

/* Whether it is. Returns 1, 0 or an errno. */
int ticket_alarm_done(struct db *db, int64_t ticket_id, const char *deadline, const char *step,
                      int64_t due);

/* Keep that the lists of a local day are sent. Returns 1, 0 if they were already, or an errno. */
int ticket_digest_add(struct db *db, int64_t day);

/* The working days in which a unit promises its first step. Returns the days, 0 if it promises
 * none, or an errno. */
int ticket_promise(struct db *db, const char *unit);
/* Returns 0; -ENOENT if there is no such unit; -EEXIST if it is not 1 to 60; or an errno. */
int ticket_set_promise(struct db *db, const char *unit, int days);
