/* The network's message centre: SMS on their way to the modem, their time stamps, and what becomes
 * of those that the modem sends. */

#ifndef GATEWAY_PHONE_SMSC_H
#define GATEWAY_PHONE_SMSC_H

#include "gateway/phone/store.h"

#define SMSC_QUEUE_MAX    1024
#define SMSC_SENDERS_MAX  128
#define SMSC_SEGMENTS_MAX 40

struct modem;

struct smsc_pending {
    bool is_report;
    int message_class;
    struct slot slot;
};

struct smsc_sender {
    char number[PDU_NUMBER_SIZE];
    int64_t last_s;
};

struct smsc {
    uint32_t serial;
    int64_t clock_offset_s; /* the SMSC's clock against ours */
    int zone_quarters;
    uint16_t concat_reference;
    int first, count;
    struct smsc_pending queue[SMSC_QUEUE_MAX];
    struct smsc_sender senders[SMSC_SENDERS_MAX];
};

/* How a text is to be sent; all zero is the usual. */
struct sms_options {
    bool flash;      /* class 0 */
    int replace;     /* 1..7: replace type, 0: none */
    int part, total; /* one part of a long message, 0: the whole */
    int reference;   /* of that part, as wide as reference_bits (8 or 16) says */
    int reference_bits;
};

void smsc_init(struct smsc *smsc);

/* Somebody sends text to the modem: as many segments as it takes. *serial names the message in
 * later notices. Returns the number of segments, -EINVAL (number), -EILSEQ (text is not UTF-8),
 * -E2BIG (too long), -ENOSPC (too many messages are waiting). */
int smsc_send(struct modem *modem, const char *from, const char *text,
              const struct sms_options *options, uint32_t *serial);

/* Put raw octets into a storage as an SMS from nobody, whatever they are. Returns 0, -ENOSPC. */
int smsc_send_raw(struct modem *modem, const uint8_t *octets, size_t size);

/* Deliver what fits into the storages while there is a network. */
void smsc_pump(struct modem *modem);

/* A part of message serial left the modem: tells NOTICE_TAKEN if it was the last. */
void smsc_left_modem(struct modem *modem, const char *from, uint32_t serial);

/* The modem submitted pdu with the given reference: a status report comes back if it asked. */
void smsc_report(struct modem *modem, const struct pdu_submit *pdu, int reference);

#endif
