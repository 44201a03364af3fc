#include "gateway/desk/digest.h"

#include <stdio.h>

#include "db/officer.h"
#include "db/ticket.h"
#include "db/ticket_clock.h"
#include "gateway/desk/deadline.h"
#include "gateway/desk/office.h"
#include "gateway/desk/post.h"

#define DAY_S    86400
#define HOUR_S   3600
#define DAY_ENDS 20 /* a gateway that starts later sends none that day */

struct tally {
    struct desk *desk;
    const struct calendar *calendar;
    int open, late, today;
    char first[TICKET_NUMBER_SIZE];
};

static int count(const void *row, void *context)
{
    const struct ticket *ticket = row;
    struct tally *tally = context;
    int64_t due = deadline_next(ticket), now = tally->desk->now;

    if (tally->open++ == 0)
        snprintf(tally->first, sizeof tally->first, "%s", ticket->number);
    if (due && due < now)
        tally->late++;
    else if (due && calendar_day(tally->calendar, due) == calendar_day(tally->calendar, now))
        tally->today++;
    return 0;
}

static int send(struct desk *desk, const struct officer *officer, const struct tally *tally)
{
    const struct post post = {.bearer = desk->bearer,
                              .msisdn = officer->msisdn,
                              .priority = OUTBOX_REMINDER,
                              .due_at = desk->now};
    struct reply reply = {.text = ""};
    const struct texts *texts;
    char open[16], late[16], today[16];
    int64_t person_id = person_find(desk->db, officer->msisdn);
    int rc = person_id < 0 ? (int)person_id
                           : desk_texts_for(desk->db, desk->languages, person_id, &texts);

    if (rc < 0)
        return rc;
    snprintf(open, sizeof open, "%d", tally->open);
    snprintf(late, sizeof late, "%d", tally->late);
    snprintf(today, sizeof today, "%d", tally->today);
    reply_add(&reply, texts, TEXT_DIGEST, {"unit", officer->unit}, {"open", open}, {"late", late},
              {"today", today}, {"ticket", tally->first});
    return post_text(desk->db, &post, reply.text, desk->now);
}

static int visit(const void *row, void *context)
{
    const struct officer *officer = row;
    const struct tally *base = context;
    struct tally tally = {.desk = base->desk, .calendar = base->calendar};
    int rc;

    if (officer->unit[0] == '\0')
        return 0;
    rc = ticket_tasks(tally.desk->db, officer->unit, count, &tally);
    return rc <= 0 ? rc : send(tally.desk, officer, &tally);
}

int digest_send(struct desk *desk)
{
    struct office office;
    struct tally base = {.desk = desk, .calendar = &office.calendar};
    int64_t local = desk->now + config_utc_offset_s(desk->config);
    int64_t hour = local % DAY_S / HOUR_S;
    int rc;

    if (hour < desk->config->digest_hour || hour >= DAY_ENDS)
        return 0;
    rc = ticket_digest_add(desk->db, local / DAY_S);
    if (rc <= 0)
        return rc;
    rc = office_calendar(desk->db, desk->config, NULL, &office);
    if (rc < 0 || !calendar_is_working_day(&office.calendar, (int)(local / DAY_S)))
        return rc;
    rc = officer_list(desk->db, NULL, visit, &base);
    return rc < 0 ? rc : 0;
}
