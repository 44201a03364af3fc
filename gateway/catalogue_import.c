#include "gateway/catalogue_import.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "db/catalogue_history.h"
#include "db/journal.h"
#include "gateway/catalogue_diff.h"
#include "gateway/catalogue_field.h"
#include "gateway/catalogue_withdraw.h"
#include "gateway/csv.h"
#include "parser/fold.h"
#include "parser/request.h"

/* The order of the columns in the file is free; what a column that is missing would say stays as it
 * is. */
#define COLUMN_KIND (-1)
static const int required[] = {COLUMN_KIND, COLUMN_CODE, COLUMN_NAME};

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
    int positions[1 + COLUMNS]; /* of each column in the file, -1 if it is missing */
    int header_line;            /* 0 until it has come */
    int header_count;           /* its columns */
    int writing;                /* the kind that this pass writes; -1 in the pass that checks */
    struct seen *seen;
    int seen_count;
    bool *as_before; /* of the row that begins on each line: nothing is to be written */
    struct catalogue_record record, old;
    bool withdrawn;                    /* the record has lost an approval */
    char differs[CATALOGUE_DIFF_SIZE]; /* the names of the columns */
};

static const char *name_of(int column)
{
    return column == COLUMN_KIND ? "jenis" : column_name(column);
}

static int *position(struct import *import, int column)
{
    return &import->positions[1 + column];
}

static const char *field(struct import *import, const struct csv_row *row, int column)
{
    int i = *position(import, column);

    return i >= 0 && i < row->count ? row->field[i] : "";
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
    problems_add(import->problems, import->path, row->line, name_of(column), "%s", text);
}

static void read_header(struct import *import, const struct csv_row *row)
{
    import->header_line = row->line;
    import->header_count = row->count;
    for (int column = COLUMN_KIND; column < COLUMNS; column++)
        *position(import, column) = -1;
    for (int i = 0; i < row->count; i++) {
        const char *name = row->field[i];
        int column = strcmp(name, name_of(COLUMN_KIND)) == 0 ? COLUMN_KIND : column_find(name);

        if (column == COLUMNS)
            problems_add(import->problems, import->path, row->line, name, "no such column");
        else if (*position(import, column) >= 0)
            problems_add(import->problems, import->path, row->line, name,
                         "this column stands twice");
        else
            *position(import, column) = i;
    }
    for (size_t i = 0; i < sizeof required / sizeof required[0]; i++)
        if (*position(import, required[i]) < 0)
            complain(import, row, required[i], "this column is missing");
}

static void copy(struct import *import, const struct csv_row *row, int column, char *ret,
                 size_t size)
{
    const char *value = field(import, row, column);

    if (strlen(value) >= size)
        complain(import, row, column, "longer than %zu bytes", size - 1);
    snprintf(ret, size, "%s", value);
}

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

/* Members are kept without the spaces between them. */
static void copy_members(struct import *import, const struct csv_row *row,
                         char ret[CATALOGUE_LIST_SIZE])
{
    char list[CATALOGUE_LIST_SIZE], code[CATALOGUE_LIST_SIZE];
    const char *rest = list;
    size_t length = 0;
    int count = 0;

    copy(import, row, COLUMN_MEMBERS, list, sizeof list);
    ret[0] = '\0';
    for (; catalogue_list_next(&rest, code, sizeof code); count++)
        length += (size_t)snprintf(ret + length, CATALOGUE_LIST_SIZE - length, "%s%s",
                                   length ? "|" : "", code);
    if (count > REQUEST_CHOICES_MAX)
        complain(import, row, COLUMN_MEMBERS, "more than %d: a digit of the keypad chooses one",
                 REQUEST_CHOICES_MAX);
}

static void check_field(struct import *import, const struct csv_row *row, int column)
{
    char reason[CATALOGUE_REASON_SIZE];

    if (catalogue_field_check(column, field(import, row, column), reason) < 0)
        complain(import, row, column, "%s", reason);
}

/* What a component has of its own is kept only where it differs from what its service has. */
static void check_own(struct import *import, const struct csv_row *row)
{
    for (int i = 0; i < 3 * COMPONENTS; i++) {
        int component = COLUMN_COMPONENT + i / 3;
        size_t size;
        char *own = column_field(&import->record, COLUMN_OWN + i, &size);

        bool without_text = column_text(&import->record, component)[0] == '\0';

        if (without_text && field(import, row, COLUMN_OWN + i)[0])
            complain(import, row, COLUMN_OWN + i, "there is no text in '%s' that this is about",
                     column_name(component));
        if (without_text || strcmp(own, column_text(&import->record, COLUMN_SOURCE + i % 3)) == 0)
            own[0] = '\0';
    }
}

