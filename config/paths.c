/* Paths: found from where the running program lies, so that a build tree and an installation need
 * no settings. */
#include "config/paths.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int program_folder(char *ret, size_t size)
{
    ssize_t length = readlink("/proc/self/exe", ret, size);

    if (length < 0)
        return -errno;
    if ((size_t)length >= size)
        return -ENAMETOOLONG;
    ret[length] = '\0';
    *strrchr(ret, '/') = '\0';
    return 0;
}

static int copy(const char *path, char *ret, size_t size)
{
    if (strlen(path) >= size)
        return -ENAMETOOLONG;
    strcpy(ret, path);
    return 0;
}

/* folder/name made plain (no "..") into ret, if a file of that name is there. */
static int find(const char *folder, const char *name, const char *file, char *ret, size_t size)
{
    char path[PATH_MAX];
    char *plain = NULL;
    int rc = -ENOENT;

    if (snprintf(path, sizeof path, "%s/%s%s", folder, name, file) >= (int)sizeof path)
        return -ENAMETOOLONG;
    if (access(path, R_OK) < 0)
        return rc;

    path[strlen(path) - strlen(file)] = '\0';
    plain = realpath(path, NULL);
    if (plain)
        rc = copy(plain, ret, size);
    free(plain);
    return rc;
}

int paths_data(char *ret, size_t size)
{
    static const char *const places[] = {"../share/sampan", "../config", "../../config"};
    char folder[PATH_MAX];

    int rc = program_folder(folder, sizeof folder);
    if (rc < 0)
        return rc == -ENAMETOOLONG ? rc : -ENOENT;

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        /* A folder of that name may be anybody's; ours has the texts. */
        rc = find(folder, places[i], "/texts.id.conf", ret, size);
        if (rc != -ENOENT)
            return rc;
    }
    return -ENOENT;
}

static int join(const char *folder, const char *name, char *ret, size_t size)
{
    int length = snprintf(ret, size, "%s/%s", folder, name);

    if (length < 0 || (size_t)length >= size)
        return -ENAMETOOLONG;
    return access(ret, R_OK) == 0 ? 0 : -ENOENT;
}

int paths_file(const char *folder, const char *name, char *ret, size_t size)
{
    char data[PATH_MAX];
    int rc = folder[0] ? join(folder, name, ret, size) : -ENOENT;

    if (rc == -ENOENT)
        rc = paths_data(data, sizeof data);
    else
        return rc;
    return rc < 0 ? rc : join(data, name, ret, size);
}

int paths_program(const char *name, char *ret, size_t size)
{
    char folder[PATH_MAX];
    char path[PATH_MAX];

    int rc = program_folder(folder, sizeof folder);
    if (rc < 0)
        return rc == -ENAMETOOLONG ? rc : -ENOENT;
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
        return -ENAMETOOLONG;
    if (access(path, X_OK) < 0)
        return -ENOENT;
    return copy(path, ret, size);
}
