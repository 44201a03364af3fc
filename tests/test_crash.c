/* Crashes between each two steps of a message's way: nothing is lost, no second ticket, at most one
 * repeated answer. strace is the killer, so that the programs have nothing in them for it: it ends
 * sampand or sampan-modem at its n-th system call of a kind, for n = 1, 2, 3 ... until there is
 * nothing left to disturb. There are two ways to die: "before" the call, at once; and "after" it,
 * but only when the other program has done all that it was told by then.
 *
 * One crash by hand: SAMPAN_BUILD=build/check build/check/test_crash dummy sampand fdatasync 3
 * after */

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/outbox.h"
#include "db/ticket.h"
#include "tests/support/e2e.h"

#include <cmocka.h>

#define QUIET_LOOKS 8 /* so often the other program is seen asleep */
#define PARALLEL                                                                                   \
    5 /* most of a run is waiting: for libgammu, and for the pause before a restart                \
       */
#define EXIT_SPARED 10 /* the call was not made so often */
#define COMPLAINT   "LAPOR lampu jalan mati di Batauga"
#define QUESTION    "SYARAT KTP HILANG"
#define THIRD       "+6281234567892"

/* What comes in: "dummy" and "phone" a question and a complaint; "reports" the same with delivery
 * reports; "talk" a complaint in parts, and two who will go on with what they were answered. */
struct series {
    const char *bearer, *victim, *call, *when;
    int first, step;
    int least; /* crashes there must be */
    int n, crashes;
    bool over;
};

/* Calls number from, from + by, from + 2 by ... */
#define SERIES(on, who, what, way, from, by, crashes_at_least)                                     \
    {                                                                                              \
        .bearer = on, .victim = who, .call = what, .when = way, .first = from, .step = by,         \
        .least = crashes_at_least                                                                  \
    }

static struct e2e rig;
static int expected = 2; /* messages, and answers */

static void close_rig(void)
{
    e2e_close(&rig);
}

static void copy_program(const char *from, const char *to)
{
    char bytes[65536];
    ssize_t count;
    int in, out;

    if (link(from, to) == 0)
        return;
    in = open(from, O_RDONLY);
    out = open(to, O_WRONLY | O_CREAT, 0700);
    while ((count = read(in, bytes, sizeof bytes)) > 0)
        if (write(out, bytes, (size_t)count) != count)
            e2e_fail(&rig, "%s: %s", to, strerror(errno));
    close(in);
    if (close(out) < 0)
        e2e_fail(&rig, "%s: %s", to, strerror(errno));
}

/* A folder of programs in which sampan-modem is a script that lets strace run the real one, the
 * first time. */
static void trap_modem(const char *call, const char *inject)
{
    char folder[128], from[600], to[160];
    FILE *script;

    snprintf(folder, sizeof folder, "%s/bin", rig.folder);
    mkdir(folder, 0700);
    snprintf(from, sizeof from, "%s/sampand", rig.programs);
    snprintf(to, sizeof to, "%s/sampand", folder);
    copy_program(from, to);
    snprintf(to, sizeof to, "%s/sampan-modem", folder);
    script = fopen(to, "w");
    if (!script)
        e2e_fail(&rig, "%s: %s", to, strerror(errno));
    fprintf(script,
            "#!/bin/sh\n"
            "if mkdir '%s/trapped' 2>/dev/null; then\n"
            "    export ASAN_OPTIONS=detect_leaks=0\n"
            "    exec strace -D -o /dev/null -e trace=%s -e %s '%s/sampan-modem'\n"
            "fi\n"
            "mkdir -p '%s/again'\n"
            "exec '%s/sampan-modem'\n",
            rig.folder, call, inject, rig.programs, rig.folder, rig.programs);
    fclose(script);
    chmod(to, 0700);
    snprintf(rig.programs, sizeof rig.programs, "%s", folder);
}

static bool modem_was_started_again(void)
{
    char path[96];

    snprintf(path, sizeof path, "%s/again", rig.folder);
    return access(path, F_OK) == 0;
}

