/* Retention: what ends when its time is over, what stays, and what forgetting a person means. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "db/journal.h"
#include "db/person.h"
#include "db/retention.h"
#include "db/subject.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define YEARS(n) (NOON + (n)*366 * DAY_S)

static struct fixture *f;
static const char *path;
static int files;

static int set_up(void **state)
{
    char name[32];
    (void)state;
    snprintf(name, sizeof name, "retention%d.db", files++);
    path = temp_path(name);
    f = fixture_open(path);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_close(f);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

static int64_t number(const char *query)
{
    return sql_number(path, query);
}

/* All that was due before a moment. Returns how many. */
static int end(enum retention_rule rule, int64_t before)
{
    struct retention_due due;
    int count;

    assert_int_equal(retention_find(f->db, rule, before, &due), 0);
    assert_int_equal(db_begin(f->db), 0);
    count = retention_end(f->db, rule, before, due.first, due.last);
    assert_int_equal(db_end(f->db, count), count);
    assert_int_equal(count, due.count);
    return count;
}

static void end_all(int64_t before)
{
    for (int rule = 0; rule < RETENTION_RULES; rule++)
        end((enum retention_rule)rule, before);
}

static void close_tickets(int64_t at)
{
    char sql[200];

    snprintf(sql, sizeof sql,
             "UPDATE ticket SET state = 'ditutup', closed_at = %lld, alarm_at = NULL",
             (long long)at);
    assert_int_equal(sql_run(path, sql), 0);
}

static void old_messages_lose_words_and_number_and_the_figures_stay(void **state)
{
    static const char figures[] =
        "SELECT sum(id * received_at % 9973) + count(*) FROM inbox WHERE intent = 'SYARAT'"
        " AND arguments = 'PASPOR' AND state = 'answered'";
    int64_t before;
    (void)state;
    ask(f, LA_ODE, "SYARAT PASPOR", NOON);
    ask(f, LA_ODE, "SYARAT PASPOR", NOON + 500);
    ask(f, WA_INA, "SYARAT PASPOR", YEARS(2));
    before = number(figures);

    assert_int_equal(end(RETENTION_MESSAGES, YEARS(1)), 2);
    assert_int_equal(end(RETENTION_ANSWERS, YEARS(1)), 2);
    assert_int_equal(end(RETENTION_MESSAGES, YEARS(1)), 0);

    assert_int_equal(number(figures), before);
    assert_int_equal(number("SELECT count(*) FROM inbox WHERE sender || text <> ''"), 1);
    assert_int_equal(number("SELECT count(*) FROM outbox WHERE recipient <> ''"), 1);
    assert_int_equal(number("SELECT sum(segments_sent) FROM outbox") > 0, 1);
}

static void what_waits_or_is_being_sent_never_ends(void **state)
{
    (void)state;
    assert_int_equal(receive(f, LA_ODE, "SYARAT PASPOR", NOON), 1);
    end_all(YEARS(9));
    assert_int_equal(number("SELECT count(*) FROM inbox WHERE text = 'SYARAT PASPOR'"), 1);

    assert_int_equal(answer_all(f, NOON), 1);
    end_all(YEARS(9));
    assert_int_equal(number("SELECT count(*) FROM outbox WHERE recipient = '" LA_ODE_ID "'"), 1);
    assert_string_not_equal(take_reply(f, NOON), "");
}

static void an_open_complaint_never_ends_and_a_closed_one_keeps_its_figures(void **state)
{
    (void)state;
    ask(f, LA_ODE, "LAPOR lampu jalan di desa kami mati", NOON);
    ask(f, LA_ODE, "LAPOR jembatan di dusun kami putus", NOON + 60);
    end_all(YEARS(9));
    assert_int_equal(number("SELECT count(*) FROM ticket JOIN person ON person.id = person_id"
                            " WHERE msisdn = '" LA_ODE_ID "' AND text LIKE '%kami%'"),
                     2);

    close_tickets(NOON + DAY_S);
    end_all(NOON);
    assert_int_equal(number("SELECT count(*) FROM ticket WHERE text <> ''"), 2);
    end_all(YEARS(9));

    assert_int_equal(number("SELECT count(*) FROM ticket WHERE text = '' AND words = ''"), 2);
    assert_int_equal(number("SELECT count(*) FROM ticket WHERE opened_at > 0 AND unit_id > 0"), 2);
    assert_int_equal(number("SELECT count(*) FROM person WHERE msisdn <> ''"), 0);
}

