#include "db/catalogue_column.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "db/translation.h"

const char *const catalogue_kind_names[CATALOGUE_KINDS] = {[CATALOGUE_UNIT] = "unit",
                                                           [CATALOGUE_SERVICE] = "layanan",
                                                           [CATALOGUE_GROUP] = "kelompok",
                                                           [CATALOGUE_TRANSLATION] = "terjemahan"};

struct place {
    size_t offset, size; /* size 0: that kind has no such field */
};

#define PLACE(type, member)                                                                        \
    {                                                                                              \
        offsetof(struct type, member), sizeof(((struct type *)0)->member)                          \
    }
#define OF_ALL(member)                                                                             \
    {                                                                                              \
        PLACE(catalogue_unit, member), PLACE(catalogue_service, member),                           \
            PLACE(catalogue_group, member), PLACE(catalogue_translation, member)                   \
    }
#define OF_CALLED(member)                                                                          \
    {                                                                                              \
        PLACE(catalogue_unit, member), PLACE(catalogue_service, member),                           \
            PLACE(catalogue_group, member)                                                         \
    }
#define OF_UNIT(member)                                                                            \
    {                                                                                              \
        [CATALOGUE_UNIT] = PLACE(catalogue_unit, member)                                           \
    }
#define OF_SOURCED(member)                                                                         \
    {                                                                                              \
        [CATALOGUE_UNIT] = PLACE(catalogue_unit, member),                                          \
        [CATALOGUE_SERVICE] = PLACE(catalogue_service, member),                                    \
        [CATALOGUE_TRANSLATION] = PLACE(catalogue_translation, member)                             \
    }
#define OF_SERVICE(member)                                                                         \
    {                                                                                              \
        [CATALOGUE_SERVICE] = PLACE(catalogue_service, member)                                     \
    }
#define OF_GROUP(member)                                                                           \
    {                                                                                              \
        [CATALOGUE_GROUP] = PLACE(catalogue_group, member)                                         \
    }
#define OF_SPOKEN(type, kind, member)                                                              \
    {                                                                                              \
        [kind] = PLACE(type, member), [CATALOGUE_TRANSLATION] =                                    \
                                          PLACE(catalogue_translation, member)                     \
    }
