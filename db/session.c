#include "db/session.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "db/rows.h"

#define TOKEN_BYTES ((SESSION_TOKEN_SIZE - 1) / 2)
#define SEEN_EVERY  60 /* seconds: not each look at a page is worth a write */

static void to_hex(const uint8_t *bytes, char ret[SESSION_TOKEN_SIZE])
{
    for (int i = 0; i < TOKEN_BYTES; i++)
        snprintf(ret + 2 * i, 3, "%02x", bytes[i]);
}

int session_make_token(char ret[SESSION_TOKEN_SIZE])
{
    uint8_t bytes[TOKEN_BYTES];

    if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
        return -errno;
    to_hex(bytes, ret);
    return 0;
}

/* Two purposes, two hashes: the one in the database is of no use in a form. */
static void digest(const char *purpose, const char *token, uint8_t ret[SHA256_DIGEST_SIZE])
{
    struct sha256_ctx sha;

    sha256_init(&sha);
    sha256_update(&sha, strlen(purpose), (const uint8_t *)purpose);
    sha256_update(&sha, strlen(token), (const uint8_t *)token);
    sha256_digest(&sha, SHA256_DIGEST_SIZE, ret);
}

void session_form_key(const char *token, char ret[SESSION_TOKEN_SIZE])
{
    uint8_t hash[SHA256_DIGEST_SIZE];

    digest("form", token, hash);
    to_hex(hash, ret);
}

int session_open(struct db *db, const struct user *user, const char *token,
                 const struct session_limits *limits, int64_t now)
{
    uint8_t hash[SHA256_DIGEST_SIZE];
    int rc = db_run(db, SQL_SESSION_CLEAN, sql_int(now - limits->absolute_s),
                    sql_int(now - limits->idle_s), sql_int(now));

    digest("session", token, hash);
    if (rc >= 0)
        rc = db_run(db, SQL_SESSION_ADD, sql_blob(hash, sizeof hash), sql_int(user->id),
                    sql_int(now));
    return rc < 0 ? rc : 0;
}

struct found {
    struct user user;
    int64_t seen_at;
};

static void read_found(sqlite3_stmt *row, void *ret)
{
    struct found *found = ret;

    row_user(row, &found->user);
    found->seen_at = sqlite3_column_int64(row, 5);
}

int session_find(struct db *db, const char *token, const struct session_limits *limits, int64_t now,
                 struct user *ret)
{
    uint8_t hash[SHA256_DIGEST_SIZE];
    struct found found;
    int rc;

    digest("session", token, hash);
    rc = db_one(db, SQL_SESSION_FIND, read_found, &found, sql_blob(hash, sizeof hash),
                sql_int(now - limits->absolute_s), sql_int(now - limits->idle_s), sql_int(now));
    if (rc > 0 && now - found.seen_at >= SEEN_EVERY) {
        rc = db_run(db, SQL_SESSION_SEEN, sql_blob(hash, sizeof hash), sql_int(now));
        rc = rc < 0 ? rc : 1;
    }
    if (rc > 0)
        *ret = found.user;
    return rc;
}

int session_close(struct db *db, const char *token)
{
    uint8_t hash[SHA256_DIGEST_SIZE];
    int rc;

    digest("session", token, hash);
    rc = db_run(db, SQL_SESSION_END, sql_blob(hash, sizeof hash));
    return rc < 0 ? rc : 0;
}
