/* Request: what people write, and what it is understood as, with the sample catalogue and lexicon.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/catalogue.h"
#include "parser/request.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

#define CITIZEN "+6281200000100"

static struct request request;

static const char *parse(void **state, const char *text, const char *sender,
                         const struct question *question)
{
    struct request_input input = {.text = text, .sender = sender, .question = question};
    static char line[2 * REQUEST_TEXT_SIZE];
    struct fixture *f = *state;
    char arguments[REQUEST_TEXT_SIZE];
    size_t length = 0;

    request_parse(f->vocabulary, &input, &request);
    for (int i = 0; i < request.intents; i++)
        length += (size_t)snprintf(line + length, sizeof line - length, "%s%s", i ? "+" : "",
                                   intent_names[request.intent[i]]);
    snprintf(line + length, sizeof line - length, " %s",
             request_arguments(&request, arguments, sizeof arguments));
    return line;
}

/* What a text means; what is asked of it is told in one line: "SYARAT KTP". */
static void expect(void **state, const char *text, const char *meaning)
{
    const char *found = parse(state, text, CITIZEN, NULL);

    if (strcmp(found, meaning) != 0)
        fail_msg("\"%s\" is understood as \"%s\", not \"%s\"", text, found, meaning);
}

#define EXPECT_ALL(state, ...)                                                                     \
    do {                                                                                           \
        static const char *const pairs[][2] = {__VA_ARGS__};                                       \
        for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)                                \
            expect(state, pairs[i][0], pairs[i][1]);                                               \
    } while (0)

static void exact_keywords_are_read_exactly(void **state)
{
    EXPECT_ALL(state, {"SYARAT KTP HILANG", "SYARAT KTP-HILANG"},
               {"SYARAT#KTP#HILANG", "SYARAT KTP-HILANG"}, {"syarat   sim!!!", "SYARAT SIM"},
               {"BIAYA PBG", "BIAYA PBG"}, {"CARA AK-1", "PROSEDUR AK1"},
               {"LAMA KTP HILANG", "LAMA KTP-HILANG"}, {"DASAR KIA", "DASAR KIA"},
               {"MENU", "MENU "}, {"CEK 0100421", "CEK 100421"}, {"STOP", "STOP "},
               {"MULAI", "MULAI "}, {"LANJUT", "LANJUT "});
}

static void only_what_is_read_to_the_letter_is_called_exact(void **state)
{
    static const char *const exact[] = {
        "SYARAT KTP HILANG", "syarat paspor", "Biaya SIM pak", "SYARAT#KTP#HILANG", "lapor datang",
        "ktp hilang",        "LAPOR jalan",   "CEK 0100421",   "STATUS 61 SELESAI", "MENU",
    };
    static const char *const guessed[] = {
        "sarat paspor",
        "syarat pasport ya",
        "lpr jalan rusak",
        "kartu nelayan brp",
        "syarat kawin kontrak",
        "syarat ktp banjir",
        "apa syarat paspor",
        "paspor berapa harganya",
        "syarat abc",
        "lampu jalan mati tlg",
        "skck pak",
    };

    for (size_t i = 0; i < sizeof exact / sizeof exact[0]; i++) {
        parse(state, exact[i], CITIZEN, NULL);
        if (request.match != MATCH_EXACT || request.confirm)
            fail_msg("\"%s\" is called %s", exact[i], match_names[request.match]);
    }
    for (size_t i = 0; i < sizeof guessed / sizeof guessed[0]; i++) {
        parse(state, guessed[i], CITIZEN, NULL);
        if (request.match == MATCH_EXACT)
            fail_msg("\"%s\" is called exact", guessed[i]);
    }
}

static void a_language_is_wished_for_by_few_words(void **state)
{
    EXPECT_ALL(state, {"BAHASA INGGRIS", "BAHASA INGGRIS"}, {"bahasa", "BAHASA "},
               {"pak bahasa#english", "BAHASA english"}, {"Language: English", "BAHASA English"},
               {"bahasa inggris saja pak", "BAHASA inggris saja pak"},
               {"bahasa daerah kami hilang karena tidak diajarkan", "UNKNOWN "});
}

static void keywords_may_be_english(void **state)
{
    EXPECT_ALL(state, {"REQUIREMENTS KTP HILANG", "SYARAT KTP-HILANG"},
               {"cost passport", "BIAYA PASPOR"}, {"Fee: SIM", "BIAYA SIM"},
               {"procedure nikah", "PROSEDUR NIKAH"}, {"check 0100014", "CEK 100014"},
               {"report street lamp is out", "LAPOR street lamp is out"}, {"more", "LANJUT "},
               {"repot sekali urus ktp", "SYARAT KTP"});
}

static void questions_may_be_english(void **state)
{
    EXPECT_ALL(state, {"what do I need for a passport", "SYARAT PASPOR"},
               {"How much is a driving licence?", "BIAYA SIM"},
               {"how long does a police clearance take", "LAMA SKCK"},
               {"how do i get a death certificate", "PROSEDUR AKTA-MATI"},
               {"i lost my id card, what are the requirements", "SYARAT KTP-HILANG"},
               {"requirements for the family card", "SYARAT KK"});
}

static void a_bare_name_asks_what_to_bring(void **state)
{
    EXPECT_ALL(state, {"ktp hilang", "SYARAT KTP-HILANG"}, {"skck pak", "SYARAT SKCK"},
               {"KTP saya hilang", "SYARAT KTP-HILANG"}, {"lapor datang", "SYARAT DATANG"});
}

