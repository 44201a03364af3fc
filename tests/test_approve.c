/* Approve: what somebody answers for is sent, and it is written down who. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "db/catalogue_history.h"
#include "db/translation.h"
#include "gateway/catalogue_approve.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

static struct fixture *f;
static struct catalogue_service service;
static struct catalogue_unit unit;
static char culprit[CATALOGUE_NAME_SIZE];

static int setup(void **state)
{
    (void)state;
    f = fixture_open(":memory:");
    assert_int_equal(catalogue_service(f->db, "KIA", &service), 1);
    service.approved_by[0] = '\0';
    strcpy(service.own[COMPONENT_BIAYA].approved_by, "Kadis lama");
    strcpy(service.own[COMPONENT_BIAYA].source, "Perda 1/2024");
    assert_int_equal(catalogue_put_service(f->db, &service, culprit), 0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(f);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static int approve(const char *code)
{
    return catalogue_approve(f->db, code, "Sekda", "2026-03-02", "operator:ani", NOON);
}

static void an_approved_text_is_sent_from_then_on(void **state)
{
    (void)state;
    assert_non_null(strstr(ask(f, LA_ODE, "SYARAT KIA", NOON), "masih diperiksa"));

    assert_int_equal(approve("KIA"), 1);

    assert_non_null(strstr(ask(f, LA_ODE, "SYARAT KIA", NOON + 1), "Akta lahir asli"));
}

static void all_its_texts_are_approved_and_checked_and_keep_their_source(void **state)
{
    struct catalogue_provenance fee;
    (void)state;

    assert_int_equal(approve("KIA"), 1);

    assert_int_equal(catalogue_service(f->db, "KIA", &service), 1);
    assert_string_equal(service.approved_by, "Sekda");
    assert_string_equal(service.checked_on, "2026-03-02");
    fee = catalogue_provenance(&service, COMPONENT_BIAYA);
    assert_string_equal(fee.approved_by, "Sekda");
    assert_string_equal(fee.checked_on, "2026-03-02");
    assert_string_equal(fee.source, "Perda 1/2024");
}

static void it_can_be_seen_who_and_undone(void **state)
{
    struct catalogue_record was;
    (void)state;
    int64_t version = catalogue_version(f->db);

    assert_int_equal(approve("KIA"), 1);

    assert_int_equal(catalogue_history_read(f->db, CATALOGUE_SERVICE, "KIA", 1, &was), 1);
    assert_string_equal(was.service.approved_by, "");
    assert_int_equal(catalogue_version(f->db), version + 1);
    assert_int_equal(approve("KIA"), 0);
    assert_int_equal(catalogue_version(f->db), version + 1);
}

static void all_means_all_that_have_texts(void **state)
{
    (void)state;

    assert_int_equal(approve(NULL), 35 + 21 + 27); /* services, offices, translations */
    assert_int_equal(catalogue_unit(f->db, "DUKCAPIL", &unit), 1);
    assert_string_equal(unit.approved_by, "Sekda");
    assert_int_equal(catalogue_unit(f->db, "IMIGRASI", &unit), 1);
    assert_string_equal(unit.address, "");
    assert_string_equal(unit.approved_by, "");
}

static void a_translation_is_sent_once_it_is_approved(void **state)
{
    struct catalogue_translation translation;
    (void)state;
    assert_int_equal(translation_read(f->db, "KTP-HILANG:en", &translation), 1);
    translation.approved_by[0] = '\0';
    assert_int_equal(translation_write(f->db, &translation, culprit), 0);
    ask(f, LA_ODE, "BAHASA INGGRIS", NOON);
    assert_non_null(strstr(ask(f, LA_ODE, "SYARAT KTP HILANG", NOON + 1), "Surat kehilangan"));

    assert_int_equal(approve("KTP-HILANG"), 1);
    assert_int_equal(approve("KTP-HILANG:en"), 1);

    assert_null(strstr(ask(f, LA_ODE, "SYARAT KTP HILANG", NOON + 2), "Surat kehilangan"));
}

static void an_unknown_code_approves_nothing(void **state)
{
    (void)state;

    assert_int_equal(approve("NIX"), -ESRCH);
    assert_int_equal(approve("KTP"), -ESRCH); /* a group has no texts of its own */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_approved_text_is_sent_from_then_on),
        TEST(all_its_texts_are_approved_and_checked_and_keep_their_source),
        TEST(it_can_be_seen_who_and_undone),
        TEST(all_means_all_that_have_texts),
        TEST(a_translation_is_sent_once_it_is_approved),
        TEST(an_unknown_code_approves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
