/* Core: a message is answered once, in one transaction, and whatever step fails, nothing of it is
 * left. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/guard.h"
#include "db/inbox.h"
#include "db/journal.h"
#include "db/officer.h"
#include "db/person.h"
#include "gateway/core.h"
#include "gateway/words.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define LAPOR "LAPOR lampu jalan mati di Batauga"

static struct fixture *f;
static const char *path;

static int setup(void **state)
{
    (void)state;
    path = temp_path("core.db");
    f = fixture_open(path);
    return 0;
}

static int teardown(void **state)
{
    char journal[512];
    (void)state;

    fixture_close(f);
    unlink(path);
    snprintf(journal, sizeof journal, "%s-wal", path);
    unlink(journal);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static int64_t count(const char *table)
{
    char query[128];

    snprintf(query, sizeof query, "SELECT count(*) FROM %s", table);
    return sql_number(path, query);
}

/* One message in a transaction; what core_answer_next and the commit return. */
static int answer_next(int64_t now)
{
    assert_int_equal(db_begin(f->db), 0);
    return db_end(f->db, core_answer_next(&f->core, now));
}

static struct inbox_message stored(int64_t id)
{
    struct inbox_message message;

    assert_int_equal(inbox_get(f->db, id, &message), 1);
    return message;
}

static void nothing_waits_at_first(void **state)
{
    (void)state;

    assert_int_equal(answer_next(NOON), 0);
}

static void a_question_is_answered_once(void **state)
{
    (void)state;
    assert_int_equal(receive(f, LA_ODE, "SYARAT KTP HILANG", NOON), 1);

    assert_int_equal(answer_next(NOON), 1);
    assert_int_equal(answer_next(NOON), 0);

    assert_non_null(strstr(take_reply(f, NOON), "Surat kehilangan"));
    assert_string_equal(f->reply.recipient, LA_ODE_ID);
    assert_string_equal(f->reply.bearer, BEARER);
    assert_int_equal(f->reply.priority, OUTBOX_ANSWER);
    assert_int_equal(f->reply.inbox_id, 1);
    assert_string_equal(take_reply(f, NOON + DAY_S), "");
}

static void what_was_understood_is_kept_with_the_message(void **state)
{
    (void)state;

    ask(f, LA_ODE, "SYARAT KTP HILANG", NOON);

    assert_string_equal(stored(1).state, "answered");
    assert_string_equal(stored(1).intent, "SYARAT");
    assert_string_equal(stored(1).arguments, "KTP-HILANG");
    assert_string_equal(stored(1).match, "exact");
    assert_int_equal(stored(1).handled_at, NOON);
}

static void the_words_of_a_complaint_are_not_kept_a_third_time(void **state)
{
    (void)state;

    ask(f, LA_ODE, LAPOR, NOON);

    assert_string_equal(stored(1).intent, "LAPOR");
    assert_string_equal(stored(1).arguments, "");
    assert_int_equal(count("journal WHERE before || after || subject LIKE '%lampu%'"), 0);
}

static void what_is_about_a_secret_complaint_hides_its_sender(void **state)
{
    static const struct {
        const char *text;
        bool secret;
    } messages[] = {
        {"LAPOR RAHASIA kades minta uang bantuan", true},
        {"CEK 0100014", true},
        {"cek 100014", true},
        {"CEK", true},
        {"TAMBAH 0100014 kemarin lagi", true},
        {"SKM 0100014 443344434", true},
        {"SYARAT KTP HILANG", false},
        {"LAPOR lampu jalan mati di depan pasar", false},
        {"CEK 0100023", false},
        {"TARIK 0100014", true},
    };
    (void)state;

    for (int i = 0; i < (int)(sizeof messages / sizeof messages[0]); i++) {
        ask(f, LA_ODE, messages[i].text, NOON + i * 3600);
        if (stored(i + 1).secret != messages[i].secret)
            fail_msg("%s", messages[i].text);
    }
    ask(f, WA_INA, "CEK 0100014", NOON);
    assert_false(stored(11).secret);
}

static void what_the_guard_keeps_hides_its_sender_too(void **state)
{
    (void)state;
    f->config.replies_per_hour = 0;

    assert_int_equal(receive(f, LA_ODE, "LAPOR RAHASIA kades minta uang bantuan", NOON), 1);
    answer_all(f, NOON);

    assert_int_equal(count("ticket WHERE secret"), 1);
    assert_true(stored(1).secret);
}

