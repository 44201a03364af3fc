/* Import of the catalogue: as a whole or not at all, every mistake with line and column, and what
 * has changed. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/catalogue.h"
#include "db/journal.h"
#include "gateway/catalogue_import.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

#define HEADER "jenis,kode,nama,alias,unit,anggota,pertanyaan,persyaratan,biaya\n"
#define UNITS                                                                                      \
    "unit,DUKCAPIL,Disdukcapil,capil,,,,,\n"                                                       \
    "unit,POLRES,Polres,polisi,,,,,\n"
#define SERVICES                                                                                   \
    "layanan,KTP-BARU,KTP baru,bikin ktp,DUKCAPIL,,,KK,Gratis\n"                                   \
    "layanan,KTP-HILANG,KTP hilang,ktp ilang,DUKCAPIL,,,surat hilang,Gratis\n"
#define GROUPS "kelompok,KTP,KTP,ktp,,KTP-BARU|KTP-HILANG,Yang mana?,,\n"

static struct db *db;
static struct problems problems;
static struct import_summary summary;
static char *report;

static int setup(void **state)
{
    (void)state;
    db = fixture_db();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    db_close(db);
    problems_clear(&problems);
    free(report);
    report = NULL;
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static int import(const char *text)
{
    const char *path = temp_path("t.csv");
    size_t size;
    FILE *file;
    int rc;

    free(report);
    report = NULL;
    problems_clear(&problems);
    summary = (struct import_summary){-1, -1, -1};
    temp_write(path, text);
    file = open_memstream(&report, &size);
    rc = catalogue_import(db, path, "operator:test", NOON, file, &summary, &problems);
    fclose(file);
    return rc;
}

static void accepts(const char *text, int added, int changed, int same)
{
    if (import(text) < 0)
        fail_msg("%s", problems.text);
    assert_int_equal(summary.added, added);
    assert_int_equal(summary.changed, changed);
    assert_int_equal(summary.same, same);
}

static int count_only(const void *row, void *context)
{
    (void)row;
    (void)context;
    return 0;
}

static int nothing_is_stored(void)
{
    struct catalogue_unit unit;

    return catalogue_services(db, count_only, NULL) == 0 &&
           catalogue_groups(db, count_only, NULL) == 0 &&
           catalogue_unit(db, "DUKCAPIL", &unit) == 0 &&
           journal_list(db, NULL, count_only, NULL) == 0 && catalogue_version(db) == 0;
}

/* lines: as problems has them, without the path. */
static void rejects(const char *text, const char *lines)
{
    char expected[2048] = "", line[512];

    assert_int_equal(import(text), -EINVAL);
    for (const char *end; (end = strchr(lines, '\n')); lines = end + 1) {
        snprintf(line, sizeof line, "%s:%.*s\n", temp_path("t.csv"), (int)(end - lines), lines);
        strcat(expected, line);
    }
    assert_string_equal(problems.text, expected);
    assert_string_equal(report, "");
    assert_int_equal(summary.added, -1);
    assert_true(nothing_is_stored());
}

static void a_file_becomes_the_catalogue(void **state)
{
    struct catalogue_service service;
    struct catalogue_group group;
    (void)state;

    accepts(HEADER UNITS SERVICES GROUPS, 5, 0, 0);

    assert_int_equal(catalogue_service(db, "KTP-HILANG", &service), 1);
    assert_string_equal(service.name, "KTP hilang");
    assert_string_equal(service.aliases, "ktp ilang");
    assert_string_equal(service.unit_name, "Disdukcapil");
    assert_string_equal(service.component[COMPONENT_PERSYARATAN], "surat hilang");
    assert_string_equal(service.component[COMPONENT_BIAYA], "Gratis");
    assert_string_equal(service.component[COMPONENT_PROSEDUR], "");
    assert_int_equal(catalogue_group(db, "KTP", &group), 1);
    assert_string_equal(group.members, "KTP-BARU|KTP-HILANG");
    assert_string_equal(group.question, "Yang mana?");
}

