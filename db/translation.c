#include "db/translation.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "db/catalogue_column.h"
#include "db/statement.h"

/* KTP-HILANG:en in its two parts. */
struct key {
    char code[CATALOGUE_CODE_SIZE], language[CATALOGUE_CODE_SIZE];
};

static struct key key_of(const char *code)
{
    size_t length = strcspn(code, ":");
    struct key key;

    snprintf(key.code, sizeof key.code, "%.*s", (int)length, code);
    snprintf(key.language, sizeof key.language, "%s", code[length] ? code + length + 1 : "");
    return key;
}

static void read_field(sqlite3_stmt *row, void *ret)
{
    struct catalogue_record *record = ret;
    char name[32];
    size_t size;
    char *field;

    sql_column_text(row, 0, name, sizeof name);
    field = column_field(record, column_find(name), &size);
    sql_column_text(row, 1, field, size);
}

static int go_on(const void *row, void *context)
{
    (void)row;
    (void)context;
    return 0;
}

int translation_read(struct db *db, const char *code, struct catalogue_translation *ret)
{
    struct catalogue_record record = {.kind = CATALOGUE_TRANSLATION};
    struct key key = key_of(code);
    int rc;

    memset(&record.translation, 0, sizeof record.translation);
    snprintf(record.translation.code, sizeof record.translation.code, "%s", code);
    rc = db_each(db, SQL_TRANSLATION_GET, read_field, &record, go_on, NULL, sql_text(key.code),
                 sql_text(key.language));
    if (rc <= 0)
        return rc;
    *ret = record.translation;
    return 1;
}

int translation_find(struct db *db, const char *code, const char *language,
                     struct catalogue_translation *ret)
{
    char whole[2 * CATALOGUE_CODE_SIZE];

    snprintf(whole, sizeof whole, "%s:%s", code, language);
    return translation_read(db, whole, ret);
}

struct listing {
    struct db *db;
    db_visit *visit;
    void *context;
};

static void read_code(sqlite3_stmt *row, void *ret)
{
    sql_column_text(row, 0, ret, CATALOGUE_CODE_SIZE);
}

static int visit_code(const void *row, void *context)
{
    struct listing *listing = context;
    struct catalogue_translation translation;
    int rc = translation_read(listing->db, row, &translation);

    return rc < 0 ? rc : listing->visit(&translation, listing->context);
}

int translation_list(struct db *db, db_visit *visit, void *context)
{
    char code[CATALOGUE_CODE_SIZE];
    struct listing listing = {db, visit, context};

    return db_each(db, SQL_TRANSLATION_LIST, read_code, code, visit_code, &listing);
}

int translation_of(struct db *db, const char *code, db_visit *visit, void *context)
{
    char whole[CATALOGUE_CODE_SIZE];
    struct listing listing = {db, visit, context};

    return db_each(db, SQL_TRANSLATION_OF, read_code, whole, visit_code, &listing, sql_text(code));
}

static int has_original(struct db *db, const char *code)
{
    int64_t id = 0;
    int rc = db_one(db, SQL_SERVICE_ID, sql_read_int, &id, sql_text(code));

    return rc != 0 ? rc : db_one(db, SQL_GROUP_ID, sql_read_int, &id, sql_text(code));
}

int translation_write(struct db *db, const struct catalogue_translation *translation,
                      char culprit[CATALOGUE_NAME_SIZE])
{
    struct catalogue_record record = {.kind = CATALOGUE_TRANSLATION, .translation = *translation};
    struct key key = key_of(translation->code);
    int rc = has_original(db, key.code);

    if (rc == 0) {
        snprintf(culprit, CATALOGUE_NAME_SIZE, "%s", key.code);
        return -ENOENT;
    }
    for (int column = COLUMN_CODE + 1; rc >= 0 && column < COLUMNS; column++) {
        const char *text = column_text(&record, column);

        if (!column_of(column, CATALOGUE_TRANSLATION))
            continue;
        rc = text[0] ? db_run(db, SQL_TRANSLATION_PUT, sql_text(key.code), sql_text(key.language),
                              sql_text(column_name(column)), sql_text(text))
                     : db_run(db, SQL_TRANSLATION_REMOVE, sql_text(key.code),
                              sql_text(key.language), sql_text(column_name(column)));
    }
    return rc < 0 ? rc : 0;
}

int translation_is_current(struct db *db, const struct catalogue_translation *translation,
                           const struct catalogue_service *service, enum component component)
{
    int64_t changed = 0;
    int rc;

    if (strcmp(translation->checked_on, catalogue_provenance(service, component).checked_on) < 0)
        return 0;
    rc = db_one(db, SQL_TRANSLATION_OVERTAKEN, sql_read_int, &changed, sql_text(service->code),
                sql_text(translation->code), sql_text(component_names[component]),
                sql_text(service->component[component]));
    return rc < 0 ? rc : !changed;
}

int translation_apply(struct db *db, const struct catalogue_translation *translation,
                      struct catalogue_service *service)
{
    int rc = 0;

    memcpy(service->name, translation->name, sizeof service->name);
    for (int i = 0; rc >= 0 && i < COMPONENTS; i++) {
        if (service->component[i][0] == '\0' || translation->component[i][0] == '\0')
            continue;
        rc = translation_is_current(db, translation, service, (enum component)i);
        if (rc > 0)
            memcpy(service->component[i], translation->component[i], sizeof service->component[i]);
    }
    return rc < 0 ? rc : 0;
}
