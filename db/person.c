#include "db/person.h"

#include "db/statement.h"

int64_t person_get(struct db *db, const char *msisdn, int64_t now)
{
    int64_t id = 0;
    int rc = db_one(db, SQL_PERSON_GET, sql_read_int, &id, sql_text(msisdn));

    if (rc == 0) {
        rc = db_run(db, SQL_PERSON_ADD, sql_text(msisdn), sql_int(now));
        id = db_last_id(db);
    }
    return rc < 0 ? rc : id;
}

int person_ask(struct db *db, int64_t person_id, const struct person_question *question,
               int64_t expires_at)
{
    int rc = db_run(db, SQL_QUESTION_SET, sql_int(person_id), sql_text(question->intent),
                    sql_text(question->choices), sql_int(expires_at));

    return rc < 0 ? rc : 0;
}

static void read_question(sqlite3_stmt *row, void *ret)
{
    struct person_question *question = ret;

    sql_column_text(row, 0, question->intent, sizeof question->intent);
    sql_column_text(row, 1, question->choices, sizeof question->choices);
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
