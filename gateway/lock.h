/* Lock: one gateway for one database, and a way to see whether it runs. */
#pragma once

/* Take the lock of a database for the life of this process. Returns 0; -EBUSY if another gateway
 * has it; or a negative errno. */
int lock_take(const char *database);

/* Whether a gateway has the lock: 1, 0 or a negative errno. */
int lock_is_taken(const char *database);
