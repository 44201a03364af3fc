#include "tests/support/browser.h"

#include <arpa/inet.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static struct sockaddr_in address_of(const char *ip, int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};

    assert_int_equal(inet_pton(AF_INET, ip, &address.sin_addr), 1);
    return address;
}

/* Below those that the kernel gives to whoever connects (from 32768 on): one of them may be taken
 * again before sampan-web has it. */
static int free_port(void)
{
    static const int first = 20000, last = 32000;
    int port = first + (int)getpid() % (last - first), taken;

    do {
        struct sockaddr_in address = address_of("127.0.0.1", ++port);
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

        taken = bind(fd, (struct sockaddr *)&address, sizeof address);
        close(fd);
    } while (taken < 0 && port < last);
    assert_int_equal(taken, 0);
    return port;
}

int browser_connect(const struct browser *browser, const char *from, const char *bytes)
{
    struct sockaddr_in own = address_of(from, 0), there = address_of("127.0.0.1", browser->port);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (bind(fd, (struct sockaddr *)&own, sizeof own) == 0 &&
        connect(fd, (struct sockaddr *)&there, sizeof there) == 0 &&
        send(fd, bytes, strlen(bytes), MSG_NOSIGNAL) == (ssize_t)strlen(bytes))
        return fd;
    close(fd);
    return -1;
}

/* The value of a header or cookie, from behind name to one of ends. */
static void take(const char *head, const char *name, const char *ends, char *ret, size_t size)
{
    const char *at = strstr(head, name);

    if (at)
        snprintf(ret, size, "%.*s", (int)strcspn(at + strlen(name), ends), at + strlen(name));
}

int browser_send(struct browser *browser, const char *bytes, size_t size)
{
    static char answer[sizeof browser->head + sizeof browser->body];
    struct timeval patience = {.tv_sec = E2E_WAIT_S};
    int fd = browser_connect(browser, "127.0.0.1", "");
    size_t length = 0;
    char *end;

    browser->status = 0;
    browser->head[0] = browser->body[0] = browser->location[0] = '\0';
    if (fd < 0)
        return 0;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    while (size > 0) {
        ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);

        if (sent <= 0)
            break;
        bytes += sent;
        size -= (size_t)sent;
    }
    for (ssize_t got; length + 1 < sizeof answer &&
                      (got = recv(fd, answer + length, sizeof answer - 1 - length, 0)) > 0;)
        length += (size_t)got;
    close(fd);
    answer[length] = '\0';
    end = strstr(answer, "\r\n\r\n");
    if (!end)
        return 0;
    snprintf(browser->head, sizeof browser->head, "%.*s", (int)(end - answer), answer);
    snprintf(browser->body, sizeof browser->body, "%s", end + 4);
    take(browser->head, "Location: ", "\r\n", browser->location, sizeof browser->location);
    take(browser->head, "sampan_session=", ";\r\n", browser->session, sizeof browser->session);
    take(browser->head, "sampan_bahasa=", ";\r\n", browser->language, sizeof browser->language);
    browser->status = sscanf(answer, "HTTP/1.1 %d", &browser->status) == 1 ? browser->status : 0;
    return browser->status;
}

int browser_ask(struct browser *browser, const char *path, const char *form)
{
    static char bytes[40000];
    int length = snprintf(bytes, sizeof bytes,
                          "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                          "Cookie: sampan_session=%s; sampan_bahasa=%s\r\n",
                          form ? "POST" : "GET", path, browser->session, browser->language);

    if (form)
        length += snprintf(bytes + length, sizeof bytes - (size_t)length,
                           "Content-Type: application/x-www-form-urlencoded\r\n"
                           "Content-Length: %zu\r\n\r\n%s",
                           strlen(form), form);
    else
        length += snprintf(bytes + length, sizeof bytes - (size_t)length, "\r\n");
    return browser_send(browser, bytes, (size_t)length);
}

const char *browser_form_key(const struct browser *browser)
{
    static char key[64];

    key[0] = '\0';
    take(browser->body, "name=\"kunci\" value=\"", "\"", key, sizeof key);
    return key;
}

int browser_log_in(struct browser *browser, const char *name, const char *password)
{
    char form[400];

    browser_ask(browser, "/masuk", NULL);
    snprintf(form, sizeof form, "kunci=%s&nama=%s&sandi=%s", browser_form_key(browser), name,
             password);
    return browser_ask(browser, "/masuk", form);
}

static bool answers(struct e2e *e2e, const void *context)
{
    struct browser *browser = malloc(sizeof *browser);
    bool right;

    (void)e2e;
    *browser = (struct browser){.port = *(const int *)context};
    right = browser_ask(browser, "/masuk", NULL) == 200;
    free(browser);
    return right;
}

pid_t web_start(struct e2e *e2e, struct browser *browser, const char *extra)
{
    char options[400], path[600];
    pid_t pid;

    memset(browser, 0, sizeof *browser);
    browser->port = free_port();
    snprintf(options, sizeof options, "web_port = %d;\n%s", browser->port, extra);
    e2e_configure(e2e, options);
    snprintf(path, sizeof path, "%s/sampan-web", e2e->programs);
    pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        setenv("SAMPAN_CONFIG", e2e->config, 1);
        if (freopen(e2e->log, "a", stderr))
            execl(path, path, NULL);
        _exit(127);
    }
    e2e_wait(e2e, "sampan-web", answers, &browser->port);
    return pid;
}

void web_stop(struct e2e *e2e, pid_t pid)
{
    int status = -1;

    kill(pid, SIGTERM);
    if (waitpid(pid, &status, 0) != pid || status != 0)
        e2e_fail(e2e, "sampan-web ended with %x", (unsigned)status);
}
