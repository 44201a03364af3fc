/* CEK: how a ticket stands. A number with a wrong check digit is told to be miswritten, never taken
 * for another ticket. */
#include <string.h>

#include "db/person.h"
#include "db/ticket.h"
#include "gateway/desk/desk.h"

static const struct {
    const char *state;
    enum text_id text;
} states[] = {
    {"diterima", TEXT_STATE_DITERIMA}, {"diproses", TEXT_STATE_DIPROSES},
    {"selesai", TEXT_STATE_SELESAI},   {"ditutup", TEXT_STATE_SELESAI},
    {"ditolak", TEXT_STATE_DITOLAK},
};

static enum text_id text_of_state(const char *state)
{
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (strcmp(states[i].state, state) == 0)
            return states[i].text;
    return TEXT_STATE_DIPROSES;
}

static void tell_state(struct desk *desk, const struct ticket *ticket, struct reply *reply)
{
    int offset_s = config_utc_offset_s(desk->config);
    char since[REPLY_DATE_SIZE], until[REPLY_DATE_SIZE], state[64];

    reply_date(ticket->changed_at, offset_s, since);
    reply_date(ticket->respond_by, offset_s, until);
    reply_render(desk->texts, text_of_state(ticket->state), state, sizeof state);
    reply_add(reply, desk->texts, TEXT_TICKET_STATE, {"ticket", ticket->number}, {"state", state},
              {"since", since}, {"until", until});
}

int desk_cek(struct desk *desk, const struct request *request, enum intent intent,
             struct reply *reply)
{
    struct ticket ticket;
    int rc;

    if (request->ticket[0] == '\0') {
        reply_add(reply, desk->texts, TEXT_TICKET_WHICH);
        return desk_ask(desk, QUESTION_CHOICE, intent, "", "");
    }
    if (!ticket_number_right(request->ticket)) {
        reply_add(reply, desk->texts, TEXT_TICKET_WRONG, {"ticket", request->ticket});
        return desk_ask(desk, QUESTION_CHOICE, intent, "", "");
    }
    rc = ticket_find(desk->db, request->ticket, &ticket);
    if (rc < 0)
        return rc;
    if (rc > 0)
        tell_state(desk, &ticket, reply);
    else
        reply_add(reply, desk->texts, TEXT_TICKET_UNKNOWN, {"ticket", request->ticket});
    return person_question_close(desk->db, desk->person_id);
}
