/* What is said to a modem's tty before libgammu has it: vendors' commands that turn off unsolicited
 * lines, and a restart for a modem that has failed several times. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Open a tty, raw, without waiting for its modem and with nothing left of what was said before;
 * non-blocking. What is no tty is opened as it is. Returns a descriptor, or -ENODEV. */
int modem_tty_open(const char *device);

/* Say a command and wait two seconds for its answer. Returns 0 with all that the modem said up to
 * its OK, the end of it if it does not fit; -ETIMEDOUT; -EIO if it refuses or has gone. */
int modem_tty_ask(int fd, const char *command, char *answer, size_t size);

/* Say each of commands (separated by '|') to device and wait for each answer; then, if reset,
 * AT+CFUN=1,1 and wait until the device is back. A device that is no tty is left alone. Answers are
 * not judged: a modem that does not know a command is as good as before. Returns 0, or -ENODEV if
 * the device cannot be opened. */
int modem_tty_prepare(const char *device, const char *commands, bool reset);
