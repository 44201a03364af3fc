/* Messages between libgammu's structures and those of the link. */
#pragma once

#include <gammu.h>
#include <stddef.h>

#include "gateway/bearer/modem_gammu.h"

/* libgammu's UCS-2 as UTF-8, cut to size. */
void gammu_copy_utf8(const unsigned char *unicode, char *ret, size_t size);

/* What was received. Text of 8-bit data is left out: nobody can say what it means. */
void gammu_read_sms(const GSM_SMSMessage *from, struct modem_item *ret);

/* What is to be sent. */
void gammu_write_sms(const struct link_send *send, GSM_SMSMessage *ret);
