/* Request: what a person wants, read from the text, the sender, and what that person was asked last. No I/O, no clock. */
#pragma once

#include <stddef.h>

#include "parser/keyword.h"
#include "parser/vocabulary.h"

#define REQUEST_TEXT_SIZE 4096
#define REQUEST_INTENTS_MAX 4
#define REQUEST_SUBJECTS_MAX 4
#define REQUEST_CHOICES_MAX 9 /* one digit of a keypad */

/* What the person was asked last. */
struct question {
    enum intent intent; /* what the answer is for */
    int choices;        /* 0: any service may be named */
    char choice[REQUEST_CHOICES_MAX][VOCABULARY_CODE_SIZE];
};

struct request_input {
    const char *text;                /* UTF-8, as it came */
    const char *sender;              /* as it came */
    const struct question *question; /* NULL if none is open */
};

/* How sure the reading is. */
enum match { MATCH_NONE, MATCH_EXACT, MATCH_FUZZY };
extern const char *const match_names[];

struct request {
    int intents; /* at least one */
    enum intent intent[REQUEST_INTENTS_MAX];
    int subjects; /* services or groups that were named */
    struct subject subject[REQUEST_SUBJECTS_MAX];
    char text[REQUEST_TEXT_SIZE]; /* LAPOR: the complaint in the person's own words; else what was not understood */
    char ticket[24];              /* CEK: digits as typed, without separators */
    enum match match;
};

/* Read a text. Never fails: what is not understood is INTENT_UNKNOWN. */
void request_parse(const struct vocabulary *vocabulary, const struct request_input *input, struct request *ret);

/* The arguments in one line: codes joined by '+', the complaint, or the ticket. Returns ret. */
char *request_arguments(const struct request *request, char *ret, size_t size);
