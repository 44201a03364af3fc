#include "gateway/catalogue_field.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "gateway/desk/calendar.h"

int catalogue_field_check(int column, const char *text, char reason[CATALOGUE_REASON_SIZE])
{
    char hours_reason[CALENDAR_REASON_SIZE];
    struct calendar_hours hours;
    int day;

    reason[0] = '\0';
    if (text[0] == '\0')
        return 0;
    /* A spreadsheet may have turned the day into its own form. */
    if (column_is_day(column) && calendar_day_read(text, &day) < 0)
        snprintf(reason, CATALOGUE_REASON_SIZE, "'%s' is no day; write it as 2026-11-22", text);
    else if (column == COLUMN_HOURS && calendar_hours_read(text, &hours, hours_reason) < 0)
        snprintf(reason, CATALOGUE_REASON_SIZE, "%s", hours_reason);
    else if (column == COLUMN_PHONE && text[strspn(text, "0123456789 +-/()")])
        snprintf(reason, CATALOGUE_REASON_SIZE, "'%s' is no phone number", text);
    else if (column == COLUMN_ONE_VISIT && strcmp(text, CATALOGUE_YES) != 0)
        snprintf(reason, CATALOGUE_REASON_SIZE, "write '%s', or nothing", CATALOGUE_YES);
    return reason[0] ? -EINVAL : 0;
}
