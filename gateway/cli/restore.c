/* sampan restore: a backup takes the database's place, which is kept aside. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/backup.h"
#include "db/journal.h"
#include "gateway/cli/backup_file.h"
#include "gateway/cli/cli.h"
#include "gateway/cli/progress.h"
#include "gateway/lock.h"
#include "gateway/program.h"

/* What has waited for so long in the queue of a backup has left since, or nobody waits for it. */
#define QUEUE_HOLDS_S 3600

static int fail(const char *path, const char *reason)
{
    fprintf(stderr, "sampan restore: %s: %s; nothing was changed\n", path, reason);
    return EXIT_FAILED;
}

static void step(int64_t done, int64_t total, void *context)
{
    progress_step(context, done, total);
}

/* The backup itself is only read. Returns 0, or an errno with the reason in error. */
static int copy(const char *from, const char *to, char error[256])
{
    struct progress progress;
    int rc;

    unlink(to);
    progress_begin(&progress, "Copying");
    rc = backup_copy(from, to, step, &progress);
    progress_end(&progress);
    if (rc < 0)
        snprintf(error, 256, "%s",
                 rc == -EUCLEAN ? "this is no database, or a damaged one"
                 : rc == -EROFS ? "it cannot be read"
                                : strerror(-rc));
    return rc;
}

/* Numbers of tickets that were given since are given again, to others. */
static void tell_end(const struct cli *cli, int64_t newest)
{
    char at[CLI_TIME_SIZE];

    cli_time(cli, newest, at);
    printf("The backup ends at %s. What came in later is missing now, and numbers of tickets that "
           "were\ngiven later are given again.\n",
           at);
}

/* Bring the copy to this program's schema, prove it, and tell it that it was restored. */
static int prepare(struct cli *cli, const char *path, const char *from, char error[256])
{
    struct db *db = NULL;
    char actor[64];
    int64_t newest = 0;
    int rc = db_open(path, &db, error), uncertain = 0;

    if (rc == 0)
        rc = backup_file_check(db, error);
    if (rc == 0)
        newest = db_newest(db);
    cli_actor(actor);
    if (rc == 0 && (rc = db_begin(db)) == 0) {
        uncertain = backup_settle(db, cli->now - QUEUE_HOLDS_S, cli->now);
        rc = uncertain < 0 ? uncertain : 0;
        cli_origin(db);
        if (rc == 0)
            rc = journal_add(db, cli->now, actor, "database restored", from, "");
        rc = db_end(db, rc);
        if (rc < 0)
            snprintf(error, 256, "%s", strerror(-rc));
    }
    db_close(db);
    if (rc == 0)
        tell_end(cli, newest);
    if (rc == 0 && uncertain > 0)
        printf("%d SMS waited in its queue and have probably left since; they are not sent again "
               "(state uncertain).\n",
               uncertain);
    return rc;
}

/* The old database has a second name before the new one takes its first: there is one at any
 * moment. Its log, which there is only after a crash, must not be taken for the new one's. */
static int exchange(const char *database, const char *fresh, const char *aside)
{
    char log[BACKUP_PATH_SIZE + 8], log_aside[BACKUP_PATH_SIZE + 80];

    if (link(database, aside) < 0 && errno != ENOENT)
        return -errno;
    snprintf(log, sizeof log, "%s-wal", database);
    snprintf(log_aside, sizeof log_aside, "%s-wal", aside);
    if (rename(log, log_aside) < 0 && errno != ENOENT)
        return -errno;
    snprintf(log, sizeof log, "%s-shm", database);
    if (unlink(log) < 0 && errno != ENOENT)
        return -errno;
    if (rename(fresh, database) < 0)
        return -errno;
    return backup_file_flush_folder(database);
}

/* What a crash left in the log of the old database goes into its file, if it can be read at all. */
static void settle_old(const char *database)
{
    struct db *old = NULL;
    char error[256];

    if (access(database, F_OK) == 0)
        db_open(database, &old, error);
    db_close(old);
}

int cli_restore(struct cli *cli, int argc, char **argv)
{
    const char *database = cli->config.database;
    char fresh[BACKUP_PATH_SIZE], aside[BACKUP_PATH_SIZE + 64], error[256] = "";
    int rc;

    if (argc != 2)
        return cli_usage(cli, "say which file");
    if (lock_take(database) < 0)
        return fail(database, "the gateway runs; stop it first (systemctl stop sampand)");
    snprintf(fresh, sizeof fresh, "%s.restoring", database);
    snprintf(aside, sizeof aside, "%s.before-%lld", database, (long long)cli->now);
    rc = copy(argv[1], fresh, error);
    if (rc == 0)
        rc = prepare(cli, fresh, argv[1], error);
    if (rc < 0) {
        unlink(fresh);
        return fail(argv[1], error);
    }
    settle_old(database);
    rc = exchange(database, fresh, aside);
    if (rc < 0)
        return fail(database, strerror(-rc));
    printf("%s is the database now.%s%s\n", argv[1],
           access(aside, F_OK) == 0 ? " The one before is kept as " : "",
           access(aside, F_OK) == 0 ? aside : "");
    return EXIT_FINE;
}
