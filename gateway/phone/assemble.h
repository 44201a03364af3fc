/* What the gateway submitted, joined from its segments to whole messages, one per recipient. */

#ifndef GATEWAY_PHONE_ASSEMBLE_H
#define GATEWAY_PHONE_ASSEMBLE_H

#include "gateway/phone/pdu.h"

#define ASSEMBLE_PARTS_MAX  40
#define ASSEMBLE_OPEN_MAX   16
#define ASSEMBLE_TEXT_BYTES (ASSEMBLE_PARTS_MAX * PDU_UNITS_MAX * 3 + 1)

struct assemble_part {
    bool present;
    enum encoding encoding;
    uint8_t count;
    uint16_t units[PDU_UNITS_MAX];
};

struct assemble_open {
    bool used;
    uint32_t order; /* the lowest one is the oldest */
    int received;
    struct concat concat;
    char to[PDU_NUMBER_SIZE];
    struct assemble_part parts[ASSEMBLE_PARTS_MAX];
};

struct assemble {
    uint32_t order;
    struct assemble_open open[ASSEMBLE_OPEN_MAX];
};

/* A whole message. */
struct assembled {
    int segments;
    int units; /* septets, or UTF-16 units, without headers */
    enum encoding encoding;
    char to[PDU_NUMBER_SIZE];
    char text[ASSEMBLE_TEXT_BYTES];
};

/* Add one submitted segment. Returns 1 and fills *ret when it completes a message, 0 when parts
 * are missing yet, -E2BIG for a message of more parts than any phone would join. A part that
 * comes again replaces the first; when too many messages are open the oldest is forgotten. */
int assemble_add(struct assemble *assemble, const struct pdu_submit *pdu, struct assembled *ret);

/* How many messages are half received; for one recipient only if to is not NULL. */
int assemble_pending(const struct assemble *assemble, const char *to);

/* Forget half-received messages. */
void assemble_clear(struct assemble *assemble);

#endif
