/* Retention: what names a person ends when its time is over; the rows stay as figures. */
#pragma once

#include <stdint.h>

#include "db/db.h"

/* Each rule is of one table. The journal is no rule: it is chained and never cut, and names no
 * citizen (gateway/core.c). */
enum retention_rule {
    RETENTION_IGNORED, /* messages that were not answered: advertising, codes, quarrels */
    RETENTION_MESSAGES,
    RETENTION_PARTS,
    RETENTION_CORRUPT,
    RETENTION_ANSWERS,
    RETENTION_QUESTIONS,
    RETENTION_PAGES,
    RETENTION_TOLD,
    RETENTION_TICKETS,
    RETENTION_PERSONS, /* last: who is named nowhere else any more */
    RETENTION_RULES
};

/* What is due of one rule: the rows whose time was over before a moment. */
struct retention_due {
    int64_t count, first, last; /* ids */
};
int retention_find(struct db *db, enum retention_rule rule, int64_t before,
                   struct retention_due *ret);

/* End those with ids from first to last. What is waiting or being sent, and a ticket that is not
 * closed, is never due. Returns how many, or an errno of db.h. Within a transaction. */
int retention_end(struct db *db, enum retention_rule rule, int64_t before, int64_t first,
                  int64_t last);

/* Leave no trace of it beside the tables either: the words that were gathered for searching go, and
 * the log of the database is emptied. Not within a transaction. Returns 0; -EBUSY while somebody
 * reads an older state; or an errno. */
int retention_scrub(struct db *db);
