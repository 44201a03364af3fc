/* End to end: a gateway of one's own in a temporary folder, made of the real programs, on
 * libgammu's dummy driver or on sampan-phone. A helper that cannot do its part fails the test and
 * shows what the gateway said. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "db/db.h"
#include "db/outbox.h"

#define E2E_VILLAGER "+6281234567890"
#define E2E_NEIGHBOR "+6281234567891"
#define E2E_WAIT_S   30

enum e2e_modem { E2E_DUMMY, E2E_PHONE };

struct e2e {
    enum e2e_modem modem;
    char folder[64];    /* of everything */
    char programs[512]; /* the folder of the programs under test, absolute */
    char config[96], database[96], log[96];
    char dummy[96];             /* the dummy driver's device */
    char link[96], control[96]; /* of sampan-phone */
    char texts[512];      /* folder of the texts; a test may set another before e2e_configure */
    char options[600];    /* of the modem, in place of the usual ones; then further modems may come:
                             "... }, { ..." */
    pid_t gateway, phone; /* 0: does not run */
    int commands, events; /* connections to the phone, -1: none */
    char event[8192];     /* the last event read */
    struct db *db;        /* a view of our own; NULL until asked for */
};

/* A folder with configuration and the sample catalogue in the database. The caller closes it. */
void e2e_open(struct e2e *e2e, enum e2e_modem modem);

/* Stop what runs, check that nothing is left, remove the folder. Safe after a failure. */
void e2e_close(struct e2e *e2e);

/* Fail the test, showing the gateway's log. */
__attribute__((format(printf, 2, 3), noreturn)) void e2e_fail(struct e2e *e2e, const char *format,
                                                              ...);

/* Write the configuration; extra is appended ("" for none). */
void e2e_configure(struct e2e *e2e, const char *extra);

/* Run a program to its end with its output (both streams) in output, cut at size. Returns its exit
 * status. The last of the arguments is NULL. */
int e2e_run(struct e2e *e2e, char *output, size_t size, const char *program, ...);

/* Start sampand; words before it (NULL, or ended by NULL) are a program that runs it. Returns at
 * once. */
void e2e_start(struct e2e *e2e, const char *const *before);

/* SIGTERM, and wait. Returns the exit status, 128 + n for a signal. */
int e2e_stop(struct e2e *e2e);

/* Wait until sampand has ended by itself. Returns as e2e_stop. */
int e2e_wait_end(struct e2e *e2e);

/* Whether it runs still; collects it if not. */
bool e2e_runs(struct e2e *e2e);

/* The process of sampan-modem, 0 if there is none now. */
pid_t e2e_modem_process(struct e2e *e2e);

/* Wait for a condition, looking again every few milliseconds. The test fails if it does not come
 * true in E2E_WAIT_S; what says what was waited for. */
typedef bool e2e_condition(struct e2e *e2e, const void *context);
void e2e_wait(struct e2e *e2e, const char *what, e2e_condition *condition, const void *context);

/* Conditions. */
bool e2e_all_answered(struct e2e *e2e, const void *count); /* int *: so many, and all have left */
bool e2e_log_has(struct e2e *e2e, const void *text);

/* How often text is in the gateway's log. */
int e2e_log_count(struct e2e *e2e, const char *text);

/* The test's own view of the database. */
struct db *e2e_db(struct e2e *e2e);
int e2e_count_inbox(struct e2e *e2e, const char *state); /* NULL: any */
int e2e_count_tickets(struct e2e *e2e);

/* Put an SMS into slot n (1 to 9999) of the dummy's SIM. at: "20261122T101500"; udh: hexadecimal,
 * "" for none. Text is ASCII. */
void e2e_dummy_put(struct e2e *e2e, int slot, const char *sender, const char *at, const char *udh,
                   const char *text);
int e2e_dummy_count(struct e2e *e2e);

/* Start sampan-phone and connect to it. */
void e2e_phone_start(struct e2e *e2e);

/* A command of the phone that must work; and the text of its answer's last line if line is not
 * NULL. */
__attribute__((format(printf, 2, 3))) void e2e_phone(struct e2e *e2e, const char *format, ...);

/* The same, with the lines of its answer. */
void e2e_phone_answer(struct e2e *e2e, const char *command, char *ret, size_t size);

/* Wait for the next event of that name, whose fields (after the time) are returned; borrowed. */
const char *e2e_event(struct e2e *e2e, const char *name);

/* Send an SMS as a villager; then the text of the next whole SMS that comes back to that number. */
void e2e_say(struct e2e *e2e, const char *number, const char *text);
const char *e2e_heard(struct e2e *e2e, const char *number);

/* The text of the answer to say, which must contain part. Returns it, borrowed. */
const char *e2e_ask(struct e2e *e2e, const char *number, const char *text, const char *part);
