/* Guard's figures: how often a number was answered, what it repeats, and who is blocked. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "db/db.h"

/* Answers queued for a number since a time (Unix seconds). Returns the count or an errno of db.h.
 */
int guard_answers_since(struct db *db, const char *msisdn, int64_t since);

/* Messages with exactly that text that the sender (as the inbox has it) sent since a time. */
int guard_repeats_since(struct db *db, const char *sender, const char *text, int64_t since);

/* The last text sent to a number. Returns 1, 0 if there is none, or an errno. */
int guard_last_answer(struct db *db, const char *msisdn, char *ret, size_t size);

/* The block list: numbers that an operator has ordered never to be answered. */
int guard_is_blocked(struct db *db, const char *msisdn); /* 1, 0 or an errno */
int guard_block(struct db *db, const char *msisdn, const char *reason, const char *actor,
                int64_t now);
int guard_unblock(struct db *db, const char *msisdn, const char *actor, int64_t now); /* -ENOENT */

struct guard_blocked {
    char msisdn[24];
    char reason[128];
    int64_t at;
};
/* Visit the block list (struct guard_blocked). Returns how many, or an errno. */
int guard_blocked_list(struct db *db, db_visit *visit, void *context);
