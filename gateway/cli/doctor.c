/* sampan doctor: whether the gateway is well, in plain words, and what to do where it is not. */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

#include "db/bearer.h"
#include "db/inbox.h"
#include "db/journal.h"
#include "db/officer.h"
#include "db/outbox.h"
#include "db/ticket.h"
#include "gateway/catalogue_check.h"
#include "gateway/cli/cli.h"
#include "gateway/clock.h"
#include "gateway/health.h"
#include "gateway/lock.h"
#include "gateway/program.h"

#define CLOCK_SLACK_S 3600
#define PLACES_HIGH   80 /* percent of those for SMS */
#define DAY_S         86400
#define GIVEN_UP_S    (7 * DAY_S)

enum grade { GRADE_FINE, GRADE_WARNING, GRADE_BAD };

struct doctor {
    struct cli *cli;
    enum grade worst;
    bool running; /* the gateway */
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
    doctor->running = lock_is_taken(doctor->cli->config.database) > 0;
    if (doctor->running)
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
    else if (free_mb < HEALTH_DISK_LOW_MB)
        say(doctor, GRADE_BAD, "Only %llu MB are free on the disk. Make room.", free_mb);
    else
        say(doctor, GRADE_FINE, "%llu MB are free on the disk.", free_mb);
}

static void check_clock(struct doctor *doctor)
{
    int64_t newest = db_newest(doctor->cli->db), now = doctor->cli->now;
    char text[CLI_TIME_SIZE];

    cli_time(doctor->cli, now, text);
    if (!clock_is_set(now))
        say(doctor, GRADE_BAD,
            "The clock of this machine is not set (it says %s): dates in answers are wrong.", text);
    else if (newest > now + CLOCK_SLACK_S)
        say(doctor, GRADE_BAD,
            "The clock says %s, but there are messages from later: it is or was wrong.", text);
    else
        say(doctor, GRADE_FINE, "The clock says %s %s.", text, doctor->cli->config.timezone);
}

/* What the operator reads of a modem that is not ready, and what there is to do. */
static const struct {
    const char *condition;
    enum grade grade;
    const char *words, *advice;
} conditions[] = {
    {"starting", GRADE_WARNING, "is being connected", ""},
    {"degraded", GRADE_BAD, "cannot send", ""},
    {"silent", GRADE_BAD, "does not answer", " It is being started anew."},
    {"gone", GRADE_BAD, "is not connected", " It is tried again by itself."},
    {"locked", GRADE_BAD, "locked",
     " Set the right pin in the configuration, then: systemctl reload sampand"},
};

static void say_not_ready(struct doctor *doctor, const struct bearer_status *status)
{
    int length = (int)strlen(status->reason);
    char since[CLI_TIME_SIZE];
    size_t i = 0;

    while (length > 0 && status->reason[length - 1] == '.')
        length--;
    while (i + 1 < sizeof conditions / sizeof conditions[0] &&
           strcmp(conditions[i].condition, status->condition) != 0)
        i++;
    cli_time(doctor->cli, status->changed_at, since);
    say(doctor, conditions[i].grade, "Modem %s: %s since %s%s%.*s.%s", status->name,
        conditions[i].words, since, length > 0 ? ": " : "", length, status->reason,
        conditions[i].advice);
}

static void check_connection(struct doctor *doctor, const struct bearer_status *status)
{
    int64_t silent_s = doctor->cli->now - status->seen_at;
    char since[CLI_TIME_SIZE], signal[32] = "";

    cli_time(doctor->cli, status->changed_at, since);
    if (status->signal_percent >= 0)
        snprintf(signal, sizeof signal, ", signal %d %%", status->signal_percent);
    if (!doctor->running && strcmp(status->condition, "locked") != 0)
        say(doctor, GRADE_BAD, "Modem %s: is not used while the gateway does not run.",
            status->name);
    else if (strcmp(status->condition, "ready") != 0)
        say_not_ready(doctor, status);
    else if (silent_s > HEALTH_SILENT_S)
        say(doctor, GRADE_BAD, "Modem %s: no sign of life for %lld minutes.", status->name,
            (long long)silent_s / 60);
    else if (status->signal_percent >= 0 && status->signal_percent < HEALTH_SIGNAL_LOW)
        say(doctor, GRADE_WARNING, "Modem %s: weak signal (%d %%). Move the antenna.", status->name,
            status->signal_percent);
    else
        say(doctor, GRADE_FINE, "Modem %s: ready since %s%s%s%s.", status->name, since,
            status->network[0] ? ", network " : "", status->network, signal);
}

