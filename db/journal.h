/* Journal: every change, by whom and when; it is only ever added to, and chained, so that whoever
 * changes it behind our back is found out. */
#pragma once

#include <stdint.h>

#include "db/db.h"

/* Where the changes of this connection come from now on: channel "sms", "cli", "web", "gateway" (by
 * itself); address the number or the terminal. What is said is kept until it is said anew; before,
 * it is the gateway. */
void journal_from(struct db *db, const char *channel, const char *address);

/* actor: who ("warga", "gateway", "officer:+62812...", "operator:root"); action: what ("ticket
 * opened"); subject: on what ("ticket 0100421"); before and after may be "". Never a PIN, and no
 * text of a message. Returns 0 or an errno of db.h. */
int journal_change(struct db *db, int64_t now, const char *actor, const char *action,
                   const char *subject, const char *before, const char *after);

/* The same for what has no before. */
int journal_add(struct db *db, int64_t now, const char *actor, const char *action,
                const char *subject, const char *detail);

#define JOURNAL_HASH_SIZE 65 /* SHA-256 in hexadecimal digits */

struct journal_entry {
    int64_t id, at;
    char channel[16], address[64];
    char actor[64], action[64], subject[64];
    char before[256], after[256];
    char hash[JOURNAL_HASH_SIZE];
};

/* What to list; 0 and NULL mean any, and a part of an actor or a subject is enough. */
struct journal_filter {
    int64_t since;
    const char *actor, *subject;
};

/* Visit the entries (struct journal_entry) that filter (NULL: all) asks for, oldest first. Returns
 * how many, or an errno. */
int journal_list(struct db *db, const struct journal_filter *filter, db_visit *visit,
                 void *context);

/* Reckon the whole chain again. Returns 0 and the newest entry (id 0 if there is none), or -EBADMSG
 * and in *ret the first entry that is not as it was written, or before which something was put in
 * or cut out; an id beyond the newest one if the end was cut off. Or an errno. Whoever can write
 * the file could reckon a whole new chain: only a hash that was noted elsewhere tells that. */
int journal_verify(struct db *db, struct journal_entry *ret);

/* Read an entry. Returns 1, 0 or an errno. */
int journal_get(struct db *db, int64_t id, struct journal_entry *ret);
