/* BERKAS: an office has a villager's papers; from now on the villager is told by SMS, and comes
 * when it is ready. */
#include <stdio.h>

#include "db/person.h"
#include "gateway/desk/authority.h"
#include "gateway/desk/desk.h"
#include "gateway/desk/life.h"
#include "gateway/desk/task.h"
#include "parser/msisdn.h"

static int open_application(struct desk *desk, const char *msisdn, const char *what,
                            struct ticket *ticket)
{
    char actor[AUTHORITY_ACTOR_SIZE];
    const struct ticket_act opening = {actor, true, "", desk->inbox_id};
    const struct ticket_act work = {actor, true, "", 0};
    int64_t person_id = person_get(desk->db, msisdn, desk->now);
    int rc;

    if (person_id < 0)
        return (int)person_id;
    authority_actor(&desk->officer, actor);
    snprintf(ticket->text, sizeof ticket->text, "%s", what);
    snprintf(ticket->unit, sizeof ticket->unit, "%s", task_unit(desk));
    rc = life_open(desk, person_id, &opening, ticket);
    if (rc == 0)
        rc = life_move(desk, ticket, TICKET_DIPROSES, &work);
    return rc < 0 ? rc : ticket_get(desk->db, ticket->id, ticket);
}

int desk_berkas(struct desk *desk, const struct request *request, enum intent intent,
                struct reply *reply)
{
    struct ticket ticket = {.kind = TICKET_PERMOHONAN};
    struct reply told = {.text = ""};
    const struct texts *texts;
    char msisdn[MSISDN_SIZE];
    int rc;

    (void)intent;
    if (msisdn_read(request->ticket, msisdn) != MSISDN_MOBILE) {
        reply_add(reply, desk->texts, TEXT_APPLICANT_WRONG, {"number", request->ticket});
        return 0;
    }
    rc = open_application(desk, msisdn, request->text, &ticket);
    if (rc > 0)
        rc = desk_texts_for(desk->db, desk->languages, ticket.person_id, &texts);
    if (rc < 0)
        return rc;
    reply_add(&told, texts, TEXT_TOLD_DITERIMA, {"ticket", ticket.number},
              {"unit", ticket.unit_name});
    reply_add(reply, desk->texts, TEXT_APPLICATION_OPENED, {"ticket", ticket.number},
              {"text", ticket.text});
    return life_send(desk, &ticket, told.text);
}
