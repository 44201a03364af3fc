#include "gateway/standard.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "db/catalogue_column.h"
#include "gateway/desk/place.h"
#include "gateway/html.h"
#include "gateway/reply/reply.h"

struct standard {
    const struct texts *texts;
    const char *code;
    struct catalogue_record unit, *service;
    int count, place;
};

static int keep_service(const void *row, void *context)
{
    const struct catalogue_service *service = row;
    struct standard *standard = context;
    struct catalogue_record *more;

    if (strcmp(service->unit, standard->code) != 0)
        return 0;
    more = realloc(standard->service, (size_t)(standard->count + 1) * sizeof *more);
    if (!more)
        return -ENOMEM;
    standard->service = more;
    more[standard->count].kind = CATALOGUE_SERVICE;
    more[standard->count++].service = *service;
    return 0;
}

static int read_services(struct standard *standard, struct db *db)
{
    int rc;

    standard->service = malloc(sizeof *standard->service);
    if (!standard->service)
        return -ENOMEM;
    rc = catalogue_read(db, CATALOGUE_SERVICE, standard->code, standard->service);
    standard->count = rc > 0;
    if (rc == 0)
        rc = catalogue_services(db, keep_service, standard);
    if (rc >= 0 && standard->count == 0)
        rc = -ENOENT;
    if (rc >= 0)
        rc = catalogue_read(db, CATALOGUE_UNIT, standard->service->service.unit, &standard->unit);
    return rc < 0 ? rc : 0;
}

int standard_open(struct db *db, const struct texts *texts, const char *code, struct standard **ret)
{
    struct standard *standard = calloc(1, sizeof *standard);
    int rc = standard ? 0 : -ENOMEM;

    if (rc == 0) {
        standard->texts = texts;
        standard->code = code;
        rc = read_services(standard, db);
    }
    if (rc == 0)
        *ret = standard;
    else
        standard_close(standard);
    return rc;
}

void standard_close(struct standard *standard)
{
    if (standard)
        free(standard->service);
    free(standard);
}

int standard_count(const struct standard *standard)
{
    return standard->count;
}

void standard_turn(struct standard *standard, int place)
{
    standard->place = place;
}

static bool is_component(int column)
{
    return column >= COLUMN_COMPONENT && column < COLUMN_COMPONENT + COMPONENTS;
}

/* Names, and what is told of texts, need no approval. */
static bool may_be_shown(const struct catalogue_record *record, int column)
{
    if (column < COLUMN_ADDRESS || column >= COLUMN_SOURCE)
        return true;
    if (is_component(column))
        return catalogue_provenance(&record->service, column - COLUMN_COMPONENT).approved_by[0];
    return column_text(record, COLUMN_APPROVED)[0];
}

static void put_remark(const struct standard *standard, enum text_id id, FILE *out)
{
    char text[64];

    reply_render(standard->texts, id, text, sizeof text);
    html_put(out, "<em>%s</em>", text);
}

static void put_own(const struct standard *standard, const struct catalogue_service *service,
                    enum component component, FILE *out)
{
    const struct catalogue_own *own = &service->own[component];
    struct catalogue_provenance from = catalogue_provenance(service, component);
    char text[REPLY_TEXT_SIZE], empty[64];

    if (!own->source[0] && !own->checked_on[0] && !own->approved_by[0])
        return;
    reply_render(standard->texts, TEXT_STANDARD_EMPTY, empty, sizeof empty);
    reply_render(standard->texts, TEXT_STANDARD_OWN, text, sizeof text,
                 {"source", from.source[0] ? from.source : empty},
                 {"date", from.checked_on[0] ? from.checked_on : empty}, {"who", from.approved_by});
    html_put(out, " <small>%s</small>", text);
}

static void put_field(const struct standard *standard, const struct catalogue_record *record,
                      int column, FILE *out)
{
    const char *text = column_text(record, column);
    char address[PLACE_ADDRESS_SIZE];

    if (column == COLUMN_ADDRESS) {
        place_address(&record->unit, address);
        text = address;
    }
    if (text[0] == '\0') {
        put_remark(standard,
                   column == COLUMN_APPROVED ? TEXT_STANDARD_NOT_APPROVED : TEXT_STANDARD_EMPTY,
                   out);
    } else if (!may_be_shown(record, column)) {
        put_remark(standard, TEXT_STANDARD_NOT_APPROVED, out);
    } else {
        html_put(out, "%s", text);
        if (is_component(column))
            put_own(standard, &record->service, column - COLUMN_COMPONENT, out);
    }
}

int standard_put(const struct standard *standard, const char *name, FILE *out)
{
    const struct catalogue_record *const records[] = {&standard->service[standard->place],
                                                      &standard->unit};

    for (size_t i = 0; i < sizeof records / sizeof records[0]; i++) {
        const char *kind = catalogue_kind_names[records[i]->kind];
        size_t length = strlen(kind);
        int column;

        if (strncmp(name, kind, length) != 0 || name[length] != ' ')
            continue;
        column = column_find(name + length + 1);
        if (column == COLUMNS || !column_of(column, records[i]->kind))
            return -ENOENT;
        put_field(standard, records[i], column, out);
        return 0;
    }
    return -ENOENT;
}
