#include "db/ticket.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "db/journal.h"
#include "db/statement.h"

/* NULL stands for a time that does not run and for what is not there. */
static struct sql_value nullable(int64_t value)
{
    return value == 0 ? sql_text(NULL) : sql_int(value);
}

static int add_journal(struct db *db, const struct ticket *ticket, const char *actor,
                       const char *action, const char *before, const char *after, int64_t now)
{
    char subject[64];

    snprintf(subject, sizeof subject, "ticket %s", ticket->number);
    if (ticket->secret && strcmp(actor, "warga") == 0)
        journal_from(db, "sms", ""); /* the journal does not tell who it was either */
    return journal_change(db, now, actor, action, subject, before, after);
}

static int add_event(struct db *db, int64_t ticket_id, const char *from, enum ticket_state to,
                     const struct ticket_act *act, int64_t now)
{
    int rc = db_run(db, SQL_TICKET_EVENT_ADD, sql_int(ticket_id), sql_int(now),
                    sql_text(act->actor), sql_text(from), sql_text(ticket_state_names[to]),
                    sql_text(act->note), nullable(act->inbox_id));

    return rc < 0 ? rc : 0;
}

int ticket_open(struct db *db, const char node[3], int64_t person_id, const struct ticket_act *act,
                struct ticket *ticket, int64_t now)
{
    struct ticket opened = *ticket;
    int rc = db_one(db, SQL_TICKET_NEXT_ID, sql_read_int, &opened.id);

    if (rc < 0)
        return rc;
    opened.state = TICKET_DITERIMA;
    opened.person_id = person_id;
    opened.inbox_id = act->inbox_id;
    opened.opened_at = opened.changed_at = now;
    ticket_number(node, opened.id, opened.number);
    rc = db_run(db, SQL_TICKET_ADD, sql_int(opened.id), sql_text(opened.number), sql_int(person_id),
                nullable(act->inbox_id), sql_text(opened.text), sql_int(now),
                sql_int(opened.respond_by), sql_text(ticket_kind_names[opened.kind]),
                sql_int(opened.secret), sql_text(opened.accused), sql_text(opened.words),
                nullable(opened.similar_to));
    if (rc >= 0)
        rc = ticket_save(db, &opened);
    if (rc >= 0)
        rc = add_event(db, opened.id, "", opened.state, act, now);
    if (rc >= 0)
        rc = add_journal(db, &opened, act->actor, "ticket opened", "", "", now);
    if (rc < 0)
        return rc;
    *ticket = opened;
    return 0;
}

int ticket_save(struct db *db, const struct ticket *ticket)
{
    int rc = db_run(
        db, SQL_TICKET_SAVE, sql_int(ticket->id), sql_text(ticket_state_names[ticket->state]),
        sql_text(ticket->unit), sql_text(ticket_category_names[ticket->category]),
        sql_text(ticket_kind_names[ticket->kind]), nullable(ticket->verify_by),
        nullable(ticket->follow_by), nullable(ticket->resolve_by), nullable(ticket->complete_by),
        nullable(ticket->close_by), nullable(ticket->waiting_since), nullable(ticket->alarm_at),
        sql_int(ticket->changed_at), nullable(ticket->verified_at), nullable(ticket->responded_at),
        nullable(ticket->resolved_at), nullable(ticket->closed_at), sql_int(ticket->forwards),
        sql_int(ticket->reopened), nullable(ticket->score));

    return rc < 0 ? rc : rc == 0 ? -ENOENT : 0;
}

/* What a state says about the times of a ticket. */
static void note_times(struct ticket *ticket, enum ticket_state to, bool by_office, int64_t now)
{
    ticket->changed_at = now;
    if (ticket->verified_at == 0 && to != TICKET_DITERUSKAN && by_office)
        ticket->verified_at = now;
    if (ticket->responded_at == 0 && by_office && to != TICKET_DIVERIFIKASI &&
        to != TICKET_DITERUSKAN)
        ticket->responded_at = now;
    if (to == TICKET_SELESAI || to == TICKET_DITOLAK)
        ticket->resolved_at = now;
    if (!ticket_is_open(to) && to != TICKET_SELESAI)
        ticket->closed_at = now;
    if (to == TICKET_DIBUKA_LAGI) {
        ticket->resolved_at = ticket->closed_at = 0;
        ticket->reopened++;
    }
    if (to == TICKET_DITERUSKAN)
        ticket->forwards++;
}

