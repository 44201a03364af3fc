/* Several questions in one SMS, each about its own service: "SYARAT KTP HILANG DAN BIAYA PASPOR".
 * The text is cut where a part asks for a topic and names a service and so does the rest; "syarat
 * dan biaya paspor" has no such place and stays one question. */
#include <stdio.h>
#include <string.h>

#include "parser/understanding.h"

#define PLACES 64

static unsigned long long places_between(int from, int to)
{
    return (to < PLACES ? (1ull << to) - 1 : ~0ull) & ~((1ull << from) - 1);
}

static bool is_inside(unsigned long long places, unsigned long long range)
{
    return places && !(places & ~range);
}

/* A keyword, or any other words for a topic; but "bawa" in passing ("paspor berapa hari kalau bawa
 * ktp") is no question of its own. */
static bool has_topic(const struct understanding *u, unsigned long long range)
{
    for (int i = 0; i < u->hits.count; i++) {
        const struct hit *hit = &u->hits.hit[i];
        bool keyword = hit->kind == PATTERN_COMMAND && is_topic((enum intent)hit->value);
        bool asked = hit->kind == PATTERN_TOPIC && hit->value != INTENT_SYARAT;

        if ((keyword || asked) && is_inside(hit->places, range))
            return true;
    }
    return false;
}

/* A service named from one place to another with a word that is not said before: "ktp" is none
 * behind "ktp hilang". */
static bool has_service(const struct understanding *u, int from, int to, unsigned long long before)
{
    struct service_matches matches = {0};

    services_find(vocabulary_services(u->vocabulary), vocabulary_words(u->vocabulary), &u->reading,
                  from, to, &matches);
    for (int i = 0; i < matches.count && matches.match[i].coverage >= 1; i++)
        for (unsigned long long left = matches.match[i].places; left; left &= left - 1)
            if (!is_said(u, u->reading.item[__builtin_ctzll(left)].word, before))
                return true;
    return false;
}

static bool are_questions(const struct understanding *u, int from, int at, int to)
{
    unsigned long long first = places_between(from, at);

    return has_topic(u, first) && has_topic(u, places_between(at, to)) &&
           has_service(u, from, at, 0) && has_service(u, at, to, first);
}

/* Behind a sign or a joiner, or at a keyword, something new may begin. */
static bool may_begin(const struct understanding *u, int place)
{
    const struct item *item = &u->reading.item[place];

    if (item->parted || item->joined || (u->reading.item[place - 1].roles & ROLE_JOINER))
        return true;
    for (int i = 0; i < u->hits.count; i++)
        if (u->hits.hit[i].kind == PATTERN_COMMAND && u->hits.hit[i].first == place &&
            is_topic((enum intent)u->hits.hit[i].value))
            return true;
    return false;
}

/* "| brp biaya": what only leads to the keyword goes with it. */
static int begin_of(const struct understanding *u, int place, int from)
{
    while (place > from && !u->reading.item[place].parted &&
           (u->reading.item[place - 1].roles & ROLE_ASKING))
        place--;
    return place;
}

/* Where the question that begins at from ends; the end of the text if no other follows. */
static int end_of(const struct understanding *u, int from)
{
    int count = u->reading.count < PLACES ? u->reading.count : PLACES;

    for (int i = from + 1; i < count; i++)
        if (may_begin(u, i)) {
            int at = begin_of(u, i, from);
            if (are_questions(u, from, at, count))
                return at;
        }
    return u->reading.count;
}

/* Parse the part of a text from one place to another as a text of its own. */
static bool read_part(const struct understanding *u, int from, int to, struct request *ret)
{
    int start = u->reading.item[from].start;
    int end = to < u->reading.count ? u->reading.item[to].start : (int)strlen(u->input->text);
    char text[REQUEST_TEXT_SIZE];
    struct request_input input = *u->input;
    struct understanding part;

    snprintf(text, sizeof text, "%.*s", end - start, u->input->text + start);
    input.text = text;
    understand(u->vocabulary, &input, &part);
    return read_topics(&part, ret);
}

static int place_of(struct request *request, const struct subject *subject)
{
    for (int i = 0; i < request->subjects; i++)
        if (request->subject[i].group == subject->group &&
            strcmp(request->subject[i].code, subject->code) == 0)
            return i;
    if (request->subjects == REQUEST_SUBJECTS_MAX)
        return -1;
    request->subject[request->subjects] = *subject;
    return request->subjects++;
}

static void add_part(const struct request *part, struct request *ret)
{
    for (int i = 0; i < part->subjects; i++) {
        int place = place_of(ret, &part->subject[i]);

        for (int j = 0; j < part->intents && place >= 0; j++) {
            add_intent(ret, part->intent[j]);
            ret->asked[place] |= 1u << part->intent[j];
        }
    }
    if (part->match == MATCH_FUZZY)
        ret->match = MATCH_FUZZY;
}

static bool is_full(const struct request *request)
{
    return request->subjects == REQUEST_SUBJECTS_MAX || request->intents == REQUEST_INTENTS_MAX;
}

bool read_questions(const struct understanding *u, struct request *ret)
{
    struct request found = *ret, part;
    int from = 0, to = end_of(u, 0);

    if (to == u->reading.count)
        return false;
    found.intents = 0;
    found.match = MATCH_EXACT;
    for (; from < u->reading.count; from = to) {
        part = *ret;
        to = end_of(u, from);
        if (!read_part(u, from, to, &part))
            return false;
        /* What has to be asked back first cannot be answered together with the others. */
        if (part.subjects == 0 || part.confirm || is_full(&found))
            break;
        explain(u, "words %d-%d: a question by themselves", from + 1, to);
        add_part(&part, &found);
    }
    if (found.subjects == 0)
        return false;
    if (from < u->reading.count)
        snprintf(found.text, sizeof found.text, "%s", u->input->text + u->reading.item[from].start);
    *ret = found;
    return true;
}
