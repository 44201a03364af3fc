#include "gateway/desk/tick.h"

#include <stdio.h>

#include "db/ticket.h"
#include "db/ticket_clock.h"
#include "gateway/desk/assignment.h"
#include "gateway/desk/deadline.h"
#include "gateway/desk/digest.h"
#include "gateway/desk/life.h"
#include "gateway/desk/silence.h"

#define DAY_S 86400

/* What an officer was to have done. */
static const enum text_id duties[DEADLINES] = {
    [DEADLINE_VERIFY] = TEXT_DUTY_VERIFY,
    [DEADLINE_FOLLOW] = TEXT_DUTY_FOLLOW,
    [DEADLINE_RESPOND] = TEXT_DUTY_RESPOND,
    [DEADLINE_RESOLVE] = TEXT_DUTY_RESOLVE,
};

struct alarm {
    const struct ticket *ticket;
    enum deadline deadline;
    enum deadline_step step;
    int64_t due;
};

static void say_alarm(struct desk *desk, const struct texts *texts, const void *context,
                      struct reply *reply)
{
    const struct alarm *alarm = context;
    char until[REPLY_DATE_SIZE], quote[ASSIGNMENT_QUOTE_SIZE], duty[64];

    assignment_quote(alarm->ticket->text, quote);
    reply_date(alarm->due, config_utc_offset_s(desk->config), until);
    reply_render(texts, duties[alarm->deadline], duty, sizeof duty);
    reply_add(reply, texts, alarm->step == STEP_BEFORE ? TEXT_TASK_DUE : TEXT_TASK_OVERDUE,
              {"ticket", alarm->ticket->number}, {"unit", alarm->ticket->unit}, {"duty", duty},
              {"until", until}, {"text", quote});
}

static int tell_officers(struct desk *desk, const struct alarm *alarm)
{
    static const enum assignment to[STEPS] = {[STEP_BEFORE] = ASSIGNMENT_OFFICERS,
                                              [STEP_AT] = ASSIGNMENT_SUPERVISORS,
                                              [STEP_AFTER] = ASSIGNMENT_TOP};
    int rc = assignment_tell(desk, to[alarm->step], alarm->ticket->unit, say_alarm, alarm);

    return rc < 0 ? rc : 0;
}

/* What the citizen did not complete counts as withdrawn, UU 25/2009 Art. 44(5). */
static int withdraw(struct desk *desk, struct ticket *ticket)
{
    static const struct ticket_act act = {.actor = "gateway", .note = ""};
    struct reply reply = {.text = ""};
    const struct texts *texts;
    char days[16], kind[LIFE_KIND_SIZE];
    int rc = life_move(desk, ticket, TICKET_DITARIK, &act);

    if (rc == 0)
        rc = desk_texts_for(desk->db, desk->languages, ticket->person_id, &texts);
    if (rc < 0)
        return rc;
    snprintf(days, sizeof days, "%d", desk->config->complete_days);
    life_kind(texts, ticket, kind);
    reply_add(&reply, texts, TEXT_TOLD_NOT_COMPLETED, {"ticket", ticket->number}, {"days", days},
              {"kind", kind});
    return life_send(desk, ticket, reply.text);
}

static int remind_citizen(struct desk *desk, const struct ticket *ticket)
{
    struct reply reply = {.text = ""};
    const struct texts *texts;
    char until[REPLY_DATE_SIZE], kind[LIFE_KIND_SIZE];
    int rc = desk_texts_for(desk->db, desk->languages, ticket->person_id, &texts);

    if (rc < 0)
        return rc;
    reply_date(ticket->complete_by, config_utc_offset_s(desk->config), until);
    life_kind(texts, ticket, kind);
    reply_add(&reply, texts, TEXT_TOLD_COMPLETE_SOON, {"ticket", ticket->number}, {"until", until},
              {"kind", kind});
    return life_send(desk, ticket, reply.text);
}

/* Whoever is silent agrees. */
static int close_silent(struct desk *desk, struct ticket *ticket)
{
    static const struct ticket_act act = {.actor = "gateway", .note = ""};
    int rc = life_move(desk, ticket, TICKET_DITUTUP, &act);

    return rc < 0 ? rc : life_tell(desk, ticket, "");
}

static int act_on(struct desk *desk, struct ticket *ticket, const struct alarm *alarm)
{
    if (alarm->deadline == DEADLINE_CLOSE)
        return close_silent(desk, ticket);
    if (alarm->deadline == DEADLINE_COMPLETE)
        return alarm->step == STEP_BEFORE ? remind_citizen(desk, ticket) : withdraw(desk, ticket);
    return tell_officers(desk, alarm);
}

/* Do a step unless it is done already. One that a later step has overtaken, as after an outage, is
 * only marked. */
static int take_step(struct desk *desk, struct ticket *ticket, const struct alarm *alarm,
                     bool overtaken)
{
    int rc = ticket_alarm_add(desk->db, ticket->id, deadline_names[alarm->deadline],
                              deadline_step_names[alarm->step], alarm->due, desk->now);

    return rc <= 0 || overtaken ? rc : act_on(desk, ticket, alarm);
}

static int take_steps(struct desk *desk, const struct deadline_rules *rules, struct ticket *ticket,
                      enum deadline deadline)
{
    int64_t due = deadline_due(ticket, deadline);
    int last = -1, rc = 0;

    for (int step = 0; due && step < STEPS; step++) {
        int64_t at = deadline_step_at(rules, deadline, (enum deadline_step)step, due);

        if (at && at <= desk->now)
            last = step;
    }
    for (int step = 0; rc >= 0 && step <= last; step++) {
        const struct alarm alarm = {ticket, deadline, (enum deadline_step)step, due};

        if (deadline_step_at(rules, deadline, alarm.step, due))
            rc = take_step(desk, ticket, &alarm, step < last && step == STEP_BEFORE);
    }
    return rc;
}

static int take_ticket(struct desk *desk, int64_t id)
{
    struct ticket ticket;
    struct life_rules rules;
    int rc = ticket_get(desk->db, id, &ticket);

    if (rc > 0)
        rc = life_load_rules(desk, &ticket, &rules);
    for (int i = 0; rc >= 0 && i < DEADLINES; i++)
        rc = take_steps(desk, &rules.by, &ticket, (enum deadline)i);
    return rc < 0 ? rc : life_set_alarm(desk, &ticket);
}

/* A ticket that cannot be dealt with for a reason of its own is looked at again tomorrow, and does
 * not hold up the others. */
static int take_alone(struct desk *desk, int64_t id)
{
    struct ticket ticket;
    int rc = db_step_begin(desk->db);

    if (rc == 0)
        rc = db_step_end(desk->db, take_ticket(desk, id));
    if (rc >= 0 || db_is_trouble(rc))
        return rc;
    rc = ticket_get(desk->db, id, &ticket);
    if (rc < 0)
        return rc;
    ticket.alarm_at = desk->now + DAY_S;
    return ticket_save(desk->db, &ticket);
}

int tick(struct desk *desk)
{
    int64_t due[TICK_MOST];
    int count = ticket_due(desk->db, desk->now, due, TICK_MOST), rc = 0;

    for (int i = 0; rc >= 0 && i < count; i++)
        rc = take_alone(desk, due[i]);
    if (rc >= 0 && count >= 0)
        rc = digest_send(desk);
    if (rc >= 0 && count >= 0)
        rc = silence_report(desk);
    return rc < 0 ? rc : count;
}