static void start_trapped(const char *victim, const char *call, int n, const char *when)
{
    char trace[64], inject[96];
    const char *killer[] = {"strace", "-D", "-o", "/dev/null", "-e", trace, "-e", inject, NULL};

    snprintf(trace, sizeof trace, "trace=%s", call);
    snprintf(inject, sizeof inject, "inject=%s:signal=%s:when=%d", call,
             strcmp(when, "after") == 0 ? "SIGSTOP" : "SIGKILL", n);
    if (strcmp(victim, "sampand") != 0)
        trap_modem(call, inject);
    e2e_start(&rig, strcmp(victim, "sampand") == 0 ? killer : NULL);
}

static bool modem_is_empty(void)
{
    char status[2000];

    if (rig.modem == E2E_DUMMY)
        return e2e_dummy_count(&rig) == 0;
    e2e_phone_answer(&rig, "status", status, sizeof status);
    return strstr(status, "SM: 0 of") && strstr(status, "ME: 0 of");
}

/* The database is looked at only when the modem has nothing more, and not kept open: a connection
 * of ours would spare sampand the recovery of its log after the crash. */
static bool is_finished(void)
{
    bool finished;

    if (!modem_is_empty())
        return false;
    finished = e2e_all_answered(&rig, &expected);
    db_close(rig.db);
    rig.db = NULL;
    return finished;
}

