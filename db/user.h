/* Users: who may use the pages of sampan-web, their passwords, of which only hashes are kept, and
 * how often a wrong one was tried. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db/db.h"

enum user_role {
    USER_ADMIN,    /* everything */
    USER_OPERATOR, /* the Diskominfo desk */
    USER_VIEWER,   /* sees, changes nothing; numbers are masked */
    USER_UNIT,     /* an office: what is its own */
    USER_ROLES
};
extern const char *const user_role_names[USER_ROLES];

#define USER_NAME_SIZE    32
#define USER_PASSWORD_MIN 10
#define USER_PASSWORD_MAX 128

struct user {
    int64_t id;
    char name[USER_NAME_SIZE]; /* lowercase letters, digits, . - _ */
    enum user_role role;
    char unit[24]; /* code, for USER_UNIT */
    int64_t created_at;
};

/* Whether a user may be called so, or may have that password: long enough, and not the name. */
bool user_name_fits(const char *name);
bool user_password_fits(const struct user *user, const char *password);

/* Add a user: name, role and unit are taken from *user. Returns 0; -EEXIST if there is one with
 * that name; -ENOENT if there is no such unit; -EINVAL if name or password do not fit; or an errno
 * of db.h. Each of these changes is in the journal, and ends the user's sessions. Within a
 * transaction.
 */
int user_add(struct db *db, const struct user *user, const char *password, const char *actor,
             int64_t now);
int user_remove(struct db *db, const struct user *user, const char *actor, int64_t now);
int user_set_password(struct db *db, const struct user *user, const char *password,
                      const char *actor, int64_t now);

/* The user with that name. Returns 1, 0 or an errno. */
int user_find(struct db *db, const char *name, struct user *ret);

/* Visit the users (struct user) by name. Returns how many, or an errno. */
int user_list(struct db *db, db_visit *visit, void *context);

/* Whether name and password are a user's. After USER_FAILURES_MAX wrong ones in a row for a name,
 * or USER_ADDRESS_FAILURES_MAX from an address, nothing is looked at until USER_PAUSE_S have passed
 * since the last. A name that there is not takes as long as one that there is. Returns 1 and *ret,
 * 0, -EAGAIN within the pause, or an errno of db.h. Within a transaction that is committed whatever
 * the outcome. */
#define USER_FAILURES_MAX         5
#define USER_ADDRESS_FAILURES_MAX 20
#define USER_PAUSE_S              900
int user_check(struct db *db, const char *name, const char *password, const char *address,
               int64_t now, struct user *ret);
