/* Areas: the tree of the regency, kabupaten > kecamatan > desa or kelurahan > RW > RT, whose nodes
 * officers hold. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db/db.h"

enum area_level {
    AREA_KABUPATEN,
    AREA_KOTA,
    AREA_KECAMATAN,
    AREA_DESA,
    AREA_KELURAHAN,
    AREA_RW,
    AREA_RT,
    AREA_LEVELS
};

/* As in the database and in files. */
extern const char *const area_level_names[AREA_LEVELS];

/* How deep a level lies, from 0; desa and kelurahan lie equally deep. */
int area_depth(enum area_level level);

#define AREA_CODE_SIZE 32
#define AREA_NAME_SIZE 64

struct area {
    int64_t id;
    char code[AREA_CODE_SIZE];
    char name[AREA_NAME_SIZE]; /* of an RW or RT the number as it is written: "03" */
    char word[AREA_NAME_SIZE]; /* what it is looked up by: folded; of an RW or RT "3" */
    enum area_level level;
    int64_t parent_id;           /* 0 for none */
    char parent[AREA_CODE_SIZE]; /* "" for none */
};

/* Write an area (code, name, word, level, parent), new or in place of the one with that code.
 * Returns 1 if that changed something, 0 if it was so before; -ENOENT if there is no such parent;
 * -EINVAL if the parent does not lie above the level, or an area of that code lies at another
 * depth; or an errno of db.h. Within a transaction. */
int area_put(struct db *db, const struct area *area);

/* The area with that code or id. Returns 1, 0 or an errno. */
int area_find(struct db *db, const char *code, struct area *ret);
int area_get(struct db *db, int64_t id, struct area *ret);

/* Visit all areas (struct area), by code; or those with a word. Returns how many, or an errno. */
int area_list(struct db *db, db_visit *visit, void *context);
int area_named(struct db *db, const char *word, db_visit *visit, void *context);

/* Visit the areas (struct area) of a level and word that lie within another, which may be the one
 * itself. Returns how many, or an errno. */
int area_within(struct db *db, int64_t id, enum area_level level, const char *word, db_visit *visit,
                void *context);

/* Whether an area is another one or lies in it. Returns 1, 0 or an errno. */
int area_is_in(struct db *db, int64_t id, int64_t other);

/* The deepest area on the way up from one, itself included, that an officer holds. Returns 1, 0 if
 * there is none, or an errno. */
int area_nearest_held(struct db *db, int64_t id, struct area *ret);

/* Visit the officers (struct officer) who hold an area, or (deep) it and all that lie in it, by the
 * area's code. Returns how many, or an errno. */
int area_officers(struct db *db, int64_t id, bool deep, db_visit *visit, void *context);
