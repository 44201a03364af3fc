#include "gateway/bearers.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gateway/log.h"
#include "gateway/program.h"

#define PAUSE_MAX_S     60
#define STABLE_S        60 /* after so long a run, a failure counts as the first */
#define RESET_EVERY     3  /* so many failures in a row, and the modem is restarted first */
#define HEARTBEAT_MAX_S 30
#define ALLOWANCE_S     10 /* what may be saved up of messages_per_minute */
#define TROUBLE_FIRST_S 15
#define TROUBLE_MAX_S   300
#define PATIENCE_MAX_S  90 /* a network may take a minute */
#define SOCKET_BUFFER   (512 * 1024)

const char *const bearer_state_names[BEARER_STATES] = {
    [BEARER_GONE] = "gone",         [BEARER_STARTING] = "starting", [BEARER_READY] = "ready",
    [BEARER_DEGRADED] = "degraded", [BEARER_SILENT] = "silent",     [BEARER_LOCKED] = "locked",
};

#define TO(state) (1u << BEARER_##state)
static const unsigned transitions[BEARER_STATES] = {
    [BEARER_GONE] = TO(STARTING),
    [BEARER_STARTING] = TO(READY) | TO(DEGRADED) | TO(SILENT) | TO(GONE) | TO(LOCKED),
    [BEARER_READY] = TO(DEGRADED) | TO(SILENT) | TO(GONE) | TO(LOCKED),
    [BEARER_DEGRADED] = TO(READY) | TO(SILENT) | TO(GONE) | TO(LOCKED),
    [BEARER_SILENT] = TO(GONE) | TO(LOCKED),
    [BEARER_LOCKED] = 0, /* only a new configuration makes a new bearer */
};

static void set_state(struct bearer *bearer, enum bearer_state state, const char *why)
{
    char reason[sizeof bearer->reason]; /* why may be the bearer's own */

    snprintf(reason, sizeof reason, "%s", why);
    if (bearer->state == state && strcmp(bearer->reason, reason) == 0)
        return;
    assert(bearer->state == state || (transitions[bearer->state] & (1u << state)));
    bearer->state = state;
    bearer->changed = true;
    snprintf(bearer->reason, sizeof bearer->reason, "%s", reason);
    log_line(state == BEARER_LOCKED                              ? LOG_ERROR
             : state == BEARER_READY || state == BEARER_STARTING ? LOG_INFO
                                                                 : LOG_WARNING,
             "%s: %s%s%s", bearer->modem.name, bearer_state_names[state], reason[0] ? ": " : "",
             reason);
}

void bearer_init(struct bearer *bearer, const struct config *config,
                 const struct config_modem *modem, const char *program)
{
    memset(bearer, 0, sizeof *bearer);
    bearer->modem = *modem;
    bearer->answer_calls = config->missed_call_menu;
    /* One at a time, so that a crash repeats one answer at most; libgammu's dummy sends nowhere. */
    bearer->window = strcmp(modem->model, "dummy") == 0 ? LINK_SEND_MAX : 1;
    bearer->fd = -1;
    bearer->signal_percent = -1;
    bearer->books.balance_rupiah = bearer->committed_books.balance_rupiah = -1;
    bearer->lost = true; /* what an earlier life left unsettled */
    bearer->changed = true;
    snprintf(bearer->program, sizeof bearer->program, "%s", program);
}

void bearer_withhold_pin(struct bearer *bearer)
{
    bearer->pin_refused = true;
}

