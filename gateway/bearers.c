#include "gateway/bearers.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gateway/log.h"
#include "gateway/program.h"

#define PAUSE_MAX_S   60
#define STABLE_S      60 /* after so long a run, a failure counts as the first */
#define SOCKET_BUFFER (512 * 1024)

void bearer_init(struct bearer *bearer, const struct config_modem *modem, const char *program)
{
    memset(bearer, 0, sizeof *bearer);
    bearer->modem = *modem;
    bearer->fd = -1;
    bearer->lost = true; /* what an earlier life left unsettled */
    snprintf(bearer->program, sizeof bearer->program, "%s", program);
}

/* In the child, between fork and exec: only what is safe there. */
static void become(const char *program, int fd)
{
    sigset_t none;

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG,
          SIGKILL); /* a bearer that hangs in its library does not outlive the gateway */
    if (fd == LINK_FD)
        fcntl(fd, F_SETFD, 0);
    else if (dup2(fd, LINK_FD) < 0)
        _exit(EXIT_FAILED);
    execl(program, program, (char *)NULL);
    _exit(127);
}

static void queue_setup(struct bearer *bearer)
{
    struct link_packet packet = {.type = LINK_SETUP,
                                 .setup = {.poll_interval_ms = bearer->modem.poll_interval_ms}};
    struct link_setup *setup = &packet.setup;

    snprintf(setup->name, sizeof setup->name, "%s", bearer->modem.name);
    snprintf(setup->device, sizeof setup->device, "%s", bearer->modem.device);
    snprintf(setup->connection, sizeof setup->connection, "%s", bearer->modem.connection);
    snprintf(setup->model, sizeof setup->model, "%s", bearer->modem.model);
    snprintf(setup->pin, sizeof setup->pin, "%s", bearer->modem.pin);
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

void bearer_start_if_due(struct bearer *bearer, int64_t now)
{
    if (bearer->pid > 0 || bearer->fd >= 0 || bearer->lost || bearer->barred || bearer->removed ||
        now < bearer->start_at)
        return;
    bearer->condition = LINK_STARTING;
    bearer->started_at = now;
    if (start(bearer) < 0) {
        log_error("%s: cannot start %s: %s", bearer->modem.name, bearer->program, strerror(errno));
        plan_restart(bearer, now);
        return;
    }
    queue_setup(bearer);
    bearer_flush(bearer, now);
}

void bearer_receive(struct bearer *bearer, int64_t now)
{
    int rc = 1;

    while (bearer->fd >= 0 && rc > 0 && bearer->received_count < BEARER_RECEIVED_MAX) {
        rc = link_receive(bearer->fd, LINK_BEARER, &bearer->received[bearer->received_count]);
        if (rc > 0)
            bearer->received_count++;
    }
    if (rc == 0)
        bearer_disconnect(bearer, now, "it has closed the link");
    else if (rc == -EPROTO)
        bearer_disconnect(bearer, now, "it sent a malformed packet");
}

void bearer_flush(struct bearer *bearer, int64_t now)
{
    int sent = 0, rc = 0;

    while (bearer->fd >= 0 && sent < bearer->queue_count && rc == 0) {
        rc = link_send(bearer->fd, &bearer->queue[sent]);
        if (rc == 0)
            sent++;
    }
    bearer->queue_count -= sent;
    bearer->queue_pending -= sent;
    memmove(bearer->queue, bearer->queue + sent,
            (size_t)bearer->queue_pending * sizeof bearer->queue[0]);
    if (rc == -EPIPE)
        bearer_disconnect(bearer, now, "it does not listen any more");
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
    bearer->received_count = 0;
    if (bearer->lost) { /* settled by the same transaction */
        bearer->queue_pending = bearer->in_flight_pending = 0;
        bearer->lost = bearer->overrun = false;
    }
    bearer->queue_count = bearer->queue_pending;
    bearer->in_flight = bearer->in_flight_pending;
}

void bearer_rollback(struct bearer *bearer)
{
    bearer->queue_pending = bearer->queue_count;
    bearer->in_flight_pending = bearer->in_flight;
}

void bearer_disconnect(struct bearer *bearer, int64_t now, const char *why)
{
    if (bearer->fd < 0)
        return;
    if (!bearer->removed)
        log_warning("%s: disconnected: %s", bearer->modem.name, why);
    close(bearer->fd);
    bearer->fd = -1;
    bearer->lost = true;
    bearer->condition = LINK_TROUBLE;
    if (bearer->pid > 0)
        kill(bearer->pid, SIGKILL);
    plan_restart(bearer, now);
}

void bearer_ask_to_stop(struct bearer *bearer)
{
    bearer->removed = true;
    if (bearer->fd >= 0)
        shutdown(bearer->fd, SHUT_WR);
}

void bearer_ended(struct bearer *bearer, int status)
{
    bearer->pid = 0;
    if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_CONFIG) {
        bearer->barred = true;
        log_error("%s: not started again until the configuration is read anew (SIGHUP)",
                  bearer->modem.name);
    }
}
