/* sampand: the gateway. It starts a bearer for each modem, stores what comes in, answers it, and
 * sends. */
#include <errno.h>
#include <getopt.h>
#include <libgen.h>
#include <limits.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "db/catalogue.h"
#include "gateway/clock.h"
#include "gateway/gateway.h"
#include "gateway/log.h"
#include "gateway/notify.h"
#include "gateway/program.h"

#define TICK_S      1
#define STOP_WAIT_S 15 /* a send that is under way may finish */

struct daemon {
    struct gateway gateway;
    struct clock clock;
    int signals, ticks; /* descriptors */
    bool stopping;
    int64_t stop_by; /* monotonic seconds */
};

static int64_t monotonic_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

static int open_signals(void)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    /* A database that may not grow is as bad as a full disk, and no worse. */
    signal(SIGXFSZ, SIG_IGN);
    return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

static int open_ticks(void)
{
    struct itimerspec every = {.it_interval = {.tv_sec = TICK_S}, .it_value = {.tv_sec = TICK_S}};
    int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);

    if (fd >= 0)
        timerfd_settime(fd, 0, &every, NULL);
    return fd;
}

/* The old configuration and texts stay in force unless all of the new is right. */
static void reload(struct gateway *g)
{
    struct problems problems = {0};
    struct config config;
    struct texts texts = {0};

    if (program_load_quietly(g->config_file, &config, &texts, &problems) < 0) {
        log_error("the configuration has %d mistakes; the old one stays in force", problems.count);
    } else if (gateway_reconfigure(g, &config, &texts) < 0) {
        log_error("the new configuration cannot be used now; the old one stays in force");
        texts_close(&texts);
    } else {
        log_notice("configuration, texts and lexicon were read anew");
    }
    problems_print(&problems, stderr);
    problems_clear(&problems);
}

static void reap(struct gateway *g)
{
    for (pid_t pid; (pid = waitpid(-1, NULL, WNOHANG)) > 0;)
        for (int i = 0; i < g->bearer_count; i++)
            if (g->bearers[i].pid == pid)
                bearer_ended(&g->bearers[i]);
}

static void stop(struct daemon *daemon)
{
    if (daemon->stopping)
        return;
    log_notice("stopping");
    notify_send("STOPPING=1");
    daemon->stopping = true;
    daemon->stop_by = monotonic_s() + STOP_WAIT_S;
    for (int i = 0; i < daemon->gateway.bearer_count; i++)
        bearer_ask_to_stop(&daemon->gateway.bearers[i]);
}

static void take_signals(struct daemon *daemon)
{
    struct signalfd_siginfo info;

    while (read(daemon->signals, &info, sizeof info) == sizeof info) {
        if (info.ssi_signo == SIGCHLD)
            reap(&daemon->gateway);
        else if (info.ssi_signo != SIGHUP)
            stop(daemon);
        else if (!daemon->stopping) /* a new configuration would start bearers */
            reload(&daemon->gateway);
    }
}

static bool is_finished(const struct daemon *daemon)
{
    const struct gateway *g = &daemon->gateway;

    if (!daemon->stopping || monotonic_s() >= daemon->stop_by)
        return daemon->stopping;
    for (int i = 0; i < g->bearer_count; i++)
        if (!bearer_has_gone(&g->bearers[i]))
            return false;
    return true;
}

/* Sleep until a signal, a tick or a bearer has something; not at all while more waits than one turn
 * takes. */
static void wait_for_something(struct daemon *daemon, bool more)
{
    struct gateway *g = &daemon->gateway;
    struct pollfd fds[2 + 2 * CONFIG_MODEMS_MAX] = {{.fd = daemon->signals, .events = POLLIN},
                                                    {.fd = daemon->ticks, .events = POLLIN}};
    nfds_t count = 2;
    uint64_t expirations;

    for (int i = 0; i < g->bearer_count && count < sizeof fds / sizeof fds[0]; i++) {
        const struct bearer *bearer = &g->bearers[i];
        short events = (short)((bearer->received_count < BEARER_RECEIVED_MAX ? POLLIN : 0) |
                               (bearer_has_to_hear(bearer) ? POLLOUT : 0));

        /* A hang-up that cannot be read yet would wake us without end. */
        fds[count++] = (struct pollfd){.fd = events ? bearer->fd : -1, .events = events};
    }
    poll(fds, count, more ? 0 : -1);
    if (fds[1].revents && read(daemon->ticks, &expirations, sizeof expirations) < 0)
        return;
}

static int take_turn(struct daemon *daemon)
{
    int64_t monotonic = monotonic_s();
    struct gateway_time now = {.now = clock_now(&daemon->clock, time(NULL), monotonic),
                               .monotonic = monotonic,
                               .steady = clock_is_steady(&daemon->clock, monotonic)};

    return gateway_turn(&daemon->gateway, &now);
}

