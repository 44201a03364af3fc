#include "gateway/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#define LINE_SIZE 512

static bool muted;

void log_mute(bool on)
{
    muted = on;
}

/* One write a line, so that the lines of several processes do not mix. */
void log_line(enum log_priority priority, const char *format, ...)
{
    char line[LINE_SIZE];
    int length = snprintf(line, sizeof line, "<%d>", priority);
    va_list arguments;

    if (muted)
        return;
    va_start(arguments, format);
    length += vsnprintf(line + length, sizeof line - (size_t)length - 1, format, arguments);
    va_end(arguments);
    if (length > LINE_SIZE - 2)
        length = LINE_SIZE - 2;
    for (int i = 0; i < length; i++)
        if ((unsigned char)line[i] < ' ')
            line[i] = ' ';
    line[length] = '\n';
    if (write(STDERR_FILENO, line, (size_t)length + 1) < 0)
        return; /* nobody to tell */
}
