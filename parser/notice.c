/* KABAR of an officer: what it is about, and the rest in the officer's words. Of anybody else the
 * word is no command: "apa kabar", "kabar KTP saya bagaimana". */
#include <stdio.h>
#include <string.h>

#include "parser/fold.h"
#include "parser/understanding.h"

#define NAME_WORDS_MAX 6
#define NAME_SIZE      128

/* What a name of so many words from place on stands for; NULL for nothing. */
static const struct subject *find_subject(const struct understanding *u, int place, int words)
{
    size_t start = u->reading.item[place].start, end = u->reading.item[place + words - 1].end;
    char name[NAME_SIZE], folded[NAME_SIZE];
    const struct subject *subject;

    if (end - start >= sizeof name)
        return NULL;
    snprintf(name, sizeof name, "%.*s", (int)(end - start), u->input->text + start);
    fold(name, folded, sizeof folded);
    subject = vocabulary_find_unit(u->vocabulary, folded);
    return subject ? subject : vocabulary_find(u->vocabulary, folded);
}

bool read_notice(const struct understanding *u, struct request *ret)
{
    int from, last = 0;
    bool exact;

    if (!u->input->officer || u->reading.count == 0)
        return false;
    exact = strcmp(u->reading.item[0].text, "kabar") == 0;
    from = exact ? 1 : behind_slip_of(u, 0, "kabar");
    if (from == 0)
        return false;
    for (int words = 1; words <= NAME_WORDS_MAX && from + words <= u->reading.count; words++) {
        const struct subject *subject = find_subject(u, from, words);

        if (!subject)
            continue;
        ret->subject[0] = *subject;
        ret->subjects = 1;
        last = from + words - 1;
    }
    if (!exact && last == 0)
        return false;
    snprintf(ret->text, sizeof ret->text, "%s", rest_after(u, last));
    conclude(ret, INTENT_KABAR, exact ? MATCH_EXACT : MATCH_FUZZY);
    return true;
}