#define CAPITALS  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
#define LOWERCASE "abcdefghijklmnopqrstuvwxyz"

/* KTP-HILANG; in a translation KTP-HILANG:en. */
static bool is_code(const char *text, int kind)
{
    size_t length = strspn(text, CAPITALS);

    if (length > 0 && kind == CATALOGUE_TRANSLATION)
        return text[length] == ':' && strspn(text + length + 1, LOWERCASE) > 1 &&
               text[length + 1 + strspn(text + length + 1, LOWERCASE)] == '\0' &&
               strlen(text) < CATALOGUE_CODE_SIZE;
    return length > 0 && text[length] == '\0' && length < CATALOGUE_CODE_SIZE;
}

static void check_code(struct import *import, const struct csv_row *row, int kind)
{
    const char *code = field(import, row, COLUMN_CODE);

    if (code[0] == '\0') {
        complain(import, row, COLUMN_CODE, "missing");
        return;
    }
    if (!is_code(code, kind)) {
        complain(import, row, COLUMN_CODE,
                 kind == CATALOGUE_TRANSLATION
                     ? "'%s' is no code of a translation: such as KTP-HILANG:en, 23 signs at most"
                     : "'%s' is no code: capital letters, digits and '-', 23 at most",
                 code);
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
    if (column_text(&import->record, column)[0] == '\0')
        complain(import, row, column, "missing");
}

/* The kinds of row: which further columns they need, and which of these names others. */
static const struct {
    int needs[3]; /* ends with COLUMN_KIND */
    int refers;
} kinds[CATALOGUE_KINDS] = {
    [CATALOGUE_UNIT] = {{COLUMN_KIND}, COLUMN_KIND},
    [CATALOGUE_SERVICE] = {{COLUMN_UNIT, COLUMN_KIND}, COLUMN_UNIT},
    [CATALOGUE_GROUP] = {{COLUMN_MEMBERS, COLUMN_QUESTION, COLUMN_KIND}, COLUMN_MEMBERS},
    [CATALOGUE_TRANSLATION] = {{COLUMN_KIND}, COLUMN_CODE},
};

/* The record as the file has it, and the old one. Returns 1 if there is an old one, 0 if it is new,
 * or an errno. */
static int read_record(struct import *import, const struct csv_row *row, enum catalogue_kind kind)
{
    bool stated[COLUMNS] = {false};
    int rc = catalogue_read(import->db, kind, field(import, row, COLUMN_CODE), &import->old);

    if (rc < 0)
        return rc;
    memset(&import->record, 0, sizeof import->record);
    if (rc > 0)
        import->record = import->old;
    import->record.kind = kind;
    for (int column = 0; column < COLUMNS; column++) {
        size_t size;
        char *ret = column_field(&import->record, column, &size);

        if (!ret || *position(import, column) < 0)
            continue;
        if (column == COLUMN_ALIAS)
            copy_aliases(import, row, ret);
        else if (column == COLUMN_MEMBERS)
            copy_members(import, row, ret);
        else
            copy(import, row, column, ret, size);
        stated[column] = ret[0];
        check_field(import, row, column);
    }
    import->withdrawn = rc > 0 && catalogue_withdraw(&import->old, stated, &import->record);
    if (kind == CATALOGUE_SERVICE)
        check_own(import, row);
    return rc;
}

/* Tell what changes; the names of the columns are in import->differs. */
static void compare(struct import *import, const char *code, bool is_old)
{
    enum catalogue_kind kind = import->record.kind;
    const char *approver;
    int count;

    import->differs[0] = '\0';
    if (!is_old) {
        import->summary.added++;
        fprintf(import->report, "new     %s %s\n", catalogue_kind_names[kind], code);
        return;
    }
    count = catalogue_diff(&import->old, &import->record, import->differs, NULL);
    *(count ? &import->summary.changed : &import->summary.same) += 1;
    if (count) {
        fprintf(import->report, "changed %s %s: %s\n", catalogue_kind_names[kind], code,
                import->differs);
        catalogue_diff(&import->old, &import->record, import->differs, import->report);
    }
    if (import->withdrawn)
        fprintf(import->report,
                "    what is new is not sent: sampan service approve %s --by NAME\n", code);
    approver = catalogue_carried_approval(&import->old, &import->record);
    if (approver)
        fprintf(import->report, "    what is new is sent: the row says that %s approved it\n",
                approver);
}

/* Tell, journal and keep what will become of a record, before anything is written. Returns 1, 0 if
 * it is as before, or an errno. */
static int announce(struct import *import, const char *code, bool is_old)
{
    enum catalogue_kind kind = import->record.kind;
    char subject[64];
    int rc;

    compare(import, code, is_old);
    if (is_old && import->differs[0] == '\0')
        return 0;
    rc = catalogue_history_keep(import->db, import->now, import->actor, kind, code,
                                is_old ? &import->old : NULL);
    if (rc < 0)
        return rc;
    snprintf(subject, sizeof subject, "%s %s", catalogue_kind_names[kind], code);
    rc = journal_add(import->db, import->now, import->actor,
                     is_old ? "catalogue changed" : "catalogue added", subject, import->differs);
    return rc < 0 ? rc : 1;
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
    rc = read_record(import, row, (enum catalogue_kind)kind);
    if (rc < 0)
        return rc;
    need(import, row, COLUMN_NAME);
    for (const int *column = kinds[kind].needs; *column != COLUMN_KIND; column++)
        need(import, row, *column);
    if (import->problems->count > problems)
        return 0;
    rc = announce(import, code, rc > 0);
    import->as_before[row->line] = rc == 0;
    if (rc <= 0 || *position(import, COLUMN_ALIAS) < 0 || kind == CATALOGUE_TRANSLATION)
        return rc < 0 ? rc : 0;
    return catalogue_drop_aliases(import->db, (enum catalogue_kind)kind, code);
}

static int write_row(struct import *import, const struct csv_row *row, int kind)
{
    char culprit[CATALOGUE_NAME_SIZE] = "", owner[CATALOGUE_CODE_SIZE] = "";
    int rc = read_record(import, row, (enum catalogue_kind)kind);

    if (rc < 0)
        return rc;
    rc = catalogue_write(import->db, &import->record, culprit);
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
    while (kind < CATALOGUE_KINDS && strcmp(catalogue_kind_names[kind], name) != 0)
        kind++;
    if (import->writing < 0 && kind == CATALOGUE_KINDS) {
        complain(import, row, COLUMN_KIND,
                 "'%s' is neither 'unit', 'layanan', 'kelompok' nor 'terjemahan'", name);
        return 0;
    }
    if (import->writing < 0)
        return check_row(import, row, kind);
    return kind == import->writing && !import->as_before[row->line] ? write_row(import, row, kind)
                                                                    : 0;
}

static int walk_all(struct import *import, const struct csv *csv)
{
    int rc = 0;

    for (import->writing = -1; rc == 0 && import->writing < CATALOGUE_KINDS; import->writing++) {
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

/* All that an import needs beside the database: read path, walk it, and tell. */
static int run(struct import *import, bool dry, FILE *report)
{
    struct csv csv = {0};
    char *told = NULL;
    size_t told_size;
    int rc = csv_open(import->path, &csv, import->problems);

    if (rc < 0)
        return rc;
    import->report = open_memstream(&told, &told_size);
    import->separator = csv.separator;
    import->seen = calloc((size_t)count_lines(&csv), sizeof *import->seen);
    import->as_before = calloc((size_t)count_lines(&csv) + 1, sizeof *import->as_before);
    rc = import->seen && import->as_before && import->report ? db_begin(import->db) : -ENOMEM;
    if (rc == 0) {
        rc = walk_all(import, &csv);
        rc = db_end(import->db, rc == 0 && dry ? -ECANCELED : rc);
    }
    if (import->report)
        fclose(import->report);
    if (rc == 0 || rc == -ECANCELED)
        fputs(told, report);
    csv_close(&csv);
    free(told);
    free(import->seen);
    free(import->as_before);
    return rc == -ECANCELED ? 0 : rc;
}

static int start(struct db *db, const char *path, const char *actor, int64_t now, bool dry,
                 FILE *report, struct import_summary *ret, struct problems *problems)
{
    struct import *import = calloc(1, sizeof *import);
    int rc;

    if (!import)
        return -ENOMEM;
    import->db = db;
    import->path = path;
    import->actor = actor;
    import->now = now;
    import->problems = problems;
    rc = run(import, dry, report);
    if (rc == 0)
        *ret = import->summary;
    free(import);
    return rc;
}

int catalogue_import(struct db *db, const char *path, const char *actor, int64_t now, FILE *report,
                     struct import_summary *ret, struct problems *problems)
{
    return start(db, path, actor, now, false, report, ret, problems);
}

int catalogue_import_try(struct db *db, const char *path, FILE *report, struct import_summary *ret,
                         struct problems *problems)
{
    return start(db, path, "", 0, true, report, ret, problems);
}
