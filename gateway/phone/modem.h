/* The modem in software: its SIM, storages, radio and AT session. No descriptors, no clock: the
 * program feeds bytes and the time in, takes bytes out, and is told what happens by notices. */

#ifndef GATEWAY_PHONE_MODEM_H
#define GATEWAY_PHONE_MODEM_H

#include "gateway/phone/assemble.h"
#include "gateway/phone/fault.h"
#include "gateway/phone/smsc.h"
#include "gateway/phone/store.h"
#include "gateway/phone/ussd.h"

#define MODEM_OUT_SIZE      (256 * 1024)
#define MODEM_URC_SIZE      8192
#define MODEM_LINE_SIZE     1024
#define MODEM_COMMANDS_SIZE 4096

/* Everything that can happen, for the prompt, the control socket and the script. */
enum notice_kind {
    NOTICE_STORED,    /* number, mem, index, serial */
    NOTICE_ROUTED,    /* number, serial: handed over with +CMT, not stored */
    NOTICE_DELETED,   /* mem, index */
    NOTICE_TAKEN,     /* number, serial: the last part left the modem */
    NOTICE_SEGMENT,   /* number, concat, encoding, units, reference */
    NOTICE_SENT,      /* number, text, segments, encoding, units */
    NOTICE_REFUSED,   /* code (CMS), text: why */
    NOTICE_REPORT,    /* number, reference, code (TP-ST) */
    NOTICE_CONNECTED, /* first command after the line was opened */
    NOTICE_HANGUP,    /* the line was closed */
    NOTICE_UNPLUGGED,
    NOTICE_PLUGGED,    /* text: the device */
    NOTICE_CALL_ENDED, /* number, text: by whom */
    NOTICE_USSD,       /* text: what was dialled */
    NOTICE_PIN,        /* text: what came of it */
    NOTICE_KINDS
};

struct notice {
    enum notice_kind kind;
    const char *number;
    const char *text;
    const char *mem;
    int index;
    int code;
    int reference;
    int segments;
    int units;
    enum encoding encoding;
    uint32_t serial;
    struct concat concat;
};

enum sim_state {
    SIM_READY,
    SIM_PIN,
    SIM_PUK,
    SIM_MISSING,
};

struct sim {
    enum sim_state state;
    char pin[9];
    int pin_tries;
};

struct radio {
    bool registered;
    int signal; /* 0..31 as +CSQ shows it */
};

/* What AT commands set. A reset (AT+CFUN=1,1) brings the defaults back. */
struct session {
    bool started; /* a command came since the line was opened */
    bool echo;
    int cmee;
    bool charset_ucs2;
    int cnmi[5];
    int creg, cgreg, cops_format;
    bool clip, crc, cusd;
    int mem[3]; /* indices of modem.mem for +CPMS mem1, mem2, mem3 */
    bool entering_pdu;
    size_t tpdu_size;
    char line[MODEM_LINE_SIZE];
    size_t line_length;
    bool line_overflow;
};

struct call {
    char number[PDU_NUMBER_SIZE];
    int rings_left; /* 0: nobody calls */
    int64_t next_ms;
};

struct modem_config {
    char number[PDU_NUMBER_SIZE]; /* of its own SIM */
    char smsc[PDU_NUMBER_SIZE];
    int slots; /* of each storage */
    bool has_me;
};

struct modem {
    struct modem_config config;
    int64_t now_ms; /* monotonic; the caller sets it before each call */
    int64_t wall_s; /* Unix seconds; likewise */
    struct sim sim;
    struct radio radio;
    struct session session;
    struct call call;
    struct fault fault;
    struct store mem[2]; /* SM, ME */
    struct smsc smsc;
    struct ussd ussd;
    struct assemble assemble;
    int reference; /* last TP-MR */
    int64_t busy_until_ms;
    void (*notify)(void *context, const struct notice *notice);
    void *notify_context;
    char commands[MODEM_COMMANDS_SIZE]; /* the last that came, a line each */
    size_t out_length, out_ready;
    size_t urc_length;
    char out[MODEM_OUT_SIZE];
    char urc[MODEM_URC_SIZE];
};

/* The caller owns modem, which is large: not on the stack. notify may be NULL. */
void modem_init(struct modem *modem, const struct modem_config *config);

/* The AT session as after power-on; the SIM asks for its PIN again. */
void modem_reset(struct modem *modem);

/* The line was closed by the other side: what was half typed is forgotten. */
void modem_hangup(struct modem *modem);

/* Bytes from the line. Returns how many were taken: fewer than size while an answer is being
 * held back (slow, late); feed the rest after modem_tick. */
size_t modem_feed(struct modem *modem, const char *bytes, size_t size);

/* What is due at modem->now_ms: held answers, rings, the SMSC's queue. */
void modem_tick(struct modem *modem);

/* Milliseconds until modem_tick has something to do, -1: nothing. */
int modem_next_ms(const struct modem *modem);

/* Bytes for the line that are ready, borrowed until the next call; modem_sent removes them. */
const char *modem_output(const struct modem *modem, size_t *size);
void modem_sent(struct modem *modem, size_t size);

/* Keep a command that came, in place of the oldest ones. */
void modem_remember(struct modem *modem, const char *command);

/* Append to the answer of the command being run: text between line ends. */
__attribute__((format(printf, 2, 3))) void modem_info(struct modem *modem, const char *format, ...);

/* Append raw bytes to the output. */
void modem_write(struct modem *modem, const char *bytes, size_t size);

/* An unsolicited line; it waits while a command is being typed or answered. */
__attribute__((format(printf, 2, 3))) void modem_urc(struct modem *modem, const char *format, ...);

/* Somebody calls and lets it ring rings times. Returns 0, -EBUSY, -EINVAL, -ENETDOWN. */
int modem_call(struct modem *modem, const char *number, int rings);

/* The call is over, by "the gateway" or "the caller". */
void modem_call_end(struct modem *modem, const char *by);

/* Delete a message from a storage, telling everyone. Returns 0, -ENOENT. */
int modem_delete(struct modem *modem, int mem, int index);

void modem_notify(struct modem *modem, const struct notice *notice);

/* Nothing is stored, waits in the SMSC, is half sent, or being entered. */
bool modem_idle(const struct modem *modem);

#endif
