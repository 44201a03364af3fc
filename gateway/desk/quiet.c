#include "gateway/desk/quiet.h"

#include <stdbool.h>

#define DAY_S  86400
#define HOUR_S 3600

int64_t quiet_end(const struct config *config, int64_t at)
{
    int64_t offset_s = config_utc_offset_s(config);
    int64_t midnight = (at + offset_s) / DAY_S * DAY_S - offset_s;
    int hour = (int)((at - midnight) / HOUR_S), from = config->quiet_from,
        until = config->quiet_until;
    bool quiet = from <= until ? hour >= from && hour < until : hour >= from || hour < until;

    return quiet ? midnight + (hour < until ? 0 : DAY_S) + (int64_t)until * HOUR_S : at;
}
