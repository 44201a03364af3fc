#include "gateway/desk/place.h"

#include <stdio.h>

#include "gateway/desk/office.h"

bool place_is_approved(const struct desk *desk, const char *approved_by)
{
    return approved_by[0] || desk->drafts;
}

void place_name(struct desk *desk, const struct catalogue_unit *unit, char *ret, size_t size)
{
    if (unit->phone[0])
        reply_render(desk->texts, TEXT_UNIT_PHONE, ret, size, {"unit", unit->name},
                     {"phone", unit->phone});
    else
        snprintf(ret, size, "%s", unit->name);
}

void place_address(const struct catalogue_unit *unit, char ret[PLACE_ADDRESS_SIZE])
{
    const char *const parts[] = {unit->address, unit->village, unit->district};
    size_t length = 0;

    ret[0] = '\0';
    for (int i = 0; i < 3; i++)
        if (parts[i][0])
            length += (size_t)snprintf(ret + length, PLACE_ADDRESS_SIZE - length, "%s%s",
                                       length ? ", " : "", parts[i]);
}

static void tell_opening(struct desk *desk, const struct calendar *calendar, struct reply *reply)
{
    int64_t opens = calendar_next_opening(calendar, desk->now);
    int days = opens < 0 ? 0 : calendar_day(calendar, opens) - calendar_day(calendar, desk->now);
    char time[REPLY_TIME_SIZE], date[REPLY_DATE_SIZE];

    if (opens < 0)
        return;
    reply_time(opens, calendar->utc_offset_s, time);
    reply_date(opens, calendar->utc_offset_s, date);
    if (days > 1)
        reply_go_on(reply, desk->texts, TEXT_PLACE_OPENS, {"date", date}, {"time", time});
    else
        reply_go_on(reply, desk->texts,
                    days == 1 ? TEXT_PLACE_OPENS_TOMORROW : TEXT_PLACE_OPENS_TODAY, {"time", time});
}

static int tell_now(struct desk *desk, const struct catalogue_unit *unit, struct reply *reply)
{
    struct office office;
    char time[REPLY_TIME_SIZE];
    int64_t closes;
    int rc = office_calendar(desk->db, desk->config, unit, &office);

    if (rc < 0)
        return rc;
    if (!calendar_is_open(&office.calendar, desk->now, &closes)) {
        tell_opening(desk, &office.calendar, reply);
    } else if (closes < 0) {
        reply_go_on(reply, desk->texts, TEXT_PLACE_OPEN);
    } else {
        reply_time(closes, office.calendar.utc_offset_s, time);
        reply_go_on(reply, desk->texts, TEXT_PLACE_OPEN_UNTIL, {"time", time});
    }
    return 0;
}

int place_answer(struct desk *desk, const struct catalogue_unit *unit,
                 const struct catalogue_service *service, struct reply *reply)
{
    char address[PLACE_ADDRESS_SIZE], name[CATALOGUE_NAME_SIZE * 2];
    int rc = 0;

    place_address(unit, address);
    place_name(desk, unit, name, sizeof name);
    if (address[0] == '\0') {
        reply_add(reply, desk->texts, TEXT_PLACE_NOT_KNOWN, {"unit", name});
        return 0;
    }
    if (!place_is_approved(desk, unit->approved_by)) {
        reply_add(reply, desk->texts, TEXT_PLACE_NOT_APPROVED, {"unit", name});
        return 0;
    }
    reply_add(reply, desk->texts, TEXT_PLACE, {"unit", unit->name}, {"address", address});
    if (unit->hours[0]) {
        rc = tell_now(desk, unit, reply);
        reply_go_on(reply, desk->texts, TEXT_PLACE_HOURS, {"hours", unit->hours});
    }
    if (unit->phone[0])
        reply_go_on(reply, desk->texts, TEXT_PLACE_PHONE, {"phone", unit->phone});
    if (service && service->proxy[0] && place_is_approved(desk, service->approved_by))
        reply_go_on(reply, desk->texts, TEXT_PLACE_PROXY, {"proxy", service->proxy});
    return rc;
}
