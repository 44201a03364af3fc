/* Troubles of the machine: a full disk, a read-only file system, a damaged database, a second
 * gateway; and what systemd and the operator are told. */

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/life.h"

#include <cmocka.h>

static void write_file(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);

    if (fd >= 0 && write(fd, text, strlen(text)) < 0)
        print_message("%s: %s\n", path, strerror(errno));
    if (fd >= 0)
        close(fd);
}

/* Rights to mount and to trace, for these tests alone: who is not root becomes so in a namespace of
 * one's own, and what is mounted there goes with us. */
static void gain_rights(void)
{
    char users[32], groups[32];

    snprintf(users, sizeof users, "0 %u 1", (unsigned)geteuid());
    snprintf(groups, sizeof groups, "0 %u 1", (unsigned)getegid());
    if (unshare(CLONE_NEWNS) < 0) {
        if (unshare(CLONE_NEWUSER | CLONE_NEWNS) < 0)
            return;
        write_file("/proc/self/uid_map", users);
        write_file("/proc/self/setgroups", "deny");
        write_file("/proc/self/gid_map", groups);
    }
    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
}

static int set_up(void **state)
{
    gain_rights();
    return life_set_up(state);
}

static int end_of_test(void **state)
{
    (void)state;
    life_end(&rig);
    return 0;
}

static void limit_files(rlim_t bytes)
{
    struct rlimit limit = {bytes, RLIM_INFINITY};

    assert_int_equal(prlimit(rig.gateway, RLIMIT_FSIZE, &limit, NULL), 0);
}

static void while_the_disk_is_full_the_modem_keeps_the_messages(void **state)
{
    char output[4096];
    (void)state;
    life_begin(&rig, NULL, "");
    e2e_ask(&rig, "+6281280000001", "SYARAT KTP HILANG", "Surat kehilangan");
    life_settle(&rig);

    limit_files(4096); /* room for the log, not for the database */
    e2e_say(&rig, "+6281280000002", "SYARAT KTP HILANG");
    e2e_say(&rig, "+6281280000003", "LAPOR lampu jalan mati");
    life_hear(&rig, "nothing is acknowledged");
    assert_true(life_phone_says(&rig, "status", "SM: 2 of") ||
                life_phone_says(&rig, "status", "ME: 2 of"));
    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampan", "doctor", NULL), 0);
    limit_files(RLIM_INFINITY);

    assert_non_null(strstr(e2e_heard(&rig, "+6281280000002"), "Surat kehilangan"));
    life_hear(&rig, "database: works again");
    life_settle(&rig);
    assert_int_equal(e2e_count_tickets(&rig), 1);
    assert_int_equal(e2e_count_inbox(&rig, "answered"), 3);
    assert_int_equal(e2e_log_count(&rig, "nothing is acknowledged"), 1);
}

static void on_a_small_disk_that_is_full_it_waits_and_recovers(void **state)
{
    char folder[80], database[96], output[4096];
    (void)state;
    snprintf(folder, sizeof folder, "%.60s/disk", rig.folder);
    mkdir(folder, 0700);
    if (mount("tmpfs", folder, "tmpfs", 0, "size=8m") < 0) {
        print_message("SKIPPED: the kernel lets nobody mount here: %s\n", strerror(errno));
        skip();
    }
    memcpy(database, rig.database, sizeof database);
    snprintf(rig.database, sizeof rig.database, "%s/sampan.db", folder);
    db_close(rig.db);
    rig.db = NULL;
    e2e_configure(&rig, "");
    e2e_run(&rig, output, sizeof output, "sampan", "service", "import", "config/layanan.csv", NULL);

    life_begin(&rig, NULL, "");
    e2e_ask(&rig, "+6281280000004", "SYARAT KTP HILANG", "Surat kehilangan");
    /* Full to the last block. */
    snprintf(output, sizeof output, "cat /dev/zero > %s/filling 2>/dev/null", folder);
    (void)!system(output);
    e2e_say(&rig, "+6281280000005", "SYARAT KTP HILANG");
    life_hear(&rig, "nothing is acknowledged");
    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampan", "doctor", NULL), 1);
    assert_non_null(strstr(output, "Make room"));
    snprintf(output, sizeof output, "%s/filling", folder);
    unlink(output);
    assert_non_null(strstr(e2e_heard(&rig, "+6281280000005"), "Surat kehilangan"));

    life_settle(&rig);

    /* Read-only as the kernel makes a disk on which it finds errors. */
    db_close(rig.db);
    rig.db = NULL;
    life_end(&rig);
    assert_int_equal(mount(NULL, folder, NULL, MS_REMOUNT | MS_RDONLY, NULL), 0);
    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampand", NULL), 1);
    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampan", "doctor", NULL), 1);
    assert_non_null(strstr(output, "Is the disk read-only"));
    assert_int_equal(mount(NULL, folder, NULL, MS_REMOUNT, NULL), 0);
    assert_int_equal(umount2(folder, MNT_DETACH), 0);
    memcpy(rig.database, database, sizeof database);
}

