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

static void what_nobody_approved_is_marked_until_somebody_does(void **state)
{
    (void)state;
    temp_write(file, "jenis,kode,nama,unit,disetujui\nlayanan,KTP-BARU,KTP,DUKCAPIL,\n");
    assert_int_equal(RUN("sampan", "service", "import", file), 0);

    assert_int_equal(RUN("sampan", "service", "check", "KTP-BARU"), 0);
    says("\nnot approved, not sent: dasar_hukum, persyaratan");
    assert_int_equal(RUN("sampan", "service", "show", "KTP-BARU"), 0);
    says("Approved    not as a whole");
    says("\n                  not approved: not sent\n");
    RUN("sampan", "doctor");
    says("  warn 6 of 230 texts are approved by nobody and not sent.");

    assert_int_equal(RUN("sampan", "service", "approve", "KTP-BARU"), 2);
    assert_int_equal(RUN("sampan", "service", "approve", "NIX", "--by", "Sekda"), 1);
    assert_int_equal(RUN("sampan", "service", "approve", "--all", "NIX", "--by", "Sekda"), 2);
    assert_int_equal(RUN("sampan", "service", "approve", "KTP-BARU", "--by", "Sekda"), 0);
    says("1 approved by Sekda");
    assert_int_equal(RUN("sampan", "service", "history", "KTP-BARU"), 0);
    says("    disetujui: \"\" -> \"Sekda\"\n");
    assert_int_equal(RUN("sampan", "service", "approve", "--all", "--by", "Sekda"), 0);
    says("55 approved by Sekda");
}

static void offices_are_listed_with_what_is_known_of_them(void **state)
{
    (void)state;

    assert_int_equal(RUN("sampan", "unit", "list", "--csv"), 0);
    says("\"DUKCAPIL\",\"Disdukcapil\",\"0000-1001\",\"Sen-Kam 08.00-15.30, Jum 08.00-11.30\"");
    assert_int_equal(RUN("sampan", "unit", "show", "DUKCAPIL"), 0);
    says("Address     Jl Contoh 1");
    assert_int_equal(RUN("sampan", "unit", "show", "DUKCAPIL", "--json"), 0);
    says("\"telepon\": \"0000-1001\"");
    assert_int_equal(RUN("sampan", "service", "check", "DOMISILI"), 0);
    says("telepon\n");
    assert_int_equal(RUN("sampan", "unit", "show", "KTP-BARU"), 1);
    assert_int_equal(RUN("sampan", "unit", "show"), 2);
}

static void holidays_are_kept_by_hand_and_from_a_file(void **state)
{
    (void)state;
    RUN("sampan", "doctor");
    says("No holiday is known from today on");

    assert_int_equal(RUN("sampan", "holiday", "import", "config/libur.csv"), 0);
    says("33 new or changed, 0 as before");
    assert_int_equal(RUN("sampan", "holiday", "add", "2099-11-25", "Pilkada", "--unit", "DESA"), 0);
    assert_int_equal(RUN("sampan", "holiday", "list", "--since", "2099-01-01", "--csv"), 0);
    says("\"2099-11-25\",\"DESA\",\"Pilkada\"");
    RUN("sampan", "doctor");
    assert_null(strstr(output, "No holiday"));

    assert_int_equal(RUN("sampan", "holiday", "remove", "2099-11-25"), 1);
    assert_int_equal(RUN("sampan", "holiday", "remove", "2099-11-25", "--unit", "DESA"), 0);
    assert_int_equal(RUN("sampan", "holiday", "add", "2099-11-25", "Pilkada", "--unit", "X"), 1);
    assert_int_equal(RUN("sampan", "holiday", "add", "25-11-2099", "Pilkada"), 2);
    assert_int_equal(RUN("sampan", "holiday", "add", "2099-11-25"), 2);
    assert_int_equal(RUN("sampan", "holiday", "import", "/nowhere/x.csv"), 1);
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
        TEST(what_nobody_approved_is_marked_until_somebody_does),
        TEST(offices_are_listed_with_what_is_known_of_them),
        TEST(holidays_are_kept_by_hand_and_from_a_file),
        TEST(json_holds_every_field),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
