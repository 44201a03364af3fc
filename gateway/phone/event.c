/* A notice as one line of tab-separated fields, for programs. */

#include "gateway/phone/event.h"

#include <stdio.h>

#include "gateway/phone/command.h"

static int format_segment(const struct notice *notice, char *text, size_t size)
{
    const struct concat *concat = &notice->concat;

    return snprintf(text, size, "segment\t%s\t%d\t%d\t%d\t%d\t%s\t%d", notice->number,
                    notice->reference, concat->total > 0 ? concat->part : 1,
                    concat->total > 0 ? concat->total : 1, concat->reference,
                    encoding_name(notice->encoding), notice->units);
}

static int format_sent(const struct notice *notice, char *text, size_t size)
{
    int length = snprintf(text, size, "sent\t%s\t%d\t%s\t%d\t", notice->number, notice->segments,
                          encoding_name(notice->encoding), notice->units);

    escape(notice->text, text + length, size - (size_t)length);
    return length;
}

/* Those that are a name and at most one text. */
static int format_plain(const struct notice *notice, char *text, size_t size)
{
    static const char *const names[NOTICE_KINDS] = {
        [NOTICE_CONNECTED] = "connected", [NOTICE_HANGUP] = "hangup",
        [NOTICE_UNPLUGGED] = "unplugged", [NOTICE_PLUGGED] = "plugged",
        [NOTICE_USSD] = "ussd",           [NOTICE_PIN] = "pin",
    };

    return snprintf(text, size, "%s%s%s", names[notice->kind], notice->text ? "\t" : "",
                    notice->text ? notice->text : "");
}

int event_format(const struct notice *notice, char *text, size_t size)
{
    switch (notice->kind) {
    case NOTICE_STORED:
        return snprintf(text, size, "stored\t%s\t%d\t%s\t%u", notice->mem, notice->index,
                        notice->number, notice->serial);
    case NOTICE_ROUTED:
        return snprintf(text, size, "routed\t%s\t%u", notice->number, notice->serial);
    case NOTICE_DELETED:
        return snprintf(text, size, "deleted\t%s\t%d", notice->mem, notice->index);
    case NOTICE_TAKEN:
        return snprintf(text, size, "taken\t%s\t%u", notice->number, notice->serial);
    case NOTICE_SEGMENT:
        return format_segment(notice, text, size);
    case NOTICE_SENT:
        return format_sent(notice, text, size);
    case NOTICE_REFUSED:
        return snprintf(text, size, "refused\t%d\t%s", notice->code, notice->text);
    case NOTICE_REPORT:
        return snprintf(text, size, "report\t%s\t%d\t%d", notice->number, notice->reference,
                        notice->code);
    case NOTICE_CALL_ENDED:
        return snprintf(text, size, "call-ended\t%s\t%s", notice->number, notice->text);
    default:
        return format_plain(notice, text, size);
    }
}
