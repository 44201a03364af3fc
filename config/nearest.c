/* Nearest: optimal string alignment over three rows of the table. */
#include "config/nearest.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

#define WORD_MAX 64

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int same(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

static int edits(const char *a, const char *b)
{
    int row[3][WORD_MAX + 1];
    size_t length = strlen(b);

    for (size_t j = 0; j <= length; j++)
        row[0][j] = (int)j;
    for (size_t i = 1; a[i - 1]; i++) {
        int *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];

        now[0] = (int)i;
        for (size_t j = 1; j <= length; j++) {
            now[j] = last[j - 1] + !same(a[i - 1], b[j - 1]);
            now[j] = smaller(now[j], smaller(last[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
                now[j] = smaller(now[j], before[j - 2] + 1);
        }
    }
    return row[strlen(a) % 3][length];
}

void nearest_offer(struct nearest *nearest, const char *known)
{
    int length = (int)strlen(nearest->word);
    int limit = length / 3 > 2 ? length / 3 : 2;

    if (length > WORD_MAX || strlen(known) > WORD_MAX)
        return;

    int needed = edits(nearest->word, known);
    if (needed > limit || needed >= length || (nearest->best && needed >= nearest->edits))
        return;
    nearest->best = known;
    nearest->edits = needed;
}
