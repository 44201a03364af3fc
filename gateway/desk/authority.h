/* Authority: who may do what by SMS, and whether it is really them. */
#pragma once

#include "db/area.h"
#include "db/officer.h"
#include "gateway/desk/desk.h"

enum authority {
    AUTHORITY_ALLOWED,
    AUTHORITY_STRANGER,    /* no officer has that number */
    AUTHORITY_NO_RIGHT,    /* not with that role */
    AUTHORITY_PIN_NONE,    /* has neither PIN nor sheet yet */
    AUTHORITY_PIN_MISSING, /* has, but did not send it */
    AUTHORITY_PIN_WRONG,
    AUTHORITY_LOCKED
};

/* Whether a command is one of officers. */
bool authority_is_needed(enum intent intent);

/* Whether the sender may do intent: an officer, of a role that may (the table is in authority.c),
 * who has proved to be one where intent_changes. A wrong PIN counts, and locks in the end. If
 * allowed, desk->officer is who it is; else *reply says what is wrong, and nothing else may be
 * done: a stranger is answered like anybody who is not understood. desk_answer asks before each
 * command, so that none can forget to. Returns an enum authority or an errno of db.h. */
int authority_admit(struct desk *desk, const struct request *request, enum intent intent,
                    struct reply *reply);

/* Whether an officer may change what belongs to the unit with that code: the own one; the desk of
 * Diskominfo any. For the commands to ask, who know what is to be changed. */
bool authority_covers(const struct officer *officer, const char *unit);

/* Whether an officer may speak to all who hold nodes of an area: the own one and what lies in it;
 * the desk of Diskominfo and the Sekda all. Returns 1, 0 or an errno of db.h. */
int authority_covers_area(struct desk *desk, const struct area *area);

/* Say that this is not the officer's to do, and that nothing was changed. */
void authority_refuse(struct desk *desk, enum intent intent, struct reply *reply);

/* The officer as the journal calls one: "officer:+6281234567890". */
#define AUTHORITY_ACTOR_SIZE 64
void authority_actor(const struct officer *officer, char ret[AUTHORITY_ACTOR_SIZE]);
