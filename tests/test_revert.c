/* Revert: an earlier version comes back as a change of its own, or nothing changes. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/catalogue_history.h"
#include "db/journal.h"
#include "gateway/catalogue_import.h"
#include "gateway/catalogue_revert.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

#define HEADER "jenis,kode,nama,alias,unit,anggota,pertanyaan,biaya\n"

static struct db *db;
static char *report, culprit[CATALOGUE_NAME_SIZE];

static void import(const char *text)
{
    struct problems problems = {0};
    struct import_summary summary;
    FILE *out = fopen("/dev/null", "w");

    temp_write(temp_path("t.csv"), text);
    if (catalogue_import(db, temp_path("t.csv"), "test", NOON, out, &summary, &problems) < 0)
        fail_msg("%s", problems.text);
    fclose(out);
}

static int setup(void **state)
{
    (void)state;
    db = fixture_db();
    import(HEADER "unit,A,A,,,,,\nlayanan,KTP,KTP baru,bikin ktp,A,,,Rp5\n"
                  "layanan,KK,KK,,A,,,\nkelompok,G,G,,,KTP,Mana?,\n");
    import(HEADER "layanan,KTP,KTP baru,,A,,,Gratis\n");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    db_close(db);
    free(report);
    report = NULL;
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static int revert(const char *code, int version)
{
    size_t size;
    FILE *file;
    int rc;

    free(report);
    file = open_memstream(&report, &size);
    rc = catalogue_revert(db, CATALOGUE_SERVICE, code, version, "operator:ina", NOON + 9, file,
                          culprit);
    fclose(file);
    return rc;
}

static struct catalogue_service ktp(void)
{
    struct catalogue_service service;

    assert_int_equal(catalogue_service(db, "KTP", &service), 1);
    return service;
}

static int last_entry(const void *row, void *context)
{
    *(struct journal_entry *)context = *(const struct journal_entry *)row;
    return 0;
}

static int last_version(const void *row, void *context)
{
    *(struct catalogue_history *)context = *(const struct catalogue_history *)row;
    return 0;
}

static void an_earlier_version_comes_back_and_is_told(void **state)
{
    int64_t before = catalogue_version(db);
    (void)state;

    assert_int_equal(revert("KTP", 1), 1);

    assert_string_equal(ktp().component[COMPONENT_BIAYA], "Rp5");
    assert_string_equal(ktp().aliases, "bikin ktp");
    assert_string_equal(report, "    alias: \"\" -> \"bikin ktp\"\n"
                                "    biaya: \"Gratis\" -> \"Rp5\"\n");
    assert_int_equal(catalogue_version(db), before + 1);
}

static void it_is_a_change_with_journal_and_history_of_its_own(void **state)
{
    struct journal_entry entry;
    struct catalogue_history history;
    struct catalogue_record record;
    (void)state;

    assert_int_equal(revert("KTP", 1), 1);

    assert_int_equal(journal_list(db, NULL, last_entry, &entry), 6);
    assert_string_equal(entry.actor, "operator:ina");
    assert_string_equal(entry.action, "catalogue reverted");
    assert_string_equal(entry.subject, "layanan KTP");
    assert_string_equal(entry.after, "to version 1: alias, biaya");
    assert_int_equal(catalogue_history_list(db, "KTP", last_version, &history), 3);
    assert_int_equal(history.version, 2);
    assert_int_equal(history.at, NOON + 9);
    assert_int_equal(catalogue_history_read(db, CATALOGUE_SERVICE, "KTP", 2, &record), 1);
    assert_string_equal(record.service.component[COMPONENT_BIAYA], "Gratis");
}

static void a_revert_can_be_reverted(void **state)
{
    (void)state;
    assert_int_equal(revert("KTP", 1), 1);

    assert_int_equal(revert("KTP", 2), 1);

    assert_string_equal(ktp().component[COMPONENT_BIAYA], "Gratis");
    assert_string_equal(ktp().aliases, "");
}

static void what_is_so_already_is_no_change(void **state)
{
    (void)state;
    assert_int_equal(revert("KTP", 1), 1);
    int64_t before = catalogue_version(db);

    assert_int_equal(revert("KTP", 1), 0);

    assert_int_equal(catalogue_version(db), before);
}

static void there_is_no_way_back_to_before_it_was_there(void **state)
{
    (void)state;

    assert_int_equal(revert("KTP", 0), -ESRCH);
    assert_int_equal(revert("KTP", 2), -ESRCH);
    assert_int_equal(revert("NOTHING", 1), -ESRCH);
}

static void an_alias_that_has_gone_to_another_keeps_it_there(void **state)
{
    (void)state;
    import(HEADER "layanan,KK,KK,bikin ktp,A,,,\n");

    assert_int_equal(revert("KTP", 1), -EEXIST);

    assert_string_equal(culprit, "bikin ktp");
    assert_string_equal(ktp().component[COMPONENT_BIAYA], "Gratis");
    assert_string_equal(report, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_earlier_version_comes_back_and_is_told),
        TEST(it_is_a_change_with_journal_and_history_of_its_own),
        TEST(a_revert_can_be_reverted),
        TEST(what_is_so_already_is_no_change),
        TEST(there_is_no_way_back_to_before_it_was_there),
        TEST(an_alias_that_has_gone_to_another_keeps_it_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
