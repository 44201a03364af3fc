/* What an operator sees and says while the gateway runs. */
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/e2e.h"
#include "tests/support/sql.h"

#include <cmocka.h>

static struct e2e rig;
static char output[8000];
static pid_t follower;
static int followed;

#define RUN(...) e2e_run(&rig, output, sizeof output, __VA_ARGS__, NULL)

static int set_up(void **state)
{
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    e2e_configure(&rig, "");
    return 0;
}

static void stop_following(int signal)
{
    int status;

    if (follower > 0) {
        kill(follower, signal);
        waitpid(follower, &status, 0);
        close(followed);
    }
    follower = 0;
}

static int tear_down(void **state)
{
    (void)state;
    stop_following(SIGKILL);
    e2e_close(&rig);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

static void start_following(const char *option)
{
    char path[600];
    int fds[2];

    snprintf(path, sizeof path, "%s/sampan", rig.programs);
    assert_int_equal(pipe(fds), 0);
    follower = fork();
    if (follower == 0) {
        setenv("SAMPAN_CONFIG", rig.config, 1);
        dup2(fds[1], STDOUT_FILENO);
        close(fds[0]);
        execl(path, path, "message", "follow", option, NULL);
        _exit(127);
    }
    close(fds[1]);
    followed = fds[0];
}

/* Read what is followed until text comes. */
static void sees(const char *text)
{
    struct pollfd ready = {.fd = followed, .events = POLLIN};
    size_t length = 0;

    output[0] = '\0';
    while (!strstr(output, text)) {
        ssize_t count;

        if (poll(&ready, 1, E2E_WAIT_S * 1000) <= 0)
            fail_msg("'%s' did not come: %s", text, output);
        count = read(followed, output + length, sizeof output - length - 1);
        if (count <= 0)
            fail_msg("it ended before '%s': %s", text, output);
        length += (size_t)count;
        output[length] = '\0';
    }
}

static void a_message_is_seen_when_it_is_handled(void **state)
{
    (void)state;
    e2e_dummy_put(&rig, 1, E2E_VILLAGER, "20261122T101500", "", "SYARAT PASPOR");
    e2e_start(&rig, NULL);
    start_following("--csv");
    sees("\"SYARAT\",\"PASPOR\",\"exact\",\"answered\"");

    e2e_dummy_put(&rig, 2, E2E_NEIGHBOR, "20261122T101600", "", "BIAYA PASPOR");

    sees("\"BIAYA\",\"PASPOR\"");
    assert_null(strstr(output, "SYARAT")); /* nothing twice */
}

static void who_stops_reading_ends_it(void **state)
{
    int status;
    (void)state;
    e2e_start(&rig, NULL);
    start_following("--csv");
    sees("received");
    close(followed);

    e2e_dummy_put(&rig, 1, E2E_VILLAGER, "20261122T101500", "", "SYARAT PASPOR");

    assert_int_equal(waitpid(follower, &status, 0), follower);
    follower = 0;
}

static bool one_sent(struct e2e *e2e, const void *context)
{
    (void)context;
    return sql_number(e2e->database, "SELECT count(*) FROM outbox WHERE state = 'sent'") == 1;
}

static void an_sms_of_the_operator_leaves_at_once_and_the_journal_keeps_neither_text_nor_number(
    void **state)
{
    (void)state;
    e2e_start(&rig, NULL);
    e2e_wait(&rig, "the modem", e2e_log_has, "uji: ready");

    assert_int_equal(
        RUN("sampan", "send", "081234567890", "KTP Anda sudah \xe2\x80\x9cjadi\xe2\x80\x9d."), 0);

    e2e_wait(&rig, "the SMS", one_sent, NULL);
    assert_int_equal(sql_number(rig.database, "SELECT count(*) FROM outbox WHERE text ="
                                              " 'KTP Anda sudah \"jadi\".' AND recipient ="
                                              " '" E2E_VILLAGER "' AND priority = 1"),
                     1);
    assert_int_equal(sql_number(rig.database,
                                "SELECT count(*) FROM journal WHERE action = 'message written'"
                                " AND subject = 'person 1' AND before || after = ''"),
                     1);
}

static void who_is_not_to_be_written_to_is_not(void **state)
{
    static const char *const refused[][2] = {{"TELKOMSEL", "no number of a mobile phone"},
                                             {"4444", "no number of a mobile phone"},
                                             {"+60123456789", "another country"},
                                             {"+6281200000001", "a SIM of ours"},
                                             {E2E_NEIGHBOR, "is blocked"},
                                             {E2E_VILLAGER, "sent STOP"}};
    (void)state;
    assert_int_equal(RUN("sampan", "block", "add", E2E_NEIGHBOR, "advertising"), 0);
    assert_int_equal(sql_run(rig.database, "INSERT INTO person (msisdn, created_at, stopped_at)"
                                           " VALUES ('" E2E_VILLAGER "', 1, 2)"),
                     0);

    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        assert_int_equal(RUN("sampan", "send", refused[i][0], "Halo"), 1);
        if (!strstr(output, refused[i][1]))
            fail_msg("%s: %s", refused[i][0], output);
    }
    assert_int_equal(sql_number(rig.database, "SELECT count(*) FROM outbox"), 0);
    assert_int_equal(RUN("sampan", "send", E2E_VILLAGER), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_message_is_seen_when_it_is_handled),
        TEST(who_stops_reading_ends_it),
        TEST(an_sms_of_the_operator_leaves_at_once_and_the_journal_keeps_neither_text_nor_number),
        TEST(who_is_not_to_be_written_to_is_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
