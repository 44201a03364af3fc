/* Tickets: a complaint, its number, its clock and its life. */
#pragma once

#include <stdint.h>

#include "db/db.h"
#include "db/inbox.h"
#include "db/ticket_number.h"

struct ticket {
    int64_t id;
    char number[TICKET_NUMBER_SIZE];
    char msisdn[24]; /* who complained */
    char text[INBOX_TEXT_SIZE];
    char state[20]; /* as in the CHECK of the table */
    char unit[24];  /* code of the unit that has it, "" for none yet */
    int64_t opened_at, respond_by, changed_at;
};

/* Open a ticket for the message inbox_id with its first event and journal entry. number, text,
 * respond_by of *ticket are set by the caller or by this function as said: text and respond_by are
 * taken from it, id, number, state and times are filled in. Returns 0; -EEXIST if that message has
 * a ticket already; or an errno of db.h. Within a transaction. */
int ticket_open(struct db *db, const char node[3], int64_t person_id, int64_t inbox_id,
                struct ticket *ticket, int64_t now);

/* The ticket with that number, with or without leading zeros. Returns 1, 0 or an errno. */
int ticket_find(struct db *db, const char *number, struct ticket *ret);

/* Visit the tickets (struct ticket), oldest first; state and unit NULL for any. Returns how many,
 * or an errno. */
int ticket_list(struct db *db, const char *state, const char *unit, db_visit *visit, void *context);

struct ticket_event {
    int64_t at;
    char actor[64];
    char from_state[20], to_state[20];
    char note[256];
};
/* Visit what happened to a ticket (struct ticket_event), oldest first. */
int ticket_events(struct db *db, int64_t ticket_id, db_visit *visit, void *context);
