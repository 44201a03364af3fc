#include "parser/distance.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define SIZE    32
#define NEAR    7
#define VOWEL   6
#define DOUBLED 3
#define FIRST   5 /* on top: people get the first letter right */

static bool is_vowel(char c)
{
    return c && strchr("aiueo", c);
}

static bool share(const char *const *sets, char a, char b)
{
    for (; *sets; sets++)
        if (strchr(*sets, a) && strchr(*sets, b))
            return true;
    return false;
}

static bool are_keyboard_neighbours(char a, char b)
{
    static const char *const rows[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
    int row_a = 0, row_b = 0, column_a = -9, column_b = 9;

    for (int row = 0; row < 3; row++) {
        const char *at = strchr(rows[row], a);
        if (at)
            row_a = row, column_a = (int)(at - rows[row]);
        at = strchr(rows[row], b);
        if (at)
            row_b = row, column_b = (int)(at - rows[row]);
    }
    return abs(row_a - row_b) <= 1 && abs(column_a - column_b) <= 1;
}

static int change(char typed, char meant)
{
    static const char *const keys[] = {"abc",  "def", "ghi",  "jkl", "mno",
                                       "pqrs", "tuv", "wxyz", NULL};
    static const char *const sounds[] = {"aiueo", "fvp", "kqgh", "szc", "dt",
                                         "jz",    "yi",  "uw",   "bp",  NULL};

    if (typed == meant)
        return 0;
    if (share(keys, typed, meant) || share(sounds, typed, meant) ||
        are_keyboard_neighbours(typed, meant))
        return NEAR;
    return DISTANCE_LETTER;
}

/* A letter that one of the two has and the other has not; before it stood previous. */
static int extra(char letter, char previous)
{
    if (letter == previous)
        return DOUBLED;
    return is_vowel(letter) ? VOWEL : DISTANCE_LETTER;
}

static int least(int a, int b, int c)
{
    if (b < a)
        a = b;
    return c < a ? c : a;
}

int distance(const char *typed, const char *word, int limit)
{
    int rows[3][SIZE + 1];
    int *before = rows[0], *last = rows[1], *now = rows[2];
    int n = (int)strnlen(typed, SIZE), m = (int)strnlen(word, SIZE);

    last[0] = 0;
    for (int j = 1; j <= m; j++)
        last[j] =
            last[j - 1] + extra(word[j - 1], j > 1 ? word[j - 2] : '\0') + (j == 1 ? FIRST : 0);
    for (int i = 1; i <= n; i++) {
        int smallest, *oldest = before;

        now[0] = last[0] + extra(typed[i - 1], i > 1 ? typed[i - 2] : '\0') + (i == 1 ? FIRST : 0);
        smallest = now[0];
        for (int j = 1; j <= m; j++) {
            int first = i == 1 && j == 1 && typed[0] != word[0] ? FIRST : 0;

            now[j] = least(last[j - 1] + change(typed[i - 1], word[j - 1]) + first,
                           last[j] + extra(typed[i - 1], i > 1 ? typed[i - 2] : '\0'),
                           now[j - 1] + extra(word[j - 1], j > 1 ? word[j - 2] : '\0'));
            if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
                now[j] = least(now[j], before[j - 2] + NEAR, now[j]);
            if (now[j] < smallest)
                smallest = now[j];
        }
        if (smallest > limit)
            return limit + 1;
        before = last, last = now, now = oldest;
    }
    return last[m] > limit ? limit + 1 : last[m];
}
