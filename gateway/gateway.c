#include "gateway/gateway.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/paths.h"
#include "db/catalogue.h"
#include "gateway/core.h"
#include "gateway/lock.h"
#include "gateway/log.h"
#include "gateway/sender.h"
#include "gateway/words.h"

#define ANSWERS_A_TURN 256

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

        if (rc < 0)
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
        return -ENOENT;
    }
    for (int i = 0; i < config->modem_count; i++)
        bearer_init(&bearers[i], &config->modems[i], program);
    *ret = bearers;
    return 0;
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
    if (rc == 0)
        g->bearer_count = g->config.modem_count;
    else
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

static int apply_sms(struct core *core, struct bearer *bearer, const struct link_sms *sms,
                     int64_t now)
{
    struct link_packet taken = {.type = LINK_TAKEN, .taken = {.handle = sms->handle}};
    int rc = core_store(core, bearer->modem.name, sms, now);

    if (rc < 0)
        return rc;
    bearer_queue(bearer, &taken);
    return 0;
}

static int apply_result(struct gateway *g, struct bearer *bearer, const struct link_result *result,
                        int64_t now)
{
    struct link_packet next = {.type = LINK_SEND};
    int rc = sender_result(g->db, result, now, &next.send);

    if (rc == -ENOENT)
        return 0; /* an old result; the message is settled already */
    if (rc > 0)
        bearer_queue(bearer, &next);
    if (rc == 0 && bearer->in_flight_pending > 0)
        bearer->in_flight_pending--;
    return rc < 0 ? rc : 0;
}

static void apply_state(struct bearer *bearer, const struct link_state *state)
{
    static const char *const names[] = {
        [LINK_STARTING] = "starting", [LINK_READY] = "ready", [LINK_TROUBLE] = "in trouble"};

    if (state->condition != (int)bearer->condition || state->reason[0])
        log_line(state->condition == LINK_TROUBLE ? LOG_WARNING : LOG_INFO, "%s: %s%s%s",
                 bearer->modem.name, names[state->condition], state->reason[0] ? ": " : "",
                 state->reason);
    bearer->condition = (enum link_condition)state->condition;
}

static int apply_packets(struct gateway *g, struct core *core, struct bearer *bearer, int64_t now)
{
    int rc = 0;

    for (int i = 0; rc == 0 && i < bearer->received_count; i++) {
        const struct link_packet *packet = &bearer->received[i];

        if (packet->type == LINK_SMS)
            rc = apply_sms(core, bearer, &packet->sms, now);
        else if (packet->type == LINK_RESULT)
            rc = apply_result(g, bearer, &packet->result, now);
        else
            apply_state(bearer, &packet->state);
    }
    return rc;
}

/* A bearer that went away: what it never heard is put back, what it was sending is uncertain. */
static int settle_lost(struct gateway *g, struct bearer *bearer, int64_t now)
{
    int rc = 0;

    for (int i = 0; rc == 0 && i < bearer->queue_count; i++) {
        if (bearer->queue[i].type == LINK_SEND)
            rc = sender_put_back(g->db, bearer->queue[i].send.id, now);
        if (rc == -ENOENT)
            rc = 0;
    }
    if (rc == 0)
        rc = sender_recover(g->db, bearer->modem.name, now);
    return rc < 0 ? rc : 0;
}

static int take_due(struct gateway *g, struct bearer *bearer, int64_t now)
{
    int rc = 1;

    while (rc > 0 && bearer->in_flight_pending < LINK_SEND_MAX) {
        struct link_packet send = {.type = LINK_SEND};

        rc = sender_take(g->db, bearer->modem.name, now, &send.send);
        if (rc > 0) {
            bearer_queue(bearer, &send);
            bearer->in_flight_pending++;
        }
    }
    return rc < 0 ? rc : 0;
}

/* Everything of one turn that touches the database. Returns 1 if more waits. */
static int turn(struct gateway *g, struct core *core, int64_t now)
{
    int64_t id;
    int rc = 0, answered;

    for (int i = 0; rc == 0 && i < g->bearer_count; i++) {
        rc = apply_packets(g, core, &g->bearers[i], now);
        if (rc == 0 && g->bearers[i].lost)
            rc = settle_lost(g, &g->bearers[i], now);
    }
    if (rc < 0)
        return rc;
    for (answered = 0, rc = 1; rc > 0 && answered < ANSWERS_A_TURN; answered++)
        rc = core_answer_next(core, now, &id);
    if (rc < 0)
        return rc;
    for (int i = 0; i < g->bearer_count; i++) {
        struct bearer *bearer = &g->bearers[i];
        int taken = bearer->fd >= 0 && bearer->condition == LINK_READY && !bearer->removed
                        ? take_due(g, bearer, now)
                        : 0;

        if (taken < 0)
            return taken;
    }
    return rc;
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

static void note_trouble(struct gateway *g, int rc)
{
    if (rc < 0 && !g->in_trouble)
        log_error("database: %s; nothing is acknowledged until it works again", strerror(-rc));
    if (rc >= 0 && g->in_trouble)
        log_notice("database: works again");
    g->in_trouble = rc < 0;
}

int gateway_turn(struct gateway *g, int64_t now)
{
    struct core core;
    int rc = follow_catalogue(g);

    core = (struct core){g->db, &g->config, &g->texts, g->vocabulary};
    if (rc == 0)
        rc = db_begin(g->db);
    if (rc == 0)
        rc = db_end(g->db, turn(g, &core, now));
    finish_bearers(g, rc >= 0);
    note_trouble(g, rc);
    return rc;
}

void gateway_serve_bearers(struct gateway *g, int64_t now)
{
    for (int i = 0; i < g->bearer_count; i++) {
        struct bearer *bearer = &g->bearers[i];
        bool free = true;

        /* Two processes never have the same modem. */
        for (int k = 0; k < g->bearer_count; k++)
            free &= k == i || g->bearers[k].pid == 0 ||
                    strcmp(g->bearers[k].modem.name, bearer->modem.name) != 0;
        if (bearer->overrun)
            bearer_disconnect(bearer, now, "it gave more than it may");
        if (free)
            bearer_start_if_due(bearer, now);
        bearer_flush(bearer, now);
    }
}

static bool is_same_modem(const struct config_modem *a, const struct config_modem *b)
{
    return strcmp(a->name, b->name) == 0 && strcmp(a->device, b->device) == 0 &&
           strcmp(a->connection, b->connection) == 0 && strcmp(a->model, b->model) == 0 &&
           strcmp(a->pin, b->pin) == 0 && a->poll_interval_ms == b->poll_interval_ms;
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
    for (int i = 0; i < g->bearer_count; i++) {
        struct bearer *old = &g->bearers[i];
        int same = 0;

        while (same < config->modem_count && !is_same_modem(&old->modem, &config->modems[same]))
            same++;
        if (same < config->modem_count && !old->removed && !old->barred) {
            bearers[same] = *old;
        } else if (old->pid > 0 || old->fd >= 0) {
            bearer_ask_to_stop(old);
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
    int rc;

    texts_close(&g->texts);
    g->texts = *texts;
    rc = change_bearers(g, config);
    if (rc < 0)
        return rc;
    if (strcmp(config->database, g->config.database) != 0)
        log_warning("the option 'database' takes effect when sampand is started anew");
    g->config = *config;
    return load_words(g);
}
