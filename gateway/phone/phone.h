/* The program: a modem on a cable, the phones behind it, and who is told what happens. */

#ifndef GATEWAY_PHONE_PHONE_H
#define GATEWAY_PHONE_PHONE_H

#include "gateway/phone/control.h"
#include "gateway/phone/modem.h"
#include "gateway/phone/prompt.h"
#include "gateway/phone/script.h"
#include "gateway/phone/tty.h"

#define PHONE_SENT_MAX 50

/* A message of the gateway, as the list of them shows it. */
struct sent_message {
    char to[PDU_NUMBER_SIZE];
    int segments;
    char text[700];
};

struct phone {
    struct modem modem;
    struct tty tty;
    struct control control;
    struct prompt prompt;
    struct script script;
    char from[PDU_NUMBER_SIZE]; /* who types */
    int sent_count;             /* all that were ever sent; the last PHONE_SENT_MAX are kept */
    struct sent_message sent[PHONE_SENT_MAX];
    bool quit;
    int exit_status;
};

#endif
