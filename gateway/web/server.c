#include "gateway/web/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "gateway/log.h"
#include "gateway/monotonic.h"
#include "gateway/web/route.h"

#define CONNECTIONS_MAX         512
#define CONNECTIONS_ADDRESS_MAX 320
#define CONNECTION_MEMORY       (16 * 1024) /* the request's line and headers stand in it */
#define BODY_MAX                (16 * 1024)
#define IDLE_S                  15
#define REQUEST_MS              20000  /* in which a request has come whole */
#define REPLY_MS                300000 /* in which its answer has left, over a 2G line */
#define LOOK_MS                 1000
#define FORM_TYPE               "application/x-www-form-urlencoded"
#define STYLE_KEPT              "public, max-age=86400"

/* A connection. libmicrohttpd drops only who is silent; a byte now and then would keep it. */
struct guest {
    LIST_ENTRY(guest) next;
    int fd;
    int64_t deadline_ms;
};

struct server {
    struct web *web;
    struct MHD_Daemon *daemon;
    LIST_HEAD(guests, guest) guests;
};

/* A request while it comes. */
struct exchange {
    char body[BODY_MAX + 1];
    size_t size;
};

static struct guest *guest_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    return info ? info->socket_context : NULL;
}

static void expect_within(struct MHD_Connection *connection, int64_t within_ms)
{
    struct guest *guest = guest_of(connection);

    if (guest)
        guest->deadline_ms = monotonic_ms() + within_ms;
}

static void come_or_go(void *context, struct MHD_Connection *connection, void **socket_context,
                       enum MHD_ConnectionNotificationCode code)
{
    struct server *server = context;
    struct guest *guest = *socket_context;

    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (guest)
            LIST_REMOVE(guest, next);
        free(guest);
        return;
    }
    guest = calloc(1, sizeof *guest);
    *socket_context = guest;
    if (!guest)
        return;
    guest->fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    guest->deadline_ms = monotonic_ms() + REQUEST_MS;
    LIST_INSERT_HEAD(&server->guests, guest, next);
}

static void end_exchange(void *context, struct MHD_Connection *connection, void **exchange,
                         enum MHD_RequestTerminationCode code)
{
    (void)context;
    (void)code;
    free(*exchange);
    *exchange = NULL;
    expect_within(connection, REQUEST_MS);
}

static void drop_slow_guests(struct server *server)
{
    int64_t now_ms = monotonic_ms();
    struct guest *guest;

    LIST_FOREACH(guest, &server->guests, next)
    if (now_ms > guest->deadline_ms)
        shutdown(guest->fd, SHUT_RDWR); /* libmicrohttpd sees the end and closes it */
}

static void add_headers(const struct request *request, const struct reply *reply,
                        struct MHD_Response *response)
{
    static const char *const headers[][2] = {
        {"Content-Security-Policy",
         "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
         "base-uri 'none'; frame-ancestors 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
    };

    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++)
        MHD_add_response_header(response, headers[i][0], headers[i][1]);
    if (request->web->config.web_https)
        MHD_add_response_header(response, "Strict-Transport-Security", "max-age=31536000");
    MHD_add_response_header(response, "Cache-Control", reply->file ? STYLE_KEPT : "no-store");
    if (reply->type)
        MHD_add_response_header(response, "Content-Type", reply->type);
    if (reply->location[0])
        MHD_add_response_header(response, "Location", reply->location);
    for (int i = 0; i < reply->cookie_count; i++)
        MHD_add_response_header(response, "Set-Cookie", reply->cookies[i]);
    if (reply->status == 405)
        MHD_add_response_header(response, "Allow", request->post ? "GET, HEAD" : "POST");
}

static struct MHD_Response *response_of_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct MHD_Response *response = NULL;
    struct stat status;

    if (fd >= 0 && fstat(fd, &status) == 0)
        response = MHD_create_response_from_fd((size_t)status.st_size, fd);
    if (!response && fd >= 0)
        close(fd);
    return response;
}

static enum MHD_Result send_reply(struct MHD_Connection *connection, const struct request *request,
                                  struct reply *reply)
{
    struct MHD_Response *response;
    enum MHD_Result rc = MHD_NO;

    if (reply->file) {
        response = response_of_file(reply->file);
        free(reply->body);
    } else {
        response = MHD_create_response_from_buffer(reply->size, reply->body, MHD_RESPMEM_MUST_FREE);
    }
    if (response) {
        add_headers(request, reply, response);
        rc = MHD_queue_response(connection, (unsigned)reply->status, response);
        MHD_destroy_response(response);
    } else {
        log_error("%s: %s", reply->file ? reply->file : request->path, strerror(errno));
    }
    return rc;
}

static enum MHD_Result add_param(void *context, enum MHD_ValueKind kind, const char *name,
                                 const char *value)
{
    struct params *params = context;

    (void)kind;
    if (params->count < PARAMS_MAX)
        params->list[params->count++] = (struct param){name, value ? value : ""};
    return params->count < PARAMS_MAX ? MHD_YES : MHD_NO;
}

static void read_address(struct MHD_Connection *connection, char ret[ADDRESS_SIZE])
{
    const struct sockaddr *address =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
    const void *bytes = address->sa_family == AF_INET6
                            ? (const void *)&((const struct sockaddr_in6 *)address)->sin6_addr
                            : (const void *)&((const struct sockaddr_in *)address)->sin_addr;

    if (!inet_ntop(address->sa_family, bytes, ret, ADDRESS_SIZE))
        ret[0] = '\0';
}

