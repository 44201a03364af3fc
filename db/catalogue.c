#include "db/catalogue.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "db/statement.h"

const char *const component_names[COMPONENTS] = {
    [COMPONENT_DASAR_HUKUM] = "dasar_hukum",
    [COMPONENT_PERSYARATAN] = "persyaratan",
    [COMPONENT_PROSEDUR] = "prosedur",
    [COMPONENT_JANGKA_WAKTU] = "jangka_waktu",
    [COMPONENT_BIAYA] = "biaya",
    [COMPONENT_PRODUK] = "produk",
    [COMPONENT_SARANA] = "sarana",
    [COMPONENT_KOMPETENSI] = "kompetensi",
    [COMPONENT_PENGAWASAN] = "pengawasan",
    [COMPONENT_PENGADUAN] = "pengaduan",
    [COMPONENT_JUMLAH_PELAKSANA] = "jumlah_pelaksana",
    [COMPONENT_JAMINAN_LAYANAN] = "jaminan_layanan",
    [COMPONENT_JAMINAN_KEAMANAN] = "jaminan_keamanan",
    [COMPONENT_EVALUASI] = "evaluasi",
};

/* The statements that differ by kind only. */
static const struct {
    enum statement id, alias_add, alias_remove, alias_words;
} kinds[] = {
    [CATALOGUE_UNIT] = {SQL_UNIT_ID, SQL_ALIAS_ADD_UNIT, SQL_ALIAS_REMOVE_UNIT,
                        SQL_ALIAS_WORDS_UNIT},
    [CATALOGUE_SERVICE] = {SQL_SERVICE_ID, SQL_ALIAS_ADD_SERVICE, SQL_ALIAS_REMOVE_SERVICE,
                           SQL_ALIAS_WORDS_SERVICE},
    [CATALOGUE_GROUP] = {SQL_GROUP_ID, SQL_ALIAS_ADD_GROUP, SQL_ALIAS_REMOVE_GROUP,
                         SQL_ALIAS_WORDS_GROUP},
};

bool catalogue_list_next(const char **list, char *ret, size_t size)
{
    while (**list) {
        const char *start = *list + strspn(*list, " |");
        size_t length = strcspn(start, "|");

        *list = start + length;
        while (length > 0 && start[length - 1] == ' ')
            length--;
        if (length == 0)
            continue;
        snprintf(ret, size, "%.*s", (int)length, start);
        return true;
    }
    return false;
}

struct text {
    char *ret;
    size_t size;
};

static void read_text(sqlite3_stmt *row, void *ret)
{
    struct text *text = ret;

    sql_column_text(row, 0, text->ret, text->size);
}

static int get_text(struct db *db, enum statement id, const char *key, char *ret, size_t size)
{
    struct text text = {ret, size};

    ret[0] = '\0';
    return db_one(db, id, read_text, &text, sql_text(key));
}

static void read_unit(sqlite3_stmt *row, void *ret)
{
    struct catalogue_unit *unit = ret;

    sql_column_text(row, 0, unit->code, sizeof unit->code);
    sql_column_text(row, 1, unit->name, sizeof unit->name);
    sql_column_text(row, 2, unit->address, sizeof unit->address);
    sql_column_text(row, 3, unit->village, sizeof unit->village);
    sql_column_text(row, 4, unit->district, sizeof unit->district);
    sql_column_text(row, 5, unit->hours, sizeof unit->hours);
    sql_column_text(row, 6, unit->phone, sizeof unit->phone);
    sql_column_text(row, 7, unit->source, sizeof unit->source);
    sql_column_text(row, 8, unit->checked_on, sizeof unit->checked_on);
    sql_column_text(row, 9, unit->approved_by, sizeof unit->approved_by);
}

int catalogue_unit(struct db *db, const char *code, struct catalogue_unit *ret)
{
    int rc = db_one(db, SQL_UNIT_GET, read_unit, ret, sql_text(code));

    if (rc <= 0)
        return rc;
    rc = get_text(db, SQL_ALIAS_WORDS_UNIT, code, ret->aliases, sizeof ret->aliases);
    return rc < 0 ? rc : 1;
}

