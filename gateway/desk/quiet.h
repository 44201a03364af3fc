/* Quiet: the hours in which nothing is sent that nobody has asked for. */
#pragma once

#include <stdint.h>

#include "config/config.h"

/* When the quiet hours that are at a time end; that time itself if there are none then. */
int64_t quiet_end(const struct config *config, int64_t at);
