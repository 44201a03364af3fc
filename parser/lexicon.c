#include "parser/lexicon.h"

#include <stdbool.h>
#include <string.h>

#include "parser/fold.h"
#include "parser/keyword.h"
#include "parser/reading.h"

const char *const state_names[STATES] = {"PROSES",   "SELESAI",    "TOLAK", "TERUS",
                                         "LENGKAPI", "VERIFIKASI", "JADI"};

#define NO_MEMORY   "there is no memory for it"
#define PHRASE_SIZE 128

/* The words of a phrase; those that are new become words: with the word of their stem, or alone.
 * Returns how many, 0 if there are none or too many, -ENOMEM. */
static int split_phrase(struct words *words, const char *phrase, bool stems, int *ret, int max)
{
    char folded[PHRASE_SIZE], *rest = folded, *word;
    int count = 0;

    fold(phrase, folded, sizeof folded);
    while ((word = strsep(&rest, " ")) != NULL) {
        if (!*word)
            continue;
        if (count == max)
            return 0;
        ret[count] = stems ? words_put(words, word) : words_put_alone(words, word);
        if (ret[count++] < 0)
            return ret[count - 1];
    }
    return count;
}

static const char *add_spelling(const struct lexicon_parts *parts, const char *key,
                                const char *phrase, enum bend bend, unsigned roles)
{
    char folded[PHRASE_SIZE];
    int word = words_put_alone(parts->words, key), rc;

    if (word < 0)
        return NO_MEMORY;
    words_add_role(parts->words, word, roles);
    if (words_put_form(parts->words, word, key, bend) < 0)
        return NO_MEMORY;
    fold(phrase, folded, sizeof folded);
    if (strchr(folded, ' '))
        return "is several words; those go to \"phrases\"";
    rc = words_put_form(parts->words, word, folded,
                        bend == BEND_FULL && strlen(folded) > 3 ? bend : BEND_NONE);
    if (rc < 0)
        return "is too long for a word";
    return rc == 0 ? "is the spelling of another word already" : NULL;
}

static const char *add_word(const struct lexicon_parts *parts, const char *key, const char *phrase)
{
    return add_spelling(parts, key, phrase, BEND_FULL, ROLE_MATTERS);
}

static const char *add_plain(const struct lexicon_parts *parts, const char *key, const char *phrase)
{
    return add_spelling(parts, key, phrase, BEND_NONE, 0);
}

static const char *add_phrase(const struct lexicon_parts *parts, const char *key,
                              const char *phrase)
{
    int word[COLLAPSE_WORDS_MAX], meaning = words_put_alone(parts->words, key);
    int count = split_phrase(parts->words, phrase, false, word, COLLAPSE_WORDS_MAX);

    if (meaning < 0 || count < 0)
        return NO_MEMORY;
    if (count < 2)
        return "must be two to six words";
    return collapses_add(parts->collapses, word, count, meaning) < 0 ? NO_MEMORY : NULL;
}

/* How the words of a pattern are taken. */
struct manner {
    unsigned roles;
    enum bend bend;
    bool stems;   /* other forms of them count, too */
    bool ordered; /* always; else only where a '>' stands between them */
};

static const char *add_pattern(const struct lexicon_parts *parts, enum pattern_kind kind, int value,
                               const char *phrase, const struct manner *manner)
{
    int word[PATTERN_WORDS_MAX];
    int count = split_phrase(parts->words, phrase, manner->stems, word, PATTERN_WORDS_MAX);
    bool ordered = manner->ordered || strchr(phrase, '>');

    if (count < 0)
        return NO_MEMORY;
    if (count == 0)
        return "must be one to four words";
    for (int i = 0; i < count; i++) {
        if (words_roles(parts->words, word[i]) & (ROLE_FILLER | ROLE_FIRM))
            continue;
        words_add_role(parts->words, word[i], manner->roles);
        if (words_bend(parts->words, word[i], manner->bend) < 0)
            return NO_MEMORY;
    }
    return patterns_add(parts->patterns, kind, value, word, count, ordered) < 0 ? NO_MEMORY : NULL;
}

static const char *add_intent(const struct lexicon_parts *parts, enum pattern_kind kind,
                              const char *key, const char *phrase, const struct manner *manner)
{
    enum intent intent = intent_of_name(key);

    if (intent == INTENT_UNKNOWN || intent == INTENT_IGNORE)
        return "stands under a key that is no intent";
    return add_pattern(parts, kind, (int)intent, phrase, manner);
}

static const char *add_command(const struct lexicon_parts *parts, const char *key,
                               const char *phrase)
{
    static const struct manner manner = {ROLE_MATTERS, BEND_FULL, false, true};

    return add_intent(parts, PATTERN_COMMAND, key, phrase, &manner);
}

static const char *add_topic(const struct lexicon_parts *parts, const char *key, const char *phrase)
{
    static const struct manner manner = {ROLE_MATTERS, BEND_FULL, true, false};

    return add_intent(parts, PATTERN_TOPIC, key, phrase, &manner);
}

static const char *add_hint(const struct lexicon_parts *parts, const char *key, const char *phrase)
{
    static const struct manner manner = {ROLE_MATTERS, BEND_VOWELS, true, false};

    return add_intent(parts, PATTERN_HINT, key, phrase, &manner);
}

static const char *add_state(const struct lexicon_parts *parts, const char *key, const char *phrase)
{
    static const struct manner manner = {ROLE_MATTERS, BEND_FULL, false, true};

    for (int i = 0; i < STATES; i++)
        if (strcmp(state_names[i], key) == 0)
            return add_pattern(parts, PATTERN_STATE, i, phrase, &manner);
    return "stands under a key that is no state of a ticket";
}

