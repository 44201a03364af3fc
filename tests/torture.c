/* Torture: hundreds of messages from many villagers while sampand and sampan-modem are killed, the
 * modem is pulled out and hangs, and the disk fills up, at random. At the end it counts what the
 * promise says: no message lost, no ticket opened twice, at most one repeated answer for a crash.
 *
 *     torture [SECONDS [SEED]]        'make torture' with TORTURE_S and SEED */

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "gateway/sender.h"
#include "tests/support/life.h"

#include <cmocka.h>

#define VILLAGERS_MAX 4000
#define PATIENCE_S    120 /* without any progress, until we give up; a retry may take a minute */

static unsigned seed;
static int seconds = 600;

/* What was done to the gateway. */
static struct {
    int sampand, modem, unplugged, hung, full;
} faults;

/* The n-th villager sends one message. */
static int villagers;

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

static void kill_gateway(void)
{
    if (!e2e_runs(&rig))
        e2e_fail(&rig, "sampand has ended by itself");
    kill(rig.gateway, SIGKILL);
    e2e_wait_end(&rig);
    faults.sampand++;
    nap(dice(200));
    e2e_start(&rig, NULL);
}

static void kill_modem(void)
{
    pid_t process = e2e_modem_process(&rig);

    if (process > 0 && kill(process, SIGKILL) == 0)
        faults.modem++;
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

static void fill_disk(void)
{
    limit_files(4096);
    nap(300 + dice(1500));
    limit_files(RLIM_INFINITY);
    faults.full++;
}

static void break_something(void)
{
    static void (*const ways[])(void) = {kill_gateway, kill_gateway, kill_modem, kill_modem,
                                         unplug,       fill_disk,    hang};

    ways[dice(sizeof ways / sizeof ways[0])]();
}

static void torment(double until)
{
    while (life_clock() < until && villagers < VILLAGERS_MAX) {
        int burst = 1 + dice(8);

        for (int i = 0; i < burst && villagers < VILLAGERS_MAX; i++)
            say(villagers++);
        nap(dice(1500));
        if (dice(3) == 0)
            break_something();
    }
}

/* What of it reached the villagers, by the phone's events. */
static int heard[VILLAGERS_MAX];
static char tickets[VILLAGERS_MAX][16];
static int tickets_twice;

static void note_answer(const char *fields)
{
    int villager;
    char number[16];
    const char *ticket = strstr(fields, "diterima. No ");

    if (sscanf(fields, "+62813%8d", &villager) != 1 || villager < 0 || villager >= villagers)
        return;
    heard[villager]++;
    if (!ticket || sscanf(ticket, "diterima. No %15[0-9]", number) != 1)
        return;
    if (tickets[villager][0] && strcmp(tickets[villager], number) != 0)
        tickets_twice++;
    strcpy(tickets[villager], number);
}

/* What was in doubt more often than an answer may be repeated: the operator is told, but nobody
 * knows whether the villager was. */
static bool was_given_up(int villager)
{
    struct outbox_message message;
    char number[24];

    snprintf(number, sizeof number, "+62813%08d", villager);
    for (int64_t id = 1; outbox_get(e2e_db(&rig), id, &message) == 1; id++)
        if (strcmp(message.recipient, number) == 0)
            return message.state == OUTBOX_UNCERTAIN && message.unsure > SENDER_REPEATS_MAX;
    return false;
}

static int lost(void)
{
    int count = 0;

    for (int i = 0; i < villagers; i++)
        count += heard[i] == 0 && !was_given_up(i);
    return count;
}

static int given_up(void)
{
    int count = 0;

    for (int i = 0; i < villagers; i++)
        count += heard[i] == 0 && was_given_up(i);
    return count;
}

static int repeated(void)
{
    int count = 0;

    for (int i = 0; i < villagers; i++)
        count += heard[i] > 1 ? heard[i] - 1 : 0;
    return count;
}

/* The events are written down by a process of its own while the torment goes on: the phone drops
 * whoever does not read. */
static pid_t start_listener(const char *path)
{
    pid_t pid = fork();

    if (pid == 0) {
        int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        char bytes[4096];

        prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (ssize_t size; (size = read(rig.events, bytes, sizeof bytes)) > 0;)
            if (write(file, bytes, (size_t)size) != size)
                break;
        _exit(0);
    }
    return pid;
}

static void read_heard(const char *path)
{
    char line[8192];
    FILE *file = fopen(path, "r");

    while (file && fgets(line, sizeof line, file)) {
        const char *fields = strchr(line, '\t');

        if (fields && strncmp(fields, "\tsent\t", 6) == 0)
            note_answer(fields + 6);
    }
    if (file)
        fclose(file);
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
            heard[villager]++;
    }
}

/* A lost message, and what the gateway believes to have done with it. */
static void print_lost(void)
{
    struct outbox_message message;

    for (int i = 0; i < villagers; i++) {
        char number[24];

        if (heard[i] > 0)
            continue;
        snprintf(number, sizeof number, "+62813%08d", i);
        print_message("lost: %s by %s\n", number, is_by_phone(i) ? "uji" : "semu");
        for (int64_t id = 1; outbox_get(e2e_db(&rig), id, &message) == 1; id++)
            if (strcmp(message.recipient, number) == 0)
                print_message("    its answer %lld is %s, tried %d times, unsure %d times, %s\n",
                              (long long)id, outbox_state_names[message.state], message.attempts,
                              message.unsure, message.reason);
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

static void the_promise_holds_whatever_happens(void **state)
{
    char path[128], options[600];
    double until = life_clock() + seconds;
    int crashes;
    pid_t listener;
    (void)state;
    e2e_open(&rig, E2E_PHONE);
    e2e_phone_start(&rig);
    snprintf(path, sizeof path, "%s/heard", rig.folder);
    snprintf(options, sizeof options,
             LIFE_MODEM " }, { name = \"semu\"; number = \"+6281200000002\"; device = \"%s\"; "
                        "connection = \"none\"; model = \"dummy\"; poll_interval_ms = 200; "
                        "deadline_s = 10;",
             rig.dummy);
    life_begin(&rig, options, "fallback_after_s = 86400;");
    listener = start_listener(path);

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
    crashes = faults.sampand + e2e_log_count(&rig, ": gone");
    print_message("messages %d, complaints %d, tickets %d\n", villagers, count_complaints(),
                  e2e_count_tickets(&rig));
    print_message(
        "sampand killed %d, sampan-modem killed %d, unplugged %d, hung %d, disk full %d\n",
        faults.sampand, faults.modem, faults.unplugged, faults.hung, faults.full);
    print_message("lost %d, tickets twice %d, answers repeated %d in %d crashes, given up %d\n",
                  lost(), tickets_twice + (e2e_count_tickets(&rig) > count_complaints()),
                  repeated(), crashes, given_up());
    print_lost();
    if (!is_quiet())
        print_rest();
    if (lost() > 0 || tickets_twice > 0 || e2e_count_tickets(&rig) != count_complaints() ||
        repeated() > crashes || given_up() * (1 + SENDER_REPEATS_MAX) > crashes ||
        db_check(e2e_db(&rig)) < 0)
        e2e_fail(&rig, "a promise is broken");
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
