/* What is asked about which service: requirements, fee, time, way, law. */
#include <stdio.h>
#include <string.h>

#include "parser/understanding.h"

#define NEED_SUBJECT_CONTENT                                                                       \
    3 /* words beside a keyword that may be a service nobody has told us of */
#define LONG_QUESTION     4
#define GUESS_STRANGE_MAX 3
#define TERSE_STRANGE_MAX 2 /* in a longer text what stands beside a name is part of a story */

/* "sangat lama" says that something is wrong; it does not ask how long. */
static bool is_part_of_problem(const struct understanding *u, const struct hit *topic)
{
    bool asked = asks(u);

    for (int i = 0; i < u->hits.count; i++) {
        const struct hit *hit = &u->hits.hit[i];
        if ((hit->kind == PATTERN_PROBLEM || (hit->kind == PATTERN_GRIEVANCE && !asked)) &&
            hit->size >= topic->size && hit->size > 1 && (hit->places & topic->places))
            return true;
    }
    return false;
}

/* "sudah dibayar belum" asks what somebody has done, not what it costs. */
static bool is_part_of_progress(const struct understanding *u, const struct hit *topic)
{
    for (int i = 0; i < u->hits.count; i++) {
        const struct hit *hit = &u->hits.hit[i];
        if (hit->kind == PATTERN_PROGRESS && hit->first < topic->first && hit->last > topic->last)
            return true;
    }
    return false;
}

/* "undang kita nah" invites, and asks for no law. */
static bool is_part_of_chat(const struct understanding *u, const struct hit *topic)
{
    return (places_of(u, 1u << PATTERN_CHAT) & topic->places) != 0;
}

static bool is_topic_hit(const struct understanding *u, const struct hit *hit,
                         enum pattern_kind kind)
{
    return hit->kind == kind && is_topic((enum intent)hit->value) && !is_part_of_problem(u, hit) &&
           !is_part_of_progress(u, hit) && !is_part_of_chat(u, hit);
}

/* "gratis" in "bpjs gratis" is a part of the name. */
static bool is_in_name(const struct understanding *u, const struct hit *hit)
{
    const struct service_match *match = u->matches.match;

    return u->matches.count > 0 && match->coverage >= 1 &&
           __builtin_popcountll(match->places) > 1 && !(hit->places & ~match->places);
}

/* A law before all others; "bagaimana urus" after them, since people say it of everything. */
static int rank_of(const struct understanding *u, const struct hit *hit)
{
    if (is_in_name(u, hit))
        return 0;
    if (hit->value == INTENT_DASAR)
        return 3;
    return hit->value == INTENT_PROSEDUR && hit->size > 1 ? 1 : 2;
}

static bool says_more(const struct understanding *u, const struct hit *hit, const struct hit *than)
{
    if (rank_of(u, hit) != rank_of(u, than))
        return rank_of(u, hit) > rank_of(u, than);
    return hit->size != than->size ? hit->size > than->size : hit->first < than->first;
}

/* The hit that says best what is asked. */
static const struct hit *main_topic(const struct understanding *u, enum pattern_kind kind)
{
    const struct hit *best = NULL;

    for (int i = 0; i < u->hits.count; i++) {
        const struct hit *hit = &u->hits.hit[i];

        if (is_topic_hit(u, hit, kind) && (!best || says_more(u, hit, best)))
            best = hit;
    }
    return best;
}

/* Who asks for the law tells what is said to be so first: "is it free? what law?" is one question.
 */
static bool are_joined(const struct understanding *u, const struct hit *a, const struct hit *b)
{
    int from = a->first < b->first ? a->last : b->last,
        to = a->first < b->first ? b->first : a->first;

    for (int i = from + 1; i <= to && i < u->reading.count; i++)
        if (u->reading.item[i].joined || (u->reading.item[i].roles & ROLE_JOINER) ||
            (u->reading.item[i].parted && a->value != INTENT_DASAR))
            return true;
    return false;
}

/* Of the likeliest service. */
static unsigned long long named_places(const struct understanding *u)
{
    return u->matches.count > 0 ? u->matches.match[0].places : 0;
}

/* Words that are no part of the service, of the question or of what is done with papers. */
static int count_strange(const struct understanding *u)
{
    unsigned long long places =
        named_places(u) |
        places_of(u, 1u << PATTERN_TOPIC | 1u << PATTERN_HINT | 1u << PATTERN_COMMAND);

    for (int i = 0; i < u->reading.count && i < 64; i++)
        if (u->reading.item[i].roles & (ROLE_WISH | ROLE_ACT | ROLE_ASKING))
            places |= 1ull << i;
    return count_content(u, places);
}

/* "bayar" or "lama" in passing is no question. */
static bool is_heard(const struct understanding *u)
{
    return asks(u) || count_strange(u) <= 2;
}

/* "syarat dan lama": a keyword right behind a joiner; "syaratnya apa, bayar berapa": a keyword that
 * points back to the name. */
