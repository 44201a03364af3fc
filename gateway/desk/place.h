/* Place: where an office is, when it is open, whether it is now, and who may come for a person. */
#pragma once

#include "db/catalogue.h"
#include "gateway/desk/desk.h"

/* Add what is known of an office; service is what it was asked for, NULL for the office itself.
 * Returns 0 or an errno of db.h. */
int place_answer(struct desk *desk, const struct catalogue_unit *unit,
                 const struct catalogue_service *service, struct reply *reply);

/* "Jl Contoh 1, Desa Contoh, Batauga": what is there of it. */
#define PLACE_ADDRESS_SIZE 384
void place_address(const struct catalogue_unit *unit, char ret[PLACE_ADDRESS_SIZE]);

/* An office whom people may ask: its name, with its phone if it has one. */
void place_name(struct desk *desk, const struct catalogue_unit *unit, char *ret, size_t size);

/* Whether a text or an address may be sent: somebody has approved it. */
bool place_is_approved(const struct desk *desk, const char *approved_by);
