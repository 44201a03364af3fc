/* sampan doctor: whether the gateway is well, in plain words, and what to do where it is not. */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

#include "db/bearer.h"
#include "db/catalogue.h"
#include "db/outbox.h"
#include "gateway/cli/cli.h"
#include "gateway/clock.h"
#include "gateway/lock.h"
#include "gateway/program.h"

#define SILENT_S    300 /* a bearer says something at least every minute */
#define QUEUE_S     600
#define DISK_LOW_MB 200
#define SIGNAL_LOW  20

enum grade { GRADE_FINE, GRADE_WARNING, GRADE_BAD };

struct doctor {
    struct cli *cli;
    enum grade worst;
    int bearers;
};

__attribute__((format(printf, 3, 4))) static void say(struct doctor *doctor, enum grade grade,
                                                      const char *text, ...)
{
    static const char *const marks[] = {"  ok   ", "  warn ", "  BAD  "};
    va_list arguments;

    if (grade > doctor->worst)
        doctor->worst = grade;
    fputs(marks[grade], stdout);
    va_start(arguments, text);
    vprintf(text, arguments);
    va_end(arguments);
    putchar('\n');
}

static void check_gateway(struct doctor *doctor)
{
    if (lock_is_taken(doctor->cli->config.database) > 0)
        say(doctor, GRADE_FINE, "The gateway runs.");
    else
        say(doctor, GRADE_BAD, "The gateway does not run. Start it: systemctl start sampand");
}

static void check_texts(struct doctor *doctor, const char *config_file)
{
    struct problems problems = {0};
    struct config config;
    struct texts texts = {0};

    if (program_load_quietly(config_file, &config, &texts, &problems) == 0)
        say(doctor, GRADE_FINE, "Configuration and texts are right.");
    else
        say(doctor, GRADE_BAD, "The texts have %d mistakes. See them: sampand -n", problems.count);
    problems_clear(&problems);
    texts_close(&texts);
}

static void check_database(struct doctor *doctor)
{
    int rc = db_check(doctor->cli->db);

    if (rc == 0)
        say(doctor, GRADE_FINE, "The database is whole.");
    else
        say(doctor, GRADE_BAD,
            "The database is damaged (%s). Stop the gateway, keep a copy of the file, and restore "
            "the newest backup.",
            db_error(doctor->cli->db));
}

static void check_disk(struct doctor *doctor)
{
    struct statvfs disk;
    unsigned long long free_mb;

    if (statvfs(doctor->cli->config.database, &disk) < 0) {
        say(doctor, GRADE_WARNING, "The disk of the database cannot be looked at: %s",
            strerror(errno));
        return;
    }
    free_mb = (unsigned long long)disk.f_bavail * disk.f_frsize / 1000000;
    if (disk.f_flag & ST_RDONLY)
        say(doctor, GRADE_BAD,
            "The disk is read-only: nothing can be stored. The modem keeps the SMS.");
    else if (free_mb < DISK_LOW_MB)
        say(doctor, GRADE_BAD, "Only %llu MB are free on the disk. Make room.", free_mb);
    else
        say(doctor, GRADE_FINE, "%llu MB are free on the disk.", free_mb);
}

static void check_clock(struct doctor *doctor)
{
    int64_t newest = db_newest(doctor->cli->db), now = doctor->cli->now;

    if (!clock_is_set(now))
        say(doctor, GRADE_BAD, "The clock of this machine is not set: dates in answers are wrong.");
    else if (newest > now + 3600)
        say(doctor, GRADE_BAD, "The newest message is from the future: the clock was or is wrong.");
    else
        say(doctor, GRADE_FINE, "The clock is plausible.");
}

static void check_credit(struct doctor *doctor, const struct bearer_status *status,
                         const struct config_modem *modem)
{
    bool low = status->balance_rupiah < modem->balance_warning;
    char at[CLI_TIME_SIZE];

    if (status->balance_rupiah < 0)
        return;
    cli_time(doctor->cli, status->balance_at, at);
    say(doctor, low ? GRADE_WARNING : GRADE_FINE, "Modem %s: balance Rp%lld at %s.%s", status->name,
        (long long)status->balance_rupiah, at, low ? " Top up." : "");
}

static const struct config_modem *find_modem(const struct config *config, const char *name)
{
    for (int i = 0; i < config->modem_count; i++)
        if (strcmp(config->modems[i].name, name) == 0)
            return &config->modems[i];
    return NULL;
}

/* What is known of a modem that is not configured any more is no trouble. */
static int check_bearer(const void *row, void *context)
{
    const struct bearer_status *status = row;
    struct doctor *doctor = context;
    const struct config_modem *modem = find_modem(&doctor->cli->config, status->name);
    char since[CLI_TIME_SIZE];

    if (!modem)
        return 0;
    doctor->bearers++;
    cli_time(doctor->cli, status->changed_at, since);
    if (strcmp(status->condition, "ready") != 0)
        say(doctor, GRADE_BAD, "Modem %s: %s since %s: %s", status->name, status->condition, since,
            status->reason[0] ? status->reason : "no reason given");
    else if (doctor->cli->now - status->seen_at > SILENT_S)
        say(doctor, GRADE_BAD, "Modem %s: no sign of life for %lld minutes.", status->name,
            (long long)(doctor->cli->now - status->seen_at) / 60);
    else if (status->signal_percent >= 0 && status->signal_percent < SIGNAL_LOW)
        say(doctor, GRADE_WARNING, "Modem %s: weak signal (%d %%). Move the antenna.", status->name,
            status->signal_percent);
    else
        say(doctor, GRADE_FINE, "Modem %s: ready since %s%s%s.", status->name, since,
            status->network[0] ? ", network " : "", status->network);
    check_credit(doctor, status, modem);
    return 0;
}

static void check_bearers(struct doctor *doctor)
{
    bearer_status_list(doctor->cli->db, check_bearer, doctor);
    if (doctor->bearers == 0)
        say(doctor, GRADE_BAD, "No modem has ever been started.");
}

static void check_queue(struct doctor *doctor)
{
    int64_t oldest = 0;
    int open = outbox_count_open(doctor->cli->db);

    outbox_oldest_open(doctor->cli->db, &oldest);
    if (open > 0 && doctor->cli->now - oldest > QUEUE_S)
        say(doctor, GRADE_WARNING, "%d SMS wait to be sent, the oldest for %lld minutes.", open,
            (long long)(doctor->cli->now - oldest) / 60);
    else
        say(doctor, GRADE_FINE, "%d SMS wait to be sent.", open);
}

static int count_row(const void *row, void *context)
{
    (void)row;
    ++*(int *)context;
    return 0;
}

static void check_catalogue(struct doctor *doctor)
{
    int services = 0;

    catalogue_services(doctor->cli->db, count_row, &services);
    if (services == 0)
        say(doctor, GRADE_BAD, "The catalogue is empty. Fill it: sampan service import FILE");
    else
        say(doctor, GRADE_FINE, "The catalogue has %d services.", services);
}

int cli_doctor(struct cli *cli, int argc, char **argv)
{
    struct doctor doctor = {.cli = cli};

    (void)argv;
    if (argc > 1)
        return cli_usage(cli, "it takes no arguments");
    check_gateway(&doctor);
    check_texts(&doctor, cli->config_file);
    check_bearers(&doctor);
    check_queue(&doctor);
    check_database(&doctor);
    check_disk(&doctor);
    check_clock(&doctor);
    check_catalogue(&doctor);
    return doctor.worst == GRADE_BAD ? EXIT_FAILED : EXIT_FINE;
}
