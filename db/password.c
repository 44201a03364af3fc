#include "db/password.h"

#include <crypt.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* yescrypt as Debian's login has it. Six digits stand no thief of the file for long whatever it
 * costs; it is the lock that stops guessing. */
#define HASH_METHOD "$y$"
#define HASH_COST   5

_Static_assert(PASSWORD_HASH_SIZE >= CRYPT_OUTPUT_SIZE, "a hash fits");

int password_hash(const char *secret, char ret[PASSWORD_HASH_SIZE])
{
    char salt[CRYPT_GENSALT_OUTPUT_SIZE];
    struct crypt_data data = {0};
    const char *hash;

    if (!crypt_gensalt_rn(HASH_METHOD, HASH_COST, NULL, 0, salt, sizeof salt))
        return -errno;
    hash = crypt_r(secret, salt, &data);
    if (!hash || hash[0] == '*')
        return -EIO;
    snprintf(ret, PASSWORD_HASH_SIZE, "%s", hash);
    return 0;
}

bool password_matches(const char *secret, const char *hash)
{
    struct crypt_data data = {0};
    const char *again = crypt_r(secret, hash, &data);

    return again && again[0] != '*' && strcmp(again, hash) == 0;
}
