#include "parser/reading.h"

#include <stdio.h>
#include <string.h>

#include "parser/affix.h"
#include "parser/collapses.h"

#define SLIPS_MAX       40 /* unknown words of one text that are compared with all others */
#define SPLIT_THREE_MIN 10
#define DERIVED_MIN     8 /* letters of a word that has a prefix or an ending */
#define LONG_WORD       5
#define SPLIT_MIN       5 /* letters of a word that may be two */

static int find_affixed(const struct words *words, const char *token)
{
    struct affix_forms forms, inner;
    int word = WORD_NONE;

    affix_forms(token, &forms);
    for (int i = 0; i < forms.count && word == WORD_NONE; i++)
        word = words_find(words, forms.form[i]);
    /* Two endings: "syaratnyami". One more step is enough for what people write. */
    for (int i = 0; i < forms.count && i < 6 && word == WORD_NONE; i++) {
        affix_forms(forms.form[i], &inner);
        for (int j = 0; j < inner.count && j < 8 && word == WORD_NONE; j++)
            if (strlen(inner.form[j]) > 3)
                word = words_find(words, inner.form[j]);
    }
    return word;
}

/* A word of daily life whose stem matters is read as that one: "bangunan" in "izin bangunan". */
static int prefer_stem(const struct words *words, const char *token, int word, enum how *how)
{
    char stem[TOKEN_SIZE];
    int stemmed;

    if (words_roles(words, word) != 0)
        return word;
    stemmed = words_stem(words, token, stem) ? words_find(words, stem) : WORD_NONE;
    if (stemmed == WORD_NONE && strlen(token) >= DERIVED_MIN)
        stemmed = find_affixed(words, token);
    if (!(words_roles(words, stemmed) & ROLE_MATTERS))
        return word;
    *how = HOW_STEM;
    return stemmed;
}

static int find_stem(const struct words *words, const char *token)
{
    char stem[TOKEN_SIZE];

    return words_stem(words, token, stem) ? words_find(words, stem) : WORD_NONE;
}

static int find_plain(const struct words *words, const char *token, enum how *how)
{
    int word = words_find(words, token);

    *how = HOW_EXACT;
    if (word != WORD_NONE)
        return prefer_stem(words, token, word, how);
    *how = HOW_VARIANT;
    word = find_affixed(words, token);
    if (word == WORD_NONE) {
        *how = HOW_STEM;
        word = find_stem(words, token);
    }
    return word;
}

int reading_word(const struct words *words, const char *token, enum how *how)
{
    int word = find_plain(words, token, how);

    if (word == WORD_NONE) {
        *how = HOW_VOWELS;
        word = words_find_by_vowels(words, token);
    }
    if (word == WORD_NONE) {
        *how = HOW_SLIP;
        word = words_find_by_slip(words, token, ROLE_MATTERS);
    }
    return word;
}

static void set_word(const struct words *words, struct item *item, int word, enum how how)
{
    item->word = word;
    item->how = how;
    item->roles = words_roles(words, word);
}

/* A word as it is written, or with an ending: "biayanya" in "berapabiayanya". */
static int find_second(const struct words *words, const char *text)
{
    static const char *const endings[] = {"nya", "x", "kah"};
    size_t length = strlen(text);
    int word = words_find(words, text);
    char rest[TOKEN_SIZE];

    for (int i = 0; i < 3 && word == WORD_NONE && length > 5; i++) {
        size_t ending = strlen(endings[i]);

        if (strcmp(text + length - ending, endings[i]) != 0)
            continue;
        memcpy(rest, text, length - ending);
        rest[length - ending] = '\0';
        word = words_find(words, rest);
    }
    return word;
}

/* Cut an item in two at a letter. */
static void cut(const struct words *words, struct item *first, struct item *second, int at,
                int left, enum how how)
{
    *second = *first;
    second->parted = second->joined = second->hyphened = false;
    strcpy(second->text, first->text + at);
    first->text[at] = '\0';
    first->end = second->start = (unsigned short)(first->start + at);
    set_word(words, first, left, how);
    set_word(words, second, find_second(words, second->text), HOW_VARIANT);
}

/* Whether a word may be the second of two without a space: one that matters, or any that is long,
 * behind a long one. */
static bool is_second(const struct words *words, int right, const char *text, int at, bool slips)
{
    if (words_roles(words, right) & (slips ? ROLE_SERVICE : ROLE_MATTERS))
        return !slips || strlen(text + at) > 2;
    return !slips && right != WORD_NONE && at >= LONG_WORD && strlen(text + at) >= LONG_WORD - 1;
}

