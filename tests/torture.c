/* Torture: hundreds of messages from many villagers while sampand and sampan-modem are killed,
 * frozen, stopped and given new configurations, the power fails, the modem is pulled out and hangs,
 * and the disk fills up, at random. At the end it counts what the promise says: no message lost, no
 * ticket opened twice, and each repeated answer held against a crash of its own.
 *
 *     torture [SECONDS [SEED]]        'make torture' with TORTURE_S and SEED */

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "gateway/sender.h"
#include "tests/support/life.h"
#include "tests/support/listener.h"
#include "tests/support/tally.h"

#include <cmocka.h>

#define TORMENT_SHARE 0.7 /* of the time; in the rest what waits is sent */
#define PATIENCE_S    600 /* without any progress, until we give up: pauses double with each crash */

static unsigned seed;
static int seconds = 600;
static struct tally tally;

/* What was done to the gateway. */
static struct {
    int killed, modem_killed, modem_frozen, power, stopped, reloaded, changed, unplugged, hung,
        full;
} faults;

/* The n-th villager sends one message. */
static int villagers;
static int begun; /* how often sampand had begun to listen before it was started last */

static int dice(int sides)
{
    return (int)((unsigned)rand_r(&seed) % (unsigned)sides);
}

static void nap(int ms)
{
    struct timespec pause = {ms / 1000, (long)(ms % 1000) * 1000000};

    nanosleep(&pause, NULL);
}

/* Most write by libgammu's dummy driver, which is quick, the others by sampan-phone, where all that
 * libgammu does with a modem can be disturbed and each answer is seen. */
static bool is_by_phone(int villager)
{
    return villager % 5 == 0;
}

static bool is_complaint(int villager)
{
    return villager % 3 == 0;
}

/* Texts differ, as a villager's do. */
static void say(int villager)
{
    char number[24], text[400];

    snprintf(number, sizeof number, "+62813%08d", villager);
    if (!is_complaint(villager))
        snprintf(text, sizeof text, "%s KTP HILANG", villager % 2 ? "SYARAT" : "BIAYA");
    else if (villager % 2 || !is_by_phone(villager))
        snprintf(text, sizeof text, "LAPOR lampu jalan nomor %d mati", villager);
    else
        snprintf(text, sizeof text,
                 "LAPOR jembatan nomor %d sudah lapuk, dua papan hilang dan anak sekolah harus "
                 "lewat setiap pagi. Sudah kami sampaikan ke kantor desa bulan lalu tetapi belum "
                 "ada yang datang. Mohon segera diperbaiki.",
                 villager);
    if (is_by_phone(villager))
        e2e_say(&rig, number, text);
    else
        e2e_dummy_put(&rig, villager + 1, number, "20261122T101500", "", text);
}

static void limit_files(rlim_t bytes)
{
    struct rlimit limit = {bytes, RLIM_INFINITY};

    if (rig.gateway > 0)
        prlimit(rig.gateway, RLIMIT_FSIZE, &limit, NULL);
}

/* Into the log, for the tally. */
static void note(const char *what)
{
    int log = open(rig.log, O_WRONLY | O_APPEND | O_CLOEXEC);

    if (log < 0 || dprintf(log, "%s\n", what) < 0)
        e2e_fail(&rig, "%s: %s", rig.log, strerror(errno));
    close(log);
}

static void write_configuration(int deadline_s)
{
    snprintf(
        rig.options, sizeof rig.options,
        "connection = \"dku2at\"; poll_interval_ms = 5000; deadline_s = %d; }, { name = \"semu\"; "
        "number = \"+6281200000002\"; device = \"%s\"; connection = \"none\"; "
        "model = \"dummy\"; poll_interval_ms = 200; deadline_s = 10;",
        deadline_s, rig.dummy);
    e2e_configure(&rig, "fallback_after_s = 86400;");
}

static void start(void)
{
    begun = e2e_log_count(&rig, "modems, database");
    e2e_start(&rig, NULL);
}

static bool has_begun(struct e2e *e2e, const void *context)
{
    (void)context;
    return e2e_log_count(e2e, "modems, database") > begun;
}

/* Before that, any signal ends it. */
static void wait_until_it_listens(void)
{
    e2e_wait(&rig, "sampand", has_begun, NULL);
}

static void kill_and_start(pid_t whom)
{
    if (!e2e_runs(&rig))
        e2e_fail(&rig, "sampand has ended by itself");
    kill(whom, SIGKILL);
    e2e_wait_end(&rig);
    note(TALLY_SAMPAND_KILLED);
    nap(dice(200));
}

static void kill_gateway(void)
{
    kill_and_start(rig.gateway);
    start();
    faults.killed++;
}

/* All processes at once, and the modem has no power either. */
static void cut_power(void)
{
    kill_and_start(-rig.gateway);
    e2e_phone(&rig, "unplug");
    nap(dice(500));
    e2e_phone(&rig, "plug");
    start();
    faults.power++;
}

