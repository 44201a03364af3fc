/* The whole gateway over an AT modem: a real libgammu drives sampan-phone, and villagers talk to
 * it. One gateway serves all the conversations: libgammu needs seconds to greet a modem. */

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "db/inbox.h"
#include "tests/support/e2e.h"

#include <cmocka.h>

#define REGENCY "regency = \"Pemerintah Kabupaten [Buton Selatan] {Batauga} ~ ^\";"

static struct e2e rig;
static int configured; /* how often the gateway has read its configuration anew */

static int set_up(void **state)
{
    (void)state;
    e2e_open(&rig, E2E_PHONE);
    e2e_configure(&rig, REGENCY);
    e2e_phone_start(&rig);
    e2e_start(&rig, NULL);
    e2e_wait(&rig, "the modem", e2e_log_has, "uji: ready");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    e2e_close(&rig);
    return 0;
}

static bool was_ready_again(struct e2e *e2e, const void *times)
{
    return e2e_log_count(e2e, "uji: ready") > *(const int *)times;
}

static bool was_configured(struct e2e *e2e, const void *times)
{
    return e2e_log_count(e2e, "were read anew") == *(const int *)times;
}

static bool modem_is_gone(struct e2e *e2e, const void *process)
{
    (void)e2e;
    return kill(*(const pid_t *)process, 0) < 0 && errno == ESRCH;
}

static int keep_last(const void *row, void *context)
{
    *(struct inbox_message *)context = *(const struct inbox_message *)row;
    return 0;
}

static void last_message(struct inbox_message *ret)
{
    const struct inbox_filter any = {0};

    assert_true(inbox_list(e2e_db(&rig), &any, keep_last, ret) > 0);
}

static void a_question_is_answered(void **state)
{
    (void)state;

    e2e_ask(&rig, E2E_VILLAGER, "SYARAT KTP HILANG", "Surat kehilangan dari polisi");
    e2e_ask(&rig, E2E_VILLAGER, "biaya#ktp hilang", "Gratis");
}

static void a_group_asks_back_and_takes_the_digit(void **state)
{
    (void)state;

    e2e_ask(&rig, E2E_VILLAGER, "SYARAT KTP", "2=");
    e2e_ask(&rig, E2E_VILLAGER, "2", "KTP-el hilang");
}

static void a_complaint_gets_a_number_that_can_be_followed(void **state)
{
    char number[16], question[32], output[4096];
    (void)state;

    const char *answer =
        e2e_ask(&rig, E2E_NEIGHBOR, "LAPOR lampu jalan mati di Batauga", "Laporan diterima. No ");
    assert_int_equal(sscanf(strstr(answer, "No "), "No %15[0-9]", number), 1);

    snprintf(question, sizeof question, "cek %.4s %s", number, number + 4);
    answer = e2e_ask(&rig, E2E_NEIGHBOR, question, "sudah diterima");
    assert_non_null(strstr(answer, number));
    snprintf(question, sizeof question, "#%.2s %.3s-%s", number, number + 2, number + 5);
    assert_int_equal(
        e2e_run(&rig, output, sizeof output, "sampan", "ticket", "show", question, NULL), 0);
    assert_non_null(strstr(output, number));
    number[strlen(number) - 1] =
        number[strlen(number) - 1] == '9' ? '0' : (char)(number[strlen(number) - 1] + 1);
    snprintf(question, sizeof question, "CEK %s", number);
    e2e_ask(&rig, E2E_NEIGHBOR, question, "salah tulis");
}

static void what_is_not_understood_gets_help(void **state)
{
    (void)state;

    e2e_ask(&rig, E2E_VILLAGER, "zzyzx qwrt", "MENU");
}

static void a_long_sms_is_one_message(void **state)
{
    static const char text[] =
        "LAPOR jembatan kayu di Desa Lapandewa sudah lapuk, dua papan hilang dan anak sekolah "
        "harus lewat setiap pagi. Sudah kami sampaikan ke kantor desa bulan lalu tetapi belum "
        "ada yang datang. Mohon segera diperbaiki sebelum ada yang jatuh.";
    struct inbox_message message;
    (void)state;

    e2e_ask(&rig, "+6281234500001", text, "Laporan diterima");

    last_message(&message);
    assert_string_equal(message.text, text);
}

static void a_sms_in_ucs2_is_understood(void **state)
{
    static const char text[] = "LAPOR jalan rusak \xe2\x80\x93 dekat pasar \xf0\x9f\x98\x80";
    struct inbox_message message;
    (void)state;

    e2e_ask(&rig, "+6281234500002", text, "Laporan diterima");

    last_message(&message);
    assert_string_equal(message.text, text);
}

static void a_long_answer_with_extension_characters_comes_whole(void **state)
{
    char fields[sizeof rig.event];
    (void)state;

    e2e_say(&rig, "+6281234500003", "MENU");
    const char *text = e2e_heard(&rig, "+6281234500003");
    assert_non_null(strstr(text, "[Buton Selatan] {Batauga} ~ ^"));
    snprintf(fields, sizeof fields, "%s", rig.event);

    assert_non_null(strstr(fields, "sent\t+6281234500003\t2\tGSM-7\t"));
}

/* While somebody else holds the database, the gateway cannot store: then the only copy is the
 * modem's. */
static void an_sms_stays_in_the_modem_until_it_is_stored(void **state)
{
    char status[2000];
    (void)state;
    assert_int_equal(db_begin(e2e_db(&rig)), 0);

    e2e_say(&rig, "+6281234500004", "SYARAT KTP HILANG");
    e2e_wait(&rig, "the gateway's complaint", e2e_log_has, "nothing is acknowledged");
    e2e_phone_answer(&rig, "status", status, sizeof status);
    assert_non_null(strstr(status, ": 1 of 30 used"));

    assert_int_equal(db_end(e2e_db(&rig), 0), 0);
    assert_non_null(strstr(e2e_heard(&rig, "+6281234500004"), "Surat kehilangan"));
    e2e_event(&rig, "taken");
}

