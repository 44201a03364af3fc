/* Announcements: who may speak to whom, that nothing is sent before YA and nothing twice, and who
 * is named when some stay silent. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/announcement.h"
#include "gateway/area_import.h"
#include "gateway/desk/quiet.h"
#include "gateway/reply/segment.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define HOUR_S    INT64_C(3600)
#define MORNING   (NOON - 3 * HOUR_S)
#define CAMAT     "+6281234500001"
#define KADES     "+6281234500002"
#define RW        "+6281234500003"
#define RT_1      "+6281234500004"
#define RT_2      "+6281234500005"
#define LIPU      "+6281234500006"
#define PIN       "#471182"
#define ORDER     "SIAR DESA KAOFE rapat besok jam 9 " PIN
#define HEARD_MAX 64

static struct fixture *f;
static const char *path;
static struct outbox_message heard[HEARD_MAX];
static int heard_count;

static void appoint(const char *msisdn, enum officer_role role, const char *unit, const char *area)
{
    struct officer officer = {.role = role};

    snprintf(officer.msisdn, sizeof officer.msisdn, "%s", msisdn);
    snprintf(officer.name, sizeof officer.name, "Pak %s", area[0] ? area : unit);
    snprintf(officer.unit, sizeof officer.unit, "%s", unit);
    snprintf(officer.area, sizeof officer.area, "%s", area);
    assert_int_equal(officer_add(f->db, &officer, "test", MORNING), 0);
    assert_int_equal(officer_find(f->db, msisdn, &officer), 1);
    assert_int_equal(officer_set_pin(f->db, &officer, PIN + 1, "test", MORNING), 0);
}

static void import_areas(void)
{
    struct problems problems = {0};
    struct area_summary summary;

    assert_int_equal(
        area_import(f->db, source_path("config/wilayah.csv"), "test", MORNING, &summary, &problems),
        0);
}

static int setup(void **state)
{
    (void)state;
    path = temp_path("announcement.db");
    f = fixture_open(path);
    f->config.quiet_from = 20;
    f->config.quiet_until = 7;
    import_areas();
    appoint(CAMAT, OFFICER_PETUGAS, "", "CONTOH.07");
    appoint(KADES, OFFICER_PETUGAS, "", "CONTOH.07.2001");
    appoint(RW, OFFICER_PETUGAS, "", "CONTOH.07.2001.01");
    appoint(RT_1, OFFICER_PETUGAS, "", "CONTOH.07.2001.01.01");
    appoint(RT_2, OFFICER_PETUGAS, "", "CONTOH.07.2001.01.02");
    appoint(LIPU, OFFICER_PETUGAS, "", "CONTOH.07.2003");
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

/* Take whatever is due. */
static void hear(int64_t now)
{
    heard_count = 0;
    while (take_reply(f, now)[0]) {
        assert_true(heard_count < HEARD_MAX);
        heard[heard_count++] = f->reply;
    }
}

/* What a number has heard, "" for nothing. */
static const char *heard_by(const char *number)
{
    for (int i = 0; i < heard_count; i++)
        if (strcmp(heard[i].recipient, number) == 0)
            return heard[i].text;
    return "";
}

static int how_often(const char *number)
{
    int count = 0;

    for (int i = 0; i < heard_count; i++)
        count += strcmp(heard[i].recipient, number) == 0;
    return count;
}

/* An SMS comes in and is answered; what is due then is heard. */
static const char *say(const char *number, const char *text, int64_t now)
{
    assert_true(receive(f, number, text, now) >= 0);
    assert_int_equal(answer_all(f, now), 1);
    hear(now);
    return heard_by(number);
}

/* Each answer is one SMS. */
static void says(const char *answer, const char *part)
{
    if (segment_count(answer) != 1)
        fail_msg("%d SMS: %s", segment_count(answer), answer);
    if (!strstr(answer, part))
        fail_msg("'%s' does not say '%s'", answer, part);
}

static void tick_at(int64_t now)
{
    assert_int_equal(db_begin(f->db), 0);
    assert_true(db_end(f->db, core_tick(&f->core, now)) >= 0);
    hear(now);
}

