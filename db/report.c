#include "db/report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "db/report_figures.h"
#include "db/statement.h"

#define DAY_S 86400

struct loading {
    struct report *report; /* cases: those of the month before, too */
    const struct report_question *question;
    int64_t *unit_ids;
    int case_room, unit_room;
};

static int64_t month_begin(int year, int month, int utc_offset_s)
{
    struct tm tm = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = 1};

    return (int64_t)timegm(&tm) - utc_offset_s;
}

void report_last_month(int64_t now, int utc_offset_s, int *year, int *month)
{
    time_t local = now + utc_offset_s;
    struct tm tm;

    gmtime_r(&local, &tm);
    *year = tm.tm_year + 1900 - (tm.tm_mon == 0);
    *month = tm.tm_mon == 0 ? 12 : tm.tm_mon;
}

/* Make room for one more item. Returns the array, or NULL. */
static void *grow(void *items, int count, int *room, size_t size)
{
    if (count < *room)
        return items;
    *room = *room ? *room * 2 : 64;
    return reallocarray(items, (size_t)*room, size);
}

struct unit_row {
    int64_t id;
    char code[TICKET_UNIT_SIZE], name[96];
};

static void read_unit(sqlite3_stmt *row, void *ret)
{
    struct unit_row *unit = ret;

    unit->id = sqlite3_column_int64(row, 0);
    sql_column_text(row, 1, unit->code, sizeof unit->code);
    sql_column_text(row, 2, unit->name, sizeof unit->name);
}

static int add_unit(const void *row, void *context)
{
    const struct unit_row *unit = row;
    struct loading *loading = context;
    struct report *report = loading->report;
    int count = report->unit_count, room = loading->unit_room;
    struct report_unit *units = grow(report->units, count, &room, sizeof *units);
    int64_t *ids;

    if (!units)
        return -ENOMEM;
    report->units = units;
    ids = grow(loading->unit_ids, count, &loading->unit_room, sizeof *ids);
    if (!ids)
        return -ENOMEM;
    loading->unit_ids = ids;
    ids[count] = unit->id;
    units[count] = (struct report_unit){.rank = 0};
    snprintf(units[count].code, sizeof units[count].code, "%s", unit->code);
    snprintf(units[count].name, sizeof units[count].name, "%s", unit->name);
    report->unit_count++;
    return 0;
}

struct case_row {
    struct report_case ticket;
    int64_t unit_id, closed_at;
    int forwards, reopened, overdue;
};

static void read_case(sqlite3_stmt *row, void *ret)
{
    struct case_row *read = ret;
    struct report_case *ticket = &read->ticket;
    int64_t *const times[] = {&ticket->opened_at,  &ticket->respond_by,  &ticket->responded_at,
                              &ticket->resolve_by, &ticket->resolved_at, &read->closed_at};

    sql_column_text(row, 0, ticket->number, sizeof ticket->number);
    read->unit_id = sqlite3_column_int64(row, 1);
    ticket->kind = (enum ticket_kind)sql_column_name(row, 2, ticket_kind_names, TICKET_KINDS);
    ticket->category =
        (enum ticket_category)sql_column_name(row, 3, ticket_category_names, TICKET_CATEGORIES);
    ticket->state = (enum ticket_state)sql_column_name(row, 4, ticket_state_names, TICKET_STATES);
    for (int i = 0; i < 6; i++)
        times[i][0] = sqlite3_column_int64(row, 5 + i);
    read->forwards = sqlite3_column_int(row, 11);
    read->reopened = sqlite3_column_int(row, 12);
    ticket->score = sqlite3_column_int(row, 13);
    sql_column_text(row, 14, ticket->skm, sizeof ticket->skm);
    read->overdue = sqlite3_column_int(row, 15);
}

/* Whether something was done by its time: late, in time, or not known as the time is still to come
 * (or the citizen closed it before). */
static unsigned judge_time(int64_t done_at, int64_t due, int64_t ended_at, unsigned known,
                           unsigned late)
{
    if (done_at > 0)
        return known | (done_at > due ? late : 0);
    return ended_at > due && due > 0 ? known | late : 0;
}

