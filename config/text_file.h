/* Text file: a file of sentences, one row of a table each, checked as a whole; for what people read
 * on the phone and on the pages alike. */
#pragma once

#include <stddef.h>

#include "config/problems.h"

struct text_row {
    const char *key;
    const char *placeholders; /* that the text may use, {like_this}; separated by spaces */
};

struct text_table {
    const struct text_row *rows;
    int count;
    char *const *fallback; /* what is taken where the file lacks a text, with a warning; NULL: that
                              is a mistake */
    const char *fallback_code; /* its language */
};

/* What else a text must keep to, asked for each one: NULL if it is fine, else the reason (a string
 * constant). */
typedef const char *texts_check(const char *text);

/* Read path into values, one a row, all NULL before. Returns 0, or -EINVAL with problems added:
 * syntax, a missing or unknown key, a placeholder that the text may not use or a brace left open,
 * or what check says; values are NULL then. The caller releases them with text_file_close. */
int text_file_read(const char *path, const struct text_table *table, texts_check *check,
                   char **values, struct problems *problems);
void text_file_close(int count, char **values);

/* One value for a placeholder. */
struct texts_field {
    const char *name;
    const char *value;
};

/* Fill in text: each {name} becomes the value of the field of that name; a field that is missing is
 * a bug (assert). fields ends with a NULL name. Returns the length in bytes, or -ENOSPC if ret is
 * too small; ret then holds "". */
int text_fill_in(const char *text, const struct texts_field *fields, char *ret, size_t size);
