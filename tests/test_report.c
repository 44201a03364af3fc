/* The report: computed by hand from a table of tickets, and the same in SMS, text, CSV, JSON and
 * HTML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "db/person.h"
#include "db/report.h"
#include "gateway/desk/figure.h"
#include "gateway/reply/reply.h"
#include "gateway/reply/segment.h"
#include "tests/support/e2e.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

#define WITA_S   28800
#define MARCH_5  "03-05 09:00"
#define SEGMENTS 2
#define SHOWN    13 /* the figures before kinds and categories */

/* Local times of 2026; "" is never. What is due: an answer after 14 days, the end after 20. */
static const struct hand {
    const char *unit, *opened, *responded, *resolved;
    int forwards, reopened, score;
    const char *skm;
    enum ticket_kind kind;
    enum ticket_category category;
} hand[] = {
    /* The month before: one of five is never answered. */
    {"DISHUB", "01-05 08:00", "01-05 09:00", "01-06 08:00", 0, 0, 0, "", 0, 0},
    {"DISHUB", "01-06 08:00", "01-06 09:00", "01-07 08:00", 0, 0, 0, "", 0, 0},
    {"DISHUB", "01-07 08:00", "01-07 09:00", "01-08 08:00", 0, 0, 0, "", 0, 0},
    {"DISHUB", "01-08 08:00", "01-08 09:00", "01-09 08:00", 0, 0, 0, "", 0, 0},
    {"DISHUB", "01-09 08:00", "", "", 0, 0, 0, "", 0, 0},
    /* Answered after 1, 2, 3, 4, 5, 10 and 384 hours (late) and never (late); done after 7, 6, 48,
     * 48, 60 and 408 hours. */
    {"DUKCAPIL", "02-02 08:00", "02-02 09:00", "02-02 15:00", 0, 0, 4, "444444444", 0, 1},
    {"DUKCAPIL", "02-03 08:00", "02-03 10:00", "02-03 14:00", 0, 0, 4, "444444444", 0, 1},
    {"DUKCAPIL", "02-04 08:00", "02-04 11:00", "02-06 08:00", 0, 0, 3, "333333333", 2, 1},
    {"DUKCAPIL", "02-05 08:00", "02-05 12:00", "02-07 08:00", 1, 0, 3, "444444443", 0, 1},
    {"DUKCAPIL", "02-06 08:00", "02-06 13:00", "02-08 20:00", 0, 1, 2, "333333333", 0, 1},
    {"DUKCAPIL", "02-09 08:00", "02-09 18:00", "", 0, 0, 0, "", 0, 2},
    {"DUKCAPIL", "02-10 08:00", "02-26 08:00", "02-27 08:00", 0, 0, 1, "", 0, 2},
    {"DUKCAPIL", "02-11 08:00", "", "", 0, 0, 0, "", 0, 2},
    /* The first and the last hour of the month, by local time; answered after 2, 1, 6, 8, 10 and 12
     * hours, done after 23 hours and 40 minutes, 1, 24, 24, 12 and 24. */
    {"DISHUB", "02-01 00:10", "02-01 02:10", "02-01 23:50", 0, 0, 4, "", 0, 0},
    {"DISHUB", "02-28 23:30", "03-01 00:30", "03-01 00:30", 0, 0, 4, "", 0, 0},
    {"DISHUB", "02-12 08:00", "02-12 14:00", "02-13 08:00", 0, 0, 3, "", 0, 0},
    {"DISHUB", "02-13 08:00", "02-13 16:00", "02-14 08:00", 0, 0, 4, "", 0, 0},
    {"DISHUB", "02-14 08:00", "02-14 18:00", "02-14 20:00", 0, 0, 0, "", 0, 0},
    {"DISHUB", "02-15 08:00", "02-15 20:00", "02-16 08:00", 0, 0, 0, "", 0, 0},
    /* Too few. */
    {"DLH", "02-16 08:00", "02-16 10:00", "02-17 10:00", 0, 0, 4, "", 0, 0},
    {"DLH", "02-17 08:00", "02-17 10:00", "02-18 10:00", 0, 0, 4, "", 0, 0},
    {"DLH", "02-18 08:00", "02-18 10:00", "02-19 10:00", 0, 0, 4, "", 0, 0},
    /* The month after. */
    {"DLH", "03-01 00:00", "", "", 0, 0, 0, "", 0, 0},
};
#define HANDS (sizeof hand / sizeof hand[0])

