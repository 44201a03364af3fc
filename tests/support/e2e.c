#include "tests/support/e2e.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/inbox.h"
#include "db/ticket.h"
#include "gateway/monotonic.h"

#include <cmocka.h>

#define LOOK_MS   10
#define WORDS_MAX 24

static void show_log(const struct e2e *e2e)
{
    char line[600];
    FILE *file = fopen(e2e->log, "r");

    print_error("--- what the gateway said:\n");
    while (file && fgets(line, sizeof line, file))
        print_error("    %s", line);
    if (file)
        fclose(file);
}

void e2e_fail(struct e2e *e2e, const char *format, ...)
{
    char text[600];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    print_error("%s\n", text);
    show_log(e2e);
    fail();
    abort(); /* not reached */
}

static void pause_a_little(void)
{
    poll(NULL, 0, LOOK_MS);
}

void e2e_configure(struct e2e *e2e, const char *extra)
{
    bool dummy = e2e->modem == E2E_DUMMY;
    char path[160];
    FILE *file;

    snprintf(path, sizeof path, "%s.new", e2e->config);
    file = fopen(path, "w");
    if (!file)
        e2e_fail(e2e, "%s: %s", path, strerror(errno));
    fprintf(file, "node = \"01\";\ndatabase = \"%s\";\ntexts = \"%s\";\n", e2e->database,
            e2e->texts);
    fprintf(
        file,
        "modems = ({ name = \"uji\"; number = \"+6281200000001\"; device = \"%s\"; %s });\n%s\n",
        dummy ? e2e->dummy : e2e->link,
        e2e->options[0] ? e2e->options
        : dummy         ? "connection = \"none\"; model = \"dummy\"; poll_interval_ms = 200;"
                        : "connection = \"at\"; poll_interval_ms = 5000;",
        extra);
    if (fclose(file) != 0 || rename(path, e2e->config) < 0)
        e2e_fail(e2e, "%s: %s", path, strerror(errno));
}

static void run_child(struct e2e *e2e, const char *const *words, int input, int output)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that is killed leaves nobody behind */
    setenv("SAMPAN_CONFIG", e2e->config, 1);
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    execvp(words[0], (char *const *)words);
    dprintf(STDERR_FILENO, "%s: %s\n", words[0], strerror(errno));
    _exit(127);
}