static const char *first_letters(const char *text, int count, char ret[TOKEN_SIZE])
{
    memcpy(ret, text, (size_t)count);
    ret[count] = '\0';
    return ret;
}

/* The word that the first letters are. */
static int find_first(const struct words *words, const char *text, int count)
{
    char first[TOKEN_SIZE];

    return words_find(words, first_letters(text, count, first));
}

/* "syaratpbb", "syaartkartu": two words whose space was lost. The second is spelt right; the first
 * may have a slip if the second belongs to a service. */
static bool split(const struct words *words, struct item *first, struct item *second, bool slips)
{
    char left[TOKEN_SIZE];
    int length = (int)strlen(first->text);

    for (int at = length - 2; at >= 2; at--) {
        int right = find_second(words, first->text + at), word;
        enum how how = HOW_VARIANT;

        if (!is_second(words, right, first->text, at, slips))
            continue;
        first_letters(first->text, at, left);
        word = slips && at >= 4 ? reading_word(words, left, &how) : words_find(words, left);
        if (!(words_roles(words, word) & ROLE_MATTERS))
            continue;
        cut(words, first, second, at, word, how);
        return true;
    }
    return false;
}

/* "ktpyang", "dansku": a word that matters and any other that is known. */
static bool split_loosely(const struct words *words, struct item *first, struct item *second)
{
    int length = (int)strlen(first->text);

    for (int at = 2; at <= length - 3; at++) {
        int word = find_first(words, first->text, at);
        int right = find_second(words, first->text + at);

        if (word == WORD_NONE || right == WORD_NONE ||
            !((words_roles(words, word) & ROLE_MATTERS && at > 2) ||
              (words_roles(words, right) & ROLE_SERVICE)))
            continue;
        cut(words, first, second, at, word, HOW_VARIANT);
        return true;
    }
    return false;
}

/* "syaratktphilang": the first word is spelt right, and the rest are two. */
static bool split_in_three(const struct words *words, struct item *item)
{
    int length = (int)strlen(item[0].text);

    for (int at = 4; at <= length - 4; at++) {
        struct item rest = item[0], last;
        int word = find_first(words, item[0].text, at);

        if (!(words_roles(words, word) & ROLE_MATTERS))
            continue;
        strcpy(rest.text, item[0].text + at);
        rest.start = (unsigned short)(rest.start + at);
        if (!split(words, &rest, &last, false))
            continue;
        cut(words, &item[0], &item[1], at, word, HOW_VARIANT);
        item[1] = rest;
        item[2] = last;
        return true;
    }
    return false;
}

/* "cek12", "no45": a number is written to a word that matters. */
static bool split_number(const struct words *words, struct item *first, struct item *second)
{
    size_t letters = strspn(first->text, "abcdefghijklmnopqrstuvwxyz");
    int word;

    if (letters < 2 || !first->text[letters] ||
        first->text[letters + strspn(first->text + letters, "0123456789")])
        return false;
    word = find_first(words, first->text, (int)letters);
    if (!(words_roles(words, word) & (ROLE_MATTERS | ROLE_NUMERO | ROLE_TICKET)))
        return false;
    cut(words, first, second, (int)letters, word, HOW_VARIANT);
    second->number = true;
    return true;
}

/* "30rb", "2jt": an amount of money, whose figure is no ticket. */
static bool split_amount(const struct words *words, struct item *first, struct item *second)
{
    int digits = (int)strspn(first->text, "0123456789");
    int word = digits > 0 ? words_find(words, first->text + digits) : WORD_NONE;

    if (word == WORD_NONE || (strcmp(words_text(words, word), "ribu") != 0 &&
                              strcmp(words_text(words, word), "juta") != 0))
        return false;
    cut(words, first, second, digits, WORD_NONE, HOW_EXACT);
    first->roles = ROLE_FILLER;
    return true;
}

/* Returns how many words an unknown one was cut into, 0 if into none. */
static int split_any(const struct words *words, struct item *item, int room)
{
    size_t length = strlen(item->text);

    if (length < SPLIT_MIN || room < 3)
        return 0;
    if (split(words, item, item + 1, false) || split(words, item, item + 1, true))
        return 2;
    return length >= SPLIT_THREE_MIN && split_in_three(words, item) ? 3 : 0;
}

/* "rumahmu": said to a friend, not to an office. */
static bool is_spoken_to(const char *text)
{
    size_t length = strlen(text);

    return length > 4 && strcmp(text + length - 2, "mu") == 0;
}

static void read_token(const struct words *words, const struct token *token, int *slips,
                       struct reading *ret)
{
    struct item *item = &ret->item[ret->count++];
    enum how how = HOW_EXACT;
    int word = WORD_NONE, pieces;

