/* The pseudo-terminal that plays the cable between gateway and modem. */

#include "gateway/phone/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void release(struct tty *tty)
{
    close_fd(&tty->master);
    close_fd(&tty->slave);
    close_fd(&tty->watch);
    tty->in_size = 0;
    tty->openers = 0;
}

static int open_master(char *name, size_t size)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);

    if (master < 0)
        return -errno;
    if (grantpt(master) < 0 || unlockpt(master) < 0 || ptsname_r(master, name, size) != 0) {
        int rc = -errno;
        close(master);
        return rc;
    }
    return master;
}

static int set_raw(int fd)
{
    struct termios termios;

    if (tcgetattr(fd, &termios) < 0)
        return -errno;
    cfmakeraw(&termios);
    return tcsetattr(fd, TCSANOW, &termios) < 0 ? -errno : 0;
}

/* The link appears whole or not at all, and only takes the place of another link. */
static int make_link(const struct tty *tty)
{
    char temporary[PATH_MAX + 8];
    struct stat st;

    if (lstat(tty->link, &st) == 0 && !S_ISLNK(st.st_mode))
        return -EEXIST;
    snprintf(temporary, sizeof temporary, "%s.new", tty->link);
    unlink(temporary);
    if (symlink(tty->name, temporary) < 0)
        return -errno;
    if (rename(temporary, tty->link) == 0)
        return 0;
    int rc = -errno;
    unlink(temporary);
    return rc;
}

static int plug(struct tty *tty)
{
    int rc = open_master(tty->name, sizeof tty->name);

    if (rc < 0)
        return rc;
    tty->master = rc;
    tty->slave = open(tty->name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    tty->watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (tty->slave < 0 || tty->watch < 0 ||
        inotify_add_watch(tty->watch, tty->name, IN_OPEN | IN_CLOSE) < 0)
        rc = -errno;
    else
        rc = set_raw(tty->slave);
    if (rc == 0)
        rc = make_link(tty);
    if (rc < 0)
        release(tty);
    return rc;
}

int tty_open(struct tty *tty, const char *link)
{
    memset(tty, 0, sizeof *tty);
    tty->master = tty->slave = tty->watch = -1;
    if (snprintf(tty->link, sizeof tty->link, "%s", link) >= (int)sizeof tty->link)
        return -ENAMETOOLONG;
    return plug(tty);
}

void tty_close(struct tty *tty)
{
    tty_unplug(tty);
}

void tty_unplug(struct tty *tty)
{
    if (tty->master >= 0)
        unlink(tty->link);
    release(tty);
}

/* Numbers are given out lowest first: a second master opened before closing the first differs. */
int tty_plug(struct tty *tty, bool renumber)
{
    char name[64];
    int occupied = -1;

    if (tty->master >= 0)
        return -EBUSY;
    if (renumber)
        occupied = open_master(name, sizeof name);
    int rc = plug(tty);
    close_fd(&occupied);
    return rc;
}

static int feed(struct tty *tty, struct modem *modem)
{
    for (;;) {
        size_t used = modem_feed(modem, tty->in, tty->in_size);
        memmove(tty->in, tty->in + used, tty->in_size - used);
        tty->in_size -= used;
        if (tty->in_size > 0)
            return 0; /* the modem is busy */
        ssize_t count = read(tty->master, tty->in, sizeof tty->in);
        if (count <= 0)
            return count < 0 && errno != EAGAIN && errno != EINTR ? -errno : 0;
        tty->in_size = (size_t)count;
    }
}

/* What is still on its way when the last one closes is lost, as on a real USB modem. */
static void watch_openers(struct tty *tty, struct modem *modem)
{
    char buffer[4096] __attribute__((aligned(__alignof__(struct inotify_event))));
    bool closed = false;
    ssize_t size;

    while ((size = read(tty->watch, buffer, sizeof buffer)) > 0) {
        for (char *at = buffer; at < buffer + size;) {
            const struct inotify_event *event = (const struct inotify_event *)(void *)at;
            tty->openers += event->mask & IN_OPEN ? 1 : -1;
            closed = closed || !(event->mask & IN_OPEN);
            at += sizeof *event + event->len;
        }
    }
    if (!closed || tty->openers > 0)
        return;
    tty->openers = 0;
    tcflush(tty->slave, TCIFLUSH);
    if (modem->session.started)
        modem_notify(modem, &(struct notice){.kind = NOTICE_HANGUP});
    modem_hangup(modem);
}

int tty_pump(struct tty *tty, struct modem *modem)
{
    size_t size;

    if (tty->master < 0) {
        modem_output(modem, &size);
        modem_sent(modem, size);
        return 0;
    }
    int rc = feed(tty, modem);
    watch_openers(tty, modem);
    const char *bytes = modem_output(modem, &size);
    if (tty->openers == 0) {
        modem_sent(modem, size);
        return rc;
    }
    ssize_t count = size > 0 ? write(tty->master, bytes, size) : 0;
    if (count > 0)
        modem_sent(modem, (size_t)count);
    return rc;
}