static void the_journal_says_whose_sms_changed_something_if_it_was_an_officers(void **state)
{
    const struct officer officer = {
        .msisdn = WA_INA, .name = "Siti", .role = OFFICER_PETUGAS, .unit = "DUKCAPIL"};
    (void)state;
    assert_int_equal(officer_add(f->db, &officer, "test", NOON), 0);
    assert_int_equal(journal_add(f->db, NOON, "gateway", "tried", "before", ""), 0);
    ask(f, LA_ODE, LAPOR, NOON);
    ask(f, WA_INA, "LAPOR jalan putus di Lapandewa", NOON);
    assert_int_equal(journal_add(f->db, NOON, "gateway", "tried", "after", ""), 0);

    assert_int_equal(count("journal WHERE action = 'ticket opened' AND channel = 'sms'"
                           " AND address = ''"),
                     1);
    assert_int_equal(count("journal WHERE action = 'ticket opened' AND address = '" WA_INA "'"), 1);
    assert_int_equal(count("journal WHERE action = 'tried' AND channel = 'gateway'"
                           " AND address = ''"),
                     2);
}

static void the_same_sms_read_twice_is_answered_once(void **state)
{
    (void)state;

    assert_int_equal(receive(f, LA_ODE, LAPOR, NOON), 1);
    assert_int_equal(receive(f, LA_ODE, LAPOR, NOON), 0);
    assert_int_equal(answer_all(f, NOON), 1);
    assert_int_equal(receive(f, LA_ODE, LAPOR, NOON), 0);

    assert_int_equal(answer_all(f, NOON), 0);
    assert_int_equal(count("ticket"), 1);
    assert_int_equal(count("outbox"), 1);
}

static void a_long_sms_is_answered_when_all_its_parts_are_there(void **state)
{
    struct link_sms first = sms_of(LA_ODE, "LAPOR lampu jalan ", NOON),
                    second = sms_of(LA_ODE, "mati", NOON);
    (void)state;
    first.part = (struct link_part){8, 200, 2, 1};
    second.part = (struct link_part){8, 200, 2, 2};

    assert_int_equal(core_store(&f->core, BEARER, &second, NOON), 1);
    assert_int_equal(answer_all(f, NOON), 0);
    assert_int_equal(core_store(&f->core, BEARER, &first, NOON), 1);
    assert_int_equal(answer_all(f, NOON), 1);

    assert_string_equal(stored(1).text, "LAPOR lampu jalan mati");
    assert_int_equal(count("ticket WHERE text = 'lampu jalan mati'"), 1);
}

static void receipts_go_before_answers(void **state)
{
    (void)state;
    receive(f, LA_ODE, "SYARAT KTP HILANG", NOON);
    receive(f, WA_INA, LAPOR, NOON);
    answer_all(f, NOON);

    assert_non_null(strstr(take_reply(f, NOON), "Laporan diterima"));
    assert_int_equal(f->reply.priority, OUTBOX_RECEIPT);
    assert_non_null(strstr(take_reply(f, NOON), "KTP-el hilang"));
}

static void what_is_never_answered_makes_no_person_and_no_answer(void **state)
{
    static const char *const senders[] = {"TELKOMSEL",  "3636",        "112",
                                          "0402123456", "+6591234567", OWN_SIM};
    (void)state;

    for (size_t i = 0; i < sizeof senders / sizeof senders[0]; i++) {
        assert_int_equal(receive(f, senders[i], LAPOR, NOON), 1);
        assert_int_equal(answer_all(f, NOON), 1);
        assert_string_equal(stored((int64_t)i + 1).state, "ignored");
        assert_string_equal(stored((int64_t)i + 1).intent, "IGNORE");
    }

    assert_int_equal(count("person"), 0);
    assert_int_equal(count("outbox"), 0);
    assert_int_equal(count("ticket"), 0);
}

static void a_question_expires(void **state)
{
    (void)state;
    ask(f, LA_ODE, "SYARAT KTP", NOON);

    assert_non_null(strstr(ask(f, LA_ODE, "2", NOON + DAY_S - 1), "KTP-el hilang"));
    assert_null(strstr(ask(f, LA_ODE, "2", NOON + DAY_S), "KTP-el"));
}

