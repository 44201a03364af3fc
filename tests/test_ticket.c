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

/* What a citizen does by a message. */
#define BY_CITIZEN(inbox)                                                                          \
    &(const struct ticket_act)                                                                     \
    {                                                                                              \
        .actor = "warga", .note = "", .inbox_id = inbox                                            \
    }

static struct ticket opened(int64_t inbox_id, const char *text)
{
    struct ticket ticket = {.respond_by = NOON + 14 * DAY_S};

    snprintf(ticket.text, sizeof ticket.text, "%s", text);
    assert_int_equal(ticket_open(db, "01", person, BY_CITIZEN(inbox_id), &ticket, NOON), 0);
    return ticket;
}

static void a_ticket_begins_as_received(void **state)
{
    struct ticket ticket = opened(1, "lampu jalan mati");
    (void)state;

    assert_string_equal(ticket.number, "0100014");
    assert_int_equal(ticket.state, TICKET_DITERIMA);
    assert_string_equal(ticket.unit, "");
    assert_int_equal(ticket.opened_at, NOON);

    assert_int_equal(ticket_find(db, ticket.number, &ticket), 1);
    assert_string_equal(ticket.msisdn, LA_ODE_ID);
    assert_string_equal(ticket.text, "lampu jalan mati");
    assert_int_equal(ticket.state, TICKET_DITERIMA);
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

    assert_int_equal(ticket_open(db, "01", person, BY_CITIZEN(1), &again, NOON), -EEXIST);

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

    assert_int_equal(ticket_list(db, &(struct ticket_filter){0}, note_number, numbers), 2);
    assert_string_equal(numbers, "0100014 0100023 ");
    numbers[0] = '\0';
    assert_int_equal(
        ticket_list(db, &(struct ticket_filter){.state = "diproses"}, note_number, numbers), 1);
    assert_int_equal(ticket_list(db, &(struct ticket_filter){.unit = "PLN"}, note_number, numbers),
                     1);
    assert_int_equal(ticket_list(db, &(struct ticket_filter){.state = "diterima", .unit = "PLN"},
                                 note_number, numbers),
                     0);
    assert_string_equal(numbers, "0100023 0100023 ");
}

static void the_table_of_the_database_knows_the_same_states(void **state)
{
    (void)state;
    opened(1, "a");

    for (int i = 0; i < TICKET_STATES; i++) {
        char update[128];

        snprintf(update, sizeof update, "UPDATE ticket SET state = '%s'", ticket_state_names[i]);
        assert_int_equal(sql_run(path, update), 0);
        assert_int_equal(ticket_state_of_name(ticket_state_names[i]), i);
    }
    for (int i = 0; i < TICKET_KINDS; i++) {
        char update[128];

        snprintf(update, sizeof update, "UPDATE ticket SET kind = '%s'", ticket_kind_names[i]);
        assert_int_equal(sql_run(path, update), 0);
    }
    for (int i = 0; i < TICKET_CATEGORIES; i++) {
        char update[128];

        snprintf(update, sizeof update, "UPDATE ticket SET category = '%s'",
                 ticket_category_names[i]);
        assert_int_equal(sql_run(path, update), 0);
    }
}

/* The life of a ticket, written out: who is not in a row may not follow. */
static void a_state_is_followed_by_those_that_may_only(void **state)
{
    static const char *const ways[TICKET_STATES] = {
        [TICKET_DITERIMA] =
            "diverifikasi diproses menunggu_warga diteruskan selesai ditolak ditarik",
        [TICKET_DIVERIFIKASI] = "diproses menunggu_warga diteruskan selesai ditolak ditarik",
        [TICKET_DIPROSES] = "diproses menunggu_warga diteruskan selesai ditolak ditarik",
        [TICKET_MENUNGGU_WARGA] = "diproses menunggu_warga diteruskan selesai ditolak ditarik",
        [TICKET_DITERUSKAN] =
            "diverifikasi diproses menunggu_warga diteruskan selesai ditolak ditarik",
        [TICKET_SELESAI] = "ditutup dibuka_lagi",
        [TICKET_DITUTUP] = "dibuka_lagi",
        [TICKET_DITOLAK] = "dibuka_lagi",
        [TICKET_DITARIK] = "",
        [TICKET_DIBUKA_LAGI] =
            "diverifikasi diproses menunggu_warga diteruskan selesai ditolak ditarik",
    };
    (void)state;

    for (int from = 0; from < TICKET_STATES; from++)
        for (int to = 0; to < TICKET_STATES; to++)
            if (ticket_may_move((enum ticket_state)from, (enum ticket_state)to) !=
                (strstr(ways[from], ticket_state_names[to]) != NULL))
                fail_msg("%s -> %s", ticket_state_names[from], ticket_state_names[to]);
}

