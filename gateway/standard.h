/* Standard: what a printed service standard (UU 25/2009 Art. 21) says of a service and its office.
 * Never a text that nobody has approved, as it is never sent. */
#pragma once

#include <stdio.h>

#include "config/texts.h"
#include "db/db.h"

struct standard;

/* The service of that code, or all services of the unit of that code in the order of the catalogue.
 * Borrows texts. Returns 0, -ENOENT if there is none, -ENOMEM or an errno of db.h. */
int standard_open(struct db *db, const struct texts *texts, const char *code,
                  struct standard **ret);
void standard_close(struct standard *standard);

int standard_count(const struct standard *standard);

/* Turn to the service at place 0 to count - 1; at first it is 0. */
void standard_turn(struct standard *standard, int place);

/* Write a field of that service or of its office as HTML. name: "layanan" or "unit" and a column of
 * the catalogue's CSV, as in "layanan biaya"; "unit alamat" is with desa and kecamatan. In place of
 * what is empty or not approved there is a remark in <em>; behind a component that has a source,
 * day or approval of its own these are told in <small>. Returns 0, or -ENOENT if there is no such
 * field. */
int standard_put(const struct standard *standard, const char *name, FILE *out);