static void rows_and_columns_may_come_in_any_order(void **state)
{
    (void)state;

    accepts(HEADER GROUPS SERVICES UNITS, 5, 0, 0);
    accepts("nama,unit,kode,jenis\nSIM,POLRES,SIM,layanan\n", 1, 0, 0);
}

static void a_file_of_excel_is_understood(void **state)
{
    struct catalogue_service service;
    (void)state;

    accepts("\xef\xbb\xbfjenis;kode;nama;unit;persyaratan\r\n"
            "unit;DUKCAPIL;Disdukcapil;;\r\n"
            "layanan;KIA;Kartu anak;DUKCAPIL;\"KTP ortu,\r\nKK\"\r\n",
            2, 0, 0);

    catalogue_service(db, "KIA", &service);
    assert_string_equal(service.component[COMPONENT_PERSYARATAN], "KTP ortu,\r\nKK");
}

static void a_file_of_an_old_macintosh_is_understood(void **state)
{
    (void)state;

    accepts("jenis,kode,nama\runit,DUKCAPIL,Disdukcapil\runit,POLRES,Polres\runit,BPN,BPN\r", 3, 0,
            0);
}

static void a_header_may_stand_below_empty_lines(void **state)
{
    (void)state;

    accepts("\n\n" HEADER UNITS, 2, 0, 0);
    assert_int_equal(problems.count, 0);
}

static void what_has_changed_is_told_and_journalled(void **state)
{
    (void)state;
    accepts(HEADER UNITS SERVICES GROUPS, 5, 0, 0);
    assert_string_equal(report,
                        "new     unit DUKCAPIL\nnew     unit POLRES\nnew     layanan KTP-BARU\n"
                        "new     layanan KTP-HILANG\nnew     kelompok KTP\n");
    assert_int_equal(journal_list(db, NULL, count_only, NULL), 5);
    assert_int_equal(catalogue_version(db), 1);

    accepts(HEADER "layanan,KTP-BARU,KTP baru,bikin ktp|rekam ktp,POLRES,,,KK,Gratis\n"
                   "unit,BPN,BPN,,,,,,\n"
                   "kelompok,KTP,KTP,ktp,,KTP-BARU|KTP-HILANG,Yang mana?,,\n",
            1, 1, 1);

    assert_string_equal(report, "changed layanan KTP-BARU: alias, unit\n"
                                "    alias: \"bikin ktp\" -> \"bikin ktp|rekam ktp\"\n"
                                "    unit: \"DUKCAPIL\" -> \"POLRES\"\n"
                                "new     unit BPN\n");
    assert_int_equal(journal_list(db, NULL, count_only, NULL), 7);
    assert_int_equal(catalogue_version(db), 2);
}

static void the_same_file_again_changes_nothing(void **state)
{
    (void)state;
    accepts(HEADER UNITS SERVICES GROUPS, 5, 0, 0);

    accepts(HEADER UNITS SERVICES GROUPS, 0, 0, 5);

    assert_string_equal(report, "");
    assert_int_equal(journal_list(db, NULL, count_only, NULL), 5);
    assert_int_equal(catalogue_version(db), 1);
}

static int note_entry(const void *row, void *context)
{
    *(struct journal_entry *)context = *(const struct journal_entry *)row;
    return 0;
}

static void the_journal_tells_who_changed_what(void **state)
{
    struct journal_entry entry;
    (void)state;
    accepts(HEADER UNITS SERVICES, 4, 0, 0);

    accepts(HEADER "layanan,KTP-BARU,KTP baru,bikin ktp,DUKCAPIL,,,KK,Rp1\n", 0, 1, 0);

    journal_list(db, NULL, note_entry, &entry);
    assert_string_equal(entry.actor, "operator:test");
    assert_string_equal(entry.action, "catalogue changed");
    assert_string_equal(entry.subject, "layanan KTP-BARU");
    assert_string_equal(entry.after, "biaya");
    assert_int_equal(entry.at, NOON);
}

