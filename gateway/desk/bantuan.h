/* Help: how each keyword is used, one SMS each. */
#pragma once

#include "gateway/desk/desk.h"

/* Say how a keyword (folded) is used; the menu if there is no such keyword. */
void bantuan_say(struct desk *desk, const char *keyword, struct reply *reply);
