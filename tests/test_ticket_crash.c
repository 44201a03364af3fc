/* An officer's SMS, and the gateway is killed while it writes: afterwards the ticket is as it was
 * or wholly moved, and when the message has been answered it has been moved once, told once and
 * answered once. strace is the killer: this program runs itself as the victim. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/officer.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define AMIR      "+6281300000001"
#define ORDER     "STATUS 0100014 SELESAI lampu diganti #482193"
#define STEP      3 /* calls from one crash to the next */
#define CRASHES   5 /* at least */
#define CALLS_MAX 600
#define VICTIM    "victim"

/* A complaint has a ticket, and the officer's message waits. */
static void prepare(const char *path)
{
    struct fixture *f = fixture_open(path);
    struct officer amir = {
        .msisdn = AMIR, .name = "Amir", .role = OFFICER_PETUGAS, .unit = "DISHUB"};

    assert_int_equal(officer_add(f->db, &amir, "test", NOON), 0);
    assert_int_equal(officer_find(f->db, AMIR, &amir), 1);
    assert_int_equal(officer_set_pin(f->db, &amir, "482193", "test", NOON), 0);
    assert_int_equal(receive(f, LA_ODE, "LAPOR lampu jalan mati di Batauga", NOON), 1);
    assert_int_equal(answer_all(f, NOON), 1);
    assert_int_equal(receive(f, AMIR, ORDER, NOON + 60), 1);
    fixture_close(f);
}

static void copy(const char *from, const char *to)
{
    char command[300];

    snprintf(command, sizeof command, "rm -f '%s-wal' '%s-shm' && cp '%s' '%s'", to, to, from, to);
    assert_int_equal(system(command), 0);
}

/* Returns whether the victim was killed at the n-th call of that kind; false: it made fewer. */
static bool kill_at(const char *call, int n, const char *path)
{
    char trace[64], inject[96], self[4096] = "";
    int status;
    pid_t child;

    assert_true(readlink("/proc/self/exe", self, sizeof self - 1) > 0);
    snprintf(trace, sizeof trace, "trace=%s", call);
    snprintf(inject, sizeof inject, "inject=%s:signal=SIGKILL:when=%d", call, n);
    child = fork();
    if (child == 0) {
        setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
        execlp("strace", "strace", "-o", "/dev/null", "-e", trace, "-e", inject, self, VICTIM, path,
               (char *)NULL);
        _exit(127);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return false;
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    return true;
}

static int64_t told(const char *path, const char *recipient, const char *beginning)
{
    char query[200];

    snprintf(query, sizeof query,
             "SELECT count(*) FROM outbox WHERE recipient = '%s' AND text LIKE '%s%%'", recipient,
             beginning);
    return sql_number(path, query);
}

/* Moved, told, answered and written down: all of it so many times. */
static bool is_done(const char *path, int64_t times)
{
    return sql_number(path, "SELECT count(*) FROM ticket WHERE state = 'selesai'") == times &&
           sql_number(path, "SELECT count(*) FROM ticket_event WHERE to_state = 'selesai'") ==
               times &&
           sql_number(path, "SELECT count(*) FROM journal WHERE action = 'ticket moved'") ==
               times &&
           sql_number(path, "SELECT count(*) FROM inbox WHERE intent = 'STATUS'") == times &&
           told(path, LA_ODE_ID, "Laporan 0100014 sudah dikerjakan") == times &&
           told(path, AMIR, "0100014 sekarang selesai") == times;
}

static void look_and_go_on(const char *path)
{
    struct fixture *f = fixture_open(path);

    if (!is_done(path, 0) && !is_done(path, 1))
        fail_msg("the change is half done");
    answer_all(f, NOON + 120);
    assert_true(is_done(path, 1));
    assert_int_equal(answer_all(f, NOON + 180), 0);
    assert_int_equal(sql_number(path, "SELECT count(*) FROM ticket"), 1);
    fixture_close(f);
}

static void is_whole_after_crashes_at(const char *call)
{
    const char *base = temp_path("base.db"), *path = temp_path("crash.db");
    int crashes = 0;

    unlink(base);
    prepare(base);
    for (int n = 1; n < CALLS_MAX; n += STEP) {
        copy(base, path);
        if (!kill_at(call, n, path))
            break;
        crashes++;
        look_and_go_on(path);
    }

    assert_true(crashes >= (strcmp(call, "pwrite64") == 0 ? CRASHES : 1));
}

static void a_change_is_whole_whichever_write_is_the_last(void **state)
{
    (void)state;
    is_whole_after_crashes_at("pwrite64");
}

static void a_change_is_whole_whichever_flush_is_the_last(void **state)
{
    (void)state;
    is_whole_after_crashes_at("fdatasync");
}

static int be_victim(const char *path)
{
    struct fixture *f = fixture_open(path);

    answer_all(f, NOON + 60);
    fixture_close(f);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_is_whole_whichever_write_is_the_last),
        cmocka_unit_test(a_change_is_whole_whichever_flush_is_the_last),
    };

    if (argc == 3 && strcmp(argv[1], VICTIM) == 0)
        return be_victim(argv[2]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
