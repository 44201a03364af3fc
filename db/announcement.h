/* Announcements: what an officer says to all who hold a node of a subtree, and who acknowledged it.
 */
#pragma once

#include "db/area.h"
#include "db/db.h"
#include "db/officer.h"
#include "db/outbox.h"

#define ANNOUNCEMENT_TEXT_SIZE 1600 /* more than any option lets an SMS be long */

struct announcement {
    int64_t id; /* the number that people see */
    int64_t officer_id, area_id;
    int64_t inbox_id; /* the message that sent it */
    char text[ANNOUNCEMENT_TEXT_SIZE];
    int64_t created_at;
    int64_t due_at;              /* when the silent nodes are reported, 0: that is done */
    char sender[64], msisdn[24]; /* the officer's name and number; only read */
    char area[AREA_CODE_SIZE];   /* only read */
    int people, acknowledged;    /* how many were told, and how many said so; only read */
};

/* Keep a new one: officer_id, area_id, inbox_id, text and due_at are taken from it, id and
 * created_at are filled in. Returns 0; -EEXIST if that message has sent one already; or an errno of
 * db.h. Within a transaction, as all of these. */
int announcement_add(struct db *db, struct announcement *announcement, int64_t now);

/* Queue its message for an officer, who is one of those told from now on. Returns 0, -EEXIST if
 * that was so before, or an errno. */
int announcement_tell(struct db *db, int64_t id, const struct officer *officer,
                      const struct outbox_message *message, int64_t now);

/* The announcement with that number. Returns 1, 0 or an errno. */
int announcement_get(struct db *db, int64_t id, struct announcement *ret);

/* An officer has read it. Returns 1, 0 if that was known, -ENOENT if it was not for that officer,
 * or an errno. */
int announcement_acknowledge(struct db *db, int64_t id, int64_t officer_id, int64_t now);

/* The newest one that an officer has not acknowledged. Returns 1, 0 if there is none, or an errno.
 */
int announcement_newest_open(struct db *db, int64_t officer_id, int64_t *ret);

/* The first whose silent nodes are to be reported at now. Returns 1, 0 or an errno. */
int announcement_due(struct db *db, int64_t now, struct announcement *ret);

/* When they are to be reported; 0: it is done. Returns 0 or an errno. */
int announcement_set_due(struct db *db, int64_t id, int64_t due_at);

/* How many messages of it are still on their way to those who have not acknowledged, or an errno.
 */
int announcement_on_its_way(struct db *db, int64_t id);

/* Visit the nodes (struct area) none of whose officers has acknowledged; above (id, 0 for all):
 * only those that it is told of. Returns how many, or an errno. */
int announcement_silent(struct db *db, int64_t id, int64_t above, db_visit *visit, void *context);

/* Visit the nodes (struct area) that are told of silent ones. The same. */
int announcement_above_silent(struct db *db, int64_t id, db_visit *visit, void *context);

/* Visit all announcements (struct announcement), the newest first. Returns how many, or an errno.
 */
int announcement_list(struct db *db, db_visit *visit, void *context);

struct announcement_target {
    char area[AREA_CODE_SIZE], name[64], msisdn[24];
    char state[16]; /* of its message, as in outbox_state_names */
    int64_t acknowledged_at;
};

/* Visit who was told (struct announcement_target), by area. The same. */
int announcement_targets(struct db *db, int64_t id, db_visit *visit, void *context);
