/* What comes in and how: parts of long SMS in any order, messages for the screen, messages that
 * replace others, delivery reports, messages nobody can decode, a full SIM. One gateway takes it
 * all from sampan-phone through a real libgammu. */

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "tests/support/life.h"

#include <cmocka.h>

static int set_up(void **state)
{
    life_set_up(state);
    life_begin(&rig, NULL, "");
    return 0;
}

static void newest_text_is(const char *text)
{
    struct inbox_message message;

    life_newest(&rig, &message);
    assert_string_equal(message.text, text);
}

static void parts_in_any_order_and_doubled_ones_are_one_message(void **state)
{
    (void)state;
    e2e_phone(&rig, "from +6281240000001");

    e2e_phone(&rig, "part 7/3/3 dekat pasar");
    e2e_phone(&rig, "part 7/3/1 LAPOR jalan ");
    e2e_phone(&rig, "part 7/3/1 LAPOR jalan ");
    e2e_phone(&rig, "part 7/3/2 rusak ");

    assert_non_null(strstr(e2e_heard(&rig, "+6281240000001"), "Laporan diterima"));
    newest_text_is("LAPOR jalan rusak dekat pasar");
    life_settle(&rig);
}

static void the_same_reference_of_two_people_is_two_messages(void **state)
{
    const int before = e2e_count_inbox(&rig, NULL);
    (void)state;

    e2e_phone(&rig, "from +6281240000002");
    e2e_phone(&rig, "part 9/2/1 SYARAT KTP ");
    e2e_phone(&rig, "from +6281240000003");
    e2e_phone(&rig, "part 9/2/2 lampu jalan mati");
    e2e_phone(&rig, "part 9/2/1 LAPOR ");
    assert_non_null(strstr(e2e_heard(&rig, "+6281240000003"), "Laporan diterima"));
    newest_text_is("LAPOR lampu jalan mati");
    e2e_phone(&rig, "from +6281240000002");
    e2e_phone(&rig, "part 9/2/2 hilang");

    assert_non_null(strstr(e2e_heard(&rig, "+6281240000002"), "Surat kehilangan"));
    assert_int_equal(e2e_count_inbox(&rig, NULL), before + 2);
}

static void a_reference_is_told_from_others_by_its_width_and_all_its_bits(void **state)
{
    (void)state;
    e2e_phone(&rig, "from +6281240000021");

    e2e_phone(&rig, "part16 4660/2/2 di pasar"); /* 0x1234 */
    e2e_phone(&rig, "part16 52/2/1 SYARAT KK "); /* 0x0034 */
    e2e_phone(&rig, "part 52/2/1 SYARAT KTP ");  /* 0x34 */
    e2e_phone(&rig, "part16 4660/2/1 LAPOR jalan rusak ");
    e2e_heard(&rig, "+6281240000021");
    newest_text_is("LAPOR jalan rusak di pasar");
    e2e_phone(&rig, "part 52/2/2 hilang");
    e2e_heard(&rig, "+6281240000021");
    newest_text_is("SYARAT KTP hilang");
    e2e_phone(&rig, "part16 52/2/2 rusak");
    e2e_heard(&rig, "+6281240000021");

    newest_text_is("SYARAT KK rusak");
}

static void a_reference_that_is_used_again_is_another_message(void **state)
{
    (void)state;
    e2e_phone(&rig, "from +6281240000022");

    for (int i = 0; i < 2; i++) {
        e2e_phone(&rig, "part 5/2/1 SYARAT KTP ");
        e2e_phone(&rig, "part 5/2/2 hilang");
        assert_non_null(strstr(e2e_heard(&rig, "+6281240000022"), "Surat kehilangan"));
    }
    e2e_phone(&rig, "clock -259200"); /* three days ago, and its second part never came */
    e2e_phone(&rig, "from +6281240000023");
    e2e_phone(&rig, "part 5/2/1 LAPOR lampu jalan ");
    e2e_phone(&rig, "clock 0");
    e2e_phone(&rig, "part 5/2/2 hilang");
    e2e_phone(&rig, "part 5/2/1 SYARAT KTP ");

    assert_non_null(strstr(e2e_heard(&rig, "+6281240000023"), "Surat kehilangan"));
    newest_text_is("SYARAT KTP hilang");
}

