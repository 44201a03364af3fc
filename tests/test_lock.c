/* Lock: one gateway for one database, and whether it runs. */

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gateway/lock.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

/* What lock_take says to another process, as a positive errno; it ends at once. */
static int take_elsewhere(const char *database)
{
    pid_t pid = fork();
    int status;

    if (pid == 0)
        _exit(-lock_take(database));
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void nobody_has_it_at_first(void **state)
{
    (void)state;

    assert_int_equal(lock_is_taken(temp_path("new.db")), 0);
}

static void a_second_gateway_is_refused_and_the_first_is_seen(void **state)
{
    const char *database = temp_path("shared.db");
    (void)state;

    assert_int_equal(lock_take(database), 0);

    assert_int_equal(take_elsewhere(database), EBUSY);
    assert_int_equal(lock_is_taken(database), 1);
}

static void other_databases_are_free(void **state)
{
    (void)state;
    assert_int_equal(lock_take(temp_path("one.db")), 0);

    assert_int_equal(take_elsewhere(temp_path("two.db")), 0);
}

/* However it ends: nothing is left to be tidied up after a power cut. */
static void it_ends_with_the_process_that_has_it(void **state)
{
    const char *database = temp_path("crash.db");
    int ready[2], status;
    char byte;
    pid_t pid;
    (void)state;

    assert_int_equal(pipe(ready), 0);
    pid = fork();
    if (pid == 0) {
        byte = (char)-lock_take(database);
        if (write(ready[1], &byte, 1) == 1)
            pause();
        _exit(1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(byte, 0);
    assert_int_equal(lock_is_taken(database), 1);
    kill(pid, SIGKILL);
    assert_int_equal(waitpid(pid, &status, 0), pid);

    assert_int_equal(lock_is_taken(database), 0);
    assert_int_equal(lock_take(database), 0);
    close(ready[0]);
    close(ready[1]);
}

static void a_folder_that_is_missing_is_told(void **state)
{
    (void)state;

    assert_int_equal(lock_take("/nowhere/at/all/sampan.db"), -ENOENT);
    assert_int_equal(lock_is_taken("/nowhere/at/all/sampan.db"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_has_it_at_first),
        cmocka_unit_test(a_second_gateway_is_refused_and_the_first_is_seen),
        cmocka_unit_test(other_databases_are_free),
        cmocka_unit_test(it_ends_with_the_process_that_has_it),
        cmocka_unit_test(a_folder_that_is_missing_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
