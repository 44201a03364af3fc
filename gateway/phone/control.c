/* The control socket: clients, their lines, and the subscribers among them. */

#include "gateway/phone/control.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "gateway/phone/event.h"
#include "gateway/phone/phone.h"

static int listen_at(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct stat st;

    if (snprintf(address.sun_path, sizeof address.sun_path, "%s", path) >=
        (int)sizeof address.sun_path)
        return -ENAMETOOLONG;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -errno;
    if (lstat(path, &st) == 0 && S_ISSOCK(st.st_mode))
        unlink(path);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, 8) == 0)
        return fd;
    int rc = -errno;
    close(fd);
    return rc;
}

int control_open(struct control *control, const char *path)
{
    control->fd = -1;
    for (int i = 0; i < CONTROL_CLIENTS_MAX; i++)
        control->clients[i].fd = -1;
    if (!path)
        return 0;
    int rc = listen_at(path);
    if (rc < 0)
        return rc;
    control->fd = rc;
    snprintf(control->path, sizeof control->path, "%s", path);
    return 0;
}

static void client_close(struct control_client *client)
{
    if (client->fd >= 0)
        close(client->fd);
    client->fd = -1;
}

void control_close(struct control *control)
{
    if (control->fd < 0)
        return;
    for (int i = 0; i < CONTROL_CLIENTS_MAX; i++)
        client_close(&control->clients[i]);
    close(control->fd);
    unlink(control->path);
    control->fd = -1;
}

int control_poll(const struct control *control, struct pollfd *fds)
{
    int count = 0;

    if (control->fd < 0)
        return 0;
    fds[count++] = (struct pollfd){.fd = control->fd, .events = POLLIN};
    for (int i = 0; i < CONTROL_CLIENTS_MAX; i++) {
        const struct control_client *client = &control->clients[i];
        if (client->fd >= 0)
            fds[count++] = (struct pollfd){.fd = client->fd,
                                           .events = (client->ended ? 0 : POLLIN) |
                                                     (client->out_size > 0 ? POLLOUT : 0)};
    }
    return count;
}

static void flush_client(struct control_client *client)
{
    ssize_t count = 0;

    if (client->fd >= 0 && client->out_size > 0)
        count = send(client->fd, client->out, client->out_size, MSG_NOSIGNAL);
    if (count < 0 && errno != EAGAIN)
        client_close(client);
    if (count > 0) {
        client->out_size -= (size_t)count;
        memmove(client->out, client->out + count, client->out_size);
    }
    if (client->ended && client->out_size == 0)
        client_close(client);
}

/* A subscriber that does not read is dropped rather than waited for. */
static void put(struct control_client *client, const char *text)
{
    size_t length = strlen(text);

    if (client->out_size + length + 1 > CONTROL_OUT_SIZE)
        flush_client(client);
    if (client->out_size + length + 1 > CONTROL_OUT_SIZE) {
        client_close(client);
        return;
    }
    memcpy(client->out + client->out_size, text, length);
    client->out_size += length;
    client->out[client->out_size++] = '\n';
}

static void put_line(void *context, const char *text)
{
    put(context, text);
}

/* Two commands concern the connection itself; the table knows the rest. */
static void run_line(struct phone *phone, struct control_client *client, char *line)
{
    struct answer answer = {.line = put_line, .context = client};
    char text[COMMAND_REASON_SIZE + 8];

    if (strcmp(line, "events") == 0) {
        client->subscribed = true;
        put(client, "ok");
    } else if (strcmp(line, "wait-idle") == 0) {
        client->waits_idle = true;
    } else if (command_run(phone, line, &answer) < 0) {
        snprintf(text, sizeof text, "error: %s", answer.reason);
        put(client, text);
    } else {
        put(client, "ok");
    }
}

static void run_lines(struct phone *phone, struct control_client *client)
{
    char line[COMMAND_LINE_SIZE];
    char *end;

    /* Answers come in the order of the commands: what follows wait-idle waits with it. */
    while (client->fd >= 0 && !client->waits_idle &&
           (end = memchr(client->in, '\n', client->in_size)) != NULL) {
        size_t length = (size_t)(end - client->in);
        memcpy(line, client->in, length);
        line[length > 0 && line[length - 1] == '\r' ? length - 1 : length] = '\0';
        client->in_size -= length + 1;
        memmove(client->in, end + 1, client->in_size);
        run_line(phone, client, line);
    }
    if (client->in_size == sizeof client->in && !client->waits_idle)
        client_close(client);
}

static void read_client(struct phone *phone, struct control_client *client)
{
    ssize_t count = -1;

    errno = EAGAIN;
    if (client->in_size < sizeof client->in)
        count = read(client->fd, client->in + client->in_size, sizeof client->in - client->in_size);
    if (count > 0)
        client->in_size += (size_t)count;
    run_lines(phone, client);
    if (count == 0) {
        client->waits_idle = false;
        client->ended = true;
    }
    if (count < 0 && errno != EAGAIN && errno != EINTR)
        client_close(client);
}

static void accept_clients(struct control *control)
{
    for (int i = 0; i < CONTROL_CLIENTS_MAX; i++) {
        struct control_client *client = &control->clients[i];
        if (client->fd >= 0)
            continue;
        int fd = accept4(control->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            return;
        client->subscribed = client->waits_idle = client->ended = false;
        client->in_size = client->out_size = 0;
        client->fd = fd;
    }
}

void control_pump(struct phone *phone)
{
    struct control *control = &phone->control;

    if (control->fd < 0)
        return;
    accept_clients(control);
    for (int i = 0; i < CONTROL_CLIENTS_MAX; i++) {
        struct control_client *client = &control->clients[i];
        if (client->fd >= 0)
            read_client(phone, client);
        if (client->waits_idle && modem_idle(&phone->modem)) {
            client->waits_idle = false;
            put(client, "ok");
        }
        flush_client(client);
    }
}

void control_notice(struct phone *phone, const struct notice *notice)
{
    static char text[EVENT_SIZE];
    int64_t now_ms = phone->modem.now_ms;

    int length =
        snprintf(text, sizeof text, "%" PRId64 ".%03d\t", now_ms / 1000, (int)(now_ms % 1000));
    event_format(notice, text + length, sizeof text - (size_t)length);
    for (int i = 0; i < CONTROL_CLIENTS_MAX; i++)
        if (phone->control.clients[i].fd >= 0 && phone->control.clients[i].subscribed)
            put(&phone->control.clients[i], text);
}