static void kill_modem(void)
{
    pid_t process = e2e_modem_process(&rig);

    if (process <= 0 || kill(process, SIGKILL) < 0)
        return;
    note(TALLY_MODEM_KILLED);
    faults.modem_killed++;
}

/* As if it hung in libgammu: the gateway kills it after its deadline. */
static void freeze_modem(void)
{
    pid_t process = e2e_modem_process(&rig);

    if (process > 0 && kill(process, SIGSTOP) == 0)
        faults.modem_frozen++;
}

static void stop_gateway(void)
{
    int status;

    wait_until_it_listens();
    status = e2e_stop(&rig);
    if (status != 0)
        e2e_fail(&rig, "sampand ended with %d", status);
    start();
    faults.stopped++;
}

static void reload(void)
{
    wait_until_it_listens();
    kill(rig.gateway, SIGHUP);
    faults.reloaded++;
}

/* The modem's entry is another: its process stops and starts anew. */
static void change(void)
{
    write_configuration(10 + faults.changed % 2);
    reload();
    faults.changed++;
}

static void unplug(void)
{
    e2e_phone(&rig, "unplug");
    nap(200 + dice(1500));
    e2e_phone(&rig, dice(2) ? "plug" : "plug new");
    faults.unplugged++;
}

/* Short, or for so long that the gateway kills the process. */
static void hang(void)
{
    e2e_phone(&rig, dice(2) ? "hang" : "mute-send on");
    nap(dice(4) ? 300 + dice(1000) : 12000);
    e2e_phone(&rig, "resume");
    faults.hung++;
}

/* There is room for the log, which the tally needs, but hardly any for the database. */
static void fill_disk(void)
{
    struct stat log;

    if (stat(rig.log, &log) < 0)
        e2e_fail(&rig, "%s: %s", rig.log, strerror(errno));
    limit_files((rlim_t)log.st_size + 16384);
    nap(300 + dice(1500));
    limit_files(RLIM_INFINITY);
    faults.full++;
}

static void break_something(void)
{
    static void (*const ways[])(void) = {kill_gateway, kill_gateway, kill_modem, kill_modem,
                                         freeze_modem, cut_power,    unplug,     fill_disk,
                                         hang,         stop_gateway, reload,     change};

    ways[dice(sizeof ways / sizeof ways[0])]();
}

static void torment(double until)
{
    while (life_clock() < until && villagers < TALLY_VILLAGERS_MAX) {
        int burst = 1 + dice(8);

        for (int i = 0; i < burst && villagers < TALLY_VILLAGERS_MAX; i++)
            say(villagers++);
        nap(dice(1500));
        if (dice(2) == 0)
            break_something();
    }
}

static void read_heard(const char *path)
{
    char line[8192];
    FILE *file = fopen(path, "r");

    while (file && fgets(line, sizeof line, file))
        tally_line(&tally, line);
    if (file)
        fclose(file);
}

static bool find_answer(int villager, struct outbox_message *ret)
{
    char number[24];

    snprintf(number, sizeof number, "+62813%08d", villager);
    for (int64_t id = 1; outbox_get(e2e_db(&rig), id, ret) == 1; id++)
        if (strcmp(ret->recipient, number) == 0)
            return true;
    return false;
}

/* The villager heard nothing. If the modem could not tell whether the answer had left, and had been
 * unable to often enough, the operator is told of it; else the message is lost. */
static bool was_given_up_and_told(int villager, const char *doctor)
{
    struct outbox_message answer;
    char told[96];

    if (!find_answer(villager, &answer) || answer.state != OUTBOX_UNCERTAIN ||
        answer.unsure <= SENDER_REPEATS_MAX)
        return false;
    snprintf(told, sizeof told, "The answer to message %lld may never have left",
             (long long)answer.inbox_id);
    return strstr(doctor, told) != NULL;
}

static void print_lost(int villager)
{
    struct outbox_message answer;

    print_message("lost: +62813%08d by %s\n", villager, is_by_phone(villager) ? "uji" : "semu");
    if (find_answer(villager, &answer))
        print_message("    its answer %lld is %s, tried %d times, unsure %d times, %s\n",
                      (long long)answer.id, outbox_state_names[answer.state], answer.attempts,
                      answer.unsure, answer.reason);
}

static int count_lost(int *given_up)
{
    static char doctor[200000];
    int lost = 0;

    e2e_run(&rig, doctor, sizeof doctor, "sampan", "doctor", NULL);
    *given_up = 0;
    for (int i = 0; i < villagers; i++) {
        if (tally.heard[i] > 0)
            continue;
        if (was_given_up_and_told(i, doctor)) {
            ++*given_up;
            continue;
        }
        lost++;
        print_lost(i);
    }
    return lost;
}