static void the_words_of_a_complaint_end_but_are_never_edited(void **state)
{
    (void)state;
    ask(f, LA_ODE, "LAPOR lampu jalan di desa kami mati", NOON);

    assert_int_not_equal(sql_run(path, "UPDATE ticket SET text = ''"), 0);
    close_tickets(NOON);
    assert_int_not_equal(sql_run(path, "UPDATE ticket SET text = 'semua baik'"), 0);
    assert_int_equal(sql_run(path, "UPDATE ticket SET text = ''"), 0);
}

static int count_item(const void *row, void *context)
{
    const struct subject_item *item = row;
    int *counts = context;

    counts[0]++;
    counts[1] += strcmp(item->kind, "message") == 0;
    counts[2] += strcmp(item->kind, "answer") == 0;
    counts[3] += strcmp(item->kind, "ticket") == 0;
    return 0;
}

/* How many things are held of him, and of these messages, answers and tickets. */
static void held(int counts[4])
{
    memset(counts, 0, 4 * sizeof counts[0]);
    assert_true(subject_list(f->db, LA_ODE_ID, count_item, counts) >= 0);
}

static struct subject_forgotten forget(void)
{
    struct subject_forgotten forgotten;

    assert_int_equal(db_begin(f->db), 0);
    assert_int_equal(db_end(f->db, subject_forget(f->db, LA_ODE_ID, YEARS(1), &forgotten)), 0);
    return forgotten;
}

static void a_person_is_shown_everything_and_then_forgotten(void **state)
{
    struct subject_forgotten forgotten;
    int counts[4];
    (void)state;
    ask(f, LA_ODE, "LAPOR lampu jalan di desa kami mati", NOON);
    ask(f, "+6281234567890", "KTP", NOON + 60); /* the same, as another network writes him */
    ask(f, WA_INA, "SYARAT PASPOR", NOON);
    close_tickets(NOON + 90);
    held(counts);
    assert_int_equal(counts[1], 2);
    assert_int_equal(counts[2], 2);
    assert_int_equal(counts[3], 1);

    forgotten = forget();

    assert_int_equal(forgotten.messages, 2);
    assert_int_equal(forgotten.answers, 2);
    assert_int_equal(forgotten.tickets, 1);
    held(counts);
    assert_int_equal(counts[0], 0);
    assert_int_equal(number("SELECT count(*) FROM ticket WHERE text LIKE '%lampu%'"), 1);
    assert_int_equal(number("SELECT count(*) FROM question"), 0);
    assert_int_equal(number("SELECT count(*) FROM inbox WHERE sender LIKE '%"
                            "85298765432'"),
                     1);
    ask(f, LA_ODE, "SYARAT PASPOR", YEARS(1)); /* and is answered like anybody new */
}

static void who_has_an_open_ticket_is_told_of_it_still(void **state)
{
    struct subject_forgotten forgotten;
    (void)state;
    ask(f, LA_ODE, "LAPOR lampu jalan di desa kami mati", NOON);

    forgotten = forget();

    assert_int_equal(forgotten.open_tickets, 1);
    assert_true(person_find(f->db, LA_ODE_ID) > 0);
    close_tickets(NOON);
    assert_int_equal(forget().tickets, 1);
    assert_int_equal(person_find(f->db, LA_ODE_ID), 0);
}

static void what_is_queued_for_a_forgotten_number_is_not_sent(void **state)
{
    (void)state;
    assert_int_equal(receive(f, LA_ODE, "SYARAT PASPOR", NOON), 1);
    assert_int_equal(answer_all(f, NOON), 1);

    assert_int_equal(forget().answers, 1);

    assert_string_equal(take_reply(f, NOON), "");
    assert_int_equal(number("SELECT count(*) FROM outbox WHERE state = 'denied'"), 1);
}

static void the_journal_holds_no_number_of_a_citizen(void **state)
{
    struct journal_entry entry;
    (void)state;
    ask(f, LA_ODE, "LAPOR lampu jalan di desa kami mati", NOON);

    assert_true(number("SELECT count(*) FROM journal WHERE channel = 'sms'") > 0);
    assert_int_equal(number("SELECT count(*) FROM journal WHERE instr(address || actor || subject"
                            " || before || after, '81234567890')"),
                     0);
    forget();
    assert_int_equal(journal_verify(f->db, &entry), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(old_messages_lose_words_and_number_and_the_figures_stay),
        TEST(what_waits_or_is_being_sent_never_ends),
        TEST(an_open_complaint_never_ends_and_a_closed_one_keeps_its_figures),
        TEST(the_words_of_a_complaint_end_but_are_never_edited),
        TEST(a_person_is_shown_everything_and_then_forgotten),
        TEST(who_has_an_open_ticket_is_told_of_it_still),
        TEST(what_is_queued_for_a_forgotten_number_is_not_sent),
        TEST(the_journal_holds_no_number_of_a_citizen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
