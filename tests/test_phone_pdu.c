/* sampan-phone's SMS PDUs: against 3GPP TS 23.040 and published examples. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/phone/assemble.h"
#include "gateway/phone/pdu.h"
#include "gateway/phone/split.h"

#include <cmocka.h>

/* The published example "How to send an SMS in PDU mode": hellohello to +46708251358. */
static const char hellohello[] = "0011000B916407281553F80000AA0AE8329BFD4697D9EC37";

static int decode(const char *hex, struct pdu_submit *ret, const char **reason)
{
    uint8_t octets[PDU_OCTETS_MAX];
    int size = octets_from_hex(hex, strlen(hex), octets, sizeof octets);

    assert_true(size > 0);
    return pdu_submit_decode(octets, (size_t)size, (size_t)size - pdu_smsc_octets(octets), ret,
                             reason);
}

static void assert_refused(const char *hex)
{
    struct pdu_submit pdu;
    const char *reason = NULL;

    if (decode(hex, &pdu, &reason) != -EINVAL)
        fail_msg("not refused: %s", hex);
    assert_non_null(reason);
}

static void the_published_submit_is_understood(void **state)
{
    (void)state;
    struct pdu_submit pdu;
    const char *reason;
    char text[32];

    assert_int_equal(decode(hellohello, &pdu, &reason), 0);

    assert_string_equal(pdu.to, "+46708251358");
    assert_int_equal(pdu.data.encoding, ENCODING_GSM7);
    assert_int_equal(pdu.data.message_class, -1);
    assert_false(pdu.wants_report);
    units_to_utf8(pdu.data.encoding, pdu.data.units, pdu.data.units_count, text, sizeof text);
    assert_string_equal(text, "hellohello");
}

/* 07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37, with our type of
 * number (0x91) and no more messages to send (0x04 is the same). */
static void the_published_deliver_is_written_octet_by_octet(void **state)
{
    (void)state;
    struct pdu_deliver pdu = {.smsc = "+27381000015",
                              .from = "+27838890001",
                              .stamp = {.time_s = 922713419, .zone_quarters = 8}};
    uint8_t octets[PDU_OCTETS_MAX];
    char hex[2 * PDU_OCTETS_MAX + 1];
    assert_int_equal(split_text("hellohello", 0, &pdu.data, 1), 1);

    int size = pdu_deliver_encode(&pdu, octets);

    assert_true(size > 0);
    hex_from_octets(octets, (size_t)size, hex);
    assert_string_equal(hex,
                        "07917283010010F5040B917238880900F10000993092516195800AE8329BFD4697D9EC37");
}

static void letters_and_short_codes_are_addresses(void **state)
{
    (void)state;
    struct pdu_deliver pdu = {.smsc = "", .from = "TELKOMSEL"};
    uint8_t octets[PDU_OCTETS_MAX];
    char hex[2 * PDU_OCTETS_MAX + 1];

    int size = pdu_deliver_encode(&pdu, octets);
    hex_from_octets(octets, (size_t)size, hex);
    assert_memory_equal(hex, "000410D0D42273F96C4E8B4C", 24);

    strcpy(pdu.from, "888");
    size = pdu_deliver_encode(&pdu, octets);
    hex_from_octets(octets, (size_t)size, hex);
    assert_memory_equal(hex, "0004038188F8", 12);
}

static void a_negative_time_zone_has_its_sign_bit(void **state)
{
    (void)state;
    struct pdu_deliver pdu = {
        .smsc = "", .from = "1", .stamp = {.time_s = 0, .zone_quarters = -14}};
    uint8_t octets[PDU_OCTETS_MAX];
    static const uint8_t expected[] = {0x96, 0x21, 0x13, 0x02, 0x03, 0x00, 0x49};

    assert_true(pdu_deliver_encode(&pdu, octets) > 0);

    assert_memory_equal(octets + 7, expected, sizeof expected);
}

static void a_status_report_names_the_reference_and_the_outcome(void **state)
{
    (void)state;
    struct pdu_report report = {.smsc = "+6281100000",
                                .to = "+6281234567890",
                                .reference = 77,
                                .status = 0x46,
                                .sent = {1772409600, 32},
                                .done = {1772409605, 32}};
    uint8_t octets[PDU_OCTETS_MAX];
    char hex[2 * PDU_OCTETS_MAX + 1];

    int size = pdu_report_encode(&report, octets);

    assert_true(size > 0);
    hex_from_octets(octets, (size_t)size, hex);
    assert_string_equal(hex, "0691261801000006" /* SMSC: ten digits */
                             "4D0D91261832547698F0"
                             "62302080000023"
                             "62302080005023"
                             "46");
}

