/* Desk: each command with requests that are made by hand, so that only the desk is tested. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/catalogue.h"
#include "db/holiday.h"
#include "db/inbox.h"
#include "db/person.h"
#include "db/ticket.h"
#include "gateway/desk/desk.h"
#include "gateway/reply/gsm7.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

static struct fixture *f;
static const char *path;
static struct desk desk;
static struct request request;
static struct reply reply;
static struct person_question question;

static int setup(void **state)
{
    (void)state;
    path = temp_path("desk.db");
    f = fixture_open(path);
    receive(f, LA_ODE, "first", NOON); /* ids 1 and 2, for tickets */
    receive(f, LA_ODE, "second", NOON);
    desk = (struct desk){.db = f->db,
                         .languages = &f->texts,
                         .config = &f->config,
                         .texts = &f->texts,
                         .now = NOON,
                         .person_id = person_get(f->db, LA_ODE_ID, NOON),
                         .inbox_id = 1,
                         .text = "the whole message"};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(f);
    unlink(path);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void wants(enum intent intent)
{
    memset(&request, 0, sizeof request);
    request.intents = 1;
    request.intent[0] = intent;
    request.state = STATE_NONE;
}

static void names(const char *code, bool group)
{
    struct subject *subject = &request.subject[request.subjects++];

    snprintf(subject->code, sizeof subject->code, "%s", code);
    subject->group = group;
}

static void likely(const char *code, bool group)
{
    struct subject *subject = &request.candidate[request.candidates++];

    snprintf(subject->code, sizeof subject->code, "%s", code);
    subject->group = group;
}

static const char *answer(void)
{
    assert_int_equal(desk_answer(&desk, &request, &reply), 0);
    assert_true(gsm7_count(reply.text) >= 0);
    return reply.text;
}

static bool is_asked(void)
{
    int rc = person_question(f->db, desk.person_id, NOON, &question);

    assert_true(rc >= 0);
    return rc > 0;
}

static void begins_with(const char *text, const char *beginning)
{
    if (strncmp(text, beginning, strlen(beginning)) != 0)
        fail_msg("%s", text);
}

static void holds(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("%s", text);
}

