/* What is wrong with the modem at the moment, on purpose. */

#include "gateway/phone/fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

bool fault_silences(const struct fault *fault, const char *name, bool sets)
{
    size_t length = strcspn(fault->hang_command, "=");
    bool sets_only = fault->hang_command[length] == '=';

    return fault->hang_all ||
           (length > 0 && strlen(name) == length &&
            strncasecmp(fault->hang_command, name, length) == 0 && (sets || !sets_only));
}

int fault_take_cms_error(struct fault *fault)
{
    if (fault->cms_error == 0 || fault->cms_count == 0)
        return 0;
    if (fault->cms_count > 0)
        fault->cms_count--;
    return fault->cms_error;
}

void fault_clear(struct fault *fault)
{
    enum report_mode report = fault->report;

    memset(fault, 0, sizeof *fault);
    fault->report = report;
}

__attribute__((format(printf, 3, 4))) static void add(char *text, size_t size, const char *format,
                                                      ...)
{
    size_t used = strlen(text);
    va_list args;

    if (used > 0 && used + 2 < size)
        used += (size_t)snprintf(text + used, size - used, ", ");
    va_start(args, format);
    vsnprintf(text + used, size - used, format, args);
    va_end(args);
}

void fault_describe(const struct fault *fault, char *text, size_t size)
{
    text[0] = '\0';
    if (fault->hang_all)
        add(text, size, "hangs");
    if (fault->wedged)
        add(text, size, "wedged until a reset");
    if (fault->hang_command[0] != '\0')
        add(text, size, "silent on AT%s", fault->hang_command);
    if (fault->mute_send != MUTE_OFF)
        add(text, size, "mute after sending (%s)", fault->mute_send == MUTE_SENT ? "sent" : "lost");
    if (fault->late_ms > 0)
        add(text, size, "late by %d ms after sending", fault->late_ms);
    if (fault->slow_ms > 0)
        add(text, size, "slow, %d ms an answer", fault->slow_ms);
    if (fault->cms_error != 0 && fault->cms_count != 0)
        add(text, size, "+CMS ERROR: %d", fault->cms_error);
    if (fault->chatter[0] != '\0')
        add(text, size, "chatters");
    if (fault->report != REPORT_ON)
        add(text, size, "delivery reports %s", fault->report == REPORT_OFF ? "off" : "fail");
    if (text[0] == '\0')
        add(text, size, "none");
}