static void polite_questions_need_no_keyword(void **state)
{
    EXPECT_ALL(state,
               {"bu maaf mau tanya, ganti ktp yang hilang syaratnya apa ya", "SYARAT KTP-HILANG"},
               {"kalau mau daftar nikah di kua bawa apa saja", "SYARAT NIKAH"},
               {"paspor berapa harganya", "BIAYA PASPOR"}, {"sktm langsung jadi?", "LAMA SKTM"},
               {"cara ubah alamat di ktp", "PROSEDUR KTP-RUSAK"},
               {"aturan mana yang bilang akta lahir tidak bayar", "DASAR AKTA-LAHIR"},
               {"berobat gratis bagaimana", "PROSEDUR JKN-PBI"},
               {"paspor masih 350rb kah", "BIAYA PASPOR"},
               {"saya mau mengurus surat pindah ke kota lain karena ikut suami", "SYARAT PINDAH"});
}

static void the_malay_of_buton_and_belitung_is_understood(void **state)
{
    EXPECT_ALL(state, {"ktp sa hilang mi apa kah syaratnya", "SYARAT KTP-HILANG"},
               {"sktm gratis ji kah", "BIAYA SKTM"}, {"cemane care buat skck", "PROSEDUR SKCK"},
               {"berape ongkos ngurus kk", "BIAYA KK"});
}

static void misspelt_and_shortened_words_are_understood(void **state)
{
    EXPECT_ALL(state, {"mf pak sy mw urus ktp ilang syaratx apa2 sj", "SYARAT KTP-HILANG"},
               {"syrt keteangan tidk mampu", "SYARAT SKTM"},
               {"syaart kusukaaa nelayan", "SYARAT KUSUKA"}, {"b3rapa lamz skck jadi", "LAMA SKCK"},
               {"brp byr bikin akte", "BIAYA AKTA"}, {"sarat paspot", "SYARAT PASPOR"},
               {"lpr jmbatan rusk", "LAPOR jmbatan rusk"});
    parse(state, "sarat paspot", CITIZEN, NULL);
    assert_int_equal(request.match, MATCH_FUZZY);
}

static void words_that_run_together_are_cut(void **state)
{
    EXPECT_ALL(state, {"syaratpbb", "SYARAT PBB"}, {"syaartkartu keluarga baru", "SYARAT KK-BARU"},
               {"syaratktphilang", "SYARAT KTP-HILANG"}, {"S Y A R A T SIM", "SYARAT SIM"});
}

static void several_questions_and_services_are_answered_together(void **state)
{
    EXPECT_ALL(state, {"syarat dan biaya paspor", "SYARAT+BIAYA PASPOR"},
               {"ktp sama sim hilang syaratnya apa", "SYARAT KTP-HILANG+SIM"},
               {"sim c syarat & biaya", "SYARAT+BIAYA SIM"}, {"cek 41 dan 42", "CEK 41+42"},
               {"syarat dan lama paspor", "SYARAT+LAMA PASPOR"},
               {"syarat, lama, biaya paspor", "SYARAT+LAMA+BIAYA PASPOR"},
               {"biaya ktp + kk", "BIAYA KTP+KK"}, {"syarat sim/skck", "SYARAT SIM+SKCK"},
               {"syarat ktp, kk dan paspor", "SYARAT KTP+KK+PASPOR"},
               {"syarat ktp kk", "SYARAT KTP+KK"}, {"biaya sim skck", "BIAYA SIM+SKCK"},
               {"syarat kk nikah baru", "SYARAT KK-BARU"});
}

/* Each question and its service: "SYARAT KTP-HILANG, BIAYA PASPOR". */
static void expect_questions(void **state, const char *text, const char *questions)
{
    char found[512] = "";

    parse(state, text, CITIZEN, NULL);
    for (int i = 0; i < request.subjects; i++)
        for (int j = 0; j < request.intents; j++)
            if (request_asks(&request, i, request.intent[j]))
                snprintf(found + strlen(found), sizeof found - strlen(found), "%s%s %s",
                         found[0] ? ", " : "", intent_names[request.intent[j]],
                         request.subject[i].code);
    if (strcmp(found, questions) != 0)
        fail_msg("\"%s\" asks \"%s\", not \"%s\"", text, found, questions);
}

