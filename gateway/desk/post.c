#include "gateway/desk/post.h"

#include <stdio.h>

#include "gateway/reply/segment.h"

#define HOUR_S 3600

int64_t post_expires_at(enum outbox_priority priority, int64_t due_at)
{
    static const int hours[] = {[OUTBOX_RECEIPT] = 7 * 24,
                                [OUTBOX_ANSWER] = 3 * 24,
                                [OUTBOX_REMINDER] = 6,
                                [OUTBOX_BROADCAST] = 6};

    return due_at + (int64_t)hours[priority] * HOUR_S;
}

int post_text(struct db *db, const struct post *post, const char *text, int64_t now)
{
    struct outbox_message out = {
        .inbox_id = post->inbox_id, .priority = post->priority, .due_at = post->due_at};

    out.expires_at = post_expires_at(post->priority, post->due_at);
    snprintf(out.bearer, sizeof out.bearer, "%s", post->bearer);
    snprintf(out.recipient, sizeof out.recipient, "%s", post->msisdn);
    snprintf(out.text, sizeof out.text, "%s", text);
    out.segments = segment_count(out.text);
    return out.segments < 0 ? out.segments : outbox_add(db, &out, now);
}