/* In the child, between fork and exec: only what is safe there. */
static void become(const char *program, int fd)
{
    sigset_t none;

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    /* A bearer that hangs in its library does not outlive the gateway. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (fd == LINK_FD)
        fcntl(fd, F_SETFD, 0);
    else if (dup2(fd, LINK_FD) < 0)
        _exit(EXIT_FAILED);
    execl(program, program, (char *)NULL);
    _exit(127);
}

#define COPY(to, from) snprintf(to, sizeof(to), "%s", from)

/* What fell due earlier, the process that ran then has looked at by itself, or died of. */
static void plan_balance(struct bearer *bearer, int64_t now)
{
    if (bearer->balance_due_at == 0)
        bearer->balance_due_at = now;
    else
        while (bearer->balance_due_at <= now)
            bearer->balance_due_at += bearer->modem.balance_interval_s;
}

static void queue_setup(struct bearer *bearer, int64_t now)
{
    const struct config_modem *modem = &bearer->modem;
    struct link_packet packet = {.type = LINK_SETUP};
    struct link_setup *setup = &packet.setup;

    COPY(setup->name, modem->name);
    COPY(setup->device, modem->device);
    COPY(setup->connection, modem->connection);
    COPY(setup->model, modem->model);
    if (!bearer->pin_refused)
        COPY(setup->pin, modem->pin);
    COPY(setup->init_commands, modem->init_commands);
    COPY(setup->balance_code, modem->balance_code);
    COPY(setup->balance_answers, modem->balance_answers);
    setup->poll_interval_ms = modem->poll_interval_ms;
    setup->balance_interval_s = modem->balance_interval_s;
    plan_balance(bearer, now);
    setup->balance_wait_s = (int32_t)(bearer->balance_due_at - now);
    setup->heartbeat_s =
        modem->deadline_s / 4 < HEARTBEAT_MAX_S ? modem->deadline_s / 4 : HEARTBEAT_MAX_S;
    setup->patience_s =
        modem->deadline_s * 3 / 4 < PATIENCE_MAX_S ? modem->deadline_s * 3 / 4 : PATIENCE_MAX_S;
    setup->reset = bearer->failures > 0 && bearer->failures % RESET_EVERY == 0;
    setup->answer_calls = bearer->answer_calls;
    bearer->queue[0] = packet;
    bearer->queue_count = bearer->queue_pending = 1;
}

static void plan_restart(struct bearer *bearer, int64_t now)
{
    int pause_s = 1 << (bearer->failures < 6 ? bearer->failures : 6);

    if (bearer->started_at > 0 && now - bearer->started_at >= STABLE_S)
        bearer->failures = 0, pause_s = 1;
    bearer->failures++;
    bearer->start_at = now + (pause_s < PAUSE_MAX_S ? pause_s : PAUSE_MAX_S);
}

static int start(struct bearer *bearer)
{
    int fds[2], size = SOCKET_BUFFER;

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds) < 0)
        return -errno;
    setsockopt(fds[1], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    bearer->pid = fork();
    if (bearer->pid == 0)
        become(bearer->program, fds[1]);
    close(fds[1]);
    if (bearer->pid < 0) {
        bearer->pid = 0;
        close(fds[0]);
        return -EAGAIN;
    }
    fcntl(fds[0], F_SETFL, O_NONBLOCK);
    bearer->fd = fds[0];
    return 0;
}

static void start_if_due(struct bearer *bearer, int64_t now)
{
    if (bearer->pid > 0 || bearer->lost || bearer->removed || bearer->state == BEARER_LOCKED ||
        now < bearer->start_at)
        return;
    bearer->started_at = bearer->heard_at = now;
    bearer->failing = false;
    if (start(bearer) < 0) {
        log_error("%s: cannot start %s: %s", bearer->modem.name, bearer->program, strerror(errno));
        plan_restart(bearer, now);
        return;
    }
    set_state(bearer, BEARER_STARTING, "");
    queue_setup(bearer, now);
}

void bearer_supervise(struct bearer *bearer, int64_t now)
{
    if (bearer->fd < 0) {
        start_if_due(bearer, now);
    } else if (bearer->overrun) {
        bearer_disconnect(bearer, now, "it gave more than it may");
    } else if (now - bearer->heard_at >= bearer->modem.deadline_s) {
        set_state(bearer, BEARER_SILENT, "no sign of life");
        bearer_disconnect(bearer, now, "it was silent for too long");
    }
    if (bearer_can_send(bearer, now) && bearer->books.sim_trouble_s == 0)
        bearer->unable_since = 0;
    else if (bearer->unable_since == 0)
        bearer->unable_since = now;
}

