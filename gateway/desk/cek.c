/* CEK: how tickets stand: those that are named, else all of the sender's that are open. A number
 * with a wrong check digit is told to be miswritten, never taken for another ticket. */
#include <stdio.h>

#include "db/person.h"
#include "db/ticket.h"
#include "gateway/desk/desk.h"
#include "gateway/desk/life.h"
#include "gateway/desk/own.h"

static const enum text_id states[TICKET_STATES] = {
    [TICKET_DITERIMA] = TEXT_STATE_DITERIMA,
    [TICKET_DIVERIFIKASI] = TEXT_STATE_DIVERIFIKASI,
    [TICKET_DIPROSES] = TEXT_STATE_DIPROSES,
    [TICKET_MENUNGGU_WARGA] = TEXT_STATE_MENUNGGU_WARGA,
    [TICKET_DITERUSKAN] = TEXT_STATE_DITERUSKAN,
    [TICKET_SELESAI] = TEXT_STATE_SELESAI,
    [TICKET_DITUTUP] = TEXT_STATE_DITUTUP,
    [TICKET_DITOLAK] = TEXT_STATE_DITOLAK,
    [TICKET_DITARIK] = TEXT_STATE_DITARIK,
    [TICKET_DIBUKA_LAGI] = TEXT_STATE_DIBUKA_LAGI,
};

static int keep_note(const void *row, void *context)
{
    const struct ticket_event *event = row;

    snprintf(context, sizeof event->note, "%s", event->note);
    return 0;
}

/* What is promised until when counts as long as nobody has answered. */
static int tell_state(struct desk *desk, const struct ticket *ticket, struct reply *reply)
{
    int offset_s = config_utc_offset_s(desk->config);
    bool is_ready = ticket->state == TICKET_SELESAI && ticket->kind == TICKET_PERMOHONAN;
    bool waits = ticket_is_open(ticket->state) && ticket->responded_at == 0;
    char since[REPLY_DATE_SIZE], until[REPLY_DATE_SIZE], state[64], kind[LIFE_KIND_SIZE];
    char note[sizeof((struct ticket_event *)0)->note] = "";
    int rc = ticket_events(desk->db, ticket->id, keep_note, note);

    if (rc < 0)
        return rc;
    reply_date(ticket->changed_at, offset_s, since);
    reply_date(ticket->respond_by, offset_s, until);
    reply_render(desk->texts, is_ready ? TEXT_STATE_JADI : states[ticket->state], state,
                 sizeof state);
    life_kind(desk->texts, ticket, kind);
    reply_add(reply, desk->texts, waits ? TEXT_TICKET_STATE : TEXT_TICKET_STATE_SINCE,
              {"ticket", ticket->number}, {"state", state}, {"since", since}, {"until", until},
              {"kind", kind});
    if (note[0] && !waits)
        reply_add(reply, desk->texts, TEXT_TOLD_NOTE, {"note", note});
    return 0;
}

struct telling {
    struct desk *desk;
    struct reply *reply;
};

static int tell_row(const void *row, void *context)
{
    const struct telling *telling = context;

    return tell_state(telling->desk, row, telling->reply);
}

static int tell_all(struct desk *desk, enum intent intent, struct reply *reply)
{
    struct telling telling = {desk, reply};
    int rc = ticket_own(desk->db, desk->person_id, tell_row, &telling);

    if (rc != 0)
        return rc < 0 ? rc : person_question_close(desk->db, desk->person_id);
    reply_add(reply, desk->texts, TEXT_TICKET_WHICH);
    return desk_ask(desk, QUESTION_CHOICE, intent, "", "");
}

static int tell_one(struct desk *desk, const char *number, struct reply *reply)
{
    struct ticket ticket;
    int rc = own_ticket(desk, number, &ticket, reply);

    return rc > 0 ? tell_state(desk, &ticket, reply) : rc;
}

int desk_cek(struct desk *desk, const struct request *request, enum intent intent,
             struct reply *reply)
{
    int rc;

    if (request->ticket[0] == '\0')
        return tell_all(desk, intent, reply);
    rc = tell_one(desk, request->ticket, reply);
    for (int i = 1; rc == 0 && i < request->tickets; i++)
        rc = tell_one(desk, request->further_ticket[i - 1], reply);
    if (rc < 0)
        return rc;
    return ticket_number_right(request->ticket) ? person_question_close(desk->db, desk->person_id)
                                                : desk_ask(desk, QUESTION_CHOICE, intent, "", "");
}
