/* The poster: what it tells people to send is understood, what it says of an answer is the answer,
 * and nothing that it asked stays. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/ticket_number.h"
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
    FILE *out = fmemopen(page, sizeof page, "w");
    int rc = poster_print(&f->core, template, "A4", NOON, out, &problems);

    assert_int_equal(fclose(out), 0);
    return rc;
}

static int print_text(const char *template)
{
    const char *file = temp_path("template.html");

    temp_write(file, template);
    return print(file);
}

static void print_ours(void)
{
    if (print(source_path("config/poster.id.html")) < 0)
        fail_msg("%s", problems.text);
}

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

static void all_that_it_tells_people_to_send_is_understood(void **state)
{
    char command[128];
    int count = 0;
    (void)state;
    print_ours();

    for (const char *at = strstr(page, "<body>"); next_element(&at, "kbd", command, sizeof command);
         count++) {
        struct request_input input = {.text = command, .sender = LA_ODE};
        struct request request;

        request_parse(f->vocabulary, &input, &request);
        if (request.intent[0] == INTENT_UNKNOWN || request.match != MATCH_EXACT || request.confirm)
            fail_msg("\"%s\" is not understood", command);
        if (request.intent[0] >= INTENT_SYARAT && request.intent[0] <= INTENT_DASAR)
            assert_int_equal(request.subjects, 1);
    }
    assert_true(count >= 10);
}

static void what_it_says_of_an_answer_is_the_answer(void **state)
{
    static const char *const examples[] = {"SYARAT KTP HILANG", "BIAYA NIKAH"};
    (void)state;
    print_ours();

    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        char example[1024];

        snprintf(example, sizeof example, "<kbd>%s</kbd><p>%s</p>", examples[i],
                 ask(f, LA_ODE, examples[i], NOON));
        assert_non_null(strstr(page, example));
    }
}

static void its_ticket_is_never_anybodys(void **state)
{
    char number[TICKET_NUMBER_SIZE];
    const char *at;
    (void)state;
    print_ours();

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

    print_ours();

    assert_int_equal(sql_number(path, "SELECT count(*) FROM ticket"), 0);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM person"), 0);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM outbox"), 0);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM inbox WHERE state = 'waiting'"), 1);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM inbox"), 1);
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
             "answer TEXT\n%s:3: has {{ without }} in the same line\n%s:4: TERIMA KASIH: is not "
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
        TEST(its_ticket_is_never_anybodys),
        TEST(nothing_of_its_questions_stays),
        TEST(values_are_text_and_never_html),
        TEST(numbers_stand_as_people_dial_them_one_a_line),
        TEST(what_is_wrong_in_the_template_is_told_with_its_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
