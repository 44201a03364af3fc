/* Answers of the catalogue: for every name of every service of the sample, and every keyword, the
 * whole answer comes, in pages that cost little and cut no word and no requirement. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/catalogue.h"
#include "gateway/catalogue_check.h"
#include "gateway/desk/desk.h"
#include "gateway/reply/gsm7.h"
#include "gateway/reply/page.h"
#include "gateway/reply/segment.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

#define NO_LIMIT 8 /* SMS: no answer of the sample is as long */

static struct fixture *f;
static struct desk desk;
static int answers, segments;

static int setup(void **state)
{
    (void)state;
    f = fixture_open(":memory:");
    receive(f, LA_ODE, "first", NOON);
    desk = (struct desk){.db = f->db,
                         .config = &f->config,
                         .texts = &f->texts,
                         .languages = &f->texts,
                         .now = NOON,
                         .person_id = person_get(f->db, LA_ODE_ID, NOON),
                         .inbox_id = 1};
    answers = segments = 0;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(f);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void understand(const char *text, struct request *ret)
{
    struct request_input input = {.text = text, .sender = LA_ODE};

    request_parse(f->vocabulary, &input, ret);
}

/* The first page of the answer where a page may cost so many SMS. */
static const char *answer(const char *text, int max_segments)
{
    static struct reply reply;
    struct request request;

    f->config.max_segments = max_segments;
    desk.text = text;
    understand(text, &request);
    person_question_close(f->db, desk.person_id);
    assert_int_equal(desk_answer(&desk, &request, &reply), 0);
    f->config.max_segments = 2;
    return reply.text;
}

static void fail_about(const char *text, const char *what)
{
    fail_msg("%s: %s: %s", text, what, answer(text, NO_LIMIT));
}

static void holds(const char *text, const char *whole, const char *value)
{
    char plain[CATALOGUE_TEXT_SIZE];
    size_t length = gsm7_transliterate(value, plain, sizeof plain);

    while (length > 0 && strchr(" .", plain[length - 1]))
        plain[--length] = '\0';
    if (!strstr(whole, plain))
        fail_about(text, plain);
}

/* Whether a page ends after an item, or one item fills it. */
static bool is_fair_cut(const char *page, size_t length)
{
    char text[REPLY_TEXT_SIZE];

    snprintf(text, sizeof text, "%.*s", (int)length, page);
    return strchr(";.", text[length - 1]) || (!strstr(text, "; ") && !strstr(text, ". "));
}

/* Every page as LANJUT brings it, and that all of them are the whole answer. */
static void check_pages(const char *text, const char *whole, int max_segments)
{
    int count = page_count(&f->texts, whole, max_segments);
    const char *rest = whole;
    struct reply page;

    assert_string_equal(answer(text, max_segments),
                        (page_get(&f->texts, whole, 1, max_segments, &page), page.text));
    for (int number = 1; number <= count; number++) {
        size_t length;

        assert_int_equal(page_get(&f->texts, whole, number, max_segments, &page), 0);
        length = count == 1 ? strlen(page.text) : (size_t)(strrchr(page.text, '(') - 1 - page.text);
        if (segment_count(page.text) < 1 || segment_count(page.text) > max_segments)
            fail_about(text, "a page costs too much, or forces UCS-2");
        if (strncmp(rest, page.text, length) != 0)
            fail_about(text, "a page is not what the answer goes on with");
        rest += length;
        if (number < count && (*rest != ' ' || !is_fair_cut(page.text, length)))
            fail_about(text, "a page ends in the middle of a requirement");
        rest += *rest == ' ';
    }
    assert_string_equal(rest, "");
}

/* All that the catalogue has of an office is in the answer. */
static void holds_place(const char *text, const char *whole, const char *code)
{
    struct catalogue_unit unit;

    assert_int_equal(catalogue_unit(f->db, code, &unit), 1);
    holds(text, whole, unit.name);
    holds(text, whole, unit.phone);
    if (unit.address[0] == '\0')
        return;
    holds(text, whole, unit.address);
    holds(text, whole, unit.village);
    holds(text, whole, unit.district);
    holds(text, whole, unit.hours);
}

#define ONE_VISIT "Berkas lengkap = selesai 1x datang."

/* What goes with a text: the fee and the promise with the requirements, and the office at the end;
 * where there is no text, whom to ask. */
static void holds_text(const char *text, const char *whole, const struct catalogue_service *service,
                       int keyword)
{
    enum intent intent = check_keywords[keyword].intent;
    const char *value = service->component[check_keywords[keyword].component];
    char end[256];

    holds(text, whole, service->name);
    if (value[0] == '\0') {
        holds(text, whole, "belum ada di catatan kami. Silakan tanya");
        return;
    }
    holds(text, whole, value);
    if (intent == INTENT_SYARAT)
        holds(text, whole, service->component[COMPONENT_BIAYA]);
    snprintf(end, sizeof end, " Kantor: %s.%s", service->unit_name,
             service->one_visit[0] && (intent == INTENT_SYARAT || intent == INTENT_LAMA)
                 ? " " ONE_VISIT
                 : "");
    if (strlen(whole) < strlen(end) || strcmp(whole + strlen(whole) - strlen(end), end) != 0)
        fail_about(text, end);
}

static void check_answer(const char *text, const struct catalogue_service *service, int keyword)
{
    char whole[REPLY_TEXT_SIZE];

    snprintf(whole, sizeof whole, "%s", answer(text, NO_LIMIT));
    if (check_keywords[keyword].component == CHECK_PLACE)
        holds_place(text, whole, service->unit);
    else
        holds_text(text, whole, service, keyword);
    check_pages(text, whole, 2);
    check_pages(text, whole, 1);
    answers++;
    segments += segment_count(whole);
}

static void check_understood(const char *text, enum intent intent, const char *code)
{
    struct request request;

    understand(text, &request);
    if (request.intent[0] != intent || request.subjects != 1 || request.confirm ||
        strcmp(request.subject[0].code, code) != 0)
        fail_msg("%s is read as %s of %s%s", text, intent_names[request.intent[0]],
                 request.subjects ? request.subject[0].code : "nothing",
                 request.confirm ? ", not for sure" : "");
}

/* A name with every keyword. "TEMPAT PPAT" names the office, whose service has another code. */
static void ask_all(const char *name, const struct catalogue_service *service)
{
    for (int i = 0; i < CHECK_KEYWORDS; i++) {
        enum intent intent = check_keywords[i].intent;
        char text[256];

        snprintf(text, sizeof text, "%s %s", intent_names[intent], name);
        if (intent == INTENT_TEMPAT && vocabulary_find_unit(f->vocabulary, name))
            check_understood(text, intent, service->unit);
        else
            check_understood(text, intent, service->code);
        check_answer(text, service, i);
    }
}

static int ask_service(const void *row, void *context)
{
    (void)context;
    ask_all(((const struct catalogue_service *)row)->code, row);
    return 0;
}

static void every_code_of_a_service_is_answered_with_every_keyword(void **state)
{
    (void)state;

    assert_int_equal(catalogue_services(f->db, ask_service, NULL), 35);
    assert_int_equal(answers, 35 * CHECK_KEYWORDS);
    assert_true(segments * 10 <= answers * 17);
}

struct names {
    struct catalogue_alias alias[1000];
    int count;
};

static int keep_alias(const void *row, void *context)
{
    struct names *names = context;

    assert_true(names->count < 1000);
    names->alias[names->count++] = *(const struct catalogue_alias *)row;
    return 0;
}

/* The names of one kind of the catalogue that people may send. */
static struct names *names_of(enum catalogue_kind kind)
{
    struct names *names = calloc(1, sizeof *names);
    int count = 0;

    assert_true(catalogue_aliases(f->db, keep_alias, names) > 250);
    for (int i = 0; i < names->count; i++)
        if (names->alias[i].kind == kind)
            names->alias[count++] = names->alias[i];
    names->count = count;
    return names;
}

static void every_alias_of_a_service_is_answered_with_every_keyword(void **state)
{
    struct names *names = names_of(CATALOGUE_SERVICE);
    struct catalogue_service service;
    (void)state;
    assert_true(names->count > 150);

    for (int i = 0; i < names->count; i++) {
        assert_int_equal(catalogue_service(f->db, names->alias[i].code, &service), 1);
        ask_all(names->alias[i].word, &service);
    }

    assert_int_equal(answers, names->count * CHECK_KEYWORDS);
    assert_true(segments * 10 <= answers * 17);
    free(names);
}

static void every_alias_of_an_office_is_answered_with_all_that_is_known_of_it(void **state)
{
    struct names *names = names_of(CATALOGUE_UNIT);
    (void)state;
    assert_true(names->count > 40);

    for (int i = 0; i < names->count; i++) {
        char text[256], whole[REPLY_TEXT_SIZE];

        snprintf(text, sizeof text, "TEMPAT %s", names->alias[i].word);
        check_understood(text, INTENT_TEMPAT, names->alias[i].code);
        snprintf(whole, sizeof whole, "%s", answer(text, NO_LIMIT));
        holds_place(text, whole, names->alias[i].code);
        check_pages(text, whole, 2);
    }
    free(names);
}

static void every_alias_of_a_group_is_asked_back(void **state)
{
    struct names *names = names_of(CATALOGUE_GROUP);
    struct catalogue_group group;
    (void)state;
    assert_true(names->count > 10);

    for (int i = 0; i < names->count; i++) {
        char text[256];

        snprintf(text, sizeof text, "SYARAT %s", names->alias[i].word);
        assert_int_equal(catalogue_group(f->db, names->alias[i].code, &group), 1);
        check_understood(text, INTENT_SYARAT, group.code);
        holds(text, answer(text, NO_LIMIT), group.question);
        if (segment_count(answer(text, 2)) > 2)
            fail_about(text, "costs too much");
    }
    free(names);
}

static int ask_group(const void *row, void *context)
{
    const struct catalogue_group *group = row;
    char text[256];
    (void)context;

    for (int i = 0; i < CHECK_KEYWORDS; i++) {
        enum intent intent = check_keywords[i].intent;

        snprintf(text, sizeof text, "%s %s", intent_names[intent], group->code);
        if (check_keywords[i].component != CHECK_PLACE) { /* which may be one office for all */
            check_understood(text, intent, group->code);
            holds(text, answer(text, NO_LIMIT), group->question);
        }
        if (segment_count(answer(text, 2)) > 2)
            fail_about(text, "costs too much");
    }
    return 0;
}

static void every_group_is_asked_back_with_every_keyword(void **state)
{
    (void)state;

    assert_int_equal(catalogue_groups(f->db, ask_group, NULL), 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_code_of_a_service_is_answered_with_every_keyword),
        TEST(every_alias_of_a_service_is_answered_with_every_keyword),
        TEST(every_alias_of_an_office_is_answered_with_all_that_is_known_of_it),
        TEST(every_alias_of_a_group_is_asked_back),
        TEST(every_group_is_asked_back_with_every_keyword),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
