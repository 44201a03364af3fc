/* The printed service standard: all that the law asks for, in its order, and nothing that nobody
 * has approved. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/catalogue.h"
#include "gateway/poster.h"
#include "parser/request.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

#define CODE     "KTP-HILANG"
#define TEMPLATE "config/standard.id.html"

static struct fixture *f;
static struct problems problems;
static struct catalogue_service service;
static struct catalogue_unit unit;
static char page[262144];

static int begin(void **state)
{
    fixture_setup(state);
    f = *state;
    assert_int_equal(catalogue_service(f->db, CODE, &service), 1);
    assert_int_equal(catalogue_unit(f->db, service.unit, &unit), 1);
    return 0;
}

static int end(void **state)
{
    problems_clear(&problems);
    return fixture_teardown(state);
}

/* Fill page. */
static int print(const char *template, const char *code)
{
    struct poster_page printed = {.path = template, .size = "A4", .standard = code};
    FILE *out = fmemopen(page, sizeof page, "w");
    int rc = poster_print(&f->core, &printed, NOON, out, &problems);

    assert_int_equal(fclose(out), 0);
    return rc;
}

/* Of the service and the unit as the test has changed them. */
static void print_changed(void)
{
    char culprit[CATALOGUE_NAME_SIZE];

    assert_int_equal(db_begin(f->db), 0);
    assert_int_equal(catalogue_put_unit(f->db, &unit, culprit), 0);
    assert_int_equal(catalogue_put_service(f->db, &service, culprit), 0);
    assert_int_equal(db_end(f->db, 0), 0);
    if (print(source_path(TEMPLATE), CODE) < 0)
        fail_msg("%s", problems.text);
}

static int print_text(const char *template, const char *code)
{
    const char *file = temp_path("template.html");

    temp_write(file, template);
    return print(file, code);
}

static int count(const char *text)
{
    int found = 0;

    for (const char *at = page; (at = strstr(at, text)) != NULL; at++)
        found++;
    return found;
}

static void assert_row(const char *name, const char *cell)
{
    char row[1400];

    snprintf(row, sizeof row, "<th>%s</th><td>%s</td>", name, cell);
    if (!strstr(page, row))
        fail_msg("there is no %s", row);
}

static void the_14_components_stand_in_the_order_and_words_of_the_law(void **state)
{
    static const char *const law[COMPONENTS] = {
        "a.</th><th>Dasar hukum",
        "b.</th><th>Persyaratan",
        "c.</th><th>Sistem, mekanisme, dan prosedur",
        "d.</th><th>Jangka waktu penyelesaian",
        "e.</th><th>Biaya/tarif",
        "f.</th><th>Produk pelayanan",
        "g.</th><th>Sarana, prasarana, dan/atau fasilitas",
        "h.</th><th>Kompetensi pelaksana",
        "i.</th><th>Pengawasan internal",
        "j.</th><th>Penanganan pengaduan, saran, dan masukan",
        "k.</th><th>Jumlah pelaksana",
        "l.</th><th>Jaminan pelayanan yang memberikan kepastian pelayanan dilaksanakan sesuai "
        "dengan standar pelayanan",
        "m.</th><th>Jaminan keamanan dan keselamatan pelayanan dalam bentuk komitmen untuk "
        "memberikan rasa aman, bebas dari bahaya, dan risiko keragu-raguan",
        "n.</th><th>Evaluasi kinerja pelaksana",
    };
    const char *at = page;
    (void)state;
    for (int i = 0; i < COMPONENTS; i++)
        snprintf(service.component[i], CATALOGUE_TEXT_SIZE, "isi %s.", component_names[i]);

    print_changed();

    for (int i = 0; i < COMPONENTS; i++) {
        char row[400];

        snprintf(row, sizeof row, "<tr><th>%s</th><td>isi %s.</td></tr>\n", law[i],
                 component_names[i]);
        at = strstr(at, row);
        if (!at)
            fail_msg("there is no %s, or it stands too early", row);
    }
}

