/* Deadlines: against a table worked out by hand, over holidays, the end of a year and pauses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "gateway/desk/deadline.h"

#include <cmocka.h>

#define HOUR_S 3600

/* SKB 3 Menteri for 2025 and 2026, those days that fall into the table. */
static const char *const free_days[] = {"2025-12-25", "2025-12-26", "2026-01-01", "2026-01-16",
                                        "2026-02-16", "2026-02-17", "2026-03-18", "2026-03-19",
                                        "2026-03-20", "2026-03-23", "2026-03-24", "2026-04-03"};
#define FREE_DAYS (sizeof free_days / sizeof free_days[0])

static int holidays[FREE_DAYS];
static struct config config;
static struct calendar calendar;
static struct deadline_rules rules;
static struct ticket ticket;

static int setup(void **state)
{
    char reason[CALENDAR_REASON_SIZE];
    (void)state;

    for (size_t i = 0; i < FREE_DAYS; i++)
        assert_int_equal(calendar_day_read(free_days[i], &holidays[i]), 0);
    config = (struct config){.response_days = 14,
                             .verify_days = 3,
                             .followup_days = 5,
                             .complete_days = 30,
                             .decision_days = 60,
                             .reopen_days = 10,
                             .remind_days = 1,
                             .escalate_days = 3};
    calendar = (struct calendar){
        .utc_offset_s = 8 * HOUR_S, .holiday = holidays, .holidays = (int)FREE_DAYS};
    assert_int_equal(calendar_hours_read(CALENDAR_HOURS_DEFAULT, &calendar.hours, reason), 0);
    rules = (struct deadline_rules){&config, &calendar, 0};
    ticket = (struct ticket){.state = TICKET_DITERIMA};
    return 0;
}
#define TEST(function) cmocka_unit_test_setup(function, setup)

/* Local time of the calendar. */
static int64_t at(const char *text)
{
    struct tm tm = {0};
    const char *end = strptime(text, "%Y-%m-%d %H:%M", &tm);

    assert_true(end && *end == '\0');
    return (int64_t)timegm(&tm) - calendar.utc_offset_s;
}

/* "2026-03-05 23:59"; "-" for nothing. */
static void is_due(enum deadline deadline, const char *expected)
{
    time_t local = deadline_due(&ticket, deadline) + calendar.utc_offset_s;
    char got[32] = "-";
    struct tm tm;

    gmtime_r(&local, &tm);
    if (deadline_due(&ticket, deadline))
        strftime(got, sizeof got, "%Y-%m-%d %H:%M", &tm);
    if (strcmp(got, expected) != 0)
        fail_msg("%s is due %s, not %s", deadline_names[deadline], got, expected);
}

static void move(enum ticket_state to, const char *when)
{
    assert_true(ticket_may_move(ticket.state, to));
    deadline_move(&rules, &ticket, to, at(when));
    ticket.state = to;
}

