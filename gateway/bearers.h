/* Bearers: the processes that reach the networks. The gateway starts them, talks to them over the
 * link, and starts them anew when they die. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "config/config.h"
#include "gateway/link.h"

#define BEARER_QUEUE_MAX    (LINK_TAKE_MAX + LINK_SEND_MAX)
#define BEARER_RECEIVED_MAX (LINK_TAKE_MAX + LINK_SEND_MAX)

struct bearer {
    struct config_modem modem;
    char program[512];
    pid_t pid; /* 0 while it does not run */
    int fd;    /* -1 while it is not connected */
    enum link_condition condition;
    bool lost;        /* it went away; what it was sending is to be settled */
    bool barred;      /* it said that starting again would do harm (a wrong PIN) */
    bool removed;     /* no longer configured: not started again */
    int64_t start_at; /* monotonic seconds */
    int64_t started_at;
    int failures; /* in a row */

    /* What it said and is not yet in the database; what is committed and to be said; what is to be
     * said once it is committed. */
    struct link_packet received[BEARER_RECEIVED_MAX];
    int received_count;
    struct link_packet queue[BEARER_QUEUE_MAX];
    int queue_count, queue_pending;
    int in_flight; /* LINK_SEND without a result, committed ones */
    int in_flight_pending;
    bool overrun;
};

/* A bearer for a modem, to be started at once. */
void bearer_init(struct bearer *bearer, const struct config_modem *modem, const char *program);

/* Start it if it does not run and its time has come. now: monotonic seconds. */
void bearer_start_if_due(struct bearer *bearer, int64_t now);

/* Read what it said into received, as far as there is room. Disconnects it when it is gone or says
 * nonsense. */
void bearer_receive(struct bearer *bearer, int64_t now);

/* Say what is committed, as far as it listens. */
void bearer_flush(struct bearer *bearer, int64_t now);

/* Add to what is to be said after the commit. Where there is no room the peer has broken the rules
 * of the link, and overrun is set. */
void bearer_queue(struct bearer *bearer, const struct link_packet *packet);

/* After the transaction: keep what was added, or forget it and apply the received packets again
 * next time. */
void bearer_commit(struct bearer *bearer);
void bearer_rollback(struct bearer *bearer);

/* Cut the connection and kill the process; it starts anew after a pause that doubles up to a
 * minute. */
void bearer_disconnect(struct bearer *bearer, int64_t now, const char *why);

/* Ask it to stop: it finishes what it is doing, says so, and closes. */
void bearer_ask_to_stop(struct bearer *bearer);

/* Its process has ended with status (of waitpid). */
void bearer_ended(struct bearer *bearer, int status);
