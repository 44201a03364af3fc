/* Notify: what systemd hears, on a real datagram socket (sd_notify(3), "Notes"). */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "gateway/notify.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

static int systemd = -1;
static int64_t now = 1000;

/* Listen under a name; '@' first for an abstract one. */
static void listen_at(const char *name)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(name);

    memcpy(address.sun_path, name, length);
    if (name[0] == '@')
        address.sun_path[0] = '\0';
    systemd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    assert_int_equal(bind(systemd, (struct sockaddr *)&address,
                          (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length)),
                     0);
    setenv("NOTIFY_SOCKET", name, 1);
}

static int tear_down(void **state)
{
    (void)state;
    if (systemd >= 0)
        close(systemd);
    systemd = -1;
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    now += 10;
    return 0;
}

/* The next that it heard, "" for nothing. */
static const char *heard(void)
{
    static char text[64];
    ssize_t size = recv(systemd, text, sizeof text - 1, 0);

    if (size < 0)
        assert_int_equal(errno, EAGAIN);
    text[size < 0 ? 0 : size] = '\0';
    return text;
}

static void a_state_is_one_datagram(void **state)
{
    (void)state;
    listen_at(temp_path("notify"));

    notify_send("READY=1");
    notify_send("STOPPING=1");

    assert_string_equal(heard(), "READY=1");
    assert_string_equal(heard(), "STOPPING=1");
    assert_string_equal(heard(), "");
    unlink(getenv("NOTIFY_SOCKET"));
}

static void an_abstract_name_is_understood(void **state)
{
    char name[64];
    (void)state;
    snprintf(name, sizeof name, "@sampan-test-%d", (int)getpid());
    listen_at(name);

    notify_send("READY=1");

    assert_string_equal(heard(), "READY=1");
}

static void the_watchdog_is_fed_once_a_second(void **state)
{
    (void)state;
    listen_at(temp_path("watchdog"));
    setenv("WATCHDOG_USEC", "30000000", 1);

    notify_alive(now);
    notify_alive(now);
    notify_alive(now + 1);

    assert_string_equal(heard(), "WATCHDOG=1");
    assert_string_equal(heard(), "WATCHDOG=1");
    assert_string_equal(heard(), "");
    unlink(getenv("NOTIFY_SOCKET"));
}

static void without_a_watchdog_nothing_is_said(void **state)
{
    (void)state;
    listen_at(temp_path("silent"));

    notify_alive(now);

    assert_string_equal(heard(), "");
    unlink(getenv("NOTIFY_SOCKET"));
}

/* By hand, in a container, under a systemd that has gone: the gateway works all the same. */
static void without_anybody_to_hear_nothing_happens(void **state)
{
    char endless[300];
    (void)state;
    memset(endless, 'x', sizeof endless - 1);
    endless[0] = '/';
    endless[sizeof endless - 1] = '\0';

    notify_send("READY=1");
    setenv("NOTIFY_SOCKET", "", 1);
    notify_send("READY=1");
    setenv("NOTIFY_SOCKET", "relative/path", 1);
    notify_send("READY=1");
    setenv("NOTIFY_SOCKET", endless, 1);
    notify_send("READY=1");
    setenv("NOTIFY_SOCKET", "/nowhere/at/all", 1);
    notify_send("READY=1");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_state_is_one_datagram),
        TEST(an_abstract_name_is_understood),
        TEST(the_watchdog_is_fed_once_a_second),
        TEST(without_a_watchdog_nothing_is_said),
        TEST(without_anybody_to_hear_nothing_happens),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
