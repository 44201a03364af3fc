/* Tally: what the torture counts, from the lines that the phone and the gateway said, in their
 * order: which villager heard an answer, how often, and which crash excuses a repeated one. */
#pragma once

#include <stdbool.h>

#define TALLY_VILLAGERS_MAX 4000
#define TALLY_CRASHES_MAX   4000

/* What the torture itself writes into the gateway's log. */
#define TALLY_SAMPAND_KILLED "torture: sampand was killed"
#define TALLY_MODEM_KILLED   "torture: a sampan-modem was killed"

struct tally {
    int heard[TALLY_VILLAGERS_MAX];        /* answers, by the number +62813nnnnnnnn */
    int crashes_then[TALLY_VILLAGERS_MAX]; /* before the last one */
    char tickets[TALLY_VILLAGERS_MAX][16];
    int tickets_twice; /* two numbers for one complaint */
    int repeated;
    int unexcused;                /* of these: no crash of its own since the answer before */
    int crashes;                  /* after which the modem "uji" was ready again */
    bool used[TALLY_CRASHES_MAX]; /* an answer was repeated for it */
    bool crashed, killed;         /* since it was ready */
};

/* Take the next line: an event of the phone, or a line of the log. A crash is what ends a bearer
 * without its being asked: a kill, or a failure that it tells. What ends because sampand was told
 * to stop or to change is none. */
void tally_line(struct tally *tally, const char *line);
