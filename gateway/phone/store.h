/* A message storage of the modem: the SIM card (SM) or the modem's own memory (ME). */

#ifndef GATEWAY_PHONE_STORE_H
#define GATEWAY_PHONE_STORE_H

#include "gateway/phone/pdu.h"

#define STORE_SLOTS_MAX 500

/* <stat> of 3GPP TS 27.005, 3.1 */
enum slot_state {
    SLOT_UNREAD = 0,
    SLOT_READ = 1,
    SLOT_FREE = -1,
};

struct slot {
    enum slot_state state;
    uint32_t serial; /* the message this is a part of, 0: nobody waits for it */
    uint8_t pid;
    uint8_t size;
    char from[PDU_NUMBER_SIZE];
    uint8_t octets[PDU_OCTETS_MAX];
};

struct store {
    char name[3];
    int capacity; /* 0: the modem has no such storage */
    int used;
    struct slot slots[STORE_SLOTS_MAX];
};

void store_init(struct store *store, const char *name, int capacity);

/* Put a copy of *slot into the lowest free place, as unread.
 * Returns its index (from 1), -ENOSPC if the storage is full. */
int store_add(struct store *store, const struct slot *slot);

/* The message at index (from 1), NULL if the place is free or does not exist. Borrowed. */
struct slot *store_at(struct store *store, int index);

/* Free the place. Returns 0, -ENOENT if nothing is there. */
int store_remove(struct store *store, int index);

/* The unread or read message that slot replaces (same sender and replace type, 3GPP TS 23.040,
 * 9.2.3.9). Returns its index, 0 if there is none. */
int store_find_replaced(const struct store *store, const struct slot *slot);

#endif
