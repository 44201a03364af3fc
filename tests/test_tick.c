/* Tick: years of simulated calendar in which nobody does anything, and what the clock makes of
 * that. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/officer.h"
#include "db/ticket.h"
#include "gateway/desk/life.h"
#include "gateway/desk/tick.h"
#include "gateway/reply/segment.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define HOUR_S INT64_C(3600)

static struct fixture *f;
static const char *path;
static int64_t now;

static void appoint(const char *msisdn, enum officer_role role, const char *unit)
{
    struct officer officer = {.role = role};

    snprintf(officer.msisdn, sizeof officer.msisdn, "%s", msisdn);
    snprintf(officer.name, sizeof officer.name, "Orang %d", role);
    snprintf(officer.unit, sizeof officer.unit, "%s", unit);
    assert_int_equal(officer_add(f->db, &officer, "test", NOON), 0);
}

static int setup(void **state)
{
    (void)state;
    path = temp_path("tick.db");
    f = fixture_open(path);
    f->config.quiet_from = 20;
    f->config.quiet_until = 7;
    now = NOON;
    appoint("+6281300000001", OFFICER_PETUGAS, "DISHUB");
    appoint("+6281300000007", OFFICER_ATASAN, "DISHUB");
    appoint("+6281300000008", OFFICER_SEKDA, "");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(f);
    unlink(path);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static int tick_at(int64_t at)
{
    int rc;

    assert_int_equal(db_begin(f->db), 0);
    rc = core_tick(&f->core, at);
    assert_int_equal(db_end(f->db, rc), rc);
    return rc;
}

static void let_days_pass(int days)
{
    for (int hour = 0; hour < days * 24; hour++, now += HOUR_S)
        assert_true(tick_at(now) >= 0);
}

static void complain(const char *sender, const char *text, int64_t at)
{
    assert_int_equal(receive(f, sender, text, at), 1);
    assert_int_equal(answer_all(f, at), 1);
}

static int64_t sent_to(const char *msisdn, const char *part)
{
    char query[256];

    snprintf(query, sizeof query,
             "SELECT count(*) FROM outbox WHERE recipient = '%s' AND text LIKE '%%%s%%'", msisdn,
             part);
    return sql_number(path, query);
}

static void two_years_of_silence_tell_each_of_them_once(void **state)
{
    (void)state;
    complain(LA_ODE, "LAPOR lampu jalan mati di Batauga", now);

    let_days_pass(730);

    assert_int_equal(sent_to("+6281300000001", "Laporan baru"), 1);
    assert_int_equal(sent_to("+6281300000001", "harus diperiksa"), 1);
    assert_int_equal(sent_to("+6281300000001", "harus dijawab"), 1);
    assert_int_equal(sent_to("+6281300000001", "harus diputuskan"), 1);
    assert_int_equal(sent_to("+6281300000007", "belum diperiksa"), 1);
    assert_int_equal(sent_to("+6281300000007", "belum dijawab"), 1);
    assert_int_equal(sent_to("+6281300000007", "belum diputuskan"), 1);
    assert_int_equal(sent_to("+6281300000008", "belum dijawab"), 1);
    assert_int_equal(sent_to("+6281300000008", "belum diputuskan"), 1);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM outbox WHERE inbox_id IS NULL"), 9);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM ticket WHERE alarm_at IS NOT NULL"), 0);
}

static void nobody_is_woken_at_night(void **state)
{
    (void)state;
    complain(LA_ODE, "LAPOR lampu jalan mati di Batauga", now + 11 * HOUR_S); /* 23:00 WITA */

    /* 07:00 of the next day */
    assert_int_equal(sql_number(path, "SELECT due_at FROM outbox WHERE text LIKE 'Laporan baru%'"),
                     NOON + 19 * HOUR_S);
    let_days_pass(90);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM outbox WHERE inbox_id IS NULL AND"
                                      " (due_at + 8 * 3600) % 86400 / 3600 NOT BETWEEN 7 AND 19"),
                     0);
}

