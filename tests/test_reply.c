/* Replies: texts filled in, always within the GSM alphabet, whatever the values are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "gateway/reply/gsm7.h"
#include "gateway/reply/reply.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

static struct texts texts = {
    .value = {
        [TEXT_ANSWER_SYARAT] = "{service}: {value}. Biaya: {fee}. Kantor: {unit}.",
        [TEXT_ANSWER_TOPIC] = "{service}={value}.",
        [TEXT_HELP] = "Maaf, kami belum paham \"{text}\"",
        [TEXT_MENU] = "{regency}. Kirim: SYARAT KTP",
    }};
static struct reply reply;

static int setup(void **state)
{
    (void)state;
    reply.text[0] = '\0';
    return 0;
}
#define TEST(function) cmocka_unit_test_setup(function, setup)

static const char *times(char c, int count)
{
    static char text[REPLY_TEXT_SIZE * 2];

    memset(text, c, (size_t)count);
    text[count] = '\0';
    return text;
}

static void fields_are_filled_in(void **state)
{
    (void)state;

    reply_add(&reply, &texts, TEXT_ANSWER_TOPIC, {"value", "Gratis"}, {"service", "KTP"});

    assert_string_equal(reply.text, "KTP=Gratis.");
}

static void a_full_stop_is_never_doubled(void **state)
{
    (void)state;

    reply_add(&reply, &texts, TEXT_ANSWER_TOPIC, {"service", "a. b"}, {"value", "Rp5.000.. \r\n"});

    assert_string_equal(reply.text, "a. b=Rp5.000.");
}

static void values_are_written_in_the_gsm_alphabet(void **state)
{
    (void)state;

    reply_add(&reply, &texts, TEXT_HELP, {"text", "\u201chalo\u201d \U0001f600"});

    assert_string_equal(reply.text, "Maaf, kami belum paham \"\"halo\" ?\"");
    assert_true(gsm7_count(reply.text) > 0);
}

static void values_with_braces_are_not_filled_in_again(void **state)
{
    (void)state;

    reply_add(&reply, &texts, TEXT_HELP, {"text", "{text} {unit} %s"});

    assert_string_equal(reply.text, "Maaf, kami belum paham \"{text} {unit} %s\"");
}

static void texts_are_parted_by_a_line_break(void **state)
{
    (void)state;

    reply_add(&reply, &texts, TEXT_ANSWER_TOPIC, {"service", "A"}, {"value", "1"});
    reply_add(&reply, &texts, TEXT_ANSWER_TOPIC, {"service", "B"}, {"value", "2"});

    assert_string_equal(reply.text, "A=1.\nB=2.");
}

static void values_that_are_too_long_are_cut_but_the_text_around_them_is_whole(void **state)
{
    char fee[1024];
    (void)state;
    strcpy(fee, times('f', 1023));

    reply_add(&reply, &texts, TEXT_ANSWER_SYARAT, {"service", "KTP"}, {"value", times('v', 1023)},
              {"fee", fee}, {"unit", "Disdukcapil"});

    assert_memory_equal(reply.text, "KTP: vvvv", 9);
    assert_non_null(strstr(reply.text, "v. Biaya: f"));
    assert_non_null(strstr(reply.text, "f. Kantor: Disdukcapil."));
    assert_true(strlen(reply.text) > REPLY_TEXT_SIZE / 2);
}

static void a_text_that_finds_little_room_is_cut_and_one_that_finds_none_left_out(void **state)
{
    (void)state;
    reply_add(&reply, &texts, TEXT_HELP, {"text", times('x', 1000)});
    reply_add(&reply, &texts, TEXT_HELP, {"text", times('y', 900)});

    reply_add(&reply, &texts, TEXT_HELP, {"text", times('z', 900)});
    assert_non_null(strstr(reply.text, "\"zz"));
    assert_int_equal(reply.text[strlen(reply.text) - 1], '"');

    for (int i = 0; i < 200; i++)
        reply_add(&reply, &texts, TEXT_MENU, {"regency", "K"});
    assert_true(strlen(reply.text) < sizeof reply.text);
    assert_int_not_equal(reply.text[strlen(reply.text) - 1], '\n');
}

static void a_text_of_its_own_is_rendered(void **state)
{
    char text[16];
    (void)state;

    reply_render(&texts, TEXT_ANSWER_TOPIC, text, sizeof text, {"service", "A"}, {"value", "1."});
    assert_string_equal(text, "A=1.");
    reply_render(&texts, TEXT_MENU, text, sizeof text, {"regency", "A"});
    assert_string_equal(text, "");
}

static void days_are_local_days(void **state)
{
    char day[REPLY_DATE_SIZE];
    (void)state;

    reply_date(NOON, 8 * 3600, day);
    assert_string_equal(day, "02-03-2026");
    reply_date(NOON + 12 * 3600 - 1, 8 * 3600, day);
    assert_string_equal(day, "02-03-2026");
    reply_date(NOON + 12 * 3600, 8 * 3600, day);
    assert_string_equal(day, "03-03-2026");
    reply_date(NOON + 12 * 3600, 7 * 3600, day);
    assert_string_equal(day, "02-03-2026");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(fields_are_filled_in),
        TEST(a_full_stop_is_never_doubled),
        TEST(values_are_written_in_the_gsm_alphabet),
        TEST(values_with_braces_are_not_filled_in_again),
        TEST(texts_are_parted_by_a_line_break),
        TEST(values_that_are_too_long_are_cut_but_the_text_around_them_is_whole),
        TEST(a_text_that_finds_little_room_is_cut_and_one_that_finds_none_left_out),
        TEST(a_text_of_its_own_is_rendered),
        TEST(days_are_local_days),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
