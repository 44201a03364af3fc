#include "db/officer.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "db/journal.h"
#include "db/password.h"
#include "db/rows.h"

#define SUBJECT_SIZE 48

const char *const officer_role_names[OFFICER_ROLES] = {
    [OFFICER_PETUGAS] = "petugas",         [OFFICER_ATASAN] = "atasan",
    [OFFICER_INSPEKTORAT] = "inspektorat", [OFFICER_SEKDA] = "sekda",
    [OFFICER_OPERATOR] = "operator",
};

static int note(struct db *db, const struct officer *officer, const char *actor, const char *action,
                const char *detail, int64_t now)
{
    char subject[SUBJECT_SIZE];

    snprintf(subject, sizeof subject, "officer %s", officer->msisdn);
    return journal_add(db, now, actor, action, subject, detail);
}

void row_officer(sqlite3_stmt *row, void *ret)
{
    struct officer *officer = ret;
    char role[16];

    officer->id = sqlite3_column_int64(row, 0);
    sql_column_text(row, 1, officer->msisdn, sizeof officer->msisdn);
    sql_column_text(row, 2, officer->name, sizeof officer->name);
    sql_column_text(row, 3, role, sizeof role);
    for (int i = 0; i < OFFICER_ROLES; i++)
        if (strcmp(officer_role_names[i], role) == 0)
            officer->role = (enum officer_role)i;
    sql_column_text(row, 4, officer->unit, sizeof officer->unit);
    officer->has_pin = sqlite3_column_int(row, 5);
    officer->failures = sqlite3_column_int(row, 6);
    officer->locked_at = sqlite3_column_int64(row, 7);
    officer->codes_left = sqlite3_column_int(row, 8);
    sql_column_text(row, 9, officer->area, sizeof officer->area);
    officer->area_id = sqlite3_column_int64(row, 10);
}

int officer_find(struct db *db, const char *msisdn, struct officer *ret)
{
    return db_one(db, SQL_OFFICER_FIND, row_officer, ret, sql_text(msisdn));
}

int officer_list(struct db *db, const char *unit, db_visit *visit, void *context)
{
    struct officer officer;

    return db_each(db, SQL_OFFICER_LIST, row_officer, &officer, visit, context, sql_text(unit));
}

/* What the officer belongs to is there. Returns 0 or an errno. */
static int check_home(struct db *db, const struct officer *officer)
{
    int64_t id = 0;
    int rc = 1;

    if (officer->unit[0])
        rc = db_one(db, SQL_UNIT_ID, sql_read_int, &id, sql_text(officer->unit));
    if (rc <= 0)
        return rc < 0 ? rc : -ENOENT;
    if (officer->area[0])
        rc = db_one(db, SQL_AREA_FIND, sql_read_int, &id, sql_text(officer->area));
    return rc < 0 ? rc : rc == 0 ? -ESRCH : 0;
}

int officer_add(struct db *db, const struct officer *officer, const char *actor, int64_t now)
{
    struct officer other;
    char detail[160];
    int rc = officer_find(db, officer->msisdn, &other);

    if (rc != 0)
        return rc < 0 ? rc : -EEXIST;
    rc = check_home(db, officer);
    if (rc == 0)
        rc = db_run(db, SQL_OFFICER_ADD, sql_text(officer->msisdn), sql_text(officer->name),
                    sql_text(officer_role_names[officer->role]), sql_text(officer->unit),
                    sql_text(officer->area), sql_int(now));
    if (rc < 0)
        return rc == -EEXIST ? -EINVAL : rc;
    snprintf(detail, sizeof detail, "%s, %s %s%s%s", officer->name,
             officer_role_names[officer->role], officer->unit, officer->area[0] ? " area " : "",
             officer->area);
    return note(db, officer, actor, "officer added", detail, now);
}

int officer_remove(struct db *db, const struct officer *officer, const char *actor, int64_t now)
{
    int rc = db_run(db, SQL_OFFICER_REMOVE, sql_int(officer->id), sql_int(now));

    if (rc >= 0)
        rc = db_run(db, SQL_OFFICER_CODES_REMOVE, sql_int(officer->id));
    return rc < 0 ? rc : note(db, officer, actor, "officer removed", officer->name, now);
}

/* Digits that cannot be guessed, each equally likely. Returns 0 or an errno. */
static int random_digits(char *ret, int count)
{
    while (count > 0) {
        unsigned char byte;

        if (getrandom(&byte, 1, 0) != 1)
            return -errno;
        if (byte >= 250)
            continue;
        *ret++ = (char)('0' + byte % 10);
        count--;
    }
    *ret = '\0';
    return 0;
}

bool officer_pin_fits(const char *pin)
{
    size_t length = strlen(pin);
    bool run_up = true, run_down = true, same = true;

    if (length < OFFICER_PIN_MIN || length > OFFICER_PIN_MAX ||
        pin[strspn(pin, "0123456789")] != '\0')
        return false;
    for (size_t i = 1; i < length; i++) {
        run_up = run_up && pin[i] == pin[i - 1] + 1;
        run_down = run_down && pin[i] == pin[i - 1] - 1;
        same = same && pin[i] == pin[i - 1];
    }
    return !run_up && !run_down && !same;
}

