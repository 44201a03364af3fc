/* What sampan doctor says, line by line, with the real program: once over a gateway that works and
 * then with each thing that may be wrong. */

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "db/bearer.h"
#include "db/inbox.h"
#include "db/outbox.h"
#include "tests/support/e2e.h"
#include "tests/support/sql.h"

#include <cmocka.h>

#define DAY_S 86400

static struct e2e rig;
static char output[8192];
static int lock = -1; /* held in the place of a gateway */
static int64_t now;

static int set_up(void **state)
{
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    strcpy(rig.options, "connection = \"none\"; model = \"dummy\"; balance_code = \"*888#\";");
    e2e_configure(&rig, "");
    now = time(NULL);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    if (lock >= 0)
        close(lock);
    lock = -1;
    e2e_close(&rig);
    return 0;
}

static void as_if_the_gateway_ran(void)
{
    char path[128];

    snprintf(path, sizeof path, "%s.lock", rig.database);
    lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_true(lock >= 0);
    assert_int_equal(flock(lock, LOCK_EX | LOCK_NB), 0);
}

/* A modem that is well; tests change one thing of it. */
static struct bearer_status well(void)
{
    return (struct bearer_status){.name = "uji",
                                  .condition = "ready",
                                  .changed_at = now - 60,
                                  .seen_at = now,
                                  .signal_percent = 60,
                                  .network = "TELKOMSEL",
                                  .balance_rupiah = 50000,
                                  .balance_at = now,
                                  .expiry_day = now / DAY_S + 60,
                                  .places_used = 2,
                                  .places = 50};
}

static void is_known(struct bearer_status status)
{
    assert_int_equal(bearer_status_put(e2e_db(&rig), &status), 0);
}

/* Runs it; every one of the texts (up to NULL) must be in what it says. */
static int doctor(const char *text, ...)
{
    int status = e2e_run(&rig, output, sizeof output, "sampan", "doctor", NULL);
    va_list texts;

    va_start(texts, text);
    for (; text; text = va_arg(texts, const char *))
        if (!strstr(output, text))
            fail_msg("it does not say '%s' but:\n%s", text, output);
    va_end(texts);
    return status;
}

static void says_not(const char *text)
{
    if (strstr(output, text))
        fail_msg("it says '%s':\n%s", text, output);
}

static void all_is_well(void **state)
{
    (void)state;
    as_if_the_gateway_ran();
    is_known(well());
    e2e_run(&rig, output, sizeof output, "sampan", "service", "approve", "--all", "--by", "Sekda",
            NULL);
    e2e_run(&rig, output, sizeof output, "sampan", "holiday", "add", "2099-12-25", "Natal", NULL);

    assert_int_equal(doctor("  ok   The gateway runs.", "  ok   Configuration and texts are right.",
                            "  ok   Modem uji: ready since ", "network TELKOMSEL, signal 60 %.",
                            "  ok   Modem uji: 2 of 50 places for SMS are used.",
                            "  ok   Modem uji: balance Rp50000 at ",
                            "  ok   Modem uji: the credit is valid until ",
                            "  ok   No SMS waits long for its answer.",
                            "  ok   No SMS waits to be sent.", "  ok   The database is whole.",
                            "  ok   The clock says ", "  ok   The catalogue has ", NULL),
                     0);
    says_not("BAD");
    says_not("warn");
}

static void nothing_is_said_of_modems_while_the_gateway_does_not_run(void **state)
{
    struct bearer_status locked = well();
    (void)state;
    is_known(well());

    assert_int_equal(doctor("  BAD  The gateway does not run. Start it: systemctl start sampand",
                            "  BAD  Modem uji: is not used while the gateway does not run.",
                            "balance Rp50000", NULL),
                     1);
    says_not("ready");
    says_not("places");

    strcpy(locked.condition, "locked");
    is_known(locked);
    doctor("  BAD  Modem uji: locked since ", NULL); /* that does not pass by starting it */
}

static void a_modem_that_was_never_started_is_told(void **state)
{
    (void)state;
    as_if_the_gateway_ran();

    assert_int_equal(doctor("  BAD  Modem uji: has never been started. Is it new?", NULL), 1);
}

static void each_state_of_a_modem_is_said_in_words(void **state)
{
    static const struct {
        const char *condition, *reason, *said, *advice;
        int code;
    } states[] = {
        {"starting", "", "  warn Modem uji: is being connected since ", ".", 0},
        {"degraded", "no network", "  BAD  Modem uji: cannot send since ", ": no network.", 1},
        {"silent", "no sign of life", "  BAD  Modem uji: does not answer since ",
         ": no sign of life. It is being started anew.", 1},
        {"gone", "the modem was unplugged.", "  BAD  Modem uji: is not connected since ",
         ": the modem was unplugged. It is tried again by itself.", 1},
        {"locked", "the SIM refused the PIN", "  BAD  Modem uji: locked since ",
         "Set the right pin in the configuration", 1},
    };
    (void)state;
    as_if_the_gateway_ran();

    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        struct bearer_status status = well();

        strcpy(status.condition, states[i].condition);
        strcpy(status.reason, states[i].reason);
        is_known(status);
        assert_int_equal(doctor(states[i].said, states[i].advice, NULL), states[i].code);
    }
}

static void silence_and_a_weak_signal_are_told(void **state)
{
    struct bearer_status silent = well(), weak = well();
    (void)state;
    as_if_the_gateway_ran();
    silent.seen_at = now - 660;
    weak.signal_percent = 7;

    is_known(silent);
    assert_int_equal(doctor("  BAD  Modem uji: no sign of life for 11 minutes.", NULL), 1);
    is_known(weak);
    assert_int_equal(doctor("  warn Modem uji: weak signal (7 %). Move the antenna.", NULL), 0);
}

