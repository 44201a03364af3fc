/* What every list and every command has in common: completion, and tables that fit the terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/e2e.h"
#include "tests/support/sql.h"

#include <cmocka.h>

static struct e2e rig;
static char output[16384];

#define RUN(...) e2e_run(&rig, output, sizeof output, __VA_ARGS__, NULL)

static int set_up(void **state)
{
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    e2e_configure(&rig, "");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    e2e_close(&rig);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

/* Run a script with bash, where $PATH begins with our programs. Its output. */
static const char *bash(const char *script)
{
    char path[160], command[1000];
    size_t size;
    FILE *file;

    snprintf(path, sizeof path, "%s/script", rig.folder);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(script, file);
    fclose(file);
    snprintf(command, sizeof command, "PATH=%s:$PATH SAMPAN_CONFIG=%s bash %s 2>&1", rig.programs,
             rig.config, path);
    file = popen(command, "r");
    assert_non_null(file);
    size = fread(output, 1, sizeof output - 1, file);
    output[size] = '\0';
    pclose(file);
    return output;
}

/* The help is read by another way than the completion reads it. */
static const char every_word[] =
    "source <(sampan completion bash)\n"
    "complete_words() { COMP_WORDS=(sampan \"$@\" ''); COMP_CWORD=$(($# + 1)); _sampan;"
    " echo \" ${COMPREPLY[*]} \"; }\n"
    "has() { case $1 in *\" $2 \"*) ((++found)) ;; *) echo \"$3: no $2\" ;; esac; }\n"
    "for command in $(sampan -h | sed -n 's/^  \\([a-z][a-z-]*\\) .*/\\1/p'); do\n"
    "    has \"$(complete_words)\" $command sampan\n"
    "    while read -r line; do\n"
    "        subs=$(sed -n \"s/.*sampan $command \\([a-z|-]*\\)\\( .*\\)\\?$/\\1/p\" "
    "<<<\"$line\")\n"
    "        case $subs in -*|'') subs= ;; esac\n"
    "        for sub in ${subs//|/ }; do has \"$(complete_words $command)\" $sub $command; done\n"
    "        for option in $(grep -o -- '--[a-z-]*' <<<\"$line\"); do\n"
    "            for sub in ${subs//|/ } ${subs:-''}; do\n"
    "                case $sub in *'|'*) continue ;; esac\n"
    "                has \"$(complete_words $command ${sub//\\'/})\" $option \"$command $sub\"\n"
    "            done\n"
    "        done\n"
    "    done < <(sampan $command -h)\n"
    "done\n"
    "echo found $found\n";

static void every_command_and_every_option_is_completed(void **state)
{
    int found = 0;
    (void)state;

    bash(every_word);

    if (sscanf(output, "found %d", &found) != 1)
        fail_msg("%s", output);
    assert_true(found > 100);
}

static void a_beginning_is_completed_and_what_does_not_fit_is_not(void **state)
{
    (void)state;

    assert_string_equal(bash("source <(sampan completion bash); COMP_WORDS=(sampan -c x message l);"
                             " COMP_CWORD=4; _sampan; echo \"${COMPREPLY[@]}\""),
                        "list\n");
    assert_string_equal(bash("source <(sampan completion bash); COMP_WORDS=(sampan backup --k);"
                             " COMP_CWORD=2; _sampan; echo \"${COMPREPLY[@]}\""),
                        "--keep\n");
    assert_int_equal(RUN("sampan", "completion", "fish"), 2);
}

/* script(1) gives the command a terminal; stty says how wide it is. */
static void on_a_terminal_a_row_is_a_line_and_in_a_pipe_it_is_whole(void **state)
{
    (void)state;
    assert_int_equal(
        sql_run(rig.database,
                "INSERT INTO inbox (bearer, sender, text, sent_at, received_at, digest, state,"
                " intent, handled_at) VALUES ('a', '+6281234567890', 'satu ' || hex(zeroblob(40))"
                " || ' akhir', 1, 1, 1, 'answered', 'SYARAT', 5)"),
        0);

    bash("script -qec 'stty cols 100; sampan message list' /dev/null | tr -d '\\r' | "
         "awk '{ if (length($0) > 100) print \"too long\" } END { print NR }'");
    assert_string_equal(output, "2\n");
    bash("sampan message list");
    assert_non_null(strstr(output, "akhir\n"));
    assert_null(strchr(output, '\033'));
}

static void every_list_is_json_and_csv_too(void **state)
{
    static const char *const lists[] = {
        "message list", "message corrupt",    "message search ktp",
        "ticket list",  "ticket search ktp",  "route list",
        "service list", "service check",      "unit list",
        "holiday list", "block list",         "notice list",
        "officer list", "journal list",       "purge --dry-run",
        "replay",       "incident --numbers", "export-person 081234567890"};
    char script[200];
    (void)state;

    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        snprintf(script, sizeof script, "sampan %s --json 2>/dev/null | head -c 1", lists[i]);
        if (strcmp(bash(script), "[") != 0)
            fail_msg("%s: %s", lists[i], output);
        snprintf(script, sizeof script, "sampan %s --csv 2>/dev/null | head -1 | grep -c ,",
                 lists[i]);
        if (strcmp(bash(script), "1\n") != 0)
            fail_msg("%s: %s", lists[i], output);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_command_and_every_option_is_completed),
        TEST(a_beginning_is_completed_and_what_does_not_fit_is_not),
        TEST(on_a_terminal_a_row_is_a_line_and_in_a_pipe_it_is_whole),
        TEST(every_list_is_json_and_csv_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