static void several_questions_each_go_with_their_own_service(void **state)
{
    static const char *const pairs[][2] = {
        {"SYARAT KTP HILANG DAN BIAYA PASPOR", "SYARAT KTP-HILANG, BIAYA PASPOR"},
        {"syarat kk baru terus brp biaya paspor", "SYARAT KK-BARU, BIAYA PASPOR"},
        {"syarat sim biaya skck", "SYARAT SIM, BIAYA SKCK"},
        {"ktp hilang syaratnya apa, paspor berapa biayanya", "SYARAT KTP-HILANG, BIAYA PASPOR"},
        {"syarat sktm, paspor biayanya berapa", "SYARAT SKTM, BIAYA PASPOR"},
        {"biaya ktp rusak, lama skck, syarat nikah", "BIAYA KTP-RUSAK, LAMA SKCK, SYARAT NIKAH"},
        {"syarat ktp dan biaya paspor", "SYARAT KTP, BIAYA PASPOR"},
        {"syarat dan biaya sim, lama paspor", "SYARAT SIM, BIAYA SIM, LAMA PASPOR"},
        {"syarat sim dan syarat paspor", "SYARAT SIM, SYARAT PASPOR"},
        {"syarat ktp hilang dan tempat paspor", "SYARAT KTP-HILANG, TEMPAT PASPOR"},
        {"hasil ktp rusak, biaya paspor", "HASIL KTP-RUSAK, BIAYA PASPOR"},
        {"tempat sim serta evaluasi skck", "TEMPAT SIM, EVALUASI SKCK"},
        {"syarat skck, kantor capil buka jam berapa", "SYARAT SKCK, TEMPAT DUKCAPIL"},
        /* One question, however many its words. */
        {"hasil dan biaya paspor", "HASIL PASPOR, BIAYA PASPOR"},
        {"syarat, jaminan & tempat sim", "SYARAT SIM, JAMINAN SIM, TEMPAT SIM"},
        {"tempat skck, kk dan paspor", "TEMPAT SKCK, TEMPAT KK, TEMPAT PASPOR"},
        {"biaya skck, kk", "BIAYA SKCK, BIAYA KK"},
        {"sim c itu syaratnya apa, bayar berapa", "BIAYA SIM, SYARAT SIM"},
        {"syarat ktp hilang, biaya resminya berapa", "SYARAT KTP-HILANG, BIAYA KTP-HILANG"},
        {"syarat nikah dan biaya untuk orang luar", "SYARAT NIKAH, BIAYA NIKAH"},
        {"syarat dan biaya sim dan paspor", "SYARAT SIM, BIAYA SIM, SYARAT PASPOR, BIAYA PASPOR"},
        {"syarat ktp hilang, biaya ktp berapa", "SYARAT KTP-HILANG, BIAYA KTP-HILANG"},
        {"berapa hari urus paspor kalau bawa ktp", "LAMA PASPOR"},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        expect_questions(state, pairs[i][0], pairs[i][1]);
}

static void what_cannot_be_answered_together_is_to_be_sent_again(void **state)
{
    expect_questions(state, "syarat skck dan biaya kawin kontrak", "SYARAT SKCK");
    assert_string_equal(request.text, "biaya kawin kontrak");
    expect_questions(state, "SYARAT KTP BIAYA KK LAMA PASPOR CARA NIKAH DASAR KIA",
                     "SYARAT KTP, BIAYA KK, LAMA PASPOR, PROSEDUR NIKAH");
    assert_string_equal(request.text, "DASAR KIA");
}

/* What is known is answered; the rest is named, and never answered with the service of another. */
static void a_question_about_something_unknown_gets_no_other_answer(void **state)
{
    static const char *const texts[][3] = {
        {"SYARAT PASPOR DAN BIAYA VISA", "SYARAT PASPOR", "BIAYA VISA"},
        {"biaya visa, syarat paspor", "SYARAT PASPOR", "biaya visa"},
        {"syarat haji dan biaya sim", "BIAYA SIM", "syarat haji"},
        {"ktp hilang syaratnya apa, visa berapa biayanya?", "SYARAT KTP-HILANG",
         "visa berapa biayanya?"},
        {"biaya visa, syarat sim, lama haji", "SYARAT SIM", "biaya visa, lama haji"},
        {"tempat sim dan tarif balsem", "TEMPAT SIM", "tarif balsem"},
        {"syarat paspor dan visa", "SYARAT PASPOR", "visa"},
        {"syarat visa dan paspor", "SYARAT PASPOR", "visa"},
        {"paspor dan visa syaratnya apa", "SYARAT PASPOR", "visa"},
        {"syarat paspor, visa, skck", "SYARAT PASPOR, SYARAT SKCK", "visa"},
        {"syarat nikah sama bule", "SYARAT NIKAH", ""},
        {"syarat paspor & biaya", "SYARAT PASPOR, BIAYA PASPOR", ""},
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        expect_questions(state, texts[i][0], texts[i][1]);
        if (strcmp(request.text, texts[i][2]) != 0)
            fail_msg("\"%s\" leaves out \"%s\"", texts[i][0], request.text);
    }
}

static void a_complaint_keeps_the_words_of_the_person(void **state)
{
    EXPECT_ALL(state, {"LAPOR lampu jalan mati di Batauga", "LAPOR lampu jalan mati di Batauga"},
               {"Lapor, jalan berlubang", "LAPOR jalan berlubang"},
               {"lapor syarat ktp dipersulit", "LAPOR syarat ktp dipersulit"},
               {"pak mau lapor Jembatan Putus!", "LAPOR Jembatan Putus!"},
               {"stop pungli di kantor camat", "LAPOR stop pungli di kantor camat"});
}

static void a_complaint_without_keyword_is_to_be_confirmed(void **state)
{
    static const char *const complaints[] = {
        "lampu jln di dpn sd mati sdh 2 mggu tlg",
        "urus ktp disuruh bayar 50 ribu",
        "urus akta di capil lambat sekali",
        "air pdam mati 3 hari",
        "mulai besok listrik mati terus di desa kami",
        "sampah menumpuk tidak pernah diangkut",
        "sudah diperbaiki tapi bocor lagi pipanya",
        "jalan A sudah diaspal, terima kasih, tapi jalan B masih rusak mohon diperbaiki juga",
        "mobil dinas dipakai pribadi oleh camat",
        "perahu bantuan disewakan ke orang lain",
        "balai desa dijadikan gudang semen",
        "urus surat di kecamatan diminta 50rb",
    };

    for (size_t i = 0; i < sizeof complaints / sizeof complaints[0]; i++) {
        parse(state, complaints[i], CITIZEN, NULL);
        if (request.intent[0] != INTENT_LAPOR || !request.confirm)
            fail_msg("\"%s\" is %s", complaints[i], intent_names[request.intent[0]]);
        assert_string_equal(request.text, complaints[i]);
    }
    parse(state, "LAPOR lampu mati", CITIZEN, NULL);
    assert_false(request.confirm);
}

static void what_befell_the_writer_is_no_complaint(void **state)
{
    static const char *const talk[] = {
        "Pak maaf saya terlambat, jalannya macet",
        "bu saya tidak bisa datang, ban bocor di jalan",
        "tadi saya tunggu lama sekali di depan rumahmu",
        "sudah jadi ktpmu?",
        "bpjs sudah dibayar belum ma",
        "beras habis di rumah, beli ya",
        "paspor saya sudah di tas",
        "nak hati-hati di jalan, licin",
        "lampu jalan sudah menyala, makasih pak",
        "jembatan yang rusak sdh diganti, terima kasih banyak",
        "terima kasih, ktp saya sudah jadi",
        "pinjam dulu 50rb, minggu depan gajian",
    };

    for (size_t i = 0; i < sizeof talk / sizeof talk[0]; i++) {
        parse(state, talk[i], CITIZEN, NULL);
        if (request.intent[0] != INTENT_UNKNOWN)
            fail_msg("\"%s\" is %s", talk[i], intent_names[request.intent[0]]);
    }
}

static void offices_purposes_and_reasons_are_no_further_service(void **state)
{
    EXPECT_ALL(state, {"ktp buram mau diganti di capil, perlu apa saja", "SYARAT KTP-RUSAK"},
               {"ijazah hilang, urus surat kehilangan polisi caranya", "PROSEDUR SURAT-HILANG"},
               {"nib untuk warung sembako cara daftarnya gimana", "PROSEDUR NIB"},
               {"duda mau nikah, apa syaratnya di kua", "SYARAT NIKAH"},
               {"syarat akta lahir dan ktp", "SYARAT AKTA-LAHIR+KTP"},
               {"jam berapa buka kantor capil", "UNKNOWN "});
}

static void words_cut_by_a_space_are_joined(void **state)
{
    EXPECT_ALL(state, {"per syaratan paspor", "SYARAT PASPOR"}, {"biaya pas por", "BIAYA PASPOR"},
               {"syarat ak 1", "SYARAT AK1"}, {"biaya dansim", "BIAYA SIM"});
}

static void a_price_that_rises_is_a_complaint(void **state)
{
    parse(state, "tarif feri naik seenaknya, warga susah", CITIZEN, NULL);
    assert_int_equal(request.intent[0], INTENT_LAPOR);
    assert_true(request.confirm);
    expect(state, "tarif sim", "BIAYA SIM");
}

static void small_talk_is_left_alone(void **state)
{
    static const char *const talk[] = {
        "sayang lagi apa",
        "besok ujian jam berapa ya",
        "jadi nikah kapan bro",
        "cara masak rendang gimana ya bu",
        "mau pindah kos, ada info ga",
        "cek email ya",
        "status wa mu lucu",
        "hp saya mati tadi maaf baru balas",
        "kapan nikah",
        "ko jadi kawin kah bulan depan",
        "siapa yang nikah di desa sebelah",
        "nikahannya jam berapa, undang kita nah",
        "ini nomor baru saya",
        "12345",
        "",
    };

    for (size_t i = 0; i < sizeof talk / sizeof talk[0]; i++) {
        parse(state, talk[i], CITIZEN, NULL);
        enum intent intent = request.intent[0];
        if (intent != INTENT_UNKNOWN && intent != INTENT_MENU && intent != INTENT_IGNORE)
            fail_msg("\"%s\" is %s", talk[i], intent_names[intent]);
    }
    expect(state, "terima kasih pak", "IGNORE ");
    expect(state, "terima kasih banyak pak", "IGNORE ");
    expect(state, "mksh byk bu", "IGNORE ");
    expect(state, "jadi nikah di kua bawa apa", "SYARAT NIKAH");
    expect(state, "kalau nikah, undang-undang nomor berapa", "DASAR NIKAH");
}

static void advertising_fraud_and_codes_get_no_answer(void **state)
{
    EXPECT_ALL(state, {"SELAMAT! Nomor Anda mendapat hadiah 100jt. Hub 085211112222", "IGNORE "},
               {"Butuh dana cepat? Syarat KTP saja, 5 menit cair. klik s.id/dana", "IGNORE "},
               {"Kode OTP Anda 123456. Jangan berikan kepada siapapun", "IGNORE "},
               {"REG#7401011234567890#7401011234567891#", "IGNORE "});
}

static void who_cannot_be_answered_is_never_answered(void **state)
{
    static const char *const senders[] = {"TELKOMSEL",    "1708",        "363", "112",
                                          "+60123456789", "04022821234", "",    OWN_SIM};

    for (size_t i = 0; i < sizeof senders / sizeof senders[0]; i++) {
        parse(state, "SYARAT KTP", senders[i], NULL);
        assert_int_equal(request.intent[0], INTENT_IGNORE);
    }
}

static void tickets_are_read_in_every_form(void **state)
{
    EXPECT_ALL(state, {"cek noomr 19", "CEK 19"}, {"tiket no 42 bagaimana", "CEK 42"},
               {"cek 01-00421", "CEK 100421"}, {"cek 0100 421", "CEK 100421"},
               {"Gmn laporan sy nmr 45 udh jdi ato blom", "CEK 45"}, {"cek tiket saya", "CEK "},
               {"status 45", "CEK 45"}, {"CEK#0100421", "CEK 100421"});
    parse(state, "cek 01-00421", CITIZEN, NULL);
    assert_string_equal(request.ticket, "0100421");
}

static void officers_say_state_and_note(void **state)
{
    EXPECT_ALL(state,
               {"STATUS 61 SELESAI jalan sudah ditimbun", "STATUS 61;SELESAI;jalan sudah ditimbun"},
               {"STATUS 64 TERUS DISHUB", "STATUS 64;TERUS;DISHUB"},
               {"STATUS#66#SELESAI#sudah ditambal", "STATUS 66;SELESAI;sudah ditambal"},
               {"status 65 lengkapi sebut nama rt", "STATUS 65;LENGKAPI;sebut nama rt"},
               {"status 45 sudah selesai belum", "CEK 45"});
    parse(state, "STATUS 61 SELESAI", CITIZEN, NULL);
    assert_int_equal(request.match, MATCH_EXACT);
}

static void a_misspelt_status_changes_nothing(void **state)
{
    static const char *const slips[] = {"statu 19 selese", "STATUS 19 slsai", "Stattus 19 TOLAK",
                                        "sttus 19 PROSES", "STATUS 19 TERSU DISHUB"};

    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        parse(state, slips[i], CITIZEN, NULL);
        if (intent_changes(request.intent[0]))
            fail_msg("\"%s\" is acted upon", slips[i]);
    }
    expect(state, "statu 19 selese", "UNKNOWN 19;SELESAI;");
    assert_int_equal(request.meant, INTENT_STATUS);
    assert_string_equal(request.ticket, "19");
    expect(state, "STATUS 19 TOLAK", "STATUS 19;TOLAK;");
    assert_int_equal(request.meant, INTENT_UNKNOWN);
    expect(state, "status 45 sttus", "CEK 45");
}

