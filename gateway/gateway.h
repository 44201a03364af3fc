/* Gateway: the bearers and the core together; each turn is one transaction over all that has come
 * in since the last. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "config/config.h"
#include "config/texts.h"
#include "db/db.h"
#include "gateway/bearers.h"
#include "parser/vocabulary.h"

struct gateway {
    const char *config_file;
    struct config config;
    struct texts texts;
    struct vocabulary *vocabulary;
    struct db *db;
    int64_t catalogue_version, version_of_others;
    struct bearer *bearers; /* bearer_count of them */
    int bearer_count;
    bool in_trouble; /* the last turn could not be committed */
    int64_t kept_at; /* when the house was kept last, monotonic seconds */
};

/* Open the database and the vocabulary, and make the bearers of g->config, which is loaded already.
 * Returns 0, or after logging it an errno of db.h or lock.h, or -ENOEXEC if there is no program for
 * the modems. The caller closes g in any case. */
int gateway_open(struct gateway *g);
void gateway_close(struct gateway *g);

/* What time it is: now in Unix seconds, monotonic in seconds, and whether now has gone evenly for
 * so long that time-outs may be judged by it. */
struct gateway_time {
    int64_t now, monotonic;
    bool steady;
};

/* Store what the bearers gave, note their results, answer, and take what is due to be sent: one
 * transaction; only when it is committed do the bearers hear of it. Returns 1 if more waits than
 * one turn takes, 0, or an errno of db.h (logged once; the same packets are tried again in the next
 * turn). */
int gateway_turn(struct gateway *g, const struct gateway_time *time);

/* Start the bearers that are due, end those that are silent, and say to each what is committed. */
void gateway_serve_bearers(struct gateway *g, int64_t monotonic);

/* Use a new configuration, its lexicon, and texts, which are g's from then on: bearers that are new
 * or changed are started, others that are gone are stopped. Returns 0; or a negative errno, and
 * then all is as it was and the texts are still the caller's. */
int gateway_reconfigure(struct gateway *g, const struct config *config, const struct texts *texts);
