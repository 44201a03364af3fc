#include "gateway/desk/office.h"

#include "db/holiday.h"

static int add_day(const void *row, void *context)
{
    struct office *office = context;
    int *count = &office->calendar.holidays;

    if (*count < OFFICE_HOLIDAYS_MAX && calendar_day_read(row, &office->holiday[*count]) == 0)
        ++*count;
    return 0;
}

/* Police and hospitals: who is there every day of the week is there on holidays, too. */
static bool is_daily(const struct calendar_hours *hours)
{
    for (int day = 0; day < 7; day++)
        if (hours->span[day][0].to == 0)
            return false;
    return true;
}

int office_calendar(struct db *db, const struct config *config, const struct catalogue_unit *unit,
                    struct office *ret)
{
    struct calendar *calendar = &ret->calendar;
    char reason[CALENDAR_REASON_SIZE];
    int rc;

    *calendar =
        (struct calendar){.utc_offset_s = config_utc_offset_s(config), .holiday = ret->holiday};
    if (!unit || calendar_hours_read(unit->hours, &calendar->hours, reason) < 0)
        calendar_hours_read(CALENDAR_HOURS_DEFAULT, &calendar->hours, reason);
    rc = holiday_days(db, unit ? unit->code : "", !is_daily(&calendar->hours), add_day, ret);
    return rc < 0 ? rc : 0;
}
