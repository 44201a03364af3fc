#include "gateway/catalogue_import.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "db/catalogue.h"
#include "db/journal.h"
#include "gateway/csv.h"
#include "parser/fold.h"
#include "parser/request.h"

/* The columns. The order in the file is free; those that may be missing are empty then. */
enum column {
    COLUMN_KIND,
    COLUMN_CODE,
    COLUMN_NAME,
    COLUMN_ALIAS,
    COLUMN_UNIT,
    COLUMN_MEMBERS,
    COLUMN_QUESTION,
    COLUMN_SOURCE,
    COLUMN_CHECKED,
    COLUMN_APPROVED,
    COLUMN_COMPONENT, /* the first of 14 */
    COLUMNS = COLUMN_COMPONENT + COMPONENTS
};

static const struct {
    const char *name;
    bool required;
} columns[COLUMN_COMPONENT] = {
    [COLUMN_KIND] = {"jenis", true},
    [COLUMN_CODE] = {"kode", true},
    [COLUMN_NAME] = {"nama", true},
    [COLUMN_ALIAS] = {"alias", false},
    [COLUMN_UNIT] = {"unit", false},
    [COLUMN_MEMBERS] = {"anggota", false},
    [COLUMN_QUESTION] = {"pertanyaan", false},
    [COLUMN_SOURCE] = {"sumber", false},
    [COLUMN_CHECKED] = {"diperiksa", false},
    [COLUMN_APPROVED] = {"disetujui", false},
};

/* What a code of the file is to the catalogue. */
struct seen {
    char code[CATALOGUE_CODE_SIZE];
    int kind, line;
};

struct import {
    struct db *db;
    const char *path, *actor;
    char separator;
    int64_t now;
    FILE *report; /* in memory: nothing is told of an import that fails */
    struct problems *problems;
    struct import_summary summary;
    int position[COLUMNS]; /* of each column in the file, -1 if it is missing */
    int header_line;       /* 0 until it has come */
    int header_count;      /* its columns */
    int writing;           /* the kind that this pass writes; -1 in the pass that checks */
    struct seen *seen;
    int seen_count;
    union {
        struct catalogue_unit unit;
        struct catalogue_service service;
        struct catalogue_group group;
    } record, old;
};

static const char *column_name(int column)
{
    return column < COLUMN_COMPONENT ? columns[column].name
                                     : component_names[column - COLUMN_COMPONENT];
}

static const char *field(const struct import *import, const struct csv_row *row, int column)
{
    int position = import->position[column];

    return position >= 0 && position < row->count ? row->field[position] : "";
}

__attribute__((format(printf, 4, 5))) static void complain(struct import *import,
                                                           const struct csv_row *row, int column,
                                                           const char *reason, ...)
{
    char text[256];
    va_list arguments;

    va_start(arguments, reason);
    vsnprintf(text, sizeof text, reason, arguments);
    va_end(arguments);
    problems_add(import->problems, import->path, row->line, column_name(column), "%s", text);
}

static void read_header(struct import *import, const struct csv_row *row)
{
    import->header_line = row->line;
    import->header_count = row->count;
    for (int column = 0; column < COLUMNS; column++)
        import->position[column] = -1;
    for (int i = 0; i < row->count; i++) {
        int column = 0;

        while (column < COLUMNS && strcmp(row->field[i], column_name(column)) != 0)
            column++;
        if (column == COLUMNS)
            problems_add(import->problems, import->path, row->line, row->field[i],
                         "no such column");
        else if (import->position[column] >= 0)
            problems_add(import->problems, import->path, row->line, row->field[i],
                         "this column stands twice");
        else
            import->position[column] = i;
    }
    for (int column = 0; column < COLUMN_COMPONENT; column++)
        if (columns[column].required && import->position[column] < 0)
            problems_add(import->problems, import->path, row->line, columns[column].name,
                         "this column is missing");
}

static void copy(struct import *import, const struct csv_row *row, int column, char *ret,
                 size_t size)
{
    const char *value = field(import, row, column);

    if (strlen(value) >= size)
        complain(import, row, column, "longer than %zu bytes", size - 1);
    snprintf(ret, size, "%s", value);
}
#define COPY(import, row, column, array) copy(import, row, column, array, sizeof(array))

