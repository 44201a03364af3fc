/* Check of the catalogue: costs are those of the real answers, and nothing that is lacking is
 * overlooked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "db/catalogue.h"
#include "db/person.h"
#include "db/translation.h"
#include "gateway/catalogue_check.h"
#include "gateway/reply/gsm7.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

#define SYARAT   0
#define PROSEDUR 3

static struct fixture *f;
static struct catalogue_check *checks;

static int setup(void **state)
{
    (void)state;
    f = fixture_open(":memory:");
    checks = NULL;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    catalogue_check_close(checks);
    fixture_close(f);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static struct catalogue_service sample(const char *code)
{
    struct catalogue_service service;

    assert_int_equal(catalogue_service(f->db, code, &service), 1);
    return service;
}

#define OF_SERVICE(bits) ((bits)&0x3fffu) /* without the place of its office */

/* The check of the service as it is written now. */
static const struct catalogue_check *check(const struct catalogue_service *service)
{
    char culprit[CATALOGUE_NAME_SIZE];

    assert_int_equal(catalogue_put_service(f->db, service, culprit), 0);
    catalogue_check_close(checks);
    assert_int_equal(
        catalogue_check_open(f->db, &f->config, &f->texts, NOON, service->code, &checks), 1);
    return checks;
}

static void an_answer_costs_what_a_villager_gets(void **state)
{
    struct catalogue_service service = sample("PBB");
    const struct check_cost *cost = &check(&service)->cost[SYARAT];
    const char *answer = ask(f, LA_ODE, "SYARAT PBB", NOON);
    (void)state;

    assert_int_equal(cost->septets, gsm7_count(answer));
    assert_int_equal(cost->segments, f->reply.segments);
    assert_int_equal(cost->pages, 1);
}

static void every_page_that_lanjut_brings_is_counted(void **state)
{
    struct catalogue_service service = sample("PBB");
    const struct check_cost *cost;
    int septets = 0, segments = 0;
    (void)state;
    for (int i = 0; i < 30; i++)
        strcat(service.component[COMPONENT_PROSEDUR], "; lalu ke loket berikut");

    cost = &check(&service)->cost[PROSEDUR];

    for (int page = 0; page < cost->pages; page++) {
        septets += gsm7_count(ask(f, LA_ODE, page ? "LANJUT" : "PROSEDUR PBB", NOON + page));
        segments += f->reply.segments;
    }
    assert_true(cost->pages > 1);
    assert_int_equal(cost->septets, septets);
    assert_int_equal(cost->segments, segments);
    assert_null(strstr(f->reply.text, "LANJUT"));
}

static void a_check_leaves_nothing_behind(void **state)
{
    (void)state;

    assert_int_equal(catalogue_check_open(f->db, &f->config, &f->texts, NOON, NULL, &checks), 35);

    assert_int_equal(person_find(f->db, "+620000000000"), 0);
    assert_int_equal(db_begin(f->db), 0);
    assert_int_equal(db_end(f->db, 0), 0);
}

static void a_service_that_is_unknown_gives_none(void **state)
{
    (void)state;

    assert_int_equal(catalogue_check_open(f->db, &f->config, &f->texts, NOON, "NIX", &checks), 0);
}

static void each_text_that_is_missing_is_told(void **state)
{
    struct catalogue_service service = sample("KTP-BARU");
    (void)state;
    for (int i = 0; i < COMPONENTS; i++)
        snprintf(service.component[i], sizeof service.component[i], "text");
    assert_int_equal(OF_SERVICE(check(&service)->missing), 0);

    for (int i = 0; i < COMPONENTS; i++) {
        service.component[i][0] = '\0';
        assert_int_equal(OF_SERVICE(check(&service)->missing), (1u << (i + 1)) - 1);
    }
}

static void a_text_is_as_old_as_its_own_check_else_its_services(void **state)
{
    struct catalogue_service service = sample("KTP-BARU");
    const unsigned fee = 1u << COMPONENT_BIAYA, all = OF_SERVICE(~check(&service)->missing);
    (void)state;

    assert_int_equal(OF_SERVICE(check(&service)->unchecked), all);

    strcpy(service.checked_on, "2026-03-01");
    assert_int_equal(OF_SERVICE(check(&service)->unchecked), 0);
    assert_int_equal(OF_SERVICE(check(&service)->old), 0);

    strcpy(service.own[COMPONENT_BIAYA].checked_on, "2025-03-01");
    assert_int_equal(OF_SERVICE(check(&service)->old), fee);
    strcpy(service.own[COMPONENT_BIAYA].checked_on, "2025-03-02");
    assert_int_equal(OF_SERVICE(check(&service)->old), 0);

    strcpy(service.checked_on, "2020-01-01");
    assert_int_equal(OF_SERVICE(check(&service)->old), all & ~fee);
}

static void sources_and_approvals_that_are_missing_are_told(void **state)
{
    struct catalogue_service service = sample("KTP-BARU");
    const unsigned fee = 1u << COMPONENT_BIAYA, all = OF_SERVICE(~check(&service)->missing);
    (void)state;

    assert_int_equal(OF_SERVICE(check(&service)->unsourced), 0);
    assert_int_equal(OF_SERVICE(check(&service)->unapproved), 0);

    service.approved_by[0] = '\0';
    assert_int_equal(OF_SERVICE(check(&service)->unapproved), all);

    service.source[0] = '\0';
    strcpy(service.own[COMPONENT_BIAYA].source, "Perda 1/2024");
    strcpy(service.own[COMPONENT_BIAYA].approved_by, "Sekda");
    assert_int_equal(OF_SERVICE(check(&service)->unsourced), all & ~fee);
    assert_int_equal(OF_SERVICE(check(&service)->unapproved), all & ~fee);
}