static int64_t count(const char *query)
{
    return sql_number(path, query);
}
#define ANNOUNCEMENTS count("SELECT count(*) FROM announcement")

/* The camat announces to Desa Kaofe; everybody there hears it. */
static void announce(int64_t now)
{
    says(say(CAMAT, ORDER, now), "4 orang");
    says(say(CAMAT, "YA", now + 1), "siaran");
}

static void only_those_who_hold_a_node_below_hear_it_and_each_once(void **state)
{
    (void)state;

    announce(MORNING);

    assert_int_equal(heard_count, 5);
    says(heard_by(KADES), "rapat besok jam 9. Sudah dibaca? Balas TERIMA 1");
    assert_int_equal(how_often(RW), 1);
    assert_int_equal(how_often(RT_1), 1);
    assert_int_equal(how_often(RT_2), 1);
    assert_int_equal(how_often(LIPU), 0);
    assert_int_equal(count("SELECT count(*) FROM outbox WHERE priority = 3"), 4);
}

static void nothing_is_sent_without_the_pin_or_before_ya(void **state)
{
    (void)state;

    says(say(CAMAT, "SIAR DESA KAOFE rapat besok", MORNING), "#PIN");
    say(CAMAT, "YA", MORNING + 1);
    says(say(CAMAT, "SIAR DESA KAOFE rapat besok #999999", MORNING + 2), "PIN");
    say(CAMAT, "YA", MORNING + 3);
    say(CAMAT, ORDER, MORNING + 4);
    assert_int_equal(heard_count, 1);
    says(say(CAMAT, "TIDAK", MORNING + 5), "tidak jadi");
    say(CAMAT, "YA", MORNING + 6);
    say(CAMAT, ORDER, MORNING + 7);
    say(CAMAT, "YA", MORNING + 7 + f->config.question_timeout_s + 1); /* too late */

    assert_int_equal(ANNOUNCEMENTS, 0);
    assert_int_equal(count("SELECT count(*) FROM outbox WHERE priority = 3"), 0);
}

static void ya_of_somebody_else_or_once_more_sends_nothing(void **state)
{
    (void)state;
    say(CAMAT, ORDER, MORNING);

    say(KADES, "YA", MORNING + 1);
    assert_int_equal(ANNOUNCEMENTS, 0);
    say(CAMAT, "YA", MORNING + 2);
    assert_int_equal(receive(f, CAMAT, "YA", MORNING + 2), 0); /* the modem reads it again */
    say(CAMAT, "YA", MORNING + 3);

    assert_int_equal(ANNOUNCEMENTS, 1);
    assert_int_equal(count("SELECT count(*) FROM outbox WHERE priority = 3"), 4);
}

static void an_officer_who_was_locked_or_removed_meanwhile_sends_nothing(void **state)
{
    struct officer camat;
    (void)state;
    say(CAMAT, ORDER, MORNING);
    for (int i = 0; i < f->config.pin_attempts; i++) {
        char text[64];

        snprintf(text, sizeof text, "SIAR DESA KAOFE rapat jam %d #999999", i + 1);
        say(CAMAT, text, MORNING + 1 + i);
    }

    say(CAMAT, "YA", MORNING + 30);
    assert_int_equal(officer_find(f->db, CAMAT, &camat), 1);
    assert_int_equal(officer_remove(f->db, &camat, "test", MORNING), 0);
    say(CAMAT, "YA", MORNING + 31);

    assert_int_equal(ANNOUNCEMENTS, 0);
    assert_int_equal(count("SELECT count(*) FROM outbox WHERE priority = 3"), 0);
}

