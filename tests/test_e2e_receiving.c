/* What comes in and how: parts of long SMS in any order, messages for the screen, messages that
 * replace others, delivery reports, messages nobody can decode, a full SIM. One gateway takes it
 * all from sampan-phone through a real libgammu. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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

static void a_message_nobody_can_decode_is_passed_by_and_told_once(void **state)
{
    (void)state;

    e2e_phone(&rig, "corrupt");
    life_hear(&rig, "cannot be decoded");
    e2e_ask(&rig, "+6281240000008", "SYARAT KTP HILANG", "Surat kehilangan");
    e2e_ask(&rig, "+6281240000009", "SYARAT KTP HILANG", "Surat kehilangan");
    e2e_phone(&rig, "corrupt 00");
    e2e_ask(&rig, "+6281240000010", "SYARAT KTP HILANG", "Surat kehilangan");

    assert_int_equal(e2e_log_count(&rig, "uji: gone"), 0);
    assert_true(e2e_log_count(&rig, "cannot be decoded") <= 2);
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
        cmocka_unit_test(a_character_split_between_two_parts_is_whole_again),
        cmocka_unit_test(a_message_for_the_screen_is_answered),
        cmocka_unit_test(a_message_that_the_modem_does_not_keep_is_answered),
        cmocka_unit_test(a_message_that_replaces_another_is_answered),
        cmocka_unit_test(a_report_that_lies_in_the_memory_is_deleted),
        cmocka_unit_test(a_full_sim_is_drained),
        cmocka_unit_test(a_message_nobody_can_decode_is_passed_by_and_told_once),
        cmocka_unit_test(nothing_was_lost_and_sampand_ends_well),
    };

    return cmocka_run_group_tests(tests, set_up, life_tear_down);
}