static void a_question_is_its_persons_only(void **state)
{
    (void)state;
    ask(f, LA_ODE, "SYARAT KTP", NOON);

    assert_null(strstr(ask(f, WA_INA, "2", NOON + 1), "KTP-el"));
}

static int64_t rows_of_all(void)
{
    return count("person") + count("question") + count("ticket") + count("ticket_event") +
           count("journal WHERE actor <> 'test'") + count("outbox");
}

/* Each step of a complaint fails in its turn, for a reason of the message: it is marked failed,
 * nothing else is left, and the next one is answered. */
static void a_message_that_cannot_be_answered_leaves_nothing_and_holds_up_nobody(void **state)
{
    static const char *const steps[] = {
        "INSERT ON person",       "INSERT ON ticket",
        "INSERT ON ticket_event", "INSERT ON journal",
        "INSERT ON outbox",       "UPDATE OF state ON inbox WHEN new.state = 'answered'",
    };
    (void)state;

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        char trigger[256];
        int64_t id = (int64_t)i + 1, now = NOON + id * 7200;

        (void)snprintf(
            trigger, sizeof trigger,
            "CREATE TRIGGER trouble BEFORE %s%s BEGIN SELECT RAISE(ABORT, 'trouble'); END",
            steps[i], "");
        assert_int_equal(sql_run(path, trigger), 0);
        assert_int_equal(receive(f, LA_ODE, LAPOR, now), 1);

        assert_int_equal(answer_next(now), 1);

        assert_string_equal(stored(id).state, "failed");
        assert_int_equal(rows_of_all(), 0);
        assert_int_equal(sql_run(path, "DROP TRIGGER trouble"), 0);
        assert_int_equal(answer_next(now), 0);
    }
    assert_non_null(strstr(ask(f, WA_INA, LAPOR, NOON), "No 0100014"));
}

/* The same for a reason of the machine: the message waits, and is answered once when the machine
 * works again. */
static void a_message_that_the_machine_cannot_answer_now_waits(void **state)
{
    static const char *const tables[] = {"person", "question", "ticket_event", "journal", "outbox"};
    (void)state;
    receive(f, LA_ODE, LAPOR, NOON);

    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        char hide[128], show[128];

        snprintf(hide, sizeof hide,
                 "PRAGMA legacy_alter_table = ON; ALTER TABLE %s RENAME TO hidden", tables[i]);
        snprintf(show, sizeof show,
                 "PRAGMA legacy_alter_table = ON; ALTER TABLE hidden RENAME TO %s", tables[i]);
        assert_int_equal(sql_run(path, hide), 0);

        assert_int_equal(answer_next(NOON), -EIO);

        assert_int_equal(sql_run(path, show), 0);
        assert_string_equal(stored(1).state, "waiting");
        assert_int_equal(rows_of_all(), 0);
    }
    assert_int_equal(answer_next(NOON), 1);
    assert_int_equal(answer_next(NOON), 0);
    assert_int_equal(count("ticket"), 1);
    assert_int_equal(count("outbox"), 1);
}

static void a_transaction_that_is_not_committed_answers_nothing(void **state)
{
    (void)state;
    receive(f, LA_ODE, LAPOR, NOON);
    assert_int_equal(db_begin(f->db), 0);
    assert_int_equal(core_answer_next(&f->core, NOON), 1);
    fixture_close(f); /* a power cut */

    f = fixture_open(path);

    assert_string_equal(stored(1).state, "waiting");
    assert_int_equal(rows_of_all(), 0);
    assert_int_equal(answer_next(NOON), 1);
    assert_non_null(strstr(take_reply(f, NOON), "No 0100014"));
}

static void many_messages_may_share_a_transaction(void **state)
{
    (void)state;
    receive(f, LA_ODE, LAPOR, NOON);
    receive(f, WA_INA, LAPOR, NOON);
    receive(f, LA_ODE, "MENU", NOON);

    assert_int_equal(db_begin(f->db), 0);
    for (int i = 1; i <= 3; i++)
        assert_int_equal(core_answer_next(&f->core, NOON), 1);
    assert_int_equal(core_answer_next(&f->core, NOON), 0);
    assert_int_equal(db_end(f->db, 0), 0);

    assert_string_equal(stored(3).state, "answered");
    assert_int_equal(count("ticket"), 2);
    assert_int_equal(count("outbox"), 3);
}

