/* What the person was asked last: a digit, a name, YA, TIDAK, BELUM. */
#include <stdio.h>
#include <string.h>

#include "parser/understanding.h"

static void add_choice(const struct question *question, int number, struct request *ret)
{
    struct subject *subject = &ret->subject[ret->subjects++];

    snprintf(subject->code, sizeof subject->code, "%s", question->choice[number]);
    subject->group = false;
}

#define TOO_MUCH 99 /* a number of two digits */

/* One digit, TOO_MUCH for two; more are no choice: -1. */
static int digits_of(const char *text)
{
    size_t length = strlen(text);

    return length == 1 ? text[0] - '0' : length == 2 ? TOO_MUCH : -1;
}

/* The one number of a short text, -1 if there is none: "2", "nomor 2", "yang ke 2", "dua". */
static int lone_number(const struct understanding *u)
{
    static const char *const names[] = {"nol",  "satu", "dua",   "tiga",    "empat",
                                        "lima", "enam", "tujuh", "delapan", "sembilan"};
    int number = -1;

    for (int i = 0; i < u->reading.count; i++) {
        const struct item *item = &u->reading.item[i];
        int value = item->number ? digits_of(item->text) : -1;

        for (int name = 0; name < 10 && value < 0; name++)
            if (strcmp(item->text, names[name]) == 0)
                value = name;
        if (value < 0 && (item->roles & (ROLE_FILLER | ROLE_NUMERO | ROLE_WISH)))
            continue;
        if (value < 0 || number >= 0)
            return -1;
        number = value;
    }
    return number;
}

static int choice_of(const struct question *question, const char *code)
{
    for (int i = 0; i < question->choices; i++)
        if (strcmp(question->choice[i], code) == 0)
            return i;
    return -1;
}

/* "yang hilang": the words of one choice, and of no other. */
static bool read_name(const struct understanding *u, struct request *ret)
{
    const struct question *question = u->input->question;
    int chosen = -1;
    float score = 0;

    for (int i = 0; i < u->matches.count; i++) {
        const struct service_match *match = &u->matches.match[i];
        int choice = match->subject->group ? -1 : choice_of(question, match->subject->code);

        if (choice < 0 || match->score < score)
            continue;
        chosen = match->score == score ? -1 : choice;
        score = match->score;
    }
    if (chosen < 0)
        return false;
    add_choice(question, chosen, ret);
    conclude(ret, question->intent, MATCH_FUZZY);
    return true;
}

/* No complaint, no ticket after all: nothing but "batal", "tidak jadi". */
static bool is_given_up(const struct understanding *u)
{
    unsigned long long places = places_of(u, 1u << PATTERN_NO);

    return places && count_content(u, places) == 0;
}

/* A bare LAPOR or CEK was asked back. */
static bool answer_open(const struct understanding *u, struct request *ret)
{
    enum intent intent = u->input->question->intent;

    if (intent == INTENT_LAPOR && is_given_up(u)) {
        ret->answer = ANSWER_NO;
        conclude(ret, intent, MATCH_EXACT);
        return true;
    }
    return intent == INTENT_CEK && read_awaited_ticket(u, ret);
}

/* Words that may be a complaint: not "ya", not "7", nothing said to a friend. */
static bool says_something(const struct understanding *u)
{
    unsigned long long places = places_of(u, 1u << PATTERN_YES);

    for (int i = 0; i < u->reading.count && i < 64; i++)
        if (u->reading.item[i].number)
            places |= 1ull << i;
    return count_content(u, places) > 0 && (!has_role(u, ROLE_PERSONAL) || complaint_score(u) > 0);
}

/* In so many words, not by a mere hint. */
static bool asks_topic(const struct understanding *u)
{
    return count_hits(u, PATTERN_TOPIC) > 0 || (is_topic(u->command) && !u->command_bent);
}

/* What was read is a command or a question beyond doubt. */
static bool is_clear(const struct understanding *u, const struct request *found)
{
    switch (found->intent[0]) {
    case INTENT_UNKNOWN:
        return false;
    case INTENT_LAPOR:
        return !found->confirm;
    case INTENT_SYARAT:
    case INTENT_BIAYA:
    case INTENT_LAMA:
    case INTENT_PROSEDUR:
    case INTENT_DASAR:
        return found->subjects > 0 && !found->confirm && asks_topic(u) &&
               complaint_score(u) < COMPLAINT_MIN;
    default:
        return true;
    }
}

bool read_awaited(const struct understanding *u, struct request *ret)
{
    const struct question *question = u->input->question;

    if (!question || question->kind != QUESTION_CHOICE || question->intent != INTENT_LAPOR ||
        is_clear(u, ret) || !says_something(u))
        return false;
    memset(ret, 0, sizeof *ret);
    ret->state = STATE_NONE;
    snprintf(ret->text, sizeof ret->text, "%s", u->input->text);
    conclude(ret, INTENT_LAPOR, MATCH_EXACT);
    return true;
}

