/* Diff: what changes between two versions of a unit, a service or a group. */
#pragma once

#include <stdio.h>

#include "db/catalogue_column.h"

#define CATALOGUE_DIFF_SIZE 256

/* Tell each field that differs in a line of its own, both texts cut to where they differ (report
 * may be NULL), and collect the names of their columns, "alias, biaya", as many as there is room
 * for. Returns how many differ. */
int catalogue_diff(const struct catalogue_record *old, const struct catalogue_record *new,
                   char ret[CATALOGUE_DIFF_SIZE], FILE *report);