static void each_topic_tells_its_component(void **state)
{
    static const struct {
        enum intent intent;
        const char *beginning, *value;
    } topics[] = {
        {INTENT_SYARAT, "KTP-el hilang: ",
         "Surat kehilangan dari polisi; fotokopi KK untuk cek NIK; isi formulir F-1.02 di kantor. "
         "Biaya: Gratis."},
        {INTENT_BIAYA, "Biaya KTP-el hilang: ", "Gratis."},
        {INTENT_LAMA, "Lama urus KTP-el hilang: ", "Paling lama 14 hari sejak berkas lengkap."},
        {INTENT_PROSEDUR, "Cara urus KTP-el hilang: ", "Buat surat hilang di Polsek"},
        {INTENT_DASAR, "Dasar hukum KTP-el hilang: ", "UU 24/2013 Ps 64(8)-(9)"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof topics / sizeof topics[0]; i++) {
        wants(topics[i].intent);
        names("KTP-HILANG", false);

        begins_with(answer(), topics[i].beginning);
        holds(reply.text, topics[i].value);
        holds(reply.text, "Kantor: Disdukcapil.");
        assert_false(is_asked());
    }
}

static void a_component_that_is_empty_is_not_known(void **state)
{
    (void)state;
    wants(INTENT_DASAR);
    names("SURAT-HILANG", false);

    assert_string_equal(answer(),
                        "Dasar hukum Surat keterangan kehilangan belum ada di catatan kami. "
                        "Silakan tanya Polsek/Polres, telp 0000-1002.");
}

static struct catalogue_service service;
static struct catalogue_unit unit;

static void change_service(const char *code)
{
    assert_int_equal(catalogue_service(f->db, code, &service), 1);
}

static void write_service(void)
{
    char culprit[CATALOGUE_NAME_SIZE];

    assert_int_equal(catalogue_put_service(f->db, &service, culprit), 0);
}

static void write_unit(void)
{
    char culprit[CATALOGUE_NAME_SIZE];

    assert_int_equal(catalogue_put_unit(f->db, &unit, culprit), 0);
}

static void requirements_without_a_fee_say_that_it_is_to_be_asked(void **state)
{
    (void)state;
    change_service("KIA");
    service.component[COMPONENT_BIAYA][0] = '\0';
    write_service();
    wants(INTENT_SYARAT);
    names("KIA", false);

    begins_with(answer(), "Kartu Identitas Anak: Akta lahir asli");
    holds(reply.text, ". Biaya: tanya kantor. Kantor: Disdukcapil.");
}

static void what_nobody_has_approved_is_not_sent(void **state)
{
    (void)state;
    change_service("KIA");
    service.approved_by[0] = '\0';
    write_service();
    wants(INTENT_SYARAT);
    names("KIA", false);

    assert_string_equal(answer(), "Syarat Kartu Identitas Anak masih diperiksa, jadi belum kami "
                                  "kirim. Silakan tanya Disdukcapil, telp 0000-1001.");

    strcpy(service.own[COMPONENT_PERSYARATAN].approved_by, "Kadis");
    write_service();
    begins_with(answer(), "Kartu Identitas Anak: Akta lahir asli");
    holds(reply.text, ". Biaya: tanya kantor. Kantor: Disdukcapil.");
}

static void one_visit_is_promised_where_the_service_promises_it(void **state)
{
    (void)state;
    change_service("KIA");
    wants(INTENT_SYARAT);
    names("KIA", false);
    assert_null(strstr(answer(), "1x datang"));

    strcpy(service.one_visit, CATALOGUE_YES);
    write_service();
    holds(answer(), " Kantor: Disdukcapil. Berkas lengkap = selesai 1x datang.");

    service.approved_by[0] = '\0';
    strcpy(service.own[COMPONENT_PERSYARATAN].approved_by, "Kadis");
    write_service();
    assert_null(strstr(answer(), "1x datang"));
}

static void a_place_tells_only_what_is_known_and_approved(void **state)
{
    (void)state;
    assert_int_equal(catalogue_unit(f->db, "DUKCAPIL", &unit), 1);
    wants(INTENT_TEMPAT);
    names("DUKCAPIL", false);
    request.subject[0].unit = true;
    strcpy(unit.village, "Desa Contoh");
    unit.hours[0] = unit.phone[0] = '\0';
    write_unit();
    assert_string_equal(answer(), "Disdukcapil: Jl Contoh 1, Desa Contoh, Kota Contoh.");

    strcpy(unit.phone, "0000-1");
    unit.approved_by[0] = '\0';
    write_unit();
    assert_string_equal(answer(), "Alamat Disdukcapil, telp 0000-1 masih diperiksa, jadi belum "
                                  "kami kirim. Silakan tanya kantor desa Anda.");

    unit.address[0] = unit.village[0] = unit.district[0] = '\0';
    write_unit();
    assert_string_equal(answer(), "Alamat Disdukcapil, telp 0000-1 belum ada di catatan kami. "
                                  "Silakan tanya kantor desa Anda.");
}

static void put_holiday(const char *day, const char *office)
{
    struct holiday holiday = {.name = "Libur"};

    snprintf(holiday.day, sizeof holiday.day, "%s", day);
    snprintf(holiday.unit, sizeof holiday.unit, "%s", office);
    assert_int_equal(holiday_put(f->db, &holiday), 1);
}

static void a_holiday_of_all_or_of_the_office_closes_it(void **state)
{
    (void)state;
    wants(INTENT_TEMPAT);
    names("KTP-HILANG", false);
    holds(answer(), " Sekarang buka s/d 15.30. Jam: Sen-Kam 08.00-15.30, Jum 08.00-11.30. ");

    put_holiday("2026-03-02", "");
    put_holiday("2026-03-03", "POLRES");
    holds(answer(), " Sekarang tutup, buka besok 08.00. ");

    put_holiday("2026-03-03", "DUKCAPIL");
    put_holiday("2026-03-04", "DUKCAPIL");
    holds(answer(), " Sekarang tutup, buka lagi 05-03-2026 jam 08.00. ");
}

static void who_is_there_every_day_is_there_on_holidays_of_all(void **state)
{
    (void)state;
    put_holiday("2026-03-02", "");
    wants(INTENT_TEMPAT);
    names("SKCK", false);
    holds(answer(), " Sekarang buka. ");

    put_holiday("2026-03-02", "POLRES");
    holds(answer(), " Sekarang tutup, buka besok 00.00. ");
}

static void a_group_is_asked_back_and_remembered(void **state)
{
    (void)state;
    wants(INTENT_BIAYA);
    names("KTP", true);

    assert_string_equal(answer(), "KTP baru, hilang, atau rusak/ubah data? "
                                  "Balas 1=KTP BARU 2=KTP HILANG 3=KTP RUSAK");

    assert_true(is_asked());
    assert_string_equal(question.kind, "choice");
    assert_string_equal(question.intent, "BIAYA");
    assert_string_equal(question.choices, "KTP-BARU|KTP-HILANG|KTP-RUSAK");
}

static void several_services_are_answered_line_by_line(void **state)
{
    (void)state;
    wants(INTENT_BIAYA);
    names("KTP-HILANG", false);
    names("KIA", false);

    answer();

    begins_with(reply.text,
                "Biaya KTP-el hilang: Gratis. Kantor: Disdukcapil.\nBiaya Kartu Identitas Anak: ");
}

static void several_topics_are_answered_line_by_line(void **state)
{
    (void)state;
    wants(INTENT_BIAYA);
    names("KTP-HILANG", false);
    request.intent[request.intents++] = INTENT_LAMA;

    answer();

    begins_with(reply.text,
                "Biaya KTP-el hilang: Gratis. Kantor: Disdukcapil.\nLama urus KTP-el hilang: ");
}

static void a_topic_without_a_service_asks_for_one(void **state)
{
    (void)state;
    wants(INTENT_LAMA);

    assert_string_equal(
        answer(), "Layanan apa yang Anda tanyakan? Contoh: LAMA KTP HILANG atau LAMA AKTA LAHIR");

    assert_true(is_asked());
    assert_string_equal(question.intent, "LAMA");
    assert_string_equal(question.choices, "");
}

static void a_service_that_is_unknown_is_repeated_in_plain_characters(void **state)
{
    (void)state;
    wants(INTENT_SYARAT);
    strcpy(request.text, "\u201cvisa\u201d \U0001f600 untuk perjalanan yang jauh sekali");

    begins_with(answer(),
                "Maaf, layanan \"\"visa\" ? untuk perjalanan yang\" belum ada pada kami.");

    assert_true(is_asked());
}

static void a_service_that_has_left_the_catalogue_gets_no_answer_of_another(void **state)
{
    (void)state;
    wants(INTENT_SYARAT);
    names("GONE", false);

    begins_with(answer(), "Maaf, layanan \"GONE\" belum ada pada kami.");
}

static void one_likely_service_is_asked_about_before_it_is_told(void **state)
{
    (void)state;
    wants(INTENT_BIAYA);
    names("KTP-HILANG", false);
    request.confirm = true;

    assert_string_equal(answer(), "Maksud Anda BIAYA KTP HILANG? Balas YA atau TIDAK.");

    assert_true(is_asked());
    assert_string_equal(question.kind, "confirm");
    assert_string_equal(question.intent, "BIAYA");
    assert_string_equal(question.choices, "KTP-HILANG");
}

static void several_likely_services_are_offered_and_groups_by_their_members(void **state)
{
    (void)state;
    wants(INTENT_SYARAT);
    desk.text = "ktpp";
    likely("PASPOR", false);
    likely("KTP", true);

    assert_string_equal(
        answer(), "Tidak kami kenal: ktpp. Maksud Anda? Balas 1=SYARAT PASPOR 2=SYARAT KTP BARU "
                  "3=SYARAT KTP HILANG 4=SYARAT KTP RUSAK 0=MENU");

    assert_true(is_asked());
    assert_string_equal(question.choices, "PASPOR|KTP-BARU|KTP-HILANG|KTP-RUSAK");
}

static void no_to_a_guess_closes_the_question(void **state)
{
    (void)state;
    desk_ask(&desk, QUESTION_CONFIRM, INTENT_SYARAT, "KIA", "");
    wants(INTENT_SYARAT);
    request.answer = ANSWER_NO;

    assert_string_equal(answer(), "Baik. Kirim MENU untuk melihat apa saja yang bisa ditanyakan.");

    assert_false(is_asked());
}

static void a_complaint_gets_a_ticket_and_its_receipt(void **state)
{
    struct ticket ticket;
    (void)state;
    wants(INTENT_LAPOR);
    strcpy(request.text, "Lampu jalan MATI \U0001f600");
    desk_ask(&desk, QUESTION_CHOICE, INTENT_LAPOR, "", "");

    assert_string_equal(answer(),
                        "Laporan diterima. No 0100014. Kami tanggapi paling lambat 14 hari "
                        "(s/d 16-03-2026). Cek: CEK 0100014");

    assert_int_equal(desk_priority(&request), OUTBOX_RECEIPT);
    assert_int_equal(ticket_find(f->db, "0100014", &ticket), 1);
    assert_string_equal(ticket.text, "Lampu jalan MATI \U0001f600");
    assert_string_equal(ticket.msisdn, LA_ODE_ID);
    assert_int_equal(ticket.respond_by, NOON + 14 * DAY_S);
    assert_false(is_asked());
}

static void a_complaint_without_words_opens_nothing(void **state)
{
    struct ticket ticket;
    (void)state;
    wants(INTENT_LAPOR);

    begins_with(answer(), "Apa yang ingin Anda laporkan?");

    assert_int_equal(ticket_find(f->db, "0100014", &ticket), 0);
    assert_true(is_asked());
    assert_string_equal(question.intent, "LAPOR");
}

static void what_only_sounds_like_a_complaint_is_held(void **state)
{
    struct ticket ticket;
    (void)state;
    wants(INTENT_LAPOR);
    strcpy(request.text,
           "jalan rusak parah di depan rumah saya sejak bulan lalu tolong pak bupati");
    request.confirm = true;

    begins_with(answer(), "Apakah ini laporan untuk kami: \"jalan rusak parah di depan rumah saya");

    assert_int_equal(ticket_find(f->db, "0100014", &ticket), 0);
    assert_true(is_asked());
    assert_string_equal(question.kind, "confirm");
    assert_string_equal(question.text, request.text);
    assert_int_equal(question.inbox_id, 1);
}

static void yes_opens_what_was_held_for_the_message_that_said_it(void **state)
{
    struct ticket ticket;
    (void)state;
    desk_ask(&desk, QUESTION_CONFIRM, INTENT_LAPOR, "", "jalan rusak");
    desk.inbox_id = 2;
    wants(INTENT_LAPOR);
    request.answer = ANSWER_YES;

    begins_with(answer(), "Laporan diterima. No 0100014.");

    assert_int_equal(ticket_find(f->db, "0100014", &ticket), 1);
    assert_string_equal(ticket.text, "jalan rusak");
    assert_int_equal(sql_number(path, "SELECT inbox_id FROM ticket"), 1);
    assert_false(is_asked());
}

static void no_opens_nothing(void **state)
{
    (void)state;
    desk_ask(&desk, QUESTION_CONFIRM, INTENT_LAPOR, "", "jalan rusak");
    wants(INTENT_LAPOR);
    request.answer = ANSWER_NO;

    begins_with(answer(), "Baik.");

    assert_int_equal(sql_number(path, "SELECT count(*) FROM ticket"), 0);
    assert_false(is_asked());
}

static const char *check(const char *number)
{
    wants(INTENT_CEK);
    strcpy(request.ticket, number);
    return answer();
}

static void complain(int64_t inbox_id)
{
    struct ticket ticket = {.text = "x", .respond_by = NOON + 14 * DAY_S};
    const struct ticket_act act = {.actor = "warga", .note = "", .inbox_id = inbox_id};

    assert_int_equal(ticket_open(f->db, "01", desk.person_id, &act, &ticket, NOON), 0);
}

static void a_ticket_tells_how_it_stands(void **state)
{
    (void)state;
    complain(1);

    assert_string_equal(check("100014"), "Laporan 0100014 sudah diterima sejak 02-03-2026. "
                                         "Batas waktu tanggapan kami: 16-03-2026.");
    assert_int_equal(desk_priority(&request), OUTBOX_ANSWER);
}

static void every_state_of_a_ticket_has_words(void **state)
{
    static const char *const words[][2] = {
        {"diterima", "sudah diterima"},
        {"diverifikasi", "sudah diperiksa"},
        {"diproses", "sedang dikerjakan"},
        {"menunggu_warga", "menunggu Anda melengkapi"},
        {"diteruskan", "sudah diteruskan ke kantor lain"},
        {"selesai", "sudah selesai"},
        {"ditutup", "sudah ditutup"},
        {"ditolak", "ditolak"},
        {"ditarik", "sudah ditarik"},
        {"dibuka_lagi", "dibuka lagi"},
    };
    (void)state;
    complain(1);

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        char update[128], expected[64];

        snprintf(update, sizeof update, "UPDATE ticket SET state = '%s'", words[i][0]);
        assert_int_equal(sql_run(path, update), 0);
        snprintf(expected, sizeof expected, "Laporan 0100014 %s sejak", words[i][1]);
        begins_with(check("0100014"), expected);
    }
}