/* As ps shows it: S asleep, t stopped by the tracer; 0 if it is gone. */
static char process_state(pid_t pid)
{
    char path[64], state = '\0';
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    file = fopen(path, "r");
    if (file && fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
        state = '\0';
    if (file)
        fclose(file);
    return state;
}

static void kill_if_stopped(const char *victim)
{
    static int quiet;
    pid_t modem = e2e_modem_process(&rig);
    bool is_gateway = strcmp(victim, "sampand") == 0;
    pid_t pid = is_gateway ? rig.gateway : modem;
    char state = pid > 0 ? process_state(pid) : '\0';
    char other = process_state(is_gateway ? modem : rig.gateway);

    quiet = (state == 't' || state == 'T') && other != 'R' && other != 'D' ? quiet + 1 : 0;
    if (quiet == QUIET_LOOKS)
        kill(pid, SIGKILL);
}

static bool is_dead_or_finished(struct e2e *e2e, const void *victim)
{
    kill_if_stopped(victim);
    return !e2e_runs(e2e) || modem_was_started_again() || is_finished();
}

static bool finished(struct e2e *e2e, const void *context)
{
    (void)e2e;
    (void)context;
    return is_finished();
}

static int check_answer(const void *row, void *context)
{
    const struct outbox_message *message = row;

    if (message->state != OUTBOX_SENT && message->state != OUTBOX_DELIVERED)
        e2e_fail(&rig, "answer %d is %s", (int)message->id, outbox_state_names[message->state]);
    if (message->attempts > 2)
        e2e_fail(&rig, "answer %d was tried %d times", (int)message->id, message->attempts);
    (*(int *)context)++;
    return 0;
}

static void check_database(void)
{
    int inbox = e2e_count_inbox(&rig, NULL), answered = e2e_count_inbox(&rig, "answered");
    int tickets = e2e_count_tickets(&rig);

    if (inbox != expected || answered != expected || tickets != 1)
        e2e_fail(&rig, "%d messages, %d answered, %d tickets", inbox, answered, tickets);
    for (int id = 1; id <= expected; id++) {
        int answers = 0;

        if (outbox_answers(e2e_db(&rig), id, check_answer, &answers) < 0 || answers != 1)
            e2e_fail(&rig, "message %d has %d answers", id, answers);
    }
    if (db_check(e2e_db(&rig)) < 0)
        e2e_fail(&rig, "the database is damaged");
}

/* What reached the villagers: each answer, at most one of them twice, and one ticket number. */
static void check_phone(void)
{
    char answers[8000], number[16] = "", other[16];
    int questions = 0, complaints = 0;

    e2e_phone_answer(&rig, "sent", answers, sizeof answers);
    for (char *line = strtok(answers, "\n"); line; line = strtok(NULL, "\n")) {
        const char *ticket = strstr(line, "diterima. No ");

        questions += strstr(line, "Surat kehilangan") != NULL;
        if (ticket && sscanf(ticket, "diterima. No %15[0-9]", other) == 1) {
            complaints++;
            if (number[0] && strcmp(number, other) != 0)
                e2e_fail(&rig, "two ticket numbers went out: %s and %s", number, other);
            strcpy(number, other);
        }
    }
    if (questions < 1 || complaints < 1 || questions + complaints > 3)
        e2e_fail(&rig, "the answers came %d and %d times", questions, complaints);
}

static void begin_talk(void)
{
    expected = 3;
    e2e_dummy_put(&rig, 1, E2E_VILLAGER, "20261122T101500", "050003A70202", "mati di Batauga");
    e2e_dummy_put(&rig, 2, E2E_VILLAGER, "20261122T101500", "050003A70201", "LAPOR lampu jalan ");
    e2e_dummy_put(&rig, 3, E2E_NEIGHBOR, "20261122T101501", "", "SYARAT KTP");
    e2e_dummy_put(&rig, 4, THIRD, "20261122T101502", "", "SYARAT PASPOR DAN SKCK");
}

static int has_text(const void *row, void *text)
{
    return strstr(((const struct ticket *)row)->text, text) ? 0 : -ENOENT;
}

static int was_answered(const void *row, void *text)
{
    return strstr(((const struct outbox_message *)row)->text, text) ? 0 : -ENOENT;
}

/* What the answers left behind for the next message is there: the question, and the pages. */
static void go_on_talking(void)
{
    const int before = expected;

    if (ticket_list(e2e_db(&rig), &(struct ticket_filter){0}, has_text,
                    "lampu jalan mati di Batauga") != 1)
        e2e_fail(&rig, "the parts of the complaint were not joined");
    e2e_dummy_put(&rig, 1, E2E_NEIGHBOR, "20261122T101601", "", "1");
    e2e_wait(&rig, "the choice", finished, (expected = before + 1, NULL));
    e2e_dummy_put(&rig, 1, THIRD, "20261122T101602", "", "LANJUT");
    e2e_wait(&rig, "the next page", finished, (expected = before + 2, NULL));
    if (outbox_answers(e2e_db(&rig), before + 1, was_answered, "KTP-el baru") != 1)
        e2e_fail(&rig, "the question was forgotten");
    if (outbox_answers(e2e_db(&rig), before + 2, was_answered, "(2/2)") != 1)
        e2e_fail(&rig, "the next page was forgotten");
}

static void write_messages(const char *bearer)
{
    if (strcmp(bearer, "talk") == 0) {
        begin_talk();
    } else if (rig.modem == E2E_DUMMY) {
        e2e_dummy_put(&rig, 1, E2E_VILLAGER, "20261122T101500", "", QUESTION);
        e2e_dummy_put(&rig, 2, E2E_NEIGHBOR, "20261122T101501", "", COMPLAINT);
    } else {
        e2e_phone_start(&rig);
        e2e_say(&rig, E2E_VILLAGER, QUESTION);
        e2e_say(&rig, E2E_NEIGHBOR, COMPLAINT);
    }
}

/* The modem's options, before it is written to. */
static void prepare(const char *bearer)
{
    bool by_phone = strcmp(bearer, "phone") == 0 || strcmp(bearer, "reports") == 0;

    e2e_open(&rig, by_phone ? E2E_PHONE : E2E_DUMMY);
    /* Between two scans of the folder there is time to be seen asleep. */
    if (!by_phone)
        strcpy(rig.options, "connection = \"none\"; model = \"dummy\"; poll_interval_ms = 1500;");
    else if (strcmp(bearer, "reports") == 0)
        strcpy(rig.options, "connection = \"at\"; delivery_reports = true;");
    e2e_configure(&rig, "");
}

static bool runs_anew(struct e2e *e2e, const void *context)
{
    return e2e_log_count(e2e, "modems, database") > *(const int *)context;
}

/* One crash, in a process of its own. Returns its exit status. */
static int crash(const char *bearer, const char *victim, const char *call, int n, const char *when)
{
    bool gateway_died, modem_died;

    atexit(close_rig);
    prepare(bearer);
    write_messages(bearer);
    start_trapped(victim, call, n, when);
    e2e_wait(&rig, "the crash, or all answers", is_dead_or_finished, victim);
    gateway_died = !e2e_runs(&rig);
    modem_died = !gateway_died && modem_was_started_again();
    if (gateway_died) {
        if (e2e_wait_end(&rig) != 128 + SIGKILL)
            e2e_fail(&rig, "sampand ended by itself");
        const int starts = e2e_log_count(&rig, "modems, database");

        e2e_start(&rig, NULL);
        /* Before that, SIGTERM would end it by default, which is no clean end. */
        e2e_wait(&rig, "the second sampand", runs_anew, &starts);
    }
    e2e_wait(&rig, "all answers after the crash", finished, NULL);
    check_database();
    if (rig.modem == E2E_PHONE)
        check_phone();
    /* A victim that was spared may still meet its killer while it stops. */
    if (!gateway_died && !modem_died)
        return EXIT_SPARED;
    if (strcmp(bearer, "talk") == 0)
        go_on_talking();
    if (e2e_stop(&rig) != 0)
        e2e_fail(&rig, "sampand did not end well");
    return 0;
}

static pid_t start_run(struct series *series)
{
    char n[16];
    pid_t pid;

    snprintf(n, sizeof n, "%d", series->n);
    series->n += series->step;
    pid = fork();
    if (pid == 0) {
        execl("/proc/self/exe", "test_crash", series->bearer, series->victim, series->call, n,
              series->when, (char *)NULL);
        _exit(127);
    }
    return pid;
}

struct run {
    pid_t pid; /* 0: free */
    struct series *series;
    int n;
};

static struct series *next_series(struct series *series)
{
    while (series->bearer && series->over)
        series++;
    return series->bearer ? series : NULL;
}

/* Take in a run that has ended. Returns 1 if it failed; that ends its series, too. */
static int collect(struct run *runs)
{
    int status, slot = 0;
    pid_t pid = wait(&status);
    struct run *run;

    while (slot < PARALLEL && runs[slot].pid != pid)
        slot++;
    assert_true(slot < PARALLEL);
    run = &runs[slot];
    run->pid = 0;
    if (status == 0) {
        run->series->crashes++;
        return 0;
    }
    run->series->over = true;
    if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SPARED)
        return 0;
    print_error("again by hand: test_crash %s %s %s %d %s\n", run->series->bearer,
                run->series->victim, run->series->call, run->n, run->series->when);
    return 1;
}