/* The kernel refuses the gateway's writes as on a disk that it has made read-only because of
 * errors: strace tells it to, for as long as it is attached. Returns strace's process, 0 if the
 * kernel does not allow it. */
static pid_t make_read_only(void)
{
    static const char calls[] = "trace=pwrite64,ftruncate,fsync,fdatasync",
                      inject[] = "inject=pwrite64,ftruncate,fsync,fdatasync:error=EROFS";
    char id[16], said[256] = "";
    int fds[2];
    pid_t pid;

    snprintf(id, sizeof id, "%d", (int)rig.gateway);
    assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
    pid = fork();
    if (pid == 0) {
        dup2(fds[1], STDERR_FILENO);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        execlp("strace", "strace", "-o", "/dev/null", "-e", calls, "-e", inject, "-p", id,
               (char *)NULL);
        _exit(127);
    }
    close(fds[1]);
    if (read(fds[0], said, sizeof said - 1) <= 0 || !strstr(said, "attached")) {
        print_message("SKIPPED: the kernel lets nobody trace here: %s\n", said);
        waitpid(pid, NULL, 0);
        pid = 0;
    }
    close(fds[0]);
    return pid;
}

static void while_the_disk_is_read_only_the_modem_keeps_the_messages(void **state)
{
    pid_t strace;
    (void)state;
    life_begin(&rig, NULL, "");
    e2e_ask(&rig, "+6281280000011", "SYARAT KTP HILANG", "Surat kehilangan");
    life_settle(&rig);
    const int answered = e2e_count_inbox(&rig, "answered"), tickets = e2e_count_tickets(&rig);

    strace = make_read_only();
    if (strace == 0)
        skip();
    e2e_say(&rig, "+6281280000012", "SYARAT KTP HILANG");
    e2e_say(&rig, "+6281280000013", "LAPOR lampu jalan mati");
    life_hear(&rig, "nothing is acknowledged");
    assert_true(life_phone_says(&rig, "status", "SM: 2 of") ||
                life_phone_says(&rig, "status", "ME: 2 of"));
    kill(strace, SIGTERM);
    waitpid(strace, NULL, 0);

    assert_non_null(strstr(e2e_heard(&rig, "+6281280000012"), "Surat kehilangan"));
    life_hear(&rig, "database: works again");
    life_settle(&rig);
    assert_int_equal(e2e_count_tickets(&rig), tickets + 1);
    assert_int_equal(e2e_count_inbox(&rig, "answered"), answered + 2);
    assert_int_equal(e2e_log_count(&rig, "uji: gone"), 0);
}

static void a_second_gateway_on_the_same_database_refuses(void **state)
{
    char output[4096];
    (void)state;
    life_begin(&rig, NULL, "");

    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampand", NULL), 1);

    assert_non_null(strstr(output, "another gateway works with it"));
    e2e_ask(&rig, "+6281280000006", "SYARAT KTP HILANG", "Surat kehilangan");
}

