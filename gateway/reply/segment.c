#include "gateway/reply/segment.h"

#include <errno.h>
#include <string.h>

#include "gateway/reply/gsm7.h"

/* The end of the segment that starts at text. An escape and its character are never parted. */
static const char *segment_end(const char *text, int limit)
{
    for (int septets = 0; *text;) {
        const char *next = text;

        septets += gsm7_septets(gsm7_next_character(&next));
        if (septets > limit)
            break;
        text = next;
    }
    return text;
}

int segment_count(const char *text)
{
    int septets = gsm7_count(text), count = 0;

    if (septets < 0)
        return septets;
    if (septets <= SEGMENT_SINGLE)
        return 1;
    for (; *text; count++)
        text = segment_end(text, SEGMENT_PART);
    return count;
}

int segment_get(const char *text, int part, char *ret, size_t size)
{
    int count = segment_count(text), limit = count == 1 ? SEGMENT_SINGLE : SEGMENT_PART;
    const char *end;

    if (count < 0)
        return count;
    if (part < 1 || part > count)
        return 0;
    for (; part > 1; part--)
        text = segment_end(text, limit);
    end = segment_end(text, limit);
    if ((size_t)(end - text) >= size)
        return -ENOSPC;
    memcpy(ret, text, (size_t)(end - text));
    ret[end - text] = '\0';
    return (int)(end - text);
}
