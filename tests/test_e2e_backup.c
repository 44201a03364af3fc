/* A backup while the gateway runs, and what it is worth when it is needed. */
#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/e2e.h"
#include "tests/support/sql.h"

#include <cmocka.h>

static struct e2e rig;
static char output[8000], folder[100], copy[120];

#define RUN(...) e2e_run(&rig, output, sizeof output, __VA_ARGS__, NULL)

static int set_up(void **state)
{
    (void)state;
    e2e_open(&rig, E2E_DUMMY);
    e2e_configure(&rig, "");
    snprintf(folder, sizeof folder, "%s/backup", rig.folder);
    snprintf(copy, sizeof copy, "%s/copy.db", rig.folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    e2e_close(&rig);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

static void answer(int messages)
{
    for (int i = 1; i <= messages; i++) {
        char sender[24];

        snprintf(sender, sizeof sender, "+62812%07d", i);
        e2e_dummy_put(&rig, i, sender, "20261122T101500", "", "SYARAT KTP HILANG");
    }
    e2e_start(&rig, NULL);
    e2e_wait(&rig, "the answers", e2e_all_answered, &messages);
}

static void says(const char *part)
{
    if (!strstr(output, part))
        fail_msg("%s", output);
}

/* Files of a folder but "." and "..". */
static int count_files(const char *path)
{
    DIR *entries = opendir(path);
    int count = -2;

    assert_non_null(entries);
    while (readdir(entries))
        count++;
    closedir(entries);
    return count;
}

static void a_backup_beside_a_running_gateway_is_one_whole_file_for_its_owner_only(void **state)
{
    struct stat status;
    (void)state;
    answer(20);

    assert_int_equal(RUN("sampan", "backup"), 0);

    says("whole");
    *strchr(output, ':') = '\0';
    assert_int_equal(stat(output, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(count_files(folder), 1);
    assert_int_equal(sql_number(output, "SELECT count(*) FROM inbox WHERE state = 'answered'"), 20);
    assert_int_equal(sql_number(rig.database, "SELECT count(*) FROM journal WHERE action ="
                                              " 'database copied' AND actor LIKE 'operator:%'"),
                     1);
}

static void of_many_backups_the_newest_stay(void **state)
{
    char path[300];
    (void)state;
    mkdir(folder, 0700);
    for (int i = 0; i < 5; i++) {
        snprintf(path, sizeof path, "%s/sampan-2020010%d-120000.db", folder, i);
        assert_int_equal(sql_run(path, "CREATE TABLE t (x)"), 0);
    }
    snprintf(path, sizeof path, "%s/sampan-notes.txt", folder);
    assert_int_equal(sql_run(path, "CREATE TABLE t (x)"), 0);

    assert_int_equal(RUN("sampan", "backup", "--to", folder, "--keep", "3"), 0);

    assert_int_equal(count_files(folder), 3 + 1);
    assert_int_equal(access(path, F_OK), 0);
    snprintf(path, sizeof path, "%s/sampan-20200103-120000.db", folder);
    assert_int_equal(access(path, F_OK), 0);
    snprintf(path, sizeof path, "%s/sampan-20200102-120000.db", folder);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_int_equal(RUN("sampan", "backup", "--to", copy, "--keep", "3"), 2);
    assert_int_equal(RUN("sampan", "backup", "--keep", "0"), 2);
}

static void a_backup_that_fails_leaves_the_one_before_as_it_was(void **state)
{
    char command[1200];
    (void)state;
    mkdir(folder, 0700);
    snprintf(copy, sizeof copy, "%s/copy.db", folder);
    assert_int_equal(RUN("sampan", "backup", "--to", copy), 0);
    assert_int_equal(sql_run(copy, "PRAGMA user_version = 7"), 0);

    snprintf(command, sizeof command,
             "trap '' XFSZ; ulimit -f 100; SAMPAN_CONFIG=%s %s/sampan backup --to %s 2>%s/why",
             rig.config, rig.programs, copy, rig.folder);
    assert_int_not_equal(system(command), 0); /* no file may be longer than 50 kB */

    assert_int_equal(sql_number(copy, "PRAGMA user_version"), 7);
    assert_int_equal(count_files(folder), 1);
    assert_int_equal(RUN("sampan", "backup", "--to", "/nowhere/copy.db"), 1);
    says("nothing was kept");
}

static void nothing_is_restored_while_the_gateway_runs(void **state)
{
    (void)state;
    answer(1);
    assert_int_equal(RUN("sampan", "backup", "--to", copy), 0);

    assert_int_equal(RUN("sampan", "restore", copy), 1);

    says("the gateway runs; stop it first");
    assert_int_equal(sql_number(rig.database, "SELECT count(*) FROM journal WHERE action ="
                                              " 'database restored'"),
                     0);
}

static void a_restored_backup_answers_and_the_database_before_is_kept(void **state)
{
    const int all = 3;
    char *aside;
    (void)state;
    answer(2);
    assert_int_equal(RUN("sampan", "backup", "--to", copy), 0);
    e2e_dummy_put(&rig, 9, E2E_VILLAGER, "20261122T101600", "", "LAPOR lampu jalan mati");
    e2e_wait(&rig, "the receipt", e2e_all_answered, &all);
    kill(rig.gateway, SIGKILL); /* which leaves its log beside the database */
    e2e_wait_end(&rig);

    assert_int_equal(RUN("sampan", "restore", copy), 0);

    aside = strstr(output, rig.database);
    assert_non_null(aside);
    aside[strcspn(aside, "\n")] = '\0';
    assert_int_equal(sql_number(aside, "SELECT count(*) FROM ticket"), 1);
    assert_int_equal(sql_number(rig.database, "SELECT count(*) FROM inbox"), 2);
    assert_int_equal(RUN("sampan", "journal", "verify"), 0);
    assert_int_equal(RUN("sampan", "journal", "list", "--subject", copy), 0);
    says("database restored");
    e2e_dummy_put(&rig, 10, E2E_VILLAGER, "20261122T101700", "", "SYARAT PASPOR");
    e2e_start(&rig, NULL);
    e2e_wait(&rig, "an answer after it", e2e_all_answered, &all);
}

static void what_waited_in_an_old_backup_is_not_sent_again(void **state)
{
    (void)state;
    assert_int_equal(
        sql_run(rig.database,
                "INSERT INTO outbox (bearer, recipient, text, priority, segments, due_at,"
                " expires_at, created_at, changed_at)"
                " VALUES ('uji', '+6281234567890', 'lama', 1, 1, 0, 9e12, 0, 0),"
                " ('uji', '+6281234567891', 'baru', 1, 1, 0, 9e12, unixepoch(), unixepoch())"),
        0);
    assert_int_equal(RUN("sampan", "backup", "--to", copy), 0);

    assert_int_equal(RUN("sampan", "restore", copy), 0);

    says("1 SMS waited");
    assert_int_equal(sql_number(rig.database, "SELECT count(*) FROM outbox WHERE text = 'lama'"
                                              " AND state = 'uncertain'"),
                     1);
    assert_int_equal(sql_number(rig.database, "SELECT count(*) FROM outbox WHERE text = 'baru'"
                                              " AND state = 'queued'"),
                     1);
}

static void what_is_no_whole_backup_is_not_restored(void **state)
{
    int64_t journal = sql_number(rig.database, "SELECT count(*) FROM journal");
    FILE *file = fopen(copy, "w");
    (void)state;

    assert_int_equal(RUN("sampan", "restore", "/nowhere"), 1);
    says("it cannot be read; nothing was changed");
    fputs("this is a letter, and long enough to be read as the first page of something: no\n",
          file);
    fclose(file);
    assert_int_equal(RUN("sampan", "restore", copy), 1);
    says("this is no database");
    remove(copy);
    assert_int_equal(sql_run(copy, "CREATE TABLE theirs (x)"), 0);
    assert_int_equal(RUN("sampan", "restore", copy), 1);
    says("a database of another program");
    remove(copy);
    assert_int_equal(RUN("sampan", "backup", "--to", copy), 0);
    assert_int_equal(sql_run(copy, "DROP TRIGGER journal_is_never_changed;"
                                   " UPDATE journal SET actor = 'nobody' WHERE id = 1"),
                     0);
    assert_int_equal(RUN("sampan", "restore", copy), 1);
    says("its journal is not as it was written");

    assert_int_equal(sql_number(rig.database, "SELECT count(*) FROM journal"), journal + 1);
    assert_int_equal(RUN("sampan", "restore"), 2);
}

static void a_damaged_database_is_replaced_by_its_backup(void **state)
{
    FILE *file;
    (void)state;
    assert_int_equal(RUN("sampan", "backup", "--to", copy), 0);
    file = fopen(rig.database, "r+");
    fputs("a disk that failed wrote this over the beginning of the file", file);
    fclose(file);
    assert_int_equal(RUN("sampan", "doctor"), 1);

    assert_int_equal(RUN("sampan", "restore", copy), 0);

    assert_int_equal(RUN("sampan", "unit", "list"), 0);
    says("DUKCAPIL");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_backup_beside_a_running_gateway_is_one_whole_file_for_its_owner_only),
        TEST(of_many_backups_the_newest_stay),
        TEST(a_backup_that_fails_leaves_the_one_before_as_it_was),
        TEST(nothing_is_restored_while_the_gateway_runs),
        TEST(a_restored_backup_answers_and_the_database_before_is_kept),
        TEST(what_waited_in_an_old_backup_is_not_sent_again),
        TEST(what_is_no_whole_backup_is_not_restored),
        TEST(a_damaged_database_is_replaced_by_its_backup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
