#include "gateway/catalogue_diff.h"

#include <stdbool.h>
#include <string.h>

#define SHOWN  50 /* characters of a text */
#define BEFORE 15 /* of them before the first that differs */

static bool within_character(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* Bytes that both texts begin with and that need not be shown. */
static size_t skipped(const char *old, const char *new)
{
    size_t same = 0;

    while (old[same] && old[same] == new[same])
        same++;
    for (int i = 0; i < BEFORE && same > 0; i++)
        do
            same--;
        while (same > 0 && within_character(old[same]));
    return same;
}

static void put_shortened(const char *text, size_t from, FILE *out)
{
    const char *c = text + from;

    fputs(from ? "\"..." : "\"", out);
    for (int shown = 0; *c && shown < SHOWN; shown++)
        do
            putc((unsigned char)*c < ' ' ? ' ' : *c, out);
        while (within_character(*++c));
    fputs(*c ? "...\"" : "\"", out);
}

static void put_change(const char *name, const char *old, const char *new, FILE *out)
{
    size_t from = skipped(old, new);

    fprintf(out, "    %s: ", name);
    put_shortened(old, from, out);
    fputs(" -> ", out);
    put_shortened(new, from, out);
    putc('\n', out);
}

static void collect(char list[CATALOGUE_DIFF_SIZE], const char *name)
{
    size_t length = strlen(list), room = CATALOGUE_DIFF_SIZE - length;

    if (strlen(name) + sizeof ", ..." < room)
        snprintf(list + length, room, "%s%s", length ? ", " : "", name);
    else if (length > 0 && list[length - 1] != '.')
        snprintf(list + length, room, "...");
}

int catalogue_diff(const struct catalogue_record *old, const struct catalogue_record *new,
                   char ret[CATALOGUE_DIFF_SIZE], FILE *report)
{
    int count = 0;

    ret[0] = '\0';
    for (int column = 0; column < COLUMNS; column++) {
        const char *before = column_text(old, column), *after = column_text(new, column);

        if (strcmp(before, after) == 0)
            continue;
        count++;
        collect(ret, column_name(column));
        if (report)
            put_change(column_name(column), before, after, report);
    }
    return count;
}