static int exit_status(int status)
{
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int e2e_run(struct e2e *e2e, char *output, size_t size, const char *program, ...)
{
    char path[600], word[600];
    const char *words[WORDS_MAX] = {path};
    size_t length = 0;
    ssize_t count;
    int fds[2], status, at = 1;
    va_list arguments;

    snprintf(path, sizeof path, "%s/%s", e2e->programs, program);
    va_start(arguments, program);
    while (at < WORDS_MAX - 1 && (words[at] = va_arg(arguments, const char *)) != NULL)
        at++;
    va_end(arguments);
    if (pipe2(fds, O_CLOEXEC) < 0)
        e2e_fail(e2e, "pipe: %s", strerror(errno));
    pid_t pid = fork();
    if (pid == 0)
        run_child(e2e, words, STDIN_FILENO, fds[1]);
    close(fds[1]);
    while ((count = read(fds[0], word, sizeof word)) > 0)
        for (ssize_t i = 0; i < count && length + 1 < size; i++)
            output[length++] = word[i];
    output[length] = '\0';
    close(fds[0]);
    if (pid < 0 || waitpid(pid, &status, 0) != pid)
        e2e_fail(e2e, "%s: %s", program, strerror(errno));
    return exit_status(status);
}

void e2e_open(struct e2e *e2e, enum e2e_modem modem)
{
    const char *build = getenv("SAMPAN_BUILD");
    char output[4096], *programs = realpath(build ? build : "build", NULL),
                       *texts = realpath("config", NULL);

    memset(e2e, 0, sizeof *e2e);
    e2e->modem = modem;
    e2e->commands = e2e->events = -1;
    strcpy(e2e->folder, "/tmp/sampan-e2e-XXXXXX");
    if (!programs || !texts || !mkdtemp(e2e->folder) || prctl(PR_SET_CHILD_SUBREAPER, 1) < 0)
        e2e_fail(e2e, "cannot begin: %s", strerror(errno));
    snprintf(e2e->programs, sizeof e2e->programs, "%s", programs);
    snprintf(e2e->texts, sizeof e2e->texts, "%s", texts);
    free(programs);
    free(texts);
    snprintf(e2e->config, sizeof e2e->config, "%s/sampan.conf", e2e->folder);
    snprintf(e2e->database, sizeof e2e->database, "%s/sampan.db", e2e->folder);
    snprintf(e2e->log, sizeof e2e->log, "%s/log", e2e->folder);
    snprintf(e2e->dummy, sizeof e2e->dummy, "%s/sim", e2e->folder);
    snprintf(e2e->link, sizeof e2e->link, "%s/modem", e2e->folder);
    snprintf(e2e->control, sizeof e2e->control, "%s/control", e2e->folder);
    for (const char *const *part = (const char *const[]){"", "/sms", "/sms/1", NULL}; *part;
         part++) {
        char path[128];

        snprintf(path, sizeof path, "%s%s", e2e->dummy, *part);
        mkdir(path, 0700);
    }
    e2e_configure(e2e, "");
    if (e2e_run(e2e, output, sizeof output, "sampan", "service", "import", "config/layanan.csv",
                NULL) != 0)
        e2e_fail(e2e, "import: %s", output);
}

void e2e_start(struct e2e *e2e, const char *const *before)
{
    char path[600];
    const char *words[WORDS_MAX];
    int at = 0, log = open(e2e->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);

    for (; before && before[at]; at++)
        words[at] = before[at];
    snprintf(path, sizeof path, "%s/sampand", e2e->programs);
    words[at] = path;
    words[at + 1] = NULL;
    e2e->gateway = fork();
    if (e2e->gateway == 0) {
        if (before)
            setenv("ASAN_OPTIONS", "detect_leaks=0", 1); /* it cannot look under a tracer */
        run_child(e2e, words, nothing, log);
    }
    close(log);
    close(nothing);
    if (e2e->gateway < 0)
        e2e_fail(e2e, "fork: %s", strerror(errno));
}

bool e2e_runs(struct e2e *e2e)
{
    siginfo_t info = {0};

    return e2e->gateway > 0 &&
           waitid(P_PID, (id_t)e2e->gateway, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == 0;
}

static bool has_ended(struct e2e *e2e, const void *context)
{
    (void)context;
    return !e2e_runs(e2e);
}

int e2e_wait_end(struct e2e *e2e)
{
    int status;

    e2e_wait(e2e, "the end of sampand", has_ended, NULL);
    if (waitpid(e2e->gateway, &status, 0) != e2e->gateway)
        e2e_fail(e2e, "sampand is not there");
    e2e->gateway = 0;
    return exit_status(status);
}

int e2e_stop(struct e2e *e2e)
{
    kill(e2e->gateway, SIGTERM);
    return e2e_wait_end(e2e);
}

static int first_child(pid_t parent)
{
    char path[64];
    int pid = 0;
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)parent, (int)parent);
    file = fopen(path, "r");
    if (file && fscanf(file, "%d", &pid) != 1)
        pid = 0;
    if (file)
        fclose(file);
    return pid;
}

pid_t e2e_modem_process(struct e2e *e2e)
{
    return e2e->gateway > 0 ? first_child(e2e->gateway) : 0;
}

void e2e_wait(struct e2e *e2e, const char *what, e2e_condition *condition, const void *context)
{
    int64_t deadline = monotonic_ms() + E2E_WAIT_S * 1000;

    while (!condition(e2e, context)) {
        if (monotonic_ms() > deadline)
            e2e_fail(e2e, "waited %d seconds in vain for: %s", E2E_WAIT_S, what);
        pause_a_little();
    }
}

