#include "gateway/desk/work.h"

#include "gateway/desk/assignment.h"
#include "gateway/desk/life.h"

int work_move(struct desk *desk, struct ticket *ticket, enum ticket_state to, const char *actor,
              const char *note)
{
    const struct ticket_act act = {actor, true, note, desk->inbox_id};
    int rc = life_move(desk, ticket, to, &act);

    if (rc == 0)
        rc = ticket_get(desk->db, ticket->id, ticket); /* the name of its new unit */
    if (rc > 0)
        rc = life_tell(desk, ticket, to == TICKET_DITERUSKAN ? "" : note);
    if (rc == 0 && to == TICKET_DITERUSKAN)
        rc = assignment_tell_new(desk, ticket);
    return rc;
}

static int send_answer(struct desk *desk, const struct ticket *ticket, const char *text)
{
    struct reply reply = {.text = ""};
    const struct texts *texts;
    char kind[LIFE_KIND_SIZE];
    int rc = desk_texts_for(desk->db, desk->languages, ticket->person_id, &texts);

    if (rc < 0)
        return rc;
    life_kind(texts, ticket, kind);
    reply_add(&reply, texts, TEXT_TOLD_ANSWER, {"kind", kind}, {"ticket", ticket->number},
              {"unit", ticket->unit_name}, {"note", text});
    return life_send(desk, ticket, reply.text);
}

/* While the citizen is to complete the ticket it goes on waiting. */
int work_answer(struct desk *desk, struct ticket *ticket, const char *actor, const char *text)
{
    const struct ticket_act act = {actor, true, text, desk->inbox_id};
    int rc = ticket_say(desk->db, ticket->id, &act, desk->now);

    if (rc == 0 && ticket->state != TICKET_MENUNGGU_WARGA)
        rc = life_move(desk, ticket,
                       ticket->kind == TICKET_INFORMASI ? TICKET_SELESAI : TICKET_DIPROSES, &act);
    return rc < 0 ? rc : send_answer(desk, ticket, text);
}
