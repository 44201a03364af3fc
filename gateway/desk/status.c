/* STATUS, TERUS, LENGKAPI, TOLAK and JAWAB: an officer moves a ticket on, and whoever opened it is
 * told by SMS. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "gateway/desk/authority.h"
#include "gateway/desk/bantuan.h"
#include "gateway/desk/routing.h"
#include "gateway/desk/task.h"
#include "gateway/desk/work.h"

/* What each word makes of a ticket; those without a note are answered with how it is written. */
static const struct order {
    enum ticket_state to;
    const char *keyword; /* whose help says what is missing */
    bool needs_note;
} orders[] = {
    [STATE_PROSES] = {TICKET_DIPROSES, "status", false},
    [STATE_SELESAI] = {TICKET_SELESAI, "status", false},
    [STATE_TOLAK] = {TICKET_DITOLAK, "tolak", true},
    [STATE_TERUS] = {TICKET_DITERUSKAN, "terus", true},
    [STATE_LENGKAPI] = {TICKET_MENUNGGU_WARGA, "lengkapi", true},
    [STATE_VERIFIKASI] = {TICKET_DIVERIFIKASI, "status", false},
    [STATE_JADI] = {TICKET_SELESAI, "status", false},
};

static void refuse_state(struct desk *desk, const struct ticket *ticket, struct reply *reply)
{
    char states[160] = "";

    for (int i = 0; i < TICKET_STATES; i++)
        if (i != TICKET_DITARIK && ticket_may_move(ticket->state, (enum ticket_state)i) &&
            ticket_is_open(ticket->state))
            snprintf(states + strlen(states), sizeof states - strlen(states), "%s%s",
                     states[0] ? ", " : "", ticket_state_names[i]);
    reply_add(reply, desk->texts, states[0] ? TEXT_STATE_CANNOT : TEXT_STATE_FINAL,
              {"ticket", ticket->number}, {"state", ticket_state_names[ticket->state]},
              {"states", states});
}

/* VERIFIKASI may say what it is: a category of Perpres 76/2013, or another kind than a complaint.
 */
static void take_category(struct ticket *ticket, const char *note)
{
    size_t length = strcspn(note, " .,:");

    for (int i = 1; i < TICKET_CATEGORIES; i++)
        if (strlen(ticket_category_names[i]) == length &&
            strncasecmp(ticket_category_names[i], note, length) == 0)
            ticket->category = (enum ticket_category)i;
    for (int i = 0; i < TICKET_KINDS; i++)
        if (strlen(ticket_kind_names[i]) == length &&
            strncasecmp(ticket_kind_names[i], note, length) == 0)
            ticket->kind = (enum ticket_kind)i;
}

/* Where TERUS sends it. Returns 1; 0 after saying why not; or an errno. */
static int take_unit(struct desk *desk, struct ticket *ticket, const char *words,
                     struct reply *reply)
{
    char unit[TICKET_UNIT_SIZE];
    int rc = routing_unit(desk->db, words, unit);

    if (rc < 0)
        return rc;
    if (rc == 0)
        reply_add(reply, desk->texts, TEXT_UNIT_UNKNOWN, {"unit", words},
                  {"ticket", ticket->number});
    else if (strcmp(unit, ticket->accused) == 0)
        reply_add(reply, desk->texts, TEXT_UNIT_ACCUSED, {"unit", unit},
                  {"ticket", ticket->number});
    else if (strcmp(unit, ticket->unit) == 0)
        reply_add(reply, desk->texts, TEXT_UNIT_SAME, {"unit", unit}, {"ticket", ticket->number});
    else
        return snprintf(ticket->unit, sizeof ticket->unit, "%s", unit), 1;
    return 0;
}

int desk_status(struct desk *desk, const struct request *request, enum intent intent,
                struct reply *reply)
{
    const struct order *order;
    char actor[AUTHORITY_ACTOR_SIZE];
    struct ticket ticket;
    int rc;

    if (request->ticket[0] == '\0' || request->state == STATE_NONE || request->match != MATCH_EXACT)
        return bantuan_say(desk, "status", reply), 0;
    order = &orders[request->state];
    rc = task_find(desk, request, intent, &ticket, reply);
    if (rc <= 0)
        return rc;
    if (order->needs_note && request->text[0] == '\0')
        return bantuan_say(desk, order->keyword, reply), 0;
    if (!ticket_may_move(ticket.state, order->to)) {
        refuse_state(desk, &ticket, reply);
        return 0;
    }
    if (request->state == STATE_VERIFIKASI)
        take_category(&ticket, request->text);
    if (request->state == STATE_TERUS) {
        rc = take_unit(desk, &ticket, request->text, reply);
        if (rc <= 0)
            return rc;
    }
    authority_actor(&desk->officer, actor);
    rc = work_move(desk, &ticket, order->to, actor,
                   request->state == STATE_VERIFIKASI ? "" : request->text);
    if (rc == 0)
        reply_add(reply, desk->texts, TEXT_STATE_DONE, {"ticket", ticket.number},
                  {"state", ticket_state_names[order->to]});
    return rc;
}

int desk_jawab(struct desk *desk, const struct request *request, enum intent intent,
               struct reply *reply)
{
    char actor[AUTHORITY_ACTOR_SIZE];
    struct ticket ticket;
    int rc = task_find(desk, request, intent, &ticket, reply);

    if (rc <= 0)
        return rc;
    if (request->text[0] == '\0')
        return bantuan_say(desk, "jawab", reply), 0;
    if (!ticket_is_open(ticket.state)) {
        refuse_state(desk, &ticket, reply);
        return 0;
    }
    authority_actor(&desk->officer, actor);
    rc = work_answer(desk, &ticket, actor, request->text);
    if (rc == 0)
        reply_add(reply, desk->texts, TEXT_ANSWER_SENT, {"ticket", ticket.number});
    return rc;
}
