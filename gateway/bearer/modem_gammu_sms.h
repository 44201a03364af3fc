/* Messages between libgammu's structures and those of the link. */
#pragma once

#include <gammu.h>
#include <stddef.h>

#include "gateway/bearer/modem_gammu.h"

/* libgammu's UCS-2 as UTF-8, cut to size. */
void gammu_copy_utf8(const unsigned char *unicode, char *ret, size_t size);

/* What was received. Text of 8-bit data is left out: nobody can say what it means. */
void gammu_read_sms(const GSM_SMSMessage *from, struct modem_item *ret);

/* Decode pdu, hexadecimal up to its end of line, with the SMSC's number in front. Returns whether
 * it is a message without anything left over, which is then in *ret (NULL: not wanted). */
bool gammu_decode(GSM_Debug_Info *debug, const char *pdu, GSM_SMSMessage *ret);

/* Whether the SMSC's time is one. libgammu reads on behind the end of a PDU that was cut short, and
 * may take what it finds there for a message. */
bool gammu_has_time(const GSM_SMSMessage *sms);

/* What is to be sent. */
void gammu_write_sms(const struct link_send *send, GSM_SMSMessage *ret);