struct db *e2e_db(struct e2e *e2e)
{
    char error[256];

    if (!e2e->db && db_open(e2e->database, &e2e->db, error) < 0)
        e2e_fail(e2e, "%s: %s", e2e->database, error);
    return e2e->db;
}

static int nothing_more(const void *row, void *context)
{
    (void)row;
    (void)context;
    return 0;
}

int e2e_count_inbox(struct e2e *e2e, const char *state)
{
    struct inbox_filter filter = {.state = state};

    return inbox_list(e2e_db(e2e), &filter, nothing_more, NULL);
}

int e2e_count_tickets(struct e2e *e2e)
{
    return ticket_list(e2e_db(e2e), &(struct ticket_filter){0}, nothing_more, NULL);
}

bool e2e_all_answered(struct e2e *e2e, const void *count)
{
    return outbox_count_open(e2e_db(e2e)) == 0 && e2e_count_inbox(e2e, "waiting") == 0 &&
           e2e_count_inbox(e2e, "answered") >= *(const int *)count;
}

int e2e_log_count(struct e2e *e2e, const char *text)
{
    char line[600];
    FILE *file = fopen(e2e->log, "r");
    int count = 0;

    while (file && fgets(line, sizeof line, file))
        count += strstr(line, text) != NULL;
    if (file)
        fclose(file);
    return count;
}

bool e2e_log_has(struct e2e *e2e, const void *text)
{
    return e2e_log_count(e2e, text) > 0;
}

/* Written beside the folder and moved in, so that nobody reads half of it. */
void e2e_dummy_put(struct e2e *e2e, int slot, const char *sender, const char *at, const char *udh,
                   const char *text)
{
    char path[128], whole[128];
    FILE *file;

    snprintf(path, sizeof path, "%s/new", e2e->dummy);
    snprintf(whole, sizeof whole, "%s/sms/1/%d", e2e->dummy, slot);
    file = fopen(path, "w");
    if (!file)
        e2e_fail(e2e, "%s: %s", path, strerror(errno));
    fprintf(file, "[SMSBackup000]\nPDU = Deliver\nDateTime = %s\nState = UnRead\nNumber = \"%s\"\n",
            at, sender);
    if (udh[0])
        fprintf(file, "UDH = %s\n", udh);
    for (int line = 0; *text; line++) {
        fprintf(file, "Text%02d = ", line);
        for (int i = 0; i < 50 && *text; i++)
            fprintf(file, "%04X", (unsigned char)*text++);
        fputc('\n', file);
    }
    fputs("Coding = Default_No_Compression\n", file);
    if (fclose(file) != 0 || rename(path, whole) < 0)
        e2e_fail(e2e, "%s: %s", whole, strerror(errno));
}

int e2e_dummy_count(struct e2e *e2e)
{
    char path[128];
    int count = 0;
    DIR *folder;

    snprintf(path, sizeof path, "%s/sms/1", e2e->dummy);
    folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder)) != NULL;)
        count += entry->d_name[0] != '.';
    if (folder)
        closedir(folder);
    return count;
}

static int connect_to(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static bool phone_is_there(struct e2e *e2e, const void *context)
{
    (void)context;
    if (e2e->commands < 0)
        e2e->commands = connect_to(e2e->control);
    if (e2e->commands >= 0 && e2e->events < 0)
        e2e->events = connect_to(e2e->control);
    return e2e->events >= 0;
}

/* One line without its end. */
static void read_line(struct e2e *e2e, int fd, char *line, size_t size)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    size_t length = 0;

    for (char byte;; line[length] = '\0') {
        for (int s = 0; s < E2E_WAIT_S && poll(&ready, 1, 1000) == 0; s++)
            if (e2e->gateway > 0 && !e2e_runs(e2e))
                e2e_fail(e2e, "sampand has ended");
        if (poll(&ready, 1, 0) != 1 || read(fd, &byte, 1) != 1)
            e2e_fail(e2e, "the phone said nothing more");
        if (byte == '\n')
            return;
        if (length + 1 < size)
            line[length++] = byte;
    }
}

