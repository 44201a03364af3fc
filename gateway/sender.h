/* Sender: what goes to a bearer and when, what its results mean, and the one rule for sends that
 * nobody is sure of. */
#pragma once

#include <stdint.h>

#include "db/db.h"
#include "db/outbox.h"
#include "gateway/link.h"

/* A message that may have left is sent again. After a crash always, for a crash repeats one answer
 * at most; what the modem itself could not tell of is repeated so often, crashes counted, and is
 * 'uncertain' then, which the log and 'sampan doctor' tell. */
#define SENDER_REPEATS_MAX 2

/* Take the next message that is due for a bearer and at least as urgent as least, and fill in its
 * next segment. It is 'sending' from then on: hand it over once the transaction is committed.
 * Returns 1, 0 if nothing is due, or an errno of db.h. */
int sender_take(struct db *db, const char *bearer, enum outbox_priority least, int64_t now,
                struct link_send *ret);

/* A bearer's result. If another segment of the same message is to follow, fills in *next and
 * returns 1; else 0. A result for a segment that was not awaited from that bearer is -ENOENT and
 * changes nothing. */
int sender_result(struct db *db, const char *bearer, const struct link_result *result, int64_t now,
                  struct link_send *next);

/* The bearer is gone or has just come: what was being sent may have left, and is sent again; after
 * the first time with pauses that double. Returns how many messages, or an errno. */
int sender_recover(struct db *db, const char *bearer, int64_t now);

/* Message id was taken but never handed to the bearer: put it back. Returns 0 or an errno. */
int sender_put_back(struct db *db, int64_t id, int64_t now);
