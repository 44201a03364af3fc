/* Inbox: the same SMS is stored once, and the parts of a long one find each other. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "db/inbox.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

static struct db *db;

static int setup(void **state)
{
    (void)state;
    db = fixture_db();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    db_close(db);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static struct inbox_sms whole(const char *sender, const char *text, int64_t sent_at)
{
    struct inbox_sms sms = {.bearer = BEARER, .sent_at = sent_at};

    snprintf(sms.sender, sizeof sms.sender, "%s", sender);
    sms.length = units_of(text, sms.units);
    return sms;
}

static struct inbox_sms part(int number, int total, const char *text)
{
    struct inbox_sms sms = whole(LA_ODE, text, NOON);

    sms.reference_bits = 8;
    sms.reference = 77;
    sms.total = total;
    sms.part = number;
    return sms;
}

static int add(struct inbox_sms sms)
{
    return inbox_add(db, &sms, NOON + 5);
}

/* The message that waits, which is handled then; "" if none does. */
static const char *next(void)
{
    static struct inbox_message message;
    struct inbox_outcome outcome = {"answered", "MENU", "", "exact", ""};
    int rc = inbox_next(db, &message);

    assert_true(rc >= 0);
    if (rc == 0)
        return "";
    assert_int_equal(inbox_done(db, message.id, &outcome, NOON + 6), 0);
    return message.text;
}

static void a_message_is_kept_as_it_came(void **state)
{
    struct inbox_message message;
    (void)state;

    assert_int_equal(add(whole(LA_ODE, "Syarat KTP \u20ac \U0001f600", NOON)), 1);

    assert_int_equal(inbox_next(db, &message), 1);
    assert_string_equal(message.bearer, BEARER);
    assert_string_equal(message.sender, LA_ODE);
    assert_string_equal(message.text, "Syarat KTP \u20ac \U0001f600");
    assert_int_equal(message.sent_at, NOON);
    assert_int_equal(message.received_at, NOON + 5);
    assert_string_equal(message.state, "waiting");
}

static void the_same_sms_twice_is_one(void **state)
{
    (void)state;

    assert_int_equal(add(whole(LA_ODE, "MENU", NOON)), 1);
    assert_int_equal(add(whole(LA_ODE, "MENU", NOON)), 0);

    assert_string_equal(next(), "MENU");
    assert_string_equal(next(), "");
    assert_int_equal(add(whole(LA_ODE, "MENU", NOON)), 0);
    assert_string_equal(next(), "");
}

static void another_sender_time_or_text_is_another_sms(void **state)
{
    (void)state;
    assert_int_equal(add(whole(LA_ODE, "MENU", NOON)), 1);

    assert_int_equal(add(whole(WA_INA, "MENU", NOON)), 1);
    assert_int_equal(add(whole(LA_ODE, "MENU", NOON + 1)), 1);
    assert_int_equal(add(whole(LA_ODE, "menu", NOON)), 1);
}

/* It was stored but not deleted yet when the power failed; then the modem got another name, or the
 * SIM went into another one. */
static void an_sms_that_another_modem_reads_again_is_the_same(void **state)
{
    struct inbox_sms again = whole(LA_ODE, "LAPOR jalan rusak", NOON);
    (void)state;
    assert_int_equal(add(whole(LA_ODE, "LAPOR jalan rusak", NOON)), 1);

    strcpy(again.bearer, "indosat");

    assert_int_equal(add(again), 0);
}

static void a_message_whose_parts_two_modems_read_is_one(void **state)
{
    struct inbox_sms again = part(1, 2, "one "), rest = part(2, 2, "two");
    (void)state;
    assert_int_equal(add(part(1, 2, "one ")), 1);
    strcpy(again.bearer, "indosat");
    strcpy(rest.bearer, "indosat");

    assert_int_equal(add(again), 0);
    assert_int_equal(add(rest), 1);

    assert_string_equal(next(), "one two");
    assert_string_equal(next(), "");
}

static void messages_wait_in_the_order_they_came(void **state)
{
    (void)state;
    add(whole(LA_ODE, "first", NOON + 100));
    add(whole(LA_ODE, "second", NOON));

    assert_string_equal(next(), "first");
    assert_string_equal(next(), "second");
    assert_string_equal(next(), "");
}

