/* sampan-phone: a GSM modem and the phones behind it, in software. */

#include "gateway/phone/phone.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#define EXIT_USAGE 2

struct options {
    const char *link;
    const char *control;
    const char *from;
    bool stay;
    struct modem_config modem;
};

static const char usage[] =
    "usage: sampan-phone --link PATH [options]\n"
    "A GSM modem in software, on a pseudo-terminal behind PATH, and the phones that talk to it.\n"
    "On a terminal it has a prompt; otherwise each line of standard input is an SMS.\n"
    "\n"
    "  --link PATH      symbolic link to the modem's tty; there while it runs\n"
    "  --control PATH   socket for programs: the prompt's commands, and events\n"
    "  --number NUMBER  of the modem's SIM (+6281200000001)\n"
    "  --from NUMBER    of the phone in your hand (+6281234567890)\n"
    "  --smsc NUMBER    of the service centre (+6281100000)\n"
    "  --slots N        messages that each storage holds (30)\n"
    "  --no-me          the modem has no storage but the SIM\n"
    "  --stay           the end of standard input does not end it\n"
    "  -h, -V           this text; the version\n";

static int wrong(const char *reason, const char *value)
{
    fprintf(stderr, "sampan-phone: %s%s%s\n%s", reason, value ? ": " : "", value ? value : "",
            usage);
    return EXIT_USAGE;
}

static int take_phone_number(const char *text, char *ret)
{
    if (strlen(text) >= PDU_NUMBER_SIZE || !pdu_number_valid(text))
        return wrong("not a number", text);
    strcpy(ret, text);
    return 0;
}

static int take_option(int option, struct options *options)
{
    switch (option) {
    case 'l':
        options->link = optarg;
        return 0;
    case 'c':
        options->control = optarg;
        return 0;
    case 'n':
        return take_phone_number(optarg, options->modem.number);
    case 's':
        return take_phone_number(optarg, options->modem.smsc);
    case 'f':
        options->from = optarg;
        return pdu_number_valid(optarg) && strlen(optarg) < PDU_NUMBER_SIZE
                   ? 0
                   : wrong("not a number", optarg);
    case 'o':
        options->modem.slots = atoi(optarg);
        return options->modem.slots >= 1 && options->modem.slots <= STORE_SLOTS_MAX
                   ? 0
                   : wrong("slots are 1 to 500", optarg);
    case 'm':
        options->modem.has_me = false;
        return 0;
    default:
        options->stay = true;
        return 0;
    }
}

/* Returns -1 to go on, else the exit status. */
static int take_options(int argc, char **argv, struct options *options)
{
    static const struct option names[] = {
        {"link", required_argument, NULL, 'l'},
        {"control", required_argument, NULL, 'c'},
        {"number", required_argument, NULL, 'n'},
        {"from", required_argument, NULL, 'f'},
        {"smsc", required_argument, NULL, 's'},
        {"slots", required_argument, NULL, 'o'},
        {"no-me", no_argument, NULL, 'm'},
        {"stay", no_argument, NULL, 't'},
        {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'V'},
        {NULL, 0, NULL, 0},
    };
    int option;

    while ((option = getopt_long(argc, argv, "hV", names, NULL)) != -1) {
        if (option == 'h' || option == 'V') {
            fputs(option == 'h' ? usage : "sampan-phone " SAMPAN_VERSION "\n", stdout);
            return EXIT_SUCCESS;
        }
        int rc = option == '?' ? wrong("unknown option", NULL) : take_option(option, options);
        if (rc != 0)
            return rc;
    }
    if (optind < argc)
        return wrong("too much", argv[optind]);
    return options->link ? -1 : wrong("--link is missing", NULL);
}

static void remember_sent(struct phone *phone, const struct notice *notice)
{
    struct sent_message *sent = &phone->sent[phone->sent_count++ % PHONE_SENT_MAX];

    snprintf(sent->to, sizeof sent->to, "%s", notice->number);
    snprintf(sent->text, sizeof sent->text, "%s", notice->text);
    sent->segments = notice->segments;
}

static void tell(void *context, const struct notice *notice)
{
    struct phone *phone = context;

    if (notice->kind == NOTICE_SENT)
        remember_sent(phone, notice);
    control_notice(phone, notice);
    prompt_notice(phone, notice);
    script_notice(phone, notice);
}