/* What that makes, worked out by hand. */
static const struct {
    const char *code, *name;
    const char *plain[SHOWN], *said[SHOWN];
} expected[] = {
    {"",
     "Semua kantor",
     {"17", "88.2", "3.5", "12.0", "88.2", "24.0", "60.0", "23.5", "5.9", "5.9", "11.8", "3.38",
      "89.44"},
     {"17", "88,2%", "3,5 jam", "12 jam", "88,2%", "24 jam", "2,5 hari", "23,5%", "5,9%", "5,9%",
      "11,8%", "3,38 dari 4", "89,44 (mutu A)"}},
    {"DUKCAPIL",
     "Disdukcapil",
     {"8", "75.0", "4.0", "384.0", "75.0", "48.0", "408.0", "25.0", "12.5", "12.5", "25.0", "2.83",
      "89.44"},
     {"8", "75%", "4 jam", "16 hari", "75%", "2 hari", "17 hari", "25%", "12,5%", "12,5%", "25%",
      "2,83 dari 4", "89,44 (mutu A)"}},
    {"DISHUB",
     "Dishub",
     {"6", "100.0", "7.0", "12.0", "100.0", "23.8", "24.0", "33.3", "0.0", "0.0", "0.0", "", ""},
     {"6", "100%", "7 jam", "12 jam", "100%", "23,8 jam", "24 jam", "33,3%", "0%", "0%", "0%",
      "kurang dari 5", "kurang dari 5"}},
    {"DLH",
     "Dinas Lingkungan Hidup",
     {"", "", "", "", "", "", "", "", "", "", "", "", ""},
     {"kurang dari 5", "kurang dari 5", "kurang dari 5", "kurang dari 5", "kurang dari 5",
      "kurang dari 5", "kurang dari 5", "kurang dari 5", "kurang dari 5", "kurang dari 5",
      "kurang dari 5", "kurang dari 5", "kurang dari 5"}},
};
#define EXPECTED (sizeof expected / sizeof expected[0])

static struct e2e rig;
static struct fixture *f;
static char numbers[HANDS][TICKET_NUMBER_SIZE];
static char output[131072];
static int64_t clock_s;

#define RUN(...) e2e_run(&rig, output, sizeof output, "sampan", "report", __VA_ARGS__, NULL)

/* "02-15 08:00", 0 for "". */
static int64_t local(const char *text)
{
    struct tm tm = {.tm_year = 126};

    if (!text[0])
        return 0;
    assert_int_equal(
        sscanf(text, "%2d-%2d %2d:%2d", &tm.tm_mon, &tm.tm_mday, &tm.tm_hour, &tm.tm_min), 4);
    tm.tm_mon--;
    return (int64_t)timegm(&tm) - WITA_S;
}

static struct ticket open_ticket(struct db *db, const char *unit, int64_t at)
{
    const struct ticket_act act = {.actor = "warga", .note = ""};
    struct ticket ticket = {.respond_by = at + 14 * DAY_S, .resolve_by = at + 20 * DAY_S};

    strcpy(ticket.text, "lampu <b>mati</b> di depan rumah pak 081234567890");
    strcpy(ticket.unit, unit);
    assert_int_equal(ticket_open(db, "01", person_get(db, LA_ODE_ID, NOON), &act, &ticket, at), 0);
    return ticket;
}

