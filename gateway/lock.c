#include "gateway/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

static int open_lock(const char *database, int flags)
{
    char path[512];
    int fd;

    snprintf(path, sizeof path, "%s.lock", database);
    fd = open(path, flags | O_CLOEXEC, 0640);
    return fd < 0 ? -errno : fd;
}

int lock_take(const char *database)
{
    int fd = open_lock(database, O_RDWR | O_CREAT);

    if (fd < 0)
        return fd;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        return 0; /* held until the process ends */
    close(fd);
    return -EBUSY;
}

int lock_is_taken(const char *database)
{
    int fd = open_lock(database, O_RDONLY), taken;

    if (fd < 0)
        return fd == -ENOENT ? 0 : fd;
    taken = flock(fd, LOCK_SH | LOCK_NB) < 0;
    close(fd);
    return taken;
}
