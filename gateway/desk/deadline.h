/* Deadlines: what of a ticket is due until when, and when somebody is told of it. No I/O.
 *
 * | deadline | runs                                    | length                     | from |
 * |----------|-----------------------------------------|----------------------------|--------------------|
 * | verify   | until an office has verified            | verify_days, working       | SP4N-LAPOR! |
 * | follow   | from there to the first step            | followup_days, working     | SP4N-LAPOR! |
 * | respond  | from receipt to the office's first word | response_days              | UU 25/2009
 * 44(3)   | | resolve  | from receipt to the decision            | decision_days              | UU
 * 25/2009 50(1)   | | complete | while the citizen is to complete it     | complete_days | UU
 * 25/2009 44(4)   | | close    | while the citizen has the last word     | reopen_days |
 * SP4N-LAPOR!        |
 *
 * The decision stands still while the citizen completes the ticket; the law has its 60 days begin
 * only then, so this is never later. Forwarding changes nothing. */
#pragma once

#include <stdint.h>

#include "config/config.h"
#include "db/ticket.h"
#include "gateway/desk/calendar.h"

enum deadline {
    DEADLINE_VERIFY,
    DEADLINE_FOLLOW,
    DEADLINE_RESPOND,
    DEADLINE_RESOLVE,
    DEADLINE_COMPLETE,
    DEADLINE_CLOSE,
    DEADLINES
};
enum deadline_step { STEP_BEFORE, STEP_AT, STEP_AFTER, STEPS };

/* As in the CHECKs of ticket_alarm. */
extern const char *const deadline_names[DEADLINES];
extern const char *const deadline_step_names[STEPS];

/* What deadlines are reckoned by; borrowed. */
struct deadline_rules {
    const struct config *config;
    const struct calendar *calendar; /* of the unit that has the ticket */
    int promise_days;                /* of that unit, 0 for none */
};

/* Set what is due of a ticket that is opened at now. */
void deadline_open(const struct deadline_rules *rules, struct ticket *ticket, int64_t now);

/* Set what is due once the ticket goes from its state to another at now. */
void deadline_move(const struct deadline_rules *rules, struct ticket *ticket, enum ticket_state to,
                   int64_t now);

/* When a deadline ends; 0 if it does not run. */
int64_t deadline_due(const struct ticket *ticket, enum deadline deadline);

/* When a step of a deadline that ends at due is done: before it (on the morning some working days
 * earlier), at it, after it; 0 if that deadline has no such step. */
int64_t deadline_step_at(const struct deadline_rules *rules, enum deadline deadline,
                         enum deadline_step step, int64_t due);

/* The first of those times that runs next, whatever it is for: by what a ticket is urgent. 0: none.
 */
int64_t deadline_next(const struct ticket *ticket);