static void a_damaged_database_is_told_and_not_touched(void **state)
{
    char output[4096], copy[120], command[600];
    (void)state;
    db_close(rig.db);
    rig.db = NULL;
    snprintf(copy, sizeof copy, "%s.good", rig.database);
    assert_int_equal(rename(rig.database, copy), 0);
    snprintf(
        command, sizeof command,
        "cd %s && rm -f sampan.db-wal sampan.db-shm && head -c 20000 /dev/urandom > sampan.db && "
        "cp sampan.db before",
        rig.folder);
    assert_int_equal(system(command), 0);

    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampand", NULL), 78);

    assert_non_null(strstr(output, "not a database"));
    snprintf(command, sizeof command, "cmp %s/sampan.db %s/before", rig.folder, rig.folder);
    assert_int_equal(system(command), 0);
    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampan", "doctor", NULL), 1);
    assert_non_null(strstr(output, "restore the newest backup"));
    assert_int_equal(rename(copy, rig.database), 0);
}

static void receive_state(int fd, const char *wanted)
{
    struct timeval patience = {E2E_WAIT_S, 0};
    char text[200];
    ssize_t size;

    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    do {
        size = recv(fd, text, sizeof text - 1, 0);
        assert_true(size > 0);
        text[size] = '\0';
    } while (strcmp(text, wanted) != 0);
}

static void systemd_is_told_when_it_is_ready_alive_and_stopping(void **state)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    (void)state;
    snprintf(address.sun_path, sizeof address.sun_path, "%s/notify", rig.folder);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    setenv("NOTIFY_SOCKET", address.sun_path, 1);
    setenv("WATCHDOG_USEC", "30000000", 1);

    life_start(&rig, NULL, "");
    receive_state(fd, "READY=1");
    receive_state(fd, "WATCHDOG=1");
    receive_state(fd, "WATCHDOG=1");
    kill(rig.gateway, SIGTERM);
    receive_state(fd, "STOPPING=1");

    assert_int_equal(e2e_wait_end(&rig), 0);
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    close(fd);
}

static void doctor_says_in_plain_words_what_is_wrong(void **state)
{
    char output[4096];
    (void)state;
    life_begin(&rig, NULL, "");
    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampan", "doctor", NULL), 0);
    assert_non_null(strstr(output, "The gateway runs."));
    assert_non_null(strstr(output, "Modem uji: ready"));
    assert_non_null(strstr(output, "network TELKOMSEL"));
    assert_non_null(strstr(output, "places for SMS are used"));
    assert_non_null(strstr(output, "The database is whole."));

    e2e_phone(&rig, "signal 3");
    life_begin(&rig, NULL, "");
    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampan", "doctor", NULL), 0);
    assert_non_null(strstr(output, "weak signal"));
    e2e_phone(&rig, "signal 21");
    e2e_phone(&rig, "network off");
    life_hear(&rig, "degraded: no network");
    e2e_run(&rig, output, sizeof output, "sampan", "doctor", NULL);
    assert_non_null(strstr(output, "cannot send since"));
    assert_non_null(strstr(output, "no network"));
    e2e_phone(&rig, "network on");
    life_end(&rig);

    assert_int_equal(e2e_run(&rig, output, sizeof output, "sampan", "doctor", NULL), 1);
    assert_non_null(strstr(output, "The gateway does not run."));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, end_of_test)
    const struct CMUnitTest tests[] = {
        TEST(while_the_disk_is_full_the_modem_keeps_the_messages),
        TEST(on_a_small_disk_that_is_full_it_waits_and_recovers),
        TEST(while_the_disk_is_read_only_the_modem_keeps_the_messages),
        TEST(a_second_gateway_on_the_same_database_refuses),
        TEST(systemd_is_told_when_it_is_ready_alive_and_stopping),
        TEST(doctor_says_in_plain_words_what_is_wrong),
        TEST(a_damaged_database_is_told_and_not_touched),
    };

    return cmocka_run_group_tests(tests, set_up, life_tear_down);
}