static void each_role_speaks_to_its_own_subtree(void **state)
{
    static const struct {
        const char *number, *order;
        bool may;
    } orders[] = {
        {CAMAT, "SIAR KEC KADATUA rapat", true},
        {CAMAT, "SIAR SEMUA rapat", true},
        {CAMAT, "SIAR KEC SIOMPU rapat", false},
        {CAMAT, "SIAR KAB CONTOH rapat", false},
        {KADES, "SIAR RW 01 rapat", true},
        {KADES, "SIAR DESA LIPU rapat", false},
        {RT_1, "SIAR RT 02 RW 01 KAOFE rapat", false},
        {"+6281234500011", "SIAR KEC KADATUA rapat", false}, /* an office has no subtree */
        {"+6281234500012", "SIAR KEC KADATUA rapat", true},
        {"+6281234500013", "SIAR KAB CONTOH rapat", true},
        {"+6281234500014", "SIAR KEC KADATUA rapat", false},
    };
    int64_t now = MORNING;
    (void)state;
    appoint("+6281234500011", OFFICER_PETUGAS, "PUPR", "");
    appoint("+6281234500012", OFFICER_SEKDA, "", "");
    appoint("+6281234500013", OFFICER_OPERATOR, "", "");
    appoint("+6281234500014", OFFICER_INSPEKTORAT, "", "");

    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        char text[100];
        const char *answer;

        snprintf(text, sizeof text, "%s " PIN, orders[i].order);
        answer = say(orders[i].number, text, now += 60);
        if ((strstr(answer, "Kirim sekarang?") != NULL) != orders[i].may)
            fail_msg("%s: %s", orders[i].order, answer);
    }
}

static void what_is_wrong_with_an_order_is_told_and_nothing_sent(void **state)
{
    static const char long_one[] =
        "SIAR DESA KAOFE mohon semua ketua RT membawa daftar warga lansia, ibu hamil dan balita ke "
        "balai desa besok pagi jam delapan tepat " PIN;
    (void)state;
    f->config.max_segments = 1;

    says(say(CAMAT, "SIAR " PIN, MORNING), "Contoh: SIAR");
    says(say(CAMAT, "SIAR DESA KAOFE " PIN, MORNING + 1), "Contoh: SIAR");
    says(say(CAMAT, "SIAR rapat besok jam 9 " PIN, MORNING + 2), "tidak kami kenal: \"rapat");
    says(say(CAMAT, "SIAR LAPANDEWA rapat semua ketua RT dan RW besok jam delapan " PIN,
             MORNING + 3),
         "lebih dari satu: \"LAPANDEWA rapat");
    says(say(CAMAT, long_one, MORNING + 4), "terlalu panjang: jadi 2 SMS");
    says(say(RT_1, "SIAR SEMUA rapat " PIN, MORNING + 5), "Belum ada petugas lain");
    say(CAMAT, "YA", MORNING + 6);
    say(RT_1, "YA", MORNING + 7);

    assert_int_equal(ANNOUNCEMENTS, 0);
}

static void the_budget_is_told_and_what_it_holds_up_lives_so_long(void **state)
{
    (void)state;
    f->config.broadcasts_per_day = 2;

    says(say(CAMAT, ORDER, MORNING), "Selesai dalam 2 hari (2 SMS sehari).");
    say(CAMAT, "YA", MORNING + 1);

    assert_int_equal(
        count(
            "SELECT count(*) FROM outbox WHERE priority = 3 AND expires_at - created_at = 432000"),
        4);
}

static void terima_without_a_number_is_for_the_newest_that_waits(void **state)
{
    (void)state;
    announce(MORNING);
    announce(MORNING + 60);

    says(say(KADES, "TERIMA", MORNING + 120),
         "siaran 2 tercatat sudah dibaca.\nMasih ada siaran 1");
    says(say(KADES, "TERIMA", MORNING + 121), "siaran 1 tercatat");
    says(say(KADES, "TERIMA", MORNING + 122), "Tidak ada siaran");
    says(say(KADES, "TERIMA 02", MORNING + 123), "siaran 2 tercatat");
    says(say(LIPU, "TERIMA 2", MORNING + 124), "tidak dikirim ke nomor ini");
    says(say(LIPU, "TERIMA 7", MORNING + 125), "tidak dikirim ke nomor ini");
    assert_int_equal(count("SELECT count(acknowledged_at) FROM announcement_target"), 2);
}

static void the_silent_are_named_once_to_the_sender_and_one_level_up(void **state)
{
    (void)state;
    announce(MORNING);
    say(RW, "TERIMA", MORNING + 100);

    tick_at(MORNING + 24 * HOUR_S);
    assert_int_equal(heard_count, 0);
    tick_at(MORNING + 24 * HOUR_S + 1);

    assert_int_equal(heard_count, 2); /* the kades is silent, too, and above him is the sender */
    says(heard_by(CAMAT), "1 dari 4 orang sudah TERIMA. Belum ada kabar dari Desa Kaofe, "
                          "RT 01 RW 01, RT 02 RW 01.");
    says(heard_by(RW), "(rapat besok jam 9) belum dijawab RT 01, RT 02.");
    tick_at(MORNING + 25 * HOUR_S);
    tick_at(MORNING + 30 * 24 * HOUR_S);
    assert_int_equal(heard_count, 0);
}

