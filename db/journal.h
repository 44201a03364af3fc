/* Journal: every change, by whom and when; it is only ever added to. */
#pragma once

#include <stdint.h>

#include "db/db.h"

/* actor: who ("warga", "gateway", "operator:root"); action: what ("ticket opened"); subject: on
 * what ("ticket 0100421"); detail may be "". Never a PIN, and no text of a message. Returns 0 or an
 * errno of db.h. */
int journal_add(struct db *db, int64_t now, const char *actor, const char *action,
                const char *subject, const char *detail);

struct journal_entry {
    int64_t id, at;
    char actor[64], action[64], subject[64], detail[256];
};
/* Visit the entries (struct journal_entry), oldest first. Returns how many, or an errno. */
int journal_list(struct db *db, db_visit *visit, void *context);
