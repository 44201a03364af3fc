#include "gateway/desk/own.h"

int own_ticket(struct desk *desk, const char *number, struct ticket *ret, struct reply *reply)
{
    int rc;

    if (!ticket_number_right(number)) {
        reply_add(reply, desk->texts, TEXT_TICKET_WRONG, {"ticket", number});
        return 0;
    }
    rc = ticket_find(desk->db, number, ret);
    if (rc < 0 || (rc > 0 && ret->person_id == desk->person_id))
        return rc;
    reply_add(reply, desk->texts, TEXT_TICKET_UNKNOWN, {"ticket", number});
    return 0;
}
