/* Export of the catalogue: what goes out comes in again without loss, whatever the texts hold. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/journal.h"
#include "gateway/catalogue_export.h"
#include "gateway/catalogue_import.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

#define ROUNDS 60

static unsigned seed;

static unsigned random_below(unsigned limit)
{
    seed = seed * 1103515245u + 12345u;
    return (seed >> 16) % limit;
}

/* A text of pieces that CSV, spreadsheets and SMS stumble over; never empty. */
static void random_text(char *ret, size_t size)
{
    static const char *const pieces[] = {"\"", "\"\"",   ";",  ",", "\n", "\r\n", " ",   "\t",
                                         "'",  "Gratis", "é",  "€", "|",  "=1+1", "\\",  "😀",
                                         "KK", "\r",     ",,", "-", "a",  "{}",   "\n\n"};
    int count = 1 + (int)random_below(12);
    size_t length = 0;

    for (int i = 0; i < count; i++) {
        const char *piece = pieces[random_below(sizeof pieces / sizeof pieces[0])];

        if (length + strlen(piece) < size)
            length += (size_t)snprintf(ret + length, size - length, "%s", piece);
    }
}

static void maybe_text(char *ret, size_t size)
{
    if (random_below(3) > 0)
        random_text(ret, size);
}

/* Aliases as the import keeps them: folded, each of one owner. */
static void random_aliases(char ret[CATALOGUE_LIST_SIZE])
{
    static int number;
    size_t length = 0;

    for (unsigned i = random_below(4); i > 0; i--)
        length += (size_t)snprintf(ret + length, CATALOGUE_LIST_SIZE - length, "%salias %d",
                                   length ? "|" : "", ++number);
}

static void put(struct db *db, const struct catalogue_record *record)
{
    char culprit[CATALOGUE_NAME_SIZE];

    assert_int_equal(catalogue_write(db, record, culprit), 0);
}

static void put_random_unit(struct db *db, unsigned number)
{
    struct catalogue_record record = {.kind = CATALOGUE_UNIT};

    snprintf(record.unit.code, sizeof record.unit.code, "U-%u", number);
    random_text(record.unit.name, sizeof record.unit.name);
    random_aliases(record.unit.aliases);
    put(db, &record);
}

static void put_random_service(struct db *db, unsigned number, unsigned units)
{
    struct catalogue_record record = {.kind = CATALOGUE_SERVICE};
    struct catalogue_service *service = &record.service;

    snprintf(service->code, sizeof service->code, "S-%u", number);
    random_text(service->name, sizeof service->name);
    random_aliases(service->aliases);
    snprintf(service->unit, sizeof service->unit, "U-%u", random_below(units));
    maybe_text(service->source, sizeof service->source);
    maybe_text(service->approved_by, sizeof service->approved_by);
    if (random_below(2))
        strcpy(service->checked_on, "2026-02-28");
    for (int i = 0; i < COMPONENTS; i++) {
        maybe_text(service->component[i], sizeof service->component[i]);
        if (service->component[i][0] == '\0' || random_below(2))
            continue;
        random_text(service->own[i].source, sizeof service->own[i].source);
        maybe_text(service->own[i].approved_by, sizeof service->own[i].approved_by);
        if (random_below(2))
            strcpy(service->own[i].checked_on, "2024-02-29");
    }
    put(db, &record);
}

static void put_random_group(struct db *db, unsigned number, unsigned services)
{
    struct catalogue_record record = {.kind = CATALOGUE_GROUP};
    struct catalogue_group *group = &record.group;
    size_t length = 0;

    snprintf(group->code, sizeof group->code, "G-%u", number);
    random_text(group->name, sizeof group->name);
    random_text(group->question, sizeof group->question);
    random_aliases(group->aliases);
    for (unsigned i = 1 + random_below(9); i > 0; i--)
        length += (size_t)snprintf(group->members + length, sizeof group->members - length,
                                   "%sS-%u", length ? "|" : "", random_below(services));
    put(db, &record);
}

static void fill_at_random(struct db *db)
{
    unsigned units = 1 + random_below(4), services = 1 + random_below(6), groups = random_below(4);

    for (unsigned i = 0; i < units; i++)
        put_random_unit(db, i);
    for (unsigned i = 0; i < services; i++)
        put_random_service(db, i, units);
    for (unsigned i = 0; i < groups; i++)
        put_random_group(db, i, services);
}

/* The caller frees it. */
static char *exported(struct db *db, int (*export)(struct db *db, FILE *out))
{
    char *text;
    size_t size;
    FILE *file = open_memstream(&text, &size);

    assert_true(export(db, file) >= 0);
    fclose(file);
    return text;
}

static struct import_summary import(struct db *db, const char *text)
{
    struct problems problems = {0};
    struct import_summary summary = {0};
    FILE *report = fopen("/dev/null", "w");

    temp_write(temp_path("round.csv"), text);
    if (catalogue_import(db, temp_path("round.csv"), "test", NOON, report, &summary, &problems) < 0)
        fail_msg("%s\n%s", problems.text, text);
    fclose(report);
    return summary;
}

static int count_only(const void *row, void *context)
{
    (void)row;
    (void)context;
    return 0;
}

