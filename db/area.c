#include "db/area.h"

#include <errno.h>
#include <string.h>

#include "db/officer.h"
#include "db/rows.h"

const char *const area_level_names[AREA_LEVELS] = {
    [AREA_KABUPATEN] = "kabupaten",
    [AREA_KOTA] = "kota",
    [AREA_KECAMATAN] = "kecamatan",
    [AREA_DESA] = "desa",
    [AREA_KELURAHAN] = "kelurahan",
    [AREA_RW] = "rw",
    [AREA_RT] = "rt",
};

int area_depth(enum area_level level)
{
    static const int depths[AREA_LEVELS] = {
        [AREA_KABUPATEN] = 0, [AREA_KOTA] = 0, [AREA_KECAMATAN] = 1, [AREA_DESA] = 2,
        [AREA_KELURAHAN] = 2, [AREA_RW] = 3,   [AREA_RT] = 4,
    };

    return depths[level];
}

void row_area(sqlite3_stmt *row, void *ret)
{
    struct area *area = ret;
    char level[16];

    area->id = sqlite3_column_int64(row, 0);
    sql_column_text(row, 1, area->code, sizeof area->code);
    sql_column_text(row, 2, area->name, sizeof area->name);
    sql_column_text(row, 3, area->word, sizeof area->word);
    sql_column_text(row, 4, level, sizeof level);
    for (int i = 0; i < AREA_LEVELS; i++)
        if (strcmp(area_level_names[i], level) == 0)
            area->level = (enum area_level)i;
    area->parent_id = sqlite3_column_int64(row, 5);
    sql_column_text(row, 6, area->parent, sizeof area->parent);
}

int area_find(struct db *db, const char *code, struct area *ret)
{
    return db_one(db, SQL_AREA_FIND, row_area, ret, sql_text(code));
}

int area_get(struct db *db, int64_t id, struct area *ret)
{
    return db_one(db, SQL_AREA_GET, row_area, ret, sql_int(id));
}

/* Every way up ends, as each step of it must lead to a lesser depth. */
static int check_parent(struct db *db, const struct area *area)
{
    struct area parent;
    int rc;

    if (area->parent[0] == '\0')
        return area_depth(area->level) == 0 ? 0 : -EINVAL;
    rc = area_find(db, area->parent, &parent);
    if (rc <= 0)
        return rc < 0 ? rc : -ENOENT;
    return area_depth(parent.level) < area_depth(area->level) ? 0 : -EINVAL;
}

int area_put(struct db *db, const struct area *area)
{
    struct area old;
    int rc = check_parent(db, area), known;

    if (rc < 0)
        return rc;
    known = area_find(db, area->code, &old);
    if (known < 0)
        return known;
    if (known && area_depth(old.level) != area_depth(area->level))
        return -EINVAL;
    if (known && old.level == area->level && strcmp(old.name, area->name) == 0 &&
        strcmp(old.word, area->word) == 0 && strcmp(old.parent, area->parent) == 0)
        return 0;
    rc = db_run(db, SQL_AREA_PUT, sql_text(area->code), sql_text(area->name), sql_text(area->word),
                sql_text(area_level_names[area->level]), sql_text(area->parent));
    return rc < 0 ? rc : 1;
}

int area_list(struct db *db, db_visit *visit, void *context)
{
    struct area area;

    return db_each(db, SQL_AREA_LIST, row_area, &area, visit, context);
}

int area_named(struct db *db, const char *word, db_visit *visit, void *context)
{
    struct area area;

    return db_each(db, SQL_AREA_NAMED, row_area, &area, visit, context, sql_text(word));
}

int area_within(struct db *db, int64_t id, enum area_level level, const char *word, db_visit *visit,
                void *context)
{
    struct area area;

    return db_each(db, SQL_AREA_WITHIN, row_area, &area, visit, context, sql_int(id),
                   sql_text(area_level_names[level]), sql_text(word));
}

int area_is_in(struct db *db, int64_t id, int64_t other)
{
    int64_t count = 0;
    int rc = db_one(db, SQL_AREA_IS_IN, sql_read_int, &count, sql_int(id), sql_int(other));

    return rc < 0 ? rc : count > 0;
}

int area_nearest_held(struct db *db, int64_t id, struct area *ret)
{
    return db_one(db, SQL_AREA_NEAREST_HELD, row_area, ret, sql_int(id));
}

int area_officers(struct db *db, int64_t id, bool deep, db_visit *visit, void *context)
{
    struct officer officer;

    return db_each(db, SQL_AREA_OFFICERS, row_officer, &officer, visit, context, sql_int(id),
                   sql_int(deep));
}
