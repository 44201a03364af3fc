/* Tickets: a complaint, its number, its clock and its life. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db/db.h"
#include "db/inbox.h"
#include "db/search.h"
#include "db/ticket_number.h"
#include "db/ticket_state.h"

#define TICKET_UNIT_SIZE  24
#define TICKET_WORDS_SIZE 512

struct ticket {
    int64_t id;
    char number[TICKET_NUMBER_SIZE];
    int64_t person_id; /* who opened it */
    char msisdn[24];   /* of that person; only read */
    int64_t inbox_id;  /* the message that opened it; only read */
    char text[INBOX_TEXT_SIZE];
    enum ticket_kind kind;
    enum ticket_category category;
    enum ticket_state state;
    bool secret;                    /* officers never learn who opened it */
    char unit[TICKET_UNIT_SIZE];    /* code of the unit that has it, "" for none yet */
    char unit_name[96];             /* only read */
    char accused[TICKET_UNIT_SIZE]; /* the unit that never gets it, "" for none */
    char words[TICKET_WORDS_SIZE];  /* what it is compared by: folded words in order */
    int64_t similar_to;             /* the first ticket about the same thing, 0 for none */
    /* What is due until when; 0: nothing of that kind. */
    int64_t verify_by, follow_by, respond_by, resolve_by, complete_by, close_by;
    int64_t waiting_since; /* that the clock stands still, 0: it runs */
    int64_t alarm_at;      /* when the clock has something to do next, 0: never */
    int64_t opened_at, changed_at;
    int64_t verified_at, responded_at, resolved_at, closed_at; /* 0: not yet */
    int forwards, reopened;
    int score; /* 1 to 4, 0 for none */
};

/* The ticket with that number, with or without leading zeros, or with that id. Returns 1, 0 or an
 * errno. */
int ticket_find(struct db *db, const char *number, struct ticket *ret);
int ticket_get(struct db *db, int64_t id, struct ticket *ret);

/* Who does something to a ticket, and by which message (0 for none). */
struct ticket_act {
    const char *actor; /* as in the journal: "warga", "gateway", "operator:root" */
    bool by_office;    /* a word of the office: the first one is the response */
    const char *note;
    int64_t inbox_id;
};

/* Open a ticket of a person by the message of act, with its first event and journal entry. What it
 * says, whose it is and what is due is taken from *ticket; id, number, state and times are filled
 * in. Returns 0; -EEXIST if that message has a ticket already; or an errno of db.h. Within a
 * transaction. */
int ticket_open(struct db *db, const char node[3], int64_t person_id, const struct ticket_act *act,
                struct ticket *ticket, int64_t now);

/* Move to a state: its times and counters, an event, a journal entry, and everything else that the
 * caller has changed in *ticket (unit, what is due). Returns 0; -EINVAL if that state may not
 * follow; -EEXIST if that message has changed a ticket already; or an errno. Within a transaction.
 */
int ticket_move(struct db *db, struct ticket *ticket, enum ticket_state to,
                const struct ticket_act *act, int64_t now);

/* Write what the caller has changed in *ticket (unit, category, score, what is due, responded_at).
 * Returns 0 or an errno. */
int ticket_save(struct db *db, const struct ticket *ticket);

/* Keep what was said of a ticket. Returns 0; -EEXIST if that message is kept already; or an errno.
 */
int ticket_say(struct db *db, int64_t ticket_id, const struct ticket_act *act, int64_t now);

/* What to list; NULL and 0 mean any. */
struct ticket_filter {
    const char *state, *unit;
    int64_t overdue; /* open, and a time was due before this moment */
};

/* Visit the tickets (struct ticket), oldest first. Returns how many, or an errno. */
int ticket_list(struct db *db, const struct ticket_filter *filter, db_visit *visit, void *context);

/* Visit those opened since a time (0: any) in whose words, or in what was said of them later, the
 * words are, or that are of the number, oldest first; after search_gather. As inbox_search. */
int ticket_search(struct db *db, const struct search_query *query, int64_t since, db_visit *visit,
                  void *context);

/* Visit the tickets of a person with which something is still to be done, if only to have the
 * person's word, oldest first. */
int ticket_own(struct db *db, int64_t person_id, db_visit *visit, void *context);

/* Visit what a unit has to do, the most urgent first; unit "" is what no unit has. */
int ticket_tasks(struct db *db, const char *unit, db_visit *visit, void *context);

/* The ticket of a person that was called done or refused last, if it has waited for that person's
 * word since then or was closed after since. Returns 1, 0 or an errno. */
int ticket_awaiting_word(struct db *db, int64_t person_id, int64_t since, struct ticket *ret);

struct ticket_event {
    int64_t at;
    char actor[64];
    char from_state[20], to_state[20];
    char note[256];
};
/* Visit what happened to a ticket (struct ticket_event), oldest first. */
int ticket_events(struct db *db, int64_t ticket_id, db_visit *visit, void *context);

struct ticket_message {
    int64_t at;
    char author[64];
    char text[INBOX_TEXT_SIZE];
};
/* Visit what was said of a ticket after its first words (struct ticket_message), oldest first. */
int ticket_messages(struct db *db, int64_t ticket_id, db_visit *visit, void *context);

/* Visit the newest tickets of a unit ("" for none) since a time, to compare them with another
 * (struct ticket; only id, person_id, state, words and similar_to are filled in). */
int ticket_recent(struct db *db, const char *unit, int64_t since, db_visit *visit, void *context);

/* The same of a person, whatever the unit, with the number too. */
int ticket_recent_of(struct db *db, int64_t person_id, int64_t since, db_visit *visit,
                     void *context);

/* How many persons have opened this ticket or one about the same thing. Returns the count or an
 * errno. */
int ticket_count_persons(struct db *db, const struct ticket *ticket);

/* Whether a text to a person tells the number of a secret complaint of theirs: who is written to is
 * shown to nobody then. Returns 1, 0 or an errno. */
int ticket_is_secret_of(struct db *db, const char *msisdn, const char *text);

/* Keep the nine answers of the survey (digits 1 to 4); a later survey takes the place of the one
 * before. Returns 0 or an errno. */
int ticket_skm(struct db *db, int64_t ticket_id, const char answers[10], int64_t now);