static void a_long_text_is_told_from_where_it_differs(void **state)
{
    (void)state;
    accepts(HEADER UNITS
            "layanan,A,A,,DUKCAPIL,,,\"Bawa KK, KTP dan surat dari desa, lalu é datang "
            "sendiri ke kantor dengan semua berkas itu\",\n",
            3, 0, 0);

    accepts(HEADER "layanan,A,A,,DUKCAPIL,,,\"Bawa KK, KTP dan surat dari desa, lalu é datang "
                   "berdua\",\n",
            0, 1, 0);

    assert_string_equal(report, "changed layanan A: persyaratan\n    persyaratan: "
                                "\"... lalu é datang sendiri ke kantor dengan semua "
                                "berk...\" -> \"... lalu é datang berdua\"\n");
}

static void a_try_tells_the_same_and_changes_nothing(void **state)
{
    static const char change[] = HEADER "unit,BPN,BPN,,,,,,\n"
                                        "layanan,KTP-BARU,KTP baru,,DUKCAPIL,,,KK,Rp1\n";
    struct catalogue_service service;
    struct import_summary tried;
    char *told;
    size_t size;
    FILE *file = open_memstream(&told, &size);
    (void)state;
    accepts(HEADER UNITS SERVICES, 4, 0, 0);
    temp_write(temp_path("t.csv"), change);

    assert_int_equal(catalogue_import_try(db, temp_path("t.csv"), file, &tried, &problems), 0);
    fclose(file);

    assert_int_equal(tried.added, 1);
    assert_int_equal(tried.changed, 1);
    assert_int_equal(catalogue_service(db, "KTP-BARU", &service), 1);
    assert_string_equal(service.component[COMPONENT_BIAYA], "Gratis");
    assert_string_equal(service.aliases, "bikin ktp");
    assert_int_equal(journal_list(db, NULL, count_only, NULL), 4);
    assert_int_equal(catalogue_version(db), 1);
    accepts(change, 1, 1, 0);
    assert_string_equal(told, report);
    free(told);
}

static void a_try_tells_mistakes(void **state)
{
    (void)state;
    temp_write(temp_path("t.csv"), HEADER "layanan,A,A,,BPN,,,,\n");

    assert_int_equal(catalogue_import_try(db, temp_path("t.csv"), stdout, &summary, &problems),
                     -EINVAL);

    assert_non_null(strstr(problems.text, ":2: unit: 'BPN' is not in the catalogue\n"));
}

#define OWN_HEADER                                                                                 \
    "jenis,kode,nama,unit,biaya,produk,sumber,diperiksa,disetujui,"                                \
    "sumber:biaya,diperiksa:biaya,disetujui:biaya\n"

static void a_component_may_have_a_source_of_its_own(void **state)
{
    struct catalogue_service service;
    struct catalogue_provenance fee, product;
    (void)state;

    accepts(OWN_HEADER "unit,POLRES,Polres,,,,,,,,,\n"
                       "layanan,SIM,SIM,POLRES,Rp100.000,SIM,Perpol 5/2021,2026-01-31,Kasat,"
                       "PP 76/2020,2024-02-29,\n",
            2, 0, 0);

    assert_int_equal(catalogue_service(db, "SIM", &service), 1);
    fee = catalogue_provenance(&service, COMPONENT_BIAYA);
    product = catalogue_provenance(&service, COMPONENT_PRODUK);
    assert_string_equal(fee.source, "PP 76/2020");
    assert_string_equal(fee.checked_on, "2024-02-29");
    assert_string_equal(fee.approved_by, "Kasat");
    assert_string_equal(product.source, "Perpol 5/2021");
    assert_string_equal(product.checked_on, "2026-01-31");
}

static void a_source_that_is_the_same_as_the_services_is_no_change(void **state)
{
    (void)state;
    accepts(OWN_HEADER "unit,POLRES,Polres,,,,,,,,,\n"
                       "layanan,SIM,SIM,POLRES,Rp1,,Perpol,,,,,\n",
            2, 0, 0);

    accepts(OWN_HEADER "layanan,SIM,SIM,POLRES,Rp1,,Perpol,,,Perpol,,\n", 0, 0, 1);
}

