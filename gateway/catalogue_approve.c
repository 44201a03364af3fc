#include "gateway/catalogue_approve.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/catalogue_history.h"
#include "db/journal.h"
#include "gateway/catalogue_diff.h"

#define GROWTH 64

/* What is to be approved: walked through after the list, since a list must not be written to. */
struct target {
    enum catalogue_kind kind;
    char code[CATALOGUE_CODE_SIZE];
};

struct targets {
    const char *code; /* NULL: all */
    struct target *target;
    int count;
};

static int note_target(const void *row, void *context)
{
    const struct catalogue_record *record = row;
    struct targets *targets = context;
    const char *code = column_text(record, COLUMN_CODE);
    struct target *more;

    if (record->kind == CATALOGUE_GROUP || (targets->code && strcmp(targets->code, code) != 0))
        return 0;
    if (targets->count % GROWTH == 0) {
        more = realloc(targets->target, (size_t)(targets->count + GROWTH) * sizeof *more);
        if (!more)
            return -ENOMEM;
        targets->target = more;
    }
    targets->target[targets->count].kind = record->kind;
    snprintf(targets->target[targets->count++].code, CATALOGUE_CODE_SIZE, "%s", code);
    return 0;
}

static bool has_text(const struct catalogue_record *record)
{
    if (record->kind == CATALOGUE_UNIT)
        return record->unit.address[0];
    for (int i = 0; i < COMPONENTS; i++)
        if (column_text(record, COLUMN_COMPONENT + i)[0])
            return true;
    return record->kind == CATALOGUE_TRANSLATION;
}

static void set_column(struct catalogue_record *record, int column, const char *text)
{
    size_t size;
    char *field = column_field(record, column, &size);

    if (field)
        snprintf(field, size, "%s", text);
}

/* What components have of their own gives way: the source stays. */
static void sign(struct catalogue_record *record, const char *by, const char *day)
{
    set_column(record, COLUMN_APPROVED, by);
    set_column(record, COLUMN_CHECKED, day);
    for (int i = 0; record->kind == CATALOGUE_SERVICE && i < COMPONENTS; i++)
        record->service.own[i].checked_on[0] = record->service.own[i].approved_by[0] = '\0';
}

struct versions {
    struct catalogue_record was, is;
};

/* Returns 1 if that changed something. */
static int approve(struct db *db, const struct target *target, const char *by, const char *day,
                   const char *actor, int64_t now, struct versions *versions)
{
    char differs[CATALOGUE_DIFF_SIZE] = "", subject[64], culprit[CATALOGUE_NAME_SIZE];
    int rc = catalogue_read(db, target->kind, target->code, &versions->was);

    if (rc <= 0 || !has_text(&versions->was))
        return rc < 0 ? rc : 0;
    versions->is = versions->was;
    sign(&versions->is, by, day);
    if (catalogue_diff(&versions->was, &versions->is, differs, NULL) == 0)
        return 0;
    rc = catalogue_history_keep(db, now, actor, target->kind, target->code, &versions->was);
    if (rc >= 0)
        rc = catalogue_write(db, &versions->is, culprit);
    snprintf(subject, sizeof subject, "%s %s", catalogue_kind_names[target->kind], target->code);
    if (rc >= 0)
        rc = journal_add(db, now, actor, "catalogue approved", subject, by);
    return rc < 0 ? rc : 1;
}

static int approve_all(struct db *db, struct targets *targets, const char *by, const char *day,
                       const char *actor, int64_t now)
{
    struct versions *versions = calloc(1, sizeof *versions);
    int rc = versions ? catalogue_records(db, note_target, targets) : -ENOMEM, changed = 0;

    if (rc >= 0 && targets->code && targets->count == 0)
        rc = -ESRCH;
    for (int i = 0; rc >= 0 && i < targets->count; i++) {
        rc = approve(db, &targets->target[i], by, day, actor, now, versions);
        changed += rc > 0;
    }
    free(versions);
    if (rc >= 0 && changed > 0)
        rc = catalogue_changed(db);
    return rc < 0 ? rc : changed;
}

int catalogue_approve(struct db *db, const char *code, const char *by, const char *day,
                      const char *actor, int64_t now)
{
    struct targets targets = {.code = code};
    int rc = db_begin(db);

    if (rc < 0)
        return rc;
    rc = db_end(db, approve_all(db, &targets, by, day, actor, now));
    free(targets.target);
    return rc;
}
