/* Counters: what has happened since the beginning, and what is the case now, by groups; each look
 * costs the same however many messages there are. */
#pragma once

#include <stdint.h>

#include "db/db.h"

struct counter {
    char name[16]; /* received, request, segment; outbox, ticket, overdue */
    char bearer[32];
    char a[32], b[8];
    int64_t value;
};

/* Visit what was counted since the beginning (struct counter): received by bearer; request by
 * intent (a) and match (b); segment by bearer and what became of it (a: sent, delivered, failed).
 * Returns how many, or an errno. */
int counter_list(struct db *db, db_visit *visit, void *context);

/* Visit what is the case now: outbox, messages by state (a) that have not ended; ticket, those that
 * an office has to do with, by state (a); overdue, those of them that are late at now, by unit (a).
 */
int counter_now(struct db *db, int64_t now, db_visit *visit, void *context);

/* The figures since a time. */
struct counter_day {
    int64_t received, answered, not_understood, waiting; /* messages that came; waiting: ever */
    int64_t segments;                                    /* sent */
    int64_t tickets;                                     /* opened */
};
int counter_day(struct db *db, int64_t since, struct counter_day *ret);
