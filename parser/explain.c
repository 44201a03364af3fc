#include <stdarg.h>
#include <stdio.h>

#include "parser/understanding.h"

#define LINE_SIZE 512

void explain(const struct understanding *u, const char *format, ...)
{
    char line[LINE_SIZE];
    va_list arguments;

    if (!u->input->trace)
        return;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    u->input->trace->line(u->input->trace->context, line);
}

static const char *const kind_names[PATTERN_KINDS] = {
    [PATTERN_COMMAND] = "command",
    [PATTERN_TOPIC] = "topic",
    [PATTERN_HINT] = "hint",
    [PATTERN_THING] = "thing",
    [PATTERN_PROBLEM] = "problem",
    [PATTERN_GRIEVANCE] = "grievance",
    [PATTERN_PLEA] = "plea",
    [PATTERN_SINCE] = "since",
    [PATTERN_PLACE] = "place",
    [PATTERN_SURE] = "noise, sure",
    [PATTERN_LIKELY] = "noise, likely",
    [PATTERN_STATE] = "state",
    [PATTERN_THANKS] = "thanks",
    [PATTERN_GREETING] = "greeting",
    [PATTERN_HELP] = "help",
    [PATTERN_YES] = "yes",
    [PATTERN_NO] = "no",
    [PATTERN_NOT_YET] = "not yet",
    [PATTERN_PROGRESS] = "progress",
    [PATTERN_EXCUSE] = "excuse",
    [PATTERN_MENDED] = "mended",
    [PATTERN_CHAT] = "chat",
    [PATTERN_QUIET] = "quiet",
};

#define NEAR_MAX 4

/* What a word that is not known as it stands may be, and how far off each is: 10 is a wrong letter.
 */
static void explain_near(const struct understanding *u, const struct item *item)
{
    const struct words *words = vocabulary_words(u->vocabulary);
    struct near near[NEAR_MAX];
    int count;

    if (item->number || (item->word != WORD_NONE && item->how != HOW_SLIP))
        return;
    count = words_near(words, item->text, ROLE_MATTERS, near, NEAR_MAX);
    for (int i = 0; i < count; i++)
        explain(u, "  near %s: %s at %d%s", words_text(words, near[i].word), near[i].form,
                near[i].cost, near[i].word == item->word ? ", taken" : ", not taken");
}

void explain_words(const struct understanding *u)
{
    const struct words *words = vocabulary_words(u->vocabulary);

    if (!u->input->trace)
        return;
    for (int i = 0; i < u->reading.count; i++) {
        const struct item *item = &u->reading.item[i];
        if (item->word == WORD_NONE)
            explain(u, "word %d: %s%s", i + 1, item->text,
                    item->number ? " (number)" : " (not known)");
        else
            explain(u, "word %d: %s = %s (%s)%s", i + 1, item->text, words_text(words, item->word),
                    how_names[item->how], item->roles & ROLE_SERVICE ? " in the catalogue" : "");
        explain_near(u, item);
    }
    for (int i = 0; i < u->hits.count; i++) {
        const struct hit *hit = &u->hits.hit[i];
        bool intent =
            hit->kind == PATTERN_COMMAND || hit->kind == PATTERN_TOPIC || hit->kind == PATTERN_HINT;
        explain(u, "words %d-%d: %s%s%s", hit->first + 1, hit->last + 1, kind_names[hit->kind],
                intent ? " " : "", intent ? intent_names[hit->value] : "");
    }
    for (int i = 0; i < u->matches.count; i++) {
        const struct service_match *match = &u->matches.match[i];
        explain(u, "service %s%s: score %.1f, %.0f %% of its words%s", match->subject->code,
                match->subject->group ? " (group)" : "", (double)match->score,
                (double)match->coverage * 100, match->bent ? ", misspelt" : "");
    }
}
