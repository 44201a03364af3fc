/* LAPOR and USUL: a complaint or a wish becomes a ticket; its number goes back at once and the
 * clock of the law starts. What only sounds like a complaint is held until the person says YA. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "db/person.h"
#include "db/ticket.h"
#include "gateway/desk/assignment.h"
#include "gateway/desk/desk.h"
#include "gateway/desk/life.h"
#include "gateway/desk/near.h"
#include "gateway/desk/routing.h"
#include "gateway/desk/similar.h"
#include "gateway/reply/gsm7.h"

#define DAY_S        86400
#define SIMILAR_DAYS 30
#define QUOTE_SIZE   61 /* so much of a text is enough to know it again */
#define SECRETLY     "rahasia"

struct comparison {
    const char *words;
    int64_t besides;     /* not of this person */
    struct ticket found; /* id 0 for none */
};

static int compare(const void *row, void *context)
{
    const struct ticket *ticket = row;
    struct comparison *comparison = context;

    if (comparison->found.id == 0 && ticket->person_id != comparison->besides &&
        ticket_is_open(ticket->state) && similar_are(comparison->words, ticket->words))
        comparison->found = *ticket;
    return 0;
}

/* The same complaint of the same person within a day is one ticket. */
static int find_twin(struct desk *desk, const char *words, struct ticket *ret)
{
    struct comparison comparison = {.words = words};
    int rc = ticket_recent_of(desk->db, desk->person_id, desk->now - DAY_S, compare, &comparison);

    if (rc < 0 || comparison.found.id == 0)
        return rc < 0 ? rc : 0;
    return ticket_get(desk->db, comparison.found.id, ret);
}

/* What others have said of the same thing to the same office. */
static int find_similar(struct desk *desk, struct ticket *ticket)
{
    struct comparison comparison = {.words = ticket->words, .besides = desk->person_id};
    int rc = ticket_recent(desk->db, ticket->unit, desk->now - SIMILAR_DAYS * DAY_S, compare,
                           &comparison);

    if (rc >= 0 && comparison.found.id > 0)
        ticket->similar_to =
            comparison.found.similar_to ? comparison.found.similar_to : comparison.found.id;
    return rc < 0 ? rc : 0;
}

static int join(struct desk *desk, int64_t inbox_id, const struct ticket *twin, const char *text,
                struct reply *reply)
{
    const struct ticket_act act = {.actor = "warga", .note = text, .inbox_id = inbox_id};

    reply_add(reply, desk->texts, TEXT_TICKET_JOINED, {"ticket", twin->number});
    return strcmp(text, twin->text) == 0 ? 0 : ticket_say(desk->db, twin->id, &act, desk->now);
}

static void give_receipt(struct desk *desk, const struct ticket *ticket, struct reply *reply)
{
    char days[16], until[REPLY_DATE_SIZE];

    snprintf(days, sizeof days, "%d", desk->config->response_days);
    reply_date(ticket->respond_by, config_utc_offset_s(desk->config), until);
    reply_add(reply, desk->texts,
              ticket->kind == TICKET_ASPIRASI ? TEXT_WISH_OPENED
              : ticket->secret                ? TEXT_TICKET_OPENED_SECRET
                                              : TEXT_TICKET_OPENED,
              {"ticket", ticket->number}, {"days", days}, {"until", until});
}

static int open_new(struct desk *desk, int64_t inbox_id, struct ticket *ticket, struct reply *reply)
{
    const struct ticket_act act = {.actor = "warga", .note = "", .inbox_id = inbox_id};
    int rc = routing_choose(desk, ticket);
    bool alone = rc > 0;

    if (rc >= 0)
        rc = find_similar(desk, ticket);
    if (rc == 0)
        rc = life_open(desk, desk->person_id, &act, ticket);
    if (rc == 0)
        rc = assignment_tell_new(desk, ticket);
    if (rc == 0 && !alone)
        rc = near_tell(desk, ticket);
    if (rc == 0)
        give_receipt(desk, ticket, reply);
    return rc;
}

/* RAHASIA in front of a complaint: the text after it, NULL if it is not there. */
static const char *after_secretly(const char *text)
{
    size_t length = strlen(SECRETLY);

    if (strncasecmp(text, SECRETLY, length) != 0 || !strchr(" :,.-\n", text[length]))
        return NULL;
    text += length;
    return text + strspn(text, " :,.-\n");
}

static int open_ticket(struct desk *desk, int64_t inbox_id, enum ticket_kind kind, const char *text,
                       struct reply *reply)
{
    struct ticket twin;
    struct ticket ticket = {.kind = kind};
    const char *secret = kind == TICKET_PENGADUAN ? after_secretly(text) : NULL;
    int rc;

    if (secret && secret[0] == '\0') {
        reply_add(reply, desk->texts, TEXT_SECRET_EMPTY);
        return person_question_close(desk->db, desk->person_id);
    }
    ticket.secret = secret != NULL;
    snprintf(ticket.text, sizeof ticket.text, "%s", secret ? secret : text);
    similar_words(ticket.text, ticket.words);
    rc = find_twin(desk, ticket.words, &twin);
    if (rc > 0)
        rc = join(desk, inbox_id, &twin, ticket.text, reply);
    else if (rc == 0)
        rc = open_new(desk, inbox_id, &ticket, reply);
    return rc < 0 ? rc : person_question_close(desk->db, desk->person_id);
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
    return open_ticket(desk, held.inbox_id, TICKET_PENGADUAN, held.text, reply);
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
    return request->confirm
               ? ask_first(desk, request->text, reply)
               : open_ticket(desk, desk->inbox_id, TICKET_PENGADUAN, request->text, reply);
}

int desk_usul(struct desk *desk, const struct request *request, enum intent intent,
              struct reply *reply)
{
    (void)intent;
    return open_ticket(desk, desk->inbox_id, TICKET_ASPIRASI, request->text, reply);
}
