/* LAPOR: a complaint becomes a ticket; its number goes back at once and the clock of the law
 * starts. */
#include <stdio.h>

#include "db/person.h"
#include "db/ticket.h"
#include "gateway/desk/desk.h"

#define DAY_S 86400

int desk_lapor(struct desk *desk, const struct request *request, enum intent intent,
               struct reply *reply)
{
    struct ticket ticket = {.respond_by = desk->now + (int64_t)desk->config->response_days * DAY_S};
    char days[16], until[REPLY_DATE_SIZE];
    int rc;

    if (request->text[0] == '\0') {
        reply_add(reply, desk->texts, TEXT_COMPLAINT_EMPTY);
        return desk_ask(desk, intent, "");
    }
    snprintf(ticket.text, sizeof ticket.text, "%s", request->text);
    rc = ticket_open(desk->db, desk->config->node, desk->person_id, desk->inbox_id, &ticket,
                     desk->now);
    if (rc == 0)
        rc = person_question_close(desk->db, desk->person_id);
    if (rc < 0)
        return rc;
    snprintf(days, sizeof days, "%d", desk->config->response_days);
    reply_date(ticket.respond_by, config_utc_offset_s(desk->config), until);
    reply_add(reply, desk->texts, TEXT_TICKET_OPENED, {"ticket", ticket.number}, {"days", days},
              {"until", until});
    return 0;
}
