/* Inbox: every message as it came, once, and how it was understood. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db/db.h"
#include "db/search.h"

#define INBOX_TEXT_SIZE 4096
#define INBOX_UNITS_MAX 160 /* a GSM-7 segment, 3GPP TS 23.040 */

/* One SMS as a bearer read it: a whole message, or one part of a long one. */
struct inbox_sms {
    char bearer[32];
    char sender[48];
    int64_t sent_at;    /* by the SMSC's clock, Unix seconds */
    int reference_bits; /* 0: a whole message; 8 or 16: a part (3GPP TS 23.040, 9.2.3.24) */
    int reference, total, part;
    int length;
    uint16_t units[INBOX_UNITS_MAX]; /* UTF-16 */
};

/* waiting; answered; kept: done, but not answered; ignored; failed. */
#define INBOX_STATES 5
extern const char *const inbox_state_names[INBOX_STATES];

struct inbox_message {
    int64_t id;
    char bearer[32];
    char sender[48];
    char text[INBOX_TEXT_SIZE]; /* UTF-8; a message that is longer is cut here, its parts keep
                                   everything */
    int64_t sent_at, received_at;
    char state[16]; /* one of inbox_state_names */
    char intent[32];
    char arguments[128];
    char match[8]; /* exact, fuzzy, none */
    char reason[64];
    bool incomplete; /* parts of it never came; each gap reads "..." */
    int64_t handled_at;
    bool secret; /* its sender is shown to nobody */
};

/* Store an SMS; a part joins the others of its message, which is in the inbox when all are there.
 * Returns 1; 0 if the same SMS is stored already (sender, time and content: a modem that has
 * another name now, or another SIM, reads the same ones again); or an errno of db.h. Within a
 * transaction. */
int inbox_add(struct db *db, const struct inbox_sms *sms, int64_t now);

/* Long messages of which no part has come since before (Unix seconds) go to the inbox with what
 * there is. Returns how many, or an errno. Within a transaction. */
int inbox_join_overdue(struct db *db, int64_t before, int64_t now);

/* An SMS that nobody can decode, as the modem had it. */
#define INBOX_PDU_SIZE 400
struct inbox_corrupt {
    int64_t id;
    char bearer[32];
    char pdu[INBOX_PDU_SIZE]; /* hexadecimal, with the SMSC's number in front */
    int64_t received_at;
};

/* Keep one. Returns 1, 0 if it is kept already, or an errno. */
int inbox_add_corrupt(struct db *db, const char *bearer, const char *pdu, int64_t now);

/* Visit them (struct inbox_corrupt), oldest first. Returns how many, or an errno. */
int inbox_list_corrupt(struct db *db, db_visit *visit, void *context);

/* The oldest message that waits. Returns 1, 0 or an errno. */
int inbox_next(struct db *db, struct inbox_message *ret);
int inbox_get(struct db *db, int64_t id, struct inbox_message *ret);

/* The highest id, 0 if there is none, or an errno. */
int64_t inbox_last(struct db *db);

/* What became of a message. */
struct inbox_outcome {
    const char *state;  /* answered, kept, ignored or failed */
    const char *intent; /* name of an intent, "" for none */
    const char *arguments;
    const char *match;  /* exact, fuzzy, none */
    const char *reason; /* why it was ignored or failed, "" for none */
};

/* A waiting message is handled. Returns 0; -ENOENT if it was not waiting. */
int inbox_done(struct db *db, int64_t id, const struct inbox_outcome *outcome, int64_t now);

/* Keep a message as text, and of its parts nothing but that they came: it held a code. Returns 0 or
 * an errno. */
int inbox_hide(struct db *db, int64_t id, const char *text);

/* A message that is about a secret complaint of that person does not tell its sender from now on:
 * one that opened it or said something of it, names it (ticket, "" for none), or is answered with
 * its number. Returns 0 or an errno. */
int inbox_hide_sender(struct db *db, int64_t id, int64_t person_id, const char *ticket,
                      const char *answer);

/* What to list; NULL and 0 mean any. A sender in E.164 is found however the network writes it, but
 * not by what is secret. */
struct inbox_filter {
    int64_t since, after; /* received since a time; with an id above this one */
    const char *sender, *intent, *state;
    bool not_understood; /* UNKNOWN, or a topic without a service, once handled */
};

/* Visit the messages (struct inbox_message), oldest first. Returns how many, or an errno. */
int inbox_list(struct db *db, const struct inbox_filter *filter, db_visit *visit, void *context);

/* Visit those since a time (0: any) in which the words are, or that came from the number, oldest
 * first; after search_gather. Returns how many; -EINVAL for words that FTS5 cannot read; or an
 * errno. */
int inbox_search(struct db *db, const struct search_query *query, int64_t since, db_visit *visit,
                 void *context);
