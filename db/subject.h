/* Data subject: what is held of one person, to be shown to them or forgotten (UU 27/2022 Art. 7, 8,
 * 32, 43). */
#pragma once

#include "db/db.h"

/* One thing that is held. kind: person, message, answer, ticket, word (of a ticket), notice. */
struct subject_item {
    int64_t at;
    char kind[16], id[24], state[16];
    char text[4096];
};

/* Visit all that is held of a number (E.164; struct subject_item), oldest first. Returns how many,
 * or an errno of db.h. */
int subject_list(struct db *db, const char *msisdn, db_visit *visit, void *context);

/* What forgetting did. */
struct subject_forgotten {
    int64_t person_id;     /* 0: it had none */
    int messages, answers; /* whose words and number are gone */
    int tickets;           /* that keep their words, but nobody knows any more whose they are */
    int open_tickets;      /* that need the number until they are closed */
    int waiting;           /* messages that are being answered or sent just now */
};

/* Forget a number (E.164) at now. What is queued for it is not sent any more. Returns 0 or an errno
 * of db.h. Within a transaction. */
int subject_forget(struct db *db, const char *msisdn, int64_t now, struct subject_forgotten *ret);

/* How much of a person is held that came or went in a time. */
struct subject_affected {
    char msisdn[24];
    int messages, answers, tickets;
};

/* Visit all (struct subject_affected) of whom something from since to until is held, by number.
 * Returns how many, or an errno. */
int subject_affected(struct db *db, int64_t since, int64_t until, db_visit *visit, void *context);
