/* Corpus: SMS written and labelled by other hands than the parser's (tests/corpus/), and how many
 * of them it reads right. The labels are explained in tests/corpus/README.md. */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/words.h"
#include "parser/request.h"
#include "tests/support/fixture.h"

#include <cmocka.h>

#define FIELD_SIZE 1024
#define COLUMNS    6

/* What must hold of a file. The figures are a floor, reached when the file was new to the parser.
 */
static const struct corpus {
    const char *path;
    int least_intent_percent, least_strict_percent;
} corpora[] = {
    {"tests/corpus/hand2.tsv", 93, 86},
    {"tests/corpus/hand3.tsv", 91, 88},
    {"tests/corpus/hand4.tsv", 97, 95},
    {"tests/corpus/hand5.tsv", 98, 96},
};

struct line {
    char field[COLUMNS][FIELD_SIZE]; /* text, intent, arguments, sender, block, source */
};
enum { TEXT, INTENT, ARGUMENTS, SENDER };

struct score {
    int lines, intent, strict, harm;
};

static struct fixture *f;

/* Lower-case letters and digits, words parted by one space. */
static void normalize(const char *text, char *ret, size_t size)
{
    size_t length = 0;

    for (; *text && length + 2 < size; text++) {
        if (isalnum((unsigned char)*text))
            ret[length++] = (char)tolower((unsigned char)*text);
        else if (length > 0 && ret[length - 1] != ' ')
            ret[length++] = ' ';
    }
    while (length > 0 && ret[length - 1] == ' ')
        length--;
    ret[length] = '\0';
}

/* Whether the words are the expected ones, at least seven tenths of them, or hold them. */
static bool is_same_text(const char *expected, const char *got)
{
    char e[FIELD_SIZE], g[FIELD_SIZE];

    normalize(expected, e, sizeof e);
    normalize(got, g, sizeof g);
    if (e[0] == '\0')
        return true;
    return g[0] && ((strstr(e, g) && strlen(g) * 10 >= strlen(e) * 7) || strstr(g, e));
}

static bool has_word(const char *list, const char *word, size_t length)
{
    for (; *list; list += strcspn(list, "+"), list += *list == '+')
        if (strcspn(list, "+") == length && strncmp(list, word, length) == 0)
            return true;
    return false;
}

/* Lists parted by '+', in any order. */
static bool is_same_set(const char *a, const char *b)
{
    for (int turn = 0; turn < 2; turn++, a = b)
        for (const char *word = a; *word; word += strcspn(word, "+"), word += *word == '+')
            if (!has_word(turn ? a : b, word, strcspn(word, "+")))
                return false;
    return true;
}

static bool is_same_numbered(const char *expected, const char *got)
{
    size_t head = strcspn(expected, ";");

    /* TICKET;STATE or TICKET;SCORE to the letter, then a note in free words. */
    if (expected[head] == ';')
        head += 1 + strcspn(expected + head + 1, ";");
    if (strncmp(expected, got, head) != 0 || (got[head] && got[head] != ';'))
        return false;
    return expected[head] == '\0' || is_same_text(expected + head, got + head);
}

static bool arguments_fit(const char *intent, const char *expected, const char *got)
{
    if (strstr(intent, "LAPOR"))
        return is_same_text(expected, got);
    return strchr(expected, ';') ? is_same_numbered(expected, got) : is_same_set(expected, got);
}

typedef bool fits(const char *intent, const char *expected, const char *got);

static bool set_fits(const char *intent, const char *expected, const char *got)
{
    (void)intent;
    return is_same_set(expected, got) && is_same_set(got, expected);
}

/* Whether one of the alternatives, which are parted by '|', fits. */
static bool any_fits(fits *fit, const char *intent, const char *alternatives, const char *got)
{
    char list[FIELD_SIZE], *rest = list, *one;

    snprintf(list, sizeof list, "%s", alternatives);
    while ((one = strsep(&rest, "|")) != NULL)
        if (fit(intent, one, got))
            return true;
    return false;
}

