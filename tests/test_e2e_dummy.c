/* The whole gateway over libgammu's dummy driver: what lies in a folder of SMS is answered. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "db/inbox.h"
#include "tests/support/e2e.h"

#include <cmocka.h>

#define MORNING "20261122T101500"

static struct e2e rig;

static int tear_down(void **state)
{
    (void)state;
    e2e_close(&rig);
    return 0;
}

struct answer {
    char text[OUTBOX_TEXT_SIZE];
    char recipient[24];
    int count, segments;
};

static int keep_answer(const void *row, void *context)
{
    const struct outbox_message *message = row;
    struct answer *answer = context;

    answer->count++;
    answer->segments = message->segments;
    snprintf(answer->text, sizeof answer->text, "%s", message->text);
    snprintf(answer->recipient, sizeof answer->recipient, "%s", message->recipient);
    return 0;
}

static struct answer answer_to(int64_t inbox_id)
{
    struct answer answer = {0};

    assert_true(outbox_answers(e2e_db(&rig), inbox_id, keep_answer, &answer) >= 0);
    return answer;
}

static bool dummy_is_empty(struct e2e *e2e, const void *context)
{
    (void)context;
    return e2e_dummy_count(e2e) == 0;
}

static bool dummy_has_only(struct e2e *e2e, const void *count)
{
    return e2e_dummy_count(e2e) == *(const int *)count;
}

static void wait_answered(int count)
{
    e2e_wait(&rig, "every answer", e2e_all_answered, &count);
}

static void a_waiting_message_is_answered_and_deleted(void **state)
{
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    e2e_dummy_put(&rig, 1, E2E_VILLAGER, MORNING, "", "SYARAT KTP HILANG");

    e2e_start(&rig, NULL);
    wait_answered(1);
    e2e_wait(&rig, "the empty SIM", dummy_is_empty, NULL);

    struct answer answer = answer_to(1);
    assert_int_equal(answer.count, 1);
    assert_string_equal(answer.recipient, E2E_VILLAGER);
    assert_non_null(strstr(answer.text, "Surat kehilangan dari polisi"));
    assert_int_equal(e2e_stop(&rig), 0);
}

static void the_same_sms_put_twice_is_answered_once(void **state)
{
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    e2e_dummy_put(&rig, 1, E2E_VILLAGER, MORNING, "", "LAPOR jalan rusak di Wameo");
    e2e_dummy_put(&rig, 2, E2E_VILLAGER, MORNING, "", "LAPOR jalan rusak di Wameo");
    e2e_dummy_put(&rig, 3, E2E_NEIGHBOR, MORNING, "", "LAPOR jalan rusak di Wameo");

    e2e_start(&rig, NULL);
    wait_answered(2);
    e2e_wait(&rig, "the empty SIM", dummy_is_empty, NULL);
    e2e_dummy_put(&rig, 4, E2E_VILLAGER, MORNING, "", "LAPOR jalan rusak di Wameo");
    e2e_wait(&rig, "the empty SIM", dummy_is_empty, NULL);

    assert_int_equal(e2e_stop(&rig), 0);
    assert_int_equal(e2e_count_inbox(&rig, NULL), 2);
    assert_int_equal(e2e_count_tickets(&rig), 2);
    assert_int_equal(answer_to(1).count, 1);
    assert_int_equal(answer_to(2).count, 1);
}

static void a_thousand_waiting_sms_are_all_answered(void **state)
{
    char sender[24];
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    for (int i = 1; i <= 1000; i++) {
        snprintf(sender, sizeof sender, "+62812%07d", i);
        e2e_dummy_put(&rig, i, sender, MORNING, "",
                      i % 10 ? "SYARAT KTP HILANG" : "LAPOR lampu jalan mati");
    }

    e2e_start(&rig, NULL);
    wait_answered(1000);
    e2e_wait(&rig, "the empty SIM", dummy_is_empty, NULL);

    assert_int_equal(e2e_stop(&rig), 0);
    assert_int_equal(e2e_count_inbox(&rig, NULL), 1000);
    assert_int_equal(e2e_count_tickets(&rig), 100);
    for (int id = 1; id <= 1000; id++)
        assert_int_equal(answer_to(id).count, 1);
}

/* One part comes by itself, the others later and in the wrong order; the references are 8 and 16
 * bits. */
