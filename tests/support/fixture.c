#include "tests/support/fixture.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config/problems.h"
#include "db/catalogue.h"
#include "gateway/catalogue_import.h"
#include "gateway/reply/gsm7.h"
#include "gateway/route_import.h"
#include "gateway/words.h"

#include <cmocka.h>

const char *source_path(const char *name)
{
    static char path[PATH_MAX];
    const char *root = getenv("SAMPAN_ROOT");

    snprintf(path, sizeof path, "%s/%s", root && root[0] ? root : ".", name);
    return path;
}

static char temp_folder[64];

static void remove_temp_folder(void)
{
    char command[128];

    snprintf(command, sizeof command, "rm -rf '%s'", temp_folder);
    if (system(command) != 0)
        fprintf(stderr, "%s could not be removed\n", temp_folder);
}

const char *temp_path(const char *name)
{
    static char paths[4][PATH_MAX];
    static int next;
    char *path = paths[next++ % 4];

    if (temp_folder[0] == '\0') {
        snprintf(temp_folder, sizeof temp_folder, "/tmp/sampan-test-XXXXXX");
        assert_non_null(mkdtemp(temp_folder));
        atexit(remove_temp_folder);
    }
    snprintf(path, PATH_MAX, "%s/%s", temp_folder, name);
    return path;
}

void temp_write(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void load_texts(struct texts *ret)
{
    struct problems problems = {0};

    if (texts_load_languages(source_path("config"), "id en", gsm7_check, ret, &problems) < 0)
        fail_msg("%s", problems.text);
}

static void load_catalogue(struct db *db, const char *name)
{
    struct problems problems = {0};
    struct import_summary summary;
    FILE *report = fopen("/dev/null", "w");
    int rc = catalogue_import(db, source_path(name), "test", NOON, report, &summary, &problems);

    fclose(report);
    if (rc < 0)
        fail_msg("%d: %s", rc, problems.text);
}

static void load_routes(struct db *db)
{
    struct problems problems = {0};

    if (route_import(db, source_path("config/rute.csv"), "test", NOON, &problems) < 0)
        fail_msg("%s", problems.text);
}

struct db *fixture_db(void)
{
    struct db *db;
    char error[256];

    if (db_open(":memory:", &db, error) < 0)
        fail_msg("%s", error);
    return db;
}

struct fixture *fixture_open(const char *path)
{
    struct fixture *f = calloc(1, sizeof *f);
    char error[256];

    assert_non_null(f);
    f->config = (struct config){.node = "01",
                                .language = "id",
                                .languages = "id en",
                                .regency = "Kabupaten Contoh",
                                .timezone = "WITA",
                                .response_days = 14,
                                .verify_days = 3,
                                .followup_days = 5,
                                .complete_days = 30,
                                .decision_days = 60,
                                .reopen_days = 10,
                                .remind_days = 1,
                                .escalate_days = 3,
                                .digest_hour = 24,
                                .report_min_cases = 5,
                                .rank_min_cases = 5,
                                .desk_unit = "DISKOMINFO",
                                .question_timeout_s = 86400,
                                .replies_per_hour = 10,
                                .max_segments = 2,
                                .text_valid_days = 365,
                                .pin_attempts = 5,
                                .notice_days = 14,
                                .notice_asked_days = 14,
                                .acknowledge_hours = 24,
                                .sms_price_rupiah = 350,
                                .missed_call_period_s = 86400,
                                .modem_count = 1};
    strcpy(f->config.modems[0].name, BEARER);
    strcpy(f->config.modems[0].number, OWN_SIM);
    load_texts(&f->texts);
    if (db_open(path, &f->db, error) < 0)
        fail_msg("%s", error);
    if (catalogue_version(f->db) == 0) {
        load_catalogue(f->db, "config/layanan.csv");
        load_catalogue(f->db, "config/layanan.en.csv");
        load_routes(f->db);
    }
    assert_int_equal(words_load(f->db, &f->config, &f->vocabulary), 0);
    f->core = (struct core){f->db, &f->config, &f->texts, f->vocabulary};
    return f;
}

void fixture_close(struct fixture *f)
{
    vocabulary_close(f->vocabulary);
    texts_close(&f->texts);
    db_close(f->db);
    free(f);
}

int fixture_setup(void **state)
{
    *state = fixture_open(":memory:");
    return 0;
}

int fixture_teardown(void **state)
{
    fixture_close(*state);
    return 0;
}

int units_of(const char *text, uint16_t units[LINK_UNITS_MAX])
{
    uint32_t c;
    int length = 0;

    while ((c = gsm7_next_character(&text)) != 0) {
        assert_true(length + (c > 0xffff) < LINK_UNITS_MAX);
        if (c > 0xffff) {
            units[length++] = (uint16_t)(0xd800 + ((c - 0x10000) >> 10));
            c = 0xdc00 + ((c - 0x10000) & 0x3ff);
        }
        units[length++] = (uint16_t)c;
    }
    return length;
}

struct link_sms sms_of(const char *sender, const char *text, int64_t sent_at)
{
    struct link_sms sms = {.sent_at = sent_at, .part = {0, 0, 1, 1}};

    snprintf(sms.sender, sizeof sms.sender, "%s", sender);
    sms.length = units_of(text, sms.units);
    return sms;
}

int receive(struct fixture *f, const char *sender, const char *text, int64_t now)
{
    struct link_sms sms = sms_of(sender, text, now);
    int rc;

    assert_int_equal(db_begin(f->db), 0);
    rc = core_store(&f->core, BEARER, &sms, now);
    assert_int_equal(db_end(f->db, rc), rc);
    return rc;
}

int answer_all(struct fixture *f, int64_t now)
{
    int count = 0, rc;

    assert_int_equal(db_begin(f->db), 0);
    while ((rc = core_answer_next(&f->core, now)) > 0)
        count++;
    assert_int_equal(rc, 0);
    assert_int_equal(db_end(f->db, 0), 0);
    return count;
}

const char *take_reply(struct fixture *f, int64_t now)
{
    int rc = outbox_take(f->db, BEARER, OUTBOX_BROADCAST, now, &f->reply);

    assert_true(rc >= 0);
    if (rc == 0)
        return "";
    for (int part = 1; part <= f->reply.segments; part++)
        assert_int_equal(outbox_segment_sent(f->db, f->reply.id, part, part, now),
                         part < f->reply.segments);
    return f->reply.text;
}

const char *ask(struct fixture *f, const char *sender, const char *text, int64_t now)
{
    static char answer[OUTBOX_TEXT_SIZE];

    assert_int_equal(receive(f, sender, text, now), 1);
    assert_int_equal(answer_all(f, now), 1);
    snprintf(answer, sizeof answer, "%s", take_reply(f, now));
    assert_string_equal(take_reply(f, now), "");
    return answer;
}