static void a_source_of_a_text_that_is_missing_is_told(void **state)
{
    (void)state;

    rejects(OWN_HEADER "unit,POLRES,Polres,,,,,,,,,\n"
                       "layanan,SIM,SIM,POLRES,,SIM,,,,PP 76/2020,,\n",
            "3: sumber:biaya: there is no text in 'biaya' that this is about\n");
}

static void a_day_that_is_none_is_told(void **state)
{
    (void)state;

    rejects(OWN_HEADER "unit,POLRES,Polres,,,,,,,,,\n"
                       "layanan,A,A,POLRES,Rp1,,,31/01/2026,,,2026-02-30,\n"
                       "layanan,B,B,POLRES,Rp1,,,2026-1-31,,,2026-01-31 ya,\n",
            "3: diperiksa: '31/01/2026' is no day; write it as 2026-11-22\n"
            "3: diperiksa:biaya: '2026-02-30' is no day; write it as 2026-11-22\n"
            "4: diperiksa: '2026-1-31' is no day; write it as 2026-11-22\n"
            "4: diperiksa:biaya: '2026-01-31 ya' is no day; write it as 2026-11-22\n");
}

static void hours_phone_and_promise_that_cannot_be_are_told(void **state)
{
    (void)state;
    rejects("jenis,kode,nama,unit,jam_buka,telepon,sekali_datang,diperiksa\n"
            "unit,A,A,,Sen 8-15,tanya Budi,,kemarin\n"
            "unit,B,B,,\"Sen-Kam 08.00-15.30, Jum 08.00-11.30\",(0402) 21-0000,,2026-03-01\n"
            "layanan,C,C,A,,,tidak,\n"
            "layanan,D,D,A,,,ya,\n",
            "2: jam_buka: '8-15' is neither a day nor a time; write Sen-Kam 08.00-15.30\n"
            "2: telepon: 'tanya Budi' is no phone number\n"
            "2: diperiksa: 'kemarin' is no day; write it as 2026-11-22\n"
            "4: sekali_datang: write 'ya', or nothing\n");
}

static void a_wrong_line_after_2000_services_changes_nothing(void **state)
{
    char *text;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    (void)state;
    fputs(HEADER UNITS, file);
    for (int i = 0; i < 2000; i++)
        fprintf(file, "layanan,S-%d,S,nama %d,POLRES,,,KK,Gratis\n", i, i);
    fputs("layanan,LAST,S,,NOWHERE,,,KK,Gratis\n", file);
    fclose(file);

    rejects(text, "2004: unit: 'NOWHERE' is not in the catalogue\n");

    free(text);
}

static void members_with_spaces_between_them_are_no_change(void **state)
{
    (void)state;
    accepts(HEADER UNITS SERVICES GROUPS, 5, 0, 0);

    accepts(HEADER "kelompok,KTP,KTP,ktp,,KTP-BARU | KTP-HILANG|,Yang mana?,,\n", 0, 0, 1);
}

static void columns_that_the_file_does_not_have_stay(void **state)
{
    struct catalogue_service service;
    struct catalogue_group group;
    (void)state;
    accepts(HEADER UNITS SERVICES GROUPS, 5, 0, 0);

    accepts("jenis,kode,nama,biaya\nlayanan,KTP-BARU,KTP baru,Rp1\nkelompok,KTP,KTP-el,\n", 0, 2,
            0);

    assert_int_equal(catalogue_service(db, "KTP-BARU", &service), 1);
    assert_string_equal(service.component[COMPONENT_BIAYA], "Rp1");
    assert_string_equal(service.component[COMPONENT_PERSYARATAN], "KK");
    assert_string_equal(service.aliases, "bikin ktp");
    assert_string_equal(service.unit, "DUKCAPIL");
    assert_int_equal(catalogue_group(db, "KTP", &group), 1);
    assert_string_equal(group.name, "KTP-el");
    assert_string_equal(group.aliases, "ktp");
    assert_string_equal(group.members, "KTP-BARU|KTP-HILANG");
}