/* Aliases are kept as they are compared: folded, each once. */
static void copy_aliases(struct import *import, const struct csv_row *row,
                         char ret[CATALOGUE_LIST_SIZE])
{
    const char *list = field(import, row, COLUMN_ALIAS);
    char word[CATALOGUE_LIST_SIZE], folded[CATALOGUE_NAME_SIZE], bounded[CATALOGUE_NAME_SIZE + 2],
        within[CATALOGUE_LIST_SIZE + 2];
    size_t length = 0;

    ret[0] = '\0';
    while (catalogue_list_next(&list, word, sizeof word)) {
        if (strlen(word) >= CATALOGUE_NAME_SIZE) {
            complain(import, row, COLUMN_ALIAS, "longer than %d bytes", CATALOGUE_NAME_SIZE - 1);
            continue;
        }
        if (fold(word, folded, sizeof folded) == 0) {
            complain(import, row, COLUMN_ALIAS, "'%s' has neither letters nor digits", word);
            continue;
        }
        snprintf(within, sizeof within, "|%s|", ret);
        snprintf(bounded, sizeof bounded, "|%s|", folded);
        if (strstr(within, bounded))
            continue;
        if (length + strlen(folded) + 2 > CATALOGUE_LIST_SIZE) {
            complain(import, row, COLUMN_ALIAS, "too many aliases, from '%s' on", word);
            return;
        }
        length += (size_t)snprintf(ret + length, CATALOGUE_LIST_SIZE - length, "%s%s",
                                   length ? "|" : "", folded);
    }
}

static void read_unit(struct import *import, const struct csv_row *row)
{
    struct catalogue_unit *unit = &import->record.unit;

    COPY(import, row, COLUMN_CODE, unit->code);
    COPY(import, row, COLUMN_NAME, unit->name);
    copy_aliases(import, row, unit->aliases);
}

static void read_service(struct import *import, const struct csv_row *row)
{
    struct catalogue_service *service = &import->record.service;

    COPY(import, row, COLUMN_CODE, service->code);
    COPY(import, row, COLUMN_NAME, service->name);
    copy_aliases(import, row, service->aliases);
    COPY(import, row, COLUMN_UNIT, service->unit);
    COPY(import, row, COLUMN_SOURCE, service->source);
    COPY(import, row, COLUMN_CHECKED, service->checked_on);
    COPY(import, row, COLUMN_APPROVED, service->approved_by);
    for (int i = 0; i < COMPONENTS; i++)
        COPY(import, row, COLUMN_COMPONENT + i, service->component[i]);
}

static void check_members(struct import *import, const struct csv_row *row, const char *members)
{
    char code[CATALOGUE_CODE_SIZE];
    int count = 0;

    while (catalogue_list_next(&members, code, sizeof code))
        count++;
    if (count > REQUEST_CHOICES_MAX)
        complain(import, row, COLUMN_MEMBERS, "more than %d: a digit of the keypad chooses one",
                 REQUEST_CHOICES_MAX);
}

static void read_group(struct import *import, const struct csv_row *row)
{
    struct catalogue_group *group = &import->record.group;

    COPY(import, row, COLUMN_CODE, group->code);
    COPY(import, row, COLUMN_NAME, group->name);
    copy_aliases(import, row, group->aliases);
    COPY(import, row, COLUMN_MEMBERS, group->members);
    check_members(import, row, group->members);
    COPY(import, row, COLUMN_QUESTION, group->question);
}

static bool is_code(const char *text)
{
    size_t length = 0;

    for (; text[length]; length++)
        if (!isupper((unsigned char)text[length]) && !isdigit((unsigned char)text[length]) &&
            text[length] != '-')
            return false;
    return length > 0 && length < CATALOGUE_CODE_SIZE;
}

static void check_code(struct import *import, const struct csv_row *row, int kind)
{
    const char *code = field(import, row, COLUMN_CODE);

    if (code[0] == '\0') {
        complain(import, row, COLUMN_CODE, "missing");
        return;
    }
    if (!is_code(code)) {
        complain(import, row, COLUMN_CODE,
                 "'%s' is no code: capital letters, digits and '-', 23 at most", code);
        return;
    }
    for (int i = 0; i < import->seen_count; i++)
        if (import->seen[i].kind == kind && strcmp(import->seen[i].code, code) == 0)
            complain(import, row, COLUMN_CODE, "'%s' stands in line %d already", code,
                     import->seen[i].line);
    import->seen[import->seen_count].kind = kind;
    import->seen[import->seen_count].line = row->line;
    snprintf(import->seen[import->seen_count++].code, CATALOGUE_CODE_SIZE, "%s", code);
}

static void need(struct import *import, const struct csv_row *row, int column)
{
    if (field(import, row, column)[0] == '\0')
        complain(import, row, column, "missing");
}

/* Adds the name of a column to the list of what differs. */
static void differ(char list[256], const char *name, const char *old, const char *new)
{
    size_t length = strlen(list);

    if (strcmp(old, new) != 0)
        snprintf(list + length, 256 - length, "%s%s", length ? ", " : "", name);
}

