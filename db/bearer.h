/* Bearers as the operator sees them: how each is, since when, and what it last said of itself. */
#pragma once

#include <stdint.h>

#include "db/db.h"

struct bearer_status {
    char name[32];
    char condition[16]; /* as in the CHECK of the table */
    char reason[96];
    int64_t changed_at;     /* since when it is in that condition */
    int64_t seen_at;        /* its last sign of life */
    int signal_percent;     /* -1 unknown */
    char network[32];       /* "" unknown */
    int64_t balance_rupiah; /* -1 unknown */
    int64_t balance_at;
    int64_t expiry_day;        /* the last day of the credit, in days since 1970; 0 unknown */
    int64_t expiry_warned_day; /* the one that the operator was told of, 0 none */
    int places_used, places;   /* for SMS in the modem and its SIM; places 0: unknown */
    int64_t refused_pin;       /* a digest, 0: none */
};

/* Write what is known of it; changed_at is kept while the condition stays. Returns 0 or an errno.
 */
int bearer_status_put(struct db *db, const struct bearer_status *status);

/* Read one. Returns 1, 0 or an errno. */
int bearer_status_get(struct db *db, const char *name, struct bearer_status *ret);

/* Visit all (struct bearer_status) by name. Returns how many, or an errno. */
int bearer_status_list(struct db *db, db_visit *visit, void *context);
