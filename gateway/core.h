/* Core: the way of one message, from the inbox through the desk to the outbox, in one transaction.
 */
#pragma once

#include <stdint.h>

#include "config/config.h"
#include "config/texts.h"
#include "db/db.h"
#include "gateway/link.h"
#include "parser/vocabulary.h"

/* What answering needs; borrowed from the program that runs it. */
struct core {
    struct db *db;
    const struct config *config;
    const struct texts *texts; /* the house's language, the others behind it */
    const struct vocabulary *vocabulary;
};

/* Store an SMS that a bearer handed over. Returns 1, 0 if it is stored already, or an errno of
 * db.h. Within a transaction; it may be acknowledged once that is committed. */
int core_store(struct core *core, const char *bearer, const struct link_sms *sms, int64_t now);

/* Somebody rang on a bearer: who may be answered gets the menu, once a period. Returns 0 or an
 * errno of db.h. Within a transaction. */
int core_called(struct core *core, const char *bearer, const char *number, int64_t now);

/* Tell the operator that a SIM's credit is low. Returns 0 or an errno. Within a transaction. */
int core_warn_of_credit(struct core *core, const char *bearer, int64_t rupiah, int64_t now);

/* Tell the operator on which day a SIM's credit expires (days since 1970). The same. */
int core_warn_of_expiry(struct core *core, const char *bearer, int64_t day, int64_t now);

/* Do what the clock does to tickets at now (gateway/desk/tick.h). Returns how many, or an errno.
 * Within a transaction. */
int core_tick(struct core *core, int64_t now);

/* Answer the oldest waiting message: handled, ticket, journal and reply together, within a
 * transaction. A message that cannot be answered for a reason of its own is marked failed, which is
 * logged, and does not hold up the others. Returns 1, 0 if none waits, or an errno of db.h. */
int core_answer_next(struct core *core, int64_t now);
