#include "parser/request.h"

#include <stdio.h>
#include <string.h>

#include "parser/fold.h"
#include "parser/lexicon.h"
#include "parser/msisdn.h"
#include "parser/understanding.h"

const char *const match_names[] = {
    [MATCH_NONE] = "none", [MATCH_EXACT] = "exact", [MATCH_FUZZY] = "fuzzy"};

/* Short codes, names and our own SIMs: nobody there reads an answer, and some of them answer back.
 */
static bool is_never_answered(const struct vocabulary *vocabulary, const char *sender)
{
    char msisdn[MSISDN_SIZE];
    enum msisdn_kind kind = msisdn_read(sender, msisdn);

    if (kind == MSISDN_FOREIGN)
        return !vocabulary_answers_foreign(vocabulary);
    return kind != MSISDN_MOBILE || vocabulary_is_own_number(vocabulary, msisdn);
}

/* The whole text is the name of a service. "lapor datang" is one, "bantuan" alone is a cry for
 * help. */
static bool read_whole(const struct understanding *u, struct request *ret)
{
    const struct question *question = u->input->question;
    char folded[REQUEST_TEXT_SIZE];
    const struct subject *subject;

    fold(u->input->text, folded, sizeof folded);
    subject = vocabulary_find(u->vocabulary, folded);
    if (!subject || (keyword_find(folded) != INTENT_UNKNOWN))
        return false;
    ret->subject[ret->subjects++] = *subject;
    conclude(ret, question && question->intent != INTENT_LAPOR ? question->intent : INTENT_SYARAT,
             MATCH_EXACT);
    return true;
}

/* "lapor datang syaratnya apa": the keyword is the beginning of a service's name, and something is
 * asked about it. */
static bool is_named_by_keyword(const struct understanding *u)
{
    const struct service_match *match = u->matches.match;
    int next = u->command_place + 1;

    while (next < u->reading.count && (u->reading.item[next].roles & ROLE_FILLER))
        next++;
    return u->matches.count > 0 && match->coverage >= 1 && next < 64 &&
           (match->places >> u->command_place & 1) && (match->places >> next & 1) &&
           __builtin_popcountll(match->places) > 1 &&
           (count_hits(u, PATTERN_TOPIC) > 0 || count_content(u, match->places) == 0);
}

static bool read_report(const struct understanding *u, struct request *ret)
{
    if (u->command != INTENT_LAPOR || is_named_by_keyword(u))
        return false;
    if ((u->reading.item[u->command_place].roles & ROLE_TICKET) &&
        (is_noise(u) || read_numbered(u, ret))) {
        if (ret->intent[0] != INTENT_CEK)
            conclude(ret, INTENT_IGNORE, MATCH_FUZZY);
        return true;
    }
    snprintf(ret->text, sizeof ret->text, "%s", rest_after(u, u->command_place));
    conclude(ret, INTENT_LAPOR, match_of(u));
    ret->confirm = u->command_bent;
    return true;
}

static bool read_complaint(const struct understanding *u, struct request *ret)
{
    int score = complaint_score(u);

    explain(u, "complaint: %d of %d", score, COMPLAINT_MIN);
    if (score < COMPLAINT_MIN)
        return false;
    snprintf(ret->text, sizeof ret->text, "%s", u->input->text);
    conclude(ret, INTENT_LAPOR, MATCH_FUZZY);
    ret->confirm = true;
    return true;
}

#define MENU_CONTENT_MAX 3

static bool read_menu(const struct understanding *u, struct request *ret)
{
    bool asked = count_hits(u, PATTERN_HELP) > 0;
    bool command = u->command == INTENT_MENU && count_content(u, 0) <= MENU_CONTENT_MAX;

    if (!asked && !command)
        return false;
    conclude(ret, INTENT_MENU, command ? match_of(u) : MATCH_FUZZY);
    return true;
}

/* Thanks need no answer; who greets may not know what to write. */
static bool read_manners(const struct understanding *u, struct request *ret)
{
    if (count_content(u, 0) > 0 || u->reading.count == 0)
        return false;
    if (count_hits(u, PATTERN_THANKS) > 0)
        conclude(ret, INTENT_IGNORE, MATCH_EXACT);
    else if (count_hits(u, PATTERN_GREETING) > 0)
        conclude(ret, INTENT_MENU, MATCH_EXACT);
    else
        return false;
    return true;
}

static const struct {
    const char *name;
    bool (*read)(const struct understanding *, struct request *);
} steps[] = {
    {"a notice of an officer", read_notice},
    {"a component of a service standard", read_component},
    {"a command that is written as it is taught", read_ordered},
    {"an answer to the open question", answer_question},
    {"the name of a service", read_whole},
    {"a complaint by its keyword", read_report},
    {"a ticket", read_numbered},
    {"stop, start or more", read_switch},
    {"a language", read_language},
    {"several questions", read_questions},
    {"a question about a service", read_topics},
    {"a complaint in free text", read_complaint},
    {"what may be asked", read_menu},
    {"thanks or a greeting", read_manners},
};

#define FIRST_AFTER_NOISE 5

