#include "gateway/gateway.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/paths.h"
#include "db/bearer.h"
#include "db/catalogue.h"
#include "db/inbox.h"
#include "db/outbox.h"
#include "gateway/core.h"
#include "gateway/desk/quiet.h"
#include "gateway/heard.h"
#include "gateway/lock.h"
#include "gateway/log.h"
#include "gateway/sender.h"
#include "gateway/words.h"

#define ANSWERS_A_TURN 256
#define DAY_S          86400
#define PARTS_WAIT_S   1800 /* for the rest of a long SMS */

static int load_words(struct gateway *g)
{
    struct vocabulary *vocabulary;
    int rc = words_load(g->db, &g->config, &vocabulary);

    if (rc < 0)
        return rc;
    vocabulary_close(g->vocabulary);
    g->vocabulary = vocabulary;
    if (vocabulary_count(vocabulary) == 0)
        log_warning("the catalogue is empty: fill it with 'sampan service import FILE'");
    return 0;
}

/* Another process (the command line, the web) may have changed the catalogue. */
static int follow_catalogue(struct gateway *g)
{
    int64_t others = db_version_of_others(g->db), version;

    if (others < 0 || others == g->version_of_others)
        return others < 0 ? (int)others : 0;
    version = catalogue_version(g->db);
    if (version < 0)
        return (int)version;
    if (version != g->catalogue_version || !g->vocabulary) {
        int rc = load_words(g);

        /* Old words are better than none. */
        if (rc == -EINVAL && g->vocabulary)
            log_error("the lexicon has mistakes ('sampand -n' tells them); the old words and the "
                      "old catalogue stay in force");
        else if (rc < 0)
            return rc;
    }
    g->catalogue_version = version;
    g->version_of_others = others;
    return 0;
}

static int make_bearers(struct gateway *g, const struct config *config, struct bearer **ret)
{
    char program[512];
    struct bearer *bearers =
        calloc((size_t)config->modem_count + (size_t)g->bearer_count, sizeof *bearers);

    if (!bearers)
        return -ENOMEM;
    if (paths_program("sampan-modem", program, sizeof program) < 0) {
        free(bearers);
        log_error("sampan-modem is not beside this program");
        return -ENOEXEC;
    }
    for (int i = 0; i < config->modem_count; i++)
        bearer_init(&bearers[i], config, &config->modems[i], program);
    *ret = bearers;
    return 0;
}

/* A PIN that was refused is known again without being kept. */
static int64_t digest_of_pin(const struct config_modem *modem)
{
    uint64_t digest = 0xcbf29ce484222325u;

    for (const char *c = modem->name; *c; c++)
        digest = (digest ^ (unsigned char)*c) * 0x100000001b3u;
    for (const char *c = modem->pin; *c; c++)
        digest = (digest ^ (unsigned char)*c) * 0x100000001b3u;
    return (int64_t)(digest | 1);
}

/* What earlier lives learnt of the SIMs: their credit, and a PIN that must not be tried again. */
static int recall_bearers(struct gateway *g, struct bearer *bearers, int count)
{
    int rc = 0;

    for (int i = 0; rc >= 0 && i < count; i++) {
        struct bearer *bearer = &bearers[i];
        struct bearer_status status;

        rc = bearer_status_get(g->db, bearer->modem.name, &status);
        if (rc <= 0)
            continue;
        bearer->books.balance_rupiah = status.balance_rupiah;
        bearer->books.balance_at = status.balance_at;
        bearer->books.expiry_day = status.expiry_day;
        bearer->books.expiry_warned_day = status.expiry_warned_day;
        bearer->committed_books = bearer->books;
        if (status.refused_pin == digest_of_pin(&bearer->modem))
            bearer_withhold_pin(bearer);
    }
    return rc < 0 ? rc : 0;
}

int gateway_open(struct gateway *g)
{
    char error[256];
    int rc = lock_take(g->config.database);

    if (rc < 0) {
        log_error("%s: %s", g->config.database,
                  rc == -EBUSY ? "another gateway works with it" : strerror(-rc));
        return rc;
    }
    rc = db_open(g->config.database, &g->db, error);
    if (rc < 0) {
        log_error("%s: %s", g->config.database, error);
        return rc;
    }
    rc = follow_catalogue(g);
    if (rc == 0)
        rc = make_bearers(g, &g->config, &g->bearers);
    if (rc == 0) {
        g->bearer_count = g->config.modem_count;
        rc = recall_bearers(g, g->bearers, g->bearer_count);
    }
    if (rc < 0)
        log_error("%s: %s", g->config.database, strerror(-rc));
    return rc;
}

