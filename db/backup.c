#include "db/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "db/statement.h"

#define PAGES_A_STEP 256

/* The whole copy is of one moment: within a transaction the pages of that moment are read, whatever
 * others write meanwhile. */
static int copy_pages(sqlite3 *from, sqlite3 *to, backup_progress *progress, void *context)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    int code;

    if (!backup)
        return db_errno(sqlite3_errcode(to));
    while ((code = sqlite3_backup_step(backup, PAGES_A_STEP)) == SQLITE_OK)
        progress(sqlite3_backup_pagecount(backup) - sqlite3_backup_remaining(backup),
                 sqlite3_backup_pagecount(backup), context);
    sqlite3_backup_finish(backup);
    return db_errno(code);
}

/* A copy is one file, without a log beside it. */
static int close_copy(sqlite3 *to, int rc)
{
    if (rc == 0)
        rc = db_errno(sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL));
    sqlite3_close(to);
    return rc;
}

static int make_file(const char *path)
{
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

    return fd < 0 || close(fd) < 0 ? -errno : 0;
}

static int flush_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    int rc = fd < 0 || fsync(fd) < 0 ? -errno : 0;

    if (fd >= 0)
        close(fd);
    return rc;
}

static int write_copy(sqlite3 *from, const char *path, backup_progress *progress, void *context)
{
    sqlite3 *to = NULL;
    int rc = make_file(path);

    if (rc < 0)
        return rc;
    rc = db_errno(sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE, NULL));
    if (rc == 0)
        rc = db_errno(sqlite3_exec(from, "BEGIN; SELECT 1 FROM sqlite_schema", NULL, NULL, NULL));
    if (rc == 0)
        rc = copy_pages(from, to, progress, context);
    sqlite3_exec(from, "ROLLBACK", NULL, NULL, NULL);
    rc = close_copy(to, rc);
    if (rc == 0)
        rc = flush_file(path);
    if (rc < 0)
        unlink(path);
    return rc;
}

int backup_write(struct db *db, const char *path, backup_progress *progress, void *context)
{
    return write_copy(db_handle(db), path, progress, context);
}

int backup_copy(const char *from, const char *path, backup_progress *progress, void *context)
{
    sqlite3 *handle = NULL;
    int rc = db_errno(sqlite3_open_v2(from, &handle, SQLITE_OPEN_READONLY, NULL));

    if (rc == 0)
        rc = write_copy(handle, path, progress, context);
    sqlite3_close(handle);
    return rc;
}

int backup_settle(struct db *db, int64_t before, int64_t now)
{
    return db_run(db, SQL_OUTBOX_SETTLE, sql_int(before), sql_int(now));
}
