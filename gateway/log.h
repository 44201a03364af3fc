/* Log: one line an event to standard error, with the <N> priority that systemd reads. Never a text
 * of a message, a PIN or a whole phone number. */
#pragma once

#include <stdbool.h>

/* syslog(3) priorities. */
enum log_priority { LOG_ERROR = 3, LOG_WARNING = 4, LOG_NOTICE = 5, LOG_INFO = 6 };

void log_line(enum log_priority priority, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Drop what is logged until this is called with false. */
void log_mute(bool on);

#define log_error(...)   log_line(LOG_ERROR, __VA_ARGS__)
#define log_warning(...) log_line(LOG_WARNING, __VA_ARGS__)
#define log_notice(...)  log_line(LOG_NOTICE, __VA_ARGS__)
#define log_info(...)    log_line(LOG_INFO, __VA_ARGS__)