static void a_source_of_its_own_goes_with_its_text(void **state)
{
    struct catalogue_service service;
    (void)state;
    accepts(OWN_HEADER "unit,POLRES,Polres,,,,,,,,,\n"
                       "layanan,SIM,SIM,POLRES,Rp1,,,,,PP 76/2020,,\n",
            2, 0, 0);

    accepts("jenis,kode,nama,biaya\nlayanan,SIM,SIM,Rp2\n", 0, 1, 0);
    catalogue_service(db, "SIM", &service);
    assert_string_equal(service.own[COMPONENT_BIAYA].source, "PP 76/2020");

    accepts("jenis,kode,nama,biaya\nlayanan,SIM,SIM,\n", 0, 1, 0);
    accepts("jenis,kode,nama,biaya\nlayanan,SIM,SIM,Rp3\n", 0, 1, 0);
    catalogue_service(db, "SIM", &service);
    assert_string_equal(service.own[COMPONENT_BIAYA].source, "");
}

#define APPROVED_HEADER "jenis,kode,nama,unit,alamat,biaya,persyaratan,perwakilan,disetujui\n"
#define APPROVED                                                                                   \
    "unit,POLRES,Polres,,Jl 1,,,,Camat\nlayanan,SIM,SIM,POLRES,,Rp1,KTP,keluarga,Kapolres\n"

static const char *approver(enum component component)
{
    static struct catalogue_service service;

    assert_int_equal(catalogue_service(db, "SIM", &service), 1);
    return catalogue_provenance(&service, component).approved_by;
}

static void a_text_that_changes_loses_its_approval_and_only_that_one(void **state)
{
    struct catalogue_service service;
    (void)state;
    accepts(APPROVED_HEADER APPROVED, 2, 0, 0);

    accepts("jenis,kode,nama,biaya\nlayanan,SIM,SIM,Rp2\n", 0, 1, 0);

    assert_string_equal(approver(COMPONENT_BIAYA), "");
    assert_string_equal(approver(COMPONENT_PERSYARATAN), "Kapolres");
    assert_non_null(strstr(report, "what is new is not sent: sampan service approve SIM --by"));
    accepts("jenis,kode,nama,perwakilan\nlayanan,SIM,SIM,siapa saja\n", 0, 1, 0);
    assert_int_equal(catalogue_service(db, "SIM", &service), 1);
    assert_string_equal(service.approved_by, "");
    assert_string_equal(approver(COMPONENT_PERSYARATAN), "Kapolres");
}

static void a_text_that_changes_has_the_approval_that_its_row_states(void **state)
{
    (void)state;
    accepts(APPROVED_HEADER APPROVED, 2, 0, 0);

    accepts("jenis,kode,nama,biaya,disetujui\nlayanan,SIM,SIM,Rp2,Bupati\n", 0, 1, 0);
    assert_string_equal(approver(COMPONENT_BIAYA), "Bupati");
    assert_null(strstr(report, "sent"));

    accepts("jenis,kode,nama,biaya,persyaratan,disetujui:biaya\nlayanan,SIM,SIM,Rp3,KK,Bupati\n", 0,
            1, 0);
    assert_string_equal(approver(COMPONENT_BIAYA), "Bupati");
    assert_string_equal(approver(COMPONENT_PERSYARATAN), "");
}

/* Whoever edits the export of a spreadsheet leaves the cell of the approval as it was. */
static void an_approval_that_was_there_before_the_text_is_pointed_out(void **state)
{
    (void)state;
    accepts(APPROVED_HEADER APPROVED, 2, 0, 0);

    accepts("jenis,kode,nama,biaya,disetujui\nlayanan,SIM,SIM,Rp2,Kapolres\n", 0, 1, 0);

    assert_string_equal(approver(COMPONENT_BIAYA), "Kapolres");
    assert_non_null(strstr(report, "is sent: the row says that Kapolres approved it"));
}

