/* Problems: one growing text of lines, so that the caller can print all of them at once. */
#include "config/problems.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static char *line_format(const char *file, int line, const char *key, const char *reason)
{
    char number[16] = "";
    char *ret;

    if (line > 0)
        snprintf(number, sizeof number, ":%d", line);
    if (asprintf(&ret, "%s%s: %s%s%s\n", file, number, key ? key : "", key ? ": " : "", reason) < 0)
        return NULL;
    return ret;
}

/* What people wrote is quoted here: it must not break the line or command the terminal. */
static void make_printable(char *line)
{
    for (; line[0] && line[1]; line++)
        if (iscntrl((unsigned char)*line))
            *line = '?';
}

static void text_append(struct problems *problems, const char *line)
{
    size_t size = strlen(line);
    char *text = realloc(problems->text, problems->size + size + 1);

    if (text == NULL)
        return;
    memcpy(text + problems->size, line, size + 1);
    problems->text = text;
    problems->size += size;
}

__attribute__((format(printf, 5, 0))) static void line_add(struct problems *problems,
                                                           const char *file, int line,
                                                           const char *key, const char *reason,
                                                           va_list args)
{
    char *why = NULL;
    char *whole = NULL;

    if (vasprintf(&why, reason, args) < 0)
        why = NULL;
    if (why)
        whole = line_format(file, line, key, why);
    if (whole) {
        make_printable(whole);
        text_append(problems, whole);
    }
    free(whole);
    free(why);
}

void problems_add(struct problems *problems, const char *file, int line, const char *key,
                  const char *reason, ...)
{
    va_list args;

    /* Counted first: even without memory for its words, a problem stays a problem. */
    if (problems->count++ >= PROBLEMS_MAX)
        return;
    va_start(args, reason);
    line_add(problems, file, line, key, reason, args);
    va_end(args);
}

void problems_warn(struct problems *problems, const char *file, int line, const char *key,
                   const char *reason, ...)
{
    va_list args;

    if (problems->warnings++ >= PROBLEMS_MAX)
        return;
    va_start(args, reason);
    line_add(problems, file, line, key, reason, args);
    va_end(args);
}

void problems_print(const struct problems *problems, FILE *out)
{
    if (problems->text)
        fputs(problems->text, out);
    if (problems->count > PROBLEMS_MAX)
        fprintf(out, "... and %d more\n", problems->count - PROBLEMS_MAX);
}

void problems_clear(struct problems *problems)
{
    free(problems->text);
    *problems = (struct problems){0};
}