int ticket_move(struct db *db, struct ticket *ticket, enum ticket_state to,
                const struct ticket_act *act, int64_t now)
{
    struct ticket moved = *ticket;
    int rc;

    if (!ticket_may_move(ticket->state, to))
        return -EINVAL;
    moved.state = to;
    note_times(&moved, to, act->by_office, now);
    rc = add_event(db, moved.id, ticket_state_names[ticket->state], to, act, now);
    if (rc == 0)
        rc = ticket_save(db, &moved);
    if (rc == 0)
        rc = add_journal(db, &moved, act->actor, "ticket moved", ticket_state_names[ticket->state],
                         ticket_state_names[to], now);
    if (rc == 0)
        *ticket = moved;
    return rc;
}

int ticket_say(struct db *db, int64_t ticket_id, const struct ticket_act *act, int64_t now)
{
    int rc = db_run(db, SQL_TICKET_SAY, sql_int(ticket_id), sql_int(now), sql_text(act->actor),
                    nullable(act->inbox_id), sql_text(act->note));

    return rc < 0 ? rc : 0;
}

static void read_times(sqlite3_stmt *row, int column, struct ticket *ticket)
{
    int64_t *const times[] = {
        &ticket->verify_by,   &ticket->follow_by,  &ticket->respond_by,    &ticket->resolve_by,
        &ticket->complete_by, &ticket->close_by,   &ticket->waiting_since, &ticket->alarm_at,
        &ticket->opened_at,   &ticket->changed_at, &ticket->verified_at,   &ticket->responded_at,
        &ticket->resolved_at, &ticket->closed_at,
    };

    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
        *times[i] = sqlite3_column_int64(row, column + (int)i);
}

#define FIRST_TIME 17

static void read_ticket(sqlite3_stmt *row, void *ret)
{
    struct ticket *ticket = ret;

    ticket->id = sqlite3_column_int64(row, 0);
    sql_column_text(row, 1, ticket->number, sizeof ticket->number);
    ticket->person_id = sqlite3_column_int64(row, 2);
    sql_column_text(row, 3, ticket->msisdn, sizeof ticket->msisdn);
    ticket->inbox_id = sqlite3_column_int64(row, 4);
    sql_column_text(row, 5, ticket->text, sizeof ticket->text);
    ticket->kind = (enum ticket_kind)sql_column_name(row, 6, ticket_kind_names, TICKET_KINDS);
    ticket->category =
        (enum ticket_category)sql_column_name(row, 7, ticket_category_names, TICKET_CATEGORIES);
    ticket->state = (enum ticket_state)sql_column_name(row, 8, ticket_state_names, TICKET_STATES);
    ticket->secret = sqlite3_column_int(row, 9) != 0;
    sql_column_text(row, 10, ticket->unit, sizeof ticket->unit);
    sql_column_text(row, 11, ticket->unit_name, sizeof ticket->unit_name);
    sql_column_text(row, 12, ticket->accused, sizeof ticket->accused);
    ticket->similar_to = sqlite3_column_int64(row, 13);
    ticket->forwards = sqlite3_column_int(row, 14);
    ticket->reopened = sqlite3_column_int(row, 15);
    ticket->score = sqlite3_column_int(row, 16);
    read_times(row, FIRST_TIME, ticket);
    sql_column_text(row, FIRST_TIME + 14, ticket->words, sizeof ticket->words);
}

int ticket_find(struct db *db, const char *number, struct ticket *ret)
{
    return db_one(db, SQL_TICKET_FIND, read_ticket, ret, sql_text(number));
}

int ticket_get(struct db *db, int64_t id, struct ticket *ret)
{
    return db_one(db, SQL_TICKET_GET, read_ticket, ret, sql_int(id));
}

int ticket_list(struct db *db, const struct ticket_filter *filter, db_visit *visit, void *context)
{
    struct ticket ticket;

    return db_each(db, SQL_TICKET_LIST, read_ticket, &ticket, visit, context,
                   sql_text(filter->state), sql_text(filter->unit), nullable(filter->overdue));
}

int ticket_search(struct db *db, const struct search_query *query, int64_t since, db_visit *visit,
                  void *context)
{
    struct ticket ticket;

    return db_each(db, SQL_TICKET_SEARCH, read_ticket, &ticket, visit, context,
                   sql_text(query->words), sql_text(query->msisdn), sql_int(since));
}

