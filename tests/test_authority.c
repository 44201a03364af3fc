/* Authority: every role before every command, what a forger learns, and that no code stays
 * anywhere. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/area.h"
#include "db/inbox.h"
#include "db/officer.h"
#include "gateway/desk/authority.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define PIN    "471182"
#define WRONG  "582293"
#define SITI   WA_INA
#define ORDER  "STATUS 0100014 SELESAI sudah ditimbun"
#define SIGNED ORDER " #" PIN

static struct fixture *f;
static const char *path;
static struct officer siti;
static char sheet[2][OFFICER_CODE_SIZE];

static void appoint(enum officer_role role, const char *unit)
{
    struct officer officer = {.msisdn = SITI, .name = "Siti", .role = role};

    snprintf(officer.unit, sizeof officer.unit, "%s", unit);
    assert_int_equal(officer_add(f->db, &officer, "test", NOON), 0);
    assert_int_equal(officer_find(f->db, SITI, &siti), 1);
}

static int setup(void **state)
{
    (void)state;
    path = temp_path("authority.db");
    f = fixture_open(path);
    appoint(OFFICER_PETUGAS, "PUPR");
    assert_int_equal(officer_set_pin(f->db, &siti, PIN, "test", NOON), 0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(f);
    unlink(path);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

/* What authority says of an order of intent with a code. */
static int admitted(enum intent intent, const char *code)
{
    struct desk desk = {.db = f->db,
                        .config = &f->config,
                        .texts = &f->texts,
                        .now = NOON,
                        .text = ORDER,
                        .msisdn = SITI};
    struct request request = {.intents = 1, .intent = {intent}, .state = STATE_SELESAI};
    struct reply reply = {.text = ""};
    int outcome;

    snprintf(request.code, sizeof request.code, "%s", code);
    outcome = authority_admit(&desk, &request, intent, &reply);
    assert_true((outcome == AUTHORITY_ALLOWED) == (reply.text[0] == '\0'));
    return outcome;
}

/* Rows of any table in which text stands. */
static int64_t rows_with(const char *text)
{
    static const char *const columns[] = {
        "inbox",          "text || arguments || reason",
        "ticket",         "text",
        "ticket_event",   "note",
        "ticket_message", "text",
        "outbox",         "text",
        "question",       "text",
        "pages",          "text",
        "journal",        "actor || action || subject || before || after || address",
        "inbox_part",     "replace(CAST(units AS TEXT), char(0), '')",
        "person",         "msisdn"};
    char query[256];
    int64_t count = 0;

    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i += 2) {
        snprintf(query, sizeof query, "SELECT count(*) FROM %s WHERE %s LIKE '%%%s%%'", columns[i],
                 columns[i + 1], text);
        count += sql_number(path, query);
    }
    return count;
}

static void every_role_before_every_command(void **state)
{
    /* petugas, atasan, inspektorat, sekda, operator */
    static const bool may[INTENTS][OFFICER_ROLES] = {
        [INTENT_STATUS] = {true, true, true, false, true},
        [INTENT_JAWAB] = {true, true, true, false, true},
        [INTENT_BERKAS] = {true, true, true, false, true},
        [INTENT_KABAR] = {true, true, true, false, true},
        [INTENT_TUGAS] = {true, true, true, true, true},
        [INTENT_BACA] = {true, true, true, true, true},
        [INTENT_SIAR] = {true, true, false, true, true},
        [INTENT_TERIMA] = {true, true, true, true, true},
    };
    (void)state;

    for (int role = 0; role < OFFICER_ROLES; role++) {
        assert_int_equal(officer_remove(f->db, &siti, "test", NOON), 0);
        appoint((enum officer_role)role, "PUPR");
        assert_int_equal(officer_set_pin(f->db, &siti, PIN, "test", NOON), 0);
        for (int intent = 0; intent < INTENTS; intent++)
            if (admitted((enum intent)intent, PIN) !=
                (may[intent][role] ? AUTHORITY_ALLOWED : AUTHORITY_NO_RIGHT))
                fail_msg("%s of a %s", intent_names[intent], officer_role_names[role]);
    }
}

/* A command that needs no right is anybody's: a new one is to be written down here, or to have its
 * right. */
static void a_command_is_everybodys_or_has_its_right(void **state)
{
    static const bool everybodys[INTENTS] = {
        [INTENT_UNKNOWN] = true,
        [INTENT_IGNORE] = true,
        [INTENT_SYARAT... INTENT_CEK] = true,
        [INTENT_NILAI... INTENT_BAHASA] = true,
        [INTENT_HASIL... INTENT_SKM] = true,
        [INTENT_BANTUAN] = true,
        [INTENT_KINERJA] = true,
    };
    (void)state;

    for (int i = 0; i < INTENTS; i++) {
        enum intent intent = (enum intent)i;

        if (authority_is_needed(intent) == everybodys[i])
            fail_msg("%s is nobody's, or everybody's", intent_names[i]);
        if (intent_changes(intent) && everybodys[i])
            fail_msg("%s changes something by anybody", intent_names[i]);
    }
}