static void add_by_hand(size_t i)
{
    struct ticket ticket = open_ticket(f->db, hand[i].unit, local(hand[i].opened));

    ticket.responded_at = local(hand[i].responded);
    ticket.resolved_at = local(hand[i].resolved);
    ticket.state = ticket.resolved_at ? TICKET_SELESAI : TICKET_DIPROSES;
    ticket.forwards = hand[i].forwards;
    ticket.reopened = hand[i].reopened;
    ticket.score = hand[i].score;
    ticket.kind = hand[i].kind;
    ticket.category = hand[i].category;
    assert_int_equal(ticket_save(f->db, &ticket), 0);
    if (hand[i].skm[0])
        assert_int_equal(ticket_skm(f->db, ticket.id, hand[i].skm, NOON), 0);
    strcpy(numbers[i], ticket.number);
}

static int set_up(void **state)
{
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    e2e_configure(&rig, "rank_min_cases = 5; regency = \"Kabupaten <Contoh> & \\\"Pulau\\\"\";");
    f = fixture_open(rig.database);
    clock_s = local(MARCH_5);
    for (size_t i = 0; i < HANDS; i++)
        add_by_hand(i);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_close(f);
    e2e_close(&rig);
    return 0;
}

static void asked(const char *text, const char *answer)
{
    clock_s += 3600;
    assert_string_equal(ask(f, WA_INA, text, clock_s), answer);
    assert_true(segment_count(answer) <= SEGMENTS);
}

static void an_office_is_told_by_sms(void **state)
{
    (void)state;
    asked("KINERJA DUKCAPIL",
          "Disdukcapil, bulan 02-2026: 8 laporan masuk. Dijawab tepat waktu 75%. Setengah jawaban "
          "datang dalam 4 jam. Selesai hari itu juga 25%. Masih terlambat 25%. Nilai warga 2,83 "
          "dari 4. Survei kepuasan 89,44 (mutu A). Peringkat 2 dari 2 kantor.");
    asked("kinerja dinas perhubungan",
          "Dishub, bulan 02-2026: 6 laporan masuk. Dijawab tepat waktu 100% (bulan sebelumnya "
          "80%). Setengah jawaban datang dalam 7 jam. Selesai hari itu juga 33,3%. Masih terlambat "
          "0%. Peringkat 1 dari 2 kantor.");
}

static void few_cases_are_not_shown_and_that_is_said(void **state)
{
    (void)state;
    asked("KINERJA DLH", "Dinas Lingkungan Hidup, bulan 02-2026: kurang dari 5 laporan, jadi "
                         "angkanya tidak kami tampilkan.");
}

static void the_regency_and_its_ranking_are_told_by_sms(void **state)
{
    (void)state;
    asked("KINERJA",
          "Kabupaten Contoh, bulan 02-2026: 17 laporan masuk. Dijawab tepat waktu 88,2% (bulan "
          "sebelumnya 80%). Setengah jawaban datang dalam 3,5 jam. Selesai hari itu juga 23,5%. "
          "Masih terlambat 11,8%. Nilai warga 3,38 dari 4. Survei kepuasan 89,44 (mutu A).\n"
          "Peringkat: 1 Dishub 100%, 2 Disdukcapil 75%.");
}

static void an_unknown_office_is_asked_back(void **state)
{
    (void)state;
    asked("KINERJA dinas sihir", "Kantor mana? \"dinas sihir\" tidak kami kenal. Contoh: KINERJA "
                                 "DISHUB. Semua kantor: KINERJA");
}

static void csv_and_json_have_the_same_figures(void **state)
{
    char line[512];
    (void)state;

    for (int json = 0; json < 2; json++) {
        assert_int_equal(RUN("--month", "2026-02", "--format", json ? "json" : "csv"), 0);
        for (size_t i = 0; i < EXPECTED; i++)
            for (int figure = 0; figure < SHOWN; figure++) {
                snprintf(line, sizeof line,
                         json ? "{\"month\":\"2026-02\",\"unit\":\"%s\",\"name\":\"%s\","
                                "\"figure\":\"%s\",\"value\":\"%s\","
                              : "\n\"2026-02\",\"%s\",\"%s\",\"%s\",\"%s\",",
                         expected[i].code, expected[i].name, report_rows[figure].name,
                         expected[i].plain[figure]);
                if (!strstr(output, line))
                    fail_msg("not there: %s\n%s", line, output);
            }
    }
}

