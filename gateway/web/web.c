/* sampan-web: the pages for operators, and what machines ask: /healthz and /metrics. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "gateway/log.h"
#include "gateway/program.h"
#include "gateway/web/server.h"

static const char *const languages[WEB_LANGUAGES] = {"id", "en"};

static int load(const char *config_file, struct web *web)
{
    struct problems problems = {0};
    int code = program_load(config_file, &web->config, NULL);

    for (int i = 0; code == EXIT_FINE && i < WEB_LANGUAGES; i++)
        web_texts_load(web->config.texts, languages[i], &web->texts[i], &problems);
    if (problems.count > 0)
        code = EXIT_CONFIG;
    problems_print(&problems, stderr);
    problems_clear(&problems);
    return code;
}

static int open_signals(void)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

static void serve(struct server *server, int signals)
{
    struct pollfd fds[] = {{.fd = signals, .events = POLLIN},
                           {.fd = server_descriptor(server), .events = POLLIN}};

    while (fds[0].revents == 0) {
        poll(fds, 2, server_timeout_ms(server));
        server_turn(server);
    }
}

static int run(struct web *web)
{
    int signals = open_signals(), rc;
    struct server *server = NULL;
    char error[256];

    rc = db_open(web->config.database, &web->db, error);
    if (rc < 0) {
        log_error("%s: %s", web->config.database, error);
        return rc == -EUCLEAN || rc == -EPROTO || rc == -EACCES ? EXIT_CONFIG : EXIT_FAILED;
    }
    rc = signals < 0 ? -errno : server_open(web, &server);
    if (rc < 0) {
        log_error("cannot listen on %s port %d: %s", web->config.web_address, web->config.web_port,
                  strerror(-rc));
    } else {
        log_notice("sampan-web %s: http://%s:%d/", SAMPAN_VERSION, web->config.web_address,
                   web->config.web_port);
        serve(server, signals);
        log_notice("stopped");
    }
    server_close(server);
    db_close(web->db);
    return rc < 0 ? EXIT_FAILED : EXIT_FINE;
}

int main(int argc, char **argv)
{
    static const char usage[] =
        "usage: sampan-web [-c FILE] [-h] [-V]\n"
        "  -c FILE  the configuration (else $SAMPAN_CONFIG, else /etc/sampan/sampan.conf)\n";
    static struct web web;
    const char *config_file = NULL;
    int code;

    for (int option; (option = getopt(argc, argv, "c:hV")) != -1;) {
        if (option == 'c') {
            config_file = optarg;
        } else if (option == 'V') {
            printf("sampan-web %s\n", SAMPAN_VERSION);
            return EXIT_FINE;
        } else {
            fputs(usage, option == 'h' ? stdout : stderr);
            return option == 'h' ? EXIT_FINE : EXIT_USAGE;
        }
    }
    if (optind < argc) {
        fputs(usage, stderr);
        return EXIT_USAGE;
    }
    code = load(config_path(config_file), &web);
    if (code == EXIT_FINE)
        code = run(&web);
    for (int i = 0; i < WEB_LANGUAGES; i++)
        web_texts_close(&web.texts[i]);
    return code;
}
