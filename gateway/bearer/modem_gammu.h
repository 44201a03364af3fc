/* Modem through libgammu: the only place that knows the library. Every call may block for as long
 * as the modem is silent. */
#pragma once

#include <stdbool.h>

#include "gateway/link.h"

struct modem;

/* Connect to a modem. Returns 0 and *ret, which the caller closes; or, with the reason in English:
 * -EACCES the SIM wants a PIN that we do not have or that is wrong (do not try again: three wrong
 * PINs lock the SIM); -ENODEV, -EIO. */
int modem_open(const struct link_setup *setup, struct modem **ret, char reason[96]);
void modem_close(struct modem *modem);

/* A message in a storage of the modem, and where it lies. */
struct modem_sms {
    int folder, location;
    struct link_sms sms; /* handle is not set */
};

/* Read the received messages from the first on, and hand each to visit until that returns a
 * negative value. Reading the same message again is normal. Returns how many were visited, or -EIO
 * with the reason. */
typedef int modem_visit(const struct modem_sms *sms, void *context);
int modem_read(struct modem *modem, modem_visit *visit, void *context, char reason[96]);

/* Delete what lies there. Returns 0 (also if nothing lies there) or -EIO. */
int modem_delete(struct modem *modem, int folder, int location, char reason[96]);

/* Send one SMS and wait for its result, which is always filled in. Returns 0, or -EIO if the modem
 * must be connected anew. */
int modem_send(struct modem *modem, const struct link_send *send, struct link_result *ret);

/* Let libgammu take what the modem says by itself; without anything to take it waits 50 ms. */
void modem_listen(struct modem *modem);

/* Whether the modem has told of a new message since this was asked last; it may do so in the middle
 * of any call. */
bool modem_has_news(struct modem *modem);

/* Ask for a sign of life. Returns 0 or -EIO. */
int modem_probe(struct modem *modem, char reason[96]);