static void a_modem_that_fills_up_is_told(void **state)
{
    struct bearer_status full = well();
    (void)state;
    as_if_the_gateway_ran();
    full.places_used = 40;
    is_known(full);

    assert_int_equal(doctor("  warn Modem uji: 40 of 50 places for SMS are used. When all are, no "
                            "SMS comes in.",
                            NULL),
                     0);
}

static void credit_that_ends_is_told(void **state)
{
    struct bearer_status low = well(), soon = well(), over = well();
    (void)state;
    as_if_the_gateway_ran();
    low.balance_rupiah = 19999;
    soon.expiry_day = 20788; /* 2026-12-01, whether that is past or to come */
    over.expiry_day = now / DAY_S - 2;

    is_known(low);
    assert_int_equal(doctor("  warn Modem uji: balance Rp19999 at ", " Top up.", NULL), 0);
    is_known(soon);
    doctor("2026-12-01", NULL);
    soon.expiry_day = now / DAY_S + 6;
    is_known(soon);
    assert_int_equal(
        doctor("  warn Modem uji: the credit is valid until ", " days more. Top up.", NULL), 0);
    is_known(over);
    assert_int_equal(doctor("  BAD  Modem uji: the credit has expired on ", " Top up.", NULL), 1);
}

static void credit_that_is_not_looked_at_any_more_is_not_told(void **state)
{
    (void)state;
    as_if_the_gateway_ran();
    is_known(well());
    strcpy(rig.options, "connection = \"none\"; model = \"dummy\";");
    e2e_configure(&rig, "");

    assert_int_equal(doctor(NULL), 0);
    says_not("balance");
    says_not("credit");
}

static void what_waits_too_long_is_told(void **state)
{
    struct inbox_sms sms = {.bearer = "uji", .sender = E2E_VILLAGER, .sent_at = now - 900};
    struct outbox_message message = {.bearer = "uji",
                                     .recipient = E2E_VILLAGER,
                                     .text = "halo",
                                     .segments = 1,
                                     .due_at = now,
                                     .expires_at = now + DAY_S};
    (void)state;
    as_if_the_gateway_ran();
    is_known(well());

    assert_int_equal(outbox_add(e2e_db(&rig), &message, now), 0);
    assert_int_equal(doctor("  ok   1 SMS to be sent, the oldest waits for 0 minutes.", NULL), 0);
    assert_int_equal(outbox_add(e2e_db(&rig), &message, now - 1260), 0);
    assert_int_equal(doctor("  warn 2 SMS to be sent, the oldest waits for 21 minutes.", NULL), 0);
    assert_int_equal(inbox_add(e2e_db(&rig), &sms, now - 900), 1);
    assert_int_equal(
        doctor("  BAD  An SMS that came in waits for its answer for 15 minutes.", NULL), 1);
}

static void a_clock_behind_its_messages_is_told(void **state)
{
    struct inbox_sms sms = {.bearer = "uji", .sender = E2E_VILLAGER, .sent_at = now};
    (void)state;
    as_if_the_gateway_ran();
    is_known(well());
    assert_int_equal(inbox_add(e2e_db(&rig), &sms, now + 2 * DAY_S), 1);

    assert_int_equal(doctor("  BAD  The clock says ", "there are messages from later", NULL), 1);
}

static void texts_with_mistakes_and_an_empty_catalogue_are_told(void **state)
{
    char path[128];
    FILE *file;
    (void)state;
    as_if_the_gateway_ran();
    is_known(well());
    assert_int_equal(sql_run(rig.database, "DELETE FROM component; DELETE FROM alias;"
                                           "DELETE FROM service_group_member; DELETE FROM service"),
                     0);
    snprintf(path, sizeof path, "%s/texts.id.conf", rig.folder);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs("menu = 5;\n", file);
    fclose(file);
    snprintf(rig.texts, sizeof rig.texts, "%s", rig.folder);
    e2e_configure(&rig, "");

    assert_int_equal(doctor("  BAD  The texts have ", " mistakes. See them: sampand -n",
                            "  BAD  The catalogue is empty. Fill it: sampan service import FILE",
                            NULL),
                     1);
}

/* Damage within the file, which is seen only when that page is read. */
static void damage_is_told_and_nothing_is_written_over_it(void **state)
{
    char command[600];
    (void)state;
    as_if_the_gateway_ran();
    is_known(well());
    db_close(rig.db);
    rig.db = NULL;
    snprintf(command, sizeof command,
             "cd %s && test $(stat -c %%s sampan.db) -gt 100000 && "
             "dd if=/dev/urandom of=sampan.db bs=4096 seek=12 count=6 conv=notrunc status=none && "
             "cp sampan.db before",
             rig.folder);
    assert_int_equal(system(command), 0);

    assert_int_equal(doctor(NULL), 1);

    if (!strstr(output, "The database is damaged") && !strstr(output, "restore the newest backup"))
        fail_msg("%s", output);
    snprintf(command, sizeof command, "cmp %s/sampan.db %s/before", rig.folder, rig.folder);
    assert_int_equal(system(command), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(all_is_well),
        TEST(nothing_is_said_of_modems_while_the_gateway_does_not_run),
        TEST(a_modem_that_was_never_started_is_told),
        TEST(each_state_of_a_modem_is_said_in_words),
        TEST(silence_and_a_weak_signal_are_told),
        TEST(a_modem_that_fills_up_is_told),
        TEST(credit_that_ends_is_told),
        TEST(credit_that_is_not_looked_at_any_more_is_not_told),
        TEST(what_waits_too_long_is_told),
        TEST(a_clock_behind_its_messages_is_told),
        TEST(texts_with_mistakes_and_an_empty_catalogue_are_told),
        TEST(damage_is_told_and_nothing_is_written_over_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
