/* Routing: which office gets a complaint, and that an office never gets one about itself. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/route.h"
#include "gateway/desk/routing.h"
#include "gateway/route_import.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

static struct fixture *f;

static int setup(void **state)
{
    f = fixture_open(":memory:");
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    fixture_close(*state);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void goes_to(const char *text, const char *unit, const char *accused)
{
    struct desk desk = {.db = f->db, .config = &f->config};
    struct ticket ticket = {.id = 0};

    snprintf(ticket.text, sizeof ticket.text, "%s", text);
    /* what always goes there is the inspectorate's, and nobody's near it */
    assert_int_equal(routing_choose(&desk, &ticket), strcmp(unit, "INSPEKTORAT") == 0);
    if (strcmp(ticket.unit, unit) != 0 || strcmp(ticket.accused, accused) != 0)
        fail_msg("\"%s\" goes to %s, not %s; it is about '%s', not '%s'", text, ticket.unit, unit,
                 ticket.accused, accused);
}

/* Returns how many routes there are now, or what the import said. */
static int import(const char *text, const char *reason)
{
    struct problems problems = {0};
    const char *path = temp_path("rute.csv");
    int rc;

    temp_write(path, text);
    rc = route_import(f->db, path, "test", NOON, &problems);
    if (reason && (!problems.text || !strstr(problems.text, reason)))
        fail_msg("%s", problems.text ? problems.text : "no problem");
    problems_clear(&problems);
    unlink(path);
    return rc;
}

static void the_office_that_is_named_comes_first(void **state)
{
    (void)state;

    goes_to("capil lambat sekali pelayanannya", "DUKCAPIL", "");
    goes_to("dinsos belum menyalurkan beras", "DINSOS", "");
    goes_to("Dinas Pekerjaan Umum, jalan berlubang", "PUPR", "");
}

static void else_words_decide_and_more_words_more(void **state)
{
    (void)state;

    goes_to("jalan berlubang di Lapandewa", "PUPR", "");
    goes_to("lampu di jalan itu mati", "DISHUB", "");
    goes_to("sampahnya tidak diangkut", "DLH", "");
}

static void what_fits_nothing_goes_to_the_desk(void **state)
{
    (void)state;

    goes_to("sapi masuk kebun", "DISKOMINFO", "");
}

static void levies_go_to_the_inspectorate_and_never_to_the_accused(void **state)
{
    (void)state;

    goes_to("pungli di capil", "INSPEKTORAT", "DUKCAPIL");
    goes_to("capil minta uang 50 ribu", "INSPEKTORAT", "DUKCAPIL");
    goes_to("biaya ktp diminta 50 ribu oleh petugas capil", "INSPEKTORAT", "DUKCAPIL");
    goes_to("orang kecamatan minta 100rb baru diurus", "INSPEKTORAT", "CAMAT");
    goes_to("bantuan kami dipungut 20 persen", "INSPEKTORAT", "");
    goes_to("di puskesmas diminta bayar padahal gratis", "INSPEKTORAT", "");
    goes_to("inspektorat, ada pungli di dishub", "INSPEKTORAT", "DISHUB");
}

static void a_place_may_decide(void **state)
{
    (void)state;
    assert_int_equal(import("kata,tempat,unit,selalu\n"
                            "jalan,,PUPR,\n"
                            "jalan,Siompu,DESA,\n"
                            ",Kadatua,CAMAT,\n",
                            NULL),
                     3);

    goes_to("jalan rusak di Batauga", "PUPR", "");
    goes_to("jalan rusak di Siompu", "DESA", "");
    goes_to("air keruh di Kadatua", "CAMAT", "");
}

static void a_file_with_mistakes_changes_nothing(void **state)
{
    (void)state;

    assert_int_equal(import("kata,tempat,unit,selalu\njalan,,NOPE,\n", ":2: unit: \"NOPE\""),
                     -EINVAL);
    assert_int_equal(
        import("kata,tempat,unit,selalu\njalan,,PUPR,mungkin\n", "must be ya or empty"), -EINVAL);
    assert_int_equal(import("kata,tempat,unit,selalu\n,,PUPR,\n", "is empty"), -EINVAL);
    assert_int_equal(import("kata,tempat,unit,selalu\njalan,,PUPR,\nJALAN,,DLH,\n", "before"),
                     -EINVAL);
    assert_int_equal(import("kata,unit\njalan,PUPR\n", "is missing"), -EINVAL);

    goes_to("sampahnya tidak diangkut", "DLH", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_office_that_is_named_comes_first),
        TEST(else_words_decide_and_more_words_more),
        TEST(what_fits_nothing_goes_to_the_desk),
        TEST(levies_go_to_the_inspectorate_and_never_to_the_accused),
        TEST(a_place_may_decide),
        TEST(a_file_with_mistakes_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