static void read_service(sqlite3_stmt *row, void *ret)
{
    struct catalogue_service *service = ret;

    sql_column_text(row, 0, service->code, sizeof service->code);
    sql_column_text(row, 1, service->name, sizeof service->name);
    sql_column_text(row, 2, service->unit, sizeof service->unit);
    sql_column_text(row, 3, service->unit_name, sizeof service->unit_name);
    sql_column_text(row, 4, service->source, sizeof service->source);
    sql_column_text(row, 5, service->checked_on, sizeof service->checked_on);
    sql_column_text(row, 6, service->approved_by, sizeof service->approved_by);
    sql_column_text(row, 7, service->proxy, sizeof service->proxy);
    sql_column_text(row, 8, service->one_visit, sizeof service->one_visit);
}

static void read_component(sqlite3_stmt *row, void *ret)
{
    struct catalogue_service *service = ret;
    char name[32];
    int i = 0;

    sql_column_text(row, 0, name, sizeof name);
    while (i < COMPONENTS && strcmp(component_names[i], name) != 0)
        i++;
    if (i == COMPONENTS)
        return;
    sql_column_text(row, 1, service->component[i], sizeof service->component[i]);
    sql_column_text(row, 2, service->own[i].source, sizeof service->own[i].source);
    sql_column_text(row, 3, service->own[i].checked_on, sizeof service->own[i].checked_on);
    sql_column_text(row, 4, service->own[i].approved_by, sizeof service->own[i].approved_by);
}

static int go_on(const void *row, void *context)
{
    (void)row;
    (void)context;
    return 0;
}

static int fill_service(struct db *db, struct catalogue_service *service)
{
    int rc = get_text(db, SQL_ALIAS_WORDS_SERVICE, service->code, service->aliases,
                      sizeof service->aliases);

    memset(service->component, 0, sizeof service->component);
    memset(service->own, 0, sizeof service->own);
    if (rc >= 0)
        rc = db_each(db, SQL_COMPONENT_LIST, read_component, service, go_on, NULL,
                     sql_text(service->code));
    return rc < 0 ? rc : 1;
}

struct catalogue_provenance catalogue_provenance(const struct catalogue_service *service,
                                                 enum component component)
{
    const struct catalogue_own *own = &service->own[component];

    return (struct catalogue_provenance){own->source[0] ? own->source : service->source,
                                         own->checked_on[0] ? own->checked_on : service->checked_on,
                                         own->approved_by[0] ? own->approved_by
                                                             : service->approved_by};
}

int catalogue_service(struct db *db, const char *code, struct catalogue_service *ret)
{
    int rc = db_one(db, SQL_SERVICE_GET, read_service, ret, sql_text(code));

    return rc <= 0 ? rc : fill_service(db, ret);
}

static void read_group(sqlite3_stmt *row, void *ret)
{
    struct catalogue_group *group = ret;

    sql_column_text(row, 0, group->code, sizeof group->code);
    sql_column_text(row, 1, group->name, sizeof group->name);
    sql_column_text(row, 2, group->question, sizeof group->question);
}

static int fill_group(struct db *db, struct catalogue_group *group)
{
    int rc =
        get_text(db, SQL_ALIAS_WORDS_GROUP, group->code, group->aliases, sizeof group->aliases);

    if (rc >= 0)
        rc = get_text(db, SQL_GROUP_MEMBERS, group->code, group->members, sizeof group->members);
    return rc < 0 ? rc : 1;
}

int catalogue_group(struct db *db, const char *code, struct catalogue_group *ret)
{
    int rc = db_one(db, SQL_GROUP_GET, read_group, ret, sql_text(code));

    return rc <= 0 ? rc : fill_group(db, ret);
}

/* A list reads each row whole: what one statement gives, then its aliases and texts. */
struct listing {
    struct db *db;
    db_visit *visit;
    void *context;
};

static int visit_unit(const void *row, void *context)
{
    struct listing *listing = context;
    struct catalogue_unit unit = *(const struct catalogue_unit *)row;
    int rc =
        get_text(listing->db, SQL_ALIAS_WORDS_UNIT, unit.code, unit.aliases, sizeof unit.aliases);

    return rc < 0 ? rc : listing->visit(&unit, listing->context);
}

