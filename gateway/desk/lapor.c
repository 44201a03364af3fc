/* LAPOR: a complaint becomes a ticket; its number goes back at once and the clock of the law
 * starts. What only sounds like a complaint is held until the person says YA. */
#include <stdio.h>

#include "db/person.h"
#include "db/ticket.h"
#include "gateway/desk/desk.h"
#include "gateway/reply/gsm7.h"

#define DAY_S      86400
#define QUOTE_SIZE 61 /* so much of a text is enough to know it again */

static int open_ticket(struct desk *desk, int64_t inbox_id, const char *text, struct reply *reply)
{
    struct ticket ticket = {.respond_by = desk->now + (int64_t)desk->config->response_days * DAY_S};
    char days[16], until[REPLY_DATE_SIZE];
    int rc;

    snprintf(ticket.text, sizeof ticket.text, "%s", text);
    rc = ticket_open(desk->db, desk->config->node, desk->person_id, inbox_id, &ticket, desk->now);
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

static int ask_first(struct desk *desk, const char *text, struct reply *reply)
{
    char quote[QUOTE_SIZE];

    gsm7_transliterate(text, quote, sizeof quote);
    reply_add(reply, desk->texts, TEXT_CONFIRM_COMPLAINT, {"text", quote});
    return desk_ask(desk, QUESTION_CONFIRM, INTENT_LAPOR, "", text);
}

/* YA to "is this a complaint?": the ticket belongs to the message that was held. */
static int open_held(struct desk *desk, struct reply *reply)
{
    struct person_question held;
    int rc = person_question(desk->db, desk->person_id, desk->now, &held);

    if (rc <= 0)
        return rc;
    return open_ticket(desk, held.inbox_id, held.text, reply);
}

int desk_lapor(struct desk *desk, const struct request *request, enum intent intent,
               struct reply *reply)
{
    if (request->answer == ANSWER_YES)
        return open_held(desk, reply);
    if (request->answer == ANSWER_NO) {
        reply_add(reply, desk->texts, TEXT_CONFIRM_NO);
        return person_question_close(desk->db, desk->person_id);
    }
    if (request->text[0] == '\0') {
        reply_add(reply, desk->texts, TEXT_COMPLAINT_EMPTY);
        return desk_ask(desk, QUESTION_CHOICE, intent, "", "");
    }
    return request->confirm ? ask_first(desk, request->text, reply)
                            : open_ticket(desk, desk->inbox_id, request->text, reply);
}
