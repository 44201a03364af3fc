/* What an operator does with the catalogue, with the real program: out into a file, looked at,
 * changed, back in, and undone. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/e2e.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

static struct e2e rig;
static char output[65536], file[4096];

static int set_up(void **state)
{
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    e2e_configure(&rig, "");
    snprintf(file, sizeof file, "%s/catalogue.csv", rig.folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    e2e_close(&rig);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

#define RUN(...) e2e_run(&rig, output, sizeof output, __VA_ARGS__, NULL)

static void says(const char *text)
{
    if (!strstr(output, text))
        fail_msg("'%s' is not in:\n%s", text, output);
}

static void raise_the_fee(void)
{
    temp_write(file, "jenis,kode,nama,unit,biaya\nlayanan,KTP-BARU,KTP,DUKCAPIL,Rp5.000\n");
}

static void an_export_is_imported_without_a_change(void **state)
{
    (void)state;

    assert_int_equal(RUN("sampan", "service", "export", file), 0);
    says("72 units, services and groups");
    assert_int_equal(RUN("sampan", "service", "import", file), 0);
    says("0 new, 0 changed, 72 as before");
    assert_int_equal(RUN("sampan", "service", "export", "/nowhere/x.csv"), 1);
    says("No such file");
}

static void a_dry_run_changes_nothing_and_the_import_tells_the_same(void **state)
{
    static const char change[] = "    biaya: \"Gratis\" -> \"Rp5.000\"\n";
    (void)state;
    raise_the_fee();

    assert_int_equal(RUN("sampan", "service", "import", "--dry-run", file), 0);
    says(change);
    says("nothing was changed");
    assert_int_equal(RUN("sampan", "service", "show", "KTP-BARU"), 0);
    says("Gratis");

    assert_int_equal(RUN("sampan", "service", "import", file), 0);
    says(change);
    assert_int_equal(RUN("sampan", "service", "show", "KTP-BARU"), 0);
    says("Rp5.000");
}

static void a_change_is_seen_in_the_history_and_undone(void **state)
{
    (void)state;
    raise_the_fee();
    assert_int_equal(RUN("sampan", "service", "import", file), 0);

    assert_int_equal(RUN("sampan", "service", "history", "KTP-BARU"), 0);
    says("    biaya: \"Gratis\" -> \"Rp5.000\"\n");
    assert_int_equal(RUN("sampan", "service", "revert", "KTP-BARU", "1"), 0);
    says("    biaya: \"Rp5.000\" -> \"Gratis\"\n");
    assert_int_equal(RUN("sampan", "service", "history", "KTP-BARU", "--csv"), 0);
    says("\n\"2\",");
    assert_int_equal(RUN("sampan", "service", "revert", "KTP-BARU", "7"), 1);
    assert_int_equal(RUN("sampan", "service", "revert", "KTP-BARU", "x"), 2);
    assert_int_equal(RUN("sampan", "service", "revert", "KTP-BARU"), 2);
    assert_int_equal(RUN("sampan", "service", "history"), 2);
}

static void a_code_of_an_office_and_a_service_is_asked_back(void **state)
{
    (void)state;
    temp_write(file, "jenis,kode,nama,unit\nunit,SIM,Kantor SIM,\n");
    assert_int_equal(RUN("sampan", "service", "import", file), 0);
    temp_write(file, "jenis,kode,nama,unit\nunit,SIM,Kantor,\n");
    assert_int_equal(RUN("sampan", "service", "import", file), 0);

    assert_int_equal(RUN("sampan", "service", "revert", "SIM", "1"), 2);
    says("--kind");
    assert_int_equal(RUN("sampan", "service", "revert", "--kind", "unit", "SIM", "1"), 0);
    says("\"Kantor\" -> \"Kantor SIM\"");
    assert_int_equal(RUN("sampan", "service", "revert", "--kind", "kota", "SIM", "1"), 2);
}

static void a_check_tells_costs_and_what_is_lacking(void **state)
{
    (void)state;

    assert_int_equal(RUN("sampan", "service", "check"), 0);
    says("35 services, 242 answers");
    says("KTP-BARU");
    assert_int_equal(RUN("sampan", "service", "check", "KTP-BARU"), 0);
    says("\nmissing: sarana, kompetensi, pengawasan");
    assert_int_equal(RUN("sampan", "service", "check", "KTP-BARU", "--json"), 0);
    says("\"syarat_sms\":\"2\"");
    assert_int_equal(RUN("sampan", "service", "check", "--csv"), 0);
    says("\n\"unit\",\"DUKCAPIL\",\"DUKCAPIL\",\"13\",");
    assert_int_equal(RUN("sampan", "service", "check", "NIX"), 1);
}

static void json_holds_every_field(void **state)
{
    (void)state;

    assert_int_equal(RUN("sampan", "service", "show", "KTP", "--json"), 0);
    says("{\"jenis\": \"kelompok\", \"kode\": \"KTP\"");
    assert_int_equal(RUN("sampan", "service", "show", "KTP-BARU", "--json"), 0);
    says("\"produk\": \"KTP-el\"");
    assert_int_equal(RUN("sampan", "service", "export", "--json"), 0);
    says("[\n {\"jenis\": \"unit\", \"kode\": \"DUKCAPIL\"");
    assert_int_equal(RUN("sampan", "service", "show", "NIX", "--json"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_export_is_imported_without_a_change),
        TEST(a_dry_run_changes_nothing_and_the_import_tells_the_same),
        TEST(a_change_is_seen_in_the_history_and_undone),
        TEST(a_code_of_an_office_and_a_service_is_asked_back),
        TEST(a_check_tells_costs_and_what_is_lacking),
        TEST(json_holds_every_field),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
