/* Understanding: what the steps of one parse know and hand on. Each step is a file; request.c puts
 * them in order. */
#pragma once

#include <stdbool.h>

#include "parser/patterns.h"
#include "parser/reading.h"
#include "parser/request.h"
#include "parser/services.h"

struct understanding {
    const struct vocabulary *vocabulary;
    const struct request_input *input;
    struct reading reading;
    struct hits hits;
    struct service_matches matches;
    enum intent command; /* INTENT_UNKNOWN if the text begins with none */
    int command_place;   /* of its word */
    bool command_bent;   /* by a slip or missing vowels */
    bool command_exact;  /* to the letter: no known spelling of it either */
};

/* Read the words, patterns, services and the command of a text. */
void understand(const struct vocabulary *vocabulary, const struct request_input *input,
                struct understanding *ret);

/* Tell the trace what was understood, and which rule decided. */
void explain_words(const struct understanding *u);
void explain(const struct understanding *u, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Whether words are written to the letter: neither slips nor known spellings of them. */
bool are_spelt_right(const struct understanding *u, int first, int last);

/* Whether an officer's word at place is word with a slip of the thumb (a letter left out, swapped,
 * or the one beside it): the place behind it, 0 if not. */
int behind_slip_of(const struct understanding *u, int place, const char *word);

/* How the command was read. */
enum match match_of(const struct understanding *u);

/* The places of all hits whose kind is one of kinds, a bit a kind. */
unsigned long long places_of(const struct understanding *u, unsigned kinds);

/* Whether all words at places have one of role; whether a word is said at one of them. */
bool is_only(const struct understanding *u, unsigned long long places, unsigned role);
bool is_said(const struct understanding *u, int word, unsigned long long places);

/* How many hits of a kind there are, each word counted once. */
int count_hits(const struct understanding *u, enum pattern_kind kind);
const struct hit *find_hit(const struct understanding *u, enum pattern_kind kind);
bool has_role(const struct understanding *u, unsigned role);

/* Whether somebody asks: a question mark, a word that asks, or "tidak" at the end. */
bool asks(const struct understanding *u);

/* Words that say something: neither fillers, nor thanks and greetings, nor those in places. */
int count_content(const struct understanding *u, unsigned long long places);

/* What follows the word at place in the text as it came, without separators in front. */
const char *rest_after(const struct understanding *u, int place);

/* Fill the request with one intent. */
void conclude(struct request *request, enum intent intent, enum match match);

/* Add an intent that is not there yet. */
void add_intent(struct request *request, enum intent intent);

/* SYARAT, BIAYA, LAMA, PROSEDUR, DASAR: what may be asked about a service. */
bool is_topic(enum intent intent);

/* The steps. Each returns true if it has filled *ret. */
bool answer_question(const struct understanding *u, struct request *ret); /* what was asked last */
bool read_awaited(const struct understanding *u, struct request *ret);    /* after a bare LAPOR */
bool read_awaited_ticket(const struct understanding *u, struct request *ret); /* after a bare CEK */
bool read_notice(const struct understanding *u, struct request *ret); /* KABAR of an officer */
bool read_numbered(const struct understanding *u,
                   struct request *ret); /* CEK, STATUS, NILAI and their numbers */
bool read_switch(const struct understanding *u, struct request *ret);   /* STOP, MULAI, LANJUT */
bool read_language(const struct understanding *u, struct request *ret); /* BAHASA */
bool read_component(const struct understanding *u,
                    struct request *ret); /* HASIL, TEMPAT and the like before a name */
bool read_ordered(const struct understanding *u,
                  struct request *ret); /* TAMBAH, TARIK, USUL ...: written as they are taught */
bool read_topics(const struct understanding *u,
                 struct request *ret); /* what is asked about which service */
bool read_questions(const struct understanding *u,
                    struct request *ret);     /* the same, several in one text */
bool is_noise(const struct understanding *u); /* advertising, fraud, codes */

/* The ticket at place, which is a number: "0100 421" and "01-00421" are one. Returns the place
 * after it. */
int read_ticket(const struct understanding *u, int place, char ret[REQUEST_TICKET_SIZE]);

/* Whether a whole name of a service is said. */
bool names_service(const struct understanding *u);

/* How much a text says that something is wrong: COMPLAINT_MIN and more is a complaint. */
int complaint_score(const struct understanding *u);
#define COMPLAINT_MIN 3

/* The service or services that a text names for sure, into *ret, with MATCH_EXACT if they are
 * written to the letter; if none is sure, candidates. */
void choose_subjects(const struct understanding *u, struct request *ret);

/* The places of the words that name the services of a request. */
unsigned long long places_of_subjects(const struct understanding *u, const struct request *request);

/* Whether a word beside the names of the services of a request makes another paper of them:
 * "nikah kontrak", "surat rekomendasi nikah", "sim tembak". */
bool is_another_paper(const struct understanding *u, const struct request *request);

/* "biayanya", "biaya resminya": of what was said before. */
bool is_of_it(const struct item *item);

/* Whether a keyword between two places asks for something that no service is called: "biaya visa",
 * "visa berapa biayanya". */
bool asks_for_unknown(const struct understanding *u, int from, int to);

/* The place of a word that is joined to the names of the services of a request and is none: "visa"
 * in "paspor dan visa"; -1. */
int find_joined_unknown(const struct understanding *u, const struct request *named);
