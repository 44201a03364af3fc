/* bench_gateway: figures of the whole gateway, a line each: NAME VALUE UNIT. Beside them what a
 * bare libgammu program needs for the same. */

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/support/e2e.h"

#include <cmocka.h>

#define WAITING       1000
#define MANY          100000
#define WARM          10000
#define BATCH         2500
#define CONVERSATIONS 40
#define IDLE_S        8

static struct e2e rig;

static double now_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void figure(const char *name, double value, const char *unit)
{
    printf("%s %.*f %s\n", name, value < 10 ? 2 : value < 100 ? 1 : 0, value, unit);
    fflush(stdout);
}

static void put_many(int first, int count)
{
    char sender[24];

    for (int i = 0; i < count; i++) {
        snprintf(sender, sizeof sender, "+62812%07d", first + i);
        e2e_dummy_put(&rig, i + 1, sender, "20261122T101500", "", "SYARAT KTP HILANG");
    }
}

static bool dummy_is_empty(struct e2e *e2e, const void *context)
{
    (void)context;
    return e2e_dummy_count(e2e) == 0;
}

/* The folder is looked at first: reading the database all the time would take part in the race. */
static void wait_answered(int count)
{
    e2e_wait(&rig, "the empty SIM", dummy_is_empty, NULL);
    e2e_wait(&rig, "every answer", e2e_all_answered, &count);
}

static void measure_throughput(void)
{
    char output[200];
    double began;

    e2e_open(&rig, E2E_DUMMY);
    put_many(0, WAITING);
    began = now_s();
    e2e_start(&rig, NULL);
    wait_answered(WAITING);
    figure("dummy_gateway", WAITING / (now_s() - began), "messages/s");
    e2e_stop(&rig);
    put_many(0, WAITING);
    began = now_s();
    e2e_run(&rig, output, sizeof output, "bench_bare_gammu", "dummy", rig.dummy, NULL);
    figure("dummy_bare_libgammu", WAITING / (now_s() - began), "messages/s");
    e2e_close(&rig);
}

/* Kilobytes of a process: all that is resident, and its own. */
static void measure_memory(const char *name, const char *when, pid_t pid)
{
    char path[64], line[200], label[80];
    long rss = 0, private = 0, value;
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
    file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file)) {
        if (sscanf(line, "Rss: %ld", &value) == 1)
            rss = value;
        if (sscanf(line, "Private_Clean: %ld", &value) == 1 ||
            sscanf(line, "Private_Dirty: %ld", &value) == 1)
        private += value;
    }
    if (file)
        fclose(file);
    snprintf(label, sizeof label, "%s_%s_rss", name, when);
    figure(label, (double)rss / 1024, "MB");
    snprintf(label, sizeof label, "%s_%s_private", name, when);
    figure(label, (double)private / 1024, "MB");
}

static void measure_memory_of_all(const char *when)
{
    measure_memory("sampand", when, rig.gateway);
    measure_memory("sampan_modem", when, e2e_modem_process(&rig));
}

static void measure_growth(void)
{
    double took = 0;

    e2e_open(&rig, E2E_DUMMY);
    e2e_start(&rig, NULL);
    e2e_wait(&rig, "the modem", e2e_log_has, "uji: ready");
    measure_memory_of_all("idle");
    for (int first = 0; first < MANY; first += BATCH) {
        double began;

        put_many(first, BATCH);
        began = now_s();
        wait_answered(first + BATCH);
        took += now_s() - began;
        if (first + BATCH == WARM)
            measure_memory_of_all("after_10000");
    }
    measure_memory_of_all("after_100000");
    figure("dummy_gateway_arriving", MANY / took, "messages/s");
    e2e_stop(&rig);
    e2e_close(&rig);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* From the SMS's arrival in the modem to the moment its answer has left it, by the phone's clock.
 */
static double measure_latency(const char *name)
{
    double took[CONVERSATIONS];
    char number[24], label[64];

    for (int i = 0; i < CONVERSATIONS; i++) {
        snprintf(number, sizeof number, "+628135%06d", i);
        e2e_say(&rig, number, "SYARAT KTP HILANG");
        e2e_event(&rig, "stored");
        took[i] = -atof(rig.event);
        e2e_heard(&rig, number);
        took[i] += atof(rig.event);
        e2e_phone(&rig, "wait-idle");
    }
    qsort(took, CONVERSATIONS, sizeof took[0], compare);
    snprintf(label, sizeof label, "%s_p50", name);
    figure(label, took[CONVERSATIONS / 2] * 1000, "ms");
    snprintf(label, sizeof label, "%s_p99", name);
    figure(label, took[CONVERSATIONS * 99 / 100] * 1000, "ms");
    return took[CONVERSATIONS / 2];
}

static double bare_latency(void)
{
    char path[600], byte;
    int fds[2];
    double median;

    snprintf(path, sizeof path, "%s/bench_bare_gammu", rig.programs);
    if (pipe(fds) < 0)
        e2e_fail(&rig, "pipe");
    pid_t pid = fork();
    if (pid == 0) {
        dup2(fds[1], STDOUT_FILENO);
        execl(path, path, "phone", rig.link, (char *)NULL);
        _exit(127);
    }
    close(fds[1]);
    if (read(fds[0], &byte, 1) != 1)
        e2e_fail(&rig, "bare_gammu does not start");
    median = measure_latency("phone_bare_libgammu");
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    close(fds[0]);
    return median;
}

static double cpu_s(pid_t pid)
{
    char path[64], text[1000] = "";
    unsigned long user = 0, system = 0;
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    file = fopen(path, "r");
    if (file && fgets(text, sizeof text, file) && strrchr(text, ')'))
        sscanf(strrchr(text, ')'), ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user,
               &system);
    if (file)
        fclose(file);
    return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

static void measure_idleness(void)
{
    struct timespec pause = {.tv_sec = IDLE_S};
    pid_t modem = e2e_modem_process(&rig);
    double used = -cpu_s(rig.gateway) - cpu_s(modem);

    nanosleep(&pause, NULL);
    used += cpu_s(rig.gateway) + cpu_s(modem);
    figure("phone_idle_cpu", used / IDLE_S * 100, "%");
}

static void measure_phone(void)
{
    double bare, gateway;

    e2e_open(&rig, E2E_PHONE);
    e2e_phone_start(&rig);
    bare = bare_latency();
    e2e_start(&rig, NULL);
    e2e_wait(&rig, "the modem", e2e_log_has, "uji: ready");
    gateway = measure_latency("phone_gateway");
    figure("phone_gateway_to_bare", gateway / bare, "ratio");
    measure_memory_of_all("on_phone");
    measure_idleness();
    e2e_stop(&rig);
    e2e_close(&rig);
}

static void close_rig(void)
{
    e2e_close(&rig);
}

int main(void)
{
    atexit(close_rig);
    measure_throughput();
    measure_growth();
    measure_phone();
    return 0;
}