void gateway_close(struct gateway *g)
{
    for (int i = 0; i < g->bearer_count; i++)
        bearer_disconnect(&g->bearers[i], 0, "the gateway stops");
    free(g->bearers);
    vocabulary_close(g->vocabulary);
    texts_close(&g->texts);
    db_close(g->db);
}

/* What nobody has asked for wakes nobody, and has a budget of its own, which is counted only if
 * something waits. Returns 1, 0 or an errno. */
static int may_broadcast(struct gateway *g, const char *bearer, int64_t midnight, int64_t now)
{
    int budget = g->config.broadcasts_per_day, used = 0;
    bool quiet = quiet_end(&g->config, now) > now;

    if (!quiet && budget > 0) {
        int waiting = outbox_has_broadcast(g->db, bearer);

        used = waiting > 0 ? outbox_broadcasts_since(g->db, midnight) : waiting;
    }
    return used < 0 ? used : !quiet && (budget == 0 || used < budget);
}

/* When the credit or the day's budget is used up, only receipts and answers go. */
static int least_priority(struct gateway *g, const struct bearer *bearer, int64_t now,
                          enum outbox_priority *ret)
{
    int64_t offset_s = config_utc_offset_s(&g->config);
    int64_t midnight = (now + offset_s) / DAY_S * DAY_S - offset_s;
    int budget = bearer->modem.segments_per_day, used = 0;
    int broadcast = may_broadcast(g, bearer->modem.name, midnight, now);

    if (broadcast < 0)
        return broadcast;
    if (budget > 0)
        used = outbox_segments_since(g->db, bearer->modem.name, midnight);
    if (used < 0)
        return used;
    *ret = broadcast ? OUTBOX_BROADCAST : OUTBOX_REMINDER;
    if ((budget > 0 && used >= budget) ||
        (bearer->books.balance_rupiah >= 0 &&
         bearer->books.balance_rupiah < bearer->modem.balance_warning))
        *ret = OUTBOX_ANSWER;
    return 0;
}

static int take_due(struct gateway *g, struct bearer *bearer, const struct gateway_time *time)
{
    enum outbox_priority least;
    int rc = least_priority(g, bearer, time->now, &least);

    while (rc >= 0 && bearer->books.sending_count < bearer->window) {
        struct link_packet send = {.type = LINK_SEND};

        if (!bearer_may_send_one(bearer, time->monotonic))
            break;
        rc = sender_take(g->db, bearer->modem.name, least, time->now, &send.send);
        if (rc <= 0)
            break;
        send.send.report_wanted = bearer->modem.delivery_reports;
        bearer_queue_send(bearer, &send);
    }
    return rc < 0 ? rc : 0;
}

static struct bearer *find_able(struct gateway *g, int64_t monotonic)
{
    for (int i = 0; i < g->bearer_count; i++)
        if (bearer_can_send(&g->bearers[i], monotonic))
            return &g->bearers[i];
    return NULL;
}

struct orphan {
    const struct gateway *g;
    char bearer[32]; /* "" for none */
};

static int find_orphan(const void *row, void *context)
{
    struct orphan *orphan = context;

    for (int i = 0; i < orphan->g->bearer_count; i++)
        if (strcmp(orphan->g->bearers[i].modem.name, row) == 0)
            return 0;
    snprintf(orphan->bearer, sizeof orphan->bearer, "%s", (const char *)row);
    return 0;
}

/* What waits for a modem that is not configured any more goes by one that is. */
static int move_orphans(struct gateway *g, const struct bearer *able, int64_t now)
{
    struct orphan orphan = {.g = g};
    int rc = outbox_bearers(g->db, find_orphan, &orphan);

    if (rc < 0 || !orphan.bearer[0])
        return rc;
    rc = sender_recover(g->db, orphan.bearer, now);
    if (rc >= 0)
        rc = outbox_move(g->db, orphan.bearer, able->modem.name);
    if (rc > 0)
        log_notice("%s is not configured any more; %d messages go by %s", orphan.bearer, rc,
                   able->modem.name);
    return rc;
}

