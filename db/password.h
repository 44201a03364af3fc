/* Password: what is kept of a secret that a person knows, a PIN or a password, so that the file
 * does not tell it. */
#pragma once

#include <stdbool.h>

#define PASSWORD_HASH_SIZE 384 /* CRYPT_OUTPUT_SIZE of crypt(3) */

/* The hash of a secret with a salt of its own. Returns 0 or an errno. */
int password_hash(const char *secret, char ret[PASSWORD_HASH_SIZE]);

/* Whether secret is the one of hash. Takes what one crypt(5) takes: 15 ms, on a Raspberry Pi 4 some
 * 60. */
bool password_matches(const char *secret, const char *hash);
