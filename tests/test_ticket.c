/* Tickets: one a message, found by their number, their words and their journal never changed. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/inbox.h"
#include "db/journal.h"
#include "db/person.h"
#include "db/ticket.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define SQLITE_CONSTRAINT 19

static struct db *db;
static const char *path;
static int64_t person;

static int setup(void **state)
{
    char error[256];
    (void)state;

    path = temp_path("ticket.db");
    if (db_open(path, &db, error) < 0)
        fail_msg("%s", error);
    person = person_get(db, LA_ODE_ID, NOON);
    for (int i = 1; i <= 3; i++) {
        struct inbox_sms sms = {.bearer = BEARER, .sender = LA_ODE, .sent_at = NOON + i};

        assert_int_equal(inbox_add(db, &sms, NOON), 1); /* ids 1, 2, 3 */
    }
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    db_close(db);
    unlink(path);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static struct ticket opened(int64_t inbox_id, const char *text)
{
    struct ticket ticket = {.respond_by = NOON + 14 * DAY_S};

    snprintf(ticket.text, sizeof ticket.text, "%s", text);
    assert_int_equal(ticket_open(db, "01", person, inbox_id, &ticket, NOON), 0);
    return ticket;
}

static void a_ticket_begins_as_received(void **state)
{
    struct ticket ticket = opened(1, "lampu jalan mati");
    (void)state;

    assert_string_equal(ticket.number, "0100014");
    assert_string_equal(ticket.state, "diterima");
    assert_string_equal(ticket.unit, "");
    assert_int_equal(ticket.opened_at, NOON);

    assert_int_equal(ticket_find(db, ticket.number, &ticket), 1);
    assert_string_equal(ticket.msisdn, LA_ODE_ID);
    assert_string_equal(ticket.text, "lampu jalan mati");
    assert_string_equal(ticket.state, "diterima");
    assert_int_equal(ticket.opened_at, NOON);
    assert_int_equal(ticket.changed_at, NOON);
    assert_int_equal(ticket.respond_by, NOON + 14 * DAY_S);
}

static void two_tickets_have_two_numbers(void **state)
{
    struct ticket first = opened(1, "a"), second = opened(2, "b");
    (void)state;

    assert_string_equal(first.number, "0100014");
    assert_string_equal(second.number, "0100023");
}

static void one_message_never_has_two_tickets(void **state)
{
    struct ticket again = {.text = "a"};
    (void)state;
    opened(1, "a");

    assert_int_equal(ticket_open(db, "01", person, 1, &again, NOON), -EEXIST);

    assert_string_equal(again.text, "a");
    assert_int_equal(again.id, 0);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM ticket"), 1);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM ticket_event"), 1);
}

static void a_ticket_is_found_with_and_without_leading_zeros(void **state)
{
    struct ticket ticket;
    (void)state;
    opened(1, "a");
    opened(2, "b");

    assert_int_equal(ticket_find(db, "100023", &ticket), 1);
    assert_string_equal(ticket.text, "b");
    assert_int_equal(ticket_find(db, "000100023", &ticket), 1);
    assert_string_equal(ticket.number, "0100023");
    assert_int_equal(ticket_find(db, "0100032", &ticket), 0);
    assert_int_equal(ticket_find(db, "", &ticket), 0);
}

static int note_event(const void *row, void *context)
{
    *(struct ticket_event *)context = *(const struct ticket_event *)row;
    return 0;
}

static int note_entry(const void *row, void *context)
{
    *(struct journal_entry *)context = *(const struct journal_entry *)row;
    return 0;
}

static void opening_is_an_event_and_stands_in_the_journal(void **state)
{
    struct ticket ticket = opened(1, "NIK saya 7404");
    struct ticket_event event;
    struct journal_entry entry;
    (void)state;

    assert_int_equal(ticket_events(db, ticket.id, note_event, &event), 1);
    assert_int_equal(event.at, NOON);
    assert_string_equal(event.actor, "warga");
    assert_string_equal(event.from_state, "");
    assert_string_equal(event.to_state, "diterima");

    assert_int_equal(journal_list(db, NULL, note_entry, &entry), 1);
    assert_int_equal(entry.at, NOON);
    assert_string_equal(entry.action, "ticket opened");
    assert_string_equal(entry.subject, "ticket 0100014");
    assert_string_equal(entry.after, "");
}

