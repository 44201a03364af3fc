/* A notice as one line of tab-separated fields, for programs. */

#ifndef GATEWAY_PHONE_EVENT_H
#define GATEWAY_PHONE_EVENT_H

#include "gateway/phone/modem.h"

#define EVENT_SIZE (2 * ASSEMBLE_TEXT_BYTES + 256)

/* Without line end and without the time. Returns the length. */
int event_format(const struct notice *notice, char *text, size_t size);

#endif