static void check_places(struct doctor *doctor, const struct bearer_status *status)
{
    if (status->places <= 0)
        return;
    if (status->places_used * 100 >= status->places * PLACES_HIGH)
        say(doctor, GRADE_WARNING,
            "Modem %s: %d of %d places for SMS are used. When all are, no SMS comes in.",
            status->name, status->places_used, status->places);
    else
        say(doctor, GRADE_FINE, "Modem %s: %d of %d places for SMS are used.", status->name,
            status->places_used, status->places);
}

static void check_credit(struct doctor *doctor, const struct bearer_status *status,
                         const struct config_modem *modem)
{
    bool low = status->balance_rupiah < modem->balance_warning;
    char at[CLI_TIME_SIZE];

    if (modem->balance_code[0] == '\0' || status->balance_rupiah < 0)
        return;
    cli_time(doctor->cli, status->balance_at, at);
    say(doctor, low ? GRADE_WARNING : GRADE_FINE, "Modem %s: balance Rp%lld at %s.%s", status->name,
        (long long)status->balance_rupiah, at, low ? " Top up." : "");
}

static void check_expiry(struct doctor *doctor, const struct bearer_status *status,
                         const struct config_modem *modem)
{
    int64_t today = (doctor->cli->now + config_utc_offset_s(&doctor->cli->config)) / DAY_S;
    int64_t left = status->expiry_day - today;
    bool soon = left <= modem->expiry_warning_days;
    char until[CLI_TIME_SIZE];

    if (modem->balance_code[0] == '\0' || status->expiry_day == 0)
        return;
    cli_time(doctor->cli, status->expiry_day * DAY_S - config_utc_offset_s(&doctor->cli->config),
             until);
    until[strlen("2026-11-22")] = '\0';
    if (left < 0)
        say(doctor, GRADE_BAD, "Modem %s: the credit has expired on %s. Top up.", status->name,
            until);
    else
        say(doctor, soon ? GRADE_WARNING : GRADE_FINE,
            "Modem %s: the credit is valid until %s, %lld days more.%s", status->name, until,
            (long long)left, soon ? " Top up." : "");
}

static void check_modem(struct doctor *doctor, const struct config_modem *modem)
{
    struct bearer_status status;

    if (bearer_status_get(doctor->cli->db, modem->name, &status) <= 0) {
        say(doctor, GRADE_BAD, "Modem %s: has never been started.%s", modem->name,
            doctor->running ? " Is it new? Then: systemctl reload sampand" : "");
        return;
    }
    check_connection(doctor, &status);
    if (doctor->running)
        check_places(doctor, &status);
    check_credit(doctor, &status, modem);
    check_expiry(doctor, &status, modem);
}

/* What came in and waits for its answer. */
static void check_inbox(struct doctor *doctor)
{
    struct inbox_message message;
    int rc = inbox_next(doctor->cli->db, &message);
    int64_t waits_s = rc > 0 ? doctor->cli->now - message.received_at : 0;

    if (waits_s > HEALTH_QUEUE_S)
        say(doctor, GRADE_BAD, "An SMS that came in waits for its answer for %lld minutes.",
            (long long)waits_s / 60);
    else
        say(doctor, GRADE_FINE, "No SMS waits long for its answer.");
}

static int tell_given_up(const void *row, void *context)
{
    const struct outbox_message *message = row;
    const char *what =
        message->state == OUTBOX_EXPIRED ? "could not leave in time" : "may never have left";
    const struct doctor *doctor = context;
    const long long asked = (long long)message->inbox_id;

    if (asked > 0)
        say(context, GRADE_WARNING,
            "The answer to message %lld %s. See it: sampan message show %lld", asked, what, asked);
    else
        say(context, GRADE_WARNING, "An SMS to %s %s: %s",
            cli_number(ticket_is_secret_of(doctor->cli->db, message->recipient, message->text) != 0,
                       message->recipient),
            what, message->text);
    return 0;
}

