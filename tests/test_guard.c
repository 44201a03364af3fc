/* Guard: who is answered at all, counted over an hour, and the block list. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "db/guard.h"
#include "db/inbox.h"
#include "db/journal.h"
#include "db/ticket.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

static struct fixture *f;

static int setup(void **state)
{
    (void)state;
    f = fixture_open(":memory:");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(f);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

/* A text that differs each time. */
static const char *fresh(void)
{
    static const char *const topics[] = {"SYARAT", "BIAYA", "LAMA", "CARA", "DASAR"};
    static char text[64];
    static int i;

    snprintf(text, sizeof text, "%s %s", topics[i % 5], i / 5 % 2 ? "SIM" : "PASPOR");
    i++;
    return text;
}

static struct inbox_message stored(int64_t id)
{
    struct inbox_message message;

    assert_int_equal(inbox_get(f->db, id, &message), 1);
    return message;
}

static void a_number_gets_so_many_answers_an_hour_one_notice_and_silence(void **state)
{
    (void)state;
    f->config.replies_per_hour = 3;
    for (int i = 0; i < 3; i++)
        assert_null(strstr(ask(f, LA_ODE, fresh(), NOON + i), "terlalu banyak"));

    assert_non_null(strstr(ask(f, LA_ODE, fresh(), NOON + 10), "terlalu banyak"));
    assert_string_equal(ask(f, LA_ODE, fresh(), NOON + 20), "");

    assert_string_equal(stored(5).state, "ignored");
    assert_string_equal(stored(5).reason, "limit");
    assert_string_not_equal(ask(f, WA_INA, fresh(), NOON + 30), "");
    assert_string_not_equal(ask(f, LA_ODE, fresh(), NOON + 3700), "");
}

static void the_same_words_are_answered_three_times_an_hour(void **state)
{
    (void)state;

    for (int i = 0; i < 3; i++)
        assert_string_not_equal(ask(f, LA_ODE, "MENU", NOON + i), "");
    assert_string_equal(ask(f, LA_ODE, "MENU", NOON + 4), "");
    assert_string_equal(stored(4).reason, "repeated");
    assert_string_not_equal(ask(f, LA_ODE, "MENU", NOON + 3700), "");
}

static void beyond_the_limit_a_complaint_is_kept_and_a_guess_at_one_is_not(void **state)
{
    struct ticket ticket;
    (void)state;
    f->config.replies_per_hour = 1;
    ask(f, LA_ODE, fresh(), NOON);
    ask(f, LA_ODE, fresh(), NOON + 1);

    assert_string_equal(ask(f, LA_ODE, "LAPOR lampu jalan mati di Batauga", NOON + 2), "");
    assert_string_equal(ask(f, LA_ODE, "jembatan di siompu putus sudah 2 minggu", NOON + 3), "");

    assert_string_equal(stored(3).state, "kept");
    assert_string_equal(stored(4).intent, "LAPOR");
    assert_string_equal(stored(4).state, "ignored");
    assert_int_equal(ticket_find(f->db, "0100014", &ticket), 1);
    assert_string_equal(ticket.text, "lampu jalan mati di Batauga");
    assert_int_equal(ticket_find(f->db, "0100025", &ticket), 0);
}

static void our_own_words_are_not_answered(void **state)
{
    char echo[200];
    (void)state;
    snprintf(echo, 150, "RE: %s", ask(f, LA_ODE, "MENU", NOON));

    assert_string_equal(ask(f, LA_ODE, echo, NOON + 1), "");

    assert_string_equal(stored(2).reason, "echo");
}

static void a_number_that_is_blocked_is_not_answered_until_it_is_unblocked(void **state)
{
    (void)state;
    assert_int_equal(guard_block(f->db, LA_ODE_ID, "spam", "operator:test", NOON), 0);

    assert_string_equal(ask(f, LA_ODE, "LAPOR lampu mati", NOON), "");
    assert_string_equal(stored(1).state, "ignored");
    assert_string_equal(stored(1).reason, "blocked");
    assert_string_not_equal(ask(f, WA_INA, "MENU", NOON), "");

    assert_int_equal(guard_unblock(f->db, LA_ODE_ID, "operator:test", NOON), 0);
    assert_int_equal(guard_unblock(f->db, LA_ODE_ID, "operator:test", NOON), -ENOENT);
    assert_string_not_equal(ask(f, LA_ODE, "MENU", NOON + 1), "");
}

static int note_blocked(const void *row, void *context)
{
    *(struct guard_blocked *)context = *(const struct guard_blocked *)row;
    return 0;
}

static int note_entry(const void *row, void *context)
{
    *(struct journal_entry *)context = *(const struct journal_entry *)row;
    return 0;
}

static void the_block_list_and_the_journal_tell_who_why_and_when(void **state)
{
    struct guard_blocked blocked;
    struct journal_entry entry;
    (void)state;
    guard_block(f->db, LA_ODE_ID, "spam", "operator:test", NOON);
    guard_block(f->db, LA_ODE_ID, "more spam", "operator:test", NOON + 1);

    assert_int_equal(guard_blocked_list(f->db, note_blocked, &blocked), 1);

    assert_string_equal(blocked.msisdn, LA_ODE_ID);
    assert_string_equal(blocked.reason, "more spam");
    assert_int_equal(blocked.at, NOON + 1);
    journal_list(f->db, NULL, note_entry, &entry);
    assert_string_equal(entry.action, "number blocked");
    assert_string_equal(entry.actor, "operator:test");
    assert_string_equal(entry.subject, LA_ODE_ID);
    assert_string_equal(entry.after, "more spam");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_number_gets_so_many_answers_an_hour_one_notice_and_silence),
        TEST(the_same_words_are_answered_three_times_an_hour),
        TEST(beyond_the_limit_a_complaint_is_kept_and_a_guess_at_one_is_not),
        TEST(our_own_words_are_not_answered),
        TEST(a_number_that_is_blocked_is_not_answered_until_it_is_unblocked),
        TEST(the_block_list_and_the_journal_tell_who_why_and_when),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
