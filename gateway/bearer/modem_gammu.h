/* Modem through libgammu: the only place that knows the library. Every call may block for as long
 * as the modem is silent. */
#pragma once

#include <stdbool.h>

#include "gateway/link.h"

struct modem;

/* Connect to a modem. Before the SIM is told its PIN, before_pin is called, and where that fails it
 * is not told. line (-1: none) says what libgammu has no call for. Returns 0 and *ret, which the
 * caller closes; or, with the reason in English: -EACCES the SIM refused the PIN (never try it
 * again: three wrong PINs lock the SIM); -EPERM it wants a code that we do not have; -ENODEV, -EIO.
 */
int modem_open(const struct link_setup *setup, int line, int (*before_pin)(void),
               struct modem **ret, char reason[96]);
void modem_close(struct modem *modem);

/* What lies in a storage of the modem, and where. */
struct modem_item {
    enum { MODEM_SMS, MODEM_REPORT, MODEM_CORRUPT } kind;
    int folder, location; /* location 0: the modem keeps no copy */
    struct link_sms sms;  /* handle is not set */
    struct link_report report;
    struct link_corrupt corrupt; /* handle is not set */
};

/* Read what was received from the first on, and hand each to visit until that returns a negative
 * value. Reading the same again is normal. What cannot even be told as it is gets passed by and
 * counted in *unreadable. Returns how many were visited, or -EIO with the reason. */
typedef int modem_visit(const struct modem_item *item, void *context);
int modem_read(struct modem *modem, modem_visit *visit, void *context, int *unreadable,
               char reason[96]);

/* Delete what lies there. Returns 0 (also if nothing lies there) or -EIO. */
int modem_delete(struct modem *modem, int folder, int location, char reason[96]);

/* Delete what lies there if it is still nothing that can be decoded. What the modem refuses to
 * delete stays. */
void modem_delete_corrupt(struct modem *modem, int location);

/* Send one SMS and wait for its result, which is always filled in. Returns 0, or -EIO if the modem
 * must be connected anew. */
int modem_send(struct modem *modem, const struct link_send *send, struct link_result *ret);

/* Let libgammu take what the modem says by itself; without anything to take it waits 50 ms. */
void modem_listen(struct modem *modem);

/* Whether the modem has told of a new message since this was asked last; it may do so in the middle
 * of any call. */
bool modem_has_news(struct modem *modem);

/* The next of what the modem handed over without keeping a copy: an SMS for the screen (class 0), a
 * delivery report. Returns false if there is none. */
bool modem_next_direct(struct modem *modem, struct modem_item *ret);

/* The next caller, who has been hung up on. Returns false if there is none. */
bool modem_next_call(struct modem *modem, struct link_call *ret);

/* Ask for signal and network: a sign of life. Returns 0 with condition LINK_READY or LINK_DEGRADED,
 * or -EIO with the reason. */
int modem_probe(struct modem *modem, struct link_state *ret);

/* Dial a USSD code, answer its menus with answers (separated by '|'), and give the last text.
 * Returns 1, or 0 if the network gave no answer in time. */
int modem_ussd(struct modem *modem, const char *code, const char *answers, struct link_ussd *ret);