static void serve(struct daemon *daemon)
{
    struct gateway *g = &daemon->gateway;
    int rc = 0;

    while (!is_finished(daemon)) {
        wait_for_something(daemon, rc > 0);
        take_signals(daemon);
        for (int i = 0; i < g->bearer_count; i++)
            bearer_receive(&g->bearers[i], monotonic_s());
        rc = take_turn(daemon);
        gateway_serve_bearers(g, monotonic_s());
        notify_alive(monotonic_s());
    }
}

static void start_clock(struct daemon *daemon)
{
    time_t wall = time(NULL);

    clock_start(&daemon->clock, db_newest(daemon->gateway.db), wall, monotonic_s());
    if (!clock_is_set(wall))
        log_warning(
            "the clock of this machine is not set; going on from the newest time in the database");
}

/* What starting anew does not mend: a damaged, foreign or newer database, a wrong installation. */
static bool is_for_a_person(int rc)
{
    return rc == -EUCLEAN || rc == -EPROTO || rc == -EACCES || rc == -ENOEXEC;
}

static int run(const char *config_file)
{
    static struct daemon daemon;
    struct gateway *g = &daemon.gateway;
    int code = program_load(config_file, &g->config, &g->texts), rc;

    if (code != EXIT_FINE)
        return code;
    g->config_file = config_file;
    daemon.signals = open_signals();
    daemon.ticks = open_ticks();
    rc = daemon.signals < 0 || daemon.ticks < 0 ? -errno : gateway_open(g);
    if (rc < 0) {
        gateway_close(g);
        return is_for_a_person(rc) ? EXIT_CONFIG : EXIT_FAILED;
    }
    log_notice("sampand %s: %d modems, database %s", SAMPAN_VERSION, g->bearer_count,
               g->config.database);
    start_clock(&daemon);
    take_turn(&daemon);
    gateway_serve_bearers(g, monotonic_s());
    notify_send("READY=1");
    serve(&daemon);
    gateway_close(g);
    log_notice("stopped");
    return EXIT_FINE;
}

static int count_row(const void *row, void *context)
{
    (void)row;
    ++*(int *)context;
    return 0;
}

static bool has_folder(const char *path)
{
    char folder[PATH_MAX];

    snprintf(folder, sizeof folder, "%s", path);
    return access(dirname(folder), F_OK) == 0;
}

/* A database that is not there yet is made at the first start; one that is there must be right. */
static int check_catalogue(const struct config *config, int *services)
{
    struct db *db;
    char error[256];
    int rc;

    if (access(config->database, F_OK) < 0) {
        if (!has_folder(config->database)) {
            fprintf(stderr, "%s: its folder does not exist; make it with mkdir -p\n",
                    config->database);
            return -ENOENT;
        }
        printf("%s: does not exist yet; it is made at the first start.\n", config->database);
        return 0;
    }
    rc = db_look(config->database, &db, error);
    if (rc < 0) {
        fprintf(stderr, "%s: %s\n", config->database, error);
        return rc;
    }
    rc = catalogue_services(db, count_row, services);
    db_close(db);
    if (*services == 0)
        printf("%s: the catalogue is empty: sampan service import FILE\n", config->database);
    return rc < 0 ? rc : 0;
}

static int check(const char *config_file)
{
    struct config config;
    struct texts texts = {0};
    int services = 0, code = program_load(config_file, &config, &texts);

    if (code != EXIT_FINE)
        return code;
    texts_close(&texts);
    if (check_catalogue(&config, &services) < 0)
        return EXIT_CONFIG;
    printf("%s: fine: node %s, %d modems, %d services.\n", config_file, config.node,
           config.modem_count, services);
    return EXIT_FINE;
}

int main(int argc, char **argv)
{
    static const char usage[] =
        "usage: sampand [-c FILE] [-n] [-h] [-V]\n"
        "  -c FILE  the configuration (else $SAMPAN_CONFIG, else /etc/sampan/sampan.conf)\n"
        "  -n       check configuration, texts, lexicon and catalogue, say all that is wrong, and "
        "stop\n";
    const char *config_file = NULL;
    bool check_only = false;

    for (int option; (option = getopt(argc, argv, "c:nhV")) != -1;) {
        if (option == 'c') {
            config_file = optarg;
        } else if (option == 'n') {
            check_only = true;
        } else if (option == 'V') {
            printf("sampand %s\n", SAMPAN_VERSION);
            return EXIT_FINE;
        } else {
            fputs(usage, option == 'h' ? stdout : stderr);
            return option == 'h' ? EXIT_FINE : EXIT_USAGE;
        }
    }
    if (optind < argc) {
        fputs(usage, stderr);
        return EXIT_USAGE;
    }
    config_file = config_path(config_file);
    /* Tables that are outgrown or read anew leave the process, instead of holes in its heap. */
    mallopt(M_MMAP_THRESHOLD, 64 * 1024);
    return check_only ? check(config_file) : run(config_file);
}
