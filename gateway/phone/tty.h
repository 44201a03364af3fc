/* The cable: a pseudo-terminal behind a symbolic link, that can be pulled out and put back. */

#ifndef GATEWAY_PHONE_TTY_H
#define GATEWAY_PHONE_TTY_H

#include <limits.h>

#include "gateway/phone/modem.h"

#define TTY_IN_SIZE 4096

struct tty {
    int master; /* -1: unplugged */
    int slave;  /* kept open, so that the master does not end when the other side closes */
    int watch;  /* inotify: who opens and closes the slave */
    int openers;
    char link[PATH_MAX];
    char name[64]; /* /dev/pts/N */
    size_t in_size;
    char in[TTY_IN_SIZE];
};

/* Make the pseudo-terminal and the link to it, replacing a stale link.
 * Returns 0, -EEXIST if link is something else, or another negative errno. */
int tty_open(struct tty *tty, const char *link);

/* Remove the link and close everything. */
void tty_close(struct tty *tty);

/* Pull it out: the other side gets EIO and the link is gone. */
void tty_unplug(struct tty *tty);

/* Put it back; under another number if renumber. Returns 0, -EBUSY if it is plugged, -errno. */
int tty_plug(struct tty *tty, bool renumber);

/* Move bytes both ways between the line and the modem, as far as they go. Returns 0, -errno. */
int tty_pump(struct tty *tty, struct modem *modem);

#endif
