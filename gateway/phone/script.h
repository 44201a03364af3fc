/* Standard input that is no terminal: each line is an SMS, sent when the one before is answered. */

#ifndef GATEWAY_PHONE_SCRIPT_H
#define GATEWAY_PHONE_SCRIPT_H

#include "gateway/phone/modem.h"

#define SCRIPT_IN_SIZE 8192

struct phone;

enum script_state {
    SCRIPT_OFF,
    SCRIPT_READY,   /* for the next line */
    SCRIPT_WAITING, /* for the SMS to be taken, then for its answer */
    SCRIPT_LINGERING,
};

struct script {
    enum script_state state;
    bool ended; /* no more input */
    bool stay;
    bool taken, answered;
    uint32_t serial; /* of the SMS that is waited for */
    char from[PDU_NUMBER_SIZE];
    int64_t sent_ms;
    int64_t activity_ms; /* last time something that matters happened */
    size_t in_size;
    char in[SCRIPT_IN_SIZE];
};

/* stay: the end of input does not end the program. */
void script_begin(struct script *script, bool stay);

/* Whether standard input is to be read. */
bool script_wants_input(const struct script *script);

/* Read what is there. */
void script_read(struct script *script);

/* Go on as far as possible: sends lines, ends the program when all is done. */
void script_pump(struct phone *phone);

/* Milliseconds until script_pump has something to do, -1: nothing. */
int script_next_ms(const struct phone *phone);

void script_notice(struct phone *phone, const struct notice *notice);

#endif
