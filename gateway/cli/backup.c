/* sampan backup: a copy of the database while the gateway runs, proven by opening it. */
#include "db/backup.h"

#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/journal.h"
#include "gateway/cli/backup_file.h"
#include "gateway/cli/cli.h"
#include "gateway/cli/progress.h"
#include "gateway/program.h"

#define NAME_FORMAT "sampan-%04d%02d%02d-%02d%02d%02d.db"

struct target {
    char folder[BACKUP_PATH_SIZE]; /* with its slash; "" where a file was named */
    char path[BACKUP_PATH_SIZE + 64];
    char part[BACKUP_PATH_SIZE + 96]; /* until it is proven */
};

static bool is_folder(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* By its name, the oldest backup of a folder is the first. */
static void name_by_time(const struct cli *cli, struct target *target)
{
    char at[CLI_TIME_SIZE];
    int year, month, day, hour, minute;

    cli_time(cli, cli->now, at);
    if (sscanf(at, "%d-%d-%d %d:%d", &year, &month, &day, &hour, &minute) == 5)
        snprintf(target->path, sizeof target->path, "%s" NAME_FORMAT, target->folder, year, month,
                 day, hour, minute, (int)(cli->now % 60));
}

/* Returns 0 or a negative errno. */
static int choose_target(const struct cli *cli, const char *to, struct target *ret)
{
    char folder[BACKUP_PATH_SIZE];

    memset(ret, 0, sizeof *ret);
    if (to && !is_folder(to)) {
        snprintf(ret->path, sizeof ret->path, "%s", to);
    } else if (to) {
        snprintf(ret->folder, sizeof ret->folder, "%s/", to);
    } else {
        backup_file_folder(cli->config.database, folder);
        snprintf(ret->folder, sizeof ret->folder, "%.500sbackup/", folder);
        if (mkdir(ret->folder, 0700) < 0 && errno != EEXIST)
            return -errno;
    }
    if (ret->folder[0])
        name_by_time(cli, ret);
    snprintf(ret->part, sizeof ret->part, "%s.%d.part", ret->path, (int)getpid());
    return 0;
}

static int is_backup(const struct dirent *entry)
{
    int day, time, length = 0;

    return sscanf(entry->d_name, "sampan-%8d-%6d.db%n", &day, &time, &length) == 2 &&
           length == 25 && entry->d_name[length] == '\0';
}

/* Only the newest keep backups of the folder stay. Returns 0 or a negative errno. */
static int remove_old(const char *folder, int keep)
{
    struct dirent **names;
    int count = scandir(folder, &names, is_backup, alphasort), rc = count < 0 ? -errno : 0;
    char path[BACKUP_PATH_SIZE + 300];

    for (int i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s%s", folder, names[i]->d_name);
        if (i < count - keep && unlink(path) < 0)
            rc = -errno;
        free(names[i]);
    }
    if (count >= 0)
        free(names);
    return rc;
}

static void step(int64_t done, int64_t total, void *context)
{
    progress_step(context, done, total);
}

/* Returns 0, or an errno with the reason in error. */
static int prove(const char *path, char error[256])
{
    struct db *copy = NULL;
    int rc = db_look(path, &copy, error);

    if (rc == 0)
        rc = backup_file_check(copy, error);
    db_close(copy);
    return rc;
}

/* The name is given only to what is whole. Returns 0, or an errno with the reason in error. */
static int write_backup(const struct cli *cli, const struct target *target, char error[256])
{
    struct progress progress;
    int rc;

    unlink(target->part); /* of a process with our number that was killed */
    progress_begin(&progress, "Copying");
    rc = backup_write(cli->db, target->part, step, &progress);
    progress_end(&progress);
    if (rc < 0) {
        snprintf(error, 256, "%s", strerror(-rc));
        return rc;
    }
    rc = prove(target->part, error);
    if (rc == 0 &&
        (rename(target->part, target->path) < 0 || backup_file_flush_folder(target->path) < 0)) {
        rc = -errno;
        snprintf(error, 256, "%s", strerror(errno));
    }
    if (rc < 0)
        unlink(target->part);
    return rc;
}

static int note(struct cli *cli, const char *path)
{
    char actor[64];
    int rc = db_begin(cli->db);

    cli_actor(actor);
    if (rc == 0)
        rc = db_end(cli->db, journal_add(cli->db, cli->now, actor, "database copied", path, ""));
    return rc;
}

static int run(struct cli *cli, const char *to, int keep)
{
    struct target target;
    struct stat status = {0};
    char error[256];
    int rc = choose_target(cli, to, &target);

    if (rc < 0)
        return cli_failed(cli, rc);
    if (keep > 0 && target.folder[0] == '\0')
        return cli_usage(cli, "--keep goes with a folder, not with a file");
    rc = write_backup(cli, &target, error);
    if (rc < 0) {
        fprintf(stderr, "sampan backup: %s: %s; nothing was kept\n", target.path, error);
        return EXIT_FAILED;
    }
    rc = note(cli, target.path);
    if (rc == 0 && keep > 0)
        rc = remove_old(target.folder, keep);
    if (rc < 0)
        return cli_failed(cli, rc);
    stat(target.path, &status);
    printf("%s: %lld kB, whole\n", target.path, (long long)status.st_size / 1024);
    return EXIT_FINE;
}

int cli_backup(struct cli *cli, int argc, char **argv)
{
    static const struct option options[] = {
        {"to", required_argument, NULL, 't'}, {"keep", required_argument, NULL, 'k'}, {0}};
    const char *to = NULL;
    int keep = 0;

    optind = 0;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == 't')
            to = optarg;
        if (option == 'k' && (keep = atoi(optarg)) < 1)
            return cli_usage(cli, "--keep: how many backups stay, at least 1");
        if (option == '?')
            return cli_usage(cli, "unknown option");
    }
    if (optind < argc)
        return cli_usage(cli, "too many arguments");
    return run(cli, to, keep);
}
