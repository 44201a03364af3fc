/* Figures: the one way in which a value of a report is written: for people, or plain for programs.
 */
#pragma once

#include "config/texts.h"
#include "db/report.h"

#define FIGURE_SIZE 64

/* What a figure is called by people. */
enum text_id figure_label(enum report_figure figure);

/* "95.2", "4", "88.31"; "" if it is not shown. */
void figure_plain(enum report_figure figure, const struct report_value *value,
                  char ret[FIGURE_SIZE]);

/* "95,2%", "5 jam", "3,4 hari", "88,31 (mutu A)"; if it is not shown, that it is of fewer than
 * min_cases. */
void figure_say(const struct texts *texts, enum report_figure figure,
                const struct report_value *value, int min_cases, char ret[FIGURE_SIZE]);

/* A month as people write it, 02-2026. */
void figure_month(int year, int month, char ret[FIGURE_SIZE]);