static void a_message_is_handled_once(void **state)
{
    struct inbox_outcome outcome = {"ignored", "IGNORE", "x", "fuzzy", "echo"};
    struct inbox_message message;
    (void)state;
    add(whole(LA_ODE, "MENU", NOON));
    assert_int_equal(inbox_next(db, &message), 1);

    assert_int_equal(inbox_done(db, message.id, &outcome, NOON + 9), 0);
    assert_int_equal(inbox_done(db, message.id, &outcome, NOON + 10), -ENOENT);
    assert_int_equal(inbox_done(db, 4711, &outcome, NOON), -ENOENT);

    assert_int_equal(inbox_get(db, message.id, &message), 1);
    assert_string_equal(message.state, "ignored");
    assert_string_equal(message.intent, "IGNORE");
    assert_string_equal(message.arguments, "x");
    assert_string_equal(message.match, "fuzzy");
    assert_string_equal(message.reason, "echo");
    assert_int_equal(message.handled_at, NOON + 9);
}

static void an_outcome_that_does_not_exist_is_refused(void **state)
{
    struct inbox_outcome outcome = {"lost", "", "", "none", ""};
    struct inbox_message message;
    (void)state;
    add(whole(LA_ODE, "MENU", NOON));
    inbox_next(db, &message);

    assert_int_equal(inbox_done(db, message.id, &outcome, NOON), -EEXIST);

    assert_string_equal(next(), "MENU");
}

static void parts_are_joined_in_any_order(void **state)
{
    static const int orders[][3] = {{1, 2, 3}, {1, 3, 2}, {2, 1, 3},
                                    {2, 3, 1}, {3, 1, 2}, {3, 2, 1}};
    static const char *const texts[] = {"", "LAPOR lampu ", "jalan mati ", "di Batauga"};
    (void)state;

    for (int i = 0; i < 6; i++) {
        for (int k = 0; k < 3; k++) {
            struct inbox_sms sms = part(orders[i][k], 3, texts[orders[i][k]]);

            assert_string_equal(next(), "");
            sms.reference = i;
            assert_int_equal(add(sms), 1);
        }
        assert_string_equal(next(), "LAPOR lampu jalan mati di Batauga");
    }
}

static void a_part_that_is_read_twice_counts_once(void **state)
{
    (void)state;

    assert_int_equal(add(part(1, 3, "one ")), 1);
    assert_int_equal(add(part(1, 3, "one ")), 0);
    assert_int_equal(add(part(2, 3, "two ")), 1);
    assert_string_equal(next(), "");
    assert_int_equal(add(part(3, 3, "three")), 1);
    assert_int_equal(add(part(2, 3, "two ")), 0);

    assert_string_equal(next(), "one two three");
    assert_string_equal(next(), "");
}

static void a_part_that_the_phone_sent_again_counts_once(void **state)
{
    struct inbox_sms again = part(1, 2, "one ");
    (void)state;
    again.sent_at += 30;

    add(part(1, 2, "one "));
    assert_int_equal(add(again), 1);
    add(part(2, 2, "two"));

    assert_string_equal(next(), "one two");
    assert_string_equal(next(), "");
}

static void equal_parts_of_one_message_are_all_kept(void **state)
{
    (void)state;

    assert_int_equal(add(part(1, 2, "ha")), 1);
    assert_int_equal(add(part(2, 2, "ha")), 1);

    assert_string_equal(next(), "haha");
}

static void a_character_split_between_two_parts_is_whole_again(void **state)
{
    struct inbox_sms first = part(1, 2, "mati "), second = part(2, 2, "");
    (void)state;
    first.units[first.length++] = 0xd83d;
    second.units[second.length++] = 0xde00;
    second.units[second.length++] = '!';

    add(second);
    add(first);

    assert_string_equal(next(), "mati \U0001f600!");
}

static void references_of_8_and_16_bits_are_apart(void **state)
{
    struct inbox_sms wide = part(2, 2, "16");
    (void)state;
    wide.reference_bits = 16;
    add(part(1, 2, "8"));

    add(wide);
    assert_string_equal(next(), "");
    add(part(2, 2, "8"));
    assert_string_equal(next(), "88");
    wide.part = 1;
    add(wide);
    assert_string_equal(next(), "1616");
}

static void other_totals_and_senders_are_apart(void **state)
{
    struct inbox_sms sender = part(2, 2, "x"), total = part(2, 3, "x");
    (void)state;
    strcpy(sender.sender, WA_INA);
    add(part(1, 2, "one "));

    add(sender);
    add(total);

    assert_string_equal(next(), "");
    add(part(2, 2, "two"));
    assert_string_equal(next(), "one two");
}