static void text_and_html_have_the_same_figures(void **state)
{
    (void)state;
    for (int html = 0; html < 2; html++) {
        assert_int_equal(RUN("--month", "2026-02", "--format", html ? "html" : "text"), 0);
        for (size_t i = 0; i < EXPECTED; i++) {
            char text[128], label[FIGURE_SIZE];
            const char *at;

            snprintf(text, sizeof text, html ? "<h2>%s</h2>" : "\n%s\n", expected[i].name);
            at = strstr(output, text);
            for (int figure = 0; at && figure < SHOWN; figure++) {
                reply_render(&f->texts, figure_label((enum report_figure)figure), label,
                             sizeof label);
                snprintf(text, sizeof text,
                         html ? "<tr><td>%s</td><td class=\"figure\">%s</td>" : "  %-32s %-18s (",
                         label, expected[i].said[figure]);
                at = strstr(at, text);
                if (!at)
                    fail_msg("not there: %s\n%s", text, output);
            }
            assert_non_null(at);
        }
    }
}

static void kinds_and_categories_are_counted(void **state)
{
    (void)state;
    assert_int_equal(RUN("--month", "2026-02", "--unit", "DUKCAPIL", "--format", "csv"), 0);

    assert_non_null(strstr(output, "\"pengaduan\",\"7\""));
    assert_non_null(strstr(output, "\"informasi\",\"\",\"count\",\"\",\"<5\""));
    assert_non_null(strstr(output, "\"standar\",\"5\""));
    assert_non_null(strstr(output, "\"kewajiban\",\"\",\"count\",\"\",\"<5\""));
    assert_null(strstr(output, "DISHUB"));
}

static void the_tickets_behind_a_figure_stand_beside_it(void **state)
{
    char line[256];
    (void)state;

    assert_int_equal(RUN("--month", "2026-02", "--unit", "DUKCAPIL", "--format", "csv"), 0);
    snprintf(line, sizeof line,
             "\"response_in_time\",\"75.0\",\"percent\",\"\",\"8\",\"\",\"%s, %s\"\n", numbers[11],
             numbers[12]);
    assert_non_null(strstr(output, line));
    snprintf(line, sizeof line, "\"overdue\",\"25.0\",\"percent\",\"\",\"8\",\"\",\"%s, %s\"\n",
             numbers[10], numbers[12]);
    assert_non_null(strstr(output, line));
    assert_int_equal(RUN("--month", "2026-02", "--unit", "DUKCAPIL", "--cases", "--format", "csv"),
                     0);
    snprintf(line, sizeof line,
             "\n\"%s\",\"DUKCAPIL\",\"pengaduan\",\"kewajiban\",\"selesai\",\"2026-02-10 08:00\","
             "\"2026-02-24 08:00\",\"2026-02-26 08:00\",\"late\",",
             numbers[11]);
    assert_non_null(strstr(output, line));
}

static void the_ranking_leaves_out_who_has_too_few_cases(void **state)
{
    (void)state;
    assert_int_equal(RUN("--month", "2026-02", "--ranking", "--format", "csv"), 0);

    assert_non_null(
        strstr(output, "cases\n"
                       "\"2026-02\",\"1\",\"DISHUB\",\"Dishub\",\"100.0\",\"7.0\",\"6\"\n"
                       "\"2026-02\",\"2\",\"DUKCAPIL\",\"Disdukcapil\",\"75.0\",\"4.0\",\"8\"\n"));
    assert_null(strstr(output, "DLH"));
    assert_non_null(strstr(output, "units with fewer than 5 tickets are not ranked"));
}