static void parts_are_joined_in_any_order(void **state)
{
    struct inbox_message message;
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    e2e_dummy_put(&rig, 1, E2E_VILLAGER, MORNING, "050003A70302", "mati di Batauga, ");
    e2e_dummy_put(&rig, 2, E2E_NEIGHBOR, MORNING, "06080412340201", "SYARAT KTP ");
    e2e_start(&rig, NULL);
    e2e_wait(&rig, "the empty SIM", dummy_is_empty, NULL);
    assert_int_equal(e2e_count_inbox(&rig, NULL), 0);

    e2e_dummy_put(&rig, 1, E2E_VILLAGER, MORNING, "050003A70303", "dekat pasar");
    e2e_dummy_put(&rig, 2, E2E_VILLAGER, MORNING, "050003A70301", "LAPOR lampu jalan ");
    wait_answered(1);
    e2e_dummy_put(&rig, 3, E2E_NEIGHBOR, MORNING, "06080412340202", "HILANG");
    wait_answered(2);

    assert_int_equal(e2e_stop(&rig), 0);
    assert_int_equal(inbox_get(e2e_db(&rig), 1, &message), 1);
    assert_string_equal(message.text, "LAPOR lampu jalan mati di Batauga, dekat pasar");
    assert_int_equal(inbox_get(e2e_db(&rig), 2, &message), 1);
    assert_string_equal(message.text, "SYARAT KTP HILANG");
}

static void put_garbage(int slot, const char *content)
{
    char path[128];

    snprintf(path, sizeof path, "%s/sms/1/%d", rig.dummy, slot);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
}

static void a_file_of_garbage_does_not_hide_the_others(void **state)
{
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    put_garbage(1, "");
    put_garbage(2, "\x01\xff this was never an SMS\n\n[");
    e2e_dummy_put(&rig, 3, E2E_VILLAGER, MORNING, "", "SYARAT KTP HILANG");
    put_garbage(4, "[SMSBackup000]\nPDU = Deliver\nText00 = 0049\n");
    put_garbage(5, "[SMSBackup000]\nPDU = Deliver\nNumber = \"+62\nText00 = 00Z9\nUDH = 05\n");
    e2e_dummy_put(&rig, 6, E2E_NEIGHBOR, MORNING, "", "SYARAT KTP HILANG");

    e2e_start(&rig, NULL);
    wait_answered(2);

    assert_int_equal(e2e_stop(&rig), 0);
    assert_int_equal(answer_to(1).count, 1);
    assert_false(e2e_log_has(&rig, "Sanitizer"));
}

static void a_message_that_came_while_it_was_off_is_answered_when_it_is_on(void **state)
{
    const int none = 0;
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    e2e_start(&rig, NULL);
    e2e_wait(&rig, "the modem", e2e_log_has, "uji: ready");
    assert_int_equal(e2e_stop(&rig), 0);

    e2e_dummy_put(&rig, 1, E2E_VILLAGER, MORNING, "", "CEK 0100421");
    e2e_start(&rig, NULL);
    wait_answered(1);
    e2e_wait(&rig, "the empty SIM", dummy_has_only, &none);

    assert_int_equal(e2e_stop(&rig), 0);
    assert_non_null(strstr(answer_to(1).text, "0100421"));
}

static void advertisers_and_our_own_number_are_not_answered(void **state)
{
    const int one = 1;
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    e2e_dummy_put(&rig, 1, "TELKOMSEL", MORNING, "", "Promo kuota murah");
    e2e_dummy_put(&rig, 2, "8888", MORNING, "", "Anda punya hadiah");
    e2e_dummy_put(&rig, 3, "+6281200000001", MORNING, "", "SYARAT KTP");
    e2e_dummy_put(&rig, 4, E2E_VILLAGER, MORNING, "", "SYARAT KTP HILANG");

    e2e_start(&rig, NULL);
    e2e_wait(&rig, "the answer", e2e_all_answered, &one);

    assert_int_equal(e2e_stop(&rig), 0);
    assert_int_equal(e2e_count_inbox(&rig, "ignored"), 3);
    for (int id = 1; id <= 3; id++)
        assert_int_equal(answer_to(id).count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_waiting_message_is_answered_and_deleted, tear_down),
        cmocka_unit_test_teardown(the_same_sms_put_twice_is_answered_once, tear_down),
        cmocka_unit_test_teardown(a_thousand_waiting_sms_are_all_answered, tear_down),
        cmocka_unit_test_teardown(parts_are_joined_in_any_order, tear_down),
        cmocka_unit_test_teardown(a_file_of_garbage_does_not_hide_the_others, tear_down),
        cmocka_unit_test_teardown(a_message_that_came_while_it_was_off_is_answered_when_it_is_on,
                                  tear_down),
        cmocka_unit_test_teardown(advertisers_and_our_own_number_are_not_answered, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
