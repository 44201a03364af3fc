/* SMS transfer-layer PDUs as a modem shows them: SMS-DELIVER, SMS-SUBMIT, SMS-STATUS-REPORT
 * (3GPP TS 23.040, 9.2), each behind the SMSC address of 3GPP TS 27.005, 3.1. */

#ifndef GATEWAY_PHONE_PDU_H
#define GATEWAY_PHONE_PDU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gateway/phone/charset.h"

#define PDU_NUMBER_SIZE 24  /* +, 20 digits, NUL; or 11 alphanumeric characters in UTF-8 */
#define PDU_OCTETS_MAX  200 /* SMSC 12, header 25, user data 140 */
#define PDU_UNITS_MAX   160
#define PDU_UDH_MAX     139

/* One part of a long message (3GPP TS 23.040, 9.2.3.24.1 and 9.2.3.24.8); total 0: not a part. */
struct concat {
    uint16_t reference;
    uint8_t reference_bits; /* 8 or 16 */
    uint8_t total;
    uint8_t part; /* from 1 */
};

/* What one segment carries. */
struct user_data {
    enum encoding encoding;
    int message_class; /* 0..3, -1: none */
    struct concat concat;
    uint8_t units_count;
    uint16_t units[PDU_UNITS_MAX];
};

/* A time stamp as the SMSC writes it: Unix seconds, and the zone in quarters of an hour. */
struct stamp {
    int64_t time_s;
    int zone_quarters;
};

struct pdu_deliver {
    char smsc[PDU_NUMBER_SIZE];
    char from[PDU_NUMBER_SIZE]; /* +62..., 888, or letters */
    uint8_t pid;                /* 0x41..0x47: replace short message type 1..7 */
    struct stamp stamp;
    struct user_data data;
};

struct pdu_submit {
    char to[PDU_NUMBER_SIZE];
    uint8_t reference;
    uint8_t pid;
    bool wants_report; /* TP-SRR */
    struct user_data data;
};

struct pdu_report {
    char smsc[PDU_NUMBER_SIZE];
    char to[PDU_NUMBER_SIZE];
    uint8_t reference;
    uint8_t status; /* TP-ST, 3GPP TS 23.040, 9.2.3.15: 0 delivered, 0x46 expired */
    struct stamp sent;
    struct stamp done;
};

/* Whether text can be an address: + and digits, or at most 11 GSM-7 characters. */
bool pdu_number_valid(const char *text);

/* Octets that a PDU has before its TPDU begins: the SMSC address and its length. */
size_t pdu_smsc_octets(const uint8_t *octets);

/* Encode with the SMSC address in front. Returns the number of octets (at most PDU_OCTETS_MAX),
 * -EINVAL for an address or user data that cannot be encoded. */
int pdu_deliver_encode(const struct pdu_deliver *pdu, uint8_t *octets);
int pdu_report_encode(const struct pdu_report *pdu, uint8_t *octets);

/* Decode what a modem was given to send, strictly. tpdu_size is what AT+CMGS announced.
 * Returns 0 and fills *ret; -EINVAL and *reason (static text) for whatever TS 23.040 forbids. */
int pdu_submit_decode(const uint8_t *octets, size_t size, size_t tpdu_size, struct pdu_submit *ret,
                      const char **reason);

/* TP-UDL and TP-UD of data. Returns the number of octets written, -EINVAL if it is too long. */
int user_data_encode(const struct user_data *data, uint8_t *octets);

/* The reverse: octets begin at TP-UDL. has_header is TP-UDHI. Returns 0; -EINVAL and *reason. */
int user_data_decode(const uint8_t *octets, size_t size, uint8_t dcs, bool has_header,
                     struct user_data *ret, const char **reason);

#endif