    memset(item, 0, sizeof *item);
    strcpy(item->text, token->text);
    item->start = token->start;
    item->end = token->end;
    item->number = token->number;
    item->parted = token->parted;
    item->joined = token->joined;
    item->hyphened = token->hyphened;
    if (!token->number && !token->letters && ret->count < TOKENS_MAX &&
        words_find(words, token->text) == WORD_NONE &&
        (split_number(words, item, item + 1) || split_amount(words, item, item + 1))) {
        ret->count++;
        return;
    }
    if (!token->number)
        word = find_plain(words, token->text, &how);
    set_word(words, item, word, how);
    if (how == HOW_VARIANT && is_spoken_to(token->text))
        item->roles |= ROLE_PERSONAL;
    if (word != WORD_NONE || !token->letters)
        return;
    pieces = split_any(words, item, TOKENS_MAX - ret->count + 1);
    if (pieces > 0) {
        ret->count += pieces - 1;
        return;
    }
    if ((*slips)++ < SLIPS_MAX) {
        word = reading_word(words, token->text, &how);
        set_word(words, item, word, how);
    }
    if (item->word == WORD_NONE && ret->count < TOKENS_MAX && split_loosely(words, item, item + 1))
        ret->count++;
}

/* Let the longest runs of words that are written for one become that one. */
static void collapse(const struct vocabulary *vocabulary, struct reading *reading)
{
    const struct words *words = vocabulary_words(vocabulary);
    int word[TOKENS_MAX], kept = 0, used, meaning;

    for (int i = 0; i < reading->count; i++)
        word[i] = reading->item[i].word;
    for (int i = 0; i < reading->count; i += used) {
        struct item *item = &reading->item[kept++];

        used = collapses_find(vocabulary_collapses(vocabulary), word + i, reading->count - i,
                              &meaning);
        *item = reading->item[i];
        for (int j = 1; j < used; j++) {
            const struct item *next = &reading->item[i + j];
            item->end = next->end;
            item->how = next->how > item->how ? next->how : item->how;
        }
        if (used > 0)
            set_word(words, item, meaning, item->how);
        else
            used = 1;
    }
    reading->count = kept;
}

#define SPACED_MIN 4

/* "S Y A R A T": letters with spaces between them are one word. */
static void join_spaced(struct tokens *tokens)
{
    int kept = 0, run;

    for (int i = 0; i < tokens->count; i += run) {
        struct token *token = &tokens->token[kept++];

        *token = tokens->token[i];
        for (run = 0; i + run < tokens->count && run < TOKEN_SIZE - 1; run++)
            if (!tokens->token[i + run].letters || tokens->token[i + run].text[1])
                break;
        if (run < SPACED_MIN) {
            run = 1;
            continue;
        }
        for (int j = 1; j < run; j++) {
            token->text[j] = tokens->token[i + j].text[0];
            token->end = tokens->token[i + j].end;
        }
        token->text[run] = '\0';
    }
    tokens->count = kept;
}

/* "per syaratan", "ak 1": two pieces, not both of which are words, that make a word that matters.
 */
static void join_pieces(const struct words *words, struct tokens *tokens)
{
    int kept = 0;

    for (int i = 0; i < tokens->count; i++) {
        struct token *token = &tokens->token[kept++];
        const struct token *next = &tokens->token[i + 1];
        char joined[2 * TOKEN_SIZE];

        *token = tokens->token[i];
        if (i + 1 == tokens->count || !token->letters || next->parted ||
            (!next->letters && next->text[1] != '\0'))
            continue;
        snprintf(joined, sizeof joined, "%s%s", token->text, next->text);
        if (strlen(joined) < SPACED_MIN - 1 || strlen(joined) >= TOKEN_SIZE ||
            !(words_roles(words, words_find(words, joined)) & ROLE_MATTERS) ||
            (next->letters && words_find(words, token->text) != WORD_NONE &&
             words_find(words, next->text) != WORD_NONE))
            continue;
        strcpy(token->text, joined);
        token->end = next->end;
        i++;
    }
    tokens->count = kept;
}

void reading_read(const struct vocabulary *vocabulary, const char *text, struct reading *ret)
{
    struct tokens tokens;
    int slips = 0;

    tokens_read(text, &tokens);
    join_spaced(&tokens);
    join_pieces(vocabulary_words(vocabulary), &tokens);
    ret->count = 0;
    ret->question = tokens.question;
    ret->link = tokens.link;
    ret->code = tokens.code;
    for (int i = 0; i < tokens.count && ret->count < TOKENS_MAX; i++)
        read_token(vocabulary_words(vocabulary), &tokens.token[i], &slips, ret);
    collapse(vocabulary, ret);
}
