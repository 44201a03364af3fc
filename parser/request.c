#include "parser/request.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "parser/fold.h"
#include "parser/msisdn.h"

const char *const match_names[] = {[MATCH_NONE] = "none", [MATCH_EXACT] = "exact", [MATCH_FUZZY] = "fuzzy"};

#define SEPARATORS " \t\r\n#:;,./-"
#define WORD_SIZE 64

static void understood(struct request *request, enum intent intent, enum match match)
{
    request->intents = 1;
    request->intent[0] = intent;
    request->match = match;
}

static void add_subject(struct request *request, const struct subject *subject)
{
    if (request->subjects < REQUEST_SUBJECTS_MAX)
        request->subject[request->subjects++] = *subject;
}

/* Short codes, names and our own SIMs: nobody there reads an answer, and some of them answer back. */
static bool is_never_answered(const struct vocabulary *vocabulary, const char *sender)
{
    char msisdn[MSISDN_SIZE];
    enum msisdn_kind kind = msisdn_read(sender, msisdn);

    return kind != MSISDN_MOBILE || vocabulary_is_own_number(vocabulary, msisdn);
}

/* Fold the first word of text into word; returns what follows it and its separators. */
static const char *split_word(const char *text, char word[WORD_SIZE])
{
    char raw[WORD_SIZE];
    size_t length;

    text += strspn(text, SEPARATORS);
    length = strcspn(text, SEPARATORS);
    snprintf(raw, sizeof raw, "%.*s", (int)(length < WORD_SIZE ? length : WORD_SIZE - 1), text);
    fold(raw, word, WORD_SIZE);
    text += length;
    return text + strspn(text, SEPARATORS);
}

/* "2" after "1=KTP baru 2=KTP hilang". */
static bool parse_choice(const struct question *question, const char *folded, struct request *ret)
{
    struct subject subject = {.group = false};
    int number = folded[0] - '0';

    if (folded[0] == '\0' || folded[1] != '\0' || number < 1 || number > question->choices)
        return false;
    snprintf(subject.code, sizeof subject.code, "%s", question->choice[number - 1]);
    add_subject(ret, &subject);
    understood(ret, question->intent, MATCH_EXACT);
    return true;
}

static void parse_ticket(const char *text, struct request *ret)
{
    size_t length = 0;

    for (const char *c = text; *c; c++) {
        if (isdigit((unsigned char)*c) && length < sizeof ret->ticket - 1)
            ret->ticket[length++] = *c;
        else if (!strchr(SEPARATORS, *c))
            return;
    }
    ret->ticket[length] = '\0';
}

/* The words after SYARAT, BIAYA ...: a service, a group, or something we do not know. */
static void parse_subject(const struct vocabulary *vocabulary, const char *text, struct request *ret)
{
    char folded[REQUEST_TEXT_SIZE];
    const struct subject *subject;

    fold(text, folded, sizeof folded);
    subject = vocabulary_find(vocabulary, folded);
    if (subject)
        add_subject(ret, subject);
}

static void parse_command(const struct vocabulary *vocabulary, enum intent intent, const char *rest, struct request *ret)
{
    snprintf(ret->text, sizeof ret->text, "%s", rest);
    understood(ret, intent, MATCH_EXACT);
    if (intent == INTENT_CEK)
        parse_ticket(rest, ret);
    else if (intent != INTENT_LAPOR && intent != INTENT_MENU)
        parse_subject(vocabulary, rest, ret);
}

void request_parse(const struct vocabulary *vocabulary, const struct request_input *input, struct request *ret)
{
    char folded[REQUEST_TEXT_SIZE], word[WORD_SIZE];
    const char *rest = split_word(input->text, word);
    const struct subject *subject;
    enum intent keyword = keyword_find(word);

    memset(ret, 0, sizeof *ret);
    understood(ret, INTENT_UNKNOWN, MATCH_NONE);
    fold(input->text, folded, sizeof folded);
    subject = vocabulary_find(vocabulary, folded);

    if (is_never_answered(vocabulary, input->sender))
        understood(ret, INTENT_IGNORE, MATCH_EXACT);
    else if (input->question && parse_choice(input->question, folded, ret))
        return;
    /* "lapor datang" is a service, "bantuan" alone is a cry for help. */
    else if (subject && (keyword == INTENT_UNKNOWN || *rest)) {
        add_subject(ret, subject);
        understood(ret, input->question ? input->question->intent : INTENT_SYARAT, MATCH_EXACT);
    } else if (keyword != INTENT_UNKNOWN)
        parse_command(vocabulary, keyword, rest, ret);
    else
        snprintf(ret->text, sizeof ret->text, "%s", input->text);
}

char *request_arguments(const struct request *request, char *ret, size_t size)
{
    size_t length = 0;

    ret[0] = '\0';
    if (request->intent[0] == INTENT_LAPOR)
        snprintf(ret, size, "%s", request->text);
    else if (request->intent[0] == INTENT_CEK)
        snprintf(ret, size, "%s", request->ticket);
    for (int i = 0; i < request->subjects && length < size; i++)
        length += (size_t)snprintf(ret + length, size - length, "%s%s", i ? "+" : "", request->subject[i].code);
    return ret;
}
