#include "gateway/bearer/modem_line.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <termios.h>
#include <unistd.h>

#include "gateway/bearer/modem_filter.h"
#include "gateway/bearer/modem_tty.h"
#include "gateway/log.h"

#define CHUNK       1024
#define TOLD_MAX    10 /* a modem that chatters does not fill the log */
#define STACK_BYTES (64 * 1024)

struct line {
    int tty, terminal; /* the modem's, and the master of libgammu's */
    int told;
    struct filter filter;
};

static int write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, bytes, size);

        if (written < 0 && errno != EINTR)
            return -errno;
        if (written > 0) {
            bytes += written;
            size -= (size_t)written;
        }
    }
    return 0;
}

/* libgammu sets the speed of the terminal that it has. */
static void match_speed(const struct line *line)
{
    struct termios wanted, actual;

    if (tcgetattr(line->terminal, &wanted) < 0 || tcgetattr(line->tty, &actual) < 0 ||
        cfgetospeed(&wanted) == cfgetospeed(&actual) || cfgetospeed(&wanted) == B0)
        return;
    cfsetspeed(&actual, cfgetospeed(&wanted));
    tcsetattr(line->tty, TCSADRAIN, &actual);
}

static int from_gammu(struct line *line)
{
    char bytes[CHUNK];
    ssize_t size = read(line->terminal, bytes, sizeof bytes);

    if (size <= 0)
        return -EIO;
    match_speed(line);
    filter_said(&line->filter, bytes, (size_t)size);
    return write_all(line->tty, bytes, (size_t)size);
}

static void tell_dropped(struct line *line)
{
    char *dropped = line->filter.dropped;

    if (dropped[0] != '\0' && line->told < TOLD_MAX)
        log_info("the modem said without being asked: %.40s%s", dropped,
                 ++line->told == TOLD_MAX ? " (no more of this is told)" : "");
    dropped[0] = '\0';
}

static int from_modem(struct line *line)
{
    char bytes[CHUNK], passed[2 * CHUNK + FILTER_LINE_MAX];
    ssize_t size = read(line->tty, bytes, sizeof bytes);

    if (size <= 0)
        return -EIO;
    size = (ssize_t)filter_heard(&line->filter, bytes, (size_t)size, passed);
    tell_dropped(line);
    return write_all(line->terminal, passed, (size_t)size);
}

static void *carry(void *context)
{
    struct line *line = context;
    struct pollfd fds[] = {{.fd = line->tty, .events = POLLIN},
                           {.fd = line->terminal, .events = POLLIN}};
    int rc = 0;

    while (rc == 0) {
        if (poll(fds, 2, -1) < 0)
            continue;
        if (fds[1].revents & POLLIN)
            rc = from_gammu(line);
        if (rc == 0 && fds[0].revents)
            rc = from_modem(line);
    }
    close(line->terminal);
    close(line->tty);
    return NULL;
}

/* Returns the slave, which libgammu opens by its name. */
static int open_terminal(int *terminal, char *path, size_t size)
{
    int slave;

    *terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*terminal < 0)
        return -1;
    if (grantpt(*terminal) == 0 && unlockpt(*terminal) == 0 &&
        ptsname_r(*terminal, path, size) == 0) {
        slave = modem_tty_open(path);
        if (slave >= 0)
            return slave;
    }
    close(*terminal);
    return -1;
}

static int start_thread(struct line *line)
{
    pthread_attr_t attributes;
    pthread_t thread;
    int rc;

    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    rc = pthread_create(&thread, &attributes, carry, line);
    pthread_attr_destroy(&attributes);
    return -rc;
}

int modem_line_open(const char *device, char *path, size_t size)
{
    static struct line line; /* the thread has it until the process ends */
    int slave = -1;

    line.tty = modem_tty_open(device);
    if (line.tty >= 0 && isatty(line.tty) && flock(line.tty, LOCK_EX | LOCK_NB) == 0)
        slave = open_terminal(&line.terminal, path, size);
    if (slave >= 0) {
        fcntl(line.tty, F_SETFL, O_RDWR);
        if (start_thread(&line) == 0)
            return slave;
        close(line.terminal);
        close(slave);
    }
    if (line.tty >= 0)
        close(line.tty);
    snprintf(path, size, "%s", device);
    return -1;
}
