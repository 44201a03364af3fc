/* Request: what a person wants, read from the text, the sender, and what that person was asked
 * last. No I/O, no clock. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "parser/keyword.h"
#include "parser/secret.h"
#include "parser/vocabulary.h"

#define REQUEST_TEXT_SIZE      4096
#define REQUEST_INTENTS_MAX    4
#define REQUEST_SUBJECTS_MAX   4
#define REQUEST_CANDIDATES_MAX 4
#define REQUEST_CHOICES_MAX    9 /* one digit of a keypad */
#define REQUEST_TICKETS_MAX    4
#define REQUEST_TICKET_SIZE    24

enum question_kind {
    QUESTION_CHOICE,  /* which service: a digit, a name, 0 for the menu; without choices what the
                         intent needs: the complaint itself, the ticket, any service */
    QUESTION_CONFIRM, /* YA or TIDAK: is this a complaint? did you mean that service? */
    QUESTION_RESULT   /* a ticket was closed: YA, YA 4, 4, or BELUM and why */
};

/* What the person was asked last. */
struct question {
    enum intent intent; /* what the answer is for */
    int choices;        /* 0: any service may be named */
    char choice[REQUEST_CHOICES_MAX][VOCABULARY_CODE_SIZE];
    enum question_kind kind;
};

/* Told each step of a parse, for people who want to see why; line is borrowed for the call. */
struct request_trace {
    void (*line)(void *context, const char *line);
    void *context;
};

struct request_input {
    const char *text;                  /* UTF-8, as it came */
    const char *sender;                /* as it came */
    const struct question *question;   /* NULL if none is open */
    const struct request_trace *trace; /* NULL if nobody wants to see */
    bool officer;                      /* whether the sender may use the commands of officers */
};

/* How sure the reading is. */
enum match { MATCH_NONE, MATCH_EXACT, MATCH_FUZZY };
extern const char *const match_names[];

/* What an open question was answered. ANSWER_OUT_OF_RANGE: a number that was not offered; the
 * intent is that of the question, and nothing else is filled: ask again. */
enum answer { ANSWER_NONE, ANSWER_YES, ANSWER_NO, ANSWER_NOT_YET, ANSWER_OUT_OF_RANGE };

/* What an officer says of a ticket. */
enum status_word {
    STATE_NONE = -1,
    STATE_PROSES,
    STATE_SELESAI,
    STATE_TOLAK,
    STATE_TERUS,
    STATE_LENGKAPI,
    STATE_VERIFIKASI,
    STATE_JADI /* an application: come and collect it */
};

#define SCORE_NONE    0
#define SCORE_INVALID (-1) /* there is one, but it is not 1 to 4 */

struct request {
    int intents; /* at least one */
    enum intent intent[REQUEST_INTENTS_MAX];
    int subjects; /* services or groups that were named */
    struct subject subject[REQUEST_SUBJECTS_MAX];
    unsigned asked[REQUEST_SUBJECTS_MAX]; /* of each: bit n: INTENT n; 0: each of the intents */
    /* No subject is sure, but these are likely, the likeliest first: ask which. */
    int candidates;
    struct subject candidate[REQUEST_CANDIDATES_MAX];
    /* LAPOR: the complaint in the person's own words; BAHASA: which; STATUS: the note, or where
     * TERUS sends it; RESULT and NILAI: what was said beside; of questions about services: what has
     * to be asked again by itself; USUL, TAMBAH, JAWAB, BERKAS, SIAR: what is said; SKM: the
     * answers; BANTUAN: the keyword; KINERJA: the office; else what was not understood. */
    char text[REQUEST_TEXT_SIZE];
    char ticket[REQUEST_TICKET_SIZE]; /* CEK, STATUS, NILAI ...: digits as typed, without
                                         separators; "" if none. BERKAS: a phone number */
    int tickets;                      /* how many were named */
    char further_ticket[REQUEST_TICKETS_MAX - 1][REQUEST_TICKET_SIZE];
    enum status_word state; /* STATUS */
    int score; /* NILAI, and the answer to QUESTION_RESULT: 1 to 4, SCORE_NONE, SCORE_INVALID */
    enum answer answer; /* to a question that is open, or YA and the like without one */
    /* Instead of INTENT_UNKNOWN, were it written to the letter (see intent_changes); else the same.
     * What was said of it is filled in: ask for it once more, with this word. */
    enum intent meant;
    const char *meant_word; /* in capitals, borrowed for good; NULL if nothing is meant */
    bool confirm;           /* guessed from free text: ask one question before anything is done */
    enum match match;
    char code[SECRET_SIZE]; /* a PIN or code that was sent, "" for none; nothing else holds it */
    bool code_bare;         /* it has no sign before it */
};

/* Read a text. Never fails: what is not understood is INTENT_UNKNOWN. */
void request_parse(const struct vocabulary *vocabulary, const struct request_input *input,
                   struct request *ret);

/* Whether an intent is asked of a subject: "SYARAT KTP DAN BIAYA PASPOR" are two questions. */
bool request_asks(const struct request *request, int subject, enum intent intent);

/* The text as it may be kept and shown: without a code. Returns ret. */
char *request_mask(const struct request *request, const char *text, char *ret, size_t size);

/* The arguments in one line: codes joined by '+', the complaint, the tickets joined by '+' without
 * leading zeros, TICKET;STATE;NOTE, or TICKET;SCORE (INVALID if it is not 1 to 4). Returns ret. */
char *request_arguments(const struct request *request, char *ret, size_t size);
