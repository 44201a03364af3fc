/* Life: one life of sampand after another over the same phone and database, and what each said. */
#pragma once

#include "db/bearer.h"
#include "db/inbox.h"
#include "tests/support/e2e.h"

/* libgammu needs three seconds to greet a modem with "at", a tenth with "dku2at"; the code after
 * that is the same. A process that is silent for 10 seconds is killed. */
#define LIFE_MODEM "connection = \"dku2at\"; poll_interval_ms = 5000; deadline_s = 10;"

/* The gateway of the test, with its phone: for cmocka's group. */
extern struct e2e rig;
int life_set_up(void **state);
int life_tear_down(void **state);

/* Start sampand anew with these options of the modem (NULL: LIFE_MODEM) and of the gateway, with an
 * empty log. */
void life_start(struct e2e *e2e, const char *modem, const char *extra);

/* The same, and wait until the modem is ready. */
void life_begin(struct e2e *e2e, const char *modem, const char *extra);

/* Stop what runs; the end must be a clean one. */
void life_end(struct e2e *e2e);

/* Wait until the log of this life has text, or has it so many times. */
void life_hear(struct e2e *e2e, const char *text);
void life_hear_times(struct e2e *e2e, const char *text, int times);

/* Wait until nothing waits in the modem, the inbox and the outbox. */
void life_settle(struct e2e *e2e);

/* How a modem is, by the database. */
void life_status(struct e2e *e2e, const char *modem, struct bearer_status *ret);

/* The newest message of the inbox, or of the outbox. */
void life_newest(struct e2e *e2e, struct inbox_message *ret);
void life_newest_out(struct e2e *e2e, struct outbox_message *ret);

/* Whether the phone's answer to a command has text. */
bool life_phone_says(struct e2e *e2e, const char *command, const char *text);

/* Monotonic seconds, to see how long something took. */
double life_clock(void);
