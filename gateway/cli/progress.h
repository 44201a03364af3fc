/* Progress: how far something is that takes over a second, on a terminal's standard error. */
#pragma once

#include <stdint.h>

struct progress {
    const char *what; /* "Copying" */
    int64_t began_ms, shown_ms;
};

void progress_begin(struct progress *progress, const char *what);

/* So much is done; total 0: nobody knows of how much. */
void progress_step(struct progress *progress, int64_t done, int64_t total);

/* Clear the line. */
void progress_end(struct progress *progress);
