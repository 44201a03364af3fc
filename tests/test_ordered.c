/* Commands whose words are said all day: they count as they are taught, and as nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "parser/request.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

static struct request request;

static void parse(void **state, const char *text, bool officer, const struct question *question)
{
    const struct fixture *f = *state;
    const struct request_input input = {
        .text = text, .sender = LA_ODE, .officer = officer, .question = question};

    request_parse(f->vocabulary, &input, &request);
}

static void a_command_with_its_number_is_read_with_what_follows(void **state)
{
    static const struct {
        const char *text;
        enum intent intent;
        const char *ticket, *said;
        enum status_word word;
    } rows[] = {
        {"TAMBAH 0100014 di depan masjid", INTENT_TAMBAH, "0100014", "di depan masjid", STATE_NONE},
        {"tambah no 0100-014: dua lampu", INTENT_TAMBAH, "0100014", "dua lampu", STATE_NONE},
        {"TARIK 100014", INTENT_TARIK, "100014", "", STATE_NONE},
        {"SKM 0100014 443344434", INTENT_SKM, "0100014", "443344434", STATE_NONE},
        {"USUL tambah jadwal kapal", INTENT_USUL, "", "tambah jadwal kapal", STATE_NONE},
        {"tugas", INTENT_TUGAS, "", "", STATE_NONE},
        {"BACA #0100014", INTENT_BACA, "0100014", "", STATE_NONE},
        {"JAWAB 0100014 besok pagi", INTENT_JAWAB, "0100014", "besok pagi", STATE_NONE},
        {"BERKAS 081234567890 KTP hilang", INTENT_BERKAS, "081234567890", "KTP hilang", STATE_NONE},
        {"TERUS 0100014 PUPR", INTENT_STATUS, "0100014", "PUPR", STATE_TERUS},
        {"LENGKAPI 0100014 di mana?", INTENT_STATUS, "0100014", "di mana?", STATE_LENGKAPI},
        {"TOLAK 0100014 jalan provinsi", INTENT_STATUS, "0100014", "jalan provinsi", STATE_TOLAK},
        {"STATUS 0100014 VERIFIKASI larangan", INTENT_STATUS, "0100014", "larangan",
         STATE_VERIFIKASI},
        {"STATUS 0100014 JADI", INTENT_STATUS, "0100014", "", STATE_JADI},
        {"BANTUAN LAPOR", INTENT_BANTUAN, "", "lapor", STATE_NONE},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        parse(state, rows[i].text, true, NULL);
        if (request.intent[0] != rows[i].intent || strcmp(request.ticket, rows[i].ticket) != 0 ||
            strcmp(request.text, rows[i].said) != 0 || request.state != rows[i].word ||
            request.match != MATCH_EXACT)
            fail_msg("\"%s\" is %s %s \"%s\"", rows[i].text, intent_names[request.intent[0]],
                     request.ticket, request.text);
    }
}

static void the_same_words_in_daily_life_are_no_commands(void **state)
{
    static const char *const texts[] = {
        "tambah anggota kk gimana",
        "tarik iuran tiap bulan itu resmi?",
        "usul",
        "tugas pak lurah apa",
        "baca sms saya dong",
        "jawab dong pak",
        "terus gimana caranya",
        "lengkapi berkas ktp apa saja",
        "tolak bala",
        "status ktp saya 0100014 sudah jadi?",
        "bantuan beras kapan turun",
        "berkas ktp apa saja",
        "Terus 3 hari lagi apa jadi pak",
        "TAMBAH",
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        enum intent intent;

        parse(state, texts[i], false, NULL);
        intent = request.intent[0];
        if (intent == INTENT_STATUS || (intent >= INTENT_USUL && intent <= INTENT_BERKAS))
            fail_msg("\"%s\" is %s", texts[i], intent_names[intent]);
    }
}

static void a_citizen_completes_by_the_word_of_the_office(void **state)
{
    parse(state, "LENGKAPI 0100014 di Lapandewa", false, NULL);

    assert_int_equal(request.intent[0], INTENT_TAMBAH);
    assert_string_equal(request.text, "di Lapandewa");
}

static void another_matter_is_no_last_word_on_a_ticket(void **state)
{
    static const struct question done = {.intent = INTENT_NILAI, .kind = QUESTION_RESULT};

    parse(state, "belum, masih gelap", false, &done);
    assert_int_equal(request.answer, ANSWER_NOT_YET);
    parse(state, "ya 4", false, &done);
    assert_int_equal(request.answer, ANSWER_YES);
    assert_int_equal(request.score, 4);

    parse(state, "tidak bisa login aplikasi bpjs dari kemarin", false, &done);
    assert_int_not_equal(request.answer, ANSWER_NOT_YET);
    parse(state, "belum selesai kah?", false, &done);
    assert_int_not_equal(request.answer, ANSWER_NOT_YET);
    parse(state, "SYARAT KTP HILANG", false, &done);
    assert_int_equal(request.intent[0], INTENT_SYARAT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_command_with_its_number_is_read_with_what_follows),
        cmocka_unit_test(the_same_words_in_daily_life_are_no_commands),
        cmocka_unit_test(a_citizen_completes_by_the_word_of_the_office),
        cmocka_unit_test(another_matter_is_no_last_word_on_a_ticket),
    };

    return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
