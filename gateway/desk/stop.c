/* STOP and MULAI: whether a person wants what we send unasked. Questions are answered either way.
 */
#include "db/person.h"
#include "gateway/desk/desk.h"

int desk_stop(struct desk *desk, const struct request *request, enum intent intent,
              struct reply *reply)
{
    (void)request;
    (void)intent;
    reply_add(reply, desk->texts, TEXT_STOPPED);
    return person_stop(desk->db, desk->person_id, desk->now);
}

int desk_start(struct desk *desk, const struct request *request, enum intent intent,
               struct reply *reply)
{
    (void)request;
    (void)intent;
    reply_add(reply, desk->texts, TEXT_STARTED);
    return person_start(desk->db, desk->person_id);
}
