/* The control socket: programs run the prompt's commands and follow what happens. */

#ifndef GATEWAY_PHONE_CONTROL_H
#define GATEWAY_PHONE_CONTROL_H

#include <limits.h>
#include <poll.h>

#include "gateway/phone/command.h"
#include "gateway/phone/modem.h"

#define CONTROL_CLIENTS_MAX 16
#define CONTROL_OUT_SIZE    (128 * 1024)

struct control_client {
    int fd; /* -1: free */
    bool subscribed;
    bool waits_idle;
    bool ended; /* close once everything is written */
    size_t in_size, out_size;
    char in[COMMAND_LINE_SIZE];
    char out[CONTROL_OUT_SIZE];
};

struct control {
    int fd; /* -1: none */
    char path[PATH_MAX];
    struct control_client clients[CONTROL_CLIENTS_MAX];
};

/* Listen at path; NULL: no socket. Returns 0 or a negative errno. */
int control_open(struct control *control, const char *path);
void control_close(struct control *control);

/* Fill fds with what to wait for (at most CONTROL_CLIENTS_MAX + 1). Returns their number. */
int control_poll(const struct control *control, struct pollfd *fds);

/* Accept, read, run, write: all that can be done without waiting. */
void control_pump(struct phone *phone);

/* Tell subscribers. */
void control_notice(struct phone *phone, const struct notice *notice);

#endif
