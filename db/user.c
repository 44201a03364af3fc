#include "db/user.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "db/journal.h"
#include "db/password.h"
#include "db/rows.h"

#define NAME_CHARACTERS "abcdefghijklmnopqrstuvwxyz0123456789.-_"
#define SUBJECT_SIZE    96

const char *const user_role_names[USER_ROLES] = {
    [USER_ADMIN] = "admin",
    [USER_OPERATOR] = "operator",
    [USER_VIEWER] = "viewer",
    [USER_UNIT] = "unit",
};

bool user_name_fits(const char *name)
{
    size_t length = strlen(name);

    return length > 0 && length < USER_NAME_SIZE && name[strspn(name, NAME_CHARACTERS)] == '\0';
}

bool user_password_fits(const struct user *user, const char *password)
{
    size_t length = strlen(password);

    return length >= USER_PASSWORD_MIN && length <= USER_PASSWORD_MAX &&
           strcasestr(password, user->name) == NULL &&
           password[strspn(password, (char[]){password[0], '\0'})] != '\0';
}

void row_user(sqlite3_stmt *row, void *ret)
{
    struct user *user = ret;

    user->id = sqlite3_column_int64(row, 0);
    sql_column_text(row, 1, user->name, sizeof user->name);
    user->role = (enum user_role)sql_column_name(row, 2, user_role_names, USER_ROLES);
    sql_column_text(row, 3, user->unit, sizeof user->unit);
    user->created_at = sqlite3_column_int64(row, 4);
}

int user_find(struct db *db, const char *name, struct user *ret)
{
    return db_one(db, SQL_USER_FIND, row_user, ret, sql_text(name));
}

int user_list(struct db *db, db_visit *visit, void *context)
{
    struct user user;

    return db_each(db, SQL_USER_LIST, row_user, &user, visit, context);
}

static int note(struct db *db, const struct user *user, const char *actor, const char *action,
                const char *detail, int64_t now)
{
    char subject[SUBJECT_SIZE];

    snprintf(subject, sizeof subject, "user %s", user->name);
    return journal_add(db, now, actor, action, subject, detail);
}

int user_add(struct db *db, const struct user *user, const char *password, const char *actor,
             int64_t now)
{
    char hash[PASSWORD_HASH_SIZE], detail[64];
    struct user other;
    int64_t unit = 0;
    int rc = user_find(db, user->name, &other);

    if (rc != 0)
        return rc < 0 ? rc : -EEXIST;
    if (!user_name_fits(user->name) || !user_password_fits(user, password))
        return -EINVAL;
    if (user->role == USER_UNIT)
        rc = db_one(db, SQL_UNIT_ID, sql_read_int, &unit, sql_text(user->unit));
    if (rc < 0 || (rc == 0 && user->role == USER_UNIT))
        return rc < 0 ? rc : -ENOENT;
    rc = password_hash(password, hash);
    if (rc == 0)
        rc = db_run(db, SQL_USER_ADD, sql_text(user->name), sql_text(user_role_names[user->role]),
                    sql_text(user->role == USER_UNIT ? user->unit : NULL), sql_text(hash),
                    sql_int(now));
    snprintf(detail, sizeof detail, "%s %s", user_role_names[user->role],
             user->role == USER_UNIT ? user->unit : "");
    return rc < 0 ? rc : note(db, user, actor, "user added", detail, now);
}

static int end_sessions(struct db *db, const struct user *user)
{
    return db_run(db, SQL_SESSION_END_ALL, sql_int(user->id));
}

int user_remove(struct db *db, const struct user *user, const char *actor, int64_t now)
{
    int rc = db_run(db, SQL_USER_REMOVE, sql_int(user->id), sql_int(now));

    if (rc >= 0)
        rc = end_sessions(db, user);
    return rc < 0 ? rc : note(db, user, actor, "user removed", "", now);
}

int user_set_password(struct db *db, const struct user *user, const char *password,
                      const char *actor, int64_t now)
{
    char hash[PASSWORD_HASH_SIZE], subject[SUBJECT_SIZE];
    int rc;

    if (!user_password_fits(user, password))
        return -EINVAL;
    rc = password_hash(password, hash);
    if (rc == 0)
        rc = db_run(db, SQL_USER_PASSWORD, sql_int(user->id), sql_text(hash));
    if (rc >= 0)
        rc = end_sessions(db, user);
    snprintf(subject, sizeof subject, "user %s", user->name);
    if (rc >= 0)
        rc = db_run(db, SQL_LOGIN_FORGIVE, sql_text(subject));
    return rc < 0 ? rc : note(db, user, actor, "password set", "", now);
}

/* Returns 1 if subject has failed most times within the pause, 0 or an errno. */
static int is_paused(struct db *db, const char *subject, int most, int64_t now)
{
    int64_t failures = 0;
    int rc = db_one(db, SQL_LOGIN_FAILURES, sql_read_int, &failures, sql_text(subject),
                    sql_int(now - USER_PAUSE_S));

    return rc < 0 ? rc : failures >= most;
}

static void read_hash(sqlite3_stmt *row, void *ret)
{
    sql_column_text(row, 0, ret, PASSWORD_HASH_SIZE);
}

/* The hash of nobody costs the same time, so that nobody learns by it which names there are. */
static int is_right(struct db *db, const char *name, const char *password)
{
    char hash[PASSWORD_HASH_SIZE] = "";
    int rc = db_one(db, SQL_USER_HASH, read_hash, hash, sql_text(name));

    if (rc == 0) {
        rc = password_hash(password, hash);
        return rc;
    }
    return rc < 0 ? rc : password_matches(password, hash);
}

/* A name is counted only if it may be one, an address always; so a stranger cannot fill the table
 * with more than what was tried in a pause. */
static int count_failure(struct db *db, const char *user, const char *address, int64_t now)
{
    int rc = db_run(db, SQL_LOGIN_CLEAN, sql_int(now - USER_PAUSE_S), sql_int(now));

    if (rc >= 0)
        rc = db_run(db, SQL_LOGIN_FAILED, sql_text(address), sql_int(now));
    if (rc >= 0)
        rc = db_run(db, SQL_LOGIN_FAILED, sql_text(user), sql_int(now));
    return rc < 0 ? rc : 0;
}

int user_check(struct db *db, const char *name, const char *password, const char *address,
               int64_t now, struct user *ret)
{
    char by_user[SUBJECT_SIZE], by_address[SUBJECT_SIZE];
    int rc;

    if (!user_name_fits(name) || strlen(password) > USER_PASSWORD_MAX)
        name = "?"; /* counts for the address all the same */
    snprintf(by_user, sizeof by_user, "user %s", name);
    snprintf(by_address, sizeof by_address, "address %.64s", address);
    rc = is_paused(db, by_address, USER_ADDRESS_FAILURES_MAX, now);
    if (rc == 0 && name[0] != '?')
        rc = is_paused(db, by_user, USER_FAILURES_MAX, now);
    if (rc != 0)
        return rc < 0 ? rc : -EAGAIN;
    rc = name[0] == '?' ? 0 : is_right(db, name, password);
    if (rc == 0)
        return count_failure(db, by_user, by_address, now);
    if (rc > 0)
        rc = db_run(db, SQL_LOGIN_FORGIVE, sql_text(by_user));
    return rc < 0 ? rc : user_find(db, name, ret);
}