static void the_smscs_time_is_understood_in_every_time_zone(void **state)
{
    static const int quarters[] = {36, 28, 0, -14, 32}; /* the last is the phone's own */
    struct inbox_message message;
    (void)state;

    for (size_t i = 0; i < sizeof quarters / sizeof quarters[0]; i++) {
        char number[32];

        snprintf(number, sizeof number, "+62812400000%02zu", 30 + i);
        e2e_phone(&rig, "clock 0 %d", quarters[i]);
        e2e_ask(&rig, number, "SYARAT KTP HILANG", "Surat kehilangan");
        life_newest(&rig, &message);
        assert_in_range(message.received_at - message.sent_at, 0, 60);
    }
}

static void a_character_split_between_two_parts_is_whole_again(void **state)
{
    char text[600] = "LAPOR \xe2\x80\x93 ";
    (void)state;
    /* 67 units a part: an emoji of two units lies on the border for one of these lengths. */
    for (int i = 0; i < 58; i++)
        strcat(text, "a");
    strcat(text, "\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80 rusak");

    e2e_ask(&rig, "+6281240000004", text, "Laporan diterima");
    newest_text_is(text);
    memmove(text + 10, text + 11, strlen(text + 11) + 1);
    e2e_ask(&rig, "+6281240000005", text, "Laporan diterima");

    newest_text_is(text);
}

static void a_message_for_the_screen_is_answered(void **state)
{
    (void)state;
    e2e_phone(&rig, "from +6281240000006");

    e2e_phone(&rig, "flash SYARAT KTP HILANG");

    assert_non_null(strstr(e2e_heard(&rig, "+6281240000006"), "Surat kehilangan"));
    life_settle(&rig);
}

/* Class 0 by +CMT: the modem shows it and keeps no copy. 3GPP TS 27.005, 3.4.1. */
static void a_message_that_the_modem_does_not_keep_is_answered(void **state)
{
    (void)state;

    e2e_phone(&rig, "urc +CMT: ,35\\n07912618485400F9"
                    "040D91261842000070F700106211220100008211D36C501AA482965428089964069D47");

    assert_non_null(strstr(e2e_heard(&rig, "+6281240000077"), "Surat kehilangan"));
}

static void a_message_that_replaces_another_is_answered(void **state)
{
    (void)state;
    e2e_phone(&rig, "from +6281240000007");

    e2e_phone(&rig, "replace 1 SYARAT KTP HILANG");

    assert_non_null(strstr(e2e_heard(&rig, "+6281240000007"), "Surat kehilangan"));
}

static int count_row(const void *row, void *context)
{
    (void)row;
    (void)context;
    return 0;
}

static int count_corrupt(void)
{
    return inbox_list_corrupt(e2e_db(&rig), count_row, NULL);
}

static bool so_many_are_kept(struct e2e *e2e, const void *count)
{
    (void)e2e;
    return count_corrupt() == *(const int *)count;
}

/* Cut short, empty, with something left over, of no known kind, not even a whole number. */
static void what_nobody_can_decode_is_kept_as_it_is_and_leaves_the_modem(void **state)
{
    static const char *const pdus[] = {
        "07912618485400F9040D91261832547698F00000",
        "00",
        "07912618485400F9040D91261842000077F700006211220100008205D3E614"
        "5300000000",
        "07912618485400F9030D91261842000077F70000",
        "0FFF",
    };
    const int count = sizeof pdus / sizeof pdus[0];
    char output[8192], doctor[64];
    (void)state;

    for (int i = 0; i < count; i++)
        e2e_phone(&rig, "corrupt %s", pdus[i]);
    e2e_ask(&rig, "+6281240000008", "SYARAT KTP HILANG", "Surat kehilangan");
    life_settle(&rig);

    assert_int_equal(count_corrupt(), count);
    e2e_run(&rig, output, sizeof output, "sampan", "message", "corrupt", NULL);
    for (int i = 0; i < count; i++)
        assert_non_null(strstr(output, pdus[i]));
    e2e_run(&rig, output, sizeof output, "sampan", "doctor", NULL);
    snprintf(doctor, sizeof doctor, "%d SMS could not be decoded", count);
    assert_non_null(strstr(output, doctor));
    assert_int_equal(e2e_log_count(&rig, "cannot be decoded and is kept"), count);
    assert_int_equal(e2e_log_count(&rig, "uji: gone"), 0);
}

