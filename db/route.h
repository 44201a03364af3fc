/* Routes: which office gets a complaint that names none, by its words and its place. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db/db.h"

#define ROUTE_WORDS_SIZE 128

struct route {
    char words[ROUTE_WORDS_SIZE]; /* folded; all of them must be in the complaint, "" for any */
    char place[ROUTE_WORDS_SIZE]; /* the same for where it is */
    char unit[24];
    bool always; /* even if the complaint names another office: it is about that office */
};

/* Visit all (struct route) in the operator's order. Returns how many, or an errno of db.h. */
int route_list(struct db *db, db_visit *visit, void *context);

/* Forget all, to write them anew; within a transaction. Returns 0 or an errno. */
int route_clear(struct db *db);

/* Returns 0; -ENOENT if there is no such unit; -EEXIST if words and place have a row; or an errno.
 */
int route_add(struct db *db, const struct route *route);
