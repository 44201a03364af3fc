/* sampan-modem: one GSM modem for the gateway. It knows no database: what it reads it keeps in the
 * modem until the gateway has stored it, and what it sends it is told over the link. Started by
 * sampand. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gateway/bearer/modem_gammu.h"
#include "gateway/bearer/modem_line.h"
#include "gateway/bearer/modem_tty.h"
#include "gateway/link.h"
#include "gateway/log.h"
#include "gateway/monotonic.h"
#include "gateway/program.h"

/* An SMS that the gateway was given and has not taken yet, or has taken and that is to be deleted.
 */
struct held {
    enum { HELD_NONE, HELD_GIVEN, HELD_TAKEN } state;
    bool corrupt;
    int folder, location;
};

struct worker {
    struct link_setup setup;
    struct modem *modem;
    int line; /* to sleep on, as libgammu hides its own; -1 for libgammu's dummy, which has none */
    bool stopping;
    bool read_now; /* there may be messages that we have not given */
    int64_t poll_at_ms, heartbeat_at_ms, balance_at_ms;
    int unreadable; /* places that hold nothing one can keep, as of the last look */
    struct held held[LINK_TAKE_MAX]; /* the index is the handle */
    struct link_send sends[LINK_SEND_MAX];
    int send_first, send_count;
};

static void tell_state(enum link_condition condition, const char *reason)
{
    struct link_packet packet = {.type = LINK_STATE, .state = {.signal_percent = -1}};

    packet.state.condition = condition;
    snprintf(packet.state.reason, sizeof packet.state.reason, "%s", reason);
    link_send(LINK_FD, &packet);
}

static int tell_result(const struct link_result *result)
{
    struct link_packet packet = {.type = LINK_RESULT, .result = *result};

    return link_send(LINK_FD, &packet);
}

static int take_packet(struct worker *worker, const struct link_packet *packet)
{
    uint32_t handle = packet->taken.handle;

    switch (packet->type) {
    case LINK_TAKEN:
        if (handle >= LINK_TAKE_MAX || worker->held[handle].state != HELD_GIVEN)
            return -EPROTO;
        worker->held[handle].state = HELD_TAKEN;
        return 0;
    case LINK_SEND:
        if (worker->send_count == LINK_SEND_MAX)
            return -EPROTO;
        worker->sends[(worker->send_first + worker->send_count++) % LINK_SEND_MAX] = packet->send;
        return 0;
    default:
        return -EPROTO;
    }
}

/* Take all that the gateway has said. Returns 0 or an errno; the gateway's end is a wish to stop.
 */
static int take_packets(struct worker *worker)
{
    struct pollfd readable = {.fd = LINK_FD, .events = POLLIN};
    struct link_packet packet;
    int rc = 1;

    while (rc > 0 && poll(&readable, 1, 0) > 0) {
        rc = link_receive(LINK_FD, LINK_GATEWAY, &packet);
        if (rc == 0)
            worker->stopping = true;
        if (rc > 0) {
            int taken = take_packet(worker, &packet);

            if (taken < 0)
                return taken;
        }
    }
    return rc < 0 ? rc : 0;
}

static int send_next(struct worker *worker)
{
    struct link_send *send = &worker->sends[worker->send_first];
    struct link_result result;
    int rc = modem_send(worker->modem, send, &result);
    int told;

    worker->send_first = (worker->send_first + 1) % LINK_SEND_MAX;
    worker->send_count--;
    if (rc < 0) /* first, so that the next one is not handed to us */
        tell_state(LINK_FAILED, result.reason);
    told = tell_result(&result);
    return rc < 0 ? rc : told;
}

static struct held *find_held(struct worker *worker, int state)
{
    for (int i = 0; i < LINK_TAKE_MAX; i++)
        if ((int)worker->held[i].state == state)
            return &worker->held[i];
    return NULL;
}

static int delete_next(struct worker *worker, struct held *held)
{
    char reason[96];
    int rc = 0;

    if (held->corrupt)
        modem_delete_corrupt(worker->modem, held->location);
    else if (held->location > 0)
        rc = modem_delete(worker->modem, held->folder, held->location, reason);
    if (rc < 0)
        tell_state(LINK_FAILED, reason);
    held->state = HELD_NONE;
    return rc;
}

static bool is_held(const struct worker *worker, const struct modem_item *item)
{
    for (int i = 0; i < LINK_TAKE_MAX; i++) {
        const struct held *held = &worker->held[i];

        if (held->state != HELD_NONE && held->folder == item->folder &&
            held->location == item->location)
            return true;
    }
    return false;
}

