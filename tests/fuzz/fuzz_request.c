/* Fuzz: any text, sender and open question give a request that keeps its promises, twice the same.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parser/request.h"
#include "tests/fuzz/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct question questions[] = {
    {.intent = INTENT_BIAYA, .choices = 2, .choice = {"KTP-BARU", "KTP-HILANG"}},
    {.intent = INTENT_LAMA},
    {.intent = INTENT_LAPOR, .kind = QUESTION_CONFIRM},
    {.intent = INTENT_SYARAT, .choices = 1, .choice = {"SKCK"}, .kind = QUESTION_CONFIRM},
    {.intent = INTENT_NILAI, .kind = QUESTION_RESULT},
    {.intent = INTENT_LAPOR},
    {.intent = INTENT_SIAR, .choices = 1, .choice = {"CONTOH.07"}, .kind = QUESTION_CONFIRM},
    {.intent = INTENT_CEK},
};
#define QUESTIONS (sizeof questions / sizeof questions[0])

static bool is_asked_something(const struct request *request, int subject)
{
    for (int i = 0; i < request->intents; i++)
        if (request_asks(request, subject, request->intent[i]))
            return true;
    return false;
}

static void check(const struct request *request)
{
    char line[REQUEST_TEXT_SIZE];

    assert(request->intents >= 1 && request->intents <= REQUEST_INTENTS_MAX);
    assert(request->subjects >= 0 && request->subjects <= REQUEST_SUBJECTS_MAX);
    assert(request->candidates >= 0 && request->candidates <= REQUEST_CANDIDATES_MAX);
    assert(request->tickets >= 0 && request->tickets <= REQUEST_TICKETS_MAX);
    assert(request->score >= SCORE_INVALID && request->score <= 4);
    assert(request->state >= STATE_NONE && request->state <= STATE_JADI);
    assert(strlen(request->text) < REQUEST_TEXT_SIZE);
    for (int i = 0; i < request->intents; i++) {
        assert(intent_names[request->intent[i]]);
        assert(!intent_changes(request->intent[i]) || request->match == MATCH_EXACT);
    }
    assert(!request->meant || (request->intent[0] == INTENT_UNKNOWN && request->meant_word));
    for (int i = 0; i < request->subjects; i++)
        assert(is_asked_something(request, i));
    assert(strlen(request_arguments(request, line, sizeof line)) < sizeof line);
}

static void ignore(void *context, const char *line)
{
    *(size_t *)context += strlen(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct vocabulary *vocabulary;
    static struct request first, second;
    size_t told = 0;
    const struct request_trace trace = {ignore, &told};

    if (!vocabulary)
        vocabulary = words_sample(0);
    if (size == 0)
        return 0;
    char *text = malloc(size);
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';

    unsigned kind = data[0] % (QUESTIONS + 1);
    struct request_input input = {.text = text,
                                  .sender = data[0] & 0x80 ? text : "+6281200000100",
                                  .question = kind < QUESTIONS ? &questions[kind] : NULL,
                                  .officer = data[0] & 0x40};
    request_parse(vocabulary, &input, &first);
    check(&first);
    input.trace = &trace;
    request_parse(vocabulary, &input, &second);
    assert(memcmp(&first, &second, sizeof first) == 0);
    free(text);
    return 0;
}
