/* A text as typed on a phone, split into the segments that the phone sends. */

#ifndef GATEWAY_PHONE_SPLIT_H
#define GATEWAY_PHONE_SPLIT_H

#include "gateway/phone/pdu.h"

/* GSM-7 if the text allows it, else UCS-2; one segment if it fits, else parts of 153 septets or 67
 * units with an 8-bit reference. Escapes and surrogate pairs stay whole.
 * Returns the number of segments filled (at most max), -EILSEQ, -E2BIG. */
int split_text(const char *text, uint8_t reference, struct user_data *segments, int max);

#endif
