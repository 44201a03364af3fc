#include "db/notice.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "db/catalogue_column.h"
#include "db/journal.h"
#include "db/statement.h"

static void read_notice(sqlite3_stmt *row, void *ret)
{
    struct notice *notice = ret;

    notice->id = sqlite3_column_int64(row, 0);
    notice->kind = (enum catalogue_kind)sqlite3_column_int(row, 1);
    sql_column_text(row, 2, notice->code, sizeof notice->code);
    sql_column_text(row, 3, notice->text, sizeof notice->text);
    sql_column_text(row, 4, notice->actor, sizeof notice->actor);
    notice->created_at = sqlite3_column_int64(row, 5);
    notice->expires_at = sqlite3_column_int64(row, 6);
    notice->ended_at = sqlite3_column_int64(row, 7);
}

static int note(struct db *db, const struct notice *notice, const char *actor, const char *action,
                const char *before, const char *after, int64_t now)
{
    char subject[64];

    snprintf(subject, sizeof subject, "%s %s", catalogue_kind_names[notice->kind], notice->code);
    return journal_change(db, now, actor, action, subject, before, after);
}

int notice_end(struct db *db, const struct notice *notice, const char *actor, int64_t now)
{
    int rc = db_run(db, SQL_NOTICE_END, sql_int(notice->id), sql_int(now));

    return rc < 0 ? rc : note(db, notice, actor, "notice ended", notice->text, "", now);
}

int notice_newest(struct db *db, enum catalogue_kind kind, const char *code, int64_t since,
                  struct notice *ret)
{
    return db_one(db, SQL_NOTICE_NEWEST, read_notice, ret, sql_int(kind), sql_text(code),
                  sql_int(since));
}

int notice_add(struct db *db, struct notice *notice, int64_t now)
{
    struct notice old;
    int rc = notice_newest(db, notice->kind, notice->code, now, &old);

    if (rc > 0)
        rc = notice_end(db, &old, notice->actor, now);
    if (rc == 0)
        rc = db_run(db, SQL_NOTICE_ADD, sql_int(notice->kind), sql_text(notice->code),
                    sql_text(notice->text), sql_text(notice->actor), sql_int(now),
                    sql_int(notice->expires_at));
    if (rc < 0)
        return rc == -EEXIST ? -ENOENT : rc;
    notice->id = db_last_id(db);
    notice->created_at = now;
    notice->ended_at = 0;
    return note(db, notice, notice->actor, "notice added", "", notice->text, now);
}

int notice_for(struct db *db, enum catalogue_kind kind, const char *code, int64_t now,
               db_visit *visit, void *context)
{
    struct notice notice;

    return db_each(db, SQL_NOTICE_FOR, read_notice, &notice, visit, context, sql_int(kind),
                   sql_text(code), sql_int(now));
}

int notice_list(struct db *db, int64_t now, db_visit *visit, void *context)
{
    struct notice notice;

    return db_each(db, SQL_NOTICE_LIST, read_notice, &notice, visit, context, sql_int(now));
}

int notice_count_asked(struct db *db, const struct notice *notice, int64_t since)
{
    int64_t count = 0;
    int rc = db_one(db, SQL_NOTICE_ASKED, sql_read_int, &count, sql_int(notice->kind),
                    sql_text(notice->code), sql_int(since));

    return rc < 0 ? rc : (int)count;
}

static void read_asker(sqlite3_stmt *row, void *ret)
{
    struct notice_asker *asker = ret;

    asker->person_id = sqlite3_column_int64(row, 0);
    sql_column_text(row, 1, asker->msisdn, sizeof asker->msisdn);
    sql_column_text(row, 2, asker->bearer, sizeof asker->bearer);
}

int notice_askers(struct db *db, const struct notice *notice, int64_t since, db_visit *visit,
                  void *context)
{
    struct notice_asker asker;

    return db_each(db, SQL_NOTICE_ASKERS, read_asker, &asker, visit, context, sql_int(notice->kind),
                   sql_text(notice->code), sql_int(since), sql_int(notice->id));
}

int notice_tell(struct db *db, const struct notice *notice, int64_t person_id, int64_t now)
{
    int rc = db_run(db, SQL_NOTICE_TOLD, sql_int(notice->id), sql_int(person_id), sql_int(now));

    return rc < 0 ? rc : 0;
}
