/* Persons: known by their number, and the one question that each may have open. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "db/inbox.h"
#include "db/person.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

static struct db *db;
static const struct person_question which_ktp = {
    .kind = "choice", .inbox_id = 1, .intent = "SYARAT", .choices = "KTP-BARU|KTP-HILANG"};
static const struct person_question which_kk = {
    .kind = "confirm", .inbox_id = 1, .intent = "BIAYA", .choices = "KK-BARU", .text = "brp kk"};

static int setup(void **state)
{
    (void)state;
    db = fixture_db();
    assert_int_equal(inbox_add(db, &(struct inbox_sms){.sender = LA_ODE}, NOON), 1); /* id 1 */
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    db_close(db);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void a_number_is_one_person(void **state)
{
    int64_t la_ode = person_get(db, LA_ODE_ID, NOON), wa_ina = person_get(db, WA_INA, NOON);
    (void)state;

    assert_true(la_ode > 0);
    assert_true(wa_ina > 0 && wa_ina != la_ode);
    assert_int_equal(person_get(db, LA_ODE_ID, NOON + DAY_S), la_ode);
}

static void looking_for_a_person_makes_none(void **state)
{
    (void)state;

    assert_int_equal(person_find(db, LA_ODE_ID), 0);
    assert_int_equal(person_find(db, LA_ODE_ID), 0);
    int64_t id = person_get(db, LA_ODE_ID, NOON);
    assert_int_equal(person_find(db, LA_ODE_ID), id);
}

static void a_question_is_open_until_it_expires(void **state)
{
    int64_t id = person_get(db, LA_ODE_ID, NOON);
    struct person_question question;
    (void)state;
    assert_int_equal(person_question(db, id, NOON, &question), 0);

    assert_int_equal(person_ask(db, id, &which_ktp, NOON + 60), 0);

    assert_int_equal(person_question(db, id, NOON + 59, &question), 1);
    assert_string_equal(question.intent, "SYARAT");
    assert_string_equal(question.choices, "KTP-BARU|KTP-HILANG");
    assert_string_equal(question.kind, "choice");
    assert_int_equal(question.inbox_id, 1);
    assert_string_equal(question.text, "");
    assert_int_equal(person_question(db, id, NOON + 60, &question), 0);
}

static void a_new_question_takes_the_place_of_the_old_one(void **state)
{
    int64_t id = person_get(db, LA_ODE_ID, NOON);
    struct person_question question;
    (void)state;
    person_ask(db, id, &which_ktp, NOON + 60);

    assert_int_equal(person_ask(db, id, &which_kk, NOON + 600), 0);

    assert_int_equal(person_question(db, id, NOON + 599, &question), 1);
    assert_string_equal(question.intent, "BIAYA");
    assert_string_equal(question.choices, "KK-BARU");
    assert_string_equal(question.kind, "confirm");
    assert_string_equal(question.text, "brp kk");
}

static void a_question_can_be_closed_and_is_its_persons_only(void **state)
{
    int64_t la_ode = person_get(db, LA_ODE_ID, NOON), wa_ina = person_get(db, WA_INA, NOON);
    struct person_question question;
    (void)state;
    person_ask(db, la_ode, &which_ktp, NOON + 60);
    person_ask(db, wa_ina, &which_kk, NOON + 60);

    assert_int_equal(person_question_close(db, la_ode), 0);
    assert_int_equal(person_question_close(db, la_ode), 0);

    assert_int_equal(person_question(db, la_ode, NOON, &question), 0);
    assert_int_equal(person_question(db, wa_ina, NOON, &question), 1);
}

static void a_language_is_its_persons_only_and_may_be_changed(void **state)
{
    int64_t la_ode = person_get(db, LA_ODE_ID, NOON), wa_ina = person_get(db, WA_INA, NOON);
    char language[PERSON_LANGUAGE_SIZE];
    (void)state;

    assert_int_equal(person_speak(db, la_ode, "en"), 0);

    assert_int_equal(person_language(db, la_ode, language), 0);
    assert_string_equal(language, "en");
    assert_int_equal(person_language(db, wa_ina, language), 0);
    assert_string_equal(language, "");

    person_speak(db, la_ode, "id");

    assert_int_equal(person_language(db, la_ode, language), 0);
    assert_string_equal(language, "id");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_number_is_one_person),
        TEST(looking_for_a_person_makes_none),
        TEST(a_question_is_open_until_it_expires),
        TEST(a_new_question_takes_the_place_of_the_old_one),
        TEST(a_question_can_be_closed_and_is_its_persons_only),
        TEST(a_language_is_its_persons_only_and_may_be_changed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
