/* HASIL, TEMPAT and the other parts of a service standard: everyday words, which ask for something
 * only at the very beginning and with nothing but the name of a service or office behind them. */
#include <string.h>

#include "parser/fold.h"
#include "parser/understanding.h"

/* "kantor capil", "tempat dinas sosial", and names that begin with the word: "kantor desa". */
static const struct subject *find_unit(const struct understanding *u, const char *rest)
{
    char whole[REQUEST_TEXT_SIZE];
    const struct subject *unit = vocabulary_find_unit(u->vocabulary, rest);

    if (unit)
        return unit;
    fold(u->input->text, whole, sizeof whole);
    return vocabulary_find_unit(u->vocabulary, whole);
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
    unit = intent == INTENT_TEMPAT ? find_unit(u, rest) : NULL;
    if (unit)
        found.subject[found.subjects++] = *unit;
    else if (rest[0] && !find_services(u, rest, &found))
        return false;
    *ret = found;
    return true;
}