/* Answers leave by the modem that the question came by, unless that cannot send for too long. */
static int move_stranded(struct gateway *g, const struct gateway_time *time)
{
    struct bearer *able = find_able(g, time->monotonic);
    int rc = 0;

    for (int i = 0; able && rc >= 0 && i < g->bearer_count; i++) {
        const struct bearer *bearer = &g->bearers[i];

        if (bearer->removed || bearer->unable_since == 0 ||
            time->monotonic - bearer->unable_since < g->config.fallback_after_s)
            continue;
        rc = outbox_move(g->db, bearer->modem.name, able->modem.name);
        if (rc > 0)
            log_notice("%s cannot send; %d messages go by %s", bearer->modem.name, rc,
                       able->modem.name);
    }
    if (able && rc >= 0)
        rc = move_orphans(g, able, time->now);
    return rc < 0 ? rc : 0;
}

static int write_status(struct gateway *g, struct bearer *bearer, int64_t now)
{
    struct bearer_status status = {.changed_at = now, .seen_at = now};

    /* Of one that was removed only this matters: the next life must not say its PIN again. */
    if (!bearer->changed || (bearer->removed && !bearer->pin_refused))
        return 0;
    snprintf(status.name, sizeof status.name, "%s", bearer->modem.name);
    snprintf(status.condition, sizeof status.condition, "%s", bearer_state_names[bearer->state]);
    snprintf(status.reason, sizeof status.reason, "%s", bearer->reason);
    snprintf(status.network, sizeof status.network, "%s", bearer->network);
    status.signal_percent = bearer->signal_percent;
    status.balance_rupiah = bearer->books.balance_rupiah;
    status.balance_at = bearer->books.balance_at;
    status.expiry_day = bearer->books.expiry_day;
    status.expiry_warned_day = bearer->books.expiry_warned_day;
    status.places_used = bearer->places_used;
    status.places = bearer->places;
    if (bearer->pin_refused)
        status.refused_pin = digest_of_pin(&bearer->modem);
    bearer->changed = false;
    return bearer_status_put(g->db, &status);
}

/* What is done once a second rather than with every message. */
static int keep_house(struct gateway *g, struct core *core, const struct gateway_time *time)
{
    int rc = move_stranded(g, time);

    if (rc >= 0 && time->steady)
        rc = outbox_expire(g->db, time->now);
    if (rc >= 0 && time->steady)
        rc = inbox_join_overdue(g->db, time->now - PARTS_WAIT_S, time->now);
    if (rc >= 0 && time->steady)
        rc = core_tick(core, time->now);
    g->kept_at = time->monotonic;
    return rc < 0 ? rc : 0;
}

/* Returns 1 if more wait. */
static int answer_waiting(struct core *core, int64_t now)
{
    int rc = 1;

    for (int answered = 0; rc > 0 && answered < ANSWERS_A_TURN; answered++)
        rc = core_answer_next(core, now);
    return rc;
}

/* What was stored may be deleted; said after what is to be sent, as people wait for that. */
static void queue_taken(struct bearer *bearer)
{
    for (int i = 0; i < bearer->received_count; i++) {
        const struct link_packet *packet = &bearer->received[i];
        struct link_packet taken = {.type = LINK_TAKEN};

        if (bearer->refused[i] || (packet->type != LINK_SMS && packet->type != LINK_CORRUPT))
            continue;
        taken.taken.handle = packet->type == LINK_SMS ? packet->sms.handle : packet->corrupt.handle;
        bearer_queue(bearer, &taken);
    }
}

/* Everything of one turn that touches the database. Returns 1 if more waits. */
static int turn(struct gateway *g, struct core *core, const struct gateway_time *time)
{
    int rc = 0, more;

    for (int i = 0; rc == 0 && i < g->bearer_count; i++)
        rc = heard_apply(core, &g->bearers[i], time->now, time->monotonic);
    for (int i = 0; rc == 0 && i < g->bearer_count; i++)
        rc = write_status(g, &g->bearers[i], time->now);
    if (rc == 0 && time->monotonic != g->kept_at)
        rc = keep_house(g, core, time);
    more = rc == 0 ? answer_waiting(core, time->now) : rc;
    for (int i = 0; more >= 0 && i < g->bearer_count; i++) {
        rc = bearer_can_send(&g->bearers[i], time->monotonic) ? take_due(g, &g->bearers[i], time)
                                                              : 0;
        if (rc < 0)
            return rc;
        queue_taken(&g->bearers[i]);
    }
    return more;
}

static void finish_bearers(struct gateway *g, bool committed)
{
    for (int i = 0; i < g->bearer_count; i++) {
        if (committed)
            bearer_commit(&g->bearers[i]);
        else
            bearer_rollback(&g->bearers[i]);
    }
}