static void any_bytes_of_a_stranger_are_answered_or_ignored(void **state)
{
    unsigned seed = 1;
    (void)state;

    for (int i = 0; i < 300; i++) {
        struct link_sms sms = {.sent_at = NOON + i, .length = i % 161};

        snprintf(sms.sender, sizeof sms.sender, "08123456%04d", i);
        for (int k = 0; k < sms.length; k++) {
            seed = seed * 1103515245u + 12345u;
            sms.units[k] = (uint16_t)(i % 3 ? seed >> 16 & 0x7f : seed >> 12);
        }
        assert_int_equal(core_store(&f->core, BEARER, &sms, NOON), 1);
    }

    assert_int_equal(answer_all(f, NOON), 300);

    assert_int_equal(count("inbox WHERE state IN ('answered', 'ignored')"), 300);
}

static const char *ring(const char *number, int64_t now)
{
    assert_int_equal(db_begin(f->db), 0);
    assert_int_equal(db_end(f->db, core_called(&f->core, BEARER, number, now)), 0);
    return take_reply(f, now);
}

static void who_rings_gets_the_menu_once_a_period(void **state)
{
    const int64_t period = f->config.missed_call_period_s;
    (void)state;

    assert_non_null(strstr(ring(LA_ODE, NOON), "LAPOR"));
    assert_string_equal(f->reply.recipient, LA_ODE_ID);
    assert_string_equal(ring(LA_ODE_ID, NOON + period - 1), "");
    assert_non_null(strstr(ring(WA_INA, NOON + 1), "LAPOR"));
    assert_non_null(strstr(ring(LA_ODE, NOON + period), "LAPOR"));
}

static void who_is_never_answered_may_ring(void **state)
{
    static const char *const callers[] = {"",           "888",         "TELKOMSEL", OWN_SIM,
                                          "0402123456", "+6591234567", WA_INA};
    (void)state;
    assert_int_equal(db_begin(f->db), 0);
    assert_int_equal(db_end(f->db, guard_block(f->db, WA_INA, "iseng", "test", NOON)), 0);

    for (size_t i = 0; i < sizeof callers / sizeof callers[0]; i++)
        assert_string_equal(ring(callers[i], NOON), "");
}

static void a_number_of_another_country_is_answered_only_if_that_is_wished(void **state)
{
    struct vocabulary *vocabulary;
    (void)state;

    assert_string_equal(ask(f, "+60123456789", "SYARAT KTP HILANG", NOON), "");

    f->config.answer_foreign = true;
    assert_int_equal(words_load(f->db, &f->config, &vocabulary), 0);
    vocabulary_close(f->vocabulary);
    f->vocabulary = vocabulary;
    f->core.vocabulary = vocabulary;
    assert_non_null(strstr(ask(f, "+60123456789", "SYARAT KTP HILANG", NOON + 60), "polisi"));
    assert_string_equal(f->reply.recipient, "+60123456789");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(who_rings_gets_the_menu_once_a_period),
        TEST(who_is_never_answered_may_ring),
        TEST(a_number_of_another_country_is_answered_only_if_that_is_wished),
        TEST(nothing_waits_at_first),
        TEST(a_question_is_answered_once),
        TEST(what_was_understood_is_kept_with_the_message),
        TEST(the_words_of_a_complaint_are_not_kept_a_third_time),
        TEST(what_is_about_a_secret_complaint_hides_its_sender),
        TEST(what_the_guard_keeps_hides_its_sender_too),
        TEST(the_journal_says_whose_sms_changed_something_if_it_was_an_officers),
        TEST(the_same_sms_read_twice_is_answered_once),
        TEST(a_long_sms_is_answered_when_all_its_parts_are_there),
        TEST(receipts_go_before_answers),
        TEST(what_is_never_answered_makes_no_person_and_no_answer),
        TEST(a_question_expires),
        TEST(a_question_is_its_persons_only),
        TEST(a_message_that_cannot_be_answered_leaves_nothing_and_holds_up_nobody),
        TEST(a_message_that_the_machine_cannot_answer_now_waits),
        TEST(a_transaction_that_is_not_committed_answers_nothing),
        TEST(many_messages_may_share_a_transaction),
        TEST(any_bytes_of_a_stranger_are_answered_or_ignored),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