static void tickets_of_who_has_too_few_cases_are_not_listed(void **state)
{
    (void)state;
    assert_int_equal(RUN("--month", "2026-02", "--cases", "--format", "csv"), 0);

    assert_non_null(strstr(output, "\"DISHUB\""));
    assert_null(strstr(output, "\"DLH\""));
    assert_non_null(strstr(output, "units with fewer than 5 tickets are left out"));
}

static void no_form_tells_anything_of_a_person(void **state)
{
    static const char *const forms[] = {"text", "csv", "json", "html"};
    (void)state;

    for (int i = 0; i < 8; i++) {
        assert_int_equal(i < 4 ? RUN("--month", "2026-02", "--format", forms[i])
                               : RUN("--month", "2026-02", "--cases", "--format", forms[i % 3]),
                         0);
        assert_null(strstr(output, "81234567890"));
        assert_null(strstr(output, "lampu"));
    }
}

static void what_is_put_into_the_page_is_escaped(void **state)
{
    (void)state;
    assert_int_equal(RUN("--month", "2026-02", "--format", "html"), 0);

    assert_non_null(strstr(output, "<h1>Kinerja Kabupaten &lt;Contoh&gt; &amp; &quot;Pulau&quot;, "
                                   "bulan 02-2026</h1>"));
    assert_null(strstr(output, "<Contoh>"));
}

static void wrong_arguments_are_told(void **state)
{
    (void)state;
    assert_int_equal(RUN("--month", "2026-13"), 2);
    assert_non_null(strstr(output, "--month: a month such as 2026-02"));
    assert_int_equal(RUN("--format", "pdf"), 2);
    assert_non_null(strstr(output, "text, csv, json, html"));
    assert_int_equal(RUN("--unit", "SIHIR"), 1);
    assert_non_null(strstr(output, "there is no unit 'SIHIR'"));
}

/* Surveys whose answers have this sum, as even as can be, of a unit. */
static void survey(struct db *db, const char *unit, int count, int64_t sum)
{
    int64_t answers = (int64_t)count * 9, before = 0;

    assert_int_equal(db_begin(db), 0);
    for (int64_t i = 0; i < answers;) {
        struct ticket ticket = open_ticket(db, unit, NOON);
        char digits[10] = "";

        for (int u = 0; u < 9; u++, i++) {
            digits[u] = (char)('0' + sum * (i + 1) / answers - before);
            before = sum * (i + 1) / answers;
        }
        assert_int_equal(ticket_skm(db, ticket.id, digits, NOON), 0);
    }
    assert_int_equal(db_end(db, 0), 0);
}

static struct report *report_of_march(struct db *db)
{
    const struct report_question question = {2026, 3, WITA_S, NOON, 5, 5};
    struct report *report = NULL;

    assert_int_equal(report_open(db, &question, &report), 0);
    return report;
}

static void skm_is(int count, int64_t sum, int64_t index, char grade)
{
    struct db *db = fixture_db();
    struct report *report;

    survey(db, "", count, sum);
    report = report_of_march(db);
    assert_int_equal(report->all.now[REPORT_SKM].value, index);
    assert_int_equal(report->all.now[REPORT_SKM].cases, count);
    assert_int_equal(report_grade(report->all.now[REPORT_SKM].value), grade);
    report_close(report);
    db_close(db);
}

static void skm_is_the_mean_of_nine_answers_times_25(void **state)
{
    (void)state;
    skm_is(5, 5 * 36, 10000, 'A'); /* all 4 */
    skm_is(5, 5 * 27, 7500, 'C');  /* all 3 */
    skm_is(5, 5 * 18, 5000, 'D');  /* all 2 */
    skm_is(5, 5 * 9, 2500, 'D');
}

