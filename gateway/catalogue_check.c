#include "gateway/catalogue_check.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "db/holiday.h"
#include "db/person.h"
#include "db/translation.h"
#include "gateway/desk/desk.h"
#include "gateway/reply/gsm7.h"
#include "gateway/reply/segment.h"

#define NOBODY "+620000000000" /* asks, and is forgotten with the transaction */
#define DAY_S  86400
#define GROWTH 64

const struct check_keyword check_keywords[CHECK_KEYWORDS] = {
    {INTENT_SYARAT, COMPONENT_PERSYARATAN},
    {INTENT_BIAYA, COMPONENT_BIAYA},
    {INTENT_LAMA, COMPONENT_JANGKA_WAKTU},
    {INTENT_PROSEDUR, COMPONENT_PROSEDUR},
    {INTENT_DASAR, COMPONENT_DASAR_HUKUM},
    {INTENT_HASIL, COMPONENT_PRODUK},
    {INTENT_TEMPAT, CHECK_PLACE},
    {INTENT_SARANA, COMPONENT_SARANA},
    {INTENT_PETUGAS, COMPONENT_KOMPETENSI},
    {INTENT_PENGAWASAN, COMPONENT_PENGAWASAN},
    {INTENT_SALURAN, COMPONENT_PENGADUAN},
    {INTENT_JUMLAH, COMPONENT_JUMLAH_PELAKSANA},
    {INTENT_JAMINAN, COMPONENT_JAMINAN_LAYANAN},
    {INTENT_KEAMANAN, COMPONENT_JAMINAN_KEAMANAN},
    {INTENT_EVALUASI, COMPONENT_EVALUASI},
};

const char *check_text_name(int component)
{
    static const char *const of_office[] = {"tempat", "jam_buka", "telepon"};

    return component < COMPONENTS ? component_names[component] : of_office[component - COMPONENTS];
}

struct walk {
    struct desk desk;
    const char *code; /* NULL: all */
    struct catalogue_check *checks;
    int count;
};

struct checking {
    struct db *db;
    const struct catalogue_service *service;
    struct catalogue_check *ret;
};

static int add_page(struct check_cost *cost, const struct reply *reply)
{
    int segments = segment_count(reply->text);

    if (segments < 0)
        return segments;
    cost->septets += gsm7_count(reply->text);
    cost->segments += segments;
    cost->pages++;
    return 0;
}

/* Ask as a villager does, and LANJUT until there is no more. */
static int ask(struct desk *desk, const char *code, enum intent intent, struct check_cost *ret)
{
    struct request request = {.intents = 1, .state = STATE_NONE, .match = MATCH_EXACT};
    struct person_pages pages;
    struct reply reply;
    int rc;

    request.intent[0] = intent;
    request.subjects = 1;
    snprintf(request.subject[0].code, sizeof request.subject[0].code, "%s", code);
    rc = person_pages_close(desk->db, desk->person_id);
    do {
        if (rc >= 0)
            rc = desk_answer(desk, &request, &reply);
        if (rc >= 0)
            rc = add_page(ret, &reply);
        if (rc >= 0)
            rc = person_pages(desk->db, desk->person_id, desk->now, &pages);
        request.intent[0] = INTENT_LANJUT;
        request.subjects = 0;
    } while (rc > 0);
    return rc;
}

/* Days since 2026-11-22 or the like; -1 if that is no day. */
static int64_t age_days(const char *day, int64_t now)
{
    struct tm tm = {0};
    const char *end = strptime(day, "%Y-%m-%d", &tm);

    return end && *end == '\0' ? (now - (int64_t)timegm(&tm)) / DAY_S : -1;
}

/* What there is to say of a text: no source, never checked, checked too long ago, approved by
 * nobody.
 */
enum { UNSOURCED = 1, UNCHECKED = 2, OLD = 4, UNAPPROVED = 8 };

static unsigned find_lacks(struct catalogue_provenance from, const struct config *config,
                           int64_t now)
{
    unsigned lacks = 0;

    if (from.source[0] == '\0')
        lacks |= UNSOURCED;
    if (from.checked_on[0] == '\0')
        lacks |= UNCHECKED;
    else if (age_days(from.checked_on, now) > config->text_valid_days)
        lacks |= OLD;
    return from.approved_by[0] ? lacks : lacks | UNAPPROVED;
}