static void check_queue(struct doctor *doctor)
{
    int64_t oldest = doctor->cli->now, waits_s;
    int open = outbox_count_open(doctor->cli->db);

    outbox_oldest_open(doctor->cli->db, &oldest);
    waits_s = doctor->cli->now - oldest;
    if (open <= 0)
        say(doctor, GRADE_FINE, "No SMS waits to be sent.");
    else
        say(doctor, waits_s > HEALTH_QUEUE_S ? GRADE_WARNING : GRADE_FINE,
            "%d SMS to be sent, the oldest waits for %lld minutes.", open, (long long)waits_s / 60);
    outbox_given_up(doctor->cli->db, doctor->cli->now - GIVEN_UP_S, tell_given_up, doctor);
}

static int go_on(const void *row, void *context)
{
    (void)row;
    (void)context;
    return 0;
}

static void check_corrupt(struct doctor *doctor)
{
    int kept = inbox_list_corrupt(doctor->cli->db, go_on, NULL);

    if (kept > 0)
        say(doctor, GRADE_WARNING,
            "%d SMS could not be decoded. See them as they came: sampan message corrupt", kept);
}

static void check_catalogue(struct doctor *doctor)
{
    const struct config *config = &doctor->cli->config;
    struct catalogue_health health = {0};

    catalogue_health(doctor->cli->db, config, doctor->cli->now, &health);
    if (health.services == 0) {
        say(doctor, GRADE_BAD, "The catalogue is empty. Fill it: sampan service import FILE");
        return;
    }
    say(doctor, GRADE_FINE, "The catalogue has %d services.", health.services);
    if (health.unapproved > 0)
        say(doctor, GRADE_WARNING,
            "%d of %d texts are approved by nobody and not sent. See: sampan service check; "
            "approve: sampan service approve CODE --by NAME",
            health.unapproved, health.texts);
    if (health.stale > 0)
        say(doctor, GRADE_WARNING,
            "%d of %d texts were not checked within %d days. See: sampan service check",
            health.stale, health.texts, config->text_valid_days);
    if (health.unsourced > 0)
        say(doctor, GRADE_WARNING, "%d of %d texts have no source. See: sampan service check",
            health.unsourced, health.texts);
    if (health.holidays == 0)
        say(doctor, GRADE_WARNING,
            "No holiday is known from today on, so closed offices are called open. Fill them in: "
            "sampan holiday import FILE");
}

/* Five wrong PINs are seldom the officer's own. */
static int check_officer(const void *row, void *context)
{
    const struct officer *officer = row;
    struct doctor *doctor = context;
    char at[CLI_TIME_SIZE];

    if (officer->locked_at == 0)
        return 0;
    cli_time(doctor->cli, officer->locked_at, at);
    say(doctor, GRADE_WARNING,
        "Officer %s (%s) is locked since %s after %d wrong PINs. Ask whether it was them; then: "
        "sampan officer unlock %s",
        officer->name, officer->msisdn, at, officer->failures, officer->msisdn);
    return 0;
}

static void check_journal(struct doctor *doctor)
{
    struct journal_entry wrong;

    if (journal_verify(doctor->cli->db, &wrong) == -EBADMSG)
        say(doctor, GRADE_BAD, "The journal was changed at entry %lld. See: sampan journal verify",
            (long long)wrong.id);
    else
        say(doctor, GRADE_FINE, "The journal is as it was written.");
}

int cli_doctor(struct cli *cli, int argc, char **argv)
{
    struct doctor doctor = {.cli = cli};

    (void)argv;
    if (argc > 1)
        return cli_usage(cli, "it takes no arguments");
    check_gateway(&doctor);
    check_texts(&doctor, cli->config_file);
    for (int i = 0; i < cli->config.modem_count; i++)
        check_modem(&doctor, &cli->config.modems[i]);
    check_inbox(&doctor);
    check_queue(&doctor);
    check_corrupt(&doctor);
    check_database(&doctor);
    check_disk(&doctor);
    check_clock(&doctor);
    check_catalogue(&doctor);
    officer_list(cli->db, NULL, check_officer, &doctor);
    check_journal(&doctor);
    return doctor.worst == GRADE_BAD ? EXIT_FAILED : EXIT_FINE;
}
