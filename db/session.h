/* Sessions: who is logged in to the pages. The browser has a token that nobody can guess; here is
 * only its SHA-256, so that a stolen database opens no session. */
#pragma once

#include <stdint.h>

#include "db/db.h"
#include "db/user.h"

#define SESSION_TOKEN_SIZE 33 /* 128 bits in hexadecimal digits */

/* A token that nobody can guess. Returns 0 or an errno. */
int session_make_token(char ret[SESSION_TOKEN_SIZE]);

/* What a form of that session carries, so that no other page can send it: it follows from the token
 * but does not tell it. */
void session_form_key(const char *token, char ret[SESSION_TOKEN_SIZE]);

/* How long a session lasts. */
struct session_limits {
    int idle_s, absolute_s;
};

/* A session of a user by a new token. What has ended is thrown away. Returns 0 or an errno. Within
 * a transaction. */
int session_open(struct db *db, const struct user *user, const char *token,
                 const struct session_limits *limits, int64_t now);

/* Whose session the token is, seen now. Returns 1, 0 or an errno. */
int session_find(struct db *db, const char *token, const struct session_limits *limits, int64_t now,
                 struct user *ret);

/* End it. Returns 0 or an errno. */
int session_close(struct db *db, const char *token);
