#include "db/chain.h"

#include <nettle/sha2.h>
#include <stdio.h>

/* Each value with its length before it: "ab" and "c" are not "a" and "bc". */
static void add_value(struct sha256_ctx *sha, sqlite3_value *value)
{
    const uint8_t *bytes = sqlite3_value_blob(value);
    size_t size = (size_t)sqlite3_value_bytes(value);
    char length[24];

    sha256_update(sha, (size_t)snprintf(length, sizeof length, "%zu:", size),
                  (const uint8_t *)length);
    if (size > 0)
        sha256_update(sha, size, bytes);
}

static void journal_hash(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct sha256_ctx sha;
    uint8_t hash[SHA256_DIGEST_SIZE];

    sha256_init(&sha);
    for (int i = 0; i < count; i++)
        add_value(&sha, values[i]);
    sha256_digest(&sha, sizeof hash, hash);
    sqlite3_result_blob(context, hash, sizeof hash, SQLITE_TRANSIENT);
}

int chain_register(sqlite3 *handle)
{
    return sqlite3_create_function(handle, "journal_hash", -1,
                                   SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                                   journal_hash, NULL, NULL);
}
