/* The tree of areas: in from a file, what people call its nodes, and who is there for them. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "db/area.h"
#include "db/officer.h"
#include "gateway/area_import.h"
#include "gateway/desk/area.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

#define COUNT(list) (sizeof list / sizeof list[0])

static struct fixture *f;
static struct problems problems;
static struct area_summary summary;

static int setup(void **state)
{
    (void)state;
    f = fixture_open(":memory:");
    problems = (struct problems){0};
    assert_int_equal(
        area_import(f->db, source_path("config/wilayah.csv"), "test", NOON, &summary, &problems),
        0);
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

static int import(const char *text)
{
    const char *path = temp_path("wilayah.csv");

    temp_write(path, text);
    return area_import(f->db, path, "test", NOON, &summary, &problems);
}

static void appoint(const char *msisdn, const char *area)
{
    struct officer officer = {.name = "Ketua", .role = OFFICER_PETUGAS};

    snprintf(officer.msisdn, sizeof officer.msisdn, "%s", msisdn);
    snprintf(officer.area, sizeof officer.area, "%s", area);
    assert_int_equal(officer_add(f->db, &officer, "test", NOON), 0);
}

static const char *code_in(const char *text)
{
    static struct area area;
    int rc = area_find_in_text(f->db, text, &area);

    return rc > 0 ? area.code : rc == 0 ? "" : "error";
}

static void the_same_file_again_changes_nothing_and_a_new_name_one(void **state)
{
    struct area area;
    (void)state;
    assert_true(summary.changed > 20);

    assert_int_equal(import("kode;nama;tingkat;induk\r\nCONTOH.07;Kadatua Raya;kecamatan;CONTOH\r\n"
                            "CONTOH.06;Siompu Barat;kecamatan;CONTOH\r\n"),
                     0);

    assert_int_equal(summary.changed, 1);
    assert_int_equal(summary.same, 1);
    assert_int_equal(area_find(f->db, "CONTOH.07.2001", &area), 1);
    assert_string_equal(area.parent, "CONTOH.07");
    assert_string_equal(code_in("pasar kadatua raya sepi"), "CONTOH.07");
}

static void a_file_with_mistakes_is_refused_with_all_of_them(void **state)
{
    struct area area;
    (void)state;

    assert_int_equal(import("kode,nama,tingkat,induk\nCONTOH.08,Baru,kecamatan,CONTOH\n"
                            "contoh 9,X,desa,CONTOH.08\nA,X,dusun,CONTOH.08\nB,X,desa,NIX\n"
                            "C,satu,rt,CONTOH.08\nD,X,kecamatan,CONTOH.08\nE,,desa,CONTOH.08\n"
                            "CONTOH.07,Kadatua,desa,CONTOH.08\nF,X,desa,\n"),
                     -EINVAL);

    assert_int_equal(problems.count, 8);
    assert_non_null(strstr(problems.text, "wilayah.csv:3: kode: 'contoh 9' is no code"));
    assert_non_null(strstr(problems.text, "wilayah.csv:4: tingkat: 'dusun' is none of"));
    assert_non_null(strstr(problems.text, "wilayah.csv:5: induk: 'NIX' is no code"));
    assert_non_null(strstr(problems.text, "wilayah.csv:6: nama: 'satu' is no number"));
    assert_non_null(strstr(problems.text, "wilayah.csv:7: tingkat: 'kecamatan' must lie below"));
    assert_non_null(strstr(problems.text, "wilayah.csv:8: nama: '' is no name"));
    assert_non_null(strstr(problems.text, "wilayah.csv:9: tingkat: 'desa' must lie below"));
    assert_non_null(strstr(problems.text, "wilayah.csv:10: tingkat: 'desa' must lie below"));
    assert_int_equal(area_find(f->db, "CONTOH.08", &area), 0);
}

static void a_file_of_something_else_is_refused(void **state)
{
    (void)state;

    assert_int_equal(import("tanggal,nama\n2026-12-25,Natal\n"), -EINVAL);
    assert_non_null(strstr(problems.text, "wilayah.csv:1: kode: this column is missing"));
    assert_int_equal(import(""), -EINVAL);
}

static void a_complaint_names_the_deepest_area(void **state)
{
    static const struct {
        const char *text, *code;
    } said[] = {
        {"lampu jalan mati di Desa Kaofe", "CONTOH.07.2001"},
        {"lampu mati di kaofe, kec. kadatua", "CONTOH.07.2001"},
        {"dermaga Kadatua rusak", "CONTOH.07"},
        {"jalan rusak RT 03 RW 02 desa kaofe", "CONTOH.07.2001.02.03"},
        {"jalan rusak di kaofe rt.03/rw.02 dekat masjid", "CONTOH.07.2001.02.03"},
        {"selokan rt3 kaofe mampet", "CONTOH.07.2001.02.03"},
        {"selokan rw 2 kaofe mampet", "CONTOH.07.2001.02"},
        {"selokan rt 9 kaofe mampet", "CONTOH.07.2001"},      /* there is none */
        {"rt 1 dan rt 2 kaofe bertengkar", "CONTOH.07.2001"}, /* which of them? */
        {"jalan dari kaofe ke lipu putus", "CONTOH.07"},      /* both lie there */
        {"jalan dari kaofe ke laompo putus", "CONTOH"},
        {"air bersih di lapandewa macet", "CONTOH.03"},           /* kecamatan and desa */
        {"air bersih di desa lapandewa macet", "CONTOH.03.2001"}, /* the desa */
        {"guru di batu atas timur tidak masuk", "CONTOH.04.2001"},
        {"siompu barat tidak ada sinyal", "CONTOH.06"},
        {"rt 3 gelap", ""},
        {"lampu jalan mati", ""},
        {"", ""},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(said); i++)
        if (strcmp(code_in(said[i].text), said[i].code) != 0)
            fail_msg("'%s' is %s, not %s", said[i].text, code_in(said[i].text), said[i].code);
}