static bool is_quiet(const char *intents)
{
    return strcmp(intents, "UNKNOWN") == 0 || strcmp(intents, "MENU") == 0 ||
           strcmp(intents, "IGNORE") == 0;
}

/* Whether the label says that nothing may happen. */
static bool is_to_be_left_alone(const char *expected)
{
    char list[FIELD_SIZE], *rest = list, *one;

    snprintf(list, sizeof list, "%s", expected);
    while ((one = strsep(&rest, "|")) != NULL)
        if (!is_quiet(one))
            return false;
    return true;
}

/* Whether the desk would open a ticket, answer about a service or touch a ticket without asking. */
static bool would_act(const struct request *request)
{
    return !request->confirm &&
           (request->subjects > 0 || request->ticket[0] || request->intent[0] == INTENT_LAPOR);
}

static void unescape(char *text)
{
    char *to = text;

    for (; *text; text++) {
        bool line_break = text[0] == '\\' && text[1] == 'n';

        *to++ = line_break ? '\n' : *text;
        text += line_break;
    }
    *to = '\0';
}

static bool read_line(FILE *file, struct line *ret)
{
    char text[COLUMNS * FIELD_SIZE], *rest = text, *field;

    do {
        if (!fgets(text, sizeof text, file))
            return false;
    } while (text[0] == '#' && strncmp(text, "#text\t", 6) == 0);
    text[strcspn(text, "\n")] = '\0';
    memset(ret, 0, sizeof *ret);
    for (int i = 0; i < COLUMNS && (field = strsep(&rest, "\t")) != NULL; i++)
        snprintf(ret->field[i], FIELD_SIZE, "%s", field);
    return true;
}

static void judge(const struct line *line, struct score *score)
{
    char text[FIELD_SIZE], intents[64] = "", arguments[REQUEST_TEXT_SIZE];
    struct request_input input = {.text = text, .sender = line->field[SENDER]};
    struct request request;

    snprintf(text, sizeof text, "%s", line->field[TEXT]);
    unescape(text);
    request_parse(f->vocabulary, &input, &request);
    for (int i = 0; i < request.intents; i++)
        snprintf(intents + strlen(intents), sizeof intents - strlen(intents), "%s%s", i ? "+" : "",
                 intent_names[request.intent[i]]);
    request_arguments(&request, arguments, sizeof arguments);

    score->lines++;
    score->harm += is_to_be_left_alone(line->field[INTENT]) && would_act(&request);
    if (!any_fits(set_fits, "", line->field[INTENT], intents))
        return;
    score->intent++;
    score->strict +=
        any_fits(arguments_fit, line->field[INTENT], line->field[ARGUMENTS], arguments);
}

static struct score read_corpus(const char *path)
{
    struct score score = {0};
    struct line line;
    FILE *file = fopen(source_path(path), "r");

    assert_non_null(file);
    while (read_line(file, &line))
        judge(&line, &score);
    fclose(file);
    return score;
}

static void each_corpus_is_read_as_well_as_when_it_was_new(void **state)
{
    f = *state;

    for (size_t i = 0; i < sizeof corpora / sizeof corpora[0]; i++) {
        struct score score = read_corpus(corpora[i].path);

        print_message("             %s: %d lines, intent %d, strict %d, harm %d\n", corpora[i].path,
                      score.lines, score.intent, score.strict, score.harm);
        assert_true(score.lines >= 100);
        assert_true(score.intent * 100 >= score.lines * corpora[i].least_intent_percent);
        assert_true(score.strict * 100 >= score.lines * corpora[i].least_strict_percent);
    }
}

static void nothing_happens_where_nothing_may(void **state)
{
    f = *state;

    for (size_t i = 0; i < sizeof corpora / sizeof corpora[0]; i++)
        assert_int_equal(read_corpus(corpora[i].path).harm, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_corpus_is_read_as_well_as_when_it_was_new),
        cmocka_unit_test(nothing_happens_where_nothing_may),
    };

    return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
