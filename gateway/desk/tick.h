/* Tick: what the clock does to tickets: it reminds, escalates, withdraws what was never completed,
 * closes what nobody objects to, and sends officers their list of the day; and who is silent after
 * an announcement is told. Each of it once. */
#pragma once

#include <stdint.h>

#include "gateway/desk/desk.h"

/* Do what is due at desk->now; of desk nobody and no message is set. Within a transaction. Returns
 * how many tickets it did something about (at most TICK_MOST; then more may wait), or an errno of
 * db.h. */
#define TICK_MOST 50
int tick(struct desk *desk);