void e2e_phone_start(struct e2e *e2e)
{
    char path[600];
    const char *words[] = {path, "--link", e2e->link, "--control", e2e->control, "--stay", NULL};
    int log = open(e2e->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);

    snprintf(path, sizeof path, "%s/sampan-phone", e2e->programs);
    e2e->phone = fork();
    if (e2e->phone == 0)
        run_child(e2e, words, nothing, log);
    close(log);
    close(nothing);
    e2e_wait(e2e, "the phone", phone_is_there, NULL);
    if (write(e2e->events, "events\n", 7) != 7)
        e2e_fail(e2e, "the phone does not listen");
    read_line(e2e, e2e->events, e2e->event, sizeof e2e->event);
}

void e2e_phone_answer(struct e2e *e2e, const char *command, char *ret, size_t size)
{
    char line[8192];
    size_t length = 0;

    dprintf(e2e->commands, "%s\n", command);
    ret[0] = '\0';
    for (;;) {
        read_line(e2e, e2e->commands, line, sizeof line);
        if (strcmp(line, "ok") == 0)
            return;
        if (strncmp(line, "error", 5) == 0)
            e2e_fail(e2e, "the phone: %s", line);
        if (length < size)
            length += (size_t)snprintf(ret + length, size - length, "%s\n", line);
    }
}

void e2e_phone(struct e2e *e2e, const char *format, ...)
{
    char line[8192], answer[256];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    e2e_phone_answer(e2e, line, answer, sizeof answer);
}

const char *e2e_event(struct e2e *e2e, const char *name)
{
    size_t length = strlen(name);
    const char *field;

    do {
        read_line(e2e, e2e->events, e2e->event, sizeof e2e->event);
        field = strchr(e2e->event, '\t');
    } while (!field || strncmp(field + 1, name, length) != 0 ||
             (field[1 + length] != '\0' && field[1 + length] != '\t'));
    return field[1 + length] == '\0' ? "" : field + 2 + length;
}

void e2e_say(struct e2e *e2e, const char *number, const char *text)
{
    e2e_phone(e2e, "sms %s %s", number, text);
}

const char *e2e_heard(struct e2e *e2e, const char *number)
{
    size_t length = strlen(number);
    const char *fields;

    do
        fields = e2e_event(e2e, "sent");
    while (strncmp(fields, number, length) != 0 || fields[length] != '\t');
    return strrchr(fields, '\t') + 1;
}

const char *e2e_ask(struct e2e *e2e, const char *number, const char *text, const char *part)
{
    e2e_say(e2e, number, text);
    const char *answer = e2e_heard(e2e, number);

    if (!strstr(answer, part))
        e2e_fail(e2e, "'%s' was answered '%s', which does not say '%s'", text, answer, part);
    return answer;
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

static bool nobody_is_left(struct e2e *e2e, const void *context)
{
    (void)e2e;
    (void)context;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
    return waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD;
}

/* A clean end leaves nobody behind: only what was stopped the hard way is killed with its group. */
void e2e_close(struct e2e *e2e)
{
    if (e2e->folder[0] == '\0')
        return;
    db_close(e2e->db);
    if (e2e->gateway > 0)
        kill(-e2e->gateway, SIGKILL);
    if (e2e->phone > 0)
        kill(e2e->phone, SIGTERM);
    if (e2e->commands >= 0)
        close(e2e->commands);
    if (e2e->events >= 0)
        close(e2e->events);
    e2e_wait(e2e, "the end of every process", nobody_is_left, NULL);
    nftw(e2e->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    memset(e2e, 0, sizeof *e2e);
}
