/* Own: the ticket that a request names, if the sender opened it. Of others' tickets nothing is
 * said, not even that there are any. */
#pragma once

#include "db/ticket.h"
#include "gateway/desk/desk.h"

/* Find the ticket with that number. Returns 1; 0 after saying in *reply that the number is
 * miswritten or none of theirs; or an errno of db.h. */
int own_ticket(struct desk *desk, const char *number, struct ticket *ret, struct reply *reply);
