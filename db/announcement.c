#include "db/announcement.h"

#include <errno.h>

#include "db/rows.h"

static void read_announcement(sqlite3_stmt *row, void *ret)
{
    struct announcement *announcement = ret;

    announcement->id = sqlite3_column_int64(row, 0);
    announcement->officer_id = sqlite3_column_int64(row, 1);
    announcement->area_id = sqlite3_column_int64(row, 2);
    announcement->inbox_id = sqlite3_column_int64(row, 3);
    sql_column_text(row, 4, announcement->text, sizeof announcement->text);
    announcement->created_at = sqlite3_column_int64(row, 5);
    announcement->due_at = sqlite3_column_int64(row, 6);
    sql_column_text(row, 7, announcement->sender, sizeof announcement->sender);
    sql_column_text(row, 8, announcement->msisdn, sizeof announcement->msisdn);
    sql_column_text(row, 9, announcement->area, sizeof announcement->area);
    announcement->people = sqlite3_column_int(row, 10);
    announcement->acknowledged = sqlite3_column_int(row, 11);
}

int announcement_add(struct db *db, struct announcement *announcement, int64_t now)
{
    int rc = db_run(db, SQL_ANNOUNCEMENT_ADD, sql_int(announcement->officer_id),
                    sql_int(announcement->area_id), sql_int(announcement->inbox_id),
                    sql_text(announcement->text), sql_int(now), sql_int(announcement->due_at));

    if (rc < 0)
        return rc;
    announcement->id = db_last_id(db);
    announcement->created_at = now;
    return 0;
}

/* Who is told if an area stays silent. Returns 1, 0 for nobody, or an errno. */
static int find_above(struct db *db, int64_t area_id, struct area *ret)
{
    struct area area;
    int rc = area_get(db, area_id, &area);

    return rc > 0 && area.parent_id ? area_nearest_held(db, area.parent_id, ret) : rc < 0 ? rc : 0;
}

int announcement_tell(struct db *db, int64_t id, const struct officer *officer,
                      const struct outbox_message *message, int64_t now)
{
    struct area above = {.id = 0};
    int rc = find_above(db, officer->area_id, &above);

    if (rc >= 0)
        rc = outbox_add(db, message, now);
    if (rc >= 0)
        rc = db_run(db, SQL_ANNOUNCEMENT_TELL, sql_int(id), sql_int(officer->id),
                    sql_int(officer->area_id), sql_int(above.id), sql_int(db_last_id(db)));
    return rc < 0 ? rc : 0;
}

int announcement_get(struct db *db, int64_t id, struct announcement *ret)
{
    return db_one(db, SQL_ANNOUNCEMENT_GET, read_announcement, ret, sql_int(id));
}

int announcement_acknowledge(struct db *db, int64_t id, int64_t officer_id, int64_t now)
{
    int64_t count = 0;
    int rc = db_one(db, SQL_ANNOUNCEMENT_IS_TOLD, sql_read_int, &count, sql_int(id),
                    sql_int(officer_id));

    if (rc < 0 || count == 0)
        return rc < 0 ? rc : -ENOENT;
    return db_run(db, SQL_ANNOUNCEMENT_ACKNOWLEDGE, sql_int(id), sql_int(officer_id), sql_int(now));
}

int announcement_newest_open(struct db *db, int64_t officer_id, int64_t *ret)
{
    return db_one(db, SQL_ANNOUNCEMENT_NEWEST_OPEN, sql_read_int, ret, sql_int(officer_id));
}

int announcement_due(struct db *db, int64_t now, struct announcement *ret)
{
    return db_one(db, SQL_ANNOUNCEMENT_DUE, read_announcement, ret, sql_int(now));
}

int announcement_set_due(struct db *db, int64_t id, int64_t due_at)
{
    int rc = db_run(db, SQL_ANNOUNCEMENT_SET_DUE, sql_int(id), sql_int(due_at));

    return rc < 0 ? rc : 0;
}

int announcement_on_its_way(struct db *db, int64_t id)
{
    int64_t count = 0;
    int rc = db_one(db, SQL_ANNOUNCEMENT_ON_ITS_WAY, sql_read_int, &count, sql_int(id));

    return rc < 0 ? rc : (int)count;
}

int announcement_silent(struct db *db, int64_t id, int64_t above, db_visit *visit, void *context)
{
    struct area area;

    return db_each(db, SQL_ANNOUNCEMENT_SILENT, row_area, &area, visit, context, sql_int(id),
                   sql_int(above));
}

int announcement_above_silent(struct db *db, int64_t id, db_visit *visit, void *context)
{
    struct area area;

    return db_each(db, SQL_ANNOUNCEMENT_ABOVE_SILENT, row_area, &area, visit, context, sql_int(id));
}

int announcement_list(struct db *db, db_visit *visit, void *context)
{
    struct announcement announcement;

    return db_each(db, SQL_ANNOUNCEMENT_LIST, read_announcement, &announcement, visit, context);
}

static void read_target(sqlite3_stmt *row, void *ret)
{
    struct announcement_target *target = ret;

    sql_column_text(row, 0, target->area, sizeof target->area);
    sql_column_text(row, 1, target->name, sizeof target->name);
    sql_column_text(row, 2, target->msisdn, sizeof target->msisdn);
    sql_column_text(row, 3, target->state, sizeof target->state);
    target->acknowledged_at = sqlite3_column_int64(row, 4);
}

int announcement_targets(struct db *db, int64_t id, db_visit *visit, void *context)
{
    struct announcement_target target;

    return db_each(db, SQL_ANNOUNCEMENT_TARGETS, read_target, &target, visit, context, sql_int(id));
}
