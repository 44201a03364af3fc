#include "gateway/area_import.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "db/area.h"
#include "db/journal.h"
#include "gateway/csv.h"
#include "parser/fold.h"

#define DIGITS "0123456789"

enum { CODE, NAME, LEVEL, PARENT, COLUMNS };
static const char *const columns[COLUMNS] = {"kode", "nama", "tingkat", "induk"};

struct import {
    struct db *db;
    const char *path;
    struct problems *problems;
    struct area_summary summary;
    int position[COLUMNS]; /* in the file */
    bool header;           /* it has come */
};

static int read_header(struct import *import, const struct csv_row *row)
{
    import->header = true;
    for (int column = 0; column < COLUMNS; column++) {
        import->position[column] = -1;
        for (int i = 0; i < row->count; i++)
            if (strcmp(row->field[i], columns[column]) == 0)
                import->position[column] = i;
        if (import->position[column] < 0)
            problems_add(import->problems, import->path, row->line, columns[column],
                         "this column is missing; there are kode, nama, tingkat and induk");
    }
    return import->problems->count ? -EINVAL : 0;
}

static void complain(struct import *import, const struct csv_row *row, int column, const char *text,
                     const char *reason)
{
    problems_add(import->problems, import->path, row->line, columns[column], "'%s' %s", text,
                 reason);
}

static int read_level(const char *name, enum area_level *ret)
{
    for (int i = 0; i < AREA_LEVELS; i++)
        if (strcmp(area_level_names[i], name) == 0) {
            *ret = (enum area_level)i;
            return 0;
        }
    return -EINVAL;
}

/* What it is looked up by. Returns false if the name is none. */
static bool make_word(struct area *area)
{
    const char *digits = area->name + strspn(area->name, "0");

    if (area->level != AREA_RW && area->level != AREA_RT)
        return fold(area->name, area->word, sizeof area->word) > 0;
    snprintf(area->word, sizeof area->word, "%s", digits);
    return digits[0] && digits[strspn(digits, DIGITS)] == '\0';
}

/* Whether the fields can be an area; says what cannot. */
static bool read_area(struct import *import, const struct csv_row *row, const char *field[COLUMNS],
                      struct area *ret)
{
    static const char signs[] = DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZ.-";
    int count = import->problems->count;

    memset(ret, 0, sizeof *ret);
    if (field[CODE][0] == '\0' || field[CODE][strspn(field[CODE], signs)] ||
        strlen(field[CODE]) >= sizeof ret->code)
        complain(import, row, CODE, field[CODE],
                 "is no code: 1 to 31 capital letters, digits, points and hyphens");
    if (read_level(field[LEVEL], &ret->level) < 0)
        complain(import, row, LEVEL, field[LEVEL],
                 "is none of kabupaten, kota, kecamatan, desa, kelurahan, rw, rt");
    snprintf(ret->code, sizeof ret->code, "%s", field[CODE]);
    snprintf(ret->name, sizeof ret->name, "%s", field[NAME]);
    snprintf(ret->parent, sizeof ret->parent, "%s", field[PARENT]);
    if (import->problems->count == count &&
        (strlen(field[NAME]) >= sizeof ret->name || !make_word(ret)))
        complain(import, row, NAME, field[NAME],
                 ret->level < AREA_RW ? "is no name of 1 to 63 characters"
                                      : "is no number; write RT and RW as 03");
    return import->problems->count == count;
}

static int take_row(const struct csv_row *row, void *context)
{
    struct import *import = context;
    const char *field[COLUMNS];
    struct area area;
    int rc;

    if (!import->header)
        return read_header(import, row);
    for (int i = 0; i < COLUMNS; i++)
        field[i] = import->position[i] < row->count ? row->field[import->position[i]] : "";
    if (!read_area(import, row, field, &area))
        return 0;
    rc = area_put(import->db, &area);
    if (rc == -ENOENT)
        complain(import, row, PARENT, field[PARENT], "is no code of a line before or of an area");
    else if (rc == -EINVAL)
        complain(import, row, LEVEL, field[LEVEL],
                 "must lie below its induk, and where this kode lay before");
    else if (rc < 0)
        return rc;
    import->summary.changed += rc > 0;
    import->summary.same += rc == 0;
    return 0;
}

static int import_rows(struct import *import, const struct csv *csv, const char *actor, int64_t now)
{
    char detail[64];
    int rc = csv_walk(csv, take_row, import, import->problems);

    if (rc == 0 && !import->header && import->problems->count == 0)
        problems_add(import->problems, import->path, 0, NULL, "is empty");
    if (rc == 0 && import->problems->count > 0)
        rc = -EINVAL;
    if (rc < 0)
        return rc;
    snprintf(detail, sizeof detail, "%d new or changed", import->summary.changed);
    return journal_add(import->db, now, actor, "areas imported", import->path, detail);
}

int area_import(struct db *db, const char *path, const char *actor, int64_t now,
                struct area_summary *ret, struct problems *problems)
{
    struct import import = {.db = db, .path = path, .problems = problems};
    struct csv csv = {0};
    int rc = csv_open(path, &csv, problems);

    if (rc < 0)
        return rc;
    rc = db_begin(db);
    if (rc == 0)
        rc = db_end(db, import_rows(&import, &csv, actor, now));
    if (rc == 0)
        *ret = import.summary;
    csv_close(&csv);
    return rc;
}
