#include "gateway/bearer/modem_tty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "gateway/monotonic.h"

#define ANSWER_MS  2000
#define RESTART_MS 15000 /* a USB modem goes and comes back */

int modem_tty_open(const char *device)
{
    struct termios settings;
    int fd = open(device, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);

    if (fd < 0)
        return -ENODEV;
    if (tcgetattr(fd, &settings) == 0) {
        cfmakeraw(&settings);
        settings.c_cflag |= CREAD | CLOCAL;
        tcsetattr(fd, TCSANOW, &settings);
        tcflush(fd, TCIFLUSH);
    }
    return fd;
}

static bool is_final(const char *answer, size_t length)
{
    return length > 0 && answer[length - 1] == '\n' &&
           (strstr(answer, "\nOK\r\n") || strstr(answer, "ERROR"));
}

/* Read until a final result code, and nothing behind it, or the time is over. */
static int wait_for_answer(int fd, char *answer, size_t size)
{
    int64_t deadline_ms = monotonic_ms() + ANSWER_MS;
    size_t length = 0;

    answer[0] = '\0';
    while (!is_final(answer, length)) {
        struct pollfd readable = {.fd = fd, .events = POLLIN};
        int64_t left_ms = deadline_ms - monotonic_ms();
        ssize_t got;

        if (left_ms <= 0 || poll(&readable, 1, (int)left_ms) <= 0)
            return -ETIMEDOUT;
        if (length >= size - 1)
            length = 0;
        got = read(fd, answer + length, 1);
        if (got <= 0)
            return -EIO;
        length += (size_t)got;
        answer[length] = '\0';
    }
    return strstr(answer, "ERROR") ? -EIO : 0;
}

int modem_tty_ask(int fd, const char *command, char *answer, size_t size)
{
    char line[260];
    int length = snprintf(line, sizeof line, "%.256s\r", command);

    return write(fd, line, (size_t)length) == length ? wait_for_answer(fd, answer, size) : -EIO;
}

/* The tty may vanish and come back meanwhile, and the first answer may take a while. */
static void wait_for_restart(const char *device)
{
    int64_t deadline_ms = monotonic_ms() + RESTART_MS;
    struct timespec pause = {.tv_sec = 1};

    while (monotonic_ms() < deadline_ms) {
        int fd;

        nanosleep(&pause, NULL);
        fd = modem_tty_open(device);
        if (fd < 0)
            continue;
        if (write(fd, "AT\r", 3) == 3) {
            struct pollfd readable = {.fd = fd, .events = POLLIN};

            if (poll(&readable, 1, 1000) > 0 && (readable.revents & POLLIN)) {
                close(fd);
                return;
            }
        }
        close(fd);
    }
}

int modem_tty_prepare(const char *device, const char *commands, bool reset)
{
    char command[256], answer[512];
    int fd;

    if (commands[0] == '\0' && !reset)
        return 0;
    fd = modem_tty_open(device);
    if (fd < 0 || !isatty(fd)) {
        if (fd >= 0)
            close(fd);
        return fd < 0 ? -ENODEV : 0;
    }
    while (*commands) {
        size_t length = strcspn(commands, "|");

        snprintf(command, sizeof command, "%.*s", (int)length, commands);
        if (length > 0)
            modem_tty_ask(fd, command, answer, sizeof answer);
        commands += length + (commands[length] == '|');
    }
    if (reset)
        modem_tty_ask(fd, "AT+CFUN=1,1", answer, sizeof answer);
    close(fd);
    if (reset)
        wait_for_restart(device);
    return 0;
}
