/* Silence: who did not answer an announcement in time is named to its sender, and to the nearest
 * officer above them; once. */
#pragma once

#include "gateway/desk/desk.h"

/* Report what is due at desk->now; of desk nobody and no message is set. Within a transaction.
 * Returns 0 or an errno of db.h. */
int silence_report(struct desk *desk);