#define BY_OFFICE(inbox)                                                                           \
    &(const struct ticket_act)                                                                     \
    {                                                                                              \
        .actor = "officer:+62813", .by_office = true, .note = "catatan", .inbox_id = inbox         \
    }

static void the_times_of_a_life_are_kept(void **state)
{
    struct ticket ticket = opened(1, "a");
    (void)state;

    assert_int_equal(ticket_move(db, &ticket, TICKET_DIVERIFIKASI, BY_OFFICE(2), NOON + 10), 0);
    assert_int_equal(ticket_move(db, &ticket, TICKET_DITERUSKAN, BY_OFFICE(0), NOON + 20), 0);
    assert_int_equal(ticket_move(db, &ticket, TICKET_DIPROSES, BY_OFFICE(0), NOON + 30), 0);
    assert_int_equal(ticket_move(db, &ticket, TICKET_SELESAI, BY_OFFICE(0), NOON + 40), 0);
    assert_int_equal(ticket_find(db, ticket.number, &ticket), 1);
    assert_int_equal(ticket.verified_at, NOON + 10);
    assert_int_equal(ticket.responded_at, NOON + 30);
    assert_int_equal(ticket.resolved_at, NOON + 40);
    assert_int_equal(ticket.forwards, 1);

    assert_int_equal(ticket_move(db, &ticket, TICKET_DIBUKA_LAGI, BY_CITIZEN(3), NOON + 50), 0);
    assert_int_equal(ticket.resolved_at, 0);
    assert_int_equal(ticket.reopened, 1);
    assert_int_equal(ticket.responded_at, NOON + 30);
}

static void a_state_that_may_not_follow_changes_nothing(void **state)
{
    struct ticket ticket = opened(1, "a");
    (void)state;

    assert_int_equal(ticket_move(db, &ticket, TICKET_DITUTUP, BY_OFFICE(2), NOON + 10), -EINVAL);

    assert_int_equal(ticket.state, TICKET_DITERIMA);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM ticket_event"), 1);
}

static void the_journal_does_not_tell_who_sent_what_is_secret(void **state)
{
    struct ticket ticket = {.text = "a", .secret = true};
    (void)state;
    journal_from(db, "sms", LA_ODE_ID);

    assert_int_equal(ticket_open(db, "01", person, BY_CITIZEN(1), &ticket, NOON), 0);
    journal_from(db, "sms", LA_ODE_ID);
    assert_int_equal(ticket_move(db, &ticket, TICKET_DITARIK, BY_CITIZEN(2), NOON), 0);

    assert_int_equal(sql_number(path, "SELECT count(*) FROM journal"), 2);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM journal WHERE address <> ''"), 0);
}

static void a_text_that_tells_a_secret_number_is_known(void **state)
{
    struct ticket ticket = {.text = "a", .secret = true};
    (void)state;
    assert_true(person_get(db, WA_INA, NOON) > 0);

    assert_int_equal(ticket_open(db, "01", person, BY_CITIZEN(1), &ticket, NOON), 0);

    assert_int_equal(ticket_is_secret_of(db, LA_ODE_ID, "Laporan 0100014 selesai"), 1);
    assert_int_equal(ticket_is_secret_of(db, LA_ODE_ID, "Laporan 0100023 selesai"), 0);
    assert_int_equal(ticket_is_secret_of(db, WA_INA, "Laporan 0100014 selesai"), 0);
}

static void a_message_changes_a_ticket_once(void **state)
{
    struct ticket ticket = opened(1, "a");
    (void)state;

    assert_int_equal(ticket_move(db, &ticket, TICKET_DIPROSES, BY_OFFICE(2), NOON + 10), 0);
    assert_int_equal(ticket_move(db, &ticket, TICKET_DIPROSES, BY_OFFICE(2), NOON + 20), -EEXIST);
    assert_int_equal(ticket_say(db, ticket.id, BY_OFFICE(2), NOON + 20), 0);
    assert_int_equal(ticket_say(db, ticket.id, BY_OFFICE(2), NOON + 20), -EEXIST);

    assert_int_equal(ticket.changed_at, NOON + 10);
    assert_int_equal(sql_run(path, "UPDATE ticket_message SET text = 'nicer'"), SQLITE_CONSTRAINT);
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
    assert_int_equal(ticket.state, TICKET_DITERIMA);
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
        TEST(the_table_of_the_database_knows_the_same_states),
        TEST(a_state_is_followed_by_those_that_may_only),
        TEST(the_times_of_a_life_are_kept),
        TEST(a_state_that_may_not_follow_changes_nothing),
        TEST(the_journal_does_not_tell_who_sent_what_is_secret),
        TEST(a_text_that_tells_a_secret_number_is_known),
        TEST(a_message_changes_a_ticket_once),
        TEST(the_words_of_a_complaint_cannot_be_edited),
        TEST(a_state_that_does_not_exist_is_refused),
        TEST(the_journal_cannot_be_changed_or_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
