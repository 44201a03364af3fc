/* Backup: a whole copy of the database while others go on writing, and what a copy must be told
 * when it takes the original's place. */
#pragma once

#include "db/db.h"

/* Called now and then with how many pages are done, of how many. */
typedef void backup_progress(int64_t done, int64_t total, void *context);

/* Copy db as it is at this moment into the file at path, which is made new and readable by its
 * owner only; it is on the disk when this returns. Returns 0; -EEXIST if the file is there; or an
 * errno of db.h, and then the file is gone again. */
int backup_write(struct db *db, const char *path, backup_progress *progress, void *context);

/* The same of the file at from, which is only read; it may be of another schema, or no database
 * at all. */
int backup_copy(const char *from, const char *path, backup_progress *progress, void *context);

/* A copy takes the original's place at now: what has been in its queue since before (Unix seconds)
 * has probably left since, and becomes 'uncertain' rather than be sent twice. Returns how many, or
 * an errno. Within a transaction. */
int backup_settle(struct db *db, int64_t before, int64_t now);
