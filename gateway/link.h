/* Link: what the gateway and its bearers tell each other, as fixed-size packets over a
 * SOCK_SEQPACKET pair. What comes from the other side is input: a packet that is not well formed
 * costs the peer its connection. */
#pragma once

#include <stdint.h>

#define LINK_FD 3 /* the bearer's end, when it is started */
#define LINK_PDU_SIZE                                                                              \
    400 /* hexadecimal digits of what a SIM's place holds, 3GPP TS 51.011, 10.5.3 */
#define LINK_UNITS_MAX 160 /* UTF-16 units of an SMS, 3GPP TS 23.040 */
#define LINK_TAKE_MAX  128 /* SMS that a bearer may have handed over without LINK_TAKEN */
#define LINK_SEND_MAX  32  /* SMS that the gateway may have handed over without LINK_RESULT */

enum link_type {
    LINK_SETUP,   /* gateway: how to reach the modem; the first packet */
    LINK_TAKEN,   /* gateway: that SMS is stored for good, delete your copy */
    LINK_SEND,    /* gateway: send this */
    LINK_SMS,     /* bearer: this came in; keep your copy until LINK_TAKEN */
    LINK_RESULT,  /* bearer: what became of a LINK_SEND */
    LINK_STATE,   /* bearer: how it is; also its sign of life */
    LINK_REPORT,  /* bearer: the network says what became of a sent SMS */
    LINK_CALL,    /* bearer: somebody rang, and was hung up */
    LINK_USSD,    /* bearer: the answer to the balance code */
    LINK_CORRUPT, /* bearer: an SMS that nobody can decode; keep your copy until LINK_TAKEN */
    LINK_TYPES
};

/* A long SMS's part, 3GPP TS 23.040, 9.2.3.24: reference_bits 0 for a whole one, else 8 or 16. */
struct link_part {
    int32_t reference_bits, reference, total, part;
};

struct link_setup {
    char name[32], device[256], connection[32], model[32], pin[16];
    char init_commands[256];  /* separated by '|', said to the tty before libgammu has it */
    char balance_code[32];    /* USSD, "" for none */
    char balance_answers[32]; /* what its menus are answered, separated by '|' */
    int32_t poll_interval_ms, heartbeat_s, balance_interval_s;
    int32_t balance_wait_s; /* until the first look at the balance of this life */
    int32_t patience_s;     /* how long one thing may take without a word to the gateway */
    int32_t reset;          /* restart the modem first: it has failed several times */
    int32_t answer_calls;   /* hang up on callers and say who rang */
};

struct link_taken {
    uint32_t handle; /* of the LINK_SMS */
};

struct link_send {
    int64_t id; /* comes back in the LINK_RESULT */
    char number[24];
    struct link_part part;
    int32_t validity_min;  /* how long the network may try */
    int32_t report_wanted; /* a LINK_REPORT is asked for */
    int32_t length;
    uint16_t units[LINK_UNITS_MAX]; /* UTF-16, within the GSM alphabet */
};

struct link_sms {
    uint32_t handle; /* comes back in the LINK_TAKEN */
    char sender[48]; /* UTF-8, as the network gives it */
    int64_t sent_at; /* by the SMSC's clock, Unix seconds */
    struct link_part part;
    int32_t length;
    uint16_t units[LINK_UNITS_MAX]; /* UTF-16; a character may be split between parts */
};

enum link_outcome {
    LINK_OUTCOME_SENT,
    LINK_OUTCOME_FAILED,   /* tried; it has not left */
    LINK_OUTCOME_UNKNOWN,  /* tried; it may have left */
    LINK_OUTCOME_NOT_TRIED /* the bearer stopped before its turn came */
};

struct link_result {
    int64_t id;
    int32_t part;
    int32_t outcome;           /* enum link_outcome */
    int32_t message_reference; /* TP-MR, -1 if the modem gave none */
    int32_t code;              /* of +CMS ERROR, 0 for none */
    char reason[96];
};

enum link_condition {
    LINK_STARTING,
    LINK_READY,
    LINK_DEGRADED, /* it receives perhaps, but cannot send: no network, no SIM */
    LINK_FAILED,   /* it ends now and wants to be started anew */
    LINK_LOCKED    /* it ends now; the SIM refused the PIN or wants one: do not try again */
};

struct link_state {
    int32_t condition;      /* enum link_condition */
    int32_t signal_percent; /* -1 unknown */
    int32_t pin_tried;      /* with LINK_STARTING: the PIN is being said to the SIM */
    int32_t pin_refused;    /* with LINK_LOCKED: this PIN must never be tried again */
    int32_t places_used;    /* of those for SMS in the modem and its SIM */
    int32_t places;         /* 0 unknown */
    char network[32];       /* "" unknown */
    char reason[96];
};

struct link_report {
    char number[48];
    int32_t message_reference;
    int32_t status; /* TP-ST, 3GPP TS 23.040, 9.2.3.15 */
};

struct link_call {
    char number[48]; /* "" if the caller hides it */
};

struct link_ussd {
    char text[256];
};

struct link_corrupt {
    uint32_t handle; /* comes back in the LINK_TAKEN */
    char pdu[LINK_PDU_SIZE];
};

struct link_packet {
    int32_t type; /* enum link_type */
    union {
        struct link_setup setup;
        struct link_taken taken;
        struct link_send send;
        struct link_sms sms;
        struct link_result result;
        struct link_state state;
        struct link_report report;
        struct link_call call;
        struct link_ussd ussd;
        struct link_corrupt corrupt;
    };
};

enum link_side { LINK_GATEWAY, LINK_BEARER };

/* Send a packet. Returns 0; -EAGAIN if the peer must read first (non-blocking sockets); -EPIPE if
 * it is gone. */
int link_send(int fd, const struct link_packet *packet);

/* Receive one from the other side. Returns 1; 0 if the peer has gone; -EAGAIN; -EPROTO if the
 * packet is malformed or not one that this peer may send. */
int link_receive(int fd, enum link_side peer, struct link_packet *ret);
