#include "parser/affix.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define REST_MIN 2 /* what is left of a word after an ending */

static void offer(struct affix_forms *forms, const char *form)
{
    if (forms->count == AFFIX_FORMS_MAX || strlen(form) < REST_MIN)
        return;
    for (int i = 0; i < forms->count; i++)
        if (strcmp(forms->form[i], form) == 0)
            return;
    strcpy(forms->form[forms->count++], form);
}

/* "syaraaat" with most 1: "syarat". */
static void squeeze(const char *word, char ret[TOKEN_SIZE])
{
    size_t length = 0;

    for (; *word; word++)
        if (length == 0 || ret[length - 1] != *word)
            ret[length++] = *word;
    ret[length] = '\0';
}

/* "b3rapa", "s4ya": digits inside a word stand for the letters they look like. */
static bool read_digits(const char *word, char ret[TOKEN_SIZE])
{
    static const char letters[] = "oizeasgtbg";
    int digits = 0, others = 0;
    size_t i;

    for (i = 0; word[i]; i++) {
        bool digit = isdigit((unsigned char)word[i]);

        ret[i] = digit ? letters[word[i] - '0'] : word[i];
        digits += digit;
        others += !digit;
    }
    ret[i] = '\0';
    return digits > 0 && others >= 2 && others >= digits;
}

/* Short words that only lack a letter are better left alone. */
static size_t rest_min(const char *ending)
{
    return ending[1] == '\0' && isalpha((unsigned char)*ending) && *ending != 'x' ? 4 : REST_MIN;
}

static void offer_without_endings(struct affix_forms *forms, const char *word)
{
    static const char *const endings[] = {"nyaa", "nya", "nye", "nyo", "ny", "ya",   "x",  "xx",
                                          "kah",  "lah", "mi",  "ji",  "mo", "mako", "ka", "ku",
                                          "mu",   "in",  "i",   "n",   "an", "kan",  "2"};
    size_t length = strlen(word);
    char rest[TOKEN_SIZE];

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t ending = strlen(endings[i]);

        if (length < ending + rest_min(endings[i]) ||
            strcmp(word + length - ending, endings[i]) != 0)
            continue;
        memcpy(rest, word, length - ending);
        rest[length - ending] = '\0';
        offer(forms, rest);
    }
}

/* "apa2", "syarat2nya": what follows the 2 was added to the doubled word. */
static void offer_undoubled(struct affix_forms *forms, const char *word)
{
    const char *two = strchr(word + 1, '2');
    char rest[TOKEN_SIZE];

    if (!two || isdigit((unsigned char)two[1]) || isdigit((unsigned char)two[-1]))
        return;
    memcpy(rest, word, (size_t)(two - word));
    rest[two - word] = '\0';
    offer(forms, rest);
}

static void offer_without_beginning(struct affix_forms *forms, const char *word)
{
    static const char *const beginnings[] = {"di", "ke",  "se",  "nge", "ng", "ny",
                                             "me", "ber", "ter", "m",   "n"};
    char rest[TOKEN_SIZE];

    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
        size_t size = strlen(beginnings[i]);

        if (strncmp(word, beginnings[i], size) != 0 || strlen(word) < size + 3)
            continue;
        offer(forms, word + size);
        /* "nyari" is "cari", "nulis" is "tulis", "mukul" is "pukul". */
        if (strcmp(beginnings[i], "ny") == 0) {
            rest[0] = 'c';
            strcpy(rest + 1, word + 2);
            offer(forms, rest);
        }
    }
}

/* Belitung says ape, berape, care for apa, berapa, cara. */
static void offer_final_a(struct affix_forms *forms, const char *word)
{
    char changed[TOKEN_SIZE];
    size_t length = strlen(word);

    if (length < 3 || (word[length - 1] != 'e' && word[length - 1] != 'o'))
        return;
    strcpy(changed, word);
    changed[length - 1] = 'a';
    offer(forms, changed);
}

void affix_forms(const char *token, struct affix_forms *ret)
{
    char squeezed[TOKEN_SIZE], spelt[TOKEN_SIZE];

    ret->count = 0;
    if (strlen(token) < 3)
        return;
    offer_undoubled(ret, token);
    if (read_digits(token, spelt))
        offer(ret, spelt);
    else
        strcpy(spelt, token);
    squeeze(spelt, squeezed);
    if (strcmp(squeezed, token) != 0)
        offer(ret, squeezed);
    offer_without_endings(ret, squeezed);
    offer_final_a(ret, squeezed);
    offer_without_beginning(ret, squeezed);
}