static void an_address_that_changes_loses_its_approval(void **state)
{
    struct catalogue_unit unit;
    (void)state;
    accepts(APPROVED_HEADER APPROVED, 2, 0, 0);

    accepts("jenis,kode,nama,alias\nunit,POLRES,Polres,polisi\n", 0, 1, 0);
    assert_int_equal(catalogue_unit(db, "POLRES", &unit), 1);
    assert_string_equal(unit.approved_by, "Camat");

    accepts("jenis,kode,nama,alamat\nunit,POLRES,Polres,Jl 2\n", 0, 1, 0);
    assert_int_equal(catalogue_unit(db, "POLRES", &unit), 1);
    assert_string_equal(unit.approved_by, "");
}

static void what_the_file_does_not_name_stays(void **state)
{
    struct catalogue_service service;
    (void)state;
    accepts(HEADER UNITS SERVICES GROUPS, 5, 0, 0);

    accepts(HEADER "unit,BPN,BPN,,,,,,\n", 1, 0, 0);

    assert_int_equal(catalogue_service(db, "KTP-BARU", &service), 1);
}

static void an_alias_may_move_between_services_within_one_file(void **state)
{
    struct catalogue_service service;
    (void)state;
    accepts(HEADER UNITS SERVICES, 4, 0, 0);

    accepts(HEADER "layanan,KTP-BARU,KTP baru,ktp ilang,DUKCAPIL,,,KK,Gratis\n"
                   "layanan,KTP-HILANG,KTP hilang,bikin ktp,DUKCAPIL,,,surat hilang,Gratis\n",
            0, 2, 0);

    catalogue_service(db, "KTP-BARU", &service);
    assert_string_equal(service.aliases, "ktp ilang");
    catalogue_service(db, "KTP-HILANG", &service);
    assert_string_equal(service.aliases, "bikin ktp");
}

static void aliases_are_folded_and_kept_once(void **state)
{
    struct catalogue_service service;
    (void)state;

    accepts(HEADER UNITS "layanan,A,A, Bikin  KTP | bikin ktp |BIKIN-KTP|, DUKCAPIL,,,,\n", 3, 0,
            0);

    catalogue_service(db, "A", &service);
    assert_string_equal(service.aliases, "bikin ktp");
}

static void a_unit_that_is_unknown_is_told(void **state)
{
    (void)state;

    rejects(HEADER UNITS "layanan,A,A,,BPN,,,,\n", "4: unit: 'BPN' is not in the catalogue\n");
}

static void a_member_that_is_unknown_is_told(void **state)
{
    (void)state;

    rejects(HEADER UNITS SERVICES "kelompok,KTP,KTP,,,KTP-BARU|KTP-RUSAK,Yang mana?,,\n",
            "6: anggota: 'KTP-RUSAK' is not in the catalogue\n");
}

static void an_alias_that_is_used_twice_is_told(void **state)
{
    (void)state;

    rejects(HEADER UNITS SERVICES "layanan,KTP-RUSAK,KTP rusak,Bikin KTP,DUKCAPIL,,,,\n",
            "6: alias: 'bikin ktp' is an alias of KTP-BARU already\n");
}

static void an_alias_of_what_is_in_the_catalogue_already_is_told(void **state)
{
    (void)state;
    accepts(HEADER UNITS SERVICES, 4, 0, 0);

    assert_int_equal(import(HEADER "layanan,X,X,bikin ktp,DUKCAPIL,,,,\n"), -EINVAL);

    assert_non_null(
        strstr(problems.text, ":2: alias: 'bikin ktp' is an alias of KTP-BARU already\n"));
    assert_int_equal(catalogue_services(db, count_only, NULL), 2);
    assert_int_equal(catalogue_version(db), 1);
}

static void bytes_that_are_not_utf8_are_told(void **state)
{
    (void)state;

    rejects(HEADER UNITS "layanan,A,Caf\xe9,,DUKCAPIL,,,,\n",
            "4: column 3: not UTF-8; save the file as \"Unicode (UTF-8)\"\n");
}

static void a_code_that_is_missing_or_no_code_is_told(void **state)
{
    (void)state;

    rejects(HEADER UNITS "layanan,,A,,DUKCAPIL,,,,\n", "4: kode: missing\n");
    rejects(HEADER "unit,ktp baru,A,,,,,,\n",
            "2: kode: 'ktp baru' is no code: capital letters, digits and '-', 23 at most\n");
    rejects(HEADER "unit,AAAAAAAAAAAAAAAAAAAAAAAA,A,,,,,,\n",
            "2: kode: 'AAAAAAAAAAAAAAAAAAAAAAAA' is no code: capital letters, digits and '-', 23 "
            "at most\n"
            "2: kode: longer than 23 bytes\n");
}

