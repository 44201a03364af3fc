/* Routing: which office gets a complaint: the one it names, else by its words and place
 * (db/route.h), else the desk. Complaints about levies go to the inspectorate whatever they name,
 * and never to the office that they are about. */
#pragma once

#include "db/ticket.h"
#include "gateway/desk/desk.h"

/* Fill in unit and accused of a ticket by its text. Returns 0; 1 if it goes there whatever it
 * names, and nobody else is to hear of it; or an errno of db.h. */
int routing_choose(struct desk *desk, struct ticket *ticket);

/* The unit that words name: its code, or one of its names. Returns 1 and the code, 0 or an errno.
 */
int routing_unit(struct db *db, const char *words, char ret[TICKET_UNIT_SIZE]);