static void scores_are_one_to_four(void **state)
{
    EXPECT_ALL(state, {"nilai 44 4", "NILAI 44;4"}, {"NILAI 46 9", "NILAI 46;INVALID"},
               {"NILAI#45#3", "NILAI 45;3"}, {"NILAI 47 2 kurang ramah", "NILAI 47;2"},
               {"nilai 4 untuk tiket 45", "NILAI 45;4"}, {"nilai 45", "NILAI 45;INVALID"});
}

static void the_score_may_stand_before_the_ticket(void **state)
{
    EXPECT_ALL(state, {"nilai 3 0100421", "NILAI 100421;3"}, {"NILAI 0100421 3", "NILAI 100421;3"},
               {"saya beri nilai 4 pada 0100 421", "NILAI 100421;4"}, {"nilai 1 45", "NILAI 45;1"},
               {"nilai 45 1", "NILAI 45;1"}, {"nilai 8 0100421", "NILAI 100421;INVALID"},
               {"nilai 12 0100421", "NILAI 100421;INVALID"});
}

static void an_unknown_service_is_asked_back_and_never_answered(void **state)
{
    static const char *const unknown[] = {"SYARAT KTB",  "SYARAT ABC", "syarat siri",
                                          "SYARAT SIUP", "syarat kip", "syarat haji"};

    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        parse(state, unknown[i], CITIZEN, NULL);
        assert_int_equal(request.intent[0], INTENT_SYARAT);
        if (request.subjects > 0)
            fail_msg("\"%s\" is answered with %s", unknown[i], request.subject[0].code);
    }
    parse(state, "SYARAT KTB", CITIZEN, NULL);
    assert_true(request.candidates > 0);
    assert_string_equal(request.candidate[0].code, "KTP");
    assert_string_equal(request.text, "KTB");
    parse(state, "mengurus skkc berapa biayanya", CITIZEN, NULL);
    assert_int_equal(request.intent[0], INTENT_BIAYA);
    assert_int_equal(request.subjects, 0);
    assert_string_equal(request.candidate[0].code, "SKCK");
    parse(state, "SYARAT KTO", CITIZEN, NULL);
    assert_int_equal(request.candidates, 1); /* KK and KIA are much farther */
    assert_string_equal(request.candidate[0].code, "KTP");
}