static void check_text(const struct walk *walk, int component, const char *text,
                       struct catalogue_provenance from, struct catalogue_check *ret)
{
    unsigned lacks = find_lacks(from, walk->desk.config, walk->desk.now), bit = 1u << component;

    if (text[0] == '\0') {
        ret->missing |= bit;
        return;
    }
    ret->unsourced |= lacks & UNSOURCED ? bit : 0;
    ret->unchecked |= lacks & UNCHECKED ? bit : 0;
    ret->old |= lacks & OLD ? bit : 0;
    ret->unapproved |= lacks & UNAPPROVED ? bit : 0;
}

/* Each sign once: biaya: "–" -> "-". */
static void note_sign(const char *name, const char *sign, char ret[CHECK_SIGNS_SIZE])
{
    char plain[32], line[128];
    size_t length = strlen(ret);

    gsm7_transliterate(sign, plain, sizeof plain);
    snprintf(line, sizeof line, "%s: \"%s\" -> \"%s\"", name, sign, plain);
    if (!strstr(ret, line) && length + strlen(line) + 3 < CHECK_SIGNS_SIZE)
        snprintf(ret + length, CHECK_SIGNS_SIZE - length, "%s%s", length ? "; " : "", line);
}

static void note_signs(const char *name, const char *text, char ret[CHECK_SIGNS_SIZE])
{
    for (const char *next = text; *text; text = next) {
        char sign[8];

        if (gsm7_septets(gsm7_next_character(&next)) > 0)
            continue;
        snprintf(sign, sizeof sign, "%.*s", (int)(next - text), text);
        note_sign(name, sign, ret);
    }
}

static int grow(struct walk *walk)
{
    struct catalogue_check *more;

    if (walk->count % GROWTH != 0)
        return 0;
    more = realloc(walk->checks, (size_t)(walk->count + GROWTH) * sizeof *more);
    if (!more)
        return -ENOMEM;
    walk->checks = more;
    return 0;
}

static int check_place(struct walk *walk, const char *code, struct catalogue_check *ret)
{
    struct catalogue_unit unit;
    int rc = catalogue_unit(walk->desk.db, code, &unit);

    if (rc <= 0)
        return rc;
    check_text(walk, CHECK_PLACE, unit.address,
               (struct catalogue_provenance){unit.source, unit.checked_on, unit.approved_by}, ret);
    ret->missing |= unit.hours[0] ? 0 : 1u << CHECK_HOURS;
    ret->missing |= unit.phone[0] ? 0 : 1u << CHECK_PHONE;
    note_signs("unit", unit.name, ret->signs);
    note_signs("alamat", unit.address, ret->signs);
    return 0;
}

static void add_to_list(char *ret, size_t size, const char *between, const char *text)
{
    size_t length = strlen(ret);

    snprintf(ret + length, size - length, "%s%s", length ? between : "", text);
}

/* What those who chose another language do not get in it. */
static int check_translation(const void *row, void *context)
{
    const struct catalogue_translation *translation = row;
    const struct checking *checking = context;
    char stale[256] = "", line[300];
    int rc = 0;

    for (int i = 0; rc >= 0 && i < COMPONENTS; i++) {
        if (translation->component[i][0] == '\0')
            continue;
        rc =
            translation_is_current(checking->db, translation, checking->service, (enum component)i);
        if (rc == 0)
            add_to_list(stale, sizeof stale, ", ", component_names[i]);
    }
    if (rc < 0)
        return rc;
    if (translation->approved_by[0] && stale[0] == '\0')
        return 0;
    snprintf(line, sizeof line, "%s: %s", strchr(translation->code, ':') + 1,
             translation->approved_by[0] ? stale : "not approved");
    add_to_list(checking->ret->translations, CHECK_SIGNS_SIZE, "; ", line);
    return 0;
}

