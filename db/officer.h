/* Officers: who may change something by SMS, and the PINs and codes by which we know that it is
 * them; of these only hashes are kept. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db/db.h"

enum officer_role {
    OFFICER_PETUGAS,     /* of a unit */
    OFFICER_ATASAN,      /* supervisor of a unit */
    OFFICER_INSPEKTORAT, /* sees what is secret */
    OFFICER_SEKDA,       /* is told what nobody answered */
    OFFICER_OPERATOR,    /* the Diskominfo desk: every unit */
    OFFICER_ROLES
};
extern const char *const officer_role_names[OFFICER_ROLES];

struct officer {
    int64_t id;
    char msisdn[24];
    char name[64];
    enum officer_role role;
    char unit[24];   /* code, "" for none */
    char area[32];   /* code of the node of the tree that the officer holds, "" for none */
    int64_t area_id; /* of that, 0 for none; only read */
    bool has_pin;
    int failures;      /* wrong PINs and codes in a row */
    int64_t locked_at; /* 0: not locked */
    int codes_left;    /* of the printed sheet */
};

/* Add an officer: msisdn, name, role, unit and area are taken from *officer. Returns 0; -EEXIST if
 * there is one with that number; -ENOENT if there is no such unit, -ESRCH no such area; -EINVAL if
 * the role needs one of them; or an errno of db.h. Each of these changes is in the journal. Within
 * a transaction. */
int officer_add(struct db *db, const struct officer *officer, const char *actor, int64_t now);
int officer_remove(struct db *db, const struct officer *officer, const char *actor, int64_t now);

/* The officer with that number (E.164). Returns 1, 0 or an errno. */
int officer_find(struct db *db, const char *msisdn, struct officer *ret);

/* Visit the officers (struct officer) of a unit, or of all (NULL). Returns how many, or an errno.
 */
int officer_list(struct db *db, const char *unit, db_visit *visit, void *context);

#define OFFICER_PIN_MIN     4
#define OFFICER_PIN_MAX     6
#define OFFICER_CODE_DIGITS 8 /* two for the number on the sheet, six that nobody can guess */
#define OFFICER_CODES_MAX   99
#define OFFICER_CODE_SIZE   (OFFICER_CODE_DIGITS + 1)

/* Whether a PIN is one that an officer may have: 4 to 6 digits, not all the same, no 1234. */
bool officer_pin_fits(const char *pin);

/* A PIN of OFFICER_PIN_MAX digits that nobody can guess. Returns 0 or an errno. */
int officer_make_pin(char ret[OFFICER_CODE_SIZE]);

/* The officer has that PIN from now on, and is not locked any more. Returns 0; -EINVAL if it does
 * not fit; or an errno. Within a transaction. */
int officer_set_pin(struct db *db, const struct officer *officer, const char *pin,
                    const char *actor, int64_t now);

/* A new sheet of count codes in place of the old one, which are the only copy. Returns 0 or an
 * errno. Within a transaction. */
int officer_new_sheet(struct db *db, const struct officer *officer, int count,
                      char codes[][OFFICER_CODE_SIZE], const char *actor, int64_t now);

/* Whether code is the officer's PIN, or a code of the sheet that was not used yet and now is. A
 * wrong one counts; the one that makes attempts locks. Returns 1, 0 if it is wrong, -EACCES if the
 * officer is locked now, or an errno of db.h. A check takes what one crypt(5) takes: 15 ms, on a
 * Raspberry Pi 4 some 60. Within the transaction of the message, so that a message that is read
 * twice counts once. */
int officer_check(struct db *db, struct officer *officer, const char *code, int attempts,
                  int64_t now);

/* What was wrong is forgiven. Returns 0 or an errno. */
int officer_unlock(struct db *db, const struct officer *officer, const char *actor, int64_t now);

/* Whether a locked officer is to be told so: once, and again if the last time was before since.
 * Returns 1, 0 or an errno. */
int officer_tell_lock(struct db *db, const struct officer *officer, int64_t since, int64_t now);