static void a_code_that_stands_twice_is_told_with_the_first_line(void **state)
{
    (void)state;

    rejects(HEADER UNITS "unit,DUKCAPIL,Again,,,,,,\n",
            "4: kode: 'DUKCAPIL' stands in line 2 already\n");
}

static void a_unit_and_a_service_may_have_the_same_code(void **state)
{
    (void)state;

    accepts(HEADER UNITS "layanan,POLRES,Polres,,POLRES,,,,\n", 3, 0, 0);
}

static void whatever_a_kind_needs_is_missed(void **state)
{
    (void)state;

    rejects(HEADER
            "unit,A,,,,,,,\nlayanan,B,B,,,,,,\nkelompok,C,C,,,,,,\n,D,D,,,,,,\nkota,E,E,,,,,,\n",
            "2: nama: missing\n"
            "3: unit: missing\n"
            "4: anggota: missing\n"
            "4: pertanyaan: missing\n"
            "5: jenis: '' is neither 'unit', 'layanan', 'kelompok' nor 'terjemahan'\n"
            "6: jenis: 'kota' is neither 'unit', 'layanan', 'kelompok' nor 'terjemahan'\n");
}

static void columns_that_are_missing_unknown_or_double_are_told(void **state)
{
    (void)state;

    rejects("jenis,nama,harga,nama\n", "1: harga: no such column\n"
                                       "1: nama: this column stands twice\n"
                                       "1: kode: this column is missing\n");
}

static void an_empty_file_is_told(void **state)
{
    (void)state;

    rejects("", " is empty\n");
    rejects("\n\n", " is empty\n");
}

static void a_row_with_more_fields_than_the_header_is_told(void **state)
{
    (void)state;

    rejects("jenis,kode,nama,unit,persyaratan\nunit,DUKCAPIL,Disdukcapil,,\n"
            "layanan,KIA,Kartu anak,DUKCAPIL,KTP ortu, KK\n",
            "3: column 6: there is no such column in the header; text with a ',' must stand in "
            "quotes\n");
}

static void fields_without_text_after_the_last_column_do_no_harm(void **state)
{
    (void)state;

    accepts("jenis,kode,nama\nunit,DUKCAPIL,Disdukcapil,,,\n", 1, 0, 0);
}

static void a_text_that_is_too_long_is_told(void **state)
{
    char text[4096];
    (void)state;

    snprintf(text, sizeof text, HEADER UNITS "layanan,A,A,,DUKCAPIL,,,%01100d,\n", 0);
    rejects(text, "4: persyaratan: longer than 1023 bytes\n");
    snprintf(text, sizeof text, HEADER UNITS "layanan,A,A,%096d,DUKCAPIL,,,,\n", 0);
    rejects(text, "4: alias: longer than 95 bytes\n");
}

static void an_alias_of_signs_only_is_told(void **state)
{
    (void)state;

    rejects(HEADER UNITS "layanan,A,A,ok|?!,DUKCAPIL,,,,\n",
            "4: alias: '?!' has neither letters nor digits\n");
}

static void a_group_with_more_members_than_a_keypad_has_digits_is_told(void **state)
{
    char text[4096] = HEADER UNITS, members[64] = "";
    (void)state;
    for (int i = 0; i < 10; i++) {
        size_t length = strlen(text);

        snprintf(text + length, sizeof text - length, "layanan,S%d,S,,POLRES,,,,\n", i);
        snprintf(members + strlen(members), 8, "%sS%d", i ? "|" : "", i);
    }
    snprintf(text + strlen(text), 256, "kelompok,G,G,,,%s,Yang mana?,,\n", members);

    rejects(text, "14: anggota: more than 9: a digit of the keypad chooses one\n");
}