static int compare_unit(struct import *import, char list[256])
{
    const struct catalogue_unit *new = &import->record.unit, *old = &import->old.unit;
    int rc = catalogue_unit(import->db, new->code, &import->old.unit);

    if (rc > 0) {
        differ(list, "nama", old->name, new->name);
        differ(list, "alias", old->aliases, new->aliases);
    }
    return rc;
}

static int compare_service(struct import *import, char list[256])
{
    const struct catalogue_service *new = &import->record.service, *old = &import->old.service;
    int rc = catalogue_service(import->db, new->code, &import->old.service);

    if (rc <= 0)
        return rc;
    differ(list, "nama", old->name, new->name);
    differ(list, "alias", old->aliases, new->aliases);
    differ(list, "unit", old->unit, new->unit);
    for (int i = 0; i < COMPONENTS; i++)
        differ(list, component_names[i], old->component[i], new->component[i]);
    differ(list, "sumber", old->source, new->source);
    differ(list, "diperiksa", old->checked_on, new->checked_on);
    differ(list, "disetujui", old->approved_by, new->approved_by);
    return rc;
}

static int compare_group(struct import *import, char list[256])
{
    const struct catalogue_group *new = &import->record.group, *old = &import->old.group;
    int rc = catalogue_group(import->db, new->code, &import->old.group);

    if (rc > 0) {
        differ(list, "nama", old->name, new->name);
        differ(list, "alias", old->aliases, new->aliases);
        differ(list, "anggota", old->members, new->members);
        differ(list, "pertanyaan", old->question, new->question);
    }
    return rc;
}

static int put_unit(struct import *import, char culprit[CATALOGUE_NAME_SIZE])
{
    return catalogue_put_unit(import->db, &import->record.unit, culprit);
}

static int put_service(struct import *import, char culprit[CATALOGUE_NAME_SIZE])
{
    return catalogue_put_service(import->db, &import->record.service, culprit);
}

static int put_group(struct import *import, char culprit[CATALOGUE_NAME_SIZE])
{
    return catalogue_put_group(import->db, &import->record.group, culprit);
}

/* The kinds of row: what they are called in the file, which further columns they need, and which of
 * these names others. */
static const struct {
    const char *name;
    enum column needs[3]; /* ends with COLUMN_KIND */
    enum column refers;
    void (*read)(struct import *import, const struct csv_row *row);
    int (*compare)(struct import *import,
                   char list[256]); /* 1 and the columns that differ; 0 new */
    int (*put)(struct import *import, char culprit[CATALOGUE_NAME_SIZE]);
} kinds[] = {
    [CATALOGUE_UNIT] = {"unit", {COLUMN_KIND}, COLUMN_KIND, read_unit, compare_unit, put_unit},
    [CATALOGUE_SERVICE] =
        {"layanan", {COLUMN_UNIT}, COLUMN_UNIT, read_service, compare_service, put_service},
    [CATALOGUE_GROUP] = {"kelompok",
                         {COLUMN_MEMBERS, COLUMN_QUESTION},
                         COLUMN_MEMBERS,
                         read_group,
                         compare_group,
                         put_group},
};
#define KINDS ((int)(sizeof kinds / sizeof kinds[0]))

static void read_record(struct import *import, const struct csv_row *row, int kind)
{
    memset(&import->record, 0, sizeof import->record);
    kinds[kind].read(import, row);
}

/* Tell and journal what will become of a record, before anything is written. */
static int announce(struct import *import, int kind, const char *code)
{
    char list[256] = "", subject[64];
    int rc = kinds[kind].compare(import, list);

    if (rc < 0)
        return rc;
    if (rc > 0 && list[0] == '\0') {
        import->summary.same++;
        return 0;
    }
    *(rc > 0 ? &import->summary.changed : &import->summary.added) += 1;
    fprintf(import->report, "%s %s %s%s%s\n", rc > 0 ? "changed" : "new    ", kinds[kind].name,
            code, list[0] ? ": " : "", list);
    snprintf(subject, sizeof subject, "%s %s", kinds[kind].name, code);
    return journal_add(import->db, import->now, import->actor,
                       rc > 0 ? "catalogue changed" : "catalogue added", subject, list);
}

/* A ',' outside quotes moves all that follows one column on. */
static void check_width(struct import *import, const struct csv_row *row)
{
    for (int i = import->header_count; i < row->count; i++) {
        if (row->field[i][0] == '\0')
            continue;
        problems_add(import->problems, import->path, row->line, NULL,
                     "column %d: there is no such column in the header; text with a '%c' must "
                     "stand in quotes",
                     i + 1, import->separator);
        return;
    }
}

