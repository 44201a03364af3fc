#include "gateway/desk/assignment.h"

#include <stdio.h>
#include <string.h>

#include "db/officer.h"
#include "gateway/desk/post.h"
#include "gateway/desk/quiet.h"
#include "gateway/reply/gsm7.h"

#define RECIPIENTS_MAX 16
#define ROLE(role)     (1u << OFFICER_##role)

struct recipients {
    unsigned roles;
    const char * not ; /* who sent the message, NULL for nobody */
    struct officer officer[RECIPIENTS_MAX];
    int count;
};

void assignment_quote(const char *text, char ret[ASSIGNMENT_QUOTE_SIZE])
{
    gsm7_transliterate(text, ret, ASSIGNMENT_QUOTE_SIZE);
}

static int take(const void *row, void *context)
{
    const struct officer *officer = row;
    struct recipients *r = context;

    if (r->count < RECIPIENTS_MAX && (r->roles >> officer->role & 1) &&
        (!r->not || strcmp(officer->msisdn, r->not ) != 0))
        r->officer[r->count++] = *officer;
    return 0;
}

static int find(struct desk *desk, unsigned roles, const char *unit, struct recipients *ret)
{
    ret->roles = roles;
    ret->not = desk->msisdn;
    ret->count = 0;
    return officer_list(desk->db, unit, take, ret);
}

/* Where a unit has nobody, somebody else is told. */
static int find_recipients(struct desk *desk, enum assignment to, const char *unit,
                           struct recipients *ret)
{
    int rc = 0;

    if (to == ASSIGNMENT_TOP)
        return find(desk, ROLE(SEKDA), NULL, ret);
    ret->count = 0;
    if (unit[0] && to == ASSIGNMENT_OFFICERS)
        rc = find(desk, ROLE(PETUGAS) | ROLE(INSPEKTORAT) | ROLE(OPERATOR), unit, ret);
    if (unit[0] && rc >= 0 && ret->count == 0)
        rc = find(desk, ROLE(ATASAN), unit, ret);
    if (rc >= 0 && ret->count == 0)
        rc = find(desk, ROLE(OPERATOR), NULL, ret);
    return rc;
}

int assignment_tell_officer(struct desk *desk, const struct officer *officer, assignment_text *text,
                            const void *context)
{
    const struct post post = {.bearer = desk->bearer,
                              .msisdn = officer->msisdn,
                              .priority = OUTBOX_REMINDER,
                              .due_at = quiet_end(desk->config, desk->now)};
    struct reply reply = {.text = ""};
    const struct texts *texts;
    int64_t person_id = person_find(desk->db, officer->msisdn);
    int rc = person_id < 0 ? (int)person_id
                           : desk_texts_for(desk->db, desk->languages, person_id, &texts);

    if (rc < 0)
        return rc;
    text(desk, texts, context, &reply);
    return post_text(desk->db, &post, reply.text, desk->now);
}

int assignment_tell(struct desk *desk, enum assignment to, const char *unit, assignment_text *text,
                    const void *context)
{
    struct recipients recipients;
    int rc = find_recipients(desk, to, unit, &recipients);

    for (int i = 0; rc >= 0 && i < recipients.count; i++)
        rc = assignment_tell_officer(desk, &recipients.officer[i], text, context);
    return rc < 0 ? rc : recipients.count;
}

struct news {
    const struct ticket *ticket;
    const char *text;
    int persons;
};

static void say_new(struct desk *desk, const struct texts *texts, const void *context,
                    struct reply *reply)
{
    const struct news *news = context;
    char until[REPLY_DATE_SIZE], quote[ASSIGNMENT_QUOTE_SIZE], count[16];

    assignment_quote(news->ticket->text, quote);
    reply_date(news->ticket->respond_by, config_utc_offset_s(desk->config), until);
    snprintf(count, sizeof count, "%d", news->persons);
    reply_add(reply, texts, news->persons > 1 ? TEXT_TASK_NEW_SIMILAR : TEXT_TASK_NEW,
              {"ticket", news->ticket->number}, {"until", until}, {"text", quote},
              {"count", count});
}

int assignment_tell_new(struct desk *desk, const struct ticket *ticket)
{
    struct news news = {.ticket = ticket};
    int rc = ticket_count_persons(desk->db, ticket);

    if (rc < 0)
        return rc;
    news.persons = rc;
    rc = assignment_tell(desk, ASSIGNMENT_OFFICERS, ticket->unit, say_new, &news);
    return rc < 0 ? rc : 0;
}

static void say_change(struct desk *desk, const struct texts *texts, const void *context,
                       struct reply *reply)
{
    const struct news *news = context;
    char quote[ASSIGNMENT_QUOTE_SIZE];
    (void)desk;

    assignment_quote(news->text, quote);
    reply_add(reply, texts,
              news->ticket->state == TICKET_DIBUKA_LAGI ? TEXT_TASK_REOPENED : TEXT_TASK_COMPLETED,
              {"ticket", news->ticket->number}, {"text", quote});
}

int assignment_tell_change(struct desk *desk, const struct ticket *ticket, const char *text)
{
    const struct news news = {.ticket = ticket, .text = text[0] ? text : ticket->text};
    int rc = assignment_tell(desk, ASSIGNMENT_OFFICERS, ticket->unit, say_change, &news);

    return rc < 0 ? rc : 0;
}
