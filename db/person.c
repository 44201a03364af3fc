#include "db/person.h"

#include "db/statement.h"

int64_t person_find(struct db *db, const char *msisdn)
{
    int64_t id = 0;
    int rc = db_one(db, SQL_PERSON_GET, sql_read_int, &id, sql_text(msisdn));

    return rc < 0 ? rc : id;
}

int64_t person_get(struct db *db, const char *msisdn, int64_t now)
{
    int64_t id = person_find(db, msisdn);
    int rc;

    if (id != 0)
        return id;
    rc = db_run(db, SQL_PERSON_ADD, sql_text(msisdn), sql_int(now));
    return rc < 0 ? rc : db_last_id(db);
}

int person_called(struct db *db, int64_t person_id, int64_t since, int64_t now)
{
    return db_run(db, SQL_PERSON_CALLED, sql_int(person_id), sql_int(now), sql_int(since));
}

int person_stop(struct db *db, int64_t person_id, int64_t now)
{
    int rc = db_run(db, SQL_PERSON_STOP, sql_int(person_id), sql_int(now));

    return rc < 0 ? rc : 0;
}

int person_start(struct db *db, int64_t person_id)
{
    int rc = db_run(db, SQL_PERSON_STOP, sql_int(person_id), sql_text(NULL));

    return rc < 0 ? rc : 0;
}

static void read_language(sqlite3_stmt *row, void *ret)
{
    sql_column_text(row, 0, ret, PERSON_LANGUAGE_SIZE);
}

int person_has_stopped(struct db *db, const char *msisdn)
{
    int64_t stopped = 0;
    int rc = db_one(db, SQL_PERSON_STOPPED, sql_read_int, &stopped, sql_text(msisdn));

    return rc < 0 ? rc : (int)stopped;
}

int person_language(struct db *db, int64_t person_id, char ret[PERSON_LANGUAGE_SIZE])
{
    int rc;

    ret[0] = '\0';
    rc = db_one(db, SQL_PERSON_LANGUAGE, read_language, ret, sql_int(person_id));
    return rc < 0 ? rc : 0;
}

int person_speak(struct db *db, int64_t person_id, const char *language)
{
    int rc = db_run(db, SQL_PERSON_SPEAK, sql_int(person_id), sql_text(language));

    return rc < 0 ? rc : 0;
}

int person_ask(struct db *db, int64_t person_id, const struct person_question *question,
               int64_t expires_at)
{
    int rc = db_run(db, SQL_QUESTION_SET, sql_int(person_id), sql_text(question->kind),
                    sql_text(question->intent), sql_text(question->choices),
                    sql_int(question->inbox_id), sql_text(question->text), sql_int(expires_at));

    return rc < 0 ? rc : 0;
}

static void read_question(sqlite3_stmt *row, void *ret)
{
    struct person_question *question = ret;

    sql_column_text(row, 0, question->kind, sizeof question->kind);
    sql_column_text(row, 1, question->intent, sizeof question->intent);
    sql_column_text(row, 2, question->choices, sizeof question->choices);
    question->inbox_id = sqlite3_column_int64(row, 3);
    sql_column_text(row, 4, question->text, sizeof question->text);
}

int person_question(struct db *db, int64_t person_id, int64_t now, struct person_question *ret)
{
    return db_one(db, SQL_QUESTION_GET, read_question, ret, sql_int(person_id), sql_int(now));
}

int person_question_close(struct db *db, int64_t person_id)
{
    int rc = db_run(db, SQL_QUESTION_CLEAR, sql_int(person_id));

    return rc < 0 ? rc : 0;
}

int person_pages_keep(struct db *db, int64_t person_id, const struct person_pages *pages,
                      int64_t expires_at)
{
    int rc = db_run(db, SQL_PAGES_SET, sql_int(person_id), sql_text(pages->text),
                    sql_int(pages->next), sql_int(expires_at));

    return rc < 0 ? rc : 0;
}

static void read_pages(sqlite3_stmt *row, void *ret)
{
    struct person_pages *pages = ret;

    sql_column_text(row, 0, pages->text, sizeof pages->text);
    pages->next = sqlite3_column_int(row, 1);
}

int person_pages(struct db *db, int64_t person_id, int64_t now, struct person_pages *ret)
{
    return db_one(db, SQL_PAGES_GET, read_pages, ret, sql_int(person_id), sql_int(now));
}

int person_pages_close(struct db *db, int64_t person_id)
{
    int rc = db_run(db, SQL_PAGES_CLEAR, sql_int(person_id));

    return rc < 0 ? rc : 0;
}