int ticket_own(struct db *db, int64_t person_id, db_visit *visit, void *context)
{
    struct ticket ticket;

    return db_each(db, SQL_TICKET_OWN, read_ticket, &ticket, visit, context, sql_int(person_id));
}

int ticket_tasks(struct db *db, const char *unit, db_visit *visit, void *context)
{
    struct ticket ticket;

    return db_each(db, SQL_TICKET_TASKS, read_ticket, &ticket, visit, context, sql_text(unit));
}

int ticket_awaiting_word(struct db *db, int64_t person_id, int64_t since, struct ticket *ret)
{
    return db_one(db, SQL_TICKET_AWAITING, read_ticket, ret, sql_int(person_id), sql_int(since));
}

static void read_event(sqlite3_stmt *row, void *ret)
{
    struct ticket_event *event = ret;

    event->at = sqlite3_column_int64(row, 0);
    sql_column_text(row, 1, event->actor, sizeof event->actor);
    sql_column_text(row, 2, event->from_state, sizeof event->from_state);
    sql_column_text(row, 3, event->to_state, sizeof event->to_state);
    sql_column_text(row, 4, event->note, sizeof event->note);
}

int ticket_events(struct db *db, int64_t ticket_id, db_visit *visit, void *context)
{
    struct ticket_event event;

    return db_each(db, SQL_TICKET_EVENTS, read_event, &event, visit, context, sql_int(ticket_id));
}

static void read_message(sqlite3_stmt *row, void *ret)
{
    struct ticket_message *message = ret;

    message->at = sqlite3_column_int64(row, 0);
    sql_column_text(row, 1, message->author, sizeof message->author);
    sql_column_text(row, 2, message->text, sizeof message->text);
}

int ticket_messages(struct db *db, int64_t ticket_id, db_visit *visit, void *context)
{
    struct ticket_message message;

    return db_each(db, SQL_TICKET_MESSAGES, read_message, &message, visit, context,
                   sql_int(ticket_id));
}

static void read_recent(sqlite3_stmt *row, void *ret)
{
    struct ticket *ticket = ret;

    ticket->id = sqlite3_column_int64(row, 0);
    sql_column_text(row, 1, ticket->number, sizeof ticket->number);
    ticket->person_id = sqlite3_column_int64(row, 2);
    ticket->state = (enum ticket_state)sql_column_name(row, 3, ticket_state_names, TICKET_STATES);
    ticket->similar_to = sqlite3_column_int64(row, 4);
    sql_column_text(row, 5, ticket->words, sizeof ticket->words);
}

int ticket_recent(struct db *db, const char *unit, int64_t since, db_visit *visit, void *context)
{
    struct ticket ticket;

    return db_each(db, SQL_TICKET_RECENT, read_recent, &ticket, visit, context, sql_text(unit),
                   sql_int(since));
}

int ticket_recent_of(struct db *db, int64_t person_id, int64_t since, db_visit *visit,
                     void *context)
{
    struct ticket ticket;

    return db_each(db, SQL_TICKET_RECENT_OF, read_recent, &ticket, visit, context,
                   sql_int(person_id), sql_int(since));
}

int ticket_count_persons(struct db *db, const struct ticket *ticket)
{
    int64_t first = ticket->similar_to ? ticket->similar_to : ticket->id, count = 0;
    int rc = db_one(db, SQL_TICKET_PERSONS, sql_read_int, &count, sql_int(first));

    return rc < 0 ? rc : (int)count;
}

int ticket_is_secret_of(struct db *db, const char *msisdn, const char *text)
{
    int64_t count = 0;
    int rc =
        db_one(db, SQL_TICKET_IS_SECRET, sql_read_int, &count, sql_text(msisdn), sql_text(text));

    return rc < 0 ? rc : count > 0;
}

int ticket_skm(struct db *db, int64_t ticket_id, const char answers[10], int64_t now)
{
    struct sql_value values[12] = {sql_int(ticket_id), sql_int(now)};
    int rc;

    for (int i = 0; i < 9; i++)
        values[2 + i] = sql_int(answers[i] - '0');
    rc = db_run_values(db, SQL_SKM_PUT, values);
    return rc < 0 ? rc : 0;
}
