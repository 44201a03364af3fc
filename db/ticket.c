#include "db/ticket.h"

#include <stdio.h>

#include "db/journal.h"
#include "db/statement.h"

int ticket_open(struct db *db, const char node[3], int64_t person_id, int64_t inbox_id,
                struct ticket *ticket, int64_t now)
{
    char subject[64];
    int64_t id = 0;
    int rc = db_one(db, SQL_TICKET_NEXT_ID, sql_read_int, &id);

    if (rc < 0)
        return rc;
    ticket_number(node, id, ticket->number);
    snprintf(subject, sizeof subject, "ticket %s", ticket->number);
    rc = db_run(db, SQL_TICKET_ADD, sql_int(id), sql_text(ticket->number), sql_int(person_id),
                sql_int(inbox_id), sql_text(ticket->text), sql_int(now),
                sql_int(ticket->respond_by));
    if (rc >= 0)
        rc = db_run(db, SQL_TICKET_EVENT_ADD, sql_int(id), sql_int(now), sql_text("warga"),
                    sql_text(""), sql_text("diterima"), sql_text(""));
    if (rc >= 0)
        rc = journal_add(db, now, "warga", "ticket opened", subject, "");
    if (rc < 0)
        return rc;
    ticket->id = id;
    ticket->opened_at = ticket->changed_at = now;
    snprintf(ticket->state, sizeof ticket->state, "diterima");
    ticket->unit[0] = '\0';
    return 0;
}

static void read_ticket(sqlite3_stmt *row, void *ret)
{
    struct ticket *ticket = ret;

    ticket->id = sqlite3_column_int64(row, 0);
    sql_column_text(row, 1, ticket->number, sizeof ticket->number);
    sql_column_text(row, 2, ticket->msisdn, sizeof ticket->msisdn);
    sql_column_text(row, 3, ticket->text, sizeof ticket->text);
    sql_column_text(row, 4, ticket->state, sizeof ticket->state);
    sql_column_text(row, 5, ticket->unit, sizeof ticket->unit);
    ticket->opened_at = sqlite3_column_int64(row, 6);
    ticket->respond_by = sqlite3_column_int64(row, 7);
    ticket->changed_at = sqlite3_column_int64(row, 8);
}

int ticket_find(struct db *db, const char *number, struct ticket *ret)
{
    return db_one(db, SQL_TICKET_FIND, read_ticket, ret, sql_text(number));
}

int ticket_list(struct db *db, const char *state, const char *unit, db_visit *visit, void *context)
{
    struct ticket ticket;

    return db_each(db, SQL_TICKET_LIST, read_ticket, &ticket, visit, context, sql_text(state),
                   sql_text(unit));
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
