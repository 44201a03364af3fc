#include "gateway/desk/task.h"

#include "gateway/desk/authority.h"

const char *task_unit(const struct desk *desk)
{
    return desk->officer.unit[0] ? desk->officer.unit : desk->config->desk_unit;
}

static bool reads_all(const struct officer *officer, enum intent intent)
{
    return intent == INTENT_BACA &&
           (officer->role == OFFICER_INSPEKTORAT || officer->role == OFFICER_SEKDA);
}

int task_find(struct desk *desk, const struct request *request, enum intent intent,
              struct ticket *ret, struct reply *reply)
{
    int rc;

    if (!ticket_number_right(request->ticket)) {
        reply_add(reply, desk->texts, TEXT_TICKET_WRONG, {"ticket", request->ticket});
        return 0;
    }
    rc = ticket_find(desk->db, request->ticket, ret);
    if (rc < 0)
        return rc;
    if (rc == 0) {
        reply_add(reply, desk->texts, TEXT_TASK_UNKNOWN, {"ticket", request->ticket});
        return 0;
    }
    if (authority_covers(&desk->officer, ret->unit) || reads_all(&desk->officer, intent))
        return 1;
    authority_refuse(desk, intent, reply);
    return 0;
}
