/* Life: what happens to a ticket, whoever makes it happen: its clock is set, the citizen is told.
 */
#pragma once

#include "db/ticket.h"
#include "gateway/desk/deadline.h"
#include "gateway/desk/desk.h"
#include "gateway/desk/office.h"

/* What the deadlines of a ticket are reckoned by, with the calendar that they point into. */
struct life_rules {
    struct deadline_rules by;
    struct office office;
};
int life_load_rules(struct desk *desk, const struct ticket *ticket, struct life_rules *ret);

/* Open *ticket (text, kind, words, unit and the like are set) for a person. Returns 0; -EEXIST if
 * that message has a ticket; or an errno. */
int life_open(struct desk *desk, int64_t person_id, const struct ticket_act *act,
              struct ticket *ticket);

/* Move a ticket by the message of the desk. Returns 0; -EINVAL if that state may not follow; or an
 * errno. */
int life_move(struct desk *desk, struct ticket *ticket, enum ticket_state to,
              const struct ticket_act *act);

/* Set when the clock of a ticket has something to do next, and write it. Returns 0 or an errno. */
int life_set_alarm(struct desk *desk, struct ticket *ticket);

/* Keep what the citizen says of a ticket by the message of the desk. Returns 0 or an errno. */
int life_keep(struct desk *desk, const struct ticket *ticket, const char *text);

/* The citizen does not take the last word of the office: it is open again, and the reply says so.
 * Returns 0; -EINVAL; or an errno. */
int life_reopen(struct desk *desk, struct ticket *ticket, const char *text, struct reply *reply);

/* What a ticket is, in these words: "Laporan". */
#define LIFE_KIND_SIZE 32
void life_kind(const struct texts *texts, const struct ticket *ticket, char ret[LIFE_KIND_SIZE]);

/* The words of its state for whoever opened it, with what the office said ("" for nothing). */
void life_words(struct desk *desk, const struct ticket *ticket, const char *note,
                struct reply *reply);

/* Send these words, or a text, to whoever opened it. Returns 0 or an errno. */
int life_tell(struct desk *desk, const struct ticket *ticket, const char *note);
int life_send(struct desk *desk, const struct ticket *ticket, const char *text);
