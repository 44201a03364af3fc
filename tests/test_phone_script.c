/* sampan-phone without a terminal: lines in, conversations out, in their order. */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

#define VILLAGER   "+6281234567890"
#define TIMEOUT_MS 10000

/* The phone's end of the pipes, and the test as a gateway on the tty. */
struct rig {
    char folder[64], link[96];
    pid_t pid;
    int in, out, tty;
};

/* Read until text has come; fails the test if it does not. What came is left in seen. */
static void expect(int fd, const char *text, char *seen, size_t size)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    size_t length = 0;

    seen[0] = '\0';
    while (!strstr(seen, text)) {
        if (poll(&ready, 1, TIMEOUT_MS) != 1 || length + 1 >= size ||
            read(fd, seen + length, 1) != 1)
            fail_msg("waited for %s, came %s", text, seen);
        seen[++length] = '\0';
    }
}

static void say(struct rig *rig, const char *line, const char *answer)
{
    char seen[4096];

    assert_int_equal(write(rig->tty, line, strlen(line)), strlen(line));
    expect(rig->tty, answer, seen, sizeof seen);
}

static void start(struct rig *rig, char *const extra)
{
    const char *build = getenv("SAMPAN_BUILD");
    char program[200];
    int in[2], out[2];

    snprintf(program, sizeof program, "%s/sampan-phone", build ? build : "build");
    assert_int_equal(pipe(in), 0);
    assert_int_equal(pipe(out), 0);
    rig->pid = fork();
    assert_true(rig->pid >= 0);
    if (rig->pid == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        close(in[1]);
        execl(program, program, "--link", rig->link, "--from", VILLAGER, extra, (char *)NULL);
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    rig->in = in[1];
    rig->out = out[0];
}

static void type(const struct rig *rig, const char *lines)
{
    assert_int_equal(write(rig->in, lines, strlen(lines)), strlen(lines));
}

static void open_line(struct rig *rig)
{
    rig->tty = open(rig->link, O_RDWR | O_NOCTTY);
    assert_true(rig->tty >= 0);
    say(rig, "ATE0\r", "OK\r\n");
}

static int set_up(void **state)
{
    struct rig *rig = calloc(1, sizeof *rig);

    if (!rig)
        return -1;
    rig->tty = -1;
    strcpy(rig->folder, "/tmp/sampan-test-XXXXXX");
    if (!mkdtemp(rig->folder))
        return -1;
    snprintf(rig->link, sizeof rig->link, "%s/modem", rig->folder);
    *state = rig;
    return 0;
}

static int tear_down(void **state)
{
    struct rig *rig = *state;
    /* It removed its link: the folder is empty. */
    int rc = rmdir(rig->folder);

    if (rig->tty >= 0)
        close(rig->tty);
    close(rig->out);
    free(rig);
    return rc;
}

static int exit_status(const struct rig *rig)
{
    int status;

    assert_int_equal(waitpid(rig->pid, &status, 0), rig->pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* hellohello to the villager, and the same in two parts of 8-bit data: "he", "llo". */
#define HELLO  "0011000D91261832547698F00000AA0AE8329BFD4697D9EC37\x1a"
#define PART_1 "0051000D91261832547698F00004AA080500030102016865\x1a"
#define PART_2 "0051000D91261832547698F00004AA090500030102026C6C6F\x1a"

static void each_line_waits_for_the_answer_to_the_one_before(void **state)
{
    struct rig *rig = *state;
    char seen[4096];
    start(rig, NULL);
    type(rig, "satu\ndua\n");
    expect(rig->out, "> satu\n", seen, sizeof seen);
    open_line(rig);

    /* The first is answered in two parts, and deleted between them. */
    say(rig, "AT+CMGR=1\r", "OK\r\n");
    say(rig, "AT+CMGS=23\r", "> ");
    say(rig, PART_1, "+CMGS: 1");
    say(rig, "AT+CMGD=1\r", "OK\r\n");
    say(rig, "AT+CMGL=4\r", "\r\nOK\r\n");
    say(rig, "AT+CMGS=24\r", "> ");
    say(rig, PART_2, "+CMGS: 2");
    expect(rig->out, VILLAGER " > dua\n", seen, sizeof seen);
    assert_string_equal(seen, VILLAGER " < hello\n" VILLAGER " > dua\n");

    /* The second is deleted before it is answered. */
    say(rig, "AT+CMGD=1\r", "OK\r\n");
    say(rig, "AT+CMGS=24\r", "> ");
    say(rig, HELLO, "+CMGS: 3");
    close(rig->in);
    expect(rig->out, "\n", seen, sizeof seen);
    assert_string_equal(seen, VILLAGER " < hellohello\n");
    assert_int_equal(exit_status(rig), 0);
}

static void a_wrong_command_is_told_and_counts_as_a_failure(void **state)
{
    struct rig *rig = *state;
    char seen[4096];
    start(rig, NULL);

    type(rig, "/from\n/nonsense\n/from 0812 \n");
    expect(rig->out, "lists them))\n", seen, sizeof seen);
    close(rig->in);

    assert_string_equal(seen, "(usage: from NUMBER)\n"
                              "(no such command: nonsense (help lists them))\n");
    assert_int_equal(exit_status(rig), 1);
}

static void a_signal_ends_it_cleanly(void **state)
{
    struct rig *rig = *state;
    char seen[4096];
    start(rig, "--stay");
    type(rig, "/status\n");
    expect(rig->out, "faults: none\n", seen, sizeof seen);
    close(rig->in);

    assert_int_equal(kill(rig->pid, SIGHUP), 0);

    assert_int_equal(exit_status(rig), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(each_line_waits_for_the_answer_to_the_one_before),
        TEST(a_wrong_command_is_told_and_counts_as_a_failure),
        TEST(a_signal_ends_it_cleanly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
