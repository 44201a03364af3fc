/* sampan-phone's character sets: against 3GPP TS 23.038 and published examples. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "gateway/phone/charset.h"

#include <cmocka.h>

#define COUNT(array) (sizeof array / sizeof array[0])

static void hellohello_packs_as_in_the_published_example(void **state)
{
    (void)state;
    uint16_t septets[16];
    uint8_t octets[16];
    char hex[40];
    int count = gsm7_from_utf8("hellohello", septets, COUNT(septets));

    int size = gsm7_pack(septets, (size_t)count, 0, octets, sizeof octets);

    assert_int_equal(size, 9);
    hex_from_octets(octets, (size_t)size, hex);
    assert_string_equal(hex, "E8329BFD4697D9EC37");
}

static void extension_characters_take_two_septets(void **state)
{
    (void)state;
    static const uint16_t expected[] = {0x1b, 0x3c, 0x1b, 0x3e, 0x1b, 0x28, 0x1b, 0x29, 0x1b,
                                        0x2f, 0x1b, 0x14, 0x1b, 0x3d, 0x1b, 0x40, 0x1b, 0x65};
    uint16_t septets[32];
    char text[64];

    int count = gsm7_from_utf8("[]{}\\^~|€", septets, COUNT(septets));

    assert_int_equal(count, COUNT(expected));
    assert_memory_equal(septets, expected, sizeof expected);
    assert_true(units_to_utf8(ENCODING_GSM7, septets, (size_t)count, text, sizeof text) > 0);
    assert_string_equal(text, "[]{}\\^~|€");
}

static void every_septet_but_the_escape_survives_the_way_through_utf8(void **state)
{
    (void)state;

    for (uint16_t septet = 0; septet < 128; septet++) {
        char text[8];
        uint16_t back[2];
        if (septet == 0x1b)
            continue;
        assert_true(units_to_utf8(ENCODING_GSM7, &septet, 1, text, sizeof text) > 0);
        assert_int_equal(gsm7_from_utf8(text, back, 2), 1);
        assert_int_equal(back[0], septet);
    }
}

static void what_gsm7_cannot_say_is_refused(void **state)
{
    (void)state;
    uint16_t septets[8];

    assert_int_equal(gsm7_from_utf8("ê", septets, 8), -EILSEQ);
    assert_int_equal(gsm7_from_utf8("`", septets, 8), -EILSEQ);
    assert_int_equal(gsm7_from_utf8("\t", septets, 8), -EILSEQ);
    assert_int_equal(gsm7_from_utf8("😀", septets, 8), -EILSEQ);
    assert_int_equal(gsm7_from_utf8("123456789", septets, 8), -ENOSPC);
}

static void an_unknown_escape_shows_the_character_behind_it(void **state)
{
    (void)state;
    const uint16_t septets[] = {'A', 0x1b, 'B', 0x1b};
    char text[16];

    units_to_utf8(ENCODING_GSM7, septets, 3, text, sizeof text);

    assert_string_equal(text, "AB");
}

static void packing_and_unpacking_agree_for_every_length_and_fill(void **state)
{
    (void)state;
    uint16_t septets[160], back[160];
    uint8_t octets[160];

    for (size_t i = 0; i < 160; i++)
        septets[i] = (uint16_t)((i * 37 + 11) & 0x7f);
    for (size_t count = 0; count <= 160; count++)
        for (unsigned fill = 0; fill < 7; fill++) {
            int size = gsm7_pack(septets, count, fill, octets, sizeof octets);
            assert_int_equal(size, (fill + count * 7 + 7) / 8);
            assert_int_equal(gsm7_unpack(octets, (size_t)size, fill, count, back), count);
            assert_memory_equal(back, septets, count * sizeof back[0]);
        }
}

static void unpacking_more_than_there_is_is_refused(void **state)
{
    (void)state;
    const uint8_t octets[7] = {0};
    uint16_t septets[16];

    assert_int_equal(gsm7_unpack(octets, 7, 0, 8, septets), 8);
    assert_int_equal(gsm7_unpack(octets, 7, 0, 9, septets), -EINVAL);
    assert_int_equal(gsm7_unpack(octets, 7, 1, 8, septets), -EINVAL);
}

static void an_emoji_is_a_surrogate_pair(void **state)
{
    (void)state;
    uint16_t units[4];
    char text[8];

    assert_int_equal(ucs2_from_utf8("😀", units, 4), 2);

    assert_int_equal(units[0], 0xd83d);
    assert_int_equal(units[1], 0xde00);
    assert_int_equal(units_to_utf8(ENCODING_UCS2, units, 2, text, sizeof text), 4);
    assert_string_equal(text, "😀");
}

static void half_a_surrogate_pair_is_shown_as_a_replacement(void **state)
{
    (void)state;
    const uint16_t units[] = {'a', 0xd83d, 'b', 0xde00};
    char text[16];

    units_to_utf8(ENCODING_UCS2, units, 4, text, sizeof text);

    assert_string_equal(text, "a\xef\xbf\xbd"
                              "b\xef\xbf\xbd");
}

static void bytes_that_are_not_utf8_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"\x80",     "\xc0\xaf",         "\xc3", "\xed\xa0\x80",
                                        "\xe2\x82", "\xf5\x80\x80\x80", "\xff"};
    uint16_t units[8];

    for (size_t i = 0; i < COUNT(wrong); i++) {
        assert_int_equal(ucs2_from_utf8(wrong[i], units, 8), -EILSEQ);
        assert_int_equal(gsm7_from_utf8(wrong[i], units, 8), -EILSEQ);
    }
}

static void a_nul_in_a_message_does_not_end_the_text(void **state)
{
    (void)state;
    const uint16_t units[] = {'a', 0, 'b'};
    char text[16];

    assert_int_equal(units_to_utf8(ENCODING_UCS2, units, 3, text, sizeof text), 5);

    assert_int_equal(strlen(text), 5);
}

static void hexadecimal_is_read_strictly(void **state)
{
    (void)state;
    uint8_t octets[2];

    assert_int_equal(octets_from_hex("aF09", 4, octets, 2), 2);
    assert_int_equal(octets[0], 0xaf);
    assert_int_equal(octets_from_hex("abc", 3, octets, 2), -EINVAL);
    assert_int_equal(octets_from_hex("0g", 2, octets, 2), -EINVAL);
    assert_int_equal(octets_from_hex("010203", 6, octets, 2), -ENOSPC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hellohello_packs_as_in_the_published_example),
        cmocka_unit_test(extension_characters_take_two_septets),
        cmocka_unit_test(every_septet_but_the_escape_survives_the_way_through_utf8),
        cmocka_unit_test(what_gsm7_cannot_say_is_refused),
        cmocka_unit_test(an_unknown_escape_shows_the_character_behind_it),
        cmocka_unit_test(packing_and_unpacking_agree_for_every_length_and_fill),
        cmocka_unit_test(unpacking_more_than_there_is_is_refused),
        cmocka_unit_test(an_emoji_is_a_surrogate_pair),
        cmocka_unit_test(half_a_surrogate_pair_is_shown_as_a_replacement),
        cmocka_unit_test(bytes_that_are_not_utf8_are_refused),
        cmocka_unit_test(a_nul_in_a_message_does_not_end_the_text),
        cmocka_unit_test(hexadecimal_is_read_strictly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
