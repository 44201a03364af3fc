/* Output: one list, as a table for people, as CSV, or as JSON. Whatever is shown has the numbers of
 * persons masked (parser/mask.h). */
#pragma once

#include <stdbool.h>

enum output_format { OUTPUT_TABLE, OUTPUT_CSV, OUTPUT_JSON };

struct output {
    enum output_format format;
    const char *const *columns; /* names, the last one NULL */
    const int *widths;          /* of the table's columns; 0 for one that is not bounded */
    int rows;
    int rest;      /* characters for the column that is not bounded; 0: as many as it has */
    bool unmasked; /* set after the beginning: for the person whose numbers they are */
};

/* Begin a list on standard output; columns and widths are borrowed until it ends. */
void output_begin(struct output *output, enum output_format format, const char *const *columns,
                  const int *widths);

/* One row, a value a column. Control characters are shown as spaces in the table and kept in CSV
 * and JSON. */
void output_row(struct output *output, const char *const *values);
void output_end(struct output *output);

/* A text of a person on lines of its own; control characters other than line breaks become spaces.
 */
void output_text(const char *text);