static void a_paper_of_a_longer_name_than_we_know_is_asked_about_first(void **state)
{
    static const char *const longer[] = {"syarat sertifikat halal", "syarat sim hilang",
                                         "syarat bpjs ketenagakerjaan", "BIAYA PASPOR HILANG"};
    static const char *const known[] = {"syarat ktp hilang pak", "syarat sertifikat tanah",
                                        "biaya skck sekarang", "syarat kk baru tolong"};

    for (size_t i = 0; i < sizeof longer / sizeof longer[0]; i++) {
        parse(state, longer[i], CITIZEN, NULL);
        if (request.subjects > 0 && !request.confirm)
            fail_msg("\"%s\" is answered with %s", longer[i], request.subject[0].code);
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        parse(state, known[i], CITIZEN, NULL);
        assert_int_equal(request.subjects, 1);
        assert_false(request.confirm);
    }
}

static void expect_own(void **state, const char *name, const char *code)
{
    char text[128], meaning[64];

    snprintf(text, sizeof text, "SYARAT %s", name);
    snprintf(meaning, sizeof meaning, "SYARAT %s", code);
    expect(state, text, meaning);
    if (request.match != MATCH_EXACT || request.confirm)
        fail_msg("\"%s\" is called %s", text, match_names[request.match]);
}