static void every_length_of_both_alphabets_survives(void **state)
{
    (void)state;
    struct user_data data = {.message_class = -1}, back;
    uint8_t octets[PDU_OCTETS_MAX];
    const char *reason;

    for (int i = 0; i < PDU_UNITS_MAX; i++)
        data.units[i] = (uint16_t)('a' + i % 26);
    for (int parts = 0; parts < 3; parts++)
        for (int ucs2 = 0; ucs2 < 2; ucs2++) {
            static const int most[3][2] = {{160, 70}, {153, 67}, {152, 66}};
            data.encoding = ucs2 ? ENCODING_UCS2 : ENCODING_GSM7;
            data.concat = (struct concat){.reference = parts == 1 ? 0xa7 : 0x1234,
                                          .reference_bits = parts == 1 ? 8 : 16,
                                          .total = parts ? 3 : 0,
                                          .part = 2};
            for (int count = 0; count <= most[parts][ucs2]; count++) {
                data.units_count = (uint8_t)count;
                int size = user_data_encode(&data, octets);
                assert_in_range(size, 1, 141);
                assert_int_equal(
                    user_data_decode(octets, (size_t)size, ucs2 ? 8 : 0, parts > 0, &back, &reason),
                    0);
                assert_int_equal(back.units_count, count);
                assert_memory_equal(back.units, data.units, (size_t)count * sizeof data.units[0]);
                assert_int_equal(back.concat.reference, parts ? data.concat.reference : 0);
            }
            data.units_count = (uint8_t)(most[parts][ucs2] + 1);
            if (data.units_count <= PDU_UNITS_MAX)
                assert_int_equal(user_data_encode(&data, octets), -EINVAL);
        }
}

static void malformed_submits_are_refused(void **state)
{
    (void)state;

    assert_refused("0010000B916407281553F80000AA0AE8329BFD4697D9EC37");   /* not a submit */
    assert_refused("0011000B516407281553F80000AA0AE8329BFD4697D9EC37");   /* type of number */
    assert_refused("00110000910000AA0AE8329BFD4697D9EC37");               /* no number */
    assert_refused("0011001791640728155364072815536407281553F80000AA00"); /* 23 digits */
    assert_refused("0011000B9164072815530E0000AA0AE8329BFD4697D9EC37");   /* digit 14, no filler */
    assert_refused("0011000B916407281553F800F8AA0AE8329BFD4697D9EC37");   /* reserved alphabet */
    assert_refused("0011000B916407281553F80000AA0AE8329BFD4697D9EC37FF"); /* one octet too many */
    assert_refused("0011000B916407281553F80000AA0CE8329BFD4697D9EC37");   /* too few */
    assert_refused("0011000B916407281553F80000AAA1E8329BFD4697D9EC37");   /* 161 septets */
    assert_refused("0011000B916407281553F80008AA03004100");               /* odd UCS-2 */
    assert_refused("0051000B916407281553F80004AA05050003010203");         /* header too long */
    assert_refused("0051000B916407281553F80004AA06050003010304");         /* part 4 of 3 */
    assert_refused("0051000B916407281553F80004AA06050003010300");         /* part 0 */
    assert_refused("0051000B916407281553F80004AA06050002010301");         /* element too short */
}

static void a_pdu_of_another_length_than_announced_is_refused(void **state)
{
    (void)state;
    uint8_t octets[PDU_OCTETS_MAX];
    struct pdu_submit pdu;
    const char *reason;
    int size = octets_from_hex(hellohello, strlen(hellohello), octets, sizeof octets);

    for (size_t announced = 0; announced < 40; announced++)
        assert_int_equal(pdu_submit_decode(octets, (size_t)size, announced, &pdu, &reason),
                         announced == 23 ? 0 : -EINVAL);
}

/* Each in a buffer of its own size, so that a sanitizer sees a read past the end. */
static void no_truncated_or_mutated_pdu_reads_past_its_end(void **state)
{
    (void)state;
    struct pdu_submit pdu;
    const char *reason;
    uint8_t octets[PDU_OCTETS_MAX];
    int size = octets_from_hex(hellohello, strlen(hellohello), octets, sizeof octets);

    srand(1);
    for (int round = 0; round < 20000; round++) {
        size_t length = 1 + (size_t)rand() % (size_t)size;
        uint8_t *copy = malloc(length);
        assert_non_null(copy);
        memcpy(copy, octets, length);
        for (int flips = rand() % 4; flips > 0; flips--)
            copy[(size_t)rand() % length] = (uint8_t)rand();
        size_t smsc = pdu_smsc_octets(copy);
        (void)pdu_submit_decode(copy, length, length > smsc ? length - smsc : 0, &pdu, &reason);
        free(copy);
    }
}

