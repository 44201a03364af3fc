/* Report figures: how each figure of a report is computed from its cases. Not for other rooms. */
#pragma once

#include "db/report.h"

/* The figures of the cases of one unit (-1: all). Returns 0 or -ENOMEM. */
int report_measure(const struct report_case *cases, int count, int unit, int min_cases,
                   struct report_value ret[REPORT_FIGURES]);

/* Give the units with enough cases their ranks; equals share one. */
void report_rank(struct report *report, int rank_cases);