int catalogue_units(struct db *db, db_visit *visit, void *context)
{
    struct catalogue_unit unit;
    struct listing listing = {db, visit, context};

    return db_each(db, SQL_UNIT_LIST, read_unit, &unit, visit_unit, &listing);
}

static int visit_service(const void *row, void *context)
{
    struct listing *listing = context;
    struct catalogue_service service = *(const struct catalogue_service *)row;
    int rc = fill_service(listing->db, &service);

    return rc < 0 ? rc : listing->visit(&service, listing->context);
}

int catalogue_services(struct db *db, db_visit *visit, void *context)
{
    struct catalogue_service service;
    struct listing listing = {db, visit, context};

    return db_each(db, SQL_SERVICE_LIST, read_service, &service, visit_service, &listing);
}

static int visit_group(const void *row, void *context)
{
    struct listing *listing = context;
    struct catalogue_group group = *(const struct catalogue_group *)row;
    int rc = fill_group(listing->db, &group);

    return rc < 0 ? rc : listing->visit(&group, listing->context);
}

int catalogue_groups(struct db *db, db_visit *visit, void *context)
{
    struct catalogue_group group;
    struct listing listing = {db, visit, context};

    return db_each(db, SQL_GROUP_LIST, read_group, &group, visit_group, &listing);
}

static int64_t id_of(struct db *db, enum catalogue_kind kind, const char *code)
{
    int64_t id = 0;
    int rc = db_one(db, kinds[kind].id, sql_read_int, &id, sql_text(code));

    return rc < 0 ? rc : rc == 0 ? -ENOENT : id;
}

int catalogue_drop_aliases(struct db *db, enum catalogue_kind kind, const char *code)
{
    int64_t id = id_of(db, kind, code);
    int rc;

    if (id == -ENOENT)
        return 0;
    rc = id < 0 ? (int)id : db_run(db, kinds[kind].alias_remove, sql_int(id));
    return rc < 0 ? rc : 0;
}

int catalogue_add_alias(struct db *db, enum catalogue_kind kind, const char *code, const char *word)
{
    int64_t id = id_of(db, kind, code);
    int rc = id < 0 ? (int)id : db_run(db, kinds[kind].alias_add, sql_text(word), sql_int(id));

    return rc < 0 ? rc : 0;
}

static int put_aliases(struct db *db, enum catalogue_kind kind, int64_t id, const char *aliases,
                       char culprit[CATALOGUE_NAME_SIZE])
{
    char word[CATALOGUE_NAME_SIZE];
    int rc = db_run(db, kinds[kind].alias_remove, sql_int(id));

    while (rc >= 0 && catalogue_list_next(&aliases, word, sizeof word)) {
        rc = db_run(db, kinds[kind].alias_add, sql_text(word), sql_int(id));
        if (rc == -EEXIST)
            snprintf(culprit, CATALOGUE_NAME_SIZE, "%s", word);
    }
    return rc < 0 ? rc : 0;
}

int catalogue_put_unit(struct db *db, const struct catalogue_unit *unit,
                       char culprit[CATALOGUE_NAME_SIZE])
{
    int rc = db_run(db, SQL_UNIT_PUT, sql_text(unit->code), sql_text(unit->name),
                    sql_text(unit->address), sql_text(unit->village), sql_text(unit->district),
                    sql_text(unit->hours), sql_text(unit->phone), sql_text(unit->source),
                    sql_text(unit->checked_on), sql_text(unit->approved_by));

    if (rc < 0)
        return rc;
    return put_aliases(db, CATALOGUE_UNIT, id_of(db, CATALOGUE_UNIT, unit->code), unit->aliases,
                       culprit);
}

/* '' where it is as the service has it. */
static struct sql_value own_or_none(const char *own, const char *of_service)
{
    return sql_text(strcmp(own, of_service) == 0 ? "" : own);
}

