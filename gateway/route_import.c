#include "gateway/route_import.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "db/journal.h"
#include "db/route.h"
#include "gateway/csv.h"
#include "parser/fold.h"

enum column { COLUMN_WORDS, COLUMN_PLACE, COLUMN_UNIT, COLUMN_ALWAYS, COLUMNS };
static const char *const columns[COLUMNS] = {"kata", "tempat", "unit", "selalu"};

struct import {
    struct db *db;
    const char *path;
    struct problems *problems;
    bool headed;
    int at[COLUMNS]; /* where each column stands */
    int count;
};

static int read_header(const struct csv_row *row, struct import *import)
{
    import->headed = true;
    for (int column = 0; column < COLUMNS; column++) {
        import->at[column] = -1;
        for (int i = 0; i < row->count; i++)
            if (strcmp(row->field[i], columns[column]) == 0)
                import->at[column] = i;
        if (import->at[column] < 0)
            problems_add(import->problems, import->path, row->line, columns[column],
                         "is missing: the first line names the columns kata,tempat,unit,selalu");
    }
    return import->problems->count > 0 ? -EINVAL : 0;
}

static const char *value(const struct import *import, const struct csv_row *row, enum column column)
{
    return import->at[column] < row->count ? row->field[import->at[column]] : "";
}

static void complain(const struct import *import, const struct csv_row *row, enum column column,
                     const char *reason)
{
    problems_add(import->problems, import->path, row->line, columns[column], "\"%.40s\" %s",
                 value(import, row, column), reason);
}

static int read_row(const struct csv_row *row, void *context)
{
    struct import *import = context;
    struct route route = {.always = false};
    const char *always;
    int rc;

    if (!import->headed)
        return read_header(row, import);
    always = value(import, row, COLUMN_ALWAYS);
    fold(value(import, row, COLUMN_WORDS), route.words, sizeof route.words);
    fold(value(import, row, COLUMN_PLACE), route.place, sizeof route.place);
    snprintf(route.unit, sizeof route.unit, "%s", value(import, row, COLUMN_UNIT));
    route.always = strcmp(always, "ya") == 0;
    if (!route.always && always[0])
        complain(import, row, COLUMN_ALWAYS, "must be ya or empty");
    if (!route.words[0] && !route.place[0]) {
        complain(import, row, COLUMN_WORDS, "is empty, and so is tempat");
        return 0;
    }
    rc = route_add(import->db, &route);
    if (rc == -ENOENT)
        complain(import, row, COLUMN_UNIT, "is no unit of the catalogue");
    else if (rc == -EEXIST)
        complain(import, row, COLUMN_WORDS, "has a line of the same words and place before");
    else if (rc < 0)
        return rc;
    import->count++;
    return 0;
}

static int import_rows(struct import *import, const char *actor, int64_t now)
{
    struct csv csv;
    char detail[64];
    int rc = csv_open(import->path, &csv, import->problems);

    if (rc < 0)
        return rc;
    rc = route_clear(import->db);
    if (rc == 0)
        rc = csv_walk(&csv, read_row, import, import->problems);
    csv_close(&csv);
    if (rc == 0 && import->problems->count > 0)
        rc = -EINVAL;
    snprintf(detail, sizeof detail, "%d routes", import->count);
    return rc < 0 ? rc
                  : journal_add(import->db, now, actor, "routes imported", import->path, detail);
}

int route_import(struct db *db, const char *path, const char *actor, int64_t now,
                 struct problems *problems)
{
    struct import import = {.db = db, .path = path, .problems = problems};
    int rc = db_begin(db);

    if (rc == 0)
        rc = db_end(db, import_rows(&import, actor, now));
    return rc < 0 ? rc : import.count;
}
