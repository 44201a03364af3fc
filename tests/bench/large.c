/* bench_large: what a million messages and 200,000 tickets cost, beside an empty database in the
 * same run: a line a figure, NAME VALUE UNIT. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "db/report.h"
#include "tests/support/e2e.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define ROUNDS  100
#define ARRIVED 300

/* Two years of a regency, until NOON: messages and their answers, and a ticket for every fifth. */
static const char fill[] =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN;"
    "CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
    " WHERE i < 1000000) SELECT i, 1772424000 - 730 * 86400 + i * 63 AS at FROM n;"
    "INSERT INTO person (id, msisdn, created_at) SELECT i, printf('+628110%06d', i), at FROM n"
    " WHERE i <= 50000;"
    "INSERT INTO inbox (id, bearer, sender, text, sent_at, received_at, digest, state, intent,"
    " arguments, match, handled_at) SELECT i, 'telkomsel', printf('+628110%06d', i % 50000 + 1),"
    " 'SYARAT KTP HILANG nomor ' || i, at, at + 5, i, 'answered', 'SYARAT', 'KTP-HILANG', 'exact',"
    " at + 6 FROM n;"
    "INSERT INTO inbox_part (bearer, sender, sent_at, digest, received_at, reference,"
    " reference_bits, total, part, units, inbox_id) SELECT 'telkomsel',"
    " printf('+628110%06d', i % 50000 + 1), at, i, at + 5, i % 256, 8, 2, 1 + i % 2, x'4100', i"
    " FROM n WHERE i <= 200000;"
    "INSERT INTO outbox (inbox_id, bearer, recipient, text, priority, state, segments,"
    " segments_sent, due_at, expires_at, created_at, changed_at) SELECT i, 'telkomsel',"
    " printf('+628110%06d', i % 50000 + 1), 'KTP-el hilang: surat kehilangan dari polisi, KK"
    " dan KTP lama bila ada. Biaya: gratis. Kantor: Disdukcapil. Nomor ' || i, 1, 'delivered', 1,"
    " 1, at + 6, at + 86400, at + 6, at + 60 FROM n;"
    "INSERT INTO outbox_segment (outbox_id, part, message_reference, sent_at, status)"
    " SELECT i, 0, i % 256, at + 7, 0 FROM n;"
    "INSERT INTO ticket (id, number, person_id, inbox_id, unit_id, text, state, opened_at,"
    " respond_by, changed_at, kind, category, resolve_by, verified_at, responded_at, resolved_at,"
    " closed_at, forwards, reopened, score, words) SELECT i, printf('02%07d', i), 1 + i % 50000,"
    " i * 5, 1 + i % 20, 'jalan berlubang di depan pasar nomor ' || i,"
    " CASE WHEN i % 20 THEN 'ditutup' ELSE 'diproses' END, 1772424000 - 730 * 86400 + i * 315,"
    " 1772424000 - 716 * 86400 + i * 315, 1772424000 - 700 * 86400 + i * 315, 'pengaduan',"
    " CASE WHEN i % 3 THEN 'standar' ELSE '' END, 1772424000 - 670 * 86400 + i * 315, NULL,"
    " 1772424000 - 730 * 86400 + i * 315 + i * 7919 % 400 * 3600,"
    " CASE WHEN i % 20 THEN 1772424000 - 725 * 86400 + i * 315 + i * 7907 % 900 * 3600 END,"
    " CASE WHEN i % 20 THEN 1772424000 - 690 * 86400 + i * 315 END, i % 9 = 0, i % 17 = 0,"
    " 1 + i % 4, 'berlubang jalan pasar ' || i FROM n WHERE i <= 200000;"
    "INSERT INTO ticket_event (ticket_id, at, actor, from_state, to_state) SELECT 1 + i % 200000,"
    " at, 'warga', '', 'diterima' FROM n WHERE i <= 600000;"
    "INSERT INTO skm SELECT i, at, 1 + i % 4, 3, 4, 3, 4, 3, 4, 3, 4 FROM n WHERE i <= 200000"
    " AND i % 4;"
    "INSERT INTO journal (at, channel, address, actor, action, subject, before, after, hash)"
    " SELECT at, 'sms', '', 'warga', 'ticket opened', 'ticket 02' || i, '', '', zeroblob(32)"
    " FROM n WHERE i <= 600000;"
    "COMMIT; PRAGMA journal_mode = WAL";

static struct e2e rig;