static void a_sender_who_is_no_officer_any_more_is_told_nothing(void **state)
{
    struct officer camat;
    (void)state;
    announce(MORNING);
    assert_int_equal(officer_find(f->db, CAMAT, &camat), 1);
    assert_int_equal(officer_remove(f->db, &camat, "test", MORNING), 0);

    tick_at(MORNING + 24 * HOUR_S + 1);

    assert_int_equal(how_often(CAMAT), 0);
    says(heard_by(RW), "belum dijawab RT 01, RT 02.");
}

static void nobody_is_named_if_all_answered_or_another_of_the_node_did(void **state)
{
    (void)state;
    appoint("+6281234500007", OFFICER_PETUGAS, "", "CONTOH.07.2001.01.02");
    says(say(CAMAT, ORDER, MORNING), "5 orang");
    say(CAMAT, "YA", MORNING + 1);
    say(KADES, "TERIMA", MORNING + 2);
    say(RW, "TERIMA", MORNING + 3);
    say(RT_1, "TERIMA", MORNING + 4);
    say("+6281234500007", "TERIMA", MORNING + 5);

    tick_at(MORNING + 24 * HOUR_S + 1);

    assert_int_equal(heard_count, 0);
    assert_int_equal(count("SELECT count(*) FROM announcement WHERE due_at IS NULL"), 1);
}

/* The message of RT 2 has not left yet. */
static void whom_it_has_not_reached_is_not_silent(void **state)
{
    (void)state;
    announce(MORNING);
    say(KADES, "TERIMA", MORNING + 2);
    say(RW, "TERIMA", MORNING + 3);
    say(RT_1, "TERIMA", MORNING + 4);
    assert_int_equal(sql_run(path, "UPDATE outbox SET state = 'queued', due_at = due_at + 86400 * 2"
                                   " WHERE recipient = '" RT_2 "'"),
                     0);

    tick_at(MORNING + 24 * HOUR_S + 1);
    assert_int_equal(heard_count, 0);
    tick_at(MORNING + 24 * HOUR_S + 2);
    assert_int_equal(heard_count, 0);
    assert_int_equal(sql_run(path, "UPDATE outbox SET state = 'expired'"
                                   " WHERE recipient = '" RT_2 "'"),
                     0);
    tick_at(MORNING + 25 * HOUR_S + 1);

    says(heard_by(CAMAT), "Belum ada kabar dari RT 02 RW 01.");
    says(heard_by(RW), "belum dijawab RT 02.");
}

static void silence_is_not_told_at_night(void **state)
{
    int64_t evening = MORNING + 12 * HOUR_S; /* 21:00 */
    (void)state;
    f->config.acknowledge_hours = 12;
    announce(MORNING);

    tick_at(evening + 60);
    assert_int_equal(heard_count, 0);
    tick_at(MORNING + 22 * HOUR_S); /* 07:00 */

    says(heard_by(CAMAT), "0 dari 4 orang");
}

static void quiet_hours_end_in_the_morning(void **state)
{
    int64_t midnight = NOON - 12 * HOUR_S;
    (void)state;

    assert_int_equal(quiet_end(&f->config, NOON), NOON);
    assert_int_equal(quiet_end(&f->config, midnight + 20 * HOUR_S), midnight + 31 * HOUR_S);
    assert_int_equal(quiet_end(&f->config, midnight), midnight + 7 * HOUR_S);
    assert_int_equal(quiet_end(&f->config, midnight + 7 * HOUR_S), midnight + 7 * HOUR_S);
    f->config.quiet_from = f->config.quiet_until = 3;
    assert_int_equal(quiet_end(&f->config, midnight + 3 * HOUR_S), midnight + 3 * HOUR_S);
}