/* What the dummy driver sends nobody sees: its answers count by the database. */
static void count_dummy(void)
{
    struct outbox_message message;

    for (int64_t id = 1; outbox_get(e2e_db(&rig), id, &message) == 1; id++) {
        int villager;

        if (message.state == OUTBOX_SENT &&
            sscanf(message.recipient, "+62813%8d", &villager) == 1 && villager < villagers &&
            !is_by_phone(villager))
            tally.heard[villager]++;
    }
}

static bool is_quiet(void)
{
    return e2e_dummy_count(&rig) == 0 && life_phone_says(&rig, "status", "SM: 0 of") &&
           life_phone_says(&rig, "status", "ME: 0 of") &&
           life_phone_says(&rig, "status", "service centre: 0") &&
           e2e_count_inbox(&rig, "waiting") == 0 && outbox_count_open(e2e_db(&rig)) == 0;
}

static int print_open(const void *row, void *context)
{
    const struct outbox_message *message = row;

    (void)context;
    print_message("answer %lld to %s: %s, tried %d times, due at %lld: %s\n",
                  (long long)message->id, message->recipient, outbox_state_names[message->state],
                  message->attempts, (long long)message->due_at, message->reason);
    return 0;
}

/* What still waits somewhere when it should not. */
static void print_rest(void)
{
    struct outbox_message message;
    char status[3000];

    e2e_phone_answer(&rig, "status", status, sizeof status);
    print_message("%sinbox waiting %d, outbox open %d, now %lld\n", status,
                  e2e_count_inbox(&rig, "waiting"), outbox_count_open(e2e_db(&rig)),
                  (long long)time(NULL));
    for (int64_t id = 1; outbox_get(e2e_db(&rig), id, &message) == 1; id++)
        if (message.state != OUTBOX_SENT)
            print_open(&message, NULL);
}

static int count_complaints(void)
{
    int count = 0;

    for (int i = 0; i < villagers; i++)
        count += is_complaint(i);
    return count;
}

/* What still waits gets all the time it needs, as long as it becomes less. */
static void drain(void)
{
    int left = -1;

    for (double end = life_clock() + PATIENCE_S; !is_quiet() && life_clock() < end; nap(200)) {
        int now = outbox_count_open(e2e_db(&rig)) + e2e_dummy_count(&rig) + villagers -
                  e2e_count_inbox(&rig, NULL);

        if (now != left)
            end = life_clock() + PATIENCE_S;
        left = now;
    }
}

static void print_faults(void)
{
    print_message("sampand killed %d, stopped %d, reloaded %d (%d of them changed a modem), power "
                  "cut %d\n",
                  faults.killed, faults.stopped, faults.reloaded, faults.changed, faults.power);
    print_message("sampan-modem killed %d, frozen %d; modem unplugged %d, hung %d; disk full %d\n",
                  faults.modem_killed, faults.modem_frozen, faults.unplugged, faults.hung,
                  faults.full);
}

static void judge(void)
{
    int given_up, lost = count_lost(&given_up);
    int tickets = e2e_count_tickets(&rig), complaints = count_complaints();
    int stored = e2e_count_inbox(&rig, NULL);

    print_message("messages %d, stored %d, complaints %d, tickets %d\n", villagers, stored,
                  complaints, tickets);
    print_faults();
    print_message(
        "lost %d, tickets twice %d, answers repeated %d in %d crashes, %d of them without "
        "a crash of its own\n",
        lost, tally.tickets_twice + (tickets > complaints), tally.repeated, tally.crashes,
        tally.unexcused);
    print_message("given up when the modem could not tell, and the operator told: %d\n", given_up);
    if (!is_quiet())
        print_rest();
    if (lost > 0 || stored != villagers || tickets != complaints || tally.tickets_twice > 0 ||
        tally.unexcused > 0 || given_up > faults.unplugged + faults.hung ||
        db_check(e2e_db(&rig)) < 0)
        e2e_fail(&rig, "a promise is broken");
}

static void the_promise_holds_whatever_happens(void **state)
{
    char path[128];
    double until = life_clock() + seconds * TORMENT_SHARE;
    pid_t listener;
    (void)state;
    e2e_open(&rig, E2E_PHONE);
    e2e_phone_start(&rig);
    snprintf(path, sizeof path, "%s/heard", rig.folder);
    write_configuration(10);
    start();
    listener = listener_start(&rig, path);

    torment(until);
    limit_files(RLIM_INFINITY);
    e2e_phone(&rig, "resume");
    drain();
    if (getenv("TORTURE_KEEP"))
        (void)!system(getenv("TORTURE_KEEP"));
    nap(500); /* for the listener's last lines */

    kill(listener, SIGKILL);
    read_heard(path);
    count_dummy();
    judge();
    e2e_close(&rig);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_promise_holds_whatever_happens),
    };

    if (argc > 1)
        seconds = atoi(argv[1]);
    seed = argc > 2 && argv[2][0] ? (unsigned)strtoul(argv[2], NULL, 10) : (unsigned)time(NULL);
    printf("torture for %d seconds, SEED=%u\n", seconds, seed);
    fflush(stdout);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