/* Give an SMS to the gateway. Stops the scan when as many are held as may be; it begins anew when
 * they are deleted. */
static int give_sms(struct worker *worker, const struct modem_item *item)
{
    struct link_packet packet = {.type = LINK_SMS, .sms = item->sms};
    struct held *held = find_held(worker, HELD_NONE);

    if (!held) {
        worker->read_now = true;
        return -EAGAIN;
    }
    *held = (struct held){HELD_GIVEN, item->kind == MODEM_CORRUPT, item->folder, item->location};
    if (item->kind == MODEM_CORRUPT) {
        packet = (struct link_packet){.type = LINK_CORRUPT, .corrupt = item->corrupt};
        packet.corrupt.handle = (uint32_t)(held - worker->held);
    } else {
        packet.sms.handle = (uint32_t)(held - worker->held);
    }
    return link_send(LINK_FD, &packet);
}

/* A report is told and forgotten: losing one costs nobody anything. */
static int give_report(struct worker *worker, const struct modem_item *item)
{
    struct link_packet packet = {.type = LINK_REPORT, .report = item->report};
    struct held *held = item->location > 0 ? find_held(worker, HELD_NONE) : NULL;

    if (held)
        *held = (struct held){HELD_TAKEN, false, item->folder, item->location};
    return link_send(LINK_FD, &packet);
}

static int give(const struct modem_item *item, void *context)
{
    struct worker *worker = context;

    if (item->location > 0 && is_held(worker, item))
        return 0;
    return item->kind == MODEM_REPORT ? give_report(worker, item) : give_sms(worker, item);
}

/* What the modem keeps no copy of goes first. */
static int give_direct(struct worker *worker)
{
    struct modem_item item;
    struct link_packet packet = {.type = LINK_CALL};
    int rc = 0;

    while (rc == 0 && find_held(worker, HELD_NONE) && modem_next_direct(worker->modem, &item))
        rc = give(&item, worker);
    while (rc == 0 && modem_next_call(worker->modem, &packet.call))
        rc = link_send(LINK_FD, &packet);
    return rc;
}

static int read_messages(struct worker *worker)
{
    char reason[96];
    int rc, unreadable;

    worker->read_now = false;
    rc = modem_read(worker->modem, give, worker, &unreadable, reason);
    worker->poll_at_ms = monotonic_ms() + worker->setup.poll_interval_ms;
    if (rc < 0) {
        tell_state(LINK_FAILED, reason);
        return rc;
    }
    if (unreadable > worker->unreadable)
        log_warning("%s: %d messages in the modem cannot be read and are passed by",
                    worker->setup.name, unreadable);
    worker->unreadable = unreadable;
    return 0;
}

static int probe(struct worker *worker)
{
    struct link_packet packet = {.type = LINK_STATE};
    int rc = modem_probe(worker->modem, &packet.state), told = link_send(LINK_FD, &packet);

    worker->heartbeat_at_ms = monotonic_ms() + (int64_t)worker->setup.heartbeat_s * 1000;
    return rc < 0 ? rc : told;
}

static int look_at_balance(struct worker *worker)
{
    struct link_packet packet = {.type = LINK_USSD};
    int rc = modem_ussd(worker->modem, worker->setup.balance_code, worker->setup.balance_answers,
                        &packet.ussd);

    worker->balance_at_ms = monotonic_ms() + (int64_t)worker->setup.balance_interval_s * 1000;
    if (rc > 0)
        return link_send(LINK_FD, &packet);
    log_warning("%s: no answer to %s", worker->setup.name, worker->setup.balance_code);
    return 0;
}

/* Sleep until the gateway or the modem has something, or it is time to look. */
static int wait_for_something(struct worker *worker)
{
    struct pollfd fds[] = {{.fd = LINK_FD, .events = POLLIN},
                           {.fd = worker->line, .events = POLLIN}};
    int64_t next_ms =
        worker->poll_at_ms < worker->heartbeat_at_ms ? worker->poll_at_ms : worker->heartbeat_at_ms;
    int64_t left_ms = next_ms - monotonic_ms();

    if (poll(fds, 2, left_ms < 0 ? 0 : (int)left_ms) < 0 && errno != EINTR)
        return -errno;
    if (fds[1].revents & (POLLHUP | POLLERR | POLLNVAL)) {
        tell_state(LINK_FAILED, "the modem was unplugged");
        return -ENODEV;
    }
    if (fds[1].revents)
        modem_listen(worker->modem);
    if (monotonic_ms() >= worker->poll_at_ms)
        worker->read_now = true;
    return 0;
}

