#include "tests/support/listener.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Whole lines of two sources, as they come. */
struct source {
    int fd;
    char bytes[16384];
    size_t length;
};

/* Returns -1 at the end of the source. */
static int copy_lines(struct source *source, int to)
{
    ssize_t size =
        read(source->fd, source->bytes + source->length, sizeof source->bytes - source->length);
    char *end;

    if (size <= 0)
        return -1;
    source->length += (size_t)size;
    end = memrchr(source->bytes, '\n', source->length);
    if (end) {
        size_t whole = (size_t)(end + 1 - source->bytes);

        if (write(to, source->bytes, whole) != (ssize_t)whole)
            _exit(1);
        source->length -= whole;
        memmove(source->bytes, end + 1, source->length);
    }
    return 0;
}

pid_t listener_start(const struct e2e *e2e, const char *path)
{
    pid_t pid = fork();

    if (pid == 0) {
        static struct source events, log;
        int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

        prctl(PR_SET_PDEATHSIG, SIGKILL);
        events.fd = e2e->events;
        log.fd = open(e2e->log, O_RDONLY | O_CLOEXEC);
        for (struct pollfd ready = {.fd = e2e->events, .events = POLLIN};;) {
            if (poll(&ready, 1, 5) > 0 && copy_lines(&events, file) < 0)
                _exit(0);
            while (copy_lines(&log, file) == 0)
                ;
        }
    }
    return pid;
}