static void after_an_outage_what_is_overtaken_is_not_sent(void **state)
{
    (void)state;
    complain(LA_ODE, "LAPOR lampu jalan mati di Batauga", now);

    assert_int_equal(tick_at(now + 100 * DAY_S), 1);

    assert_int_equal(sent_to("+6281300000001", "Ingat"), 0);
    assert_int_equal(sent_to("+6281300000007", "Terlambat"), 3);
    assert_int_equal(sent_to("+6281300000008", "Terlambat"), 2);
    assert_int_equal(tick_at(now + 101 * DAY_S), 0);
}

static void a_tick_without_anything_due_looks_at_no_ticket(void **state)
{
    (void)state;
    complain(LA_ODE, "LAPOR lampu jalan mati di Batauga", now);

    assert_int_equal(tick_at(now + HOUR_S), 0);

    assert_int_equal(sql_number(path, "SELECT count(*) FROM pragma_index_list('ticket')"
                                      " WHERE name = 'ticket_alarm_at'"),
                     1);
}

static void a_ticket_that_cannot_be_dealt_with_does_not_hold_up_the_others(void **state)
{
    (void)state;
    complain(LA_ODE, "LAPOR lampu jalan mati di Batauga", now);
    complain(WA_INA, "LAPOR jembatan Lapandewa putus", now);
    assert_int_equal(sql_run(path, "CREATE TRIGGER poison BEFORE INSERT ON ticket_alarm"
                                   " WHEN new.ticket_id = 1 BEGIN SELECT RAISE(ABORT, 'x'); END"),
                     0);

    assert_int_equal(tick_at(now + 20 * DAY_S), 2);

    assert_true(sql_number(path, "SELECT count(*) FROM ticket_alarm WHERE ticket_id = 2") > 0);
    assert_int_equal(sql_number(path, "SELECT alarm_at FROM ticket WHERE id = 1"),
                     now + 21 * DAY_S);
}

static void without_a_supervisor_or_officer_somebody_is_told_still(void **state)
{
    (void)state;
    appoint("+6281300000009", OFFICER_OPERATOR, "");
    complain(LA_ODE, "LAPOR jembatan Lapandewa putus", now);

    let_days_pass(30);

    assert_int_equal(sent_to("+6281300000009", "Laporan baru"), 1);
    assert_int_equal(sent_to("+6281300000009", "belum dijawab"), 1);
}

/* An SMS costs money: what is told without a note of the office is one. */
static void every_change_of_state_is_one_sms(void **state)
{
    struct desk desk = {.db = f->db, .config = &f->config, .texts = &f->texts, .now = NOON};
    struct ticket ticket = {.number = "01100014",
                            .unit_name = "Dinas Kependudukan Catatan Sipil",
                            .resolve_by = NOON,
                            .complete_by = NOON};
    (void)state;

    for (int i = 0; i < TICKET_STATES; i++)
        for (int kind = 0; kind < TICKET_KINDS; kind++) {
            struct reply reply = {.text = ""};

            ticket.state = (enum ticket_state)i;
            ticket.kind = (enum ticket_kind)kind;
            life_words(&desk, &ticket, "", &reply);
            if (segment_count(reply.text) != 1)
                fail_msg("%d SMS: %s", segment_count(reply.text), reply.text);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(two_years_of_silence_tell_each_of_them_once),
        TEST(nobody_is_woken_at_night),
        TEST(after_an_outage_what_is_overtaken_is_not_sent),
        TEST(a_tick_without_anything_due_looks_at_no_ticket),
        TEST(a_ticket_that_cannot_be_dealt_with_does_not_hold_up_the_others),
        TEST(without_a_supervisor_or_officer_somebody_is_told_still),
        TEST(every_change_of_state_is_one_sms),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
