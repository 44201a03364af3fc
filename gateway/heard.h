/* Heard: what a bearer said, and that it has gone, brought into the database. */
#pragma once

#include <stdint.h>

#include "gateway/bearers.h"
#include "gateway/core.h"

/* Store the SMS that it gave, note its results, reports, calls and credit, in the order it said
 * them; then, if it is lost, settle what it was sending. What the database refuses for a reason of
 * its own is logged and marked in bearer->refused; the rest goes on. now: Unix seconds; monotonic:
 * seconds. Within the transaction of the turn; bearer_commit or bearer_rollback follows. Returns 0,
 * or an errno that is db_is_trouble. */
int heard_apply(struct core *core, struct bearer *bearer, int64_t now, int64_t monotonic);
