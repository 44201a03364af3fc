/* Notices: what holds for a service, a group or an office for a while ("blangko habis"), and who
 * waits for its end. */
#pragma once

#include <stdint.h>

#include "db/catalogue.h"
#include "db/db.h"

#define NOTICE_TEXT_SIZE 101 /* it is in every answer, and each SMS costs money */

struct notice {
    int64_t id;
    enum catalogue_kind kind; /* what it is about */
    char code[CATALOGUE_CODE_SIZE];
    char text[NOTICE_TEXT_SIZE];
    char actor[64];
    int64_t created_at, expires_at, ended_at; /* ended_at 0: was not ended before it expired */
};

/* Let a notice hold in place of the one that holds for the same: kind, code, text, actor and
 * expires_at are taken from *notice, id and created_at are filled in. Returns 0; -ENOENT if there
 * is no such service, group or office; or an errno of db.h. Within a transaction. */
int notice_add(struct db *db, struct notice *notice, int64_t now);

/* It holds no more, by order of actor. Returns 0 or an errno. Within a transaction. */
int notice_end(struct db *db, const struct notice *notice, const char *actor, int64_t now);

/* The newest notice about the same that holds at since or held later. Returns 1, 0 or an errno. */
int notice_newest(struct db *db, enum catalogue_kind kind, const char *code, int64_t since,
                  struct notice *ret);

/* Visit what holds at now (struct notice): for a service, of its groups and of its office, too.
 * Returns how many, or an errno. */
int notice_for(struct db *db, enum catalogue_kind kind, const char *code, int64_t now,
               db_visit *visit, void *context);

/* Visit the notices (struct notice) that hold at now, or all (now = 0). */
int notice_list(struct db *db, int64_t now, db_visit *visit, void *context);

/* How many people asked about what a notice is about since a time. */
int notice_count_asked(struct db *db, const struct notice *notice, int64_t since);

/* Somebody who did, who has not said STOP and was not told that this notice is over. */
struct notice_asker {
    int64_t person_id;
    char msisdn[24];
    char bearer[32]; /* by which they asked last */
};

/* Visit them (struct notice_asker), who asked last first. Returns how many, or an errno. */
int notice_askers(struct db *db, const struct notice *notice, int64_t since, db_visit *visit,
                  void *context);

/* That person is told now. Returns 0, -EEXIST if they were, or an errno. */
int notice_tell(struct db *db, const struct notice *notice, int64_t person_id, int64_t now);
