#include "gateway/holiday_import.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "db/holiday.h"
#include "gateway/csv.h"
#include "gateway/desk/calendar.h"

enum { DAY, NAME, UNIT, COLUMNS_OF_HOLIDAY };
static const char *const columns[COLUMNS_OF_HOLIDAY] = {"tanggal", "nama", "unit"};

struct import {
    struct db *db;
    const char *path;
    struct problems *problems;
    struct holiday_summary summary;
    int position[COLUMNS_OF_HOLIDAY]; /* in the file, -1 if it is missing */
    bool header;                      /* it has come */
};

static int read_header(struct import *import, const struct csv_row *row)
{
    import->header = true;
    memset(import->position, -1, sizeof import->position);
    for (int i = 0; i < row->count; i++) {
        int column = 0;

        while (column < COLUMNS_OF_HOLIDAY && strcmp(columns[column], row->field[i]) != 0)
            column++;
        if (column == COLUMNS_OF_HOLIDAY)
            problems_add(import->problems, import->path, row->line, row->field[i],
                         "no such column; there are tanggal, nama and unit");
        else
            import->position[column] = i;
    }
    for (int column = DAY; column <= NAME; column++)
        if (import->position[column] < 0)
            problems_add(import->problems, import->path, row->line, columns[column],
                         "this column is missing");
    return import->problems->count ? -EINVAL : 0;
}

static void complain(struct import *import, const struct csv_row *row, int column,
                     const char *reason, const char *text)
{
    problems_add(import->problems, import->path, row->line, columns[column], "'%s' %s", text,
                 reason);
}

static int put(struct import *import, const struct csv_row *row, const struct holiday *holiday)
{
    int rc = holiday_put(import->db, holiday);

    if (rc == -ENOENT) {
        complain(import, row, UNIT, "is no office of the catalogue", holiday->unit);
        return 0;
    }
    import->summary.changed += rc > 0;
    import->summary.same += rc == 0;
    return rc < 0 ? rc : 0;
}

static int take_row(const struct csv_row *row, void *context)
{
    struct import *import = context;
    const char *field[COLUMNS_OF_HOLIDAY];
    struct holiday holiday;
    int day;

    if (!import->header)
        return read_header(import, row);
    for (int i = 0; i < COLUMNS_OF_HOLIDAY; i++)
        field[i] = import->position[i] >= 0 && import->position[i] < row->count
                       ? row->field[import->position[i]]
                       : "";
    if (calendar_day_read(field[DAY], &day) < 0) {
        complain(import, row, DAY, "is no day; write it as 2026-12-25", field[DAY]);
        return 0;
    }
    if (field[NAME][0] == '\0') {
        complain(import, row, NAME, "is no name", "");
        return 0;
    }
    snprintf(holiday.day, sizeof holiday.day, "%s", field[DAY]);
    snprintf(holiday.name, sizeof holiday.name, "%s", field[NAME]);
    snprintf(holiday.unit, sizeof holiday.unit, "%s", field[UNIT]);
    return put(import, row, &holiday);
}

int holiday_import(struct db *db, const char *path, struct holiday_summary *ret,
                   struct problems *problems)
{
    struct import import = {.db = db, .path = path, .problems = problems};
    struct csv csv = {0};
    int rc = csv_open(path, &csv, problems);

    if (rc < 0)
        return rc;
    rc = db_begin(db);
    if (rc < 0)
        goto out;
    rc = csv_walk(&csv, take_row, &import, problems);
    if (rc == 0 && !import.header && problems->count == 0)
        problems_add(problems, path, 0, NULL, "is empty");
    rc = db_end(db, rc == 0 && problems->count > 0 ? -EINVAL : rc);
    if (rc == 0)
        *ret = import.summary;
out:
    csv_close(&csv);
    return rc;
}
