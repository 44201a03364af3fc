#include "gateway/desk/deadline.h"

#include <stdbool.h>

#define DAY_S        86400
#define HOUR_S       3600
#define MORNING_H    8
#define BEFORE_MAX_S (60 * (int64_t)DAY_S) /* an office that never works is reminded, too */

const char *const deadline_names[DEADLINES] = {
    [DEADLINE_VERIFY] = "verify",     [DEADLINE_FOLLOW] = "follow",
    [DEADLINE_RESPOND] = "respond",   [DEADLINE_RESOLVE] = "resolve",
    [DEADLINE_COMPLETE] = "complete", [DEADLINE_CLOSE] = "close",
};
const char *const deadline_step_names[STEPS] = {
    [STEP_BEFORE] = "before", [STEP_AT] = "at", [STEP_AFTER] = "after"};

/* The deadlines of the law go up to the Sekda; those of practice end with the supervisor. */
static const bool has_step[DEADLINES][STEPS] = {
    [DEADLINE_VERIFY] = {true, true, false},   [DEADLINE_FOLLOW] = {true, true, false},
    [DEADLINE_RESPOND] = {true, true, true},   [DEADLINE_RESOLVE] = {true, true, true},
    [DEADLINE_COMPLETE] = {true, true, false}, [DEADLINE_CLOSE] = {false, true, false},
};

static int64_t days_from(int64_t now, int days)
{
    return now + (int64_t)days * DAY_S;
}

static int64_t follow_by(const struct deadline_rules *rules, int64_t now)
{
    int days = rules->promise_days ? rules->promise_days : rules->config->followup_days;

    return calendar_add_working_days(rules->calendar, now, days);
}

void deadline_open(const struct deadline_rules *rules, struct ticket *ticket, int64_t now)
{
    ticket->verify_by = calendar_add_working_days(rules->calendar, now, rules->config->verify_days);
    ticket->respond_by = days_from(now, rules->config->response_days);
    ticket->resolve_by = days_from(now, rules->config->decision_days);
}

/* The time that the citizen took is not the office's. */
static void go_on(struct ticket *ticket, int64_t now)
{
    if (ticket->waiting_since)
        ticket->resolve_by += now - ticket->waiting_since;
    ticket->waiting_since = ticket->complete_by = 0;
}

void deadline_move(const struct deadline_rules *rules, struct ticket *ticket, enum ticket_state to,
                   int64_t now)
{
    go_on(ticket, now);
    ticket->close_by = 0;
    if (to == TICKET_DITERUSKAN)
        return;
    ticket->verify_by = ticket->follow_by = 0;
    if (to == TICKET_DIVERIFIKASI || to == TICKET_DIBUKA_LAGI)
        ticket->follow_by = follow_by(rules, now);
    if (to == TICKET_DIBUKA_LAGI)
        ticket->resolve_by = days_from(now, rules->config->decision_days);
    if (to == TICKET_SELESAI)
        ticket->close_by = days_from(now, rules->config->reopen_days);
    if (to == TICKET_MENUNGGU_WARGA) {
        ticket->waiting_since = now;
        ticket->complete_by = days_from(now, rules->config->complete_days);
    }
}

int64_t deadline_due(const struct ticket *ticket, enum deadline deadline)
{
    bool works = ticket_is_open(ticket->state);

    switch (deadline) {
    case DEADLINE_VERIFY:
        return works ? ticket->verify_by : 0;
    case DEADLINE_FOLLOW:
        return works ? ticket->follow_by : 0;
    case DEADLINE_RESPOND:
        return works && ticket->responded_at == 0 ? ticket->respond_by : 0;
    case DEADLINE_RESOLVE:
        return works && ticket->waiting_since == 0 ? ticket->resolve_by : 0;
    case DEADLINE_COMPLETE:
        return ticket->state == TICKET_MENUNGGU_WARGA ? ticket->complete_by : 0;
    case DEADLINE_CLOSE:
        return ticket->state == TICKET_SELESAI ? ticket->close_by : 0;
    case DEADLINES:
        break;
    }
    return 0;
}

/* The morning of the last working day on which so many more are still left. */
static int64_t morning_before(const struct calendar *calendar, int64_t due, int days)
{
    int64_t at = due;

    while (at > due - BEFORE_MAX_S &&
           (calendar_working_days(calendar, at, due) < days ||
            !calendar_is_working_day(calendar, calendar_day(calendar, at))))
        at -= DAY_S;
    return (int64_t)calendar_day(calendar, at) * DAY_S - calendar->utc_offset_s +
           MORNING_H * HOUR_S;
}

int64_t deadline_step_at(const struct deadline_rules *rules, enum deadline deadline,
                         enum deadline_step step, int64_t due)
{
    if (!has_step[deadline][step])
        return 0;
    if (step == STEP_BEFORE)
        return morning_before(rules->calendar, due, rules->config->remind_days);
    if (step == STEP_AFTER)
        return calendar_add_working_days(rules->calendar, due, rules->config->escalate_days);
    return due;
}

int64_t deadline_next(const struct ticket *ticket)
{
    int64_t next = 0;

    for (int i = 0; i < DEADLINES; i++) {
        int64_t due = deadline_due(ticket, (enum deadline)i);

        if (due && (next == 0 || due < next))
            next = due;
    }
    return next;
}