/* Where only the new PIN helps, the operator is to read so. */
static const char *reason_of(const struct bearer *bearer, const struct link_state *state)
{
    return state->condition == LINK_LOCKED && bearer->pin_refused && !state->pin_refused
               ? "the SIM refused this PIN before; it is not tried again"
               : state->reason;
}

/* Returns -EPROTO if it may not come to that state from the one it is in. */
static int hear_state(struct bearer *bearer, const struct link_state *state)
{
    static const enum bearer_state states[] = {[LINK_STARTING] = BEARER_STARTING,
                                               [LINK_READY] = BEARER_READY,
                                               [LINK_DEGRADED] = BEARER_DEGRADED,
                                               [LINK_LOCKED] = BEARER_LOCKED};

    bearer->signal_percent = state->signal_percent;
    bearer->pin_tried = state->condition == LINK_STARTING && state->pin_tried;
    COPY(bearer->network, state->network);
    if (state->places > 0) {
        bearer->places_used = state->places_used;
        bearer->places = state->places;
    }
    bearer->changed = true;
    if (state->condition == LINK_FAILED) { /* it is about to end; the reason is told then */
        COPY(bearer->reason, state->reason);
        bearer->failing = true;
        return 0;
    }
    if (bearer->state != states[state->condition] &&
        !(transitions[bearer->state] & (1u << states[state->condition])))
        return -EPROTO;
    if (bearer->state == BEARER_DEGRADED && state->condition == LINK_READY)
        bearer->books.sim_trouble_until = bearer->committed_books.sim_trouble_until =
            0; /* what was wrong has passed */
    set_state(bearer, states[state->condition], reason_of(bearer, state));
    bearer->pin_refused |= state->pin_refused;
    return 0;
}

void bearer_receive(struct bearer *bearer, int64_t now)
{
    int rc = 1;

    while (bearer->fd >= 0 && rc > 0 && bearer->received_count < BEARER_RECEIVED_MAX) {
        struct link_packet *packet = &bearer->received[bearer->received_count];

        rc = link_receive(bearer->fd, LINK_BEARER, packet);
        if (rc <= 0)
            break;
        bearer->heard_at = now;
        if (packet->type != LINK_STATE)
            bearer->received_count++;
        else if (hear_state(bearer, &packet->state) < 0)
            rc = -EPROTO;
    }
    if (rc == 0)
        bearer_disconnect(bearer, now, bearer->reason[0] ? bearer->reason : "it has ended");
    else if (rc == -EPROTO)
        bearer_disconnect(bearer, now, "it sent a malformed packet");
}

bool bearer_has_to_hear(const struct bearer *bearer)
{
    return bearer->fd >= 0 && !bearer->removed && bearer->queue_count > 0;
}

void bearer_flush(struct bearer *bearer, int64_t now)
{
    int sent = 0, rc = 0;

    while (bearer_has_to_hear(bearer) && sent < bearer->queue_count && rc == 0) {
        rc = link_send(bearer->fd, &bearer->queue[sent]);
        if (rc == 0)
            sent++;
    }
    bearer->queue_count -= sent;
    bearer->queue_pending -= sent;
    memmove(bearer->queue, bearer->queue + sent,
            (size_t)bearer->queue_pending * sizeof bearer->queue[0]);
    if (rc == -EPIPE) { /* what it said before it went counts: an SMS that left is not repeated */
        bearer_receive(bearer, now);
        bearer_disconnect(bearer, now, "it does not listen any more");
    }
}

bool bearer_can_send(const struct bearer *bearer, int64_t now)
{
    return bearer->fd >= 0 && bearer->state == BEARER_READY && !bearer->failing &&
           !bearer->removed && now >= bearer->books.sim_trouble_until;
}

bool bearer_may_send_one(struct bearer *bearer, int64_t now)
{
    int per_minute = bearer->modem.messages_per_minute;
    int64_t most_ms = ALLOWANCE_S * 1000, price_ms = per_minute ? 60000 / per_minute : 0;

    if (per_minute == 0)
        return true;
    if (most_ms < price_ms)
        most_ms = price_ms;
    bearer->books.allowance_ms += (now - bearer->books.allowance_at) * 1000;
    bearer->books.allowance_at = now;
    if (bearer->books.allowance_ms > most_ms)
        bearer->books.allowance_ms = most_ms;
    return bearer->books.allowance_ms >= price_ms;
}

