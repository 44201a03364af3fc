#include "gateway/catalogue_revert.h"

#include <errno.h>
#include <stdlib.h>

#include "db/catalogue_history.h"
#include "db/journal.h"
#include "gateway/catalogue_diff.h"

struct versions {
    struct catalogue_record now, then;
};

static int put_back(struct db *db, const struct versions *versions, int version, const char *actor,
                    int64_t now, const char *differs, char culprit[CATALOGUE_NAME_SIZE])
{
    enum catalogue_kind kind = versions->now.kind;
    const char *code = column_text(&versions->now, COLUMN_CODE);
    char subject[64], detail[CATALOGUE_DIFF_SIZE + 32];
    int rc = catalogue_history_keep(db, now, actor, kind, code, &versions->now);

    if (rc < 0)
        return rc;
    rc = catalogue_write(db, &versions->then, culprit);
    if (rc < 0)
        return rc;
    snprintf(subject, sizeof subject, "%s %s", catalogue_kind_names[kind], code);
    snprintf(detail, sizeof detail, "to version %d: %s", version, differs);
    rc = journal_add(db, now, actor, "catalogue reverted", subject, detail);
    return rc < 0 ? rc : catalogue_changed(db);
}

int catalogue_revert(struct db *db, enum catalogue_kind kind, const char *code, int version,
                     const char *actor, int64_t now, FILE *report,
                     char culprit[CATALOGUE_NAME_SIZE])
{
    struct versions *versions = calloc(1, sizeof *versions);
    char differs[CATALOGUE_DIFF_SIZE];
    int rc = versions ? db_begin(db) : -ENOMEM;

    if (rc < 0)
        goto out;
    rc = catalogue_history_read(db, kind, code, version, &versions->then);
    if (rc > 0)
        rc = catalogue_read(db, kind, code, &versions->now);
    if (rc == 0)
        rc = -ESRCH;
    if (rc > 0 && catalogue_diff(&versions->now, &versions->then, differs, NULL) == 0)
        rc = 0;
    if (rc > 0) {
        rc = put_back(db, versions, version, actor, now, differs, culprit);
        rc = rc < 0 ? rc : 1;
    }
    rc = db_end(db, rc);
    if (rc > 0)
        catalogue_diff(&versions->now, &versions->then, differs, report);
out:
    free(versions);
    return rc;
}
