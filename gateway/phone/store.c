/* A message storage: numbered places, the lowest free one first, as SIM cards do. */

#include "gateway/phone/store.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

void store_init(struct store *store, const char *name, int capacity)
{
    assert(capacity >= 0 && capacity <= STORE_SLOTS_MAX);
    memset(store, 0, sizeof *store);
    memcpy(store->name, name, 2);
    store->capacity = capacity;
    for (int i = 0; i < STORE_SLOTS_MAX; i++)
        store->slots[i].state = SLOT_FREE;
}

int store_add(struct store *store, const struct slot *slot)
{
    for (int i = 0; i < store->capacity; i++) {
        if (store->slots[i].state != SLOT_FREE)
            continue;
        store->slots[i] = *slot;
        store->slots[i].state = SLOT_UNREAD;
        store->used++;
        return i + 1;
    }
    return -ENOSPC;
}

struct slot *store_at(struct store *store, int index)
{
    if (index < 1 || index > store->capacity || store->slots[index - 1].state == SLOT_FREE)
        return NULL;
    return &store->slots[index - 1];
}

int store_remove(struct store *store, int index)
{
    struct slot *slot = store_at(store, index);

    if (!slot)
        return -ENOENT;
    slot->state = SLOT_FREE;
    store->used--;
    return 0;
}

int store_find_replaced(const struct store *store, const struct slot *slot)
{
    if (slot->pid < 0x41 || slot->pid > 0x47)
        return 0;
    for (int i = 0; i < store->capacity; i++) {
        const struct slot *old = &store->slots[i];
        if (old->state != SLOT_FREE && old->pid == slot->pid && strcmp(old->from, slot->from) == 0)
            return i + 1;
    }
    return 0;
}
