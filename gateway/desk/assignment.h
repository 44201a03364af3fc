/* Assignment: who of the offices is told about a ticket: the officers of its unit, else its
 * supervisors, else the desk. None of it at night. */
#pragma once

#include "db/officer.h"
#include "db/ticket.h"
#include "gateway/desk/desk.h"

enum assignment {
    ASSIGNMENT_OFFICERS, /* of the unit */
    ASSIGNMENT_SUPERVISORS,
    ASSIGNMENT_TOP /* the Sekda */
};

/* Make the text for one person, in the language of texts. */
typedef void assignment_text(struct desk *desk, const struct texts *texts, const void *context,
                             struct reply *reply);

/* Send a text to an officer, in the morning if it is night. Returns 0 or an errno of db.h. */
int assignment_tell_officer(struct desk *desk, const struct officer *officer, assignment_text *text,
                            const void *context);

/* Send a text to each of those for a unit, but not to who sent the message of the desk. Returns how
 * many, or an errno of db.h. */
int assignment_tell(struct desk *desk, enum assignment to, const char *unit, assignment_text *text,
                    const void *context);

/* Tell the officers of its unit that there is a new ticket, and how many persons say the same.
 * Returns 0 or an errno. */
int assignment_tell_new(struct desk *desk, const struct ticket *ticket);

/* Tell them that the citizen has opened it again or completed it, and what was said. */
int assignment_tell_change(struct desk *desk, const struct ticket *ticket, const char *text);

/* The beginning of a complaint: so much is enough to know which it is. */
#define ASSIGNMENT_QUOTE_SIZE 61
void assignment_quote(const char *text, char ret[ASSIGNMENT_QUOTE_SIZE]);