static void where_and_when_and_who_answers_for_it_stand_beside_them(void **state)
{
    (void)state;
    strcpy(unit.village, "Desa Baru");
    strcpy(service.checked_on, "2026-03-01");
    strcpy(service.approved_by, "Wa Ode");

    print_changed();

    assert_row("Alamat", "Jl Contoh 1, Desa Baru, Kota Contoh");
    assert_row("Jam buka", unit.hours);
    assert_row("Telepon", unit.phone);
    assert_row("Yang boleh datang mewakili", service.proxy);
    assert_row("Sumber, bila di atas tidak disebut lain", service.source);
    assert_row("Diperiksa tanggal", "2026-03-01");
    assert_row("Disetujui oleh", "Wa Ode");
    assert_row("Tempat disetujui oleh", "contoh");
}

static void what_is_empty_says_so(void **state)
{
    (void)state;
    memset(service.component, 0, sizeof service.component);
    service.proxy[0] = service.source[0] = service.checked_on[0] = '\0';
    unit.phone[0] = '\0';

    print_changed();

    assert_row("Persyaratan", "<em>belum diisi</em>");
    assert_row("Telepon", "<em>belum diisi</em>");
    assert_int_equal(count("<em>belum diisi</em>"), COMPONENTS + 4);
}

static void what_nobody_has_approved_is_not_shown(void **state)
{
    (void)state;
    service.approved_by[0] = '\0';
    strcpy(service.own[COMPONENT_BIAYA].approved_by, "Bupati");

    print_changed();

    assert_null(strstr(page, service.component[COMPONENT_PERSYARATAN]));
    assert_null(strstr(page, service.proxy));
    assert_row("Persyaratan", "<em>belum disetujui</em>");
    assert_row("Yang boleh datang mewakili", "<em>belum disetujui</em>");
    assert_row("Disetujui oleh", "<em>belum disetujui</em>");
    assert_non_null(strstr(page, "<th>Biaya/tarif</th><td>Gratis "));
    assert_row("Alamat", "Jl Contoh 1, Kota Contoh");
}

static void an_office_that_nobody_has_approved_is_not_shown(void **state)
{
    (void)state;
    unit.approved_by[0] = '\0';

    print_changed();

    assert_null(strstr(page, unit.address));
    assert_null(strstr(page, unit.hours));
    assert_null(strstr(page, unit.phone));
    assert_row("Alamat", "<em>belum disetujui</em>");
    assert_row("Tempat disetujui oleh", "<em>belum disetujui</em>");
    assert_non_null(strstr(page, service.component[COMPONENT_PERSYARATAN]));
}

static void a_component_of_another_source_names_it(void **state)
{
    struct catalogue_own *own = &service.own[COMPONENT_BIAYA];
    (void)state;
    strcpy(own->source, "Perda <1/2024>");
    strcpy(own->approved_by, "Bupati");

    print_changed();

    assert_row("Biaya/tarif",
               "Gratis <small>(Sumber: Perda &lt;1/2024&gt;. Diperiksa: belum diisi. "
               "Disetujui: Bupati)</small>");
    assert_int_equal(count("<small>"), 1);
}

static void what_the_catalogue_says_is_text_and_never_html(void **state)
{
    static const char bad[] = "<script>\"&'{{size}}</script>";
    (void)state;
    for (int i = 0; i < COMPONENTS; i++)
        strcpy(service.component[i], bad);
    strcpy(service.name, bad);
    strcpy(service.proxy, bad);
    strcpy(service.source, bad);
    strcpy(service.approved_by, bad);
    strcpy(unit.name, bad);
    strcpy(unit.address, bad);

    print_changed();

    assert_null(strstr(page, "<script"));
    assert_true(count("&lt;script&gt;&quot;&amp;&#39;{{size}}&lt;/script&gt;") >= COMPONENTS + 6);
}