/* Whoever takes its name does not say a PIN again that it was refused. */
static void pass_on_refusal(struct gateway *g, const struct bearer *removed)
{
    for (int i = 0; i < g->bearer_count; i++)
        if (removed->pin_refused && strcmp(g->bearers[i].modem.name, removed->modem.name) == 0 &&
            strcmp(g->bearers[i].modem.pin, removed->modem.pin) == 0)
            bearer_withhold_pin(&g->bearers[i]);
}

/* What a removed bearer was sending is settled: from now on its messages are orphans, or those of
 * the one that took its name. */
static void forget_removed(struct gateway *g)
{
    int count = 0;

    for (int i = 0; i < g->bearer_count; i++) {
        const struct bearer *bearer = &g->bearers[i];

        if (bearer->removed && bearer_has_gone(bearer)) {
            pass_on_refusal(g, bearer);
            continue;
        }
        if (count < i)
            g->bearers[count] = *bearer;
        count++;
    }
    g->bearer_count = count;
}

static void note_trouble(struct gateway *g, int rc)
{
    if (rc < 0 && !g->in_trouble)
        log_error("database: %s; nothing is acknowledged until it works again", strerror(-rc));
    if (rc >= 0 && g->in_trouble)
        log_notice("database: works again");
    g->in_trouble = rc < 0;
}

int gateway_turn(struct gateway *g, const struct gateway_time *time)
{
    struct core core;
    int rc = follow_catalogue(g);

    core = (struct core){g->db, &g->config, &g->texts, g->vocabulary};
    if (rc == 0)
        rc = db_begin(g->db);
    if (rc == 0)
        rc = db_end(g->db, turn(g, &core, time));
    finish_bearers(g, rc >= 0);
    forget_removed(g);
    note_trouble(g, rc);
    return rc;
}

void gateway_serve_bearers(struct gateway *g, int64_t monotonic)
{
    for (int i = 0; i < g->bearer_count; i++) {
        struct bearer *bearer = &g->bearers[i];
        bool free = true;

        /* Two processes never have the same modem. */
        for (int k = 0; k < g->bearer_count; k++)
            free &= k == i || bearer_has_gone(&g->bearers[k]) ||
                    strcmp(g->bearers[k].modem.name, bearer->modem.name) != 0;
        if (free)
            bearer_supervise(bearer, monotonic);
        bearer_flush(bearer, monotonic);
    }
}

/* What it is sending is settled when it has gone, not when its successor begins. */
static void let_finish(struct bearer *old, struct bearer *bearers, int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(bearers[i].modem.name, old->modem.name) == 0)
            bearers[i].lost = false;
    bearer_ask_to_stop(old);
}

/* Bearers whose entry is as it was go on undisturbed; a process still on its way out keeps its
 * place until it has ended. */
static int change_bearers(struct gateway *g, const struct config *config)
{
    struct bearer *bearers;
    int count = config->modem_count;
    int rc = make_bearers(g, config, &bearers);

    if (rc < 0)
        return rc;
    recall_bearers(g, bearers, count); /* without it they only know less */
    for (int i = 0; i < g->bearer_count; i++) {
        struct bearer *old = &g->bearers[i];
        int same = 0;

        while (same < config->modem_count && !config_same_modem(&old->modem, &config->modems[same]))
            same++;
        if (same < config->modem_count && !old->removed && old->state != BEARER_LOCKED) {
            bearers[same] = *old;
        } else if (!bearer_has_gone(old)) {
            let_finish(old, bearers, config->modem_count);
            bearers[count++] = *old;
        }
    }
    free(g->bearers);
    g->bearers = bearers;
    g->bearer_count = count;
    return 0;
}

int gateway_reconfigure(struct gateway *g, const struct config *config, const struct texts *texts)
{
    struct vocabulary *vocabulary;
    int rc = words_load(g->db, config, &vocabulary);

    if (rc < 0)
        return rc;
    rc = change_bearers(g, config);
    if (rc < 0) {
        vocabulary_close(vocabulary);
        return rc;
    }
    if (strcmp(config->database, g->config.database) != 0)
        log_warning("the option 'database' takes effect when sampand is started anew");
    texts_close(&g->texts);
    vocabulary_close(g->vocabulary);
    g->config = *config;
    g->texts = *texts;
    g->vocabulary = vocabulary;
    return 0;
}
