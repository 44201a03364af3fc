/* The poster and the officers' card: what they tell people to send is understood, what they say of
 * an answer is the answer, and nothing that they asked stays. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/notice.h"
#include "db/officer.h"
#include "db/ticket_number.h"
#include "gateway/desk/authority.h"
#include "gateway/poster.h"
#include "parser/request.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define COMMANDS_MAX 32

static struct fixture *f;
static struct problems problems;
static const char *path; /* of the database */
static char page[32768];

static int begin(void **state)
{
    (void)state;
    path = temp_path("poster.db");
    f = fixture_open(path);
    return 0;
}

static int end(void **state)
{
    (void)state;
    problems_clear(&problems);
    fixture_close(f);
    unlink(path);
    return 0;
}

/* Fill page. */
static int print(const char *template)
{
    struct poster_page printed = {.path = template, .size = "A4"};
    FILE *out = fmemopen(page, sizeof page, "w");
    int rc = poster_print(&f->core, &printed, NOON, out, &problems);

    assert_int_equal(fclose(out), 0);
    return rc;
}

static int print_text(const char *template)
{
    const char *file = temp_path("template.html");

    temp_write(file, template);
    return print(file);
}

static void print_ours(const char *name)
{
    if (print(source_path(name)) < 0)
        fail_msg("%s", problems.text);
}

#define POSTER "config/poster.id.html"
#define CARD   "config/card.id.html"

/* The next text between <tag> and </tag> from *at on, which is moved on; false after the last. */
static bool next_element(const char **at, const char *tag, char *ret, size_t size)
{
    char open[16], close[16];
    const char *start, *stop;

    snprintf(open, sizeof open, "<%s>", tag);
    snprintf(close, sizeof close, "</%s>", tag);
    start = strstr(*at, open);
    if (!start)
        return false;
    start += strlen(open);
    stop = strstr(start, close);
    assert_non_null(stop);
    snprintf(ret, size, "%.*s", (int)(stop - start), start);
    *at = stop;
    return true;
}

static bool is_understood(const char *text, bool officer, struct request *ret)
{
    struct request_input input = {.text = text, .sender = LA_ODE, .officer = officer};

    request_parse(f->vocabulary, &input, ret);
    return ret->intent[0] != INTENT_UNKNOWN && ret->match == MATCH_EXACT && !ret->confirm;
}

static void all_that_it_tells_people_to_send_is_understood(void **state)
{
    char command[128];
    int count = 0;
    (void)state;
    print_ours(POSTER);

    for (const char *at = strstr(page, "<body>"); next_element(&at, "kbd", command, sizeof command);
         count++) {
        struct request request;

        if (!is_understood(command, false, &request))
            fail_msg("\"%s\" is not understood", command);
        if ((request.intent[0] >= INTENT_SYARAT && request.intent[0] <= INTENT_DASAR) ||
            request.intent[0] == INTENT_TEMPAT)
            assert_int_equal(request.subjects, 1);
    }
    assert_true(count >= 10);
}

static void what_it_says_of_an_answer_is_the_answer(void **state)
{
    static const char *const examples[] = {"SYARAT KTP HILANG", "BIAYA NIKAH"};
    (void)state;
    print_ours(POSTER);

    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        char example[1024];

        snprintf(example, sizeof example, "<kbd>%s</kbd><p>%s</p>", examples[i],
                 ask(f, LA_ODE, examples[i], NOON));
        assert_non_null(strstr(page, example));
    }
}

static void what_officers_are_told_of_it_is_not_on_it(void **state)
{
    struct officer officer = {
        .role = OFFICER_PETUGAS, .msisdn = WA_INA, .unit = "DISHUB", .name = "Wa Ina"};
    (void)state;
    assert_true(officer_add(f->db, &officer, "test", NOON) >= 0);

    print_ours(POSTER);

    assert_non_null(strstr(page, "pasar</kbd><p>Laporan diterima. No 01"));
    receive(f, LA_ODE, "LAPOR lampu jalan mati di depan pasar", NOON);
    answer_all(f, NOON);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM outbox WHERE recipient = '" WA_INA "'"),
                     1);
}

static void what_holds_for_some_days_is_not_on_it(void **state)
{
    struct notice notice = {.kind = CATALOGUE_SERVICE, .expires_at = NOON + 30 * DAY_S};
    (void)state;
    strcpy(notice.code, "KTP-HILANG");
    strcpy(notice.text, "blangko habis");
    assert_int_equal(db_begin(f->db), 0);
    assert_int_equal(db_end(f->db, notice_add(f->db, &notice, NOON - DAY_S)), 0);

    print_ours(POSTER);

    assert_null(strstr(page, "blangko"));
    assert_non_null(strstr(ask(f, LA_ODE, "SYARAT KTP HILANG", NOON), "blangko habis"));
}

static void its_ticket_is_never_anybodys(void **state)
{
    char number[TICKET_NUMBER_SIZE];
    const char *at;
    (void)state;
    print_ours(POSTER);

    at = strstr(page, "No 01");
    assert_non_null(at);
    snprintf(number, sizeof number, "%.7s", at + 3);
    assert_false(ticket_number_right(number));
    assert_non_null(strstr(at, "Cek: CEK 01"));
}