static void read_cookies(struct MHD_Connection *connection, struct request *request)
{
    const char *token = MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, SESSION_COOKIE);
    const char *language =
        MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, LANGUAGE_COOKIE);

    if (token && strlen(token) == SESSION_TOKEN_SIZE - 1 &&
        token[strspn(token, "0123456789abcdef")] == '\0')
        strcpy(request->token, token);
    request->texts = &request->web->texts[language && strcmp(language, "en") == 0];
}

static void read_request(struct server *server, struct MHD_Connection *connection, const char *path,
                         const char *method, struct request *ret)
{
    *ret = (struct request){.web = server->web,
                            .path = path,
                            .post = strcmp(method, MHD_HTTP_METHOD_POST) == 0,
                            .now = time(NULL)};
    read_address(connection, ret->address);
    read_cookies(connection, ret);
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, add_param, &ret->query);
}

/* What is wrong with a request before its body has come: a status of HTTP, 0 for nothing. */
static int refuse(struct MHD_Connection *connection, const char *method)
{
    const char *length = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
    const char *type = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Type");
    bool post = strcmp(method, MHD_HTTP_METHOD_POST) == 0;

    if (!post && strcmp(method, MHD_HTTP_METHOD_GET) != 0 &&
        strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
        return 405;
    if (length && strtoull(length, NULL, 10) > BODY_MAX)
        return 413;
    if (post && (!type || strncasecmp(type, FORM_TYPE, strlen(FORM_TYPE)) != 0))
        return 415;
    return 0;
}

static enum MHD_Result answer(struct server *server, struct MHD_Connection *connection,
                              const char *path, const char *method, int refused, char *body)
{
    struct reply reply = {.status = 0};
    struct request request;
    int rc;

    read_request(server, connection, path, method, &request);
    params_read(body, &request.form);
    expect_within(connection, REPLY_MS);
    rc = refused ? route_refuse(&request, refused, &reply) : route_answer(&request, &reply);
    if (rc < 0) {
        free(reply.body);
        return MHD_NO;
    }
    return send_reply(connection, &request, &reply);
}

/* libmicrohttpd calls this when the headers are there, for each piece of the body, and at its end.
 */
static enum MHD_Result take(void *context, struct MHD_Connection *connection, const char *path,
                            const char *method, const char *version, const char *data, size_t *size,
                            void **exchange_at)
{
    struct exchange *exchange = *exchange_at;

    (void)version;
    if (!exchange) {
        char nothing[] = "";
        int refused = refuse(connection, method);

        *exchange_at = exchange = calloc(1, sizeof *exchange);
        if (!exchange)
            return MHD_NO;
        return refused ? answer(context, connection, path, method, refused, nothing) : MHD_YES;
    }
    if (*size == 0)
        return answer(context, connection, path, method, 0, exchange->body);
    if (exchange->size + *size > BODY_MAX)
        return MHD_NO; /* it did not say how much it would be */
    memcpy(exchange->body + exchange->size, data, *size);
    exchange->size += *size;
    *size = 0;
    return MHD_YES;
}

static void log_library(void *context, const char *format, va_list values)
{
    char line[256];

    (void)context;
    vsnprintf(line, sizeof line, format, values);
    line[strcspn(line, "\n")] = '\0';
    log_info("http: %s", line);
}

/* The address as a socket's. Returns its flag for libmicrohttpd, or -EADDRNOTAVAIL. */
static int read_own_address(const struct config *config, struct sockaddr_storage *ret)
{
    struct sockaddr_in *four = (struct sockaddr_in *)ret;
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)ret;

    memset(ret, 0, sizeof *ret);
    if (inet_pton(AF_INET, config->web_address, &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons((uint16_t)config->web_port);
        return 0;
    }
    if (inet_pton(AF_INET6, config->web_address, &six->sin6_addr) != 1)
        return -EADDRNOTAVAIL;
    six->sin6_family = AF_INET6;
    six->sin6_port = htons((uint16_t)config->web_port);
    return MHD_USE_DUAL_STACK;
}

int server_open(struct web *web, struct server **ret)
{
    struct server *server = calloc(1, sizeof *server);
    struct sockaddr_storage address;
    int flag = read_own_address(&web->config, &address);

    if (!server || flag < 0) {
        free(server);
        return server ? flag : -ENOMEM;
    }
    server->web = web;
    LIST_INIT(&server->guests);
    errno = 0;
    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_USE_ERROR_LOG | (unsigned)flag, 0, NULL, NULL, take, server,
        MHD_OPTION_EXTERNAL_LOGGER, log_library, NULL, MHD_OPTION_SOCK_ADDR, &address,
        MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        (unsigned)CONNECTIONS_ADDRESS_MAX, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_MEMORY, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S,
        MHD_OPTION_NOTIFY_CONNECTION, come_or_go, server, MHD_OPTION_NOTIFY_COMPLETED, end_exchange,
        NULL, MHD_OPTION_END);
    if (!server->daemon) {
        free(server);
        return errno > 0 ? -errno : -EIO;
    }
    *ret = server;
    return 0;
}

void server_close(struct server *server)
{
    if (!server)
        return;
    MHD_stop_daemon(server->daemon);
    free(server);
}

int server_descriptor(const struct server *server)
{
    return MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

int server_timeout_ms(const struct server *server)
{
    MHD_UNSIGNED_LONG_LONG timeout_ms;

    return MHD_get_timeout(server->daemon, &timeout_ms) == MHD_YES && timeout_ms < LOOK_MS
               ? (int)timeout_ms
               : LOOK_MS;
}

void server_turn(struct server *server)
{
    MHD_run(server->daemon);
    drop_slow_guests(server);
}
