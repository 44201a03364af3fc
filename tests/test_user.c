/* Users, their sessions, and the counters behind the pages, with held time. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/counter.h"
#include "db/session.h"
#include "db/user.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define PASSWORD "perahu-layar-7"
#define HERE     "10.0.0.7"

static const struct session_limits limits = {.idle_s = 600, .absolute_s = 3600};

static int add(struct db *db, const char *name, enum user_role role, const char *unit,
               const char *password)
{
    struct user user = {.role = role};

    snprintf(user.name, sizeof user.name, "%s", name);
    snprintf(user.unit, sizeof user.unit, "%s", unit);
    return user_add(db, &user, password, "test", NOON);
}

static int check(struct db *db, const char *name, const char *password, const char *from,
                 int64_t now)
{
    struct user user;

    return user_check(db, name, password, from, now, &user);
}

static void a_user_is_known_by_name_and_password(void **state)
{
    struct fixture *f = *state;
    struct user user;

    assert_int_equal(add(f->db, "siti", USER_UNIT, "DUKCAPIL", PASSWORD), 0);

    assert_int_equal(user_check(f->db, "siti", PASSWORD, HERE, NOON, &user), 1);
    assert_int_equal(user.role, USER_UNIT);
    assert_string_equal(user.unit, "DUKCAPIL");
    assert_int_equal(check(f->db, "siti", "perahu-layar-8", HERE, NOON), 0);
    assert_int_equal(check(f->db, "siti", "", HERE, NOON), 0);
    assert_int_equal(check(f->db, "budi", PASSWORD, HERE, NOON), 0);
    assert_int_equal(check(f->db, "", PASSWORD, HERE, NOON), 0);
}

static void names_units_and_passwords_must_fit(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(add(f->db, "Siti!", USER_ADMIN, "", PASSWORD), -EINVAL);
    assert_int_equal(add(f->db, "siti", USER_ADMIN, "", "pendek"), -EINVAL);
    assert_int_equal(add(f->db, "siti", USER_ADMIN, "", "rahasia-Siti-1"), -EINVAL);
    assert_int_equal(add(f->db, "siti", USER_ADMIN, "", "aaaaaaaaaaaa"), -EINVAL);
    assert_int_equal(add(f->db, "siti", USER_UNIT, "TIADA", PASSWORD), -ENOENT);
    assert_int_equal(add(f->db, "siti", USER_ADMIN, "", PASSWORD), 0);
    assert_int_equal(add(f->db, "siti", USER_VIEWER, "", PASSWORD), -EEXIST);
}

static void the_file_tells_neither_password_nor_session(void **state)
{
    const char *path = temp_path("users.db");
    struct fixture *f = fixture_open(path);
    char token[SESSION_TOKEN_SIZE], key[SESSION_TOKEN_SIZE], query[300];
    struct user user;
    (void)state;
    add(f->db, "siti", USER_ADMIN, "", PASSWORD);
    user_find(f->db, "siti", &user);
    assert_int_equal(session_make_token(token), 0);
    assert_int_equal(session_open(f->db, &user, token, &limits, NOON), 0);
    session_form_key(token, key);
    fixture_close(f);

    assert_int_equal(sql_number(path, "SELECT password_hash LIKE '$y$%' FROM user"), 1);
    snprintf(query, sizeof query,
             "SELECT count(*) FROM session WHERE instr(lower(hex(hash)), '%s')"
             " OR instr(lower(hex(hash)), '%s') OR instr(hex(hash), hex('%s'))",
             token, key, token);
    assert_int_equal(sql_number(path, query), 0);
    assert_string_not_equal(token, key);
}

static void wrong_passwords_make_a_name_wait(void **state)
{
    struct fixture *f = *state;
    add(f->db, "siti", USER_ADMIN, "", PASSWORD);
    add(f->db, "budi", USER_ADMIN, "", PASSWORD);

    for (int i = 0; i < USER_FAILURES_MAX; i++)
        assert_int_equal(check(f->db, "siti", "perahu-layar-8", HERE, NOON + i), 0);

    int64_t last = NOON + USER_FAILURES_MAX - 1;
    assert_int_equal(check(f->db, "siti", PASSWORD, "10.0.0.8", last), -EAGAIN);
    assert_int_equal(check(f->db, "siti", PASSWORD, HERE, last + USER_PAUSE_S - 1), -EAGAIN);
    assert_int_equal(check(f->db, "budi", PASSWORD, HERE, last), 1);
    assert_int_equal(check(f->db, "siti", PASSWORD, HERE, last + USER_PAUSE_S), 1);
}

static void a_right_password_forgives_what_was_wrong(void **state)
{
    struct fixture *f = *state;
    add(f->db, "siti", USER_ADMIN, "", PASSWORD);

    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < USER_FAILURES_MAX - 1; i++)
            assert_int_equal(check(f->db, "siti", "perahu-layar-8", HERE, NOON), 0);
        assert_int_equal(check(f->db, "siti", PASSWORD, HERE, NOON), 1);
    }
}

static void an_address_that_tries_many_names_waits(void **state)
{
    struct fixture *f = *state;
    char name[16];
    add(f->db, "siti", USER_ADMIN, "", PASSWORD);

    for (int i = 0; i < USER_ADDRESS_FAILURES_MAX; i++) {
        snprintf(name, sizeof name, "nama%d", i);
        assert_int_equal(check(f->db, name, PASSWORD, HERE, NOON), 0);
    }

    assert_int_equal(check(f->db, "siti", PASSWORD, HERE, NOON), -EAGAIN);
    assert_int_equal(check(f->db, "siti", PASSWORD, "10.0.0.8", NOON), 1);
}

static int64_t begin(struct fixture *f, struct user *user, char token[SESSION_TOKEN_SIZE])
{
    add(f->db, "siti", USER_ADMIN, "", PASSWORD);
    assert_int_equal(user_find(f->db, "siti", user), 1);
    assert_int_equal(session_make_token(token), 0);
    assert_int_equal(session_open(f->db, user, token, &limits, NOON), 0);
    return NOON;
}

static int find(struct fixture *f, const char *token, int64_t now)
{
    struct user user;

    return session_find(f->db, token, &limits, now, &user);
}

static void a_session_lasts_while_it_is_used_but_not_for_ever(void **state)
{
    struct fixture *f = *state;
    char token[SESSION_TOKEN_SIZE], other[SESSION_TOKEN_SIZE];
    struct user user;
    int64_t now = begin(f, &user, token);

    session_make_token(other);
    assert_int_equal(find(f, other, now), 0);
    for (; now < NOON + limits.absolute_s; now += limits.idle_s - 1)
        assert_int_equal(find(f, token, now), 1);
    assert_int_equal(find(f, token, NOON + limits.absolute_s), 0);
}

static void a_session_that_nobody_uses_ends(void **state)
{
    struct fixture *f = *state;
    char token[SESSION_TOKEN_SIZE];
    struct user user;
    begin(f, &user, token);

    assert_int_equal(find(f, token, NOON + limits.idle_s), 0);
}

static void a_session_of_a_clock_that_was_wrong_is_none(void **state)
{
    struct fixture *f = *state;
    char token[SESSION_TOKEN_SIZE];
    struct user user;
    begin(f, &user, token);

    assert_int_equal(find(f, token, NOON - 1), 0);
}

static void a_new_password_and_a_removal_end_every_session(void **state)
{
    struct fixture *f = *state;
    char token[SESSION_TOKEN_SIZE];
    struct user user;
    begin(f, &user, token);

    assert_int_equal(user_set_password(f->db, &user, "jaring-ikan-9", "test", NOON), 0);
    assert_int_equal(find(f, token, NOON), 0);
    assert_int_equal(check(f->db, "siti", PASSWORD, HERE, NOON), 0);
    assert_int_equal(check(f->db, "siti", "jaring-ikan-9", HERE, NOON), 1);

    assert_int_equal(session_open(f->db, &user, token, &limits, NOON), 0);
    assert_int_equal(user_remove(f->db, &user, "test", NOON), 0);
    assert_int_equal(find(f, token, NOON), 0);
    assert_int_equal(check(f->db, "siti", "jaring-ikan-9", HERE, NOON), 0);
    assert_int_equal(add(f->db, "siti", USER_VIEWER, "", PASSWORD), 0);
}

struct looked {
    const char *name, *a;
    int64_t value;
};

static int look(const void *row, void *context)
{
    const struct counter *counter = row;
    struct looked *looked = context;

    if (strcmp(counter->name, looked->name) == 0 && strcmp(counter->a, looked->a) == 0)
        looked->value += counter->value;
    return 0;
}

static int64_t counted(struct fixture *f, const char *name, const char *a)
{
    struct looked looked = {name, a, 0};

    assert_true(counter_list(f->db, look, &looked) >= 0);
    return looked.value;
}

static int64_t counted_now(struct fixture *f, const char *name, const char *a, int64_t now)
{
    struct looked looked = {name, a, 0};

    assert_true(counter_now(f->db, now, look, &looked) >= 0);
    return looked.value;
}

static void what_happens_is_counted_once(void **state)
{
    struct fixture *f = *state;
    struct counter_day day;

    ask(f, LA_ODE, "SYARAT KTP HILANG", NOON);
    assert_int_equal(receive(f, LA_ODE, "SYARAT KTP HILANG", NOON), 0); /* read twice */
    ask(f, LA_ODE, "LAPOR jalan di depan pasar rusak parah sudah sebulan", NOON + 60);
    receive(f, WA_INA, "SYARAT KK", NOON + 120);

    assert_int_equal(counted(f, "received", ""), 3);
    assert_int_equal(counted(f, "request", "SYARAT"), 1);
    assert_int_equal(counted(f, "request", "LAPOR"), 1);
    assert_true(counted(f, "segment", "sent") >= 2);
    assert_int_equal(counted_now(f, "ticket", "diterima", NOON + 120), 1);
    assert_int_equal(counted_now(f, "overdue", "DISKOMINFO", NOON + 120), 0);
    assert_int_equal(counter_day(f->db, NOON + 60, &day), 0);
    assert_int_equal(day.received, 2);
    assert_int_equal(day.answered, 1);
    assert_int_equal(day.waiting, 1);
    assert_int_equal(day.tickets, 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_user_is_known_by_name_and_password),
        TEST(names_units_and_passwords_must_fit),
        TEST(the_file_tells_neither_password_nor_session),
        TEST(wrong_passwords_make_a_name_wait),
        TEST(a_right_password_forgives_what_was_wrong),
        TEST(an_address_that_tries_many_names_waits),
        TEST(a_session_lasts_while_it_is_used_but_not_for_ever),
        TEST(a_session_that_nobody_uses_ends),
        TEST(a_session_of_a_clock_that_was_wrong_is_none),
        TEST(a_new_password_and_a_removal_end_every_session),
        TEST(what_happens_is_counted_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
