/* Work: what an office does to a ticket, by SMS or from the operator's shell: whoever opened it is
 * told, and so is the next office. */
#pragma once

#include "db/ticket.h"
#include "gateway/desk/desk.h"

/* Move a ticket, with what the office says of it ("" for nothing); for TICKET_DITERUSKAN its unit
 * is the new one already. Returns 0; -EINVAL if that state may not follow; or an errno of db.h. */
int work_move(struct desk *desk, struct ticket *ticket, enum ticket_state to, const char *actor,
              const char *note);

/* Answer whoever opened an open ticket. That begins the work; a question is done with it. Returns 0
 * or an errno. */
int work_answer(struct desk *desk, struct ticket *ticket, const char *actor, const char *text);
