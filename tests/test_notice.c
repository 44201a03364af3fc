/* Notices: what an answer says while one holds, and that everybody who waits is told once. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/notice.h"
#include "gateway/desk/notice.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define PEOPLE 5
#define ACTOR  "officer:+62811"

static struct fixture *f;
static const char *path;
static struct desk desk;

static void start(void)
{
    f = fixture_open(path);
    desk = (struct desk){
        .db = f->db, .config = &f->config, .texts = &f->texts, .languages = &f->texts, .now = NOON};
}

static int setup(void **state)
{
    (void)state;
    path = temp_path("notice.db");
    start();
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

static struct notice announced(enum catalogue_kind kind, const char *code, const char *text)
{
    struct notice notice = {.kind = kind, .actor = ACTOR};
    bool dated;

    snprintf(notice.code, sizeof notice.code, "%s", code);
    assert_int_equal(notice_announce(&desk, text, &notice, &dated), 0);
    return notice;
}

/* Each of the first PEOPLE asks something. */
static void people_ask(const char *text)
{
    char number[24];

    for (int i = 0; i < PEOPLE; i++) {
        snprintf(number, sizeof number, "+62813111122%02d", i);
        ask(f, number, text, NOON - DAY_S);
    }
}

static int64_t told(void)
{
    return sql_number(path, "SELECT count(*) FROM outbox WHERE priority = 3");
}

static const char *answer(const char *text, int64_t now)
{
    return ask(f, LA_ODE, text, now);
}

static void a_notice_is_in_the_answers_about_its_subject_only(void **state)
{
    static const struct {
        enum catalogue_kind kind;
        const char *code;
    } subjects[] = {
        {CATALOGUE_SERVICE, "KTP-RUSAK"}, {CATALOGUE_GROUP, "KTP"}, {CATALOGUE_UNIT, "DUKCAPIL"}};
    struct notice notice;
    (void)state;

    for (size_t i = 0; i < sizeof subjects / sizeof subjects[0]; i++) {
        int64_t now = NOON + (int64_t)i * DAY_S;

        desk.now = now;
        notice = announced(subjects[i].kind, subjects[i].code, "blangko habis");
        assert_non_null(strstr(answer("BIAYA KTP RUSAK", now), "KABAR: blangko habis."));
        assert_null(strstr(answer("BIAYA PASPOR", now + 1), "KABAR"));
        assert_int_equal(notice_end(f->db, &notice, ACTOR, now), 0);
        assert_null(strstr(answer("BIAYA KTP RUSAK", now + 2), "KABAR"));
    }
}

/* The words of a notice may stand in the answer anyway; only the notice itself is not said twice.
 */
static void a_notice_is_said_once_and_never_left_out(void **state)
{
    const char *text;
    (void)state;
    announced(CATALOGUE_UNIT, "DUKCAPIL", "Gratis");

    text = answer("BIAYA KTP RUSAK DAN BIAYA KK HILANG", NOON);

    text = strstr(text, "KABAR: Gratis.");
    assert_non_null(text);
    assert_null(strstr(text + 1, "KABAR: Gratis."));
}

static void a_notice_holds_to_the_end_of_its_last_day(void **state)
{
    int64_t midnight = NOON + DAY_S / 2; /* local time */
    (void)state;
    announced(CATALOGUE_UNIT, "DUKCAPIL", "tutup hari ini");

    assert_non_null(strstr(answer("BIAYA KTP RUSAK", midnight - 1), "KABAR: tutup 02-03-2026."));
    assert_null(strstr(answer("BIAYA KTP RUSAK", midnight), "KABAR"));
}

static void an_answer_with_a_notice_keeps_to_its_pages(void **state)
{
    char longest[NOTICE_TEXT_SIZE];
    (void)state;
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    announced(CATALOGUE_UNIT, "DUKCAPIL", longest);

    f->config.max_segments = 1;

    for (const char *page = answer("SYARAT KTP HILANG", NOON); !strstr(page, longest);
         page = answer("LANJUT", NOON)) {
        assert_int_equal(f->reply.segments, 1);
        assert_null(strstr(page, "Tidak ada lanjutan"));
    }
    assert_int_equal(f->reply.segments, 1);
}

static void everybody_who_asked_is_told_once(void **state)
{
    struct notice notice, again;
    (void)state;
    people_ask("BIAYA KTP RUSAK");
    notice = announced(CATALOGUE_GROUP, "KTP", "blangko habis");
    assert_int_equal(notice_count_asked(f->db, &notice, NOON - 2 * DAY_S), PEOPLE);

    assert_int_equal(notice_finish(&desk, &notice, ACTOR, ""), PEOPLE);
    assert_int_equal(notice_finish(&desk, &notice, ACTOR, ""), 0);
    assert_int_equal(told(), PEOPLE);

    again = announced(CATALOGUE_GROUP, "KTP", "blangko habis lagi");
    assert_int_equal(notice_finish(&desk, &again, ACTOR, ""), PEOPLE);
}

static void who_said_stop_or_asked_long_ago_is_not_told(void **state)
{
    struct notice notice;
    (void)state;
    people_ask("BIAYA KTP RUSAK");
    ask(f, "+6281311112200", "STOP", NOON - 1);
    ask(f, LA_ODE, "BIAYA KTP RUSAK", NOON - 15 * DAY_S);
    ask(f, WA_INA, "BIAYA PASPOR", NOON);
    notice = announced(CATALOGUE_SERVICE, "KTP-RUSAK", "blangko habis");

    assert_int_equal(notice_finish(&desk, &notice, ACTOR, "blangko sudah ada"), PEOPLE - 1);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM outbox WHERE priority = 3 AND recipient"
                                      " = '+6281311112200'"),
                     0);
}