/* The first pass: everything that can be seen without writing. Aliases are let go, so that they may
 * move within the file. */
static int check_row(struct import *import, const struct csv_row *row, int kind)
{
    int problems = import->problems->count, rc;
    const char *code = field(import, row, COLUMN_CODE);

    check_width(import, row);
    check_code(import, row, kind);
    need(import, row, COLUMN_NAME);
    for (const enum column *column = kinds[kind].needs; *column != COLUMN_KIND; column++)
        need(import, row, *column);
    read_record(import, row, kind);
    if (import->problems->count > problems)
        return 0;
    rc = announce(import, kind, code);
    return rc < 0 ? rc : catalogue_drop_aliases(import->db, (enum catalogue_kind)kind, code);
}

static int write_row(struct import *import, const struct csv_row *row, int kind)
{
    char culprit[CATALOGUE_NAME_SIZE] = "", owner[CATALOGUE_CODE_SIZE] = "";
    int rc;

    read_record(import, row, kind);
    rc = kinds[kind].put(import, culprit);
    if (rc == -ENOENT) {
        complain(import, row, kinds[kind].refers, "'%s' is not in the catalogue", culprit);
        return 0;
    }
    if (rc == -EEXIST &&
        catalogue_alias_owner(import->db, culprit, kind == CATALOGUE_UNIT, owner) > 0) {
        complain(import, row, COLUMN_ALIAS, "'%s' is an alias of %s already", culprit, owner);
        return 0;
    }
    return rc;
}

static int take_row(const struct csv_row *row, void *context)
{
    struct import *import = context;
    const char *name;
    int kind = 0;

    if (import->header_line == 0) {
        read_header(import, row);
        return import->problems->count ? -EINVAL : 0;
    }
    if (row->line == import->header_line)
        return 0; /* the header again, in a later pass */
    name = field(import, row, COLUMN_KIND);
    while (kind < KINDS && strcmp(kinds[kind].name, name) != 0)
        kind++;
    if (import->writing < 0 && kind == KINDS) {
        complain(import, row, COLUMN_KIND, "'%s' is neither 'unit', 'layanan' nor 'kelompok'",
                 name);
        return 0;
    }
    if (import->writing < 0)
        return check_row(import, row, kind);
    return kind == import->writing ? write_row(import, row, kind) : 0;
}

static int walk_all(struct import *import, const struct csv *csv)
{
    int rc = 0;

    for (import->writing = -1; rc == 0 && import->writing < KINDS; import->writing++) {
        rc = csv_walk(csv, take_row, import, import->problems);
        if (rc == 0 && import->header_line == 0 && import->problems->count == 0)
            problems_add(import->problems, import->path, 0, NULL, "is empty");
        if (rc == 0 && import->problems->count > 0 && import->writing < 0)
            rc = -EINVAL; /* the first pass has told all that later ones would stumble over */
    }
    if (rc == 0 && import->problems->count > 0)
        rc = -EINVAL;
    if (rc == 0 && import->summary.added + import->summary.changed > 0)
        rc = catalogue_changed(import->db);
    return rc;
}

static int count_lines(const struct csv *csv)
{
    int lines = 1;

    for (size_t i = 0; i < csv->size; i++)
        lines += csv->data[i] == '\n' || csv->data[i] == '\r';
    return lines;
}

int catalogue_import(struct db *db, const char *path, const char *actor, int64_t now, FILE *report,
                     struct import_summary *ret, struct problems *problems)
{
    struct import *import = calloc(1, sizeof *import);
    struct csv csv = {0};
    char *told = NULL;
    size_t told_size;
    int rc;

    if (!import)
        return -ENOMEM;
    import->db = db;
    import->path = path;
    import->actor = actor;
    import->now = now;
    import->report = open_memstream(&told, &told_size);
    import->problems = problems;
    rc = csv_open(path, &csv, problems);
    if (rc < 0)
        goto out;
    import->separator = csv.separator;
    rc = -ENOMEM;
    import->seen = calloc((size_t)count_lines(&csv), sizeof *import->seen);
    if (!import->seen || !import->report)
        goto out;
    rc = db_begin(db);
    if (rc == 0)
        rc = db_end(db, walk_all(import, &csv));
    if (rc == 0) {
        *ret = import->summary;
        fflush(import->report);
        fputs(told, report);
    }
out:
    csv_close(&csv);
    if (import->report)
        fclose(import->report);
    free(told);
    free(import->seen);
    free(import);
    return rc;
}