static void a_modem_full_of_what_nobody_can_decode_is_drained(void **state)
{
    const int all = count_corrupt() + 60;
    (void)state;

    for (int i = 0; i < 60; i++)
        e2e_phone(&rig, "corrupt 07912618485400F9040D912618325476%02d", i);
    e2e_say(&rig, "+6281240000013", "SYARAT KTP HILANG");

    assert_non_null(strstr(e2e_heard(&rig, "+6281240000013"), "Surat kehilangan"));
    e2e_wait(&rig, "all of them", so_many_are_kept, &all);
    life_settle(&rig);
}

static void what_nobody_can_decode_is_kept_whenever_the_power_fails(void **state)
{
    const int before = count_corrupt(), all = before + 20;
    int status, deleted = 0;
    (void)state;
    life_end(&rig);
    e2e_phone(&rig, "unplug");
    e2e_phone(&rig, "plug");
    e2e_event(&rig, "plugged"); /* and what was deleted before is read */
    for (int i = 0; i < 20; i++)
        e2e_phone(&rig, "corrupt 07912618485400F9040D912618325475%02d", i);

    while (deleted < 18) {
        e2e_start(&rig, NULL);
        e2e_event(&rig, "deleted");
        deleted++;
        kill(rig.gateway, SIGKILL); /* the modem's process goes with it */
        waitpid(rig.gateway, &status, 0);
        rig.gateway = 0;
        assert_true(count_corrupt() - before >= deleted);
    }
    e2e_start(&rig, NULL);
    e2e_wait(&rig, "all of them", so_many_are_kept, &all);

    life_settle(&rig);
    assert_int_equal(count_corrupt(), all);
    e2e_ask(&rig, "+6281240000014", "SYARAT KTP HILANG", "Surat kehilangan");
}

static void a_report_that_lies_in_the_memory_is_deleted(void **state)
{
    (void)state;

    e2e_phone(&rig, "corrupt 07912618485400F9"
                    "06050D91261842000080F8621122510100826211225101008200");
    e2e_event(&rig, "deleted");

    e2e_ask(&rig, "+6281240000011", "SYARAT KTP HILANG", "Surat kehilangan");
}

static void a_full_sim_is_drained(void **state)
{
    (void)state;

    e2e_phone(&rig, "full");
    e2e_say(&rig, "+6281240000012", "SYARAT KTP HILANG");

    assert_non_null(strstr(e2e_heard(&rig, "+6281240000012"), "Surat kehilangan"));
}

static void nothing_was_lost_and_sampand_ends_well(void **state)
{
    (void)state;

    life_end(&rig);

    assert_int_equal(e2e_count_inbox(&rig, "waiting"), 0);
    assert_int_equal(e2e_count_inbox(&rig, "failed"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_in_any_order_and_doubled_ones_are_one_message),
        cmocka_unit_test(the_same_reference_of_two_people_is_two_messages),
        cmocka_unit_test(a_reference_is_told_from_others_by_its_width_and_all_its_bits),
        cmocka_unit_test(a_reference_that_is_used_again_is_another_message),
        cmocka_unit_test(the_smscs_time_is_understood_in_every_time_zone),
        cmocka_unit_test(a_character_split_between_two_parts_is_whole_again),
        cmocka_unit_test(a_message_for_the_screen_is_answered),
        cmocka_unit_test(a_message_that_the_modem_does_not_keep_is_answered),
        cmocka_unit_test(a_message_that_replaces_another_is_answered),
        cmocka_unit_test(a_report_that_lies_in_the_memory_is_deleted),
        cmocka_unit_test(a_full_sim_is_drained),
        cmocka_unit_test(what_nobody_can_decode_is_kept_as_it_is_and_leaves_the_modem),
        cmocka_unit_test(a_modem_full_of_what_nobody_can_decode_is_drained),
        cmocka_unit_test(what_nobody_can_decode_is_kept_whenever_the_power_fails),
        cmocka_unit_test(nothing_was_lost_and_sampand_ends_well),
    };

    return cmocka_run_group_tests(tests, set_up, life_tear_down);
}