static double now_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void figure(const char *name, double value, const char *unit)
{
    printf("%s %.2f %s\n", name, value, unit);
    fflush(stdout);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(double *took, int count)
{
    qsort(took, (size_t)count, sizeof *took, compare);
    return took[count / 2];
}

static void fill_up(const char *path)
{
    double began = now_s();

    if (sql_run(path, fill) != 0)
        fail_msg("%s cannot be filled", path);
    figure("large_made", now_s() - began, "s");
}

static void compare_figures(const char *name, double empty, double large)
{
    char label[64];

    snprintf(label, sizeof label, "%s_empty", name);
    figure(label, empty * 1000, "ms");
    snprintf(label, sizeof label, "%s_large", name);
    figure(label, large * 1000, "ms");
    snprintf(label, sizeof label, "%s_large_to_empty", name);
    figure(label, large / empty, "ratio");
}

/* Asks the two in turn, so that what else the machine does falls on both. */
static void ask_both(struct fixture *const both[2], const char *text, double *took[2])
{
    char number[24];

    for (int i = 0; i < ROUNDS; i++)
        for (int which = 0; which < 2; which++) {
            double began;

            snprintf(number, sizeof number, "+628110%06d", 1 + i * 311);
            began = now_s();
            if (!ask(both[which], number, text, NOON + i * 7200)[0])
                fail_msg("%s is not answered", text);
            took[which][i] = now_s() - began;
        }
}

/* From the SMS that is stored to its answer that is sent, each in its transaction on the disk. */
static void measure_answers(const char *path)
{
    static const struct {
        const char *name, *text;
    } messages[] = {{"answer_syarat", "SYARAT KTP HILANG"},
                    {"answer_lapor", "LAPOR lampu jalan mati di depan masjid"},
                    {"answer_cek", "CEK"},
                    {"answer_kinerja", "KINERJA DISHUB"}};
    enum { KINDS = sizeof messages / sizeof messages[0] };
    static double all[2][KINDS * ROUNDS];
    struct fixture *const both[2] = {fixture_open(temp_path("empty.db")), fixture_open(path)};

    for (int i = 0; i < KINDS; i++) {
        double *took[2] = {all[0] + i * ROUNDS, all[1] + i * ROUNDS};

        ask_both(both, messages[i].text, took);
        compare_figures(messages[i].name, median(took[0], ROUNDS), median(took[1], ROUNDS));
    }
    compare_figures("answer_any", median(all[0], KINDS * ROUNDS), median(all[1], KINDS * ROUNDS));
    fixture_close(both[0]);
    fixture_close(both[1]);
}

static void measure_report(const char *path)
{
    const struct report_question question = {2026, 2, 28800, NOON, 5, 10};
    struct fixture *f = fixture_open(path);
    double took[5];
    struct report *report;

    for (int i = 0; i < 5; i++) {
        double began = now_s();

        if (report_open(f->db, &question, &report) < 0)
            fail_msg("no report");
        took[i] = now_s() - began;
        if (i == 0)
            figure("report_month_large_cases", report->case_count, "tickets");
        report_close(report);
    }
    figure("report_month_large", median(took, 5), "s");
    fixture_close(f);
}

static bool is_settled(struct e2e *e2e, const void *context)
{
    (void)context;
    return e2e_dummy_count(e2e) == 0 &&
           sql_number(e2e->database, "SELECT count(*) FROM inbox WHERE state = 'waiting'") == 0 &&
           outbox_count_open(e2e_db(e2e)) == 0;
}

/* The same with the whole gateway, which looks after its modems and clocks beside. */
static void measure_gateway(double *start, double *message)
{
    char number[24];
    double began = now_s();

    e2e_start(&rig, NULL);
    e2e_wait(&rig, "the modem", e2e_log_has, "uji: ready");
    *start = now_s() - began;
    for (int i = 0; i < ARRIVED; i++) {
        snprintf(number, sizeof number, "+628110%06d", 1 + i * 101);
        e2e_dummy_put(&rig, i + 1, number, "20261122T101500", "", "SYARAT KTP HILANG");
    }
    began = now_s();
    e2e_wait(&rig, "every answer", is_settled, NULL);
    *message = (now_s() - began) / ARRIVED;
    e2e_stop(&rig);
}

static void close_rig(void)
{
    e2e_close(&rig);
}

int main(void)
{
    double start[2], message[2];

    atexit(close_rig);
    e2e_open(&rig, E2E_DUMMY);
    measure_gateway(&start[0], &message[0]);
    e2e_close(&rig);
    e2e_open(&rig, E2E_DUMMY);
    fill_up(rig.database);
    measure_gateway(&start[1], &message[1]);
    compare_figures("gateway_start", start[0], start[1]);
    compare_figures("gateway_message", message[0], message[1]);
    measure_answers(rig.database);
    measure_report(rig.database);
    return 0;
}
