#include "db/search.h"

#include <stddef.h>

#include "db/statement.h"

#define SLICE 1000 /* rows of one transaction: the gateway waits for no longer than that */

static const struct {
    const char *name;
    enum statement end, gather, clear;
} indexes[] = {
    {"inbox", SQL_WORDS_END_INBOX, SQL_WORDS_GATHER_INBOX, SQL_WORDS_CLEAR_INBOX},
    {"ticket", SQL_WORDS_END_TICKET, SQL_WORDS_GATHER_TICKET, SQL_WORDS_CLEAR_TICKET},
    {"said", SQL_WORDS_END_SAID, SQL_WORDS_GATHER_SAID, SQL_WORDS_CLEAR_SAID},
};
#define INDEXES (sizeof indexes / sizeof indexes[0])

struct span {
    int64_t last, end; /* gathered up to last; there is more up to end */
};

static int find_span(struct db *db, size_t i, struct span *ret)
{
    int rc = db_one(db, SQL_WORDS_LAST, sql_read_int, &ret->last, sql_text(indexes[i].name));

    if (rc >= 0)
        rc = db_one(db, indexes[i].end, sql_read_int, &ret->end);
    return rc < 0 ? rc : 0;
}

/* Another one may be gathering, too: where to begin is read in the transaction. Returns 1 if there
 * is more, 0, or an errno. */
static int gather_slice(struct db *db, size_t i, struct span *span)
{
    int64_t until;
    int rc = find_span(db, i, span);

    if (rc < 0 || span->last >= span->end)
        return rc;
    until = span->last + SLICE < span->end ? span->last + SLICE : span->end;
    rc = db_run(db, indexes[i].gather, sql_int(span->last), sql_int(until));
    if (rc >= 0)
        rc = db_run(db, SQL_WORDS_GATHERED, sql_text(indexes[i].name), sql_int(until));
    return rc < 0 ? rc : until < span->end;
}

static int gather(struct db *db, size_t i, search_progress *progress, void *context)
{
    struct span span;
    int rc = find_span(db, i, &span);

    if (rc < 0 || span.last >= span.end)
        return rc;
    do {
        rc = db_begin(db);
        if (rc == 0)
            rc = db_end(db, gather_slice(db, i, &span));
        progress(span.last, span.end, context);
    } while (rc > 0);
    return rc;
}

int search_gather(struct db *db, search_progress *progress, void *context)
{
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < INDEXES; i++)
        rc = gather(db, i, progress, context);
    return rc;
}

int search_clear(struct db *db)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < INDEXES; i++) {
        rc = db_run(db, indexes[i].clear);
        if (rc >= 0)
            rc = db_run(db, SQL_WORDS_GATHERED, sql_text(indexes[i].name), sql_int(0));
    }
    return rc < 0 ? rc : 0;
}
