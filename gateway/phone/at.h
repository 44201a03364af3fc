/* The AT command interpreter (ITU-T V.250, 3GPP TS 27.005 and 27.007), as far as phones need it. */

#ifndef GATEWAY_PHONE_AT_H
#define GATEWAY_PHONE_AT_H

#include <stdbool.h>
#include <stddef.h>

struct modem;

#define AT_ARGS_MAX 8

enum at_op {
    AT_EXEC, /* AT+X */
    AT_READ, /* AT+X? */
    AT_SET,  /* AT+X=... */
    AT_TEST, /* AT+X=? */
};

struct at_request {
    char name[16];
    enum at_op op;
    int count;
    char *args[AT_ARGS_MAX]; /* without quotes; "" where left out */
};

/* Results of a command. Codes are those of 3GPP TS 27.007, 9.2 and 27.005, 3.2.5. */
enum {
    AT_OK = 0,
    AT_ERROR = -1,
    AT_SILENT = -2, /* no final result: a prompt, or a fault */
    AT_LATE = -3,   /* OK, but late */
};
#define AT_CME(code) (1000 + (code))
#define AT_CMS(code) (2000 + (code))

/* What a command cannot do without. */
enum at_need {
    AT_NEEDS_NOTHING,
    AT_NEEDS_SIM, /* else +CME ERROR */
    AT_NEEDS_SMS, /* else +CMS ERROR */
};

#define AT_ASK "?"

/* One row of the tables of commands. */
struct at_command {
    const char *name;
    enum at_need need;
    const char *test; /* the answer to =?, NULL: ERROR, "": OK only, AT_ASK: run() gives it */
    int (*run)(struct modem *modem, const struct at_request *request);
};

extern const struct at_command at_sms_commands[];
extern const struct at_command at_sim_commands[];
extern const struct at_command at_call_commands[];

/* One byte from the line. Returns by how many milliseconds the answer is to be held back. */
int at_byte(struct modem *modem, char byte);

/* The PDU is complete (Ctrl-Z) or given up (ESC). Returns a result. */
int at_submit(struct modem *modem, const char *hex, size_t length);

/* args[i] as a number, otherwise where it is missing; -1 if it is no number. */
int at_number(const struct at_request *request, int i, int otherwise);

/* AT+X=n for a setting from 0 to max, AT+X? to read it as "+X: n". */
int at_setting(struct modem *modem, const struct at_request *request, int *setting, int max);

#endif