static void all_mistakes_are_told_at_once(void **state)
{
    (void)state;

    rejects(HEADER UNITS
            "layanan,a,A,,DUKCAPIL,,,,\nlayanan,B,,,DUKCAPIL,,,,\nunit,C,C,,\"x\"y,,,,\n",
            "4: kode: 'a' is no code: capital letters, digits and '-', 23 at most\n"
            "5: nama: missing\n"
            "6: column 5: a quote within a field must be doubled\n");
}

static void a_file_that_is_missing_is_told(void **state)
{
    (void)state;

    assert_int_equal(catalogue_import(db, "/nowhere.csv", "x", NOON, stdout, &summary, &problems),
                     -EINVAL);

    assert_string_equal(problems.text, "/nowhere.csv: cannot be read: No such file or directory\n");
}

static void the_sample_catalogue_has_35_services_and_10_groups(void **state)
{
    FILE *out = fopen("/dev/null", "w");
    (void)state;

    assert_int_equal(catalogue_import(db, source_path("config/layanan.csv"), "x", NOON, out,
                                      &summary, &problems),
                     0);
    fclose(out);

    assert_int_equal(catalogue_services(db, count_only, NULL), 35);
    assert_int_equal(catalogue_groups(db, count_only, NULL), 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_file_becomes_the_catalogue),
        TEST(rows_and_columns_may_come_in_any_order),
        TEST(a_file_of_excel_is_understood),
        TEST(a_file_of_an_old_macintosh_is_understood),
        TEST(a_header_may_stand_below_empty_lines),
        TEST(what_has_changed_is_told_and_journalled),
        TEST(the_same_file_again_changes_nothing),
        TEST(the_journal_tells_who_changed_what),
        TEST(a_long_text_is_told_from_where_it_differs),
        TEST(a_try_tells_the_same_and_changes_nothing),
        TEST(a_try_tells_mistakes),
        TEST(a_component_may_have_a_source_of_its_own),
        TEST(a_source_that_is_the_same_as_the_services_is_no_change),
        TEST(a_source_of_a_text_that_is_missing_is_told),
        TEST(a_day_that_is_none_is_told),
        TEST(hours_phone_and_promise_that_cannot_be_are_told),
        TEST(a_wrong_line_after_2000_services_changes_nothing),
        TEST(members_with_spaces_between_them_are_no_change),
        TEST(columns_that_the_file_does_not_have_stay),
        TEST(a_source_of_its_own_goes_with_its_text),
        TEST(a_text_that_changes_loses_its_approval_and_only_that_one),
        TEST(a_text_that_changes_has_the_approval_that_its_row_states),
        TEST(an_approval_that_was_there_before_the_text_is_pointed_out),
        TEST(an_address_that_changes_loses_its_approval),
        TEST(what_the_file_does_not_name_stays),
        TEST(an_alias_may_move_between_services_within_one_file),
        TEST(aliases_are_folded_and_kept_once),
        TEST(a_unit_that_is_unknown_is_told),
        TEST(a_member_that_is_unknown_is_told),
        TEST(an_alias_that_is_used_twice_is_told),
        TEST(an_alias_of_what_is_in_the_catalogue_already_is_told),
        TEST(bytes_that_are_not_utf8_are_told),
        TEST(a_code_that_is_missing_or_no_code_is_told),
        TEST(a_code_that_stands_twice_is_told_with_the_first_line),
        TEST(a_unit_and_a_service_may_have_the_same_code),
        TEST(whatever_a_kind_needs_is_missed),
        TEST(columns_that_are_missing_unknown_or_double_are_told),
        TEST(an_empty_file_is_told),
        TEST(a_row_with_more_fields_than_the_header_is_told),
        TEST(fields_without_text_after_the_last_column_do_no_harm),
        TEST(a_text_that_is_too_long_is_told),
        TEST(an_alias_of_signs_only_is_told),
        TEST(a_group_with_more_members_than_a_keypad_has_digits_is_told),
        TEST(all_mistakes_are_told_at_once),
        TEST(a_file_that_is_missing_is_told),
        TEST(the_sample_catalogue_has_35_services_and_10_groups),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
