/* Check of the catalogue: what its answers cost as SMS, and what its texts lack. */
#pragma once

#include <stdint.h>

#include "config/config.h"
#include "config/texts.h"
#include "db/catalogue.h"
#include "parser/keyword.h"

#define CHECK_KEYWORDS             15
#define CHECK_COMMON               7 /* the first are answered by SMS every day */
#define CHECK_SIGNS_SIZE           512
#define CHECK_PLACE                COMPONENTS /* beside the components: where the office is */
#define CHECK_HOURS                (COMPONENTS + 1)
#define CHECK_PHONE                (COMPONENTS + 2)
#define CHECK_TEXTS                (COMPONENTS + 3)
#define CHECK_HAS(bits, component) (((bits) >> (component)) & 1u)

/* What is asked, and which component (or CHECK_PLACE) answers. */
extern const struct check_keyword {
    enum intent intent;
    int component;
} check_keywords[CHECK_KEYWORDS];

/* "biaya"; "tempat", "jam_buka", "telepon" of the office. */
const char *check_text_name(int component);

/* An answer, all its pages together. */
struct check_cost {
    int septets, segments, pages;
};

struct catalogue_check {
    char code[CATALOGUE_CODE_SIZE];
    char unit[CATALOGUE_CODE_SIZE];
    struct check_cost cost[CHECK_KEYWORDS];
    /* A bit for each component and CHECK_PLACE (and CHECK_HOURS, CHECK_PHONE of missing): no text;
     * a text without a source, never checked, checked more than the configured days ago, approved
     * by nobody: that one is not sent. */
    unsigned missing, unsourced, unchecked, old, unapproved;
    /* The signs that would force UCS-2 (70 characters an SMS), and what is sent for them. */
    char signs[CHECK_SIGNS_SIZE];
    /* "en: biaya, prosedur": texts that were checked after their translation, which is not sent;
     * "en: not approved". */
    char translations[CHECK_SIGNS_SIZE];
};

/* Check the service with that code, or all (NULL): each answer is made by the desk itself, with
 * texts that are not approved, too, in a transaction that is rolled back. Returns how many and
 * *ret, which the caller closes; or an errno of db.h. */
int catalogue_check_open(struct db *db, const struct config *config, const struct texts *texts,
                         int64_t now, const char *code, struct catalogue_check **ret);
void catalogue_check_close(struct catalogue_check *checks);

/* All answers there is a text for. */
struct check_sum {
    int answers, paged;
    int segments, segments_max;
};
struct check_sum catalogue_check_sum(const struct catalogue_check *checks, int count);

/* How it stands with all texts of services and the addresses of offices. */
struct catalogue_health {
    int services;
    int texts, unsourced, stale, unapproved; /* stale: never checked, or too long ago */
    int holidays;                            /* that are known from today on */
};

/* Returns 0 or an errno of db.h. */
int catalogue_health(struct db *db, const struct config *config, int64_t now,
                     struct catalogue_health *ret);
