/* HASIL, TEMPAT and the other parts of a service standard: everyday words, which ask for something
 * only at the very beginning, alone or beside other keywords ("hasil dan biaya"), and with nothing
 * but the name of a service or office behind them. */
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

/* Words that neither name one of the services nor join them. */
static int count_others(const struct understanding *u, int from, unsigned long long names)
{
    unsigned long long places = names;

    for (int i = 0; i < u->reading.count && i < 64; i++)
        if (i < from || (u->reading.item[i].roles & ROLE_JOINER))
            places |= 1ull << i;
    return count_content(u, places);
}

/* The services that all words from one on name. */
static bool find_services(const struct understanding *u, int from, const char *rest,
                          struct request *ret)
{
    const struct subject *subject = vocabulary_find(u->vocabulary, rest);
    unsigned long long names;

    if (subject) {
        ret->subject[ret->subjects++] = *subject;
        return true;
    }
    if (u->matches.count == 0 || u->matches.match[0].coverage < 1 ||
        complaint_score(u) >= COMPLAINT_MIN)
        return false;
    choose_subjects(u, ret);
    names = places_of_subjects(u, ret);
    return ret->subjects > 0 && !(names & ((1ull << from) - 1)) &&
           count_others(u, from, names) == 0;
}

static enum intent keyword_of(const char *word)
{
    enum intent intent = keyword_before_name(word);

    if (intent == INTENT_UNKNOWN && is_topic(keyword_find(word)))
        intent = keyword_find(word);
    return intent;
}

/* The keywords that a text begins with, with joiners between them; returns the place behind them,
 * 0 if none is of a component. */
static int read_keywords(const struct understanding *u, struct request *ret)
{
    const struct item *item = u->reading.item;
    bool component = false;
    int after = 0, joiners = 0;

    ret->intents = 0;
    for (int i = 0; i < u->reading.count && i < 2 * REQUEST_INTENTS_MAX; i++) {
        enum intent intent = keyword_of(item[i].text);

        if (after > 0 && intent == INTENT_UNKNOWN && (item[i].roles & ROLE_JOINER)) {
            joiners++;
            continue;
        }
        if (intent == INTENT_UNKNOWN || (after > 0 && joiners == 0 && !item[i].joined))
            break;
        component = component || keyword_before_name(item[i].text) != INTENT_UNKNOWN;
        add_intent(ret, intent);
        after = i + 1;
        joiners = 0;
    }
    return component ? after : 0;
}

bool read_component(const struct understanding *u, struct request *ret)
{
    struct request found = *ret;
    const struct subject *unit = NULL;
    char rest[REQUEST_TEXT_SIZE];
    int after = read_keywords(u, &found);

    if (after == 0)
        return false;
    found.match = MATCH_EXACT;
    fold(rest_after(u, after - 1), rest, sizeof rest);
    if (found.intents == 1 && found.intent[0] == INTENT_TEMPAT)
        unit = find_office(u, rest);
    if (unit)
        found.subject[found.subjects++] = *unit;
    else if (rest[0] && !find_services(u, after, rest, &found))
        return false;
    *ret = found;
    return true;
}
