/* Check of the catalogue: what its answers cost as SMS, and what its texts lack. */
#pragma once

#include <stdint.h>

#include "config/config.h"
#include "config/texts.h"
#include "db/catalogue.h"

#define CHECK_KEYWORDS             5
#define CHECK_VALID_DAYS           365 /* so long a checked text is taken for true */
#define CHECK_SIGNS_SIZE           512
#define CHECK_HAS(bits, component) (((bits) >> (component)) & 1u)

/* What is asked, and which component answers. */
extern const struct check_keyword {
    const char *name; /* SYARAT */
    enum component component;
} check_keywords[CHECK_KEYWORDS];

/* An answer, all its pages together. */
struct check_cost {
    int septets, segments, pages;
};

struct catalogue_check {
    char code[CATALOGUE_CODE_SIZE];
    char unit[CATALOGUE_CODE_SIZE];
    struct check_cost cost[CHECK_KEYWORDS];
    /* A bit for each component: no text; a text without a source, never checked, checked more than
     * CHECK_VALID_DAYS ago, approved by nobody. */
    unsigned missing, unsourced, unchecked, old, unapproved;
    /* The signs that would force UCS-2 (70 characters an SMS), and what is sent for them. */
    char signs[CHECK_SIGNS_SIZE];
};

/* Check the service with that code, or all (NULL): each answer is made by the desk itself, in a
 * transaction that is rolled back. Returns how many and *ret, which the caller closes; or an errno
 * of db.h. */
int catalogue_check_open(struct db *db, const struct config *config, const struct texts *texts,
                         int64_t now, const char *code, struct catalogue_check **ret);
void catalogue_check_close(struct catalogue_check *checks);

/* All answers there is a text for. */
struct check_sum {
    int answers, paged;
    int segments, segments_max;
};
struct check_sum catalogue_check_sum(const struct catalogue_check *checks, int count);
