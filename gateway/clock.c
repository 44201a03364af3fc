#include "gateway/clock.h"

#include <stdlib.h>

#define BUILT_NOT_BEFORE 1767225600 /* 2026-01-01: no clock that is set says less */
#define LEAP_S           60
#define STEADY_S         600

bool clock_is_set(int64_t wall)
{
    return wall >= BUILT_NOT_BEFORE;
}

void clock_start(struct clock *clock, int64_t newest, int64_t wall, int64_t monotonic)
{
    clock->known = newest > BUILT_NOT_BEFORE ? newest : BUILT_NOT_BEFORE;
    clock->known_at = clock->steady_since = clock->last_monotonic = monotonic;
    clock->last_wall = wall;
}

int64_t clock_now(struct clock *clock, int64_t wall, int64_t monotonic)
{
    int64_t passed = monotonic - clock->last_monotonic;

    if (llabs(wall - clock->last_wall - passed) > LEAP_S)
        clock->steady_since = monotonic;
    clock->last_wall = wall;
    clock->last_monotonic = monotonic;
    return clock_is_set(wall) ? wall : clock->known + (monotonic - clock->known_at);
}

bool clock_is_steady(const struct clock *clock, int64_t monotonic)
{
    return monotonic - clock->steady_since >= STEADY_S;
}