/* Returns whether a step understood the text. */
static bool run_steps(const struct understanding *u, struct request *ret)
{
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (i == FIRST_AFTER_NOISE && u->command != INTENT_STATUS && is_noise(u)) {
            conclude(ret, INTENT_IGNORE, MATCH_FUZZY);
            explain(u, "=> advertising, fraud or a notice");
            return true;
        }
        if (steps[i].read(u, ret)) {
            explain(u, "=> %s", steps[i].name);
            return true;
        }
    }
    return false;
}

static void decide(const struct understanding *u, struct request *ret)
{
    bool understood = run_steps(u, ret);

    if (read_awaited(u, ret)) {
        explain(u, "=> the complaint that was asked for");
    } else if (!understood) {
        snprintf(ret->text, sizeof ret->text, "%s", u->input->text);
        explain(u, "=> not understood");
    }
}

/* A slip of the thumb closes nobody's ticket. */
static void hold_back(struct request *ret)
{
    if (!intent_changes(ret->intent[0]) || ret->match == MATCH_EXACT)
        return;
    ret->meant = ret->intent[0];
    if (!ret->meant_word)
        ret->meant_word = intent_names[ret->meant];
    conclude(ret, INTENT_UNKNOWN, MATCH_NONE);
}

static void parse(const struct vocabulary *vocabulary, const struct request_input *input,
                  struct request *ret)
{
    struct understanding u;

    memset(ret, 0, sizeof *ret);
    ret->state = STATE_NONE;
    conclude(ret, INTENT_UNKNOWN, MATCH_NONE);
    if (is_never_answered(vocabulary, input->sender)) {
        conclude(ret, INTENT_IGNORE, MATCH_EXACT);
        return;
    }
    understand(vocabulary, input, &u);
    decide(&u, ret);
    hold_back(ret);
}

bool request_asks(const struct request *request, int subject, enum intent intent)
{
    return !request->asked[subject] || (request->asked[subject] >> intent & 1);
}

#define TICKET_DIGITS 7 /* which no code has */

/* "CEK #0100014": the number is a ticket's. */
static bool names_ticket(const struct request *request, const char *digits)
{
    if (request->tickets > 0 && strcmp(request->ticket, digits) == 0)
        return true;
    for (int i = 1; i < request->tickets; i++)
        if (strcmp(request->further_ticket[i - 1], digits) == 0)
            return strlen(digits) == TICKET_DIGITS;
    return false;
}

/* Whether what was found in the text, which reads as request, is a code. */
static bool is_code(const struct request_input *input, const struct request *request,
                    const struct secret *secret)
{
    if (secret->bare)
        return intent_changes(request->intent[0]) || intent_changes(request->meant);
    return input->text[secret->start] != '#' || !names_ticket(request, secret->digits);
}

void request_parse(const struct vocabulary *vocabulary, const struct request_input *input,
                   struct request *ret)
{
    struct request_input other = *input;
    char rest[REQUEST_TEXT_SIZE];
    struct secret secret;
    bool found = secret_find(input->text, &secret);

    if (found) {
        other.trace = NULL;
        parse(vocabulary, &other, ret);
        found = is_code(input, ret, &secret);
        other.trace = input->trace;
        /* What nobody is to answer stays so without its code, too. */
        if (found && ret->intent[0] != INTENT_IGNORE)
            other.text = secret_cut(input->text, &secret, rest, sizeof rest);
    }
    parse(vocabulary, &other, ret);
    if (found)
        snprintf(ret->code, sizeof ret->code, "%s", secret.digits);
    ret->code_bare = found && secret.bare;
}

char *request_mask(const struct request *request, const char *text, char *ret, size_t size)
{
    return secret_mask(text, request->ticket, request->code_bare, ret, size);
}

static const char *without_zeros(const char *ticket)
{
    while (ticket[0] == '0' && ticket[1])
        ticket++;
    return ticket;
}

static void print_tickets(const struct request *request, char *ret, size_t size)
{
    size_t length = (size_t)snprintf(ret, size, "%s", without_zeros(request->ticket));

    for (int i = 1; i < request->tickets && length < size; i++)
        length += (size_t)snprintf(ret + length, size - length, "+%s",
                                   without_zeros(request->further_ticket[i - 1]));
}

char *request_arguments(const struct request *request, char *ret, size_t size)
{
    const char *ticket = without_zeros(request->ticket);
    size_t length = 0;

    ret[0] = '\0';
    switch (request->meant ? request->meant : request->intent[0]) {
    case INTENT_LAPOR:
    case INTENT_BAHASA:
    case INTENT_KINERJA:
        snprintf(ret, size, "%s", request->text);
        break;
    case INTENT_CEK:
    case INTENT_TAMBAH:
    case INTENT_TARIK:
    case INTENT_SKM:
    case INTENT_BACA:
    case INTENT_JAWAB:
    case INTENT_TERIMA:
        print_tickets(request, ret, size);
        break;
    case INTENT_STATUS:
        snprintf(ret, size, "%s;%s;%s", ticket,
                 request->state == STATE_NONE ? "" : state_names[request->state], request->text);
        break;
    case INTENT_NILAI:
        if (request->score == SCORE_INVALID)
            snprintf(ret, size, "%s;INVALID", ticket);
        else
            snprintf(ret, size, "%s;%d", ticket, request->score);
        break;
    default:
        for (int i = 0; i < request->subjects && length < size; i++)
            length += (size_t)snprintf(ret + length, size - length, "%s%s", i ? "+" : "",
                                       request->subject[i].code);
    }
    return ret;
}
