/* Notify: tells systemd that the gateway is ready and alive (sd_notify protocol, no library). */
#pragma once

#include <stdint.h>

/* Send a state such as "READY=1" to $NOTIFY_SOCKET; nothing happens where that is not set. */
void notify_send(const char *state);

/* Say that we are alive, at most once a second (now: monotonic seconds), if systemd has set
 * $WATCHDOG_USEC. */
void notify_alive(int64_t now);