/* Answers leave before their questions are deleted: people wait for the one, nobody for the other.
 * Before all comes the sign of life, as deleting what a full modem holds may take minutes. */
static int work(struct worker *worker)
{
    int rc = 0;

    worker->read_now = true;
    while (rc == 0) {
        struct held *taken;

        rc = take_packets(worker);
        if (rc == 0 && !worker->stopping)
            rc = give_direct(worker);
        if (rc < 0 || worker->stopping)
            break;
        worker->read_now |= modem_has_news(worker->modem);
        taken = find_held(worker, HELD_TAKEN);
        if (monotonic_ms() >= worker->heartbeat_at_ms)
            rc = probe(worker);
        else if (worker->send_count > 0)
            rc = send_next(worker);
        else if (taken)
            rc = delete_next(worker, taken);
        else if (worker->read_now && find_held(worker, HELD_NONE))
            rc = read_messages(worker);
        else if (worker->setup.balance_code[0] && monotonic_ms() >= worker->balance_at_ms)
            rc = look_at_balance(worker);
        else
            rc = wait_for_something(worker);
    }
    return rc;
}

/* What is left is told not to have been tried, so that it goes out by another way or another day.
 */
static void give_back_sends(struct worker *worker)
{
    take_packets(worker); /* what was handed over meanwhile was not tried either */
    for (; worker->send_count > 0; worker->send_count--) {
        const struct link_send *send = &worker->sends[worker->send_first];
        struct link_result result = {.id = send->id,
                                     .part = send->part.part,
                                     .outcome = LINK_OUTCOME_NOT_TRIED,
                                     .message_reference = -1};

        worker->send_first = (worker->send_first + 1) % LINK_SEND_MAX;
        tell_result(&result);
    }
}

static void tell_no_modem(int rc, const char *reason)
{
    struct link_packet packet = {.type = LINK_STATE, .state = {.signal_percent = -1}};

    packet.state.condition = rc == -EACCES || rc == -EPERM ? LINK_LOCKED : LINK_FAILED;
    packet.state.pin_refused = rc == -EACCES;
    snprintf(packet.state.reason, sizeof packet.state.reason, "%s", reason);
    link_send(LINK_FD, &packet);
}

static int tell_of_pin(void)
{
    struct link_packet packet = {.type = LINK_STATE, .state = {.signal_percent = -1}};

    packet.state.condition = LINK_STARTING;
    packet.state.pin_tried = 1;
    return link_send(LINK_FD, &packet);
}

static int run(struct worker *worker)
{
    struct link_packet packet;
    char reason[96] = "";
    int rc = link_receive(LINK_FD, LINK_GATEWAY, &packet);

    if (rc <= 0 || packet.type != LINK_SETUP)
        return EXIT_FAILED;
    worker->setup = packet.setup;
    tell_state(LINK_STARTING, "");
    modem_tty_prepare(worker->setup.device, worker->setup.init_commands, worker->setup.reset);
    worker->line =
        modem_line_open(packet.setup.device, worker->setup.device, sizeof worker->setup.device);
    rc = modem_open(&worker->setup, worker->line, tell_of_pin, &worker->modem, reason);
    if (rc < 0) {
        tell_no_modem(rc, reason);
        return EXIT_FAILED;
    }
    worker->balance_at_ms = monotonic_ms() + (int64_t)worker->setup.balance_wait_s * 1000;
    rc = probe(worker);
    if (rc == 0)
        rc = work(worker);
    give_back_sends(worker);
    modem_close(worker->modem);
    return rc < 0 ? EXIT_FAILED : EXIT_FINE;
}

static bool is_started_by_gateway(void)
{
    int type;
    socklen_t size = sizeof type;

    return getsockopt(LINK_FD, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET;
}

int main(int argc, char **argv)
{
    static struct worker worker = {.line = -1};

    if (argc > 1) {
        bool version = strcmp(argv[1], "-V") == 0;

        printf(version ? "sampan-modem %s\n"
                       : "sampan-modem: one GSM modem for the gateway. sampand starts it; see "
                         "sampand(8).\n",
               SAMPAN_VERSION);
        return version || strcmp(argv[1], "-h") == 0 ? EXIT_FINE : EXIT_USAGE;
    }
    if (!is_started_by_gateway()) {
        fprintf(
            stderr,
            "sampan-modem: sampand starts this program; there is nothing for it to do alone.\n");
        return EXIT_USAGE;
    }
    signal(SIGPIPE, SIG_IGN);
    signal(SIGINT, SIG_IGN); /* Ctrl-C in a terminal is for the gateway, which then stops us */
    return run(&worker);
}