static void a_reference_that_is_used_again_is_another_message(void **state)
{
    struct inbox_sms first = part(1, 2, "second "), second = part(2, 2, "message");
    (void)state;
    add(part(1, 2, "first "));
    add(part(2, 2, "message"));
    assert_string_equal(next(), "first message");
    first.sent_at = second.sent_at = NOON + 3600;

    add(second);
    assert_string_equal(next(), "");
    add(first);

    assert_string_equal(next(), "second message");
}

static void a_part_that_never_found_its_others_does_not_spoil_a_later_message(void **state)
{
    struct inbox_sms first = part(1, 2, "jalan rusak "), second = part(2, 2, "di Siompu");
    (void)state;
    add(part(1, 2, "lampu mati "));
    first.sent_at = second.sent_at = NOON + 3 * DAY_S;

    add(second);
    assert_string_equal(next(), "");
    add(first);

    assert_string_equal(next(), "jalan rusak di Siompu");
    assert_string_equal(next(), "");
}

static void a_joined_message_is_sent_when_its_first_part_was(void **state)
{
    struct inbox_message message;
    struct inbox_sms second = part(2, 2, "b");
    (void)state;
    second.sent_at = NOON + 4;

    add(second);
    add(part(1, 2, "a"));

    assert_int_equal(inbox_next(db, &message), 1);
    assert_int_equal(message.sent_at, NOON);
    assert_int_equal(message.received_at, NOON + 5);
}

static void the_longest_message_is_cut_and_does_no_harm(void **state)
{
    char text[161];
    (void)state;
    memset(text, 'x', 160);
    text[160] = '\0';

    for (int i = 1; i <= 255; i++)
        assert_int_equal(add(part(i, 255, text)), 1);

    assert_int_equal(strlen(next()), INBOX_TEXT_SIZE - 1);
}

static int note_text(const void *row, void *context)
{
    const struct inbox_message *message = row;

    strcat(strcat(context, message->text), " ");
    return 0;
}

static void messages_are_listed_by_time_sender_intent_and_state(void **state)
{
    char texts[64] = "";
    (void)state;
    add(whole(LA_ODE, "a", NOON));
    add(whole(WA_INA, "b", NOON));
    next();

    assert_int_equal(inbox_list(db, &(struct inbox_filter){0}, note_text, texts), 2);
    assert_string_equal(texts, "a b ");
    texts[0] = '\0';
    inbox_list(db, &(struct inbox_filter){.sender = WA_INA}, note_text, texts);
    inbox_list(db, &(struct inbox_filter){.intent = "MENU"}, note_text, texts);
    inbox_list(db, &(struct inbox_filter){.state = "waiting"}, note_text, texts);
    assert_string_equal(texts, "b a b ");
    assert_int_equal(inbox_list(db, &(struct inbox_filter){.since = NOON + 6}, note_text, texts),
                     0);
}

static void a_sender_is_found_however_the_network_writes_the_number(void **state)
{
    char texts[64] = "";
    (void)state;
    add(whole("081234567890", "a", NOON));
    add(whole("+6281234567890", "b", NOON));
    add(whole("6281234567890", "c", NOON));
    add(whole("36360", "d", NOON));
    add(whole("6360", "e", NOON));

    inbox_list(db, &(struct inbox_filter){.sender = "+6281234567890"}, note_text, texts);
    assert_string_equal(texts, "a b c ");

    texts[0] = '\0';
    inbox_list(db, &(struct inbox_filter){.sender = "36360"}, note_text, texts);
    assert_string_equal(texts, "d ");
}

static void what_was_not_understood_is_listed(void **state)
{
    static const char *const outcomes[][3] = {
        {"a", "UNKNOWN", ""}, {"b", "SYARAT", "KTP"}, {"c", "BIAYA", ""}, {"d", "MENU", ""}};
    struct inbox_message message;
    char texts[64] = "";
    (void)state;
    for (size_t i = 0; i < 4; i++)
        add(whole(LA_ODE, outcomes[i][0], NOON + (int64_t)i));
    for (size_t i = 0; i < 4; i++) {
        struct inbox_outcome outcome = {"answered", outcomes[i][1], outcomes[i][2], "none", ""};

        assert_int_equal(inbox_next(db, &message), 1);
        assert_int_equal(inbox_done(db, message.id, &outcome, NOON), 0);
    }
    add(whole(LA_ODE, "e", NOON + 9));

    inbox_list(db, &(struct inbox_filter){.not_understood = true}, note_text, texts);

    assert_string_equal(texts, "a c ");
}