static int ask_for_each_name(const void *row, void *context)
{
    const struct catalogue_service *service = row;
    const char *aliases = service->aliases;
    char alias[128];

    while (catalogue_list_next(&aliases, alias, sizeof alias))
        expect_own(context, alias, service->code);
    expect_own(context, service->code, service->code);
    return 0;
}

static void every_name_in_the_catalogue_asks_for_its_own_service(void **state)
{
    struct fixture *f = *state;

    assert_true(catalogue_services(f->db, ask_for_each_name, state) > 30);
}

struct names {
    char name[64][64], code[64][CATALOGUE_CODE_SIZE];
    int count;
};

/* The last alias of each service: one that is not its code. */
static int take_name(const void *row, void *context)
{
    const struct catalogue_service *service = row;
    const char *aliases = service->aliases;
    struct names *names = context;

    if (names->count == 64)
        return 0;
    while (catalogue_list_next(&aliases, names->name[names->count], sizeof names->name[0]))
        ;
    snprintf(names->code[names->count++], sizeof names->code[0], "%s", service->code);
    return 0;
}

static void any_two_services_may_be_asked_about_in_one_sms(void **state)
{
    struct fixture *f = *state;
    struct names names = {.count = 0};
    char text[256], questions[128];

    assert_true(catalogue_services(f->db, take_name, &names) > 30);
    for (int i = 0; i < names.count; i++)
        for (int j = 0; j < names.count; j++) {
            if (i == j)
                continue;
            snprintf(text, sizeof text, "SYARAT %s DAN BIAYA %s", names.name[i], names.name[j]);
            snprintf(questions, sizeof questions, "SYARAT %s, BIAYA %s", names.code[i],
                     names.code[j]);
            expect_questions(state, text, questions);
        }
}

/* Papers and services that the sample catalogue does not have, though it has a part of each name.
 */
static const char *const not_in_the_catalogue[] = {
    "surat sehat",
    "kawin kontrak",
    "nikah siri",
    "nikah beda negara",
    "nikah massal",
    "surat rekomendasi nikah",
    "isbat nikah",
    "kartu nikah digital",
    "sim tembak",
    "sim internasional",
    "kursus sim",
    "perpanjang sim",
    "sim mati",
    "sim b2 umum",
    "skck online polda",
    "perpanjang skck",
    "legalisir skck",
    "skck luar negeri",
    "paspor elektronik",
    "paspor dinas",
    "paspor rusak",
    "perpanjang paspor",
    "paspor diplomatik",
    "visa paspor korea",
    "akta notaris perusahaan",
    "akta pendirian cv",
    "kartu kuning kapal",
    "kartu kuning perusahaan",
    "bpjs ketenagakerjaan",
    "agen bpjs",
    "klaim bpjs",
    "bpjs kelas satu",
    "sertifikat halal",
    "sertifikat vaksin",
    "sertifikat kompetensi",
    "sertifikat layak kawin",
    "izin praktek bidan",
    "izin pertambangan",
    "izin edar obat",
    "izin tinggal asing",
    "surat jalan ternak",
    "surat tugas belajar",
    "surat pindah sekolah",
    "surat pindah kuliah",
    "pindah agama",
    "pindah memilih",
    "surat usaha tambang",
    "nib koperasi",
    "nib asing",
    "imb menara",
    "imb reklame",
    "domisili perusahaan",
    "domisili yayasan",
    "waris adat",
    "sktm bedah rumah",
    "pbb kendaraan",
    "ajb rumah susun",
    "pas kecil pelajar",
    "kusuka petambak",
    "bansos lansia",
    "beasiswa bansos",
    "kia digital",
    "kia warga asing",
    "akta lahir luar negeri",
    "akta cerai talak",
    "akta mati jepang",
    "kk sementara luar",
    "surat hilang sertifikat rumah",
    "siup minuman",
    "tdkp andon",
    "izin keramaian konser",
};

static bool is_asked_back(void)
{
    return request.subjects == 0 || request.confirm || request.subject[0].group;
}

static void a_paper_that_is_not_in_the_catalogue_is_never_answered_with_another(void **state)
{
    static const char *const forms[] = {"SYARAT %s", "syarat %s pak", "%s syaratnya apa",
                                        "berapa biaya %s", "mau urus %s bawa apa"};
    char text[128];

    for (size_t i = 0; i < sizeof not_in_the_catalogue / sizeof not_in_the_catalogue[0]; i++)
        for (size_t j = 0; j < sizeof forms / sizeof forms[0]; j++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            snprintf(text, sizeof text, forms[j], not_in_the_catalogue[i]);
#pragma GCC diagnostic pop
            parse(state, text, CITIZEN, NULL);
            if (!is_asked_back())
                fail_msg("\"%s\" is answered with %s", text, request.subject[0].code);
        }
}

static const struct question which = {
    .intent = INTENT_BIAYA, .choices = 3, .choice = {"KTP-BARU", "KTP-HILANG", "KTP-RUSAK"}};

static void a_digit_or_a_name_chooses(void **state)
{
    assert_string_equal(parse(state, "2", CITIZEN, &which), "BIAYA KTP-HILANG");
    assert_string_equal(parse(state, "nomor 3 pak", CITIZEN, &which), "BIAYA KTP-RUSAK");
    assert_string_equal(parse(state, "yang hilang", CITIZEN, &which), "BIAYA KTP-HILANG");
    assert_string_equal(parse(state, "dua", CITIZEN, &which), "BIAYA KTP-HILANG");
    assert_string_equal(parse(state, "0", CITIZEN, &which), "MENU ");
    assert_string_equal(parse(state, "4", CITIZEN, &which), "BIAYA ");
    assert_int_equal(request.answer, ANSWER_OUT_OF_RANGE);
    assert_int_equal(request.candidates, 0);
    assert_string_equal(parse(state, "12", CITIZEN, &which), "BIAYA ");
    assert_int_equal(request.answer, ANSWER_OUT_OF_RANGE);
    assert_string_equal(parse(state, "LAPOR jalan rusak", CITIZEN, &which), "LAPOR jalan rusak");
}

