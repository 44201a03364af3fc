/* HASIL, TEMPAT and the other parts of a service standard: everyday words, which ask for something
 * only at the very beginning and with nothing but the name of a service or office behind them. */
#include <stdio.h>
#include <string.h>

#include "parser/fold.h"
#include "parser/understanding.h"

/* What may follow the name of an office in a question: "kantor capil buka jam berapa". */
static bool is_question_word(const char *word)
{
    static const char *const words[] = {"di",  "dimana", "mana",   "alamat", "alamatnya", "buka",
                                        "jam", "hari",   "ini",    "besok",  "sekarang",  "kapan",
                                        "ya",  "pak",    "berapa", "brp",    "tutup",     "sampai"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

/* The office that a folded text names, with nothing but words of a question behind the name.
 * "kantor desa tutup" asks nothing. */
static const struct subject *find_unit(const struct understanding *u, char *text)
{
    const struct subject *unit;
    char *last;

    while ((unit = vocabulary_find_unit(u->vocabulary, text)) == NULL) {
        last = strrchr(text, ' ');
        if (!last || !is_question_word(last + 1) ||
            (!asks(u) && complaint_score(u) >= COMPLAINT_MIN))
            return NULL;
        *last = '\0';
    }
    return unit;
}

/* "kantor capil", "tempat dinas sosial", and names that begin with the word: "kantor desa". */
static const struct subject *find_office(const struct understanding *u, const char *rest)
{
    char text[REQUEST_TEXT_SIZE];
    const struct subject *unit;

    snprintf(text, sizeof text, "%s", rest);
    unit = find_unit(u, text);
    if (unit)
        return unit;
    fold(u->input->text, text, sizeof text);
    return find_unit(u, text);
}

/* The services that all words behind the first one name. */
static bool find_services(const struct understanding *u, const char *rest, struct request *ret)
{
    const struct subject *subject = vocabulary_find(u->vocabulary, rest);
    const struct service_match *match = u->matches.match;

    if (subject) {
        ret->subject[ret->subjects++] = *subject;
        return true;
    }
    if (u->matches.count == 0 || match->coverage < 1 || (match->places & 1) ||
        count_content(u, match->places | 1) > 0 || complaint_score(u) >= COMPLAINT_MIN)
        return false;
    choose_subjects(u, ret);
    return ret->subjects > 0;
}

bool read_component(const struct understanding *u, struct request *ret)
{
    struct request found = *ret;
    const struct subject *unit;
    char rest[REQUEST_TEXT_SIZE];
    enum intent intent;

    if (u->reading.count == 0)
        return false;
    intent = keyword_before_name(u->reading.item[0].text);
    if (intent == INTENT_UNKNOWN)
        return false;
    conclude(&found, intent, MATCH_EXACT);
    fold(rest_after(u, 0), rest, sizeof rest);
    unit = intent == INTENT_TEMPAT ? find_office(u, rest) : NULL;
    if (unit)
        found.subject[found.subjects++] = *unit;
    else if (rest[0] && !find_services(u, rest, &found))
        return false;
    *ret = found;
    return true;
}
