/* Problems: every mistake found in what people wrote (configuration, texts, catalogue), so that all
 * are told at once. */
#pragma once

#include <stdio.h>

struct problems {
    int count;
    int warnings;
    char *text;  /* the lines, each "file:line: key: reason\n"; NULL while there are none */
    size_t size; /* bytes used in text, without the final NUL */
};

/* Add one line. line is 0 where the whole file is meant, key NULL where no key is. Keeps at most
 * PROBLEMS_MAX lines and counts the rest. */
#define PROBLEMS_MAX 100
void problems_add(struct problems *problems, const char *file, int line, const char *key,
                  const char *reason, ...) __attribute__((format(printf, 5, 6)));

/* The same for what can be gone on with: counted as a warning, not as a problem. */
void problems_warn(struct problems *problems, const char *file, int line, const char *key,
                   const char *reason, ...) __attribute__((format(printf, 5, 6)));

/* Write all lines to out, and "... and N more" where there were more problems than
 * PROBLEMS_MAX. */
void problems_print(const struct problems *problems, FILE *out);

/* Release the text; the struct is empty afterwards and may be used again. */
void problems_clear(struct problems *problems);
