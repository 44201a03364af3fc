#include "gateway/cli/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "gateway/monotonic.h"

#define QUIET_MS 1000 /* what takes less is not talked about */
#define PAUSE_MS 200

void progress_begin(struct progress *progress, const char *what)
{
    *progress = (struct progress){.what = what, .began_ms = monotonic_ms()};
}

void progress_step(struct progress *progress, int64_t done, int64_t total)
{
    int64_t now_ms = monotonic_ms();

    if (now_ms - progress->began_ms < QUIET_MS || now_ms - progress->shown_ms < PAUSE_MS ||
        !isatty(STDERR_FILENO))
        return;
    progress->shown_ms = now_ms;
    if (total > 0)
        fprintf(stderr, "\r%s ... %lld %%", progress->what, (long long)(done * 100 / total));
    else
        fprintf(stderr, "\r%s ... %lld", progress->what, (long long)done);
}

void progress_end(struct progress *progress)
{
    if (progress->shown_ms)
        fputs("\r\033[K", stderr);
}