static bool is_added(const struct understanding *u, const struct hit *hit)
{
    if (hit->first == 0 || !is_topic_hit(u, hit, PATTERN_COMMAND))
        return false;
    return is_of_it(&u->reading.item[hit->first]) || u->reading.item[hit->first].joined ||
           (u->reading.item[hit->first - 1].roles & ROLE_JOINER);
}

/* Fill the intents; returns whether a topic was asked for in so many words (2), hinted at (1), or
 * not (0). */
static int find_intents(const struct understanding *u, struct request *ret)
{
    const struct hit *topic = main_topic(u, PATTERN_TOPIC);
    int strength = topic ? 2 : 1;

    ret->intents = 0;
    if (!topic && !is_topic(u->command) && is_heard(u))
        topic = main_topic(u, PATTERN_HINT);
    if (is_topic(u->command))
        add_intent(ret, u->command);
    else if (topic)
        add_intent(ret, (enum intent)topic->value);
    else
        return 0;
    for (int i = 0; i < u->hits.count && topic && strength == 2; i++) {
        const struct hit *hit = &u->hits.hit[i];
        bool asked =
            is_topic_hit(u, hit, PATTERN_TOPIC) && (hit == topic || are_joined(u, topic, hit));
        if (asked || is_added(u, hit))
            add_intent(ret, (enum intent)hit->value);
    }
    return is_topic(u->command) ? 2 : strength;
}

static bool is_everyday(const struct understanding *u)
{
    return named_places(u) && is_only(u, named_places(u), ROLE_EVERYDAY);
}

static bool names_much(const struct understanding *u)
{
    return __builtin_popcountll(named_places(u)) > 1;
}

/* "mengurus surat pindah": something is done, and the name is more than one everyday word. */
static bool is_errand(const struct understanding *u)
{
    return has_role(u, ROLE_ACT) && names_much(u);
}

/* "ktpmu": the paper of a friend. */
static bool is_friends(const struct understanding *u)
{
    for (int i = 0; i < u->reading.count && i < 64; i++)
        if ((named_places(u) >> i & 1) && (u->reading.item[i].roles & ROLE_PERSONAL))
            return true;
    return false;
}

/* Talk among friends that happens to name a service. */
static bool is_small_talk(const struct understanding *u, int strength)
{
    bool elsewhere = has_role(u, ROLE_ELSEWHERE), personal = has_role(u, ROLE_PERSONAL);

    if (is_everyday(u) && ((strength == 0 && has_role(u, ROLE_ASKING)) ||
                           (strength < 2 && count_hits(u, PATTERN_CHAT) > 0)))
        return true; /* "kapan nikah?" */

    if (u->command_place == 0 && is_topic(u->command) && !u->command_bent && !elsewhere &&
        !(u->reading.item[0].roles & ROLE_EVERYDAY))
        return false;
    if (personal && !elsewhere && strength == 2 && names_much(u))
        return false; /* "stnk gue hilang, mau bikin surat kehilangan, syaratnya" */
    if (is_everyday(u) &&
        (elsewhere || personal || (strength < 2 && count_strange(u) > 1 && !is_errand(u))))
        return true;
    return (elsewhere || personal) && strength < 2 &&
           (count_strange(u) > 1 || strength == 0 || is_friends(u));
}

static bool is_complaint(const struct understanding *u, int strength)
{
    int asked = 0;

    if (is_topic(u->command) && u->command_place == 0)
        return !asks(u) && (u->command == INTENT_BIAYA || u->command == INTENT_LAMA) &&
               complaint_score(u) >= COMPLAINT_MIN + 1 && count_strange(u) > 0;
    if (strength == 2)
        asked += names_service(u) ? 3 : 2;
    if (asks(u))
        asked += 2;
    return complaint_score(u) >= COMPLAINT_MIN + asked;
}

/* No service is named: a keyword alone asks for one; other texts only sound like a question. */
static bool ask_service(const struct understanding *u)
{
    bool leads =
        is_topic(u->command) && !has_role(u, ROLE_ELSEWHERE) && !has_role(u, ROLE_PERSONAL);
    int strange = count_strange(u);

    if (!leads || is_complaint(u, 2))
        return false;
    if (u->reading.item[u->command_place].roles & ROLE_EVERYDAY)
        return strange == 0;
    return strange <=
           (u->command == INTENT_SYARAT ? NEED_SUBJECT_CONTENT + 1 : NEED_SUBJECT_CONTENT - 1);
}

/* "menu bantuan": the word is the command. */
static bool is_command_only(const struct understanding *u)
{
    unsigned long long places = 0;

    for (int i = 0; i < u->hits.count; i++)
        if (u->hits.hit[i].kind == PATTERN_COMMAND && u->hits.hit[i].value == INTENT_MENU)
            places |= u->hits.hit[i].places;
    return u->command == INTENT_MENU && u->matches.count > 0 &&
           !(u->matches.match[0].places & ~places);
}

static enum intent fallback(const struct understanding *u)
{
    const struct question *question = u->input->question;

    return question && is_topic(question->intent) ? question->intent : INTENT_SYARAT;
}

