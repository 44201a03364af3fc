/* Several questions in one SMS, each about its own service: "SYARAT KTP HILANG DAN BIAYA PASPOR".
 * The text is cut where a part asks for a topic and names a service and so does the rest; "syarat
 * dan biaya paspor" has no such place and stays one question. What asks for something unknown
 * ("... DAN BIAYA VISA") is a question, too, and never answered with the service of another. */
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

static bool is_component(const struct understanding *u, int place)
{
    return keyword_before_name(u->reading.item[place].text) != INTENT_UNKNOWN;
}

/* A keyword, or any other words for a topic; but "bawa" in passing ("paspor berapa hari kalau bawa
 * ktp") is no question of its own. */
static bool has_topic(const struct understanding *u, int from, int to)
{
    unsigned long long range = places_between(from, to);

    if (is_component(u, from))
        return true;
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

static bool is_question(const struct understanding *u, int from, int to, unsigned long long before)
{
    if (!has_topic(u, from, to))
        return false;
    return has_service(u, from, to, before) ||
           (complaint_score(u) < COMPLAINT_MIN && asks_for_unknown(u, from, to));
}

static bool are_questions(const struct understanding *u, int from, int at, int to)
{
    return is_question(u, from, at, 0) && is_question(u, at, to, places_between(from, at));
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

/* The part of a text from one place to another, without a joiner or a sign that parts at its end.
 */
static void copy_part(const struct understanding *u, int from, int to, char *ret, size_t size)
{
    const struct item *item = u->reading.item;
    const char *text = u->input->text + item[from].start;
    size_t length;

    while (to > from + 1 && (item[to - 1].roles & ROLE_JOINER))
        to--;
    length = to < u->reading.count ? (size_t)(item[to].start - item[from].start) : strlen(text);
    while (length > 0 && strchr(" \t\r\n,;:&+/", text[length - 1]))
        length--;
    snprintf(ret, size, "%.*s", (int)length, text);
}

/* Parse a part as a text of its own. */
static bool read_part(const struct understanding *u, int from, int to, struct request *ret)
{
    char text[REQUEST_TEXT_SIZE];
    struct request_input input = *u->input;
    struct understanding part;

    copy_part(u, from, to, text, sizeof text);
    input.text = text;
    understand(u->vocabulary, &input, &part);
    return read_component(&part, ret) || read_topics(&part, ret);
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

/* What is to be asked by itself. */
static void leave_out(const struct understanding *u, int from, int to, struct request *ret)
{
    size_t length = strlen(ret->text);

    if (length > 0)
        length += (size_t)snprintf(ret->text + length, sizeof ret->text - length, ", ");
    if (length < sizeof ret->text)
        copy_part(u, from, to, ret->text + length, sizeof ret->text - length);
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
        bool read;

        part = *ret;
        to = end_of(u, from);
        read = read_part(u, from, to, &part);
        if (!read && !asks_for_unknown(u, from, to))
            return false;
        explain(u, "words %d-%d: a question by themselves", from + 1, to);
        /* What has to be asked back first cannot be answered together with the others. */
        if (!read || part.subjects == 0 || part.confirm || is_full(&found))
            leave_out(u, from, to, &found);
        else
            add_part(&part, &found);
    }
    if (found.subjects == 0)
        return false;
    *ret = found;
    return true;
}
