/* Office: the calendar of one unit, or of all where a unit is not known yet. */
#pragma once

#include "config/config.h"
#include "db/catalogue.h"
#include "db/db.h"
#include "gateway/desk/calendar.h"

#define OFFICE_HOLIDAYS_MAX 1024

struct office {
    struct calendar calendar; /* points into this struct: do not copy it */
    int holiday[OFFICE_HOLIDAYS_MAX];
};

/* The calendar of a unit: its hours (CALENDAR_HOURS_DEFAULT where it says none), the holidays of
 * all and its own. unit NULL: those of all offices. Returns 0 or an errno of db.h. */
int office_calendar(struct db *db, const struct config *config, const struct catalogue_unit *unit,
                    struct office *ret);