static void a_modem_process_that_dies_is_started_anew(void **state)
{
    const int before = e2e_log_count(&rig, "uji: ready");
    (void)state;
    pid_t process = e2e_modem_process(&rig);
    assert_true(process > 0);

    kill(process, SIGKILL);
    e2e_say(&rig, "+6281234500005", "SYARAT KTP HILANG");
    e2e_wait(&rig, "the modem again", was_ready_again, &before);

    assert_non_null(strstr(e2e_heard(&rig, "+6281234500005"), "Surat kehilangan"));
    assert_true(e2e_modem_process(&rig) != process);
}

static void copy_texts(const char *folder, const char *menu)
{
    char line[2000], path[600];
    FILE *from = fopen("config/texts.id.conf", "r"), *to;

    snprintf(path, sizeof path, "%s/texts.id.conf", folder);
    to = fopen(path, "w");
    assert_non_null(from);
    assert_non_null(to);
    while (fgets(line, sizeof line, from)) {
        if (strncmp(line, "menu = \"", 8) == 0)
            fprintf(to, "menu = \"%s%s", menu, line + 8);
        else
            fputs(line, to);
    }
    fclose(from);
    fclose(to);
}

static void reload(bool right)
{
    kill(rig.gateway, SIGHUP);
    configured += right;
    if (right)
        e2e_wait(&rig, "the new configuration", was_configured, &configured);
    else
        e2e_wait(&rig, "the refusal", e2e_log_has, "the old one stays in force");
}

static void sighup_takes_over_new_texts_without_disturbing_the_modem(void **state)
{
    pid_t process = e2e_modem_process(&rig);
    (void)state;
    copy_texts(rig.folder, "Salam dari {regency}! ");
    snprintf(rig.texts, sizeof rig.texts, "%s", rig.folder);
    e2e_configure(&rig, "regency = \"Buton\";");

    reload(true);

    e2e_ask(&rig, "+6281234500006", "MENU", "Salam dari Buton! ");
    assert_int_equal(e2e_modem_process(&rig), process);
}

static void sighup_with_mistakes_keeps_what_was(void **state)
{
    (void)state;
    e2e_configure(&rig, "regency = \"Muna\";\nresponse_days = 99;\nbogus = 1;");

    reload(false);

    assert_true(e2e_log_has(&rig, "response_days"));
    assert_true(e2e_log_has(&rig, "bogus"));
    e2e_ask(&rig, "+6281234500007", "MENU", "Salam dari Buton! ");
}

static void sampand_n_says_all_that_is_wrong(void **state)
{
    char output[4096];
    (void)state;

    e2e_configure(&rig, "timezone = \"WIBB\";\nresponse_days = 99;\nbogus = 1;");
    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampand", "-n", NULL), 78);
    assert_non_null(strstr(output, "timezone"));
    assert_non_null(strstr(output, "response_days"));
    assert_non_null(strstr(output, "bogus"));
    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampand", NULL), 78);

    e2e_configure(&rig, "");
    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampand", "-n", NULL), 0);
    assert_non_null(strstr(output, "35 services"));
    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampand", "-x", NULL), 2);
}

static void sampand_n_misses_the_folder_of_the_database(void **state)
{
    char output[4096], database[sizeof rig.database];
    (void)state;
    memcpy(database, rig.database, sizeof database);
    snprintf(rig.database, sizeof rig.database, "%s/nowhere/sampan.db", rig.folder);
    e2e_configure(&rig, "");
    memcpy(rig.database, database, sizeof database);

    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampand", "-n", NULL), 78);

    assert_non_null(strstr(output, "its folder does not exist"));
    e2e_configure(&rig, "");
}

static void sigterm_ends_it_with_nothing_left_behind(void **state)
{
    pid_t process = e2e_modem_process(&rig);
    char status[2000];
    (void)state;
    assert_true(process > 0);

    assert_int_equal(e2e_stop(&rig), 0);

    e2e_wait(&rig, "the end of sampan-modem", modem_is_gone, &process);
    e2e_phone_answer(&rig, "status", status, sizeof status);
    assert_non_null(strstr(status, "nobody has opened it"));
    assert_int_equal(e2e_count_inbox(&rig, "waiting"), 0);
    assert_int_equal(outbox_count_open(e2e_db(&rig)), 0);
    assert_false(e2e_log_has(&rig, "Sanitizer"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_is_answered),
        cmocka_unit_test(a_group_asks_back_and_takes_the_digit),
        cmocka_unit_test(a_complaint_gets_a_number_that_can_be_followed),
        cmocka_unit_test(what_is_not_understood_gets_help),
        cmocka_unit_test(a_long_sms_is_one_message),
        cmocka_unit_test(a_sms_in_ucs2_is_understood),
        cmocka_unit_test(a_long_answer_with_extension_characters_comes_whole),
        cmocka_unit_test(an_sms_stays_in_the_modem_until_it_is_stored),
        cmocka_unit_test(a_modem_process_that_dies_is_started_anew),
        cmocka_unit_test(sighup_takes_over_new_texts_without_disturbing_the_modem),
        cmocka_unit_test(sighup_with_mistakes_keeps_what_was),
        cmocka_unit_test(sampand_n_says_all_that_is_wrong),
        cmocka_unit_test(sampand_n_misses_the_folder_of_the_database),
        cmocka_unit_test(sigterm_ends_it_with_nothing_left_behind),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
