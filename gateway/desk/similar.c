#include "gateway/desk/similar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parser/fold.h"

#define LENGTH_MIN 4
#define SHARED_MIN 2
#define WORDS_MAX  128

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void similar_words(const char *text, char ret[TICKET_WORDS_SIZE])
{
    char folded[INBOX_TEXT_SIZE], *rest = folded, *word;
    char *words[WORDS_MAX] = {NULL};
    size_t count = 0, length = 0;

    fold(text, folded, sizeof folded);
    while ((word = strsep(&rest, " ")) != NULL && count < WORDS_MAX)
        if (strlen(word) >= LENGTH_MIN)
            words[count++] = word;
    qsort(words, count, sizeof words[0], compare);
    ret[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        if ((i > 0 && strcmp(words[i], words[i - 1]) == 0) ||
            length + strlen(words[i]) + 2 > TICKET_WORDS_SIZE)
            continue;
        length += (size_t)snprintf(ret + length, TICKET_WORDS_SIZE - length, "%s%s",
                                   length ? " " : "", words[i]);
    }
}

/* The next word of a list; its length in *length. */
static const char *next(const char *list, size_t *length)
{
    list += strspn(list, " ");
    *length = strcspn(list, " ");
    return list;
}

bool similar_are(const char *words, const char *others)
{
    int shared = 0, all = 0;

    while (*words || *others) {
        size_t length, other_length;
        int order;

        words = next(words, &length);
        others = next(others, &other_length);
        order = strncmp(words, others, length < other_length ? length : other_length);
        if (order == 0)
            order = (length > other_length) - (length < other_length);
        if (length == 0 || other_length == 0)
            order = length == 0 ? 1 : -1;
        if (length + other_length == 0)
            break;
        shared += order == 0;
        all++;
        words += order <= 0 ? length : 0;
        others += order >= 0 ? other_length : 0;
    }
    return shared > 0 && (shared == all || (shared >= SHARED_MIN && 3 * shared >= 2 * all));
}
