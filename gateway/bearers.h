/* Bearers: the processes that reach the networks. The gateway starts them, talks to them over the
 * link, kills those that are silent, and starts them anew when they end. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "config/config.h"
#include "gateway/link.h"

#define BEARER_QUEUE_MAX    (LINK_TAKE_MAX + LINK_SEND_MAX)
#define BEARER_RECEIVED_MAX (LINK_TAKE_MAX + LINK_SEND_MAX)

enum bearer_state {
    BEARER_GONE,     /* its process does not run */
    BEARER_STARTING, /* it runs and has not reached its modem yet */
    BEARER_READY,
    BEARER_DEGRADED, /* it says that it cannot send now */
    BEARER_SILENT,   /* it said nothing for too long and is being killed */
    BEARER_LOCKED,   /* the SIM refused the PIN: not started again with the same one */
    BEARER_STATES
};
extern const char *const bearer_state_names[BEARER_STATES];

/* What follows from what is in the database: put back when a turn is rolled back. */
struct bearer_books {
    int64_t balance_rupiah;                /* of the SIM, -1 unknown */
    int64_t balance_at;                    /* Unix seconds */
    int64_t expiry_day, expiry_warned_day; /* as in struct bearer_status */
    /* Monotonic seconds. */
    int64_t sim_trouble_until; /* the network refused the SIM: others send meanwhile */
    int sim_trouble_s;         /* the pause, doubled until a message leaves; 0: no trouble */
    int64_t allowance_ms, allowance_at; /* of messages_per_minute */
    int sending_count;                  /* LINK_SEND without a result */
    struct {
        int64_t id;
        int32_t part;
    } sending[LINK_SEND_MAX];
};

struct bearer {
    struct config_modem modem;
    bool answer_calls;
    int window; /* messages that may be with it at once: those whose fate a crash leaves open */
    char program[512];
    enum bearer_state state;
    char reason[96];    /* why it is not ready, "" if it is */
    int signal_percent; /* -1 unknown */
    char network[32];
    int places_used, places; /* for SMS; places 0: unknown */
    struct bearer_books books, committed_books;
    bool pin_tried;   /* in this life of its process, and it has not become ready since */
    bool pin_refused; /* this PIN is never said again */
    bool changed;     /* since it was written to the database */
    bool failing;     /* it said that it is about to end: what it is handed now is not tried */
    bool lost;        /* it went away; what it was sending is to be settled */
    bool removed;     /* no longer configured, or the gateway stops: not started again */

    pid_t pid;    /* 0 while it does not run */
    int fd;       /* -1 while it is not connected */
    int failures; /* in a row */
    /* Monotonic seconds. */
    int64_t start_at, started_at, heard_at;
    int64_t balance_due_at; /* the next look at the credit, however often the process is started; 0:
                               none yet */
    int64_t unable_since;   /* since when it cannot send; 0 if it can */

    /* What it said and is not yet in the database; what is committed and to be said; what is to be
     * said once it is committed. */
    struct link_packet received[BEARER_RECEIVED_MAX];
    bool refused[BEARER_RECEIVED_MAX]; /* by the database: that one is never acknowledged */
    int received_count, tried_count;   /* those of a turn that failed are tried again */
    struct link_packet queue[BEARER_QUEUE_MAX];
    int queue_count, queue_pending;
    bool overrun;
};

/* A bearer for a modem, to be started at once. */
void bearer_init(struct bearer *bearer, const struct config *config,
                 const struct config_modem *modem, const char *program);

/* Its PIN was refused in an earlier life: it is started without one, in case the SIM wants none any
 * more. */
void bearer_withhold_pin(struct bearer *bearer);

/* Start it if it does not run and its time has come; kill it if it has been silent for too long.
 * now: monotonic seconds, here and below. */
void bearer_supervise(struct bearer *bearer, int64_t now);

/* Read what it said: how it is counts at once, the rest goes into received as far as there is room.
 * Disconnects it when it is gone or says nonsense. */
void bearer_receive(struct bearer *bearer, int64_t now);

/* Say what is committed, as far as it listens. One that was asked to stop hears nothing more: what
 * is queued for it is settled when it has gone. */
bool bearer_has_to_hear(const struct bearer *bearer);
void bearer_flush(struct bearer *bearer, int64_t now);

/* Whether messages may be handed to it now, and since when they may not. */
bool bearer_can_send(const struct bearer *bearer, int64_t now);

/* Whether messages_per_minute allows one more SMS now. */
bool bearer_may_send_one(struct bearer *bearer, int64_t now);

/* Add a LINK_SEND to what is to be said after the commit; its result is awaited from then on. */
void bearer_queue_send(struct bearer *bearer, const struct link_packet *packet);

/* Its result has come. Returns false if none is awaited for that segment. */
bool bearer_end_send(struct bearer *bearer, int64_t id, int32_t part);

/* The network refused to send for this SIM, or a message has left. After a refusal it sends nothing
 * for a while, which doubles from 15 seconds to 5 minutes. */
void bearer_sim_refused(struct bearer *bearer, int64_t now);
void bearer_sim_works(struct bearer *bearer);

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

/* Its process has ended. */
void bearer_ended(struct bearer *bearer);

/* Whether nothing is left of it: neither the process nor what it said or was sending. */
bool bearer_has_gone(const struct bearer *bearer);