static void a_bare_service_answers_what_was_asked_for(void **state)
{
    struct question any = {.intent = INTENT_LAMA};

    assert_string_equal(parse(state, "paspor", CITIZEN, &any), "LAMA PASPOR");
    assert_string_equal(parse(state, "biaya paspor", CITIZEN, &any), "BIAYA PASPOR");
}

static void after_a_bare_lapor_comes_the_complaint(void **state)
{
    struct question what = {.intent = INTENT_LAPOR};

    assert_string_equal(parse(state, "Tiang di depan mesjid miring!", CITIZEN, &what),
                        "LAPOR Tiang di depan mesjid miring!");
    assert_false(request.confirm);
    assert_int_equal(request.match, MATCH_EXACT);
    assert_string_equal(parse(state, "lama sekali antri di capil", CITIZEN, &what),
                        "LAPOR lama sekali antri di capil");
    assert_string_equal(parse(state, "SYARAT PASPOR", CITIZEN, &what), "SYARAT PASPOR");
    assert_string_equal(parse(state, "MENU", CITIZEN, &what), "MENU ");
    assert_string_equal(parse(state, "makasih", CITIZEN, &what), "IGNORE ");
    assert_string_equal(parse(state, "selamat pagi", CITIZEN, &what), "MENU ");
    assert_string_equal(parse(state, "ya", CITIZEN, &what), "UNKNOWN ");
    assert_string_equal(parse(state, "tidak jadi pak", CITIZEN, &what), "LAPOR ");
    assert_int_equal(request.answer, ANSWER_NO);
    parse(state, "tidak ada air di kampung kami", CITIZEN, &what);
    assert_int_equal(request.answer, ANSWER_NONE);
    assert_string_equal(request.text, "tidak ada air di kampung kami");
}

static void after_a_bare_cek_digits_are_the_ticket(void **state)
{
    struct question which_ticket = {.intent = INTENT_CEK};

    assert_string_equal(parse(state, "0100421", CITIZEN, &which_ticket), "CEK 100421");
    assert_string_equal(parse(state, "no 0100 421 pak", CITIZEN, &which_ticket), "CEK 100421");
    assert_string_equal(parse(state, "01-00421", CITIZEN, &which_ticket), "CEK 100421");
    assert_string_equal(parse(state, "100 421", CITIZEN, &which_ticket), "CEK 100421");
    assert_string_equal(parse(state, "100421", CITIZEN, NULL), "UNKNOWN ");
    assert_string_equal(parse(state, "terima kasih", CITIZEN, &which_ticket), "IGNORE ");
}

static void yes_and_no_answer_a_question_that_is_open(void **state)
{
    struct question confirm = {.intent = INTENT_LAPOR, .kind = QUESTION_CONFIRM};

    parse(state, "ya", CITIZEN, &confirm);
    assert_int_equal(request.intent[0], INTENT_LAPOR);
    assert_int_equal(request.answer, ANSWER_YES);
    parse(state, "iya pak", CITIZEN, &confirm);
    assert_int_equal(request.answer, ANSWER_YES);
    parse(state, "tidak", CITIZEN, &confirm);
    assert_int_equal(request.answer, ANSWER_NO);
    parse(state, "ok terima kasih", CITIZEN, &confirm);
    assert_int_equal(request.answer, ANSWER_NONE);
    parse(state, "ya, terima kasih", CITIZEN, &confirm);
    assert_int_equal(request.answer, ANSWER_YES);
    parse(state, "SYARAT KTP", CITIZEN, &confirm);
    assert_int_equal(request.answer, ANSWER_NONE);
    assert_int_equal(request.intent[0], INTENT_SYARAT);
}

static void a_result_is_judged_by_yes_a_score_or_not_yet(void **state)
{
    struct question result = {.intent = INTENT_NILAI, .kind = QUESTION_RESULT};

    parse(state, "YA 4", CITIZEN, &result);
    assert_int_equal(request.answer, ANSWER_YES);
    assert_int_equal(request.score, 4);
    parse(state, "3", CITIZEN, &result);
    assert_int_equal(request.answer, ANSWER_YES);
    assert_int_equal(request.score, 3);
    parse(state, "BELUM masih bocor", CITIZEN, &result);
    assert_int_equal(request.answer, ANSWER_NOT_YET);
    assert_string_equal(request.text, "masih bocor");
    parse(state, "ya 7", CITIZEN, &result);
    assert_int_equal(request.score, SCORE_INVALID);
    parse(state, "terima kasih", CITIZEN, &result);
    assert_int_equal(request.answer, ANSWER_NONE);
}

static void a_text_of_any_length_and_kind_is_read(void **state)
{
    static char text[200000];

    memset(text, 'k', sizeof text - 1);
    parse(state, text, CITIZEN, NULL);
    assert_int_equal(request.intent[0], INTENT_UNKNOWN);
    for (size_t i = 0; i + 1 < sizeof text; i++)
        text[i] = "lapor \xd0\xb0 "[i % 8];
    parse(state, text, CITIZEN, NULL);
    assert_int_equal(request.intent[0], INTENT_LAPOR);
    assert_true(strlen(request.text) < REQUEST_TEXT_SIZE);
}

