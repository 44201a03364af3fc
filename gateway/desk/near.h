/* Near: who lives where a complaint is about hears of it beside the office that works on it. */
#pragma once

#include "db/ticket.h"
#include "gateway/desk/desk.h"

/* Tell the officers who hold the nearest node to the place that a new ticket speaks of, one SMS
 * each; nobody if it is secret, names no place, or is about such an officer. Returns 0 or an errno
 * of db.h. */
int near_tell(struct desk *desk, const struct ticket *ticket);
