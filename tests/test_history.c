/* History of the catalogue: every earlier version is kept, with who ended it and when, for ever. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "db/catalogue_history.h"
#include "tests/support/fixture.h"
#include "tests/support/sql.h"

#include <cmocka.h>

static struct db *db;

static int setup(void **state)
{
    (void)state;
    db = fixture_db();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    db_close(db);
    return 0;
}
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static int keep(enum catalogue_kind kind, const struct catalogue_record *was)
{
    return catalogue_history_keep(db, NOON, "operator:test", kind, "KTP", was);
}

static struct catalogue_record group(const char *name)
{
    struct catalogue_record ret = {.kind = CATALOGUE_GROUP};

    strcpy(ret.group.code, "KTP");
    snprintf(ret.group.name, sizeof ret.group.name, "%s", name);
    return ret;
}

static void versions_are_counted_from_1_and_what_is_new_had_none(void **state)
{
    struct catalogue_record was = group("KTP-el"), read;
    (void)state;

    assert_int_equal(keep(CATALOGUE_GROUP, NULL), 0);
    assert_int_equal(keep(CATALOGUE_GROUP, &was), 1);
    strcpy(was.group.name, "KTP");
    assert_int_equal(keep(CATALOGUE_GROUP, &was), 2);

    assert_int_equal(catalogue_history_read(db, CATALOGUE_GROUP, "KTP", 0, &read), 0);
    assert_int_equal(catalogue_history_read(db, CATALOGUE_GROUP, "KTP", 1, &read), 1);
    assert_string_equal(read.group.name, "KTP-el");
    assert_int_equal(catalogue_history_read(db, CATALOGUE_GROUP, "KTP", 2, &read), 1);
    assert_string_equal(read.group.name, "KTP");
    assert_int_equal(catalogue_history_read(db, CATALOGUE_GROUP, "KTP", 3, &read), 0);
}

static void what_was_there_before_any_history_begins_with_1(void **state)
{
    struct catalogue_record was = group("KTP-el");
    (void)state;

    assert_int_equal(keep(CATALOGUE_GROUP, &was), 1);
}

static void a_unit_and_a_group_of_the_same_code_have_histories_of_their_own(void **state)
{
    struct catalogue_record was = group("KTP-el"), unit = {.kind = CATALOGUE_UNIT}, read;
    (void)state;
    strcpy(unit.unit.name, "Kantor KTP");

    assert_int_equal(keep(CATALOGUE_GROUP, &was), 1);
    assert_int_equal(keep(CATALOGUE_UNIT, &unit), 1);

    assert_int_equal(catalogue_history_read(db, CATALOGUE_UNIT, "KTP", 1, &read), 1);
    assert_string_equal(read.unit.name, "Kantor KTP");
}

static void every_field_of_a_service_is_kept(void **state)
{
    struct catalogue_record was = {.kind = CATALOGUE_SERVICE}, read;
    size_t size;
    (void)state;
    for (int column = 0; column < COLUMNS; column++) {
        char *ret = column_field(&was, column, &size);

        if (ret)
            snprintf(ret, size, "%d", column);
    }

    assert_int_equal(keep(CATALOGUE_SERVICE, &was), 1);

    assert_int_equal(catalogue_history_read(db, CATALOGUE_SERVICE, "KTP", 1, &read), 1);
    for (int column = 0; column < COLUMNS; column++)
        assert_string_equal(column_text(&read, column), column_text(&was, column));
    assert_string_equal(read.service.own[COMPONENT_EVALUASI].approved_by,
                        was.service.own[COMPONENT_EVALUASI].approved_by);
}

static int note(const void *row, void *context)
{
    const struct catalogue_history *history = row;
    char line[128];

    snprintf(line, sizeof line, "%s %d by %s after %lld s\n", catalogue_kind_names[history->kind],
             history->version, history->actor, (long long)(history->at - NOON));
    strcat(context, line);
    return 0;
}

static void versions_are_listed_with_who_ended_them_and_when(void **state)
{
    struct catalogue_record was = group("KTP-el");
    char list[512] = "";
    (void)state;
    keep(CATALOGUE_GROUP, NULL);
    catalogue_history_keep(db, NOON + 5, "operator:ina", CATALOGUE_GROUP, "KTP", &was);

    assert_int_equal(catalogue_history_list(db, "KTP", note, list), 2);
    assert_int_equal(catalogue_history_list(db, "KK", note, list), 0);

    assert_string_equal(list, "kelompok 0 by operator:test after 0 s\n"
                              "kelompok 1 by operator:ina after 5 s\n");
}

static void the_history_is_only_added_to(void **state)
{
    const char *path = temp_path("history.db");
    struct catalogue_record was = group("KTP-el");
    char error[256];
    (void)state;
    db_close(db);
    assert_int_equal(db_open(path, &db, error), 0);
    assert_int_equal(keep(CATALOGUE_GROUP, &was), 1);

    assert_int_not_equal(sql_run(path, "UPDATE catalogue_history SET actor = 'x'"), 0);
    assert_int_not_equal(sql_run(path, "DELETE FROM catalogue_history"), 0);
    assert_int_not_equal(sql_run(path, "REPLACE INTO catalogue_history SELECT id, kind, code, "
                                       "version, 0, actor FROM catalogue_history"),
                         0);
    assert_int_not_equal(sql_run(path, "UPDATE catalogue_history_field SET text = 'x'"), 0);
    assert_int_not_equal(sql_run(path, "DELETE FROM catalogue_history_field"), 0);
    assert_int_not_equal(sql_run(path, "REPLACE INTO catalogue_history_field SELECT history_id, "
                                       "name, 'x' FROM catalogue_history_field"),
                         0);

    assert_int_equal(
        sql_number(path, "SELECT count(*) FROM catalogue_history_field WHERE text = 'KTP-el'"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(versions_are_counted_from_1_and_what_is_new_had_none),
        TEST(what_was_there_before_any_history_begins_with_1),
        TEST(a_unit_and_a_group_of_the_same_code_have_histories_of_their_own),
        TEST(every_field_of_a_service_is_kept),
        TEST(versions_are_listed_with_who_ended_them_and_when),
        TEST(the_history_is_only_added_to),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
