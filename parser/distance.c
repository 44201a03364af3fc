#include "parser/distance.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define SIZE    32
#define NEAR    7
#define VOWEL   6
#define DOUBLED 3
#define FIRST   5 /* on top: people get the first letter right */

#define VOWELS_SOUND 0x001

/* Of each letter: its key on a keypad, its row and column on a keyboard, and what it sounds like, a
 * bit each: a vowel, f v p, k q g h, s z c, d t, j z, y i, u w, b p. */
static const struct letter {
    unsigned char key, row, column;
    unsigned short sounds;
} letters[26] = {
    {2, 1, 0, 0x001}, /* a */
    {2, 2, 4, 0x100}, /* b */
    {2, 2, 2, 0x008}, /* c */
    {3, 1, 2, 0x010}, /* d */
    {3, 0, 2, 0x001}, /* e */
    {3, 1, 3, 0x002}, /* f */
    {4, 1, 4, 0x004}, /* g */
    {4, 1, 5, 0x004}, /* h */
    {4, 0, 7, 0x041}, /* i */
    {5, 1, 6, 0x020}, /* j */
    {5, 1, 7, 0x004}, /* k */
    {5, 1, 8, 0x000}, /* l */
    {6, 2, 6, 0x000}, /* m */
    {6, 2, 5, 0x000}, /* n */
    {6, 0, 8, 0x001}, /* o */
    {7, 0, 9, 0x102}, /* p */
    {7, 0, 0, 0x004}, /* q */
    {7, 0, 3, 0x000}, /* r */
    {7, 1, 1, 0x008}, /* s */
    {8, 0, 4, 0x010}, /* t */
    {8, 0, 6, 0x081}, /* u */
    {8, 2, 3, 0x002}, /* v */
    {9, 0, 1, 0x080}, /* w */
    {9, 2, 1, 0x000}, /* x */
    {9, 0, 5, 0x040}, /* y */
    {9, 2, 0, 0x028}, /* z */
};

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_vowel(char c)
{
    return is_letter(c) && (letters[c - 'a'].sounds & VOWELS_SOUND);
}

static int change(char typed, char meant)
{
    const struct letter *a, *b;

    if (typed == meant)
        return 0;
    if (!is_letter(typed) || !is_letter(meant))
        return DISTANCE_LETTER;
    a = &letters[typed - 'a'];
    b = &letters[meant - 'a'];
    if (a->key == b->key || (a->sounds & b->sounds) ||
        (abs(a->row - b->row) <= 1 && abs(a->column - b->column) <= 1))
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