static void a_text_begins_with_an_area_and_goes_on_after_it(void **state)
{
    static const struct {
        const char *text, *code, *rest;
    } said[] = {
        {"DESA KAOFE besok kerja bakti", "CONTOH.07.2001", "besok kerja bakti"},
        {"Kaofe Lipu mengundang", "CONTOH.07.2001", "Lipu mengundang"},
        {"kaofe kec kadatua: rapat jam 7", "CONTOH.07.2001", "rapat jam 7"},
        {"RT 03 RW 02 KAOFE ronda malam", "CONTOH.07.2001.02.03", "ronda malam"},
        {"CONTOH.07 rapat", "CONTOH.07", "rapat"},
        {"contoh.07.2001.02 rapat", "CONTOH.07.2001.02", "rapat"},
        {"kec lapandewa rapat", "CONTOH.03", "rapat"},
        {"kaofe", "CONTOH.07.2001", ""},
    };
    struct area area;
    const char *rest;
    (void)state;

    for (size_t i = 0; i < COUNT(said); i++) {
        if (area_read(f->db, said[i].text, 0, &area, &rest) != 1)
            fail_msg("'%s' is not read", said[i].text);
        assert_string_equal(area.code, said[i].code);
        assert_string_equal(rest, said[i].rest);
    }
    assert_int_equal(area_read(f->db, "lapandewa rapat", 0, &area, &rest), -EMLINK);
    assert_int_equal(area_read(f->db, "besok di kaofe", 0, &area, &rest), 0);
    assert_int_equal(area_read(f->db, "RT 09 KAOFE ronda", 0, &area, &rest), 0);
    assert_int_equal(area_read(f->db, "", 0, &area, &rest), 0);
}

