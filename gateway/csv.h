/* CSV: tables as LibreOffice and Excel write them, row by row with the line each row starts on. */
#pragma once

#include <stddef.h>

#include "config/problems.h"

#define CSV_COLUMNS_MAX 96

struct csv_row {
    int line;                           /* of the file, from 1 */
    int count;                          /* fields in this row */
    const char *field[CSV_COLUMNS_MAX]; /* valid UTF-8, without the spaces around it; valid during
                                           the call */
};

/* A file in memory. */
struct csv {
    char *data;
    size_t size;
    const char *path; /* borrowed */
    char separator;   /* the one that the first line uses more of: ',' or ';' */
};

/* Read path. Returns 0 and *ret, which the caller closes; -EINVAL with a problem added. */
int csv_open(const char *path, struct csv *ret, struct problems *problems);
void csv_close(struct csv *csv);

/* Hand every row, the header included, to visit; empty lines are left out. Rows that are not well
 * formed (a quote left open, bytes that are not UTF-8, too many columns) are added to problems and
 * not visited. A negative result of visit ends the walk and is returned; else 0. */
typedef int csv_visit(const struct csv_row *row, void *context);
int csv_walk(const struct csv *csv, csv_visit *visit, void *context, struct problems *problems);
