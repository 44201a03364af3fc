/* Listener: what the phone and the gateway's log say, put into one file in its order. */
#pragma once

#include <sys/types.h>

#include "tests/support/e2e.h"

/* Start a process that writes down whole lines while the test does other things: the phone drops
 * whoever does not read. The phone's events come before the lines of the log that follow upon them.
 * The caller kills it. */
pid_t listener_start(const struct e2e *e2e, const char *path);