static void the_head_of_an_rt_has_no_right_to_what_offices_do(void **state)
{
    struct officer head = {.msisdn = SITI, .name = "Siti", .role = OFFICER_PETUGAS, .area = "K"};
    const struct area area = {.code = "K", .name = "Kaofe", .word = "kaofe"};
    (void)state;
    assert_int_equal(officer_remove(f->db, &siti, "test", NOON), 0);
    assert_int_equal(area_put(f->db, &area), 1);
    assert_int_equal(officer_add(f->db, &head, "test", NOON), 0);
    assert_int_equal(officer_find(f->db, SITI, &siti), 1);
    assert_int_equal(officer_set_pin(f->db, &siti, PIN, "test", NOON), 0);

    assert_int_equal(admitted(INTENT_STATUS, PIN), AUTHORITY_NO_RIGHT);
    assert_int_equal(admitted(INTENT_KABAR, PIN), AUTHORITY_NO_RIGHT);
    assert_int_equal(admitted(INTENT_TUGAS, ""), AUTHORITY_NO_RIGHT);
    assert_int_equal(admitted(INTENT_BACA, ""), AUTHORITY_NO_RIGHT);
    assert_int_equal(admitted(INTENT_SIAR, PIN), AUTHORITY_ALLOWED);
    assert_int_equal(admitted(INTENT_SIAR, ""), AUTHORITY_PIN_MISSING);
    assert_int_equal(admitted(INTENT_TERIMA, ""), AUTHORITY_ALLOWED);
}

static void outcomes_are_told_apart(void **state)
{
    (void)state;

    assert_int_equal(admitted(INTENT_STATUS, ""), AUTHORITY_PIN_MISSING);
    assert_int_equal(admitted(INTENT_STATUS, WRONG), AUTHORITY_PIN_WRONG);
    assert_int_equal(admitted(INTENT_STATUS, PIN), AUTHORITY_ALLOWED);
    assert_int_equal(officer_remove(f->db, &siti, "test", NOON), 0);
    assert_int_equal(admitted(INTENT_STATUS, PIN), AUTHORITY_STRANGER);
    appoint(OFFICER_PETUGAS, "PUPR");
    assert_int_equal(admitted(INTENT_STATUS, ""), AUTHORITY_PIN_NONE);
}

static void a_code_of_the_sheet_is_as_good_as_the_pin_but_once(void **state)
{
    (void)state;
    assert_int_equal(officer_new_sheet(f->db, &siti, 2, sheet, "test", NOON), 0);

    assert_int_equal(admitted(INTENT_STATUS, sheet[1]), AUTHORITY_ALLOWED);
    assert_int_equal(admitted(INTENT_STATUS, sheet[1]), AUTHORITY_PIN_WRONG);
}

static void the_desk_of_diskominfo_has_every_unit_and_others_their_own(void **state)
{
    struct officer officer = {.role = OFFICER_ATASAN, .unit = "PUPR"};
    (void)state;

    assert_true(authority_covers(&officer, "PUPR"));
    assert_false(authority_covers(&officer, "DUKCAPIL"));
    assert_false(authority_covers(&officer, ""));
    officer.role = OFFICER_OPERATOR;
    assert_true(authority_covers(&officer, "DUKCAPIL"));
}

static void a_stranger_is_answered_like_anybody_who_is_not_understood(void **state)
{
    const char *text;
    (void)state;

    text = ask(f, LA_ODE, SIGNED, NOON);

    assert_non_null(strstr(text, "belum paham"));
    assert_null(strstr(text, "PIN"));
    assert_int_equal(rows_with(PIN), 0);
}

static void no_code_stays_anywhere(void **state)
{
    static const char *const texts[] = {SIGNED,
                                        ORDER " #" WRONG,
                                        ORDER " " PIN,
                                        ORDER " pin " PIN,
                                        "STTS 61 SLESAI #" PIN,
                                        "#" PIN,
                                        "lampu jalan mati di Batauga #" PIN,
                                        "LAPOR lampu jalan mati #" PIN,
                                        "# 471-182 STATUS 61 SELESAI",
                                        "CEK 0100014 #" PIN};
    (void)state;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int64_t at = NOON + (int64_t)i;
        assert_int_equal(receive(f, SITI, texts[i], at), 1);
        assert_int_equal(receive(f, LA_ODE, texts[i], at), 1);
        assert_int_equal(answer_all(f, at), 2);
    }

    assert_int_equal(rows_with(PIN), 0);
    assert_int_equal(rows_with(WRONG), 0);
    assert_int_equal(rows_with("471-182"), 0);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM inbox WHERE text LIKE '%#****%'"), 20);
}