/* Lines of a trace that are looked for, and how many of them were told. */
struct told {
    const char *line[3];
    int count;
};

static void count_line(void *context, const char *line)
{
    struct told *told = context;

    for (int i = 0; i < 3; i++)
        told->count += told->line[i] && strstr(line, told->line[i]);
}

static int count_told(void **state, const char *text, struct told *told)
{
    struct fixture *f = *state;
    struct request_trace trace = {count_line, told};
    struct request_input input = {.text = text, .sender = CITIZEN, .trace = &trace};

    request_parse(f->vocabulary, &input, &request);
    return told->count;
}

static void the_trace_tells_how_each_word_was_read(void **state)
{
    struct told told = {{"syrt = syarat"}, 0};

    assert_int_equal(count_told(state, "syrt ktp", &told), 1);
}

static void the_trace_tells_how_near_the_words_were_that_a_slip_may_mean(void **state)
{
    struct told slip = {{"paspot = paspor (slip)", "near paspor: paspor at 7, taken"}, 0};
    struct told tie = {{"sirat (not known)", "near syarat: srat at 6, not taken",
                        "near surat: surat at 7, not taken"},
                       0};

    assert_int_equal(count_told(state, "syarat paspot", &slip), 2);
    assert_int_equal(count_told(state, "biaya sirat", &tie), 3);
}

static void how_an_office_works_is_asked_with_its_name(void **state)
{
    assert_string_equal(parse(state, "KINERJA", LA_ODE, NULL), "KINERJA ");
    assert_string_equal(parse(state, "kinerja dinas pekerjaan umum", LA_ODE, NULL),
                        "KINERJA dinas pekerjaan umum");
    assert_string_equal(parse(state, "KINERJA dinas sihir", LA_ODE, NULL), "KINERJA dinas sihir");
    assert_string_equal(
        parse(state, "kinerja pegawai camat lambat sekali, sudah 3 minggu", LA_ODE, NULL),
        "LAPOR kinerja pegawai camat lambat sekali, sudah 3 minggu");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(how_an_office_works_is_asked_with_its_name),
        cmocka_unit_test(exact_keywords_are_read_exactly),
        cmocka_unit_test(keywords_may_be_english),
        cmocka_unit_test(questions_may_be_english),
        cmocka_unit_test(a_language_is_wished_for_by_few_words),
        cmocka_unit_test(only_what_is_read_to_the_letter_is_called_exact),
        cmocka_unit_test(a_bare_name_asks_what_to_bring),
        cmocka_unit_test(polite_questions_need_no_keyword),
        cmocka_unit_test(the_malay_of_buton_and_belitung_is_understood),
        cmocka_unit_test(misspelt_and_shortened_words_are_understood),
        cmocka_unit_test(words_that_run_together_are_cut),
        cmocka_unit_test(several_questions_and_services_are_answered_together),
        cmocka_unit_test(several_questions_each_go_with_their_own_service),
        cmocka_unit_test(what_cannot_be_answered_together_is_to_be_sent_again),
        cmocka_unit_test(a_question_about_something_unknown_gets_no_other_answer),
        cmocka_unit_test(a_complaint_keeps_the_words_of_the_person),
        cmocka_unit_test(a_complaint_without_keyword_is_to_be_confirmed),
        cmocka_unit_test(what_befell_the_writer_is_no_complaint),
        cmocka_unit_test(offices_purposes_and_reasons_are_no_further_service),
        cmocka_unit_test(words_cut_by_a_space_are_joined),
        cmocka_unit_test(a_price_that_rises_is_a_complaint),
        cmocka_unit_test(small_talk_is_left_alone),
        cmocka_unit_test(advertising_fraud_and_codes_get_no_answer),
        cmocka_unit_test(who_cannot_be_answered_is_never_answered),
        cmocka_unit_test(tickets_are_read_in_every_form),
        cmocka_unit_test(officers_say_state_and_note),
        cmocka_unit_test(a_misspelt_status_changes_nothing),
        cmocka_unit_test(scores_are_one_to_four),
        cmocka_unit_test(the_score_may_stand_before_the_ticket),
        cmocka_unit_test(an_unknown_service_is_asked_back_and_never_answered),
        cmocka_unit_test(a_paper_of_a_longer_name_than_we_know_is_asked_about_first),
        cmocka_unit_test(every_name_in_the_catalogue_asks_for_its_own_service),
        cmocka_unit_test(any_two_services_may_be_asked_about_in_one_sms),
        cmocka_unit_test(a_paper_that_is_not_in_the_catalogue_is_never_answered_with_another),
        cmocka_unit_test(a_digit_or_a_name_chooses),
        cmocka_unit_test(a_bare_service_answers_what_was_asked_for),
        cmocka_unit_test(after_a_bare_lapor_comes_the_complaint),
        cmocka_unit_test(after_a_bare_cek_digits_are_the_ticket),
        cmocka_unit_test(yes_and_no_answer_a_question_that_is_open),
        cmocka_unit_test(a_result_is_judged_by_yes_a_score_or_not_yet),
        cmocka_unit_test(a_text_of_any_length_and_kind_is_read),
        cmocka_unit_test(the_trace_tells_how_each_word_was_read),
        cmocka_unit_test(the_trace_tells_how_near_the_words_were_that_a_slip_may_mean),
    };

    return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