static void a_long_text_is_cut_at_153_septets(void **state)
{
    (void)state;
    struct user_data segments[4];
    char text[320];

    memset(text, 'x', sizeof text);
    text[160] = '\0';
    assert_int_equal(split_text(text, 9, segments, 4), 1);
    text[160] = 'x';
    text[161] = '\0';
    assert_int_equal(split_text(text, 9, segments, 4), 2);
    assert_int_equal(segments[0].units_count, 153);
    assert_int_equal(segments[1].units_count, 8);
    assert_int_equal(segments[1].concat.part, 2);
    assert_int_equal(segments[1].concat.reference, 9);
}

static void neither_an_escape_nor_a_surrogate_pair_is_cut(void **state)
{
    (void)state;
    struct user_data segments[4];
    char text[400];

    memset(text, 'x', 400);
    strcpy(text + 152, "€xxxxxxxxxx");
    assert_int_equal(split_text(text, 1, segments, 4), 2);
    assert_int_equal(segments[0].units_count, 152);

    memset(text, 'x', 400);
    strcpy(text + 66, "😀xxxxxx");
    assert_int_equal(split_text(text, 1, segments, 4), 2);
    assert_int_equal(segments[0].units_count, 66);
    assert_int_equal(segments[1].units[0], 0xd83d);
}

/* Segments of a text from a sender to the gateway's encoder's place: as if they were submitted. */
static int submit(struct assemble *assemble, const char *to, const struct user_data *data,
                  struct assembled *ret)
{
    struct pdu_submit pdu = {.data = *data};

    snprintf(pdu.to, sizeof pdu.to, "%s", to);
    return assemble_add(assemble, &pdu, ret);
}

static void parts_in_any_order_for_two_people_are_joined(void **state)
{
    (void)state;
    struct assemble *assemble = calloc(1, sizeof *assemble);
    struct assembled *whole = calloc(1, sizeof *whole);
    struct user_data segments[4];
    char text[300];
    memset(text, 'x', sizeof text);
    strcpy(text + 200, " selesai");
    assert_int_equal(split_text(text, 3, segments, 4), 2);

    assert_int_equal(submit(assemble, "+621", &segments[1], whole), 0);
    assert_int_equal(submit(assemble, "+622", &segments[0], whole), 0);
    assert_int_equal(assemble_pending(assemble, NULL), 2);
    assert_int_equal(submit(assemble, "+621", &segments[1], whole), 0);
    assert_int_equal(submit(assemble, "+621", &segments[0], whole), 1);

    assert_string_equal(whole->to, "+621");
    assert_string_equal(whole->text, text);
    assert_int_equal(whole->segments, 2);
    assert_int_equal(whole->units, 208);
    assert_int_equal(assemble_pending(assemble, "+622"), 1);
    free(whole);
    free(assemble);
}

static void a_surrogate_pair_cut_between_parts_becomes_whole(void **state)
{
    (void)state;
    struct assemble *assemble = calloc(1, sizeof *assemble);
    struct assembled *whole = calloc(1, sizeof *whole);
    struct user_data part = {.encoding = ENCODING_UCS2,
                             .concat = {.reference = 1, .reference_bits = 16, .total = 2},
                             .units_count = 1};

    part.concat.part = 1;
    part.units[0] = 0xd83d;
    assert_int_equal(submit(assemble, "+621", &part, whole), 0);
    part.concat.part = 2;
    part.units[0] = 0xde00;
    assert_int_equal(submit(assemble, "+621", &part, whole), 1);

    assert_string_equal(whole->text, "😀");
    free(whole);
    free(assemble);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_submit_is_understood),
        cmocka_unit_test(the_published_deliver_is_written_octet_by_octet),
        cmocka_unit_test(letters_and_short_codes_are_addresses),
        cmocka_unit_test(a_negative_time_zone_has_its_sign_bit),
        cmocka_unit_test(a_status_report_names_the_reference_and_the_outcome),
        cmocka_unit_test(every_length_of_both_alphabets_survives),
        cmocka_unit_test(malformed_submits_are_refused),
        cmocka_unit_test(a_pdu_of_another_length_than_announced_is_refused),
        cmocka_unit_test(no_truncated_or_mutated_pdu_reads_past_its_end),
        cmocka_unit_test(a_long_text_is_cut_at_153_septets),
        cmocka_unit_test(neither_an_escape_nor_a_surrogate_pair_is_cut),
        cmocka_unit_test(parts_in_any_order_for_two_people_are_joined),
        cmocka_unit_test(a_surrogate_pair_cut_between_parts_becomes_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