static void set_clocks(struct modem *modem)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    modem->now_ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
    modem->wall_s = time(NULL);
}

static int open_signals(void)
{
    sigset_t signals;

    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* Milliseconds that nothing can happen by itself, -1: for ever. */
static int idle_ms(const struct phone *phone)
{
    int modem_ms = modem_next_ms(&phone->modem);
    int script_ms = script_next_ms(phone);

    if (modem_ms < 0 || (script_ms >= 0 && script_ms < modem_ms))
        return script_ms;
    return modem_ms;
}

enum { FD_SIGNALS, FD_STDIN, FD_TTY, FD_WATCH, FD_CONTROL };

static void wait_for_something(struct phone *phone, int signals)
{
    struct pollfd fds[FD_CONTROL + CONTROL_CLIENTS_MAX + 1];
    bool typed = phone->prompt.active || script_wants_input(&phone->script);
    size_t output;

    modem_output(&phone->modem, &output);
    bool busy = phone->tty.in_size > 0;
    fds[FD_SIGNALS] = (struct pollfd){.fd = signals, .events = POLLIN};
    fds[FD_STDIN] = (struct pollfd){.fd = typed ? STDIN_FILENO : -1, .events = POLLIN};
    fds[FD_TTY] = (struct pollfd){.fd = busy && output == 0 ? -1 : phone->tty.master,
                                  .events = (busy ? 0 : POLLIN) | (output > 0 ? POLLOUT : 0)};
    fds[FD_WATCH] = (struct pollfd){.fd = phone->tty.watch, .events = POLLIN};
    int count = FD_CONTROL + control_poll(&phone->control, fds + FD_CONTROL);
    if (poll(fds, (nfds_t)count, idle_ms(phone)) < 0)
        return;
    set_clocks(&phone->modem);
    if (fds[FD_SIGNALS].revents)
        phone->quit = true;
    if (fds[FD_STDIN].revents && phone->prompt.active)
        prompt_read(phone);
    else if (fds[FD_STDIN].revents)
        script_read(&phone->script);
}

static int run(struct phone *phone, int signals)
{
    while (!phone->quit) {
        int rc = tty_pump(&phone->tty, &phone->modem);
        if (rc < 0) {
            fprintf(stderr, "sampan-phone: the line: %s\n", strerror(-rc));
            return EXIT_FAILURE;
        }
        script_pump(phone);
        control_pump(phone);
        modem_tick(&phone->modem);
        if (!phone->quit)
            wait_for_something(phone, signals);
    }
    return phone->exit_status;
}

static int start(struct phone *phone, const struct options *options)
{
    modem_init(&phone->modem, &options->modem);
    set_clocks(&phone->modem);
    phone->modem.notify = tell;
    phone->modem.notify_context = phone;
    snprintf(phone->from, sizeof phone->from, "%s", options->from);
    int rc = control_open(&phone->control, options->control);
    if (rc < 0) {
        fprintf(stderr, "sampan-phone: %s: %s\n", options->control, strerror(-rc));
        return rc;
    }
    rc = tty_open(&phone->tty, options->link);
    if (rc < 0) {
        fprintf(stderr, "sampan-phone: %s: %s\n", options->link, strerror(-rc));
        return rc;
    }
    if (isatty(STDIN_FILENO))
        return prompt_open(phone);
    script_begin(&phone->script, options->stay);
    return 0;
}

int main(int argc, char **argv)
{
    struct options options = {
        .from = "+6281234567890",
        .modem = {.number = "+6281200000001", .smsc = "+6281100000", .slots = 30, .has_me = true}};
    int status = take_options(argc, argv, &options);

    if (status >= 0)
        return status;
    struct phone *phone = calloc(1, sizeof *phone);
    int signals = open_signals();
    if (!phone || signals < 0) {
        fprintf(stderr, "sampan-phone: %s\n", strerror(errno));
        free(phone);
        return EXIT_FAILURE;
    }
    phone->tty.master = phone->tty.slave = phone->tty.watch = -1;
    status = EXIT_FAILURE;
    if (start(phone, &options) == 0)
        status = run(phone, signals);
    prompt_close(&phone->prompt);
    tty_close(&phone->tty);
    control_close(&phone->control);
    free(phone);
    return status;
}