static const struct mark {
    const char *key;
    unsigned role; /* of single words */
    int kind;      /* of patterns; PATTERN_KINDS for none */
} marks[] = {
    {"filler", ROLE_FILLER, PATTERN_KINDS},
    {"joiner", ROLE_JOINER | ROLE_FILLER, PATTERN_KINDS},
    {"light", ROLE_LIGHT, PATTERN_KINDS},
    {"everyday", ROLE_EVERYDAY, PATTERN_KINDS},
    {"wish", ROLE_WISH, PATTERN_KINDS},
    {"act", ROLE_ACT, PATTERN_KINDS},
    {"personal", ROLE_PERSONAL, PATTERN_KINDS},
    {"elsewhere", ROLE_ELSEWHERE, PATTERN_KINDS},
    {"numero", ROLE_NUMERO, PATTERN_KINDS},
    {"ticket", ROLE_TICKET, PATTERN_KINDS},
    {"asking", ROLE_ASKING, PATTERN_KINDS},
    {"office", ROLE_OFFICE, PATTERN_KINDS},
    {"purpose", ROLE_PURPOSE, PATTERN_KINDS},
    {"tag", ROLE_TAG, PATTERN_KINDS},
    {"aside", ROLE_ASIDE, PATTERN_KINDS},
    {"beside", ROLE_BESIDE, PATTERN_KINDS},
    {"thanks", 0, PATTERN_THANKS},
    {"greeting", 0, PATTERN_GREETING},
    {"help", 0, PATTERN_HELP},
    {"yes", 0, PATTERN_YES},
    {"no", 0, PATTERN_NO},
    {"not_yet", 0, PATTERN_NOT_YET},
    {"progress", 0, PATTERN_PROGRESS},
    {"quiet", 0, PATTERN_QUIET},
    {"chat", 0, PATTERN_CHAT},
};

static const struct mark complaint_marks[] = {
    {"thing", 0, PATTERN_THING},         {"problem", 0, PATTERN_PROBLEM},
    {"grievance", 0, PATTERN_GRIEVANCE}, {"plea", 0, PATTERN_PLEA},
    {"since", 0, PATTERN_SINCE},         {"place", 0, PATTERN_PLACE},
    {"excuse", 0, PATTERN_EXCUSE},       {"mended", 0, PATTERN_MENDED},
};

static const struct mark noise_marks[] = {{"sure", 0, PATTERN_SURE}, {"likely", 0, PATTERN_LIKELY}};

static const char *add_marked(const struct lexicon_parts *parts, const struct mark *table,
                              size_t count, const char *key, const char *phrase,
                              const struct manner *manner)
{
    int word;

    for (size_t i = 0; i < count; i++) {
        if (strcmp(table[i].key, key) != 0)
            continue;
        if (table[i].kind != PATTERN_KINDS)
            return add_pattern(parts, (enum pattern_kind)table[i].kind, 0, phrase, manner);
        if (split_phrase(parts->words, phrase, false, &word, 1) != 1)
            return "must be one word";
        words_add_role(parts->words, word, table[i].role);
        return NULL;
    }
    return "stands under a key that is not known";
}

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const char *add_mark(const struct lexicon_parts *parts, const char *key, const char *phrase)
{
    static const struct manner manner = {0, BEND_NONE, false, false};

    return add_marked(parts, marks, COUNT(marks), key, phrase, &manner);
}

static const char *add_complaint(const struct lexicon_parts *parts, const char *key,
                                 const char *phrase)
{
    static const struct manner manner = {0, BEND_VOWELS, true, true};

    return add_marked(parts, complaint_marks, COUNT(complaint_marks), key, phrase, &manner);
}

static const char *add_noise(const struct lexicon_parts *parts, const char *key, const char *phrase)
{
    static const struct manner manner = {0, BEND_NONE, false, true};

    return add_marked(parts, noise_marks, COUNT(noise_marks), key, phrase, &manner);
}

static const char *add_apart(const struct lexicon_parts *parts, const char *key, const char *phrase)
{
    char folded[PHRASE_SIZE];
    int word;

    fold(phrase, folded, sizeof folded);
    word = words_put_alone(parts->words, folded);
    if (word < 0)
        return "is no word";
    words_add_role(parts->words, word, ROLE_FIRM);
    return word == words_find(parts->words, key)
               ? "is a spelling of the word that it must be kept apart from"
               : NULL;
}

/* Known, and nothing more; what is known already keeps its meaning. */
static const char *add_daily(const struct lexicon_parts *parts, const char *key, const char *phrase)
{
    char folded[PHRASE_SIZE];

    (void)key;
    fold(phrase, folded, sizeof folded);
    if (strchr(folded, ' '))
        return "is several words";
    return words_put_alone(parts->words, folded) < 0 ? "is no word" : NULL;
}

static const struct {
    const char *name;
    const char *(*add)(const struct lexicon_parts *, const char *key, const char *phrase);
} sections[] = {
    {"words", add_word},       {"plain", add_plain},         {"phrases", add_phrase},
    {"commands", add_command}, {"topics", add_topic},        {"hints", add_hint},
    {"marks", add_mark},       {"complaint", add_complaint}, {"noise", add_noise},
    {"states", add_state},     {"apart", add_apart},         {"daily", add_daily},
};

const char *lexicon_add(const struct lexicon_parts *parts, const char *section, const char *key,
                        const char *phrase)
{
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++)
        if (strcmp(sections[i].name, section) == 0)
            return sections[i].add(parts, key, phrase);
    return "stands in a section that is not known";
}