static void the_place_of_the_office_is_checked_as_its_texts_are(void **state)
{
    const unsigned place = 1u << CHECK_PLACE;
    struct catalogue_service service = sample("KTP-BARU");
    struct catalogue_unit unit;
    char culprit[CATALOGUE_NAME_SIZE];
    (void)state;
    assert_int_equal(catalogue_unit(f->db, "DUKCAPIL", &unit), 1);
    assert_int_equal(check(&service)->unchecked & place, place);
    assert_int_equal(check(&service)->unapproved & place, 0);

    strcpy(unit.checked_on, "2025-03-01");
    unit.approved_by[0] = unit.source[0] = '\0';
    strcpy(unit.address, "Jl “Contoh”");
    assert_int_equal(catalogue_put_unit(f->db, &unit, culprit), 0);
    assert_int_equal(check(&service)->old & place, place);
    assert_int_equal(check(&service)->unapproved & place, place);
    assert_int_equal(check(&service)->unsourced & place, place);
    assert_non_null(strstr(checks->signs, "alamat: "));

    unit.address[0] = '\0';
    assert_int_equal(catalogue_put_unit(f->db, &unit, culprit), 0);
    assert_int_equal(check(&service)->missing & place, place);
}

static void hours_and_phone_that_the_office_has_not_told_are_missing(void **state)
{
    const unsigned hours = 1u << CHECK_HOURS, phone = 1u << CHECK_PHONE;
    struct catalogue_service service = sample("KTP-BARU");
    struct catalogue_unit unit;
    char culprit[CATALOGUE_NAME_SIZE];
    (void)state;
    assert_int_equal(check(&service)->missing & (hours | phone), 0);

    assert_int_equal(catalogue_unit(f->db, "DUKCAPIL", &unit), 1);
    unit.hours[0] = unit.phone[0] = '\0';
    assert_int_equal(catalogue_put_unit(f->db, &unit, culprit), 0);

    assert_int_equal(check(&service)->missing & (hours | phone), hours | phone);
}

static void a_translation_that_is_too_old_or_not_approved_is_told(void **state)
{
    struct catalogue_translation translation = {
        .code = "PBB:en", .name = "Land tax", .checked_on = "2026-01-01", .approved_by = "Sekda"};
    struct catalogue_service service = sample("PBB");
    char culprit[CATALOGUE_NAME_SIZE];
    (void)state;
    strcpy(translation.component[COMPONENT_BIAYA], "Free");
    strcpy(translation.component[COMPONENT_PROSEDUR], "Ask");
    strcpy(service.own[COMPONENT_BIAYA].checked_on, "2026-01-01");
    assert_int_equal(translation_write(f->db, &translation, culprit), 0);
    assert_string_equal(check(&service)->translations, "");

    strcpy(service.own[COMPONENT_BIAYA].checked_on, "2026-01-02");
    assert_string_equal(check(&service)->translations, "en: biaya");
    strcpy(service.own[COMPONENT_PROSEDUR].checked_on, "2026-01-02");
    assert_string_equal(check(&service)->translations, "en: prosedur, biaya");

    translation.approved_by[0] = '\0';
    assert_int_equal(translation_write(f->db, &translation, culprit), 0);
    assert_string_equal(check(&service)->translations, "en: not approved");
}

static void a_draft_costs_what_it_will_cost(void **state)
{
    struct catalogue_service service = sample("PBB");
    int septets = check(&service)->cost[SYARAT].septets;
    (void)state;

    service.approved_by[0] = '\0';

    assert_int_equal(check(&service)->cost[SYARAT].septets, septets);
}

static void a_sign_outside_the_alphabet_is_told_with_what_is_sent_for_it(void **state)
{
    struct catalogue_service service = sample("KTP-BARU");
    (void)state;
    assert_string_equal(check(&service)->signs, "");

    strcpy(service.name, "KTP “baru”");
    strcpy(service.component[COMPONENT_BIAYA], "Rp5–10 😀 – é");

    assert_string_equal(check(&service)->signs, "nama: \"“\" -> \"\"\"; nama: \"”\" -> \"\"\"; "
                                                "biaya: \"–\" -> \"-\"; biaya: \"😀\" -> \"?\"");
}

static void the_sample_catalogue_costs_what_it_may(void **state)
{
    int count = catalogue_check_open(f->db, &f->config, &f->texts, NOON, NULL, &checks);
    struct check_sum sum = catalogue_check_sum(checks, count);
    (void)state;

    assert_int_equal(count, 35);
    assert_true(sum.answers > 4 * count);
    assert_true(sum.segments_max <= 2);
    assert_true(sum.segments * 10 <= sum.answers * 17);
    for (int i = 0; i < count; i++)
        assert_string_equal(checks[i].signs, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_answer_costs_what_a_villager_gets),
        TEST(every_page_that_lanjut_brings_is_counted),
        TEST(a_check_leaves_nothing_behind),
        TEST(a_service_that_is_unknown_gives_none),
        TEST(each_text_that_is_missing_is_told),
        TEST(a_text_is_as_old_as_its_own_check_else_its_services),
        TEST(sources_and_approvals_that_are_missing_are_told),
        TEST(the_place_of_the_office_is_checked_as_its_texts_are),
        TEST(hours_and_phone_that_the_office_has_not_told_are_missing),
        TEST(a_translation_that_is_too_old_or_not_approved_is_told),
        TEST(a_draft_costs_what_it_will_cost),
        TEST(a_sign_outside_the_alphabet_is_told_with_what_is_sent_for_it),
        TEST(the_sample_catalogue_costs_what_it_may),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
