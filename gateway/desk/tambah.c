/* TAMBAH and TARIK: the citizen says more about a ticket, or takes it back. */
#include "db/ticket.h"
#include "gateway/desk/assignment.h"
#include "gateway/desk/desk.h"
#include "gateway/desk/life.h"
#include "gateway/desk/own.h"

#define DAY_S 86400

static int move(struct desk *desk, struct ticket *ticket, enum ticket_state to)
{
    const struct ticket_act act = {.actor = "warga", .note = "", .inbox_id = desk->inbox_id};

    return life_move(desk, ticket, to, &act);
}

/* Whether the citizen may still say that a ticket is not done. */
static bool may_reopen(const struct desk *desk, const struct ticket *ticket)
{
    return ticket_may_move(ticket->state, TICKET_DIBUKA_LAGI) &&
           (ticket->closed_at == 0 ||
            desk->now - ticket->closed_at < (int64_t)desk->config->reopen_days * DAY_S);
}

/* What was missing is there: the clock goes on. */
static int complete(struct desk *desk, struct ticket *ticket, const char *text)
{
    int rc = move(desk, ticket, TICKET_DIPROSES);

    return rc < 0 ? rc : assignment_tell_change(desk, ticket, text);
}

int desk_tambah(struct desk *desk, const struct request *request, enum intent intent,
                struct reply *reply)
{
    struct ticket ticket;
    char kind[LIFE_KIND_SIZE];
    int rc = own_ticket(desk, request->ticket, &ticket, reply);

    (void)intent;
    if (rc <= 0)
        return rc;
    if (request->text[0] == '\0') {
        reply_add(reply, desk->texts, TEXT_ADD_EMPTY, {"ticket", ticket.number});
        return 0;
    }
    if (may_reopen(desk, &ticket))
        return life_reopen(desk, &ticket, request->text, reply);
    if (!ticket_is_open(ticket.state)) {
        reply_add(reply, desk->texts, TEXT_TICKET_CLOSED, {"ticket", ticket.number});
        return 0;
    }
    life_kind(desk->texts, &ticket, kind);
    rc = life_keep(desk, &ticket, request->text);
    if (rc == 0 && ticket.state == TICKET_MENUNGGU_WARGA)
        rc = complete(desk, &ticket, request->text);
    if (rc == 0)
        reply_add(reply, desk->texts, TEXT_ADDED, {"ticket", ticket.number}, {"kind", kind});
    return rc;
}

int desk_tarik(struct desk *desk, const struct request *request, enum intent intent,
               struct reply *reply)
{
    struct ticket ticket;
    int rc = own_ticket(desk, request->ticket, &ticket, reply);

    (void)intent;
    if (rc <= 0)
        return rc;
    if (!ticket_may_move(ticket.state, TICKET_DITARIK)) {
        reply_add(reply, desk->texts, TEXT_TICKET_CLOSED, {"ticket", ticket.number});
        return 0;
    }
    rc = move(desk, &ticket, TICKET_DITARIK);
    if (rc == 0)
        life_words(desk, &ticket, "", reply);
    return rc;
}
