/* Digest: each officer's day in one SMS. */
#pragma once

#include "gateway/desk/desk.h"

/* From digest_hour on of each working day, once: tell every officer whose unit has something to do.
 * Within a transaction. Returns 0 or an errno of db.h. */
int digest_send(struct desk *desk);