static int check_service(const void *row, void *context)
{
    const struct catalogue_service *service = row;
    struct walk *walk = context;
    struct catalogue_check *check;
    int rc = grow(walk);

    if (rc < 0 || (walk->code && strcmp(walk->code, service->code) != 0))
        return rc;
    check = &walk->checks[walk->count++];
    memset(check, 0, sizeof *check);
    memcpy(check->code, service->code, sizeof check->code);
    memcpy(check->unit, service->unit, sizeof check->unit);
    for (int i = 0; rc >= 0 && i < CHECK_KEYWORDS; i++)
        rc = ask(&walk->desk, service->code, check_keywords[i].intent, &check->cost[i]);
    note_signs("nama", service->name, check->signs);
    for (int i = 0; i < COMPONENTS; i++) {
        check_text(walk, i, service->component[i], catalogue_provenance(service, (enum component)i),
                   check);
        note_signs(component_names[i], service->component[i], check->signs);
    }
    if (rc >= 0)
        rc = check_place(walk, service->unit, check);
    if (rc >= 0)
        rc = translation_of(walk->desk.db, service->code, check_translation,
                            &(struct checking){walk->desk.db, service, check});
    return rc < 0 ? rc : 0;
}

int catalogue_check_open(struct db *db, const struct config *config, const struct texts *texts,
                         int64_t now, const char *code, struct catalogue_check **ret)
{
    struct walk walk = {.desk = {.db = db,
                                 .config = config,
                                 .texts = texts,
                                 .languages = texts,
                                 .now = now,
                                 .text = "",
                                 .drafts = true},
                        .code = code};
    int rc = db_begin(db);

    if (rc < 0)
        return rc;
    walk.desk.person_id = person_get(db, NOBODY, now);
    rc = walk.desk.person_id < 0 ? (int)walk.desk.person_id
                                 : catalogue_services(db, check_service, &walk);
    rc = db_end(db, rc < 0 ? rc : -ECANCELED);
    if (rc != -ECANCELED) {
        free(walk.checks);
        return rc;
    }
    *ret = walk.checks;
    return walk.count;
}

void catalogue_check_close(struct catalogue_check *checks)
{
    free(checks);
}

struct check_sum catalogue_check_sum(const struct catalogue_check *checks, int count)
{
    struct check_sum sum = {0};

    for (int i = 0; i < count * CHECK_KEYWORDS; i++) {
        const struct catalogue_check *check = &checks[i / CHECK_KEYWORDS];
        const struct check_cost *cost = &check->cost[i % CHECK_KEYWORDS];

        if (CHECK_HAS(check->missing, check_keywords[i % CHECK_KEYWORDS].component))
            continue;
        sum.answers++;
        sum.paged += cost->pages > 1;
        sum.segments += cost->segments;
        if (cost->segments > sum.segments_max)
            sum.segments_max = cost->segments;
    }
    return sum;
}

struct health {
    const struct config *config;
    int64_t now;
    struct catalogue_health sum;
};

static void count_text(struct health *health, const char *text, struct catalogue_provenance from)
{
    unsigned lacks = find_lacks(from, health->config, health->now);

    if (text[0] == '\0')
        return;
    health->sum.texts++;
    health->sum.unsourced += (lacks & UNSOURCED) != 0;
    health->sum.stale += (lacks & (UNCHECKED | OLD)) != 0;
    health->sum.unapproved += (lacks & UNAPPROVED) != 0;
}

static int count_service(const void *row, void *context)
{
    const struct catalogue_service *service = row;
    struct health *health = context;

    health->sum.services++;
    for (int i = 0; i < COMPONENTS; i++)
        count_text(health, service->component[i], catalogue_provenance(service, (enum component)i));
    return 0;
}

static int count_unit(const void *row, void *context)
{
    const struct catalogue_unit *unit = row;

    count_text(context, unit->address,
               (struct catalogue_provenance){unit->source, unit->checked_on, unit->approved_by});
    return 0;
}

static int count_holiday(const void *row, void *context)
{
    struct health *health = context;
    (void)row;

    health->sum.holidays++;
    return 0;
}

int catalogue_health(struct db *db, const struct config *config, int64_t now,
                     struct catalogue_health *ret)
{
    struct health health = {.config = config, .now = now};
    time_t local = now + config_utc_offset_s(config);
    char today[16];
    struct tm tm;
    int rc;

    gmtime_r(&local, &tm);
    strftime(today, sizeof today, "%Y-%m-%d", &tm);
    rc = catalogue_services(db, count_service, &health);
    if (rc >= 0)
        rc = catalogue_units(db, count_unit, &health);
    if (rc >= 0)
        rc = holiday_list(db, today, count_holiday, &health);
    if (rc < 0)
        return rc;
    *ret = health.sum;
    return 0;
}
