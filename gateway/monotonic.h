/* Monotonic: the clock that never jumps, for deadlines and for how long something took. */
#pragma once

#include <stdint.h>

int64_t monotonic_ms(void);