#define OF_COMPONENT(id, name)                                                                     \
    [COLUMN_COMPONENT + COMPONENT_##                                                               \
        id] = {name, OF_SPOKEN(catalogue_service, CATALOGUE_SERVICE, component[COMPONENT_##id])},  \
      [COLUMN_OWN + 3 * COMPONENT_##                                                               \
          id] = {"sumber:" name, OF_SERVICE(own[COMPONENT_##id].source)},                          \
      [COLUMN_OWN + 3 * COMPONENT_##id + 1] = {"diperiksa:" name,                                  \
                                               OF_SERVICE(own[COMPONENT_##id].checked_on)},        \
      [COLUMN_OWN + 3 * COMPONENT_##id + 2] = {"disetujui:" name,                                  \
                                               OF_SERVICE(own[COMPONENT_##id].approved_by)}

static const struct {
    const char *name;
    struct place place[CATALOGUE_KINDS];
} columns[COLUMNS] = {
    [COLUMN_CODE] = {"kode", OF_ALL(code)},
    [COLUMN_NAME] = {"nama", OF_ALL(name)},
    [COLUMN_ALIAS] = {"alias", OF_CALLED(aliases)},
    [COLUMN_UNIT] = {"unit", OF_SERVICE(unit)},
    [COLUMN_MEMBERS] = {"anggota", OF_GROUP(members)},
    [COLUMN_QUESTION] = {"pertanyaan", OF_SPOKEN(catalogue_group, CATALOGUE_GROUP, question)},
    [COLUMN_ADDRESS] = {"alamat", OF_UNIT(address)},
    [COLUMN_VILLAGE] = {"desa", OF_UNIT(village)},
    [COLUMN_DISTRICT] = {"kecamatan", OF_UNIT(district)},
    [COLUMN_HOURS] = {"jam_buka", OF_UNIT(hours)},
    [COLUMN_PHONE] = {"telepon", OF_UNIT(phone)},
    [COLUMN_PROXY] = {"perwakilan", OF_SERVICE(proxy)},
    [COLUMN_ONE_VISIT] = {"sekali_datang", OF_SERVICE(one_visit)},
    [COLUMN_SOURCE] = {"sumber", OF_SOURCED(source)},
    [COLUMN_CHECKED] = {"diperiksa", OF_SOURCED(checked_on)},
    [COLUMN_APPROVED] = {"disetujui", OF_SOURCED(approved_by)},
    OF_COMPONENT(DASAR_HUKUM, "dasar_hukum"),
    OF_COMPONENT(PERSYARATAN, "persyaratan"),
    OF_COMPONENT(PROSEDUR, "prosedur"),
    OF_COMPONENT(JANGKA_WAKTU, "jangka_waktu"),
    OF_COMPONENT(BIAYA, "biaya"),
    OF_COMPONENT(PRODUK, "produk"),
    OF_COMPONENT(SARANA, "sarana"),
    OF_COMPONENT(KOMPETENSI, "kompetensi"),
    OF_COMPONENT(PENGAWASAN, "pengawasan"),
    OF_COMPONENT(PENGADUAN, "pengaduan"),
    OF_COMPONENT(JUMLAH_PELAKSANA, "jumlah_pelaksana"),
    OF_COMPONENT(JAMINAN_LAYANAN, "jaminan_layanan"),
    OF_COMPONENT(JAMINAN_KEAMANAN, "jaminan_keamanan"),
    OF_COMPONENT(EVALUASI, "evaluasi"),
};

const char *column_name(int column)
{
    return columns[column].name;
}

int column_find(const char *name)
{
    int column = 0;

    while (column < COLUMNS && strcmp(columns[column].name, name) != 0)
        column++;
    return column;
}

bool column_of(int column, enum catalogue_kind kind)
{
    return columns[column].place[kind].size > 0;
}

bool column_is_day(int column)
{
    return column == COLUMN_CHECKED || (column >= COLUMN_OWN && (column - COLUMN_OWN) % 3 == 1);
}

char *column_field(struct catalogue_record *record, int column, size_t *size)
{
    const struct place *place = &columns[column].place[record->kind];

    *size = place->size;
    return place->size ? (char *)&record->service + place->offset : NULL;
}

const char *column_text(const struct catalogue_record *record, int column)
{
    const struct place *place = &columns[column].place[record->kind];

    return place->size ? (const char *)&record->service + place->offset : "";
}

int catalogue_read(struct db *db, enum catalogue_kind kind, const char *code,
                   struct catalogue_record *ret)
{
    ret->kind = kind;
    return kind == CATALOGUE_UNIT      ? catalogue_unit(db, code, &ret->unit)
           : kind == CATALOGUE_SERVICE ? catalogue_service(db, code, &ret->service)
           : kind == CATALOGUE_GROUP   ? catalogue_group(db, code, &ret->group)
                                       : translation_read(db, code, &ret->translation);
}

int catalogue_write(struct db *db, const struct catalogue_record *record,
                    char culprit[CATALOGUE_NAME_SIZE])
{
    return record->kind == CATALOGUE_UNIT ? catalogue_put_unit(db, &record->unit, culprit)
           : record->kind == CATALOGUE_SERVICE
               ? catalogue_put_service(db, &record->service, culprit)
           : record->kind == CATALOGUE_GROUP ? catalogue_put_group(db, &record->group, culprit)
                                             : translation_write(db, &record->translation, culprit);
}

struct records {
    struct catalogue_record record;
    db_visit *visit;
    void *context;
};

static int visit_unit(const void *row, void *context)
{
    struct records *records = context;

    records->record.kind = CATALOGUE_UNIT;
    records->record.unit = *(const struct catalogue_unit *)row;
    return records->visit(&records->record, records->context);
}

static int visit_service(const void *row, void *context)
{
    struct records *records = context;

    records->record.kind = CATALOGUE_SERVICE;
    records->record.service = *(const struct catalogue_service *)row;
    return records->visit(&records->record, records->context);
}

static int visit_group(const void *row, void *context)
{
    struct records *records = context;

    records->record.kind = CATALOGUE_GROUP;
    records->record.group = *(const struct catalogue_group *)row;
    return records->visit(&records->record, records->context);
}

static int visit_translation(const void *row, void *context)
{
    struct records *records = context;

    records->record.kind = CATALOGUE_TRANSLATION;
    records->record.translation = *(const struct catalogue_translation *)row;
    return records->visit(&records->record, records->context);
}

int catalogue_records(struct db *db, db_visit *visit, void *context)
{
    struct records *records = calloc(1, sizeof *records);
    int rc = -ENOMEM, count = 0;

    if (!records)
        return rc;
    records->visit = visit;
    records->context = context;
    rc = catalogue_units(db, visit_unit, records);
    count += rc;
    if (rc >= 0)
        rc = catalogue_services(db, visit_service, records);
    count += rc;
    if (rc >= 0)
        rc = catalogue_groups(db, visit_group, records);
    count += rc;
    if (rc >= 0)
        rc = translation_list(db, visit_translation, records);
    count += rc;
    free(records);
    return rc < 0 ? rc : count;
}
