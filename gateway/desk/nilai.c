/* NILAI, SKM, and YA or BELUM to "is it done?": the citizen has the last word. */
#include <stdio.h>
#include <string.h>

#include "db/journal.h"
#include "db/ticket.h"
#include "gateway/desk/bantuan.h"
#include "gateway/desk/desk.h"
#include "gateway/desk/life.h"
#include "gateway/desk/own.h"

#define DAY_S       86400
#define SKM_ANSWERS 9

static int keep_in_journal(struct desk *desk, const struct ticket *ticket, const char *action,
                           const char *detail)
{
    char subject[64];

    snprintf(subject, sizeof subject, "ticket %s", ticket->number);
    if (ticket->secret)
        journal_from(desk->db, "sms", "");
    return journal_add(desk->db, desk->now, "warga", action, subject, detail);
}

/* Done, and how well, if the citizen says so. */
static int accept(struct desk *desk, struct ticket *ticket, int score, struct reply *reply)
{
    const struct ticket_act act = {.actor = "warga", .note = "", .inbox_id = desk->inbox_id};
    const char digit[2] = {(char)('0' + score), '\0'};
    char kind[LIFE_KIND_SIZE];
    int rc;

    life_kind(desk->texts, ticket, kind);
    if (score > 0)
        ticket->score = score;
    rc = ticket->state == TICKET_SELESAI ? life_move(desk, ticket, TICKET_DITUTUP, &act)
                                         : ticket_save(desk->db, ticket);
    if (rc == 0 && score > 0)
        rc = keep_in_journal(desk, ticket, "ticket judged", digit);
    if (rc == 0)
        reply_add(reply, desk->texts, TEXT_JUDGED, {"ticket", ticket->number}, {"kind", kind});
    return rc;
}

static int find_awaiting(struct desk *desk, struct ticket *ret)
{
    int64_t since = desk->now - (int64_t)desk->config->reopen_days * DAY_S;

    return ticket_awaiting_word(desk->db, desk->person_id, since, ret);
}

/* The ticket that is named; where none is, the one that was called done last. Returns 1; 0 after
 * saying in *reply what is missing; or an errno. */
static int find_judged(struct desk *desk, const char *number, const char *keyword,
                       struct ticket *ret, struct reply *reply)
{
    int rc;

    if (number[0])
        return own_ticket(desk, number, ret, reply);
    rc = find_awaiting(desk, ret);
    if (rc == 0)
        bantuan_say(desk, keyword, reply);
    return rc;
}

/* YA, YA 4, 4, or BELUM and why, to the ticket that was called done last. */
static int take_word(struct desk *desk, const struct request *request, struct reply *reply)
{
    struct ticket ticket;
    int rc = find_awaiting(desk, &ticket);

    if (rc <= 0)
        return rc;
    if (request->answer == ANSWER_NOT_YET)
        return life_reopen(desk, &ticket, request->text, reply);
    if (request->score == SCORE_INVALID) {
        reply_add(reply, desk->texts, TEXT_SCORE_WRONG, {"ticket", ticket.number});
        return 0;
    }
    return accept(desk, &ticket, request->score, reply);
}

/* "NILAI 4": one digit is no ticket's number. */
static int score_alone(const struct request *request)
{
    const char *digits = request->ticket;

    return request->score == SCORE_INVALID && strlen(digits) == 1 && strchr("1234", digits[0])
               ? digits[0] - '0'
               : 0;
}

int desk_nilai(struct desk *desk, const struct request *request, enum intent intent,
               struct reply *reply)
{
    int alone = score_alone(request), score = alone ? alone : request->score;
    struct ticket ticket;
    int rc;

    (void)intent;
    if (request->answer != ANSWER_NONE)
        return take_word(desk, request, reply);
    rc = find_judged(desk, alone ? "" : request->ticket, "nilai", &ticket, reply);
    if (rc <= 0)
        return rc;
    if (ticket.resolved_at == 0)
        reply_add(reply, desk->texts, TEXT_NOT_DONE_YET, {"ticket", ticket.number});
    else if (score < 1)
        reply_add(reply, desk->texts, TEXT_SCORE_WRONG, {"ticket", ticket.number});
    else
        rc = accept(desk, &ticket, score, reply);
    return rc < 0 ? rc : 0;
}

/* Nine digits 1 to 4, with or without spaces between them. */
static bool read_answers(const char *text, char ret[SKM_ANSWERS + 1])
{
    size_t count = 0;

    for (; *text; text++) {
        if (strchr(" ,.-", *text))
            continue;
        if (*text < '1' || *text > '4' || count == SKM_ANSWERS)
            return false;
        ret[count++] = *text;
    }
    ret[count] = '\0';
    return count == SKM_ANSWERS;
}

/* "SKM 443344434": a ticket's number has other digits, too. */
static bool answers_alone(const struct request *request, char ret[SKM_ANSWERS + 1])
{
    char text[REQUEST_TICKET_SIZE + REQUEST_TEXT_SIZE];

    snprintf(text, sizeof text, "%s%s", request->ticket, request->text);
    return read_answers(text, ret);
}

int desk_skm(struct desk *desk, const struct request *request, enum intent intent,
             struct reply *reply)
{
    char answers[SKM_ANSWERS + 1];
    bool alone = answers_alone(request, answers);
    struct ticket ticket;
    int rc;

    (void)intent;
    if (!alone && request->text[0] == '\0' && !ticket_number_right(request->ticket))
        return bantuan_say(desk, "skm", reply), 0; /* answers one of which is wrong */
    rc = find_judged(desk, alone ? "" : request->ticket, "skm", &ticket, reply);
    if (rc <= 0)
        return rc;
    rc = 0;
    if (ticket.resolved_at == 0) {
        reply_add(reply, desk->texts, TEXT_NOT_DONE_YET, {"ticket", ticket.number});
    } else if (!alone && !read_answers(request->text, answers)) {
        reply_add(reply, desk->texts, TEXT_SKM_WRONG, {"ticket", ticket.number});
    } else {
        rc = ticket_skm(desk->db, ticket.id, answers, desk->now);
        if (rc == 0)
            rc = keep_in_journal(desk, &ticket, "survey answered", answers);
        reply_add(reply, desk->texts, TEXT_SKM_THANKS, {"ticket", ticket.number});
    }
    return rc;
}