static int put_component(struct db *db, int64_t service_id, const struct catalogue_service *service,
                         int i)
{
    const struct catalogue_own *own = &service->own[i];
    const char *name = component_names[i];

    if (service->component[i][0] == '\0')
        return db_run(db, SQL_COMPONENT_REMOVE, sql_int(service_id), sql_text(name));
    return db_run(db, SQL_COMPONENT_PUT, sql_int(service_id), sql_text(name),
                  sql_text(service->component[i]), own_or_none(own->source, service->source),
                  own_or_none(own->checked_on, service->checked_on),
                  own_or_none(own->approved_by, service->approved_by));
}

int catalogue_put_service(struct db *db, const struct catalogue_service *service,
                          char culprit[CATALOGUE_NAME_SIZE])
{
    int64_t id = id_of(db, CATALOGUE_UNIT, service->unit);
    int rc;

    if (id < 0) {
        snprintf(culprit, CATALOGUE_NAME_SIZE, "%s", service->unit);
        return (int)id;
    }
    rc = db_run(db, SQL_SERVICE_PUT, sql_text(service->code), sql_text(service->name), sql_int(id),
                sql_text(service->source), sql_text(service->checked_on),
                sql_text(service->approved_by), sql_text(service->proxy),
                sql_text(service->one_visit));
    if (rc < 0)
        return rc;
    id = id_of(db, CATALOGUE_SERVICE, service->code);
    for (int i = 0; rc >= 0 && i < COMPONENTS; i++)
        rc = put_component(db, id, service, i);
    return rc < 0 ? rc : put_aliases(db, CATALOGUE_SERVICE, id, service->aliases, culprit);
}

static int put_members(struct db *db, int64_t group_id, const char *members,
                       char culprit[CATALOGUE_NAME_SIZE])
{
    char code[CATALOGUE_CODE_SIZE];
    int position = 0;
    int rc = db_run(db, SQL_GROUP_MEMBERS_REMOVE, sql_int(group_id));

    while (rc >= 0 && catalogue_list_next(&members, code, sizeof code)) {
        int64_t id = id_of(db, CATALOGUE_SERVICE, code);

        if (id < 0) {
            snprintf(culprit, CATALOGUE_NAME_SIZE, "%s", code);
            return (int)id;
        }
        rc = db_run(db, SQL_GROUP_MEMBER_ADD, sql_int(group_id), sql_int(++position), sql_int(id));
    }
    return rc;
}

int catalogue_put_group(struct db *db, const struct catalogue_group *group,
                        char culprit[CATALOGUE_NAME_SIZE])
{
    int rc = db_run(db, SQL_GROUP_PUT, sql_text(group->code), sql_text(group->name),
                    sql_text(group->question));
    int64_t id;

    if (rc < 0)
        return rc;
    id = id_of(db, CATALOGUE_GROUP, group->code);
    rc = put_members(db, id, group->members, culprit);
    return rc < 0 ? rc : put_aliases(db, CATALOGUE_GROUP, id, group->aliases, culprit);
}

int catalogue_alias_owner(struct db *db, const char *word, bool among_units,
                          char ret[CATALOGUE_CODE_SIZE])
{
    struct text text = {ret, CATALOGUE_CODE_SIZE};

    return db_one(db, SQL_ALIAS_OWNER, read_text, &text, sql_text(word), sql_int(among_units));
}

static void read_alias(sqlite3_stmt *row, void *ret)
{
    struct catalogue_alias *alias = ret;

    sql_column_text(row, 0, alias->word, sizeof alias->word);
    sql_column_text(row, 1, alias->code, sizeof alias->code);
    alias->kind = (enum catalogue_kind)sqlite3_column_int(row, 2);
}

int catalogue_aliases(struct db *db, db_visit *visit, void *context)
{
    struct catalogue_alias alias;

    return db_each(db, SQL_ALIAS_LIST, read_alias, &alias, visit, context);
}

int64_t catalogue_version(struct db *db)
{
    int64_t version = 0;
    int rc = db_one(db, SQL_CATALOGUE_VERSION, sql_read_int, &version);

    return rc < 0 ? rc : version;
}

int catalogue_changed(struct db *db)
{
    int rc = db_run(db, SQL_CATALOGUE_CHANGED);

    return rc < 0 ? rc : 0;
}