/* What cannot be sent before it is old is not promised: 3 days of the budget, less what waits. */
static void no_more_are_told_than_the_budget_of_some_days_can_send(void **state)
{
    struct notice notice;
    (void)state;
    f->config.broadcasts_per_day = 1;
    people_ask("BIAYA KTP RUSAK");

    notice = announced(CATALOGUE_SERVICE, "KTP-RUSAK", "blangko habis");
    assert_int_equal(notice_finish(&desk, &notice, ACTOR, ""), NOTICE_TELL_DAYS);
    assert_int_equal(notice_left_out(&desk, &notice), PEOPLE - NOTICE_TELL_DAYS);
    notice = announced(CATALOGUE_SERVICE, "KTP-RUSAK", "blangko habis lagi");
    assert_int_equal(notice_finish(&desk, &notice, ACTOR, ""), 0);
    f->config.broadcasts_per_day = 0;
    assert_int_equal(notice_finish(&desk, &notice, ACTOR, ""), PEOPLE);
    assert_int_equal(notice_left_out(&desk, &notice), 0);
}

static void what_is_told_costs_one_sms_whatever_was_written(void **state)
{
    static const char code[] = "ABCDEFGHIJKLMNOPQRSTUVW"; /* as long as a code may be */
    char longest[NOTICE_TEXT_SIZE];
    struct notice notice;
    (void)state;
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    people_ask("BIAYA KTP RUSAK");
    assert_int_equal(sql_run(path, "UPDATE service SET code = 'ABCDEFGHIJKLMNOPQRSTUVW'"
                                   " WHERE code = 'KTP-RUSAK';"
                                   "UPDATE inbox SET arguments = 'ABCDEFGHIJKLMNOPQRSTUVW'"),
                     0);

    notice = announced(CATALOGUE_SERVICE, code, longest);
    assert_int_equal(notice_finish(&desk, &notice, ACTOR, ""), PEOPLE);
    notice = announced(CATALOGUE_SERVICE, code, longest);
    assert_int_equal(notice_finish(&desk, &notice, ACTOR, longest), PEOPLE);

    assert_int_equal(sql_number(path, "SELECT max(segments) FROM outbox WHERE priority = 3"), 1);
}

/* Killed in the middle of telling: nothing of it is there, and the next try tells each one once. */
static void telling_that_was_cut_off_tells_nobody_twice(void **state)
{
    struct notice notice;
    (void)state;
    people_ask("BIAYA KTP RUSAK");
    notice = announced(CATALOGUE_SERVICE, "KTP-RUSAK", "blangko habis");
    assert_int_equal(db_begin(f->db), 0);
    assert_int_equal(notice_finish(&desk, &notice, ACTOR, ""), PEOPLE);
    fixture_close(f); /* never committed */
    start();
    assert_int_equal(told(), 0);

    assert_int_equal(db_begin(f->db), 0);
    assert_int_equal(db_end(f->db, notice_finish(&desk, &notice, ACTOR, "")), PEOPLE);

    assert_int_equal(told(), PEOPLE);
    assert_int_equal(sql_number(path, "SELECT count(DISTINCT recipient) FROM outbox"
                                      " WHERE priority = 3"),
                     PEOPLE);
}

static void a_notice_and_its_end_are_in_the_journal(void **state)
{
    struct notice notice;
    (void)state;
    notice = announced(CATALOGUE_UNIT, "DUKCAPIL", "tutup");
    assert_int_equal(notice_finish(&desk, &notice, "operator:root", ""), 0);

    assert_int_equal(sql_number(path, "SELECT count(*) FROM journal WHERE subject = 'unit DUKCAPIL'"
                                      " AND actor = 'officer:+62811' AND action = 'notice added'"
                                      " AND after = 'tutup'"),
                     1);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM journal WHERE subject = 'unit DUKCAPIL'"
                                      " AND actor = 'operator:root' AND action = 'notice ended'"
                                      " AND before = 'tutup'"),
                     1);
}

static void what_is_not_in_the_catalogue_has_no_notice(void **state)
{
    struct notice notice = {.kind = CATALOGUE_SERVICE, .code = "NOTHING"};
    bool dated;
    (void)state;

    assert_int_equal(notice_announce(&desk, "blangko habis", &notice, &dated), -ENOENT);
    assert_int_equal(notice_announce(&desk, "tutup s/d 1-3-2026", &notice, &dated), -EINVAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_notice_is_in_the_answers_about_its_subject_only),
        TEST(a_notice_is_said_once_and_never_left_out),
        TEST(a_notice_holds_to_the_end_of_its_last_day),
        TEST(an_answer_with_a_notice_keeps_to_its_pages),
        TEST(everybody_who_asked_is_told_once),
        TEST(who_said_stop_or_asked_long_ago_is_not_told),
        TEST(no_more_are_told_than_the_budget_of_some_days_can_send),
        TEST(what_is_told_costs_one_sms_whatever_was_written),
        TEST(telling_that_was_cut_off_tells_nobody_twice),
        TEST(a_notice_and_its_end_are_in_the_journal),
        TEST(what_is_not_in_the_catalogue_has_no_notice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