static void importing_an_export_changes_nothing(void **state)
{
    (void)state;

    for (seed = 1; seed <= ROUNDS; seed++) {
        unsigned round = seed;
        struct db *db = fixture_db();
        struct import_summary summary;
        char *text;

        fill_at_random(db);
        text = exported(db, catalogue_export_csv);
        summary = import(db, text);

        assert_int_equal(summary.added + summary.changed, 0);
        assert_int_equal(summary.same, catalogue_records(db, count_only, NULL));
        assert_int_equal(journal_list(db, NULL, count_only, NULL), 0);
        free(text);
        db_close(db);
        seed = round;
    }
}

static void an_export_makes_the_same_catalogue_elsewhere(void **state)
{
    (void)state;

    for (seed = 1000; seed <= 1000 + ROUNDS; seed++) {
        unsigned round = seed;
        struct db *db = fixture_db(), *other = fixture_db();
        char *text, *again;

        fill_at_random(db);
        text = exported(db, catalogue_export_csv);
        import(other, text);
        again = exported(other, catalogue_export_csv);

        assert_string_equal(again, text);
        free(text);
        free(again);
        db_close(db);
        db_close(other);
        seed = round;
    }
}

static void the_sample_catalogue_comes_back_as_it_is_in_the_file(void **state)
{
    struct fixture *f = fixture_open(":memory:");
    char *text = exported(f->db, catalogue_export_csv), *line = NULL;
    size_t size = 0;
    FILE *sample = fopen(source_path("config/layanan.csv"), "r");
    (void)state;

    assert_true(getline(&line, &size, sample) > 0);
    assert_memory_equal(text, line, strlen(line));
    assert_int_equal(import(f->db, text).same, catalogue_records(f->db, count_only, NULL));

    fclose(sample);
    free(line);
    free(text);
    fixture_close(f);
}

static void columns_of_a_components_own_are_there_if_any_has_them(void **state)
{
    static const char csv[] =
        "jenis,kode,nama,unit,biaya,sumber,sumber:biaya,diperiksa:biaya\n"
        "unit,A,A,,,,,\nlayanan,B,B,A,Gratis,UU,PP,\nlayanan,C,C,A,Gratis,UU,UU,\n";
    struct db *db = fixture_db();
    char *text;
    (void)state;
    import(db, csv);

    text = exported(db, catalogue_export_csv);

    assert_non_null(strstr(text, ",sumber,diperiksa,disetujui,sumber:biaya\n"));
    assert_non_null(strstr(text, ",UU,,,PP\n"));
    assert_non_null(strstr(text, ",UU,,,\n"));
    free(text);
    db_close(db);
}

static void json_has_every_field_and_lists_as_arrays(void **state)
{
    static const char csv[] =
        "jenis,kode,nama,alias,unit,anggota,pertanyaan,biaya,disetujui:biaya\n"
        "unit,A,\"Kantor \"\"A\"\"\",satu|dua,,,,,\n"
        "layanan,B,B,,A,,,\"Rp1\nRp2\",Sekda\n"
        "kelompok,C,C,,,B,Mana?,,\n";
    struct db *db = fixture_db();
    char *text;
    (void)state;
    import(db, csv);

    text = exported(db, catalogue_export_json);

    assert_string_equal(
        text, "[\n {\"jenis\": \"unit\", \"kode\": \"A\", \"nama\": \"Kantor \\\"A\\\"\", "
              "\"alias\": [\"satu\", \"dua\"], \"alamat\": \"\", \"desa\": \"\", "
              "\"kecamatan\": \"\", \"jam_buka\": \"\", \"telepon\": \"\", "
              "\"sumber\": \"\", \"diperiksa\": \"\", \"disetujui\": \"\"},\n"
              " {\"jenis\": \"layanan\", \"kode\": \"B\", \"nama\": \"B\", \"alias\": [], "
              "\"unit\": \"A\", \"perwakilan\": \"\", \"sekali_datang\": \"\", "
              "\"dasar_hukum\": \"\", \"persyaratan\": \"\", \"prosedur\": \"\", "
              "\"jangka_waktu\": \"\", \"biaya\": \"Rp1\\u000aRp2\", \"produk\": \"\", "
              "\"sarana\": \"\", \"kompetensi\": \"\", \"pengawasan\": \"\", \"pengaduan\": \"\", "
              "\"jumlah_pelaksana\": \"\", \"jaminan_layanan\": \"\", \"jaminan_keamanan\": \"\", "
              "\"evaluasi\": \"\", \"sumber\": \"\", \"diperiksa\": \"\", \"disetujui\": \"\", "
              "\"disetujui:biaya\": \"Sekda\"},\n"
              " {\"jenis\": \"kelompok\", \"kode\": \"C\", \"nama\": \"C\", \"alias\": [], "
              "\"anggota\": [\"B\"], \"pertanyaan\": \"Mana?\"}\n]\n");
    free(text);
    db_close(db);
}

static void an_empty_catalogue_is_a_header_or_an_empty_array(void **state)
{
    struct db *db = fixture_db();
    char *csv = exported(db, catalogue_export_csv), *json = exported(db, catalogue_export_json);
    (void)state;

    assert_ptr_equal(strchr(csv, '\n'), csv + strlen(csv) - 1);
    assert_string_equal(json, "[]\n");
    free(csv);
    free(json);
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(importing_an_export_changes_nothing),
        cmocka_unit_test(an_export_makes_the_same_catalogue_elsewhere),
        cmocka_unit_test(the_sample_catalogue_comes_back_as_it_is_in_the_file),
        cmocka_unit_test(columns_of_a_components_own_are_there_if_any_has_them),
        cmocka_unit_test(json_has_every_field_and_lists_as_arrays),
        cmocka_unit_test(an_empty_catalogue_is_a_header_or_an_empty_array),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