static void a_complaint_has_the_times_of_law_and_practice(void **state)
{
    /* By hand: verify = 3 working days after the day of receipt (SP4N-LAPOR!); respond = 14 days
     * (UU 25/2009 Art. 44(3)); resolve = 60 days (Art. 50(1)). */
    static const struct {
        const char *opened, *verify, *respond, *resolve;
    } rows[] = {
        /* A Monday without anything special. */
        {"2026-03-02 08:00", "2026-03-05 23:59", "2026-03-16 08:00", "2026-05-01 08:00"},
        /* A Friday: Monday, Tuesday, Wednesday. */
        {"2026-03-06 15:00", "2026-03-11 23:59", "2026-03-20 15:00", "2026-05-05 15:00"},
        /* A Sunday night: the same days. */
        {"2026-03-08 22:30", "2026-03-11 23:59", "2026-03-22 22:30", "2026-05-07 22:30"},
        /* Before Nyepi and Lebaran 2026: 18 to 24 March are free, 25, 26 and 27 count. */
        {"2026-03-17 09:00", "2026-03-27 23:59", "2026-03-31 09:00", "2026-05-16 09:00"},
        /* Over Christmas and the new year: 29, 30, 31 December count. */
        {"2025-12-24 10:00", "2025-12-31 23:59", "2026-01-07 10:00", "2026-02-22 10:00"},
        /* The year's last day, free afterwards: 2, 5, 6 January. */
        {"2025-12-31 16:00", "2026-01-06 23:59", "2026-01-14 16:00", "2026-03-01 16:00"},
        /* Isra Mi'raj on a Friday, 16 January: 15, 19, 20. */
        {"2026-01-14 08:00", "2026-01-20 23:59", "2026-01-28 08:00", "2026-03-15 08:00"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ticket = (struct ticket){.state = TICKET_DITERIMA};
        deadline_open(&rules, &ticket, at(rows[i].opened));
        is_due(DEADLINE_VERIFY, rows[i].verify);
        is_due(DEADLINE_RESPOND, rows[i].respond);
        is_due(DEADLINE_RESOLVE, rows[i].resolve);
        is_due(DEADLINE_FOLLOW, "-");
    }
}

static void the_first_step_has_five_working_days_from_verification(void **state)
{
    (void)state;
    deadline_open(&rules, &ticket, at("2026-03-12 08:00"));

    /* Friday 13; 16, 17, then Lebaran, 25, 26, 27. */
    move(TICKET_DIVERIFIKASI, "2026-03-13 10:00");

    is_due(DEADLINE_VERIFY, "-");
    is_due(DEADLINE_FOLLOW, "2026-03-27 23:59");
}

static void a_unit_may_promise_less(void **state)
{
    (void)state;
    rules.promise_days = 2;
    deadline_open(&rules, &ticket, at("2026-03-02 08:00"));

    move(TICKET_DIVERIFIKASI, "2026-03-02 10:00");

    is_due(DEADLINE_FOLLOW, "2026-03-04 23:59");
}

static void the_clock_stands_still_while_the_citizen_completes_it(void **state)
{
    (void)state;
    deadline_open(&rules, &ticket, at("2026-03-02 08:00"));

    move(TICKET_MENUNGGU_WARGA, "2026-03-04 08:00");
    is_due(DEADLINE_COMPLETE, "2026-04-03 08:00"); /* 30 days, Art. 44(4) */
    is_due(DEADLINE_RESOLVE, "-");
    is_due(DEADLINE_VERIFY, "-");

    /* Nine days were the citizen's. */
    move(TICKET_DIPROSES, "2026-03-13 08:00");
    is_due(DEADLINE_COMPLETE, "-");
    is_due(DEADLINE_RESOLVE, "2026-05-10 08:00");

    /* And again an hour and a half, over the end of a month. */
    move(TICKET_MENUNGGU_WARGA, "2026-03-31 23:00");
    move(TICKET_DIPROSES, "2026-04-01 00:30");
    is_due(DEADLINE_RESOLVE, "2026-05-10 09:30");
}

static void asking_twice_does_not_lose_the_pause(void **state)
{
    (void)state;
    deadline_open(&rules, &ticket, at("2026-03-02 08:00"));

    move(TICKET_MENUNGGU_WARGA, "2026-03-03 08:00");
    move(TICKET_MENUNGGU_WARGA, "2026-03-05 08:00");
    move(TICKET_DIPROSES, "2026-03-06 08:00");

    is_due(DEADLINE_RESOLVE, "2026-05-04 08:00");
}

static void forwarding_keeps_every_time(void **state)
{
    (void)state;
    deadline_open(&rules, &ticket, at("2026-03-02 08:00"));

    move(TICKET_DITERUSKAN, "2026-03-04 08:00");

    is_due(DEADLINE_VERIFY, "2026-03-05 23:59");
    is_due(DEADLINE_RESPOND, "2026-03-16 08:00");
    is_due(DEADLINE_RESOLVE, "2026-05-01 08:00");
}

static void what_is_done_waits_for_the_citizen_and_what_is_reopened_begins_anew(void **state)
{
    (void)state;
    deadline_open(&rules, &ticket, at("2026-03-02 08:00"));

    move(TICKET_SELESAI, "2026-03-04 08:00");
    is_due(DEADLINE_CLOSE, "2026-03-14 08:00");
    is_due(DEADLINE_RESPOND, "-");
    is_due(DEADLINE_RESOLVE, "-");

    move(TICKET_DIBUKA_LAGI, "2026-03-10 08:00");
    is_due(DEADLINE_CLOSE, "-");
    is_due(DEADLINE_FOLLOW, "2026-03-17 23:59");
    is_due(DEADLINE_RESOLVE, "2026-05-09 08:00");

    move(TICKET_DITARIK, "2026-03-11 08:00");
    for (int i = 0; i < DEADLINES; i++)
        is_due((enum deadline)i, "-");
}

static void an_answer_is_due_until_there_is_one(void **state)
{
    (void)state;
    deadline_open(&rules, &ticket, at("2026-03-02 08:00"));
    assert_true(deadline_due(&ticket, DEADLINE_RESPOND) > 0);

    ticket.responded_at = at("2026-03-03 08:00");

    is_due(DEADLINE_RESPOND, "-");
}

static void step_is(enum deadline deadline, enum deadline_step step, const char *due,
                    const char *expected)
{
    int64_t got = deadline_step_at(&rules, deadline, step, at(due));

    if (strcmp(expected, "-") == 0)
        assert_int_equal(got, 0);
    else
        assert_int_equal(got, at(expected) + (step == STEP_AFTER ? 59 : 0));
}

static void reminders_come_on_working_days_before_and_the_top_is_told_after(void **state)
{
    (void)state;

    step_is(DEADLINE_RESPOND, STEP_BEFORE, "2026-03-16 08:00", "2026-03-13 08:00"); /* a Friday */
    step_is(DEADLINE_RESPOND, STEP_AT, "2026-03-16 08:00", "2026-03-16 08:00");
    /* 17 March, then Lebaran, 25 and 26 March. */
    step_is(DEADLINE_RESPOND, STEP_AFTER, "2026-03-16 08:00", "2026-03-26 23:59");
    /* Due in the holidays: the last working day is the 17th, on which none is left; the 16th. */
    step_is(DEADLINE_RESPOND, STEP_BEFORE, "2026-03-21 08:00", "2026-03-16 08:00");
    /* Practice, not law, ends with the supervisor. */
    step_is(DEADLINE_VERIFY, STEP_AFTER, "2026-03-16 08:00", "-");
    step_is(DEADLINE_FOLLOW, STEP_AFTER, "2026-03-16 08:00", "-");
    step_is(DEADLINE_CLOSE, STEP_BEFORE, "2026-03-16 08:00", "-");
}

/* A day is a local day: one moment, three time zones. */
static void a_day_ends_at_local_midnight(void **state)
{
    static const struct {
        int hours;
        const char *verify;
    } zones[] = {
        {7, "2026-03-05 23:59"}, /* WIB: Monday 23:30 */
        {8, "2026-03-06 23:59"}, /* WITA: Tuesday 00:30 */
        {9, "2026-03-06 23:59"}, /* WIT: Tuesday 01:30 */
    };
    const int64_t moment = INT64_C(1772469000); /* 2026-03-02 16:30 UTC */
    (void)state;

    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        calendar.utc_offset_s = zones[i].hours * HOUR_S;
        ticket = (struct ticket){.state = TICKET_DITERIMA};
        deadline_open(&rules, &ticket, moment);
        is_due(DEADLINE_VERIFY, zones[i].verify);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_complaint_has_the_times_of_law_and_practice),
        TEST(the_first_step_has_five_working_days_from_verification),
        TEST(a_unit_may_promise_less),
        TEST(the_clock_stands_still_while_the_citizen_completes_it),
        TEST(asking_twice_does_not_lose_the_pause),
        TEST(forwarding_keeps_every_time),
        TEST(what_is_done_waits_for_the_citizen_and_what_is_reopened_begins_anew),
        TEST(an_answer_is_due_until_there_is_one),
        TEST(reminders_come_on_working_days_before_and_the_top_is_told_after),
        TEST(a_day_ends_at_local_midnight),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