static void rt_and_rw_without_a_name_are_those_of_home(void **state)
{
    struct area home, area;
    const char *rest;
    (void)state;
    assert_int_equal(area_find(f->db, "CONTOH.07.2001", &home), 1);

    assert_int_equal(area_read(f->db, "RW 2 ronda malam", home.id, &area, &rest), 1);

    assert_string_equal(area.code, "CONTOH.07.2001.02");
    assert_string_equal(rest, "ronda malam");
    assert_int_equal(area_read(f->db, "RW 2 ronda malam", 0, &area, &rest), 0);
}

static void an_area_is_called_as_people_call_it(void **state)
{
    static const struct {
        const char *code, *title;
    } called[] = {
        {"CONTOH", "Kabupaten Contoh"},
        {"CONTOH.07", "Kecamatan Kadatua"},
        {"CONTOH.01.1001", "Kelurahan Laompo"},
        {"CONTOH.07.2001.02", "RW 02 Desa Kaofe"},
        {"CONTOH.07.2001.02.03", "RT 03 RW 02 Desa Kaofe"},
    };
    char title[AREA_TITLE_SIZE];
    struct area area;
    (void)state;

    for (size_t i = 0; i < COUNT(called); i++) {
        assert_int_equal(area_find(f->db, called[i].code, &area), 1);
        assert_int_equal(area_title(f->db, &area, 0, title), 0);
        assert_string_equal(title, called[i].title);
    }
}

static int add_area(const void *row, void *context)
{
    const struct officer *officer = row;

    strcat(strcat(context, officer->area), " ");
    return 0;
}

static void officers_hold_nodes_and_the_nearest_one_is_found(void **state)
{
    struct area rt, held;
    char areas[200] = "", nobody[24] = "";
    struct officer officer = {.msisdn = "+6281", .name = "X", .role = OFFICER_PETUGAS};
    (void)state;
    appoint("+6281234500001", "CONTOH.07");
    appoint("+6281234500002", "CONTOH.07.2001.01");
    appoint("+6281234500003", "CONTOH.01");
    assert_int_equal(area_find(f->db, "CONTOH.07.2001.02.03", &rt), 1);

    assert_int_equal(area_nearest_held(f->db, rt.id, &held), 1);
    assert_string_equal(held.code, "CONTOH.07");
    assert_int_equal(area_officers(f->db, held.id, true, add_area, areas), 2);
    assert_string_equal(areas, "CONTOH.07 CONTOH.07.2001.01 ");
    assert_int_equal(area_officers(f->db, held.id, false, add_area, nobody), 1);

    assert_int_equal(officer_find(f->db, "+6281234500001", &officer), 1);
    assert_int_equal(officer_remove(f->db, &officer, "test", NOON), 0);
    assert_int_equal(area_nearest_held(f->db, rt.id, &held), 0);
}

static void an_officer_needs_an_office_or_an_area_that_there_is(void **state)
{
    struct officer officer = {.msisdn = "+6281234500001", .name = "X", .role = OFFICER_PETUGAS};
    (void)state;

    assert_int_equal(officer_add(f->db, &officer, "test", NOON), -EINVAL);
    strcpy(officer.area, "NIX");
    assert_int_equal(officer_add(f->db, &officer, "test", NOON), -ESRCH);
    strcpy(officer.area, "CONTOH.07");
    assert_int_equal(officer_add(f->db, &officer, "test", NOON), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_same_file_again_changes_nothing_and_a_new_name_one),
        TEST(a_file_with_mistakes_is_refused_with_all_of_them),
        TEST(a_file_of_something_else_is_refused),
        TEST(a_complaint_names_the_deepest_area),
        TEST(a_text_begins_with_an_area_and_goes_on_after_it),
        TEST(rt_and_rw_without_a_name_are_those_of_home),
        TEST(an_area_is_called_as_people_call_it),
        TEST(officers_hold_nodes_and_the_nearest_one_is_found),
        TEST(an_officer_needs_an_office_or_an_area_that_there_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