int officer_make_pin(char ret[OFFICER_CODE_SIZE])
{
    int rc;

    do
        rc = random_digits(ret, OFFICER_PIN_MAX);
    while (rc == 0 && !officer_pin_fits(ret));
    return rc;
}

int officer_set_pin(struct db *db, const struct officer *officer, const char *pin,
                    const char *actor, int64_t now)
{
    char hash[PASSWORD_HASH_SIZE];
    int rc;

    if (!officer_pin_fits(pin))
        return -EINVAL;
    rc = password_hash(pin, hash);
    if (rc == 0)
        rc = db_run(db, SQL_OFFICER_PIN, sql_int(officer->id), sql_text(hash));
    if (rc >= 0)
        rc = db_run(db, SQL_OFFICER_UNLOCK, sql_int(officer->id));
    return rc < 0 ? rc : note(db, officer, actor, "PIN set", "", now);
}

static int add_code(struct db *db, const struct officer *officer, int number,
                    char code[OFFICER_CODE_SIZE])
{
    char hash[PASSWORD_HASH_SIZE];
    int rc;

    snprintf(code, OFFICER_CODE_SIZE, "%02d", number % 100);
    rc = random_digits(code + 2, OFFICER_CODE_DIGITS - 2);
    if (rc == 0)
        rc = password_hash(code, hash);
    if (rc == 0)
        rc =
            db_run(db, SQL_OFFICER_CODE_ADD, sql_int(officer->id), sql_int(number), sql_text(hash));
    return rc;
}

int officer_new_sheet(struct db *db, const struct officer *officer, int count,
                      char codes[][OFFICER_CODE_SIZE], const char *actor, int64_t now)
{
    char detail[32];
    int rc = db_run(db, SQL_OFFICER_CODES_REMOVE, sql_int(officer->id));

    for (int i = 0; rc >= 0 && i < count; i++)
        rc = add_code(db, officer, i + 1, codes[i]);
    snprintf(detail, sizeof detail, "%d codes", count);
    return rc < 0 ? rc : note(db, officer, actor, "sheet made", detail, now);
}

static void read_hash(sqlite3_stmt *row, void *ret)
{
    sql_column_text(row, 0, ret, PASSWORD_HASH_SIZE);
}

/* Returns 1 and marks a code used, 0 or an errno. */
static int is_right(struct db *db, const struct officer *officer, const char *code, int64_t now)
{
    char hash[PASSWORD_HASH_SIZE] = "";
    int number = 0, rc;

    if (strlen(code) == OFFICER_CODE_DIGITS) {
        number = (code[0] - '0') * 10 + code[1] - '0';
        rc = db_one(db, SQL_OFFICER_CODE_GET, read_hash, hash, sql_int(officer->id),
                    sql_int(number));
    } else {
        rc = db_one(db, SQL_OFFICER_PIN_GET, read_hash, hash, sql_int(officer->id));
    }
    if (rc < 0 || hash[0] == '\0' || !password_matches(code, hash))
        return rc < 0 ? rc : 0;
    if (number > 0)
        rc = db_run(db, SQL_OFFICER_CODE_USED, sql_int(officer->id), sql_int(number), sql_int(now));
    return rc < 0 ? rc : 1;
}

static int lock(struct db *db, const struct officer *officer, int64_t now)
{
    char detail[48];
    int rc = db_run(db, SQL_OFFICER_LOCK, sql_int(officer->id), sql_int(now));

    snprintf(detail, sizeof detail, "%d wrong PINs in a row", officer->failures);
    return rc < 0 ? rc : note(db, officer, "gateway", "officer locked", detail, now);
}

int officer_check(struct db *db, struct officer *officer, const char *code, int attempts,
                  int64_t now)
{
    int rc;

    if (officer->locked_at > 0)
        return -EACCES;
    rc = is_right(db, officer, code, now);
    if (rc < 0 || (rc > 0 && officer->failures == 0))
        return rc;
    officer->failures = rc > 0 ? 0 : officer->failures + 1;
    if (db_run(db, SQL_OFFICER_FAILURES, sql_int(officer->id), sql_int(officer->failures)) < 0)
        return -EIO;
    if (officer->failures < attempts)
        return rc;
    officer->locked_at = now;
    rc = lock(db, officer, now);
    return rc < 0 ? rc : -EACCES;
}

int officer_unlock(struct db *db, const struct officer *officer, const char *actor, int64_t now)
{
    int rc = db_run(db, SQL_OFFICER_UNLOCK, sql_int(officer->id));

    return rc < 0 ? rc : note(db, officer, actor, "officer unlocked", "", now);
}

int officer_tell_lock(struct db *db, const struct officer *officer, int64_t since, int64_t now)
{
    return db_run(db, SQL_OFFICER_TOLD, sql_int(officer->id), sql_int(now), sql_int(since));
}
