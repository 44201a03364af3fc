/* Search: the words of messages and tickets, in indexes that are brought up to date by whoever
 * searches, so that the way of a message costs nothing. */
#pragma once

#include <stdint.h>

#include "db/db.h"

/* What to search for; gateway/search.h makes it of what a person writes. */
struct search_query {
    char words[1024]; /* FTS5's language; "" where only the number counts */
    char msisdn[24];  /* whose, E.164; or "" */
};

/* Called now and then with how many rows were gathered. */
typedef void search_progress(int64_t done, int64_t total, void *context);

/* Gather the words of what has come since, a slice of rows a transaction. A message that waits is
 * left: its code may still be masked. Not within a transaction. Returns 0 or an errno of db.h. */
int search_gather(struct db *db, search_progress *progress, void *context);

/* Let go of all gathered words: what was erased elsewhere must not be found here. The next one who
 * searches gathers anew. Returns 0 or an errno. Within a transaction. */
int search_clear(struct db *db);