/* Every series to its end, some runs at a time; the last has no bearer. */
static void run_all(struct series *series)
{
    struct run runs[PARALLEL] = {0};
    int running = 0, failures = 0;

    for (struct series *each = series; each->bearer; each++)
        each->n = each->first;
    for (struct series *next; (next = next_series(series)) != NULL || running > 0;) {
        int slot = 0;

        while (slot < PARALLEL && runs[slot].pid > 0)
            slot++;
        if (next && slot < PARALLEL) {
            runs[slot] = (struct run){.series = next, .n = next->n};
            runs[slot].pid = start_run(next);
            assert_true(runs[slot].pid > 0);
            running++;
        } else {
            failures += collect(runs);
            running--;
        }
    }
    assert_int_equal(failures, 0);
    for (struct series *each = series; each->bearer; each++) {
        print_message("             %s %s %s: %d crashes\n", each->victim, each->when, each->call,
                      each->crashes);
        assert_true(each->crashes >= each->least);
    }
}

static void sampand_may_die_before_and_after_any_step(void **state)
{
    /* The frames of one commit are alike: of pwrite64 some are enough. */
    struct series series[] = {
        SERIES("dummy", "sampand", "recvfrom", "before", 1, 1, 8),
        SERIES("dummy", "sampand", "sendto", "before", 1, 1, 4),
        SERIES("dummy", "sampand", "fdatasync", "before", 1, 1, 4),
        SERIES("dummy", "sampand", "pwrite64", "before", 1, 18, 3),
        SERIES("dummy", "sampand", "recvfrom", "after", 2, 2, 3),
        SERIES("dummy", "sampand", "sendto", "after", 2, 1, 3),
        SERIES("dummy", "sampand", "fdatasync", "after", 1, 1, 4),
        {.bearer = NULL},
    };
    (void)state;

    run_all(series);
}