static void a_miswritten_number_is_told_and_nobody_elses_ticket(void **state)
{
    (void)state;
    complain(1);
    complain(2);

    begins_with(check("0100024"), "Nomor 0100024 salah tulis.");
    assert_true(is_asked());
    assert_string_equal(question.intent, "CEK");
    begins_with(check("99999999999999999999999"), "Nomor 99999999999999999999999 salah tulis.");
}

static void a_number_that_was_never_given_out_is_told(void **state)
{
    (void)state;

    begins_with(check("0100014"), "Laporan nomor 0100014 tidak ada pada kami");
    assert_false(is_asked());
}

static void check_without_a_number_asks_for_it(void **state)
{
    (void)state;

    begins_with(check(""), "Nomor laporan Anda berapa?");
    assert_true(is_asked());
    assert_string_equal(question.intent, "CEK");
}

static void the_menu_names_the_regency(void **state)
{
    (void)state;
    wants(INTENT_MENU);

    begins_with(answer(), "Kabupaten Contoh. Kirim: SYARAT KTP");
}

static void help_repeats_the_beginning_of_the_message(void **state)
{
    (void)state;
    wants(INTENT_UNKNOWN);
    desk.text =
        "halo \u201capa kabar\u201d pak, ini pesan yang panjang sekali dan tidak jelas maksudnya";

    answer();

    begins_with(reply.text,
                "Maaf, kami belum paham \"halo \"apa kabar\" pak, ini pesan yang panjang seka");
    assert_null(strstr(reply.text, "maksudnya"));
}

