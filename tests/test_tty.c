/* What is said to a modem's tty before libgammu has it. The test is the modem, on a
 * pseudo-terminal.
 */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gateway/bearer/modem_tty.h"

#include <cmocka.h>

#define PATIENCE_MS 10000

static int master;
static int keeper; /* keeps the line up between two openers */
static pid_t teller;

static int set_up(void **state)
{
    (void)state;
    master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0)
        return -1;
    keeper = open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    return keeper < 0 ? -1 : 0;
}

static int tear_down(void **state)
{
    (void)state;
    close(keeper);
    close(master);
    return 0;
}

/* Somebody prepares our modem while we answer. */
static void prepare(const char *commands, bool reset)
{
    teller = fork();
    assert_true(teller >= 0);
    if (teller == 0)
        _exit(modem_tty_prepare(ptsname(master), commands, reset) == 0 ? 0 : 1);
}

static int result(void)
{
    int status;

    assert_int_equal(waitpid(teller, &status, 0), teller);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void hear(const char *command)
{
    char line[300] = "";

    for (size_t length = 0; length < sizeof line - 1; length++) {
        struct pollfd ready = {.fd = master, .events = POLLIN};

        assert_int_equal(poll(&ready, 1, PATIENCE_MS), 1);
        assert_int_equal(read(master, line + length, 1), 1);
        if (line[length] == '\r') {
            line[length] = '\0';
            break;
        }
    }
    assert_string_equal(line, command);
}

static void say(const char *answer)
{
    assert_int_equal(write(master, answer, strlen(answer)), (ssize_t)strlen(answer));
}

static void each_command_waits_for_the_answer_to_the_one_before(void **state)
{
    struct pollfd ready = {.events = POLLIN};
    (void)state;

    prepare("AT^CURC=0|AT+CTZU=0", false);
    hear("AT^CURC=0");
    ready.fd = master;
    assert_int_equal(poll(&ready, 1, 100), 0);
    say("\r\nOK\r\n");
    hear("AT+CTZU=0");
    say("\r\n+CME ERROR: 4\r\n");

    assert_int_equal(result(), 0);
}

static void a_modem_that_does_not_answer_is_not_waited_for_long(void **state)
{
    (void)state;

    prepare("AT^CURC=0", false);
    hear("AT^CURC=0");

    assert_int_equal(result(), 0);
}

static void a_reset_is_the_last_and_waits_until_the_modem_answers(void **state)
{
    (void)state;

    prepare("ATZ", true);
    hear("ATZ");
    say("\r\nOK\r\n");
    hear("AT+CFUN=1,1");
    say("\r\nOK\r\n");
    hear("AT");
    say("\r\nOK\r\n");

    assert_int_equal(result(), 0);
}

static void without_anything_to_say_the_device_is_not_opened(void **state)
{
    (void)state;

    assert_int_equal(modem_tty_prepare("/nonexistent", "", false), 0);
}

static void a_device_that_is_not_there_is_told(void **state)
{
    (void)state;

    assert_int_equal(modem_tty_prepare("/nonexistent", "AT", false), -ENODEV);
}

static void what_is_no_tty_is_left_alone(void **state)
{
    (void)state;

    assert_int_equal(modem_tty_prepare("/dev/null", "AT", true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_command_waits_for_the_answer_to_the_one_before, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_modem_that_does_not_answer_is_not_waited_for_long, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_reset_is_the_last_and_waits_until_the_modem_answers,
                                        set_up, tear_down),
        cmocka_unit_test(without_anything_to_say_the_device_is_not_opened),
        cmocka_unit_test(a_device_that_is_not_there_is_told),
        cmocka_unit_test(what_is_no_tty_is_left_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
