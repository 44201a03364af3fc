/* Report: the figures of the tickets that were opened in a month, of each unit and of all, from one
 * query. SMS, tables and pages all show these. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "db/db.h"
#include "db/ticket.h"

/* In the order in which they are shown. */
enum report_figure {
    REPORT_OPENED,
    REPORT_RESPONSE_IN_TIME, /* of those answered, or due without an answer (respond_by) */
    REPORT_RESPONSE_MEDIAN,
    REPORT_RESPONSE_P90,
    REPORT_RESOLUTION_IN_TIME, /* of those done or refused, or due without (resolve_by) */
    REPORT_RESOLUTION_MEDIAN,
    REPORT_RESOLUTION_P90,
    REPORT_SAME_DAY, /* done or refused on the local day on which it was opened */
    REPORT_REOPENED,
    REPORT_FORWARDED,
    REPORT_OVERDUE, /* now: open, and a time was due */
    REPORT_SATISFACTION,
    REPORT_SKM, /* PermenPANRB 14/2017: the mean of each of nine answers, weight 1/9, times 25 */
    REPORT_KIND,
    REPORT_CATEGORY = REPORT_KIND + TICKET_KINDS,
    REPORT_FIGURES = REPORT_CATEGORY + TICKET_CATEGORIES
};

enum report_measure { REPORT_COUNT, REPORT_PERCENT, REPORT_HOURS, REPORT_SCORE, REPORT_INDEX };

/* What is remarkable in a ticket. */
enum report_flag {
    REPORT_ANSWER_LATE = 1,
    REPORT_DONE_LATE = 2,
    REPORT_WAS_SAME_DAY = 4,
    REPORT_WAS_REOPENED = 8,
    REPORT_WAS_FORWARDED = 16,
    REPORT_IS_OVERDUE = 32,
    REPORT_ANSWER_KNOWN = 64, /* whether it was answered in time */
    REPORT_DONE_KNOWN = 128,
};

/* What each figure is called in CSV and JSON, and which tickets are behind it: none are listed of
 * how people judged, so that no office can look up who was displeased. */
extern const struct report_row {
    const char *name;
    enum report_measure measure;
    unsigned evidence; /* a flag, 0: none */
} report_rows[REPORT_FIGURES];

struct report_value {
    bool shown;    /* there are enough cases */
    int cases;     /* that it was computed of */
    int64_t value; /* shown: a count, tenths (percent, hours) or hundredths (score, index) */
};

/* How many places a value has behind its decimal sign. */
int report_decimals(enum report_measure measure);

/* The grade of an index in hundredths: 'A' from 88.31, 'B' from 76.61, 'C' from 65.00, else 'D'
 * (PermenPANRB 14/2017). */
char report_grade(int64_t index);

/* A ticket of the month. Times as in struct ticket. Nothing in it is of a person. */
struct report_case {
    char number[TICKET_NUMBER_SIZE];
    int unit; /* of struct report */
    enum ticket_kind kind;
    enum ticket_category category;
    enum ticket_state state;
    int64_t opened_at, respond_by, responded_at, resolve_by, resolved_at;
    unsigned flags;
    int score;    /* 0: none */
    char skm[10]; /* "": none */
};

struct report_unit {
    char code[TICKET_UNIT_SIZE]; /* "-": tickets that no unit has */
    char name[96];
    bool any; /* it had tickets, this month or the one before */
    int rank; /* from 1, of the units with enough cases; 0: not ranked */
    struct report_value now[REPORT_FIGURES], before[REPORT_FIGURES]; /* the month before */
};

struct report {
    int year, month; /* 1 to 12 */
    int ranked;      /* how many units are */
    struct report_unit all, *units;
    int unit_count;
    struct report_case *cases; /* of the month, oldest first */
    int case_count;
};

struct report_question {
    int year, month;
    int utc_offset_s; /* a month begins at local midnight */
    int64_t now;
    int min_cases;  /* a figure of fewer is not shown */
    int rank_cases; /* a unit with fewer is not ranked */
};

/* Compute the report of a month. Ranked is by the share answered in time, then by the median time
 * to it. Returns 0 and *ret, which the caller closes; -ENOMEM; or an errno of db.h. */
int report_open(struct db *db, const struct report_question *question, struct report **ret);
void report_close(struct report *report);

/* The month that was over last at now, local time. */
void report_last_month(int64_t now, int utc_offset_s, int *year, int *month);

/* The units that are ranked, best first: fills ret (unit_count places). Returns how many. */
int report_ranking(const struct report *report, const struct report_unit **ret);