static void no_code_stays_in_the_parts_of_a_long_message(void **state)
{
    struct link_sms first = sms_of(SITI, ORDER " dengan sangat baik", NOON),
                    second = sms_of(SITI, " sekali #" PIN, NOON);
    (void)state;
    first.part = (struct link_part){8, 7, 2, 1};
    second.part = (struct link_part){8, 7, 2, 2};

    assert_int_equal(core_store(&f->core, BEARER, &first, NOON), 1);
    assert_int_equal(core_store(&f->core, BEARER, &second, NOON), 1);
    assert_true(rows_with(PIN) > 0);
    assert_int_equal(answer_all(f, NOON), 1);

    assert_int_equal(rows_with(PIN), 0);
    assert_int_equal(core_store(&f->core, BEARER, &second, NOON), 0);
}

/* Not only in no row: SQLite's free space would hold it, too. */
static void no_code_stays_in_the_file(void **state)
{
    static char bytes[1 << 21];
    size_t size;
    FILE *file;
    (void)state;
    assert_int_equal(receive(f, SITI, SIGNED, NOON), 1);
    assert_int_equal(receive(f, LA_ODE, SIGNED, NOON), 1);
    assert_int_equal(answer_all(f, NOON), 2);
    fixture_close(f); /* writes the log into the file */

    file = fopen(path, "rb");
    assert_non_null(file);
    size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    assert_true(size > 0 && size < sizeof bytes);
    assert_non_null(memmem(bytes, size, "sudah ditimbun", 14));
    assert_null(memmem(bytes, size, PIN, strlen(PIN)));
    f = fixture_open(path);
}

/* The number of the ticket stays, so that the log can be read. */
static void a_ticket_number_with_a_sign_is_no_code(void **state)
{
    (void)state;

    ask(f, LA_ODE, "CEK #0100014 #0100023", NOON);

    assert_int_equal(rows_with("CEK #0100014 #0100023"), 1);
}

/* A digest of all digits would tell the code to whoever tries all of them. */
static void a_digest_does_not_betray_the_code(void **state)
{
    (void)state;
    assert_int_equal(receive(f, SITI, ORDER " #" PIN, NOON), 1);
    assert_int_equal(receive(f, LA_ODE, ORDER " #" WRONG, NOON), 1);

    assert_int_equal(sql_number(path, "SELECT count(DISTINCT digest) FROM inbox"), 1);
}

static void a_message_that_is_read_twice_counts_once(void **state)
{
    (void)state;
    assert_int_equal(receive(f, SITI, ORDER " #" WRONG, NOON), 1);
    assert_int_equal(answer_all(f, NOON), 1);
    assert_int_equal(receive(f, SITI, ORDER " #" WRONG, NOON), 0);
    assert_int_equal(answer_all(f, NOON), 0);

    assert_int_equal(officer_find(f->db, SITI, &siti), 1);
    assert_int_equal(siti.failures, 1);
}

static void a_crash_before_the_commit_counts_nothing(void **state)
{
    (void)state;
    assert_int_equal(receive(f, SITI, ORDER " #" WRONG, NOON), 1);
    assert_int_equal(db_begin(f->db), 0);
    assert_int_equal(core_answer_next(&f->core, NOON), 1);
    fixture_close(f); /* never committed */
    f = fixture_open(path);

    assert_int_equal(officer_find(f->db, SITI, &siti), 1);
    assert_int_equal(siti.failures, 0);
    assert_int_equal(answer_all(f, NOON), 1);
    assert_int_equal(officer_find(f->db, SITI, &siti), 1);
    assert_int_equal(siti.failures, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_role_before_every_command),
        TEST(a_command_is_everybodys_or_has_its_right),
        TEST(the_head_of_an_rt_has_no_right_to_what_offices_do),
        TEST(outcomes_are_told_apart),
        TEST(a_code_of_the_sheet_is_as_good_as_the_pin_but_once),
        TEST(the_desk_of_diskominfo_has_every_unit_and_others_their_own),
        TEST(a_stranger_is_answered_like_anybody_who_is_not_understood),
        TEST(no_code_stays_anywhere),
        TEST(no_code_stays_in_the_parts_of_a_long_message),
        TEST(no_code_stays_in_the_file),
        TEST(a_ticket_number_with_a_sign_is_no_code),
        TEST(a_digest_does_not_betray_the_code),
        TEST(a_message_that_is_read_twice_counts_once),
        TEST(a_crash_before_the_commit_counts_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
