/* Line: between a modem's tty and libgammu, which would choke on what it does not know. */
#pragma once

#include <stddef.h>

/* Open the tty device for this process alone, and a pseudo-terminal that libgammu is to open in its
 * place (path), behind which a thread filters what the modem says until the process ends. When the
 * modem is unplugged, the pseudo-terminal hangs up. Returns a descriptor of it, to sleep on and to
 * say something to the modem while libgammu is not at it; or -1, with path a copy of device, where
 * that is no tty or cannot be opened: libgammu knows what it is or what is wrong with it. */
int modem_line_open(const char *device, char *path, size_t size);
