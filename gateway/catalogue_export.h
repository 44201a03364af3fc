/* Export of the catalogue: as the CSV that the import takes, or as JSON. */
#pragma once

#include <stdio.h>

#include "db/catalogue_column.h"

/* Write the whole catalogue: units, services, groups. Importing it again changes nothing. The
 * columns of a component's own source, day and approval are there if any service has them. Returns
 * how many records were written, or an errno of db.h; whether out failed is the caller's to ask. */
int catalogue_export_csv(struct db *db, FILE *out);

/* The same as a JSON array of objects. Their names are those of the columns; aliases and members
 * are arrays. */
int catalogue_export_json(struct db *db, FILE *out);

/* The services only. */
int catalogue_export_services_json(struct db *db, FILE *out);

/* One record as a JSON object. */
void catalogue_record_json(const struct catalogue_record *record, FILE *out);
