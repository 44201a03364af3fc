/* Columns of the catalogue: the fields of units, services and groups under the names that they have
 * in the CSV, so that import, export and history treat all of them alike. */
#pragma once

#include <stddef.h>

#include "db/catalogue.h"

#define CATALOGUE_KINDS 4
extern const char *const catalogue_kind_names[CATALOGUE_KINDS]; /* unit, layanan, kelompok,
                                                                   terjemahan */

struct catalogue_record {
    enum catalogue_kind kind;
    union {
        struct catalogue_unit unit;
        struct catalogue_service service;
        struct catalogue_group group;
        struct catalogue_translation translation;
    };
};

/* In the order of the CSV; before them stands the kind. */
enum column {
    COLUMN_CODE,
    COLUMN_NAME,
    COLUMN_ALIAS,
    COLUMN_UNIT,
    COLUMN_MEMBERS,
    COLUMN_QUESTION,
    COLUMN_ADDRESS,
    COLUMN_VILLAGE,
    COLUMN_DISTRICT,
    COLUMN_HOURS,
    COLUMN_PHONE,
    COLUMN_PROXY,
    COLUMN_ONE_VISIT,
    COLUMN_COMPONENT, /* the first of 14 */
    COLUMN_SOURCE = COLUMN_COMPONENT + COMPONENTS,
    COLUMN_CHECKED,
    COLUMN_APPROVED,
    COLUMN_OWN, /* the first of 14 times three: sumber:, diperiksa:, disetujui: of a component */
    COLUMNS = COLUMN_OWN + 3 * COMPONENTS
};

const char *column_name(int column);

/* The column of that name, or COLUMNS. */
int column_find(const char *name);

/* Whether records of that kind have the column. */
bool column_of(int column, enum catalogue_kind kind);

/* Whether a column holds the day of a check. */
bool column_is_day(int column);

/* The field of a record, and its size; NULL if that kind has no such column. */
char *column_field(struct catalogue_record *record, int column, size_t *size);

/* The text of a field, "" if that kind has no such column. */
const char *column_text(const struct catalogue_record *record, int column);

/* Read or write any kind, as the functions of catalogue.h do. */
int catalogue_read(struct db *db, enum catalogue_kind kind, const char *code,
                   struct catalogue_record *ret);
int catalogue_write(struct db *db, const struct catalogue_record *record,
                    char culprit[CATALOGUE_NAME_SIZE]);

/* Visit all records (struct catalogue_record): units, services, groups, translations, each in the
 * order of the catalogue. Returns how many, or an errno of db.h. */
int catalogue_records(struct db *db, db_visit *visit, void *context);
