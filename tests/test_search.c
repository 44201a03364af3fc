/* Search: words and numbers as people write them, in what has come and in what comes while
 * somebody searches. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "db/inbox.h"
#include "db/retention.h"
#include "db/subject.h"
#include "db/ticket.h"
#include "gateway/search.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

static struct fixture *f;
static const char *path;
static int files;

static int set_up(void **state)
{
    char name[32];
    (void)state;
    snprintf(name, sizeof name, "search%d.db", files++);
    path = temp_path(name);
    f = fixture_open(path);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_close(f);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

static void no_step(int64_t done, int64_t total, void *context)
{
    (void)done;
    (void)total;
    (void)context;
}

static int no_row(const void *row, void *context)
{
    (void)row;
    (void)context;
    return 0;
}

static int messages(const char *text)
{
    struct search_query query;

    assert_int_equal(search_read(text, &query), 0);
    assert_int_equal(search_gather(f->db, no_step, NULL), 0);
    return inbox_search(f->db, &query, 0, no_row, NULL);
}

static int tickets(const char *text)
{
    struct search_query query;

    assert_int_equal(search_read(text, &query), 0);
    assert_int_equal(search_gather(f->db, no_step, NULL), 0);
    return ticket_search(f->db, &query, 0, no_row, NULL);
}

static void all_words_must_be_there_wherever_and_however_they_are_written(void **state)
{
    (void)state;
    ask(f, LA_ODE, "LAPOR Lampu jalan di depan MASJID mati", NOON);
    ask(f, WA_INA, "LAPOR jalan ke masjid rusak", NOON + 1);

    assert_int_equal(messages("masjid jalan"), 2);
    assert_int_equal(messages("jalan lampu"), 1);
    assert_int_equal(messages("lam* mati"), 1);
    assert_int_equal(messages("perahu"), 0);
    assert_int_equal(tickets("masjid rusak"), 1);
}

static void what_comes_later_is_found_and_gathering_again_finds_nothing_twice(void **state)
{
    (void)state;
    ask(f, LA_ODE, "LAPOR lampu jalan mati", NOON);
    assert_int_equal(messages("lampu"), 1);

    ask(f, WA_INA, "LAPOR lampu pasar mati", NOON + 1);

    assert_int_equal(messages("lampu"), 2);
    assert_int_equal(messages("lampu"), 2);
    assert_int_equal(tickets("lampu"), 2);
}

static void a_number_is_found_in_any_spelling_as_sender_and_in_the_text(void **state)
{
    static const char *const spellings[] = {"081234567890", "+6281234567890", "6281234567890",
                                            "0812-3456-7890", "+62 812 3456 7890"};
    (void)state;
    ask(f, LA_ODE, "LAPOR lampu jalan mati", NOON);
    ask(f, "+6281234567890", "SYARAT PASPOR", NOON + 1);
    ask(f, WA_INA, "LAPOR penipuan dari 081234567890", NOON + 2);
    ask(f, WA_INA, "LAPOR penipuan dari +6281234567890 lagi", NOON + 3);

    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++)
        assert_int_equal(messages(spellings[i]), 4);
    assert_int_equal(messages("0899999999999"), 0);
}

static void a_secret_complaint_is_not_found_by_its_number(void **state)
{
    (void)state;
    ask(f, LA_ODE, "LAPOR lampu jalan mati", NOON);
    assert_int_equal(tickets(LA_ODE), 1);

    assert_int_equal(messages(LA_ODE), 1);

    assert_int_equal(sql_run(path, "UPDATE ticket SET secret = 1; UPDATE inbox SET secret = 1"), 0);

    assert_int_equal(tickets(LA_ODE), 0);
    assert_int_equal(messages(LA_ODE), 0);
    assert_int_equal(tickets("lampu"), 1);
}

static void what_was_forgotten_is_found_no_more(void **state)
{
    struct subject_forgotten forgotten;
    (void)state;
    ask(f, LA_ODE, "SYARAT PASPOR untuk kakek", NOON);
    ask(f, WA_INA, "SYARAT PASPOR untuk nenek", NOON);
    assert_int_equal(messages("kakek"), 1);

    assert_int_equal(db_begin(f->db), 0);
    assert_int_equal(db_end(f->db, subject_forget(f->db, LA_ODE_ID, NOON, &forgotten)), 0);
    assert_int_equal(retention_scrub(f->db), 0);

    assert_int_equal(messages("kakek"), 0);
    assert_int_equal(messages("nenek"), 1);
    assert_int_equal(messages(LA_ODE), 0);
}

static void a_message_that_waits_is_not_gathered_yet(void **state)
{
    (void)state;
    ask(f, LA_ODE, "SYARAT PASPOR kakek", NOON);
    assert_int_equal(receive(f, LA_ODE, "STATUS 0100014 SELESAI #123456", NOON), 1);
    assert_int_equal(messages("kakek"), 1);

    assert_int_equal(messages("123456"), 0);
    assert_int_equal(answer_all(f, NOON), 1);
    assert_int_equal(messages("123456"), 0); /* masked by now */
    assert_int_equal(messages("STATUS"), 1);
}

static void more_than_a_slice_is_gathered(void **state)
{
    (void)state;
    assert_int_equal(
        sql_run(path, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <"
                      " 2500) INSERT INTO inbox (bearer, sender, text, sent_at, received_at,"
                      " digest, state, handled_at) SELECT 'a', '+62812', 'perahu ' || i, i, i, i,"
                      " 'answered', 5 FROM n WHERE i <> 1700"),
        0);

    assert_int_equal(messages("perahu"), 2499);
    assert_int_equal(messages("2500"), 1);
}

static void nothing_that_is_typed_is_a_command(void **state)
{
    static const char *const texts[] = {"\"",  "a OR", "-b", "NEAR(a b)",           "text:a",
                                        "( ^", "a\"b", "*",  "'; DROP TABLE inbox", "NOT"};
    struct search_query query;
    (void)state;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (search_read(texts[i], &query) == 0)
            assert_true(inbox_search(f->db, &query, 0, no_row, NULL) >= 0);
    assert_int_equal(search_read("", &query), -EINVAL);
    assert_int_equal(search_read(" \" ", &query), -EINVAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(all_words_must_be_there_wherever_and_however_they_are_written),
        TEST(what_comes_later_is_found_and_gathering_again_finds_nothing_twice),
        TEST(a_number_is_found_in_any_spelling_as_sender_and_in_the_text),
        TEST(a_secret_complaint_is_not_found_by_its_number),
        TEST(what_was_forgotten_is_found_no_more),
        TEST(a_message_that_waits_is_not_gathered_yet),
        TEST(more_than_a_slice_is_gathered),
        TEST(nothing_that_is_typed_is_a_command),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
