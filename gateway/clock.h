/* Clock: the time that the gateway works with. A small machine without a battery starts in 1970,
 * and later its clock leaps to today: nothing may expire or be late because of that. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct clock {
    int64_t known;        /* a time that has surely passed, Unix seconds */
    int64_t known_at;     /* monotonic seconds of that moment */
    int64_t steady_since; /* monotonic seconds since which there was no leap */
    int64_t last_wall, last_monotonic;
};

/* Start with the newest time in the database (0 for none). */
void clock_start(struct clock *clock, int64_t newest, int64_t wall, int64_t monotonic);

/* The time now: the wall clock, unless that is still before this program was built; then the newest
 * known time plus what has passed since. */
int64_t clock_now(struct clock *clock, int64_t wall, int64_t monotonic);

/* Whether the clock has gone evenly for so long that time-outs can be trusted. */
bool clock_is_steady(const struct clock *clock, int64_t monotonic);

/* Whether the wall clock is set at all. */
bool clock_is_set(int64_t wall);