#define NAME_CONTENT_MAX 3

static bool answer_choice(const struct understanding *u, struct request *ret)
{
    const struct question *question = u->input->question;
    int number = lone_number(u);

    if (question->choices == 0)
        return answer_open(u, ret);
    if (number >= 0) {
        conclude(ret, number == 0 ? INTENT_MENU : question->intent, MATCH_EXACT);
        if (number >= 1 && number <= question->choices)
            add_choice(question, number - 1, ret);
        else if (number > 0)
            ret->answer = ANSWER_OUT_OF_RANGE;
        return true;
    }
    return u->command == INTENT_UNKNOWN && count_hits(u, PATTERN_TOPIC) == 0 &&
           count_content(u, 0) <= NAME_CONTENT_MAX && read_name(u, ret);
}

/* YA, TIDAK or BELUM at the beginning; *place becomes the place of its last word. */
static enum answer find_answer(const struct understanding *u, int *place)
{
    static const struct {
        enum pattern_kind kind;
        enum answer answer;
    } kinds[] = {
        {PATTERN_NOT_YET, ANSWER_NOT_YET}, {PATTERN_NO, ANSWER_NO}, {PATTERN_YES, ANSWER_YES}};
    enum answer answer = ANSWER_NONE;
    int first = 3;

    for (int i = 0; i < u->hits.count; i++)
        for (int j = 0; j < 3; j++) {
            const struct hit *hit = &u->hits.hit[i];
            if (hit->kind != kinds[j].kind || hit->first >= first)
                continue;
            first = hit->first;
            answer = kinds[j].answer;
            *place = hit->last;
        }
    for (int i = 0; i < first && answer != ANSWER_NONE; i++)
        if (!(u->reading.item[i].roles & ROLE_FILLER))
            return ANSWER_NONE;
    return answer;
}

/* "ok makasih" ends a talk, "ya, makasih" answers: the word of the answer is one of thanks. */
static bool is_thanks(const struct understanding *u, int place)
{
    bool of_thanks = false;

    for (int i = 0; i < u->hits.count; i++)
        of_thanks =
            of_thanks || (u->hits.hit[i].kind == PATTERN_THANKS && u->hits.hit[i].last == place);
    return of_thanks && count_hits(u, PATTERN_THANKS) > 1;
}

#define CONFIRM_CONTENT_MAX 3

static bool answer_confirm(const struct understanding *u, struct request *ret)
{
    const struct question *question = u->input->question;
    int place;
    enum answer answer = find_answer(u, &place);

    if (answer == ANSWER_NONE || count_content(u, 0) > CONFIRM_CONTENT_MAX ||
        (answer == ANSWER_YES && is_thanks(u, place)))
        return false;
    ret->answer = answer == ANSWER_NOT_YET ? ANSWER_NO : answer;
    if (ret->answer == ANSWER_YES && question->choices == 1)
        add_choice(question, 0, ret);
    conclude(ret, question->intent, MATCH_EXACT);
    return true;
}

/* "YA 4", "4", "BELUM masih bocor". */
static bool answer_result(const struct understanding *u, struct request *ret)
{
    int place = -1;
    enum answer answer = find_answer(u, &place);

    /* "tidak bisa login" is another matter, and so is "belum jadi kah?". */
    if ((answer == ANSWER_NO && count_content(u, 0) > CONFIRM_CONTENT_MAX) ||
        (answer != ANSWER_YES && asks(u)))
        return false;
    if (answer == ANSWER_NO)
        answer = ANSWER_NOT_YET;
    if (answer == ANSWER_NONE && (lone_number(u) < 0 || lone_number(u) > 9))
        return false;
    for (int i = place + 1; i < u->reading.count && answer != ANSWER_NOT_YET; i++) {
        const struct item *item = &u->reading.item[i];
        if (!item->number)
            continue;
        ret->score = item->text[1] == '\0' && item->text[0] >= '1' && item->text[0] <= '4'
                         ? item->text[0] - '0'
                         : SCORE_INVALID;
        place = i;
        break;
    }
    ret->answer = answer == ANSWER_NONE ? ANSWER_YES : answer;
    snprintf(ret->text, sizeof ret->text, "%s", rest_after(u, place));
    conclude(ret, u->input->question->intent, MATCH_EXACT);
    return true;
}

bool answer_question(const struct understanding *u, struct request *ret)
{
    if (!u->input->question || u->reading.count == 0)
        return false;
    switch (u->input->question->kind) {
    case QUESTION_CONFIRM:
        return answer_confirm(u, ret);
    case QUESTION_RESULT:
        return answer_result(u, ret);
    default:
        return answer_choice(u, ret);
    }
}
