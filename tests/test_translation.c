/* Translations of the catalogue: used for who speaks the language, if they are approved and not
 * older than what they translate. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "db/catalogue_history.h"
#include "db/person.h"
#include "db/translation.h"
#include "gateway/catalogue_import.h"
#include "gateway/catalogue_revert.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

#define HEADER "jenis,kode,nama,pertanyaan,persyaratan,biaya,diperiksa,disetujui\n"

static struct fixture *f;
static struct problems problems;
static struct import_summary summary;

static int setup(void **state)
{
    (void)state;
    f = fixture_open(":memory:");
    person_speak(f->db, person_get(f->db, LA_ODE_ID, NOON), "en");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    problems_clear(&problems);
    fixture_close(f);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static int import(const char *rows)
{
    char text[2048];
    FILE *report = fopen("/dev/null", "w");
    static int64_t now = NOON - DAY_S; /* each import has its own second */
    int rc;

    snprintf(text, sizeof text, HEADER "%s", rows);
    temp_write(temp_path("t.csv"), text);
    rc = catalogue_import(f->db, temp_path("t.csv"), "operator:ina", now++, report, &summary,
                          &problems);
    fclose(report);
    return rc;
}

static void accepts(const char *rows)
{
    if (import(rows) < 0)
        fail_msg("%s", problems.text);
}

static void answers(const char *question, const char *part)
{
    static int64_t now = NOON; /* the same SMS in the same second is one */
    const char *answer = ask(f, LA_ODE, question, now++);

    if (!strstr(answer, part))
        fail_msg("%s\nis not in\n%s", part, answer);
}

static void an_approved_translation_is_the_answer(void **state)
{
    (void)state;
    answers("SYARAT SKTM", "Surat keterangan tidak mampu: Pengantar RT/RW;");

    accepts("terjemahan,SKTM:en,Letter of poverty,,Letter of RT,,,ina\n");

    answers("SYARAT SKTM", "Letter of poverty: Letter of RT.");
    answers("SYARAT SKTM", "Fee: Gratis."); /* not translated */
}

static void who_speaks_another_language_gets_the_original(void **state)
{
    (void)state;
    accepts("terjemahan,SKTM:de,Armutszeugnis,,Brief,,,ina\n");

    answers("SYARAT SKTM", "Surat keterangan tidak mampu: Pengantar RT/RW;");
    person_speak(f->db, person_get(f->db, LA_ODE_ID, NOON), "");
    answers("SYARAT KTP HILANG", "KTP-el hilang: Surat kehilangan");
}

static void a_translation_that_nobody_approved_is_not_sent(void **state)
{
    (void)state;
    accepts("terjemahan,SKTM:en,Letter of poverty,,Letter of RT,,2026-01-01,\n"
            "terjemahan,KTP:en,KTP,Not yet approved?,,,,\n");

    answers("SYARAT SKTM", "Surat keterangan tidak mampu: Pengantar RT/RW;");
    answers("SYARAT KTP", "KTP baru, hilang");
}

static void a_text_that_was_checked_after_its_translation_is_told_as_it_is_now(void **state)
{
    (void)state;
    accepts("terjemahan,SKTM:en,Letter of poverty,,Letter of RT,Free,2026-02-01,ina\n");
    answers("SYARAT SKTM", "Letter of RT.");

    accepts("layanan,SKTM,SKTM,,Surat baru,Gratis,2026-02-02,ina\n");

    answers("SYARAT SKTM", "Surat baru.");
    accepts("terjemahan,SKTM:en,Letter of poverty,,New letter,Free,2026-02-02,ina\n");
    answers("SYARAT SKTM", "New letter.");
}

/* Whoever changes a text may forget the day of its check. */
static void a_text_that_changed_after_its_translation_is_told_as_it_is_now(void **state)
{
    (void)state;
    accepts("layanan,SKTM,SKTM,,Surat lama,Gratis,2026-02-01,ina\n"
            "terjemahan,SKTM:en,Letter of poverty,,Old letter,Free,2026-02-01,ina\n");
    answers("SYARAT SKTM", "Old letter.");

    accepts("layanan,SKTM,SKTM,,Surat baru,Gratis,2026-02-01,ina\n"
            "terjemahan,SKTM:en,Letter of poverty,,Old letter,Free,2026-02-01,ina\n");

    answers("SYARAT SKTM", "Letter of poverty: Surat baru. Fee: Free.");
    accepts("terjemahan,SKTM:en,Letter of poverty,,New letter,Free,2026-02-01,ina\n");
    answers("SYARAT SKTM", "New letter.");
}

static void a_translation_of_nothing_and_a_wrong_code_are_told(void **state)
{
    static const char *const wrong[][2] = {
        {"NIX:en", "'NIX' is not in the catalogue"},
        {"SKTM", "'SKTM' is no code of a translation: such as KTP-HILANG:en, 23 signs at most"},
        {"SKTM:EN", "'SKTM:EN' is no code of a translation"},
        {"SKTM:en:de", "'SKTM:en:de' is no code of a translation"},
        {":en", "':en' is no code of a translation"},
        {"ABCDEFGHIJKLMNOPQRSTUVW:en", "is no code of a translation"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char row[128];

        snprintf(row, sizeof row, "terjemahan,%s,A name,,,,,\n", wrong[i][0]);
        assert_int_equal(import(row), -EINVAL);
        if (!strstr(problems.text, wrong[i][1]))
            fail_msg("%s", problems.text);
        problems_clear(&problems);
    }
}

static void what_it_was_comes_back(void **state)
{
    struct catalogue_translation now;
    char culprit[CATALOGUE_NAME_SIZE];
    FILE *report = fopen("/dev/null", "w");
    (void)state;
    accepts("terjemahan,SKTM:en,Letter of poverty,,Letter of RT,Free,,ina\n");
    accepts("terjemahan,SKTM:en,Letter of poverty,,,Rp5,,ina\n");
    assert_int_equal(summary.changed, 1);
    assert_int_equal(translation_read(f->db, "SKTM:en", &now), 1);
    assert_string_equal(now.component[COMPONENT_PERSYARATAN], "");
    assert_string_equal(now.component[COMPONENT_BIAYA], "Rp5");

    assert_true(catalogue_revert(f->db, CATALOGUE_TRANSLATION, "SKTM:en", 1, "operator:ina", NOON,
                                 report, culprit) >= 0);
    fclose(report);

    assert_int_equal(translation_read(f->db, "SKTM:en", &now), 1);
    assert_string_equal(now.component[COMPONENT_PERSYARATAN], "Letter of RT");
    assert_string_equal(now.component[COMPONENT_BIAYA], "Free");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_approved_translation_is_the_answer),
        TEST(who_speaks_another_language_gets_the_original),
        TEST(a_translation_that_nobody_approved_is_not_sent),
        TEST(a_text_that_was_checked_after_its_translation_is_told_as_it_is_now),
        TEST(a_text_that_changed_after_its_translation_is_told_as_it_is_now),
        TEST(a_translation_of_nothing_and_a_wrong_code_are_told),
        TEST(what_it_was_comes_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