static void a_command_that_is_not_built_yet_gets_help(void **state)
{
    (void)state;
    wants(INTENT_TUGAS);

    begins_with(answer(), "Maaf, kami belum paham");
}

static void stop_and_start_are_kept(void **state)
{
    (void)state;

    wants(INTENT_STOP);
    begins_with(answer(), "Baik, kami tidak mengirim info lagi.");
    assert_int_equal(sql_number(path, "SELECT stopped_at FROM person"), NOON);

    wants(INTENT_MULAI);
    begins_with(answer(), "Baik, kami kirim info lagi");
    assert_int_equal(sql_number(path, "SELECT stopped_at IS NULL FROM person"), 1);
}

static void answers_of_a_single_topic_fit_three_sms(void **state)
{
    static const enum intent intents[] = {INTENT_SYARAT, INTENT_BIAYA, INTENT_LAMA, INTENT_PROSEDUR,
                                          INTENT_DASAR};
    static const char *const codes[] = {"KTP-BARU",  "AKTA-LAHIR", "NIKAH",  "PBB",
                                        "TANAH-AJB", "BANSOS",     "JKN-PBI"};
    (void)state;

    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        for (size_t k = 0; k < sizeof intents / sizeof intents[0]; k++) {
            wants(intents[k]);
            names(codes[i], false);
            assert_true(gsm7_count(answer()) <= 3 * 153);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_topic_tells_its_component),
        TEST(a_component_that_is_empty_is_not_known),
        TEST(requirements_without_a_fee_say_that_it_is_to_be_asked),
        TEST(what_nobody_has_approved_is_not_sent),
        TEST(one_visit_is_promised_where_the_service_promises_it),
        TEST(a_place_tells_only_what_is_known_and_approved),
        TEST(a_holiday_of_all_or_of_the_office_closes_it),
        TEST(who_is_there_every_day_is_there_on_holidays_of_all),
        TEST(a_group_is_asked_back_and_remembered),
        TEST(several_services_are_answered_line_by_line),
        TEST(several_topics_are_answered_line_by_line),
        TEST(a_topic_without_a_service_asks_for_one),
        TEST(a_service_that_is_unknown_is_repeated_in_plain_characters),
        TEST(a_service_that_has_left_the_catalogue_gets_no_answer_of_another),
        TEST(one_likely_service_is_asked_about_before_it_is_told),
        TEST(several_likely_services_are_offered_and_groups_by_their_members),
        TEST(no_to_a_guess_closes_the_question),
        TEST(a_complaint_gets_a_ticket_and_its_receipt),
        TEST(a_complaint_without_words_opens_nothing),
        TEST(what_only_sounds_like_a_complaint_is_held),
        TEST(yes_opens_what_was_held_for_the_message_that_said_it),
        TEST(no_opens_nothing),
        TEST(a_ticket_tells_how_it_stands),
        TEST(every_state_of_a_ticket_has_words),
        TEST(a_miswritten_number_is_told_and_nobody_elses_ticket),
        TEST(a_number_that_was_never_given_out_is_told),
        TEST(check_without_a_number_asks_for_it),
        TEST(the_menu_names_the_regency),
        TEST(help_repeats_the_beginning_of_the_message),
        TEST(a_command_that_is_not_built_yet_gets_help),
        TEST(stop_and_start_are_kept),
        TEST(answers_of_a_single_topic_fit_three_sms),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