struct walk {
    const char *at; /* in page */
    int count;
};

static int expect_section(const void *row, void *context)
{
    const struct catalogue_service *is = row;
    struct walk *walk = context;
    char section[64];

    if (strcmp(is->unit, "DUKCAPIL") != 0)
        return 0;
    snprintf(section, sizeof section, "<section id=\"%s\">", is->code);
    walk->at = strstr(walk->at, section);
    if (!walk->at)
        fail_msg("there is no %s, or it stands too early", section);
    walk->count++;
    return 0;
}

static void of_a_unit_all_services_come_one_after_the_other(void **state)
{
    struct walk walk = {page, 0};
    (void)state;

    assert_int_equal(print(source_path(TEMPLATE), "DUKCAPIL"), 0);

    assert_true(catalogue_services(f->db, expect_section, &walk) > 0);
    assert_true(walk.count > 1);
    assert_int_equal(count("<section "), walk.count);
    assert_int_equal(count("<a href=\"#"), walk.count);
}

static int expect_understood(const void *row, void *context)
{
    const struct catalogue_service *is = row;
    char text[64];
    struct request request;
    struct request_input input = {.text = text, .sender = LA_ODE};
    (void)context;

    snprintf(text, sizeof text, "SYARAT %s", is->code);
    request_parse(f->vocabulary, &input, &request);
    if (request.intent[0] != INTENT_SYARAT || request.confirm || request.subjects != 1 ||
        strcmp(request.subject[0].code, is->code) != 0)
        fail_msg("%s is not understood", text);
    return 0;
}

static void the_sms_on_it_is_understood_for_every_service(void **state)
{
    (void)state;

    print_changed();

    assert_non_null(strstr(page, "<kbd>SYARAT KTP-HILANG</kbd> ke 0812"));
    assert_true(catalogue_services(f->db, expect_understood, NULL) > 0);
}

static void what_is_repeated_for_something_else_stays_with_its_service(void **state)
{
    (void)state;

    assert_int_equal(print_text("{{repeat services}}\n{{end}}\n{{repeat 2}}\n{{layanan kode}} "
                                "{{unit kode}}\n{{end}}\n",
                                CODE),
                     0);

    assert_string_equal(page, CODE " DUKCAPIL\n" CODE " DUKCAPIL\n");
}

static void a_wrong_code_or_field_is_told(void **state)
{
    (void)state;

    assert_int_equal(print_text("{{layanan kode}}\n", "KTP"), -EINVAL); /* a group */
    assert_string_equal(problems.text, "KTP: is neither a service nor a unit that has services\n");
    problems_clear(&problems);
    assert_int_equal(print_text("{{layanan alamat}}\n{{unit}}\n", CODE), -EINVAL);
    assert_non_null(strstr(problems.text, "template.html:1: layanan alamat: is not known; the "
                                          "template may use size, "));
    assert_non_null(strstr(problems.text, "template.html:2: unit: is not known"));
    problems_clear(&problems);
    assert_int_equal(print_text("{{layanan kode}}\n", NULL), -EINVAL);
    assert_non_null(strstr(problems.text, "layanan kode: is not known"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_14_components_stand_in_the_order_and_words_of_the_law),
        TEST(where_and_when_and_who_answers_for_it_stand_beside_them),
        TEST(what_is_empty_says_so),
        TEST(what_nobody_has_approved_is_not_shown),
        TEST(an_office_that_nobody_has_approved_is_not_shown),
        TEST(a_component_of_another_source_names_it),
        TEST(what_the_catalogue_says_is_text_and_never_html),
        TEST(of_a_unit_all_services_come_one_after_the_other),
        TEST(the_sms_on_it_is_understood_for_every_service),
        TEST(what_is_repeated_for_something_else_stays_with_its_service),
        TEST(a_wrong_code_or_field_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