/* 250 surveys have 2250 answers: a sum of 7947 is 3.532 each. */
static void skm_grades_change_at_the_boundaries(void **state)
{
    (void)state;
    skm_is(250, 7947, 8830, 'B');
    skm_is(250, 7948, 8831, 'A');
    skm_is(250, 6894, 7660, 'C');
    skm_is(250, 6895, 7661, 'B');
    skm_is(250, 5849, 6499, 'D');
    skm_is(250, 5850, 6500, 'C');
}

static void skm_of_all_is_of_all_who_answered(void **state)
{
    struct fixture *own = fixture_open(":memory:");
    struct report *report;
    int seen = 0;
    (void)state;
    survey(own->db, "DISHUB", 5, 5 * 36);
    survey(own->db, "DLH", 10, 10 * 18);
    survey(own->db, "DINKES", 4, 4 * 36);

    report = report_of_march(own->db);

    /* (180 + 180 + 144) / (19 * 9) * 25 = 73.684 */
    assert_int_equal(report->all.now[REPORT_SKM].value, 7368);
    for (int i = 0; i < report->unit_count; i++) {
        const struct report_unit *unit = &report->units[i];

        if (unit->any)
            seen++;
        if (strcmp(unit->code, "DISHUB") == 0)
            assert_int_equal(unit->now[REPORT_SKM].value, 10000);
        if (strcmp(unit->code, "DLH") == 0)
            assert_int_equal(unit->now[REPORT_SKM].value, 5000);
        if (strcmp(unit->code, "DINKES") == 0)
            assert_false(unit->now[REPORT_SKM].shown);
    }
    assert_int_equal(seen, 3);
    report_close(report);
    fixture_close(own);
}

static void a_month_without_tickets_is_empty(void **state)
{
    struct db *db = fixture_db();
    struct report *report = report_of_march(db);
    (void)state;

    assert_int_equal(report->case_count, 0);
    assert_false(report->all.now[REPORT_OPENED].shown);
    report_close(report);
    db_close(db);
}

static void the_last_month_of_january_is_december(void **state)
{
    int year = 0, month = 0;
    (void)state;

    report_last_month(local("01-01 00:00"), WITA_S, &year, &month);
    assert_int_equal(year, 2025);
    assert_int_equal(month, 12);
    report_last_month(local("01-01 00:00") - 1, WITA_S, &year, &month);
    assert_int_equal(month, 11);
}

int main(void)
{
    const struct CMUnitTest by_hand[] = {
        cmocka_unit_test(an_office_is_told_by_sms),
        cmocka_unit_test(few_cases_are_not_shown_and_that_is_said),
        cmocka_unit_test(the_regency_and_its_ranking_are_told_by_sms),
        cmocka_unit_test(an_unknown_office_is_asked_back),
        cmocka_unit_test(csv_and_json_have_the_same_figures),
        cmocka_unit_test(text_and_html_have_the_same_figures),
        cmocka_unit_test(kinds_and_categories_are_counted),
        cmocka_unit_test(the_tickets_behind_a_figure_stand_beside_it),
        cmocka_unit_test(the_ranking_leaves_out_who_has_too_few_cases),
        cmocka_unit_test(tickets_of_who_has_too_few_cases_are_not_listed),
        cmocka_unit_test(no_form_tells_anything_of_a_person),
        cmocka_unit_test(what_is_put_into_the_page_is_escaped),
        cmocka_unit_test(wrong_arguments_are_told),
    };
    const struct CMUnitTest rules[] = {
        cmocka_unit_test(skm_is_the_mean_of_nine_answers_times_25),
        cmocka_unit_test(skm_grades_change_at_the_boundaries),
        cmocka_unit_test(skm_of_all_is_of_all_who_answered),
        cmocka_unit_test(a_month_without_tickets_is_empty),
        cmocka_unit_test(the_last_month_of_january_is_december),
    };
    int failed = cmocka_run_group_tests(by_hand, set_up, tear_down);

    return failed + cmocka_run_group_tests(rules, NULL, NULL);
}