/* "pak ktb syaratnya apa": nothing is strange but the name. */
static bool is_misspelt(const struct understanding *u, const struct request *found, int strength)
{
    return strength == 2 && found->candidates > 0 && count_strange(u) <= 1 &&
           !is_small_talk(u, 0) &&
           !(u->command_place >= 0 && (u->reading.item[u->command_place].roles & ROLE_EVERYDAY));
}

/* Part of a name is enough after a keyword, not in a sentence. */
static bool is_guess(const struct understanding *u, const struct request *found, int strength)
{
    bool part = u->matches.count > 0 && u->matches.match[0].coverage < 1;

    return found->subjects > 0 && part &&
           (strength < 2 || count_strange(u) > GUESS_STRANGE_MAX ||
            (is_everyday(u) && (!is_topic(u->command) || count_strange(u) > 0)));
}

/* "jam berapa buka kantor capil" asks nothing about what is done there. */
static bool is_office(const struct understanding *u, int strength)
{
    return is_only(u, named_places(u), ROLE_OFFICE) &&
           (strength == 1 || (strength == 0 && count_content(u, named_places(u)) > 0));
}

/* "terima kasih, ktp saya sudah jadi": nothing is asked any more. */
static bool is_done(const struct understanding *u)
{
    return !u->reading.question && count_hits(u, PATTERN_MENDED) > 0 &&
           count_hits(u, PATTERN_THANKS) > 0;
}

/* How much else may be said beside a bare name. */
static int strange_most(const struct understanding *u, bool wish)
{
    if (is_everyday(u) && is_errand(u))
        return LONG_QUESTION;
    if (is_everyday(u))
        return wish ? 1 : 0;
    return wish ? LONG_QUESTION * 2 : 1;
}

/* Nothing but the keyword and the names, each as it is taught. */
static bool is_to_the_letter(const struct understanding *u, const struct request *found)
{
    unsigned long long names = places_of_subjects(u, found);

    if (!is_topic(u->command))
        return false;
    for (int i = 0; i < u->reading.count && i < 64; i++)
        if ((names >> i & 1) && !are_spelt_right(u, i, i))
            return false;
    return count_content(u, names | places_of(u, 1u << PATTERN_COMMAND)) == 0;
}

/* Part of a name, or a name with a word that it has not: a question costs less than a boat trip. */
static bool is_unsure(const struct understanding *u, const struct request *found)
{
    bool terse = is_topic(u->command) || count_strange(u) <= TERSE_STRANGE_MAX;

    return u->matches.count > 0 &&
           (u->matches.match[0].coverage < 1 || (terse && is_another_paper(u, found)));
}

/* Fill *found with the question that a text asks, if it asks one. */
static bool find_question(const struct understanding *u, struct request *found)
{
    int strength = find_intents(u, found), strange = count_strange(u);
    bool wish = has_role(u, ROLE_WISH) || has_role(u, ROLE_ACT) || u->command == INTENT_MENU;

    choose_subjects(u, found);
    if (found->subjects == 0)
        return u->command != INTENT_MENU && (ask_service(u) || is_misspelt(u, found, strength));
    if (is_guess(u, found, strength) || is_office(u, strength) || is_small_talk(u, strength) ||
        is_complaint(u, strength) || (strength < 2 && is_done(u)))
        return false;
    if (strength == 0) {
        if (is_command_only(u) || strange > strange_most(u, wish))
            return false;
        add_intent(found, fallback(u));
        found->confirm = strange > 2;
    }
    return true;
}

/* Ask first: about one service whether it is meant, of several which. */
static void hold_back(struct request *found)
{
    if (found->subjects == 1) {
        found->confirm = true;
        return;
    }
    memcpy(found->candidate, found->subject, sizeof found->subject);
    found->candidates = found->subjects;
    found->subjects = 0;
}

/* "paspor dan visa": what is known is answered, and the other word is named. */
static void leave_out_unknown(const struct understanding *u, struct request *found)
{
    bool terse = is_topic(u->command) || count_strange(u) <= TERSE_STRANGE_MAX;
    int place = terse ? find_joined_unknown(u, found) : -1;

    if (place >= 0)
        snprintf(found->text, sizeof found->text, "%.*s",
                 u->reading.item[place].end - u->reading.item[place].start,
                 u->input->text + u->reading.item[place].start);
}

bool read_topics(const struct understanding *u, struct request *ret)
{
    struct request found = *ret;
    bool named, exact;

    if (!find_question(u, &found))
        return false;
    named = found.match == MATCH_EXACT;
    exact = match_of(u) == MATCH_EXACT && (named || is_to_the_letter(u, &found));
    if (found.subjects > 0 && !named && is_unsure(u, &found))
        hold_back(&found);
    found.match = exact && !found.confirm && found.candidates == 0 ? MATCH_EXACT : MATCH_FUZZY;
    if (found.subjects == 0)
        snprintf(found.text, sizeof found.text, "%s", rest_after(u, u->command_place));
    else
        leave_out_unknown(u, &found);
    *ret = found;
    return true;
}
