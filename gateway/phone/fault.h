/* What is wrong with the modem at the moment, on purpose. */

#ifndef GATEWAY_PHONE_FAULT_H
#define GATEWAY_PHONE_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum mute_send {
    MUTE_OFF,
    MUTE_SENT, /* the message goes out, the modem never says so */
    MUTE_LOST, /* neither */
};

enum report_mode {
    REPORT_ON,
    REPORT_OFF,
    REPORT_FAIL,
};

struct fault {
    bool hang_all;
    bool wedged;           /* everything about SMS fails until AT+CFUN=1,1 */
    char hang_command[16]; /* e.g. +CSQ, or +CPIN= for its setting alone; empty: none */
    enum mute_send mute_send;
    int late_ms;   /* before the answer to a sent message */
    int slow_ms;   /* before every answer */
    int cms_error; /* answer to AT+CMGS, for cms_count more messages (-1: until cleared) */
    int cms_count;
    char chatter[80]; /* said within and after every answer; empty: nothing */
    enum report_mode report;
};

/* Whether the modem keeps silent on the command whose name (e.g. "+CSQ") this is, and whether it
 * sets something. */
bool fault_silences(const struct fault *fault, const char *name, bool sets);

/* The CMS error that the message being sent gets, 0: none. Counts down. */
int fault_take_cms_error(struct fault *fault);

/* Everything works again, except that delivery reports stay as they were set. */
void fault_clear(struct fault *fault);

/* The faults in force, "none" if there are none. */
void fault_describe(const struct fault *fault, char *text, size_t size);

#endif