static void nothing_of_its_questions_stays(void **state)
{
    (void)state;
    assert_int_equal(receive(f, WA_INA, "MENU", NOON), 1);

    print_ours(POSTER);

    assert_int_equal(sql_number(path, "SELECT count(*) FROM ticket"), 0);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM person"), 0);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM outbox"), 0);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM inbox WHERE state = 'waiting'"), 1);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM inbox"), 1);
}

static void all_that_the_card_tells_officers_to_send_is_understood(void **state)
{
    char command[128];
    int count = 0;
    (void)state;
    print_ours(CARD);

    for (const char *at = strstr(page, "<body>"); next_element(&at, "kbd", command, sizeof command);
         count++) {
        struct request request;
        char *pin = strstr(command, "#PIN");

        if (pin)
            strcpy(pin, "#271828");
        if (!is_understood(command, true, &request) || (pin && strcmp(request.code, "271828") != 0))
            fail_msg("\"%s\" is not understood", command);
        if (request.intent[0] != INTENT_BANTUAN)
            assert_true(authority_is_needed(request.intent[0]));
        assert_true(!pin == !intent_changes(request.intent[0]));
    }
    assert_true(count >= 4 * 9);
}

/* The example of a help for officers, "Petugas: BACA ... Contoh: BACA 0100421": BACA 0100421. False
 * if the help is for others. */
static bool example_of(const char *help, char *ret, size_t size)
{
    static const char who[] = "Petugas: ", example[] = "Contoh: ", pin[] = "#PIN";
    const char *start = strstr(help, example), *end;

    if (strncmp(help, who, strlen(who)) != 0)
        return false;
    start = start ? start + strlen(example) : help + strlen(who);
    end = strstr(start, pin);
    end = end ? end + strlen(pin) : start + strcspn(start, ",.");
    snprintf(ret, size, "<kbd>%.*s</kbd>", (int)(end - start), start);
    return true;
}

static void the_card_has_the_example_of_every_command_of_officers(void **state)
{
    char example[160];
    int count = 0;
    (void)state;
    print_ours(CARD);

    for (int id = 0; id < TEXT_COUNT; id++) {
        if (!example_of(f->texts.value[id], example, sizeof example))
            continue;
        if (!strstr(page, example))
            fail_msg("%s is not on the card", example);
        count++;
    }
    assert_true(count >= 8);
}

static void what_is_repeated_comes_so_often(void **state)
{
    (void)state;

    assert_int_equal(print_text("a\n{{repeat 3}}\n{{size}}\n{{end}}\n{{colour}}\n"), -EINVAL);

    assert_string_equal(page, "a\nA4\nA4\nA4\n\n");
    assert_non_null(strstr(problems.text, "template.html:5: colour: is not known"));
}

static void values_are_text_and_never_html(void **state)
{
    (void)state;
    strcpy(f->config.regency, "<b>Buton & \"Muna\"</b>");

    assert_int_equal(print_text("<p title=\"{{regency}}\">{{size}}</p>\n"), 0);

    assert_string_equal(page,
                        "<p title=\"&lt;b&gt;Buton &amp; &quot;Muna&quot;&lt;/b&gt;\">A4</p>\n");
}

static void numbers_stand_as_people_dial_them_one_a_line(void **state)
{
    (void)state;
    strcpy(f->config.modems[1].number, "+62856987654321");
    strcpy(f->config.modems[2].number, "+6707723456");
    f->config.modem_count = 3;

    assert_int_equal(print_text("{{modems}}: {{numbers}}"), 0);

    assert_string_equal(page, "3: 0812\u20110000\u20110001\n"
                              "0856\u20119876\u20115432\u20111\n"
                              "+670\u20117723\u2011456");
}

static void what_is_wrong_in_the_template_is_told_with_its_line(void **state)
{
    char told[512];
    (void)state;

    assert_int_equal(print_text("a { color: #000 }\n{{colour}}\n{{size\n}}{{answer TERIMA KASIH}}"),
                     -EINVAL);

    snprintf(told, sizeof told,
             "%s:2: colour: is not known; the template may use size, regency, modems, numbers, "
             "pin_attempts, answer TEXT\n%s:3: has {{ without }} in the same line\n%s:4: TERIMA "
             "KASIH: is not "
             "answered\n",
             temp_path("template.html"), temp_path("template.html"), temp_path("template.html"));
    assert_string_equal(problems.text, told);
    problems_clear(&problems);
    assert_int_equal(print("/nowhere/poster.html"), -EINVAL);
    assert_string_equal(problems.text, "/nowhere/poster.html: No such file or directory\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(all_that_it_tells_people_to_send_is_understood),
        TEST(what_it_says_of_an_answer_is_the_answer),
        TEST(what_officers_are_told_of_it_is_not_on_it),
        TEST(what_holds_for_some_days_is_not_on_it),
        TEST(its_ticket_is_never_anybodys),
        TEST(nothing_of_its_questions_stays),
        TEST(all_that_the_card_tells_officers_to_send_is_understood),
        TEST(the_card_has_the_example_of_every_command_of_officers),
        TEST(what_is_repeated_comes_so_often),
        TEST(values_are_text_and_never_html),
        TEST(numbers_stand_as_people_dial_them_one_a_line),
        TEST(what_is_wrong_in_the_template_is_told_with_its_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
