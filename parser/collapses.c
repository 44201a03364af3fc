#include "parser/collapses.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct collapse {
    int word[COLLAPSE_WORDS_MAX];
    int count, meaning;
};

/* A few hundred at most, by first word; looked through only for words that begin one. */
struct collapses {
    struct collapse *list;
    int count, room;
    unsigned char *begins; /* by word number: whether one begins with it */
    int words;
};

int collapses_open(struct collapses **ret)
{
    *ret = calloc(1, sizeof **ret);
    return *ret ? 0 : -ENOMEM;
}

void collapses_close(struct collapses *collapses)
{
    if (!collapses)
        return;
    free(collapses->list);
    free(collapses->begins);
    free(collapses);
}

static int mark_beginning(struct collapses *collapses, int word)
{
    int more = (word + 1) * 2;
    unsigned char *begins;

    if (word >= collapses->words) {
        begins = realloc(collapses->begins, (size_t)more);
        if (!begins)
            return -ENOMEM;
        memset(begins + collapses->words, 0, (size_t)(more - collapses->words));
        collapses->begins = begins;
        collapses->words = more;
    }
    collapses->begins[word] = 1;
    return 0;
}

int collapses_add(struct collapses *collapses, const int *word, int count, int meaning)
{
    struct collapse *collapse;

    if (collapses->count == collapses->room) {
        int room = collapses->room ? collapses->room * 2 : 64;
        collapse = realloc(collapses->list, (size_t)room * sizeof *collapse);
        if (!collapse)
            return -ENOMEM;
        collapses->list = collapse;
        collapses->room = room;
    }
    if (mark_beginning(collapses, word[0]) < 0)
        return -ENOMEM;
    collapse = &collapses->list[collapses->count++];
    memcpy(collapse->word, word, (size_t)count * sizeof *word);
    collapse->count = count;
    collapse->meaning = meaning;
    return 0;
}

int collapses_find(const struct collapses *collapses, const int *word, int count, int *ret_meaning)
{
    int longest = 0;

    if (word[0] < 0 || word[0] >= collapses->words || !collapses->begins[word[0]])
        return 0;
    for (int i = 0; i < collapses->count; i++) {
        const struct collapse *collapse = &collapses->list[i];

        if (collapse->count > longest && collapse->count <= count &&
            memcmp(collapse->word, word, (size_t)collapse->count * sizeof *word) == 0) {
            longest = collapse->count;
            *ret_meaning = collapse->meaning;
        }
    }
    return longest;
}