static int note_number(const void *row, void *context)
{
    const struct ticket *ticket = row;

    strcat(strcat(context, ticket->number), " ");
    return 0;
}

static void tickets_are_listed_by_state_and_unit(void **state)
{
    char numbers[64] = "";
    (void)state;
    opened(1, "a");
    opened(2, "b");
    assert_int_equal(sql_run(path,
                             "INSERT INTO unit (id, code, name) VALUES (1, 'PLN', 'PLN');"
                             "UPDATE ticket SET state = 'diproses', unit_id = 1 WHERE id = 2"),
                     0);

    assert_int_equal(ticket_list(db, NULL, NULL, note_number, numbers), 2);
    assert_string_equal(numbers, "0100014 0100023 ");
    numbers[0] = '\0';
    assert_int_equal(ticket_list(db, "diproses", NULL, note_number, numbers), 1);
    assert_int_equal(ticket_list(db, NULL, "PLN", note_number, numbers), 1);
    assert_int_equal(ticket_list(db, "diterima", "PLN", note_number, numbers), 0);
    assert_string_equal(numbers, "0100023 0100023 ");
}

static void the_words_of_a_complaint_cannot_be_edited(void **state)
{
    struct ticket ticket;
    (void)state;
    opened(1, "as it was said");

    assert_int_equal(sql_run(path, "UPDATE ticket SET text = 'nicer'"), SQLITE_CONSTRAINT);
    assert_int_equal(sql_run(path, "UPDATE ticket SET state = 'diproses', text = 'nicer'"),
                     SQLITE_CONSTRAINT);

    assert_int_equal(
        sql_run(path,
                "INSERT OR REPLACE INTO ticket (id, number, person_id, inbox_id, text, opened_at, "
                "respond_by, changed_at) VALUES (1, '0100014', 1, 1, 'nicer', 0, 0, 0)"),
        SQLITE_CONSTRAINT);

    assert_int_equal(ticket_find(db, "0100014", &ticket), 1);
    assert_string_equal(ticket.text, "as it was said");
    assert_string_equal(ticket.state, "diterima");
}

static void a_state_that_does_not_exist_is_refused(void **state)
{
    (void)state;
    opened(1, "a");

    assert_int_equal(sql_run(path, "UPDATE ticket SET state = 'lupa'"), SQLITE_CONSTRAINT);
}

static void the_journal_cannot_be_changed_or_cut(void **state)
{
    (void)state;
    assert_int_equal(journal_add(db, NOON, "warga", "ticket opened", "ticket 1", ""), 0);
    assert_int_equal(journal_add(db, NOON, "warga", "ticket opened", "ticket 2", ""), 0);

    assert_int_equal(sql_run(path, "UPDATE journal SET actor = 'nobody'"), SQLITE_CONSTRAINT);
    assert_int_equal(sql_run(path, "DELETE FROM journal WHERE id = 1"), SQLITE_CONSTRAINT);
    assert_int_equal(sql_run(path, "DELETE FROM journal"), SQLITE_CONSTRAINT);
    assert_int_equal(sql_run(path,
                             "INSERT OR REPLACE INTO journal"
                             " VALUES (1, 0, 'x', 'x', 'x', 'x', 'x', 'x', 'x', zeroblob(32))"),
                     SQLITE_CONSTRAINT);

    assert_int_equal(sql_number(path, "SELECT count(*) FROM journal WHERE actor = 'warga'"), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_ticket_begins_as_received),
        TEST(two_tickets_have_two_numbers),
        TEST(one_message_never_has_two_tickets),
        TEST(a_ticket_is_found_with_and_without_leading_zeros),
        TEST(opening_is_an_event_and_stands_in_the_journal),
        TEST(tickets_are_listed_by_state_and_unit),
        TEST(the_words_of_a_complaint_cannot_be_edited),
        TEST(a_state_that_does_not_exist_is_refused),
        TEST(the_journal_cannot_be_changed_or_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