static void many_silent_nodes_fit_into_one_sms(void **state)
{
    struct problems problems = {0};
    struct area_summary summary;
    const char *file = temp_path("banyak.csv");
    char text[4000] = "kode,nama,tingkat,induk\n";
    (void)state;
    for (int i = 10; i < 30; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text),
                 "CONTOH.07.2%d,Gunung Sejahtera Utara %d,desa,CONTOH.07\n", i, i);
    temp_write(file, text);
    assert_int_equal(area_import(f->db, file, "test", MORNING, &summary, &problems), 0);
    for (int i = 10; i < 30; i++) {
        char number[24], area[24];

        snprintf(number, sizeof number, "+62812399900%d", i);
        snprintf(area, sizeof area, "CONTOH.07.2%d", i);
        appoint(number, OFFICER_PETUGAS, "", area);
    }
    appoint("+6281234500012", OFFICER_SEKDA, "", "");
    says(say("+6281234500012",
             "SIAR KEC KADATUA mohon data warga lansia dikirim sebelum hari Jumat " PIN, MORNING),
         "26 orang");
    say("+6281234500012", "YA", MORNING + 1);

    tick_at(MORNING + 24 * HOUR_S + 1);

    says(heard_by("+6281234500012"), "dan 23 lagi");
    says(heard_by(CAMAT), "lagi");
    for (int i = 0; i < heard_count; i++)
        if (segment_count(heard[i].text) != 1)
            fail_msg("%d SMS: %s", segment_count(heard[i].text), heard[i].text);
}

/* The transaction of the YA never comes to its end. */
static void a_crash_before_the_commit_sends_nothing_and_the_next_try_once(void **state)
{
    (void)state;
    say(CAMAT, ORDER, MORNING);
    assert_int_equal(receive(f, CAMAT, "YA", MORNING + 1), 1);
    assert_int_equal(db_begin(f->db), 0);
    assert_int_equal(core_answer_next(&f->core, MORNING + 1), 1);
    assert_int_equal(db_end(f->db, -EIO), -EIO);
    assert_int_equal(ANNOUNCEMENTS, 0);
    assert_int_equal(count("SELECT count(*) FROM outbox WHERE priority = 3"), 0);

    assert_int_equal(answer_all(f, MORNING + 1), 1);
    hear(MORNING + 1);

    assert_int_equal(ANNOUNCEMENTS, 1);
    assert_int_equal(how_often(RT_1), 1);
}

static void a_crash_over_a_report_repeats_it_whole(void **state)
{
    (void)state;
    announce(MORNING);
    assert_int_equal(db_begin(f->db), 0);
    assert_true(core_tick(&f->core, MORNING + 24 * HOUR_S + 1) >= 0);
    assert_int_equal(db_end(f->db, -EIO), -EIO);

    tick_at(MORNING + 24 * HOUR_S + 2);

    assert_int_equal(how_often(CAMAT), 1);
    assert_int_equal(how_often(RW), 1);
    assert_int_equal(how_often(KADES), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(only_those_who_hold_a_node_below_hear_it_and_each_once),
        TEST(nothing_is_sent_without_the_pin_or_before_ya),
        TEST(ya_of_somebody_else_or_once_more_sends_nothing),
        TEST(an_officer_who_was_locked_or_removed_meanwhile_sends_nothing),
        TEST(each_role_speaks_to_its_own_subtree),
        TEST(what_is_wrong_with_an_order_is_told_and_nothing_sent),
        TEST(the_budget_is_told_and_what_it_holds_up_lives_so_long),
        TEST(terima_without_a_number_is_for_the_newest_that_waits),
        TEST(the_silent_are_named_once_to_the_sender_and_one_level_up),
        TEST(a_sender_who_is_no_officer_any_more_is_told_nothing),
        TEST(nobody_is_named_if_all_answered_or_another_of_the_node_did),
        TEST(whom_it_has_not_reached_is_not_silent),
        TEST(silence_is_not_told_at_night),
        TEST(quiet_hours_end_in_the_morning),
        TEST(many_silent_nodes_fit_into_one_sms),
        TEST(a_crash_before_the_commit_sends_nothing_and_the_next_try_once),
        TEST(a_crash_over_a_report_repeats_it_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
