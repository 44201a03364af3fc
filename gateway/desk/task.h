/* Task: a ticket in the hands of an officer. */
#pragma once

#include "db/ticket.h"
#include "gateway/desk/desk.h"

/* The unit whose tickets are the officer's: the own one, else that of the desk. Borrowed. */
const char *task_unit(const struct desk *desk);

/* The ticket that an officer names, if it is the officer's: of a unit that the officer covers; the
 * inspectorate and the Sekda read all. Returns 1; 0 after saying why not in *reply; or an errno. */
int task_find(struct desk *desk, const struct request *request, enum intent intent,
              struct ticket *ret, struct reply *reply);