static int stop_at_once(const void *row, void *context)
{
    (void)row;
    ++*(int *)context;
    return -ECANCELED;
}

static void a_list_stops_when_its_visitor_says_so(void **state)
{
    int visited = 0;
    (void)state;
    add(whole(LA_ODE, "a", NOON));
    add(whole(WA_INA, "b", NOON));

    assert_int_equal(inbox_list(db, &(struct inbox_filter){0}, stop_at_once, &visited), -ECANCELED);

    assert_int_equal(visited, 1);
}

static void a_message_whose_parts_never_came_is_joined_with_gaps_when_it_is_overdue(void **state)
{
    struct inbox_message message;
    (void)state;
    add(part(2, 5, "two "));
    add(part(4, 5, "four "));

    assert_int_equal(inbox_join_overdue(db, NOON + 4, NOON + 100), 0);
    assert_int_equal(inbox_join_overdue(db, NOON + 5, NOON + 100), 1);
    assert_int_equal(inbox_join_overdue(db, NOON + 5, NOON + 100), 0);

    assert_int_equal(inbox_next(db, &message), 1);
    assert_string_equal(message.text, "...two ...four ...");
    assert_true(message.incomplete);
    assert_int_equal(message.received_at, NOON + 100);
}

static void overdue_parts_of_two_days_are_two_messages(void **state)
{
    struct inbox_sms later = part(2, 3, "another day");
    (void)state;
    add(part(1, 3, "one day "));
    later.sent_at += 2 * DAY_S;
    add(later);

    assert_int_equal(inbox_join_overdue(db, NOON + 5, NOON + 100), 2);

    assert_string_equal(next(), "one day ...");
    assert_string_equal(next(), "...another day...");
}

static void a_whole_message_is_not_incomplete(void **state)
{
    struct inbox_message message;
    (void)state;
    add(part(1, 2, "one "));
    add(part(2, 2, "two"));

    inbox_next(db, &message);

    assert_false(message.incomplete);
    assert_int_equal(inbox_join_overdue(db, NOON + 5, NOON), 0);
}

static int count_row(const void *row, void *context)
{
    (void)row;
    (void)context;
    return 0;
}

static void what_nobody_can_decode_is_kept_once(void **state)
{
    (void)state;

    assert_int_equal(inbox_add_corrupt(db, "uji", "07912618", NOON), 1);
    assert_int_equal(inbox_add_corrupt(db, "dua", "07912618", NOON + 1), 0);
    assert_int_equal(inbox_add_corrupt(db, "uji", "07912619", NOON), 1);

    assert_int_equal(inbox_list_corrupt(db, count_row, NULL), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_message_is_kept_as_it_came),
        TEST(the_same_sms_twice_is_one),
        TEST(another_sender_time_or_text_is_another_sms),
        TEST(an_sms_that_another_modem_reads_again_is_the_same),
        TEST(a_message_whose_parts_two_modems_read_is_one),
        TEST(messages_wait_in_the_order_they_came),
        TEST(a_message_is_handled_once),
        TEST(an_outcome_that_does_not_exist_is_refused),
        TEST(parts_are_joined_in_any_order),
        TEST(a_part_that_is_read_twice_counts_once),
        TEST(a_part_that_the_phone_sent_again_counts_once),
        TEST(equal_parts_of_one_message_are_all_kept),
        TEST(a_character_split_between_two_parts_is_whole_again),
        TEST(references_of_8_and_16_bits_are_apart),
        TEST(other_totals_and_senders_are_apart),
        TEST(a_reference_that_is_used_again_is_another_message),
        TEST(a_part_that_never_found_its_others_does_not_spoil_a_later_message),
        TEST(a_joined_message_is_sent_when_its_first_part_was),
        TEST(the_longest_message_is_cut_and_does_no_harm),
        TEST(messages_are_listed_by_time_sender_intent_and_state),
        TEST(a_sender_is_found_however_the_network_writes_the_number),
        TEST(what_was_not_understood_is_listed),
        TEST(a_list_stops_when_its_visitor_says_so),
        TEST(a_message_whose_parts_never_came_is_joined_with_gaps_when_it_is_overdue),
        TEST(overdue_parts_of_two_days_are_two_messages),
        TEST(a_whole_message_is_not_incomplete),
        TEST(what_nobody_can_decode_is_kept_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
