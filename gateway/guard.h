/* Guard: who is answered at all. Every SMS costs money, and some numbers answer answers without
 * end. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "config/config.h"
#include "db/db.h"
#include "db/inbox.h"

enum guard_verdict {
    GUARD_ANSWER,
    GUARD_NOTICE, /* the last answer for an hour: say so */
    GUARD_SILENT, /* what the message asks for is done, but nothing is sent */
    GUARD_BLOCKED /* nothing is done */
};

/* Judge a message of a person (msisdn: E.164). A message that answers our question may say the same
 * as others before ("1"). why is a word for the log, "" for GUARD_ANSWER. Returns 0 or an errno of
 * db.h. */
int guard_judge(struct db *db, const struct config *config, const struct inbox_message *message,
                const char *msisdn, bool is_answer, int64_t now, enum guard_verdict *ret,
                const char **why);
