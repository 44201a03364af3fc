/* Areas in what people write: "RT 3 RW 2 Desa Kaofe", "di kaofe kec kadatua". */
#pragma once

#include <stddef.h>

#include "db/area.h"

/* An area as people call it: "RT 03 RW 02 Desa Kaofe"; within (id, 0 for nowhere) that area only
 * "RT 03 RW 02". Returns 0 or an errno of db.h. */
#define AREA_TITLE_SIZE 128
int area_title(struct db *db, const struct area *area, int64_t within, char ret[AREA_TITLE_SIZE]);

/* The deepest area that a text speaks of; where it may speak of several, the smallest one that has
 * them all. Returns 1, 0 if it names none, or an errno. */
int area_find_in_text(struct db *db, const char *text, struct area *ret);

/* Read the area that a text begins with: its code or its name, the level before it ("kec") where
 * two have one name; RT and RW without a name are those of home (id, 0 for none). Returns 1, and in
 * *rest what stands behind it; 0 if the text begins with none; -EMLINK if it may be several; or an
 * errno of db.h. */
int area_read(struct db *db, const char *text, int64_t home, struct area *ret, const char **rest);