static void sampan_modem_may_die_before_and_after_any_step(void **state)
{
    struct series series[] = {
        SERIES("dummy", "sampan-modem", "recvfrom", "before", 1, 1, 3),
        SERIES("dummy", "sampan-modem", "sendto", "before", 1, 1, 6),
        SERIES("dummy", "sampan-modem", "unlink", "before", 1, 1, 2),
        SERIES("dummy", "sampan-modem", "recvfrom", "after", 2, 1, 2),
        SERIES("dummy", "sampan-modem", "sendto", "after", 3, 1, 4),
        SERIES("dummy", "sampan-modem", "unlink", "after", 1, 1, 1),
        {.bearer = NULL},
    };
    (void)state;

    run_all(series);
}

static void a_villager_hears_each_answer_and_at_most_one_twice(void **state)
{
    struct series series[] = {
        SERIES("phone", "sampan-modem", "sendto", "before", 3, 1, 4),
        SERIES("phone", "sampand", "sendto", "before", 2, 1, 4),
        SERIES("phone", "sampand", "fdatasync", "before", 3, 1, 3),
        {.bearer = NULL},
    };
    (void)state;

    run_all(series);
}

static void what_was_begun_goes_on_after_a_crash(void **state)
{
    struct series series[] = {
        SERIES("talk", "sampand", "recvfrom", "after", 2, 2, 3),
        SERIES("talk", "sampand", "fdatasync", "before", 1, 1, 4),
        SERIES("talk", "sampand", "fdatasync", "after", 1, 1, 4),
        SERIES("talk", "sampan-modem", "unlink", "before", 1, 1, 4),
        SERIES("talk", "sampan-modem", "unlink", "after", 1, 1, 3),
        {.bearer = NULL},
    };
    (void)state;

    run_all(series);
}

static void a_report_disturbs_nothing_whenever_the_crash_comes(void **state)
{
    struct series series[] = {
        SERIES("reports", "sampan-modem", "sendto", "before", 4, 1, 3),
        SERIES("reports", "sampand", "fdatasync", "before", 4, 1, 3),
        {.bearer = NULL},
    };
    (void)state;

    run_all(series);
}

static int strace_works(void **state)
{
    (void)state;
    if (system("strace -D -o /dev/null -e trace=none true") == 0)
        return 0;
    print_error("strace cannot trace here: is it installed, and is ptrace allowed?\n");
    return -1;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sampand_may_die_before_and_after_any_step),
        cmocka_unit_test(sampan_modem_may_die_before_and_after_any_step),
        cmocka_unit_test(what_was_begun_goes_on_after_a_crash),
        cmocka_unit_test(a_report_disturbs_nothing_whenever_the_crash_comes),
        cmocka_unit_test(a_villager_hears_each_answer_and_at_most_one_twice),
    };

    if (argc == 6)
        return crash(argv[1], argv[2], argv[3], atoi(argv[4]), argv[5]);
    if (argc > 1)
        return 2;
    return cmocka_run_group_tests(tests, strace_works, NULL);
}
