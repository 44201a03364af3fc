/* Post: a text for a number into the outbox, whether it answers a message or is sent unasked. */
#pragma once

#include <stdint.h>

#include "db/outbox.h"

struct post {
    const char *bearer; /* it leaves by this one, or by another if that cannot send */
    const char *msisdn;
    int64_t inbox_id; /* the message that it answers, 0 for none */
    enum outbox_priority priority;
    int64_t due_at; /* not before */
};

/* Until when a message that is due then is worth sending: a receipt for days, a reminder for hours,
 * so that a backlog after an outage does not send what nobody needs any more. */
int64_t post_expires_at(enum outbox_priority priority, int64_t due_at);

/* Queue text. Returns 0 or an errno of db.h. */
int post_text(struct db *db, const struct post *post, const char *text, int64_t now);
