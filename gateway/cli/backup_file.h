/* Backup files: what 'sampan backup' and 'sampan restore' have in common. */
#pragma once

#include "db/db.h"

/* Whether every page and index of a copy is right and its journal is as it was written. Returns 0,
 * or -EUCLEAN with the reason in error. */
int backup_file_check(struct db *db, char error[256]);

/* The folder of the file at path. Returns ret. */
#define BACKUP_PATH_SIZE 512
const char *backup_file_folder(const char *path, char ret[BACKUP_PATH_SIZE]);

/* Make the names in the folder of the file at path last through a power cut. Returns 0 or a
 * negative errno. */
int backup_file_flush_folder(const char *path);
