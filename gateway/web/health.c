#include "gateway/web/health.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#include "db/bearer.h"
#include "db/inbox.h"
#include "db/outbox.h"
#include "gateway/health.h"
#include "gateway/json.h"
#include "gateway/lock.h"
#include "gateway/web/route.h"

static void add(struct health *health, const struct health_check *check)
{
    health->checks[health->count++] = *check;
    if (check->status > health->worst)
        health->worst = check->status;
}

static void look_at_disk(const struct web *web, struct health *health)
{
    struct statvfs disk;
    int64_t free_mb = -1;

    if (statvfs(web->config.database, &disk) == 0)
        free_mb = (int64_t)((unsigned long long)disk.f_bavail * disk.f_frsize / 1000000);
    add(health,
        &(struct health_check){"disk", free_mb < HEALTH_DISK_LOW_MB ? HEALTH_FAIL : HEALTH_PASS,
                               WEB_WRONG_DISK, NULL, "MB", free_mb});
}

static int look_at_modem(const struct web *web, const char *name, int64_t now,
                         struct health *health)
{
    struct bearer_status status = {.seen_at = 0};
    struct health_check check = {"", HEALTH_FAIL, WEB_WRONG_MODEM, name, "s", -1};
    int rc = bearer_status_get(web->db, name, &status);

    snprintf(check.name, sizeof check.name, "modem:%s", name);
    if (rc > 0)
        check.value = now - status.seen_at;
    if (rc > 0 && strcmp(status.condition, "ready") == 0 && check.value <= HEALTH_SILENT_S)
        check.status = status.signal_percent >= 0 && status.signal_percent < HEALTH_SIGNAL_LOW
                           ? HEALTH_WARN
                           : HEALTH_PASS;
    else if (rc > 0 && strcmp(status.condition, "starting") == 0)
        check.status = HEALTH_WARN;
    if (rc >= 0)
        add(health, &check);
    return rc < 0 ? rc : 0;
}

static int look_at_queues(const struct web *web, int64_t now, struct health *health)
{
    struct inbox_message *message = malloc(sizeof *message);
    int64_t in_s = 0, out_s = 0, oldest;
    int rc = message ? inbox_next(web->db, message) : -ENOMEM;

    if (rc > 0)
        in_s = now - message->received_at;
    free(message);
    if (rc >= 0)
        rc = outbox_oldest_open(web->db, &oldest);
    if (rc < 0)
        return rc;
    if (rc > 0)
        out_s = now - oldest;
    add(health, &(struct health_check){"inbox", in_s > HEALTH_QUEUE_S ? HEALTH_FAIL : HEALTH_PASS,
                                       WEB_WRONG_INBOX, NULL, "s", in_s});
    add(health, &(struct health_check){"outbox", out_s > HEALTH_QUEUE_S ? HEALTH_WARN : HEALTH_PASS,
                                       WEB_WRONG_OUTBOX, NULL, "s", out_s});
    return 0;
}

int health_look(const struct web *web, int64_t now, struct health *ret)
{
    bool running = lock_is_taken(web->config.database) > 0;
    int rc;

    *ret = (struct health){0};
    /* the first one: health_is_running looks there */
    add(ret, &(struct health_check){"gateway", running ? HEALTH_PASS : HEALTH_FAIL,
                                    WEB_WRONG_GATEWAY, NULL, "", running});
    look_at_disk(web, ret);
    rc = look_at_queues(web, now, ret);
    for (int i = 0; rc == 0 && i < web->config.modem_count; i++)
        rc = look_at_modem(web, web->config.modems[i].name, now, ret);
    return rc;
}

bool health_is_running(const struct health *health)
{
    return health->checks[0].status == HEALTH_PASS;
}

/* As draft-inadarei-api-health-check has it. */
int health_tell(const struct request *request, struct reply *reply)
{
    static const char *const names[] = {"pass", "warn", "fail"};
    struct health health;
    int rc = health_look(request->web, request->now, &health);

    if (rc < 0) { /* the database cannot be read: that is what is to be told */
        health.worst = HEALTH_FAIL;
        add(&health, &(struct health_check){"database", HEALTH_FAIL, 0, NULL, "", rc});
    }
    reply->status = health.worst == HEALTH_FAIL ? 503 : 200;
    reply->type = "application/health+json";
    fprintf(reply->out, "{\"status\":\"%s\",\"version\":\"%s\",\"checks\":{", names[health.worst],
            SAMPAN_VERSION);
    for (int i = 0; i < health.count; i++) {
        const struct health_check *check = &health.checks[i];

        fprintf(reply->out, "%s", i > 0 ? "," : "");
        json_text(check->name, reply->out);
        fprintf(reply->out, ":[{\"status\":\"%s\",\"observedValue\":%lld,\"observedUnit\":\"%s\"}]",
                names[check->status], (long long)check->value, check->unit);
    }
    fprintf(reply->out, "}}\n");
    return 0;
}
