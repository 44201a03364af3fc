/* TERIMA: an officer has read an announcement; without a number the newest one that waits. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "db/announcement.h"
#include "gateway/desk/desk.h"

#define NUMBER_SIZE 24

static int say_more(struct desk *desk, struct reply *reply)
{
    int64_t id;
    char number[NUMBER_SIZE];
    int rc = announcement_newest_open(desk->db, desk->officer.id, &id);

    if (rc <= 0)
        return rc;
    snprintf(number, sizeof number, "%lld", (long long)id);
    reply_add(reply, desk->texts, TEXT_ACKNOWLEDGE_MORE, {"number", number});
    return 0;
}

int desk_terima(struct desk *desk, const struct request *request, enum intent intent,
                struct reply *reply)
{
    int64_t id = strtoll(request->ticket, NULL, 10);
    char number[NUMBER_SIZE];
    int rc = request->tickets ? 1 : announcement_newest_open(desk->db, desk->officer.id, &id);

    (void)intent;
    if (rc <= 0) {
        reply_add(reply, desk->texts, TEXT_ACKNOWLEDGE_NONE);
        return rc;
    }
    rc = announcement_acknowledge(desk->db, id, desk->officer.id, desk->now);
    snprintf(number, sizeof number, "%lld", (long long)id);
    reply_add(reply, desk->texts, rc == -ENOENT ? TEXT_ACKNOWLEDGE_WRONG : TEXT_ACKNOWLEDGED,
              {"number", number});
    return rc < 0 && rc != -ENOENT ? rc : say_more(desk, reply);
}
