/* Persons: who writes to us, known by the number only, and what each was asked last. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "db/db.h"

/* The person with that number, made if new. Returns the id (> 0) or an errno of db.h. */
int64_t person_get(struct db *db, const char *msisdn, int64_t now);

/* The id of the person with that number; 0 if it has never written; or an errno. */
int64_t person_find(struct db *db, const char *msisdn);

/* The person rang. Returns 1 if that is to be answered, 0 if one was answered after since already,
 * or an errno. */
int person_called(struct db *db, int64_t person_id, int64_t since, int64_t now);

/* The person wants answers only (STOP), or notices again (MULAI). Returns 0 or an errno. */
int person_stop(struct db *db, int64_t person_id, int64_t now);
int person_start(struct db *db, int64_t person_id);
int person_has_stopped(struct db *db, const char *msisdn); /* 1, 0 or an errno */

/* The language that a person chose, "" if none. Returns 0 or an errno. */
#define PERSON_LANGUAGE_SIZE 8
int person_language(struct db *db, int64_t person_id, char ret[PERSON_LANGUAGE_SIZE]);
int person_speak(struct db *db, int64_t person_id, const char *language);

/* The open question of a person. A new one takes the place of the old one. */
struct person_question {
    char kind[16];     /* choice, confirm, result */
    char intent[32];   /* what the answer is for */
    char choices[256]; /* service codes separated by '|', "" where any service may be named */
    int64_t inbox_id;  /* the message that made us ask */
    char text[4096];   /* what YA is said to, such as the words of a complaint; or "" */
};

int person_ask(struct db *db, int64_t person_id, const struct person_question *question,
               int64_t expires_at);

/* Returns 1 and the question that is open at now, 0, or an errno. */
int person_question(struct db *db, int64_t person_id, int64_t now, struct person_question *ret);
int person_question_close(struct db *db, int64_t person_id);

/* An answer of which a person has had the first pages. */
struct person_pages {
    char text[2048];
    int next; /* the page that LANJUT brings */
};

/* Keep it in place of an earlier one. Returns 0 or an errno. */
int person_pages_keep(struct db *db, int64_t person_id, const struct person_pages *pages,
                      int64_t expires_at);

/* Returns 1 and what is kept at now, 0, or an errno. */
int person_pages(struct db *db, int64_t person_id, int64_t now, struct person_pages *ret);
int person_pages_close(struct db *db, int64_t person_id);
