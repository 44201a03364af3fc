/* The terminal: one types SMS as a villager and sees the answers arrive. */

#ifndef GATEWAY_PHONE_PROMPT_H
#define GATEWAY_PHONE_PROMPT_H

#include "gateway/phone/edit.h"
#include "gateway/phone/modem.h"

struct phone;

struct prompt {
    bool active;
    bool colours;
    struct edit edit;
};

/* Take over the terminal on standard input. Returns 0 or a negative errno. */
int prompt_open(struct phone *phone);
void prompt_close(struct prompt *prompt);

/* Read what was typed and run it. */
void prompt_read(struct phone *phone);

/* Show what happened. */
void prompt_notice(struct phone *phone, const struct notice *notice);

#endif