static unsigned find_flags(const struct case_row *row, const struct report_question *question)
{
    const struct report_case *ticket = &row->ticket;
    int64_t ended = row->closed_at > 0 ? row->closed_at : question->now;
    int offset = question->utc_offset_s;
    unsigned flags = judge_time(ticket->responded_at, ticket->respond_by, ended,
                                REPORT_ANSWER_KNOWN, REPORT_ANSWER_LATE);

    /* While the citizen is to complete it, the office's time stands still. */
    if (ticket->state != TICKET_MENUNGGU_WARGA)
        flags |= judge_time(ticket->resolved_at, ticket->resolve_by, ended, REPORT_DONE_KNOWN,
                            REPORT_DONE_LATE);
    if (ticket->resolved_at > 0 &&
        (ticket->resolved_at + offset) / DAY_S == (ticket->opened_at + offset) / DAY_S)
        flags |= REPORT_WAS_SAME_DAY;
    return flags | (row->reopened > 0 ? REPORT_WAS_REOPENED : 0u) |
           (row->forwards > 0 ? REPORT_WAS_FORWARDED : 0u) |
           (row->overdue ? REPORT_IS_OVERDUE : 0u);
}

static int add_case(const void *item, void *context)
{
    const struct case_row *row = item;
    struct loading *loading = context;
    struct report *report = loading->report;
    struct report_case *cases = grow(report->cases, report->case_count, &loading->case_room,
                                     sizeof *cases),
                       *ticket;
    int unit = 0;

    if (!cases)
        return -ENOMEM;
    report->cases = cases;
    while (unit < report->unit_count - 1 && loading->unit_ids[unit] != row->unit_id)
        unit++;
    ticket = &cases[report->case_count++];
    *ticket = row->ticket;
    ticket->unit = unit;
    ticket->flags = find_flags(row, loading->question);
    report->units[unit].any = true;
    return 0;
}

static int load(struct db *db, struct loading *loading, int64_t from, int64_t to)
{
    const struct unit_row none = {.code = "-"};
    struct unit_row unit;
    struct case_row row;
    int rc = db_each(db, SQL_REPORT_UNITS, read_unit, &unit, add_unit, loading);

    if (rc >= 0)
        rc = add_unit(&none, loading);
    if (rc >= 0)
        rc = db_each(db, SQL_REPORT_CASES, read_case, &row, add_case, loading, sql_int(from),
                     sql_int(to), sql_int(loading->question->now));
    return rc < 0 ? rc : 0;
}

static int measure(struct report *report, int earlier, int min_cases)
{
    struct report_case *now = report->cases + earlier;
    int count = report->case_count - earlier, rc;

    rc = report_measure(report->cases, earlier, -1, min_cases, report->all.before);
    if (rc == 0)
        rc = report_measure(now, count, -1, min_cases, report->all.now);
    for (int i = 0; rc == 0 && i < report->unit_count; i++) {
        rc = report_measure(report->cases, earlier, i, min_cases, report->units[i].before);
        if (rc == 0)
            rc = report_measure(now, count, i, min_cases, report->units[i].now);
    }
    if (earlier > 0) /* they have said what they had to say */
        memmove(report->cases, now, (size_t)count * sizeof *now);
    report->case_count = count;
    return rc;
}

int report_open(struct db *db, const struct report_question *question, struct report **ret)
{
    struct loading loading = {.question = question};
    int year = question->year, month = question->month, offset = question->utc_offset_s;
    int64_t from = month_begin(year, month, offset);
    int earlier = 0, rc = -ENOMEM;

    loading.report = calloc(1, sizeof *loading.report);
    if (loading.report)
        rc = load(db, &loading, month_begin(year, month - 1, offset),
                  month_begin(year, month + 1, offset));
    if (rc == 0) {
        loading.report->year = year;
        loading.report->month = month;
        while (earlier < loading.report->case_count &&
               loading.report->cases[earlier].opened_at < from)
            earlier++;
        rc = measure(loading.report, earlier, question->min_cases);
    }
    if (rc == 0)
        report_rank(loading.report, question->rank_cases);
    free(loading.unit_ids);
    if (rc < 0) {
        report_close(loading.report);
        return rc;
    }
    *ret = loading.report;
    return 0;
}

void report_close(struct report *report)
{
    if (report) {
        free(report->units);
        free(report->cases);
    }
    free(report);
}
