/* TUGAS and BACA: what an officer has to do, and the whole of one ticket. Who opened it stays
 * hidden. */
#include <stdio.h>
#include <string.h>

#include "db/journal.h"
#include "db/ticket.h"
#include "gateway/desk/authority.h"
#include "gateway/desk/deadline.h"
#include "gateway/desk/desk.h"
#include "gateway/desk/task.h"
#include "gateway/reply/gsm7.h"

#define QUOTE_SIZE 31
#define LINES_MAX  30

struct listing {
    struct desk *desk;
    struct reply *reply;
    int lines;
};

static int add_task(const void *row, void *context)
{
    const struct ticket *ticket = row;
    struct listing *listing = context;
    struct desk *desk = listing->desk;
    int64_t due = deadline_next(ticket);
    char until[REPLY_DATE_SIZE], quote[QUOTE_SIZE];

    if (listing->lines++ >= LINES_MAX)
        return 0;
    gsm7_transliterate(ticket->text, quote, sizeof quote);
    reply_date(due, config_utc_offset_s(desk->config), until);
    until[5] = '\0'; /* the year is clear */
    reply_add(listing->reply, desk->texts, due < desk->now ? TEXT_TASK_LATE : TEXT_TASK,
              {"ticket", ticket->number}, {"until", until}, {"text", quote});
    return 0;
}

int desk_tugas(struct desk *desk, const struct request *request, enum intent intent,
               struct reply *reply)
{
    struct listing listing = {.desk = desk, .reply = reply};
    const char *unit = task_unit(desk);
    int rc = ticket_tasks(desk->db, unit, add_task, &listing);

    (void)request;
    (void)intent;
    if (rc == 0)
        reply_add(reply, desk->texts, TEXT_TASK_NONE, {"unit", unit});
    return rc < 0 ? rc : 0;
}

/* "+62812****890", and nothing at all of who asked for secrecy, but for the inspectorate. */
static void say_who(struct desk *desk, const struct ticket *ticket, char *ret, size_t size)
{
    size_t length = strlen(ticket->msisdn);

    if (ticket->secret && desk->officer.role == OFFICER_INSPEKTORAT)
        snprintf(ret, size, "%s", ticket->msisdn);
    else if (ticket->secret)
        reply_render(desk->texts, TEXT_READ_SECRET, ret, size);
    else
        snprintf(ret, size, "%.6s****%s", ticket->msisdn,
                 ticket->msisdn + (length > 9 ? length - 3 : length));
}

static int add_message(const void *row, void *context)
{
    const struct ticket_message *message = row;
    const struct listing *listing = context;
    struct desk *desk = listing->desk;
    char at[REPLY_DATE_SIZE];

    reply_date(message->at, config_utc_offset_s(desk->config), at);
    reply_add(listing->reply, desk->texts,
              strcmp(message->author, "warga") == 0 ? TEXT_READ_CITIZEN : TEXT_READ_OFFICE,
              {"at", at}, {"text", message->text});
    return 0;
}

static int add_similar(struct desk *desk, const struct ticket *ticket, struct reply *reply)
{
    int count = ticket_count_persons(desk->db, ticket);
    char number[16];

    if (count < 0)
        return count;
    snprintf(number, sizeof number, "%d", count);
    if (count > 1)
        reply_add(reply, desk->texts, TEXT_READ_SIMILAR, {"count", number});
    return 0;
}

static int add_ticket(struct desk *desk, const struct ticket *ticket, struct reply *reply)
{
    struct listing listing = {.desk = desk, .reply = reply};
    char who[64], at[REPLY_DATE_SIZE];
    int rc;

    say_who(desk, ticket, who, sizeof who);
    reply_date(ticket->opened_at, config_utc_offset_s(desk->config), at);
    reply_add(reply, desk->texts, TEXT_READ, {"ticket", ticket->number},
              {"state", ticket_state_names[ticket->state]}, {"who", who}, {"at", at},
              {"text", ticket->text});
    rc = add_similar(desk, ticket, reply);
    if (rc == 0)
        rc = ticket_messages(desk->db, ticket->id, add_message, &listing);
    return rc < 0 ? rc : 0;
}

int desk_baca(struct desk *desk, const struct request *request, enum intent intent,
              struct reply *reply)
{
    char actor[AUTHORITY_ACTOR_SIZE], subject[64];
    struct ticket ticket;
    int rc = task_find(desk, request, intent, &ticket, reply);

    if (rc <= 0)
        return rc;
    authority_actor(&desk->officer, actor);
    snprintf(subject, sizeof subject, "ticket %s", ticket.number);
    rc = journal_add(desk->db, desk->now, actor, "ticket read", subject, "");
    return rc < 0 ? rc : add_ticket(desk, &ticket, reply);
}
