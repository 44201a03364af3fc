#include "gateway/cli/backup_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/journal.h"

int backup_file_check(struct db *db, char error[256])
{
    struct journal_entry entry;

    if (db_check(db) < 0) {
        snprintf(error, 256, "it is damaged");
        return -EUCLEAN;
    }
    if (journal_verify(db, &entry) < 0) {
        snprintf(error, 256, "its journal is not as it was written");
        return -EUCLEAN;
    }
    return 0;
}

const char *backup_file_folder(const char *path, char ret[BACKUP_PATH_SIZE])
{
    const char *slash = strrchr(path, '/');

    snprintf(ret, BACKUP_PATH_SIZE, "%.*s", slash ? (int)(slash - path) + 1 : 2,
             slash ? path : "./");
    return ret;
}

int backup_file_flush_folder(const char *path)
{
    char folder[BACKUP_PATH_SIZE];
    int fd = open(backup_file_folder(path, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int rc = fd < 0 || fsync(fd) < 0 ? -errno : 0;

    if (fd >= 0)
        close(fd);
    return rc;
}