void bearer_queue_send(struct bearer *bearer, const struct link_packet *packet)
{
    struct bearer_books *books = &bearer->books;

    assert(books->sending_count < LINK_SEND_MAX);
    books->sending[books->sending_count].id = packet->send.id;
    books->sending[books->sending_count++].part = packet->send.part.part;
    if (bearer->modem.messages_per_minute > 0)
        books->allowance_ms -= 60000 / bearer->modem.messages_per_minute;
    bearer_queue(bearer, packet);
}

bool bearer_end_send(struct bearer *bearer, int64_t id, int32_t part)
{
    struct bearer_books *books = &bearer->books;

    for (int i = 0; i < books->sending_count; i++) {
        if (books->sending[i].id != id || books->sending[i].part != part)
            continue;
        books->sending[i] = books->sending[--books->sending_count];
        return true;
    }
    return false;
}

void bearer_sim_refused(struct bearer *bearer, int64_t now)
{
    /* Several that were under way are refused together. */
    if (now < bearer->books.sim_trouble_until)
        return;
    bearer->books.sim_trouble_s =
        bearer->books.sim_trouble_s == 0 ? TROUBLE_FIRST_S : bearer->books.sim_trouble_s * 2;
    if (bearer->books.sim_trouble_s > TROUBLE_MAX_S)
        bearer->books.sim_trouble_s = TROUBLE_MAX_S;
    bearer->books.sim_trouble_until = now + bearer->books.sim_trouble_s;
}

void bearer_sim_works(struct bearer *bearer)
{
    bearer->books.sim_trouble_s = 0;
    bearer->books.sim_trouble_until = 0;
}

void bearer_queue(struct bearer *bearer, const struct link_packet *packet)
{
    if (bearer->queue_pending == BEARER_QUEUE_MAX)
        bearer->overrun = true;
    else
        bearer->queue[bearer->queue_pending++] = *packet;
}

void bearer_commit(struct bearer *bearer)
{
    bearer->received_count = bearer->tried_count = 0;
    if (bearer->lost) { /* settled by the same transaction */
        bearer->queue_pending = bearer->books.sending_count = 0;
        bearer->lost = bearer->overrun = false;
    }
    bearer->queue_count = bearer->queue_pending;
    bearer->committed_books = bearer->books;
}

void bearer_rollback(struct bearer *bearer)
{
    bearer->queue_pending = bearer->queue_count;
    bearer->books = bearer->committed_books;
    bearer->changed = true; /* what was written of it may be undone */
}

void bearer_disconnect(struct bearer *bearer, int64_t now, const char *why)
{
    if (bearer->fd < 0)
        return;
    close(bearer->fd);
    bearer->fd = -1;
    bearer->lost = true;
    bearer->signal_percent = -1;
    if (bearer->pid > 0)
        kill(bearer->pid, SIGKILL);
    /* Whether the SIM took the PIN nobody knows, and three wrong ones destroy it. */
    if (bearer->pin_tried && bearer->state != BEARER_LOCKED) {
        bearer->pin_refused = true;
        set_state(bearer, BEARER_LOCKED, "it went silent over its PIN, which is not tried again");
    } else if (bearer->state != BEARER_LOCKED) {
        set_state(bearer, BEARER_GONE, why);
    }
    bearer->pin_tried = false;
    plan_restart(bearer, now);
}

void bearer_ask_to_stop(struct bearer *bearer)
{
    bearer->removed = true;
    if (bearer->fd >= 0)
        shutdown(bearer->fd, SHUT_WR);
}

void bearer_ended(struct bearer *bearer)
{
    bearer->pid = 0;
}

bool bearer_has_gone(const struct bearer *bearer)
{
    return bearer->pid == 0 && bearer->fd < 0 && !bearer->lost;
}
