#include "parser/words.h"

#include <errno.h>
#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "parser/distance.h"

const char *const how_names[] = {
    [HOW_EXACT] = "exact",   [HOW_VARIANT] = "variant", [HOW_STEM] = "stem",
    [HOW_VOWELS] = "vowels", [HOW_SLIP] = "slip",
};

struct word {
    char text[TOKEN_SIZE];
    unsigned roles;
};

struct form {
    char text[TOKEN_SIZE];
    int word;
    enum bend bend;
    uint32_t letters; /* a bit a letter, to rule out most words before counting */
    uint32_t skeleton;
    int next_skeleton; /* chain of forms with the same consonants, -1 ends it */
    int length;
};

/* What is looked at of every bendable form before any counting, close together in memory. */
struct outline {
    uint32_t letters;
    int length, form;
};

/* slots and skeletons are hash tables of form numbers, -1 where empty; their size is a power of
 * two, at least twice count. */
struct words {
    struct word *words;
    struct form *forms;
    int *slots, *skeletons;
    struct outline *outlines; /* of the forms with BEND_FULL */
    int outline_count, outline_room;
    int word_count, word_room, form_count, form_room, size;
    struct sb_stemmer *stemmer;
};

int words_open(struct words **ret)
{
    struct words *words = calloc(1, sizeof *words);

    if (!words)
        return -ENOMEM;
    words->stemmer = sb_stemmer_new("indonesian", NULL);
    if (!words->stemmer) {
        free(words);
        return -ENOMEM;
    }
    *ret = words;
    return 0;
}

void words_close(struct words *words)
{
    if (!words)
        return;
    sb_stemmer_delete(words->stemmer);
    free(words->words);
    free(words->forms);
    free(words->outlines);
    free(words->slots);
    free(words->skeletons);
    free(words);
}

static uint32_t hash_of(const char *text, const char *without)
{
    uint32_t hash = 2166136261u;

    for (; *text; text++)
        if (!strchr(without, *text))
            hash = (hash ^ (unsigned char)*text) * 16777619u;
    return hash;
}

#define VOWELS "aiueo"

static uint32_t letters_of(const char *text)
{
    uint32_t letters = 0;

    for (; *text; text++)
        letters |= 1u << (*text >= 'a' && *text <= 'z' ? *text - 'a' : 26 + (*text & 3));
    return letters;
}

static int *slot_of(const struct words *words, const char *form)
{
    uint32_t mask = (uint32_t)words->size - 1, i = hash_of(form, "") & mask;

    while (words->slots[i] >= 0 && strcmp(words->forms[words->slots[i]].text, form) != 0)
        i = (i + 1) & mask;
    return &words->slots[i];
}

static void index_form(struct words *words, int number)
{
    struct form *form = &words->forms[number];
    int *chain = &words->skeletons[form->skeleton & ((uint32_t)words->size - 1)];

    *slot_of(words, form->text) = number;
    form->next_skeleton = *chain;
    *chain = number;
}

static int grow_index(struct words *words)
{
    int size = words->size ? words->size * 2 : 4096;
    int *slots = malloc((size_t)size * sizeof *slots);
    int *skeletons = malloc((size_t)size * sizeof *skeletons);

    if (!slots || !skeletons) {
        free(slots);
        free(skeletons);
        return -ENOMEM;
    }
    memset(slots, 0xff, (size_t)size * sizeof *slots);
    memset(skeletons, 0xff, (size_t)size * sizeof *skeletons);
    free(words->slots);
    free(words->skeletons);
    words->slots = slots;
    words->skeletons = skeletons;
    words->size = size;
    for (int i = 0; i < words->form_count; i++)
        index_form(words, i);
    return 0;
}

/* Make room for one more in an array that doubles. */
static int reserve(void **array, int count, int *room, size_t size)
{
    int more = *room ? *room * 2 : 1024;
    void *grown;

    if (count < *room)
        return 0;
    grown = realloc(*array, (size_t)more * size);
    if (!grown)
        return -ENOMEM;
    *array = grown;
    *room = more;
    return 0;
}

/* A form becomes more bendable, never less. */
static int set_bend(struct words *words, int number, enum bend bend)
{
    struct form *form = &words->forms[number];

    if (form->bend >= bend)
        return 0;
    if (bend == BEND_FULL) {
        if (reserve((void **)&words->outlines, words->outline_count, &words->outline_room,
                    sizeof *words->outlines) < 0)
            return -ENOMEM;
        words->outlines[words->outline_count++] =
            (struct outline){form->letters, form->length, number};
    }
    form->bend = bend;
    return 0;
}

static int add_form(struct words *words, int word, const char *text, enum bend bend)
{
    struct form *form;

    if (reserve((void **)&words->forms, words->form_count, &words->form_room, sizeof *form) < 0 ||
        (words->form_count * 2 >= words->size && grow_index(words) < 0))
        return -ENOMEM;
    form = &words->forms[words->form_count];
    memset(form, 0, sizeof *form);
    strcpy(form->text, text);
    form->word = word;
    form->letters = letters_of(text);
    form->skeleton = hash_of(text, VOWELS);
    form->length = (int)strlen(text);
    index_form(words, words->form_count++);
    return set_bend(words, words->form_count - 1, bend) < 0 ? -ENOMEM : 1;
}

int words_find(const struct words *words, const char *form)
{
    int number = words->size ? *slot_of(words, form) : -1;

    return number < 0 ? WORD_NONE : words->forms[number].word;
}

bool words_stem(const struct words *words, const char *word, char ret[TOKEN_SIZE])
{
    size_t size = strlen(word);
    const sb_symbol *stem = sb_stemmer_stem(words->stemmer, (const sb_symbol *)word, (int)size);
    size_t length = stem ? (size_t)sb_stemmer_length(words->stemmer) : size;

    if (length >= size || length < 3)
        return false;
    memcpy(ret, stem, length);
    ret[length] = '\0';
    return true;
}

static int new_word(struct words *words, const char *text)
{
    if (reserve((void **)&words->words, words->word_count, &words->word_room,
                sizeof *words->words) < 0)
        return -ENOMEM;
    strcpy(words->words[words->word_count].text, text);
    words->words[words->word_count].roles = 0;
    return words->word_count++;
}

int words_put(struct words *words, const char *form)
{
    char stem[TOKEN_SIZE];
    int word = words_find(words, form), rc;

    if (word != WORD_NONE)
        return word;
    if (!*form || strlen(form) >= TOKEN_SIZE)
        return -EINVAL;
    bool stemmed = words_stem(words, form, stem);

    word = stemmed ? words_find(words, stem) : WORD_NONE;
    if (word == WORD_NONE)
        word = new_word(words, form);
    if (word < 0)
        return word;
    rc = add_form(words, word, form, BEND_NONE);
    if (rc > 0 && stemmed && words_find(words, stem) == WORD_NONE)
        rc = add_form(words, word, stem, BEND_NONE);
    return rc < 0 ? rc : word;
}

int words_put_alone(struct words *words, const char *form)
{
    int word = words_find(words, form), rc;

    if (word != WORD_NONE)
        return word;
    if (!*form || strlen(form) >= TOKEN_SIZE)
        return -EINVAL;
    word = new_word(words, form);
    rc = word < 0 ? word : add_form(words, word, form, BEND_NONE);
    return rc < 0 ? rc : word;
}

int words_put_form(struct words *words, int word, const char *form, enum bend bend)
{
    int number = words->size ? *slot_of(words, form) : -1;

    if (!*form || strlen(form) >= TOKEN_SIZE)
        return -EINVAL;
    if (number < 0)
        return add_form(words, word, form, bend);
    if (set_bend(words, number, bend) < 0)
        return -ENOMEM;
    return words->forms[number].word == word;
}

int words_bend(struct words *words, int word, enum bend bend)
{
    int rc = 0;

    for (int i = 0; rc == 0 && i < words->form_count; i++)
        if (words->forms[i].word == word)
            rc = set_bend(words, i, bend);
    return rc;
}

void words_add_role(struct words *words, int word, unsigned roles)
{
    words->words[word].roles |= roles;
}

unsigned words_roles(const struct words *words, int word)
{
    return word < 0 ? 0 : words->words[word].roles;
}

const char *words_text(const struct words *words, int word)
{
    return word < 0 ? "" : words->words[word].text;
}

int words_count(const struct words *words)
{
    return words->word_count;
}

/* "krtu" in "kartu": the letters of typed in order, and what is left over is vowels. */
static bool is_without_vowels(const char *typed, const char *form)
{
    if (*typed != *form)
        return false;
    for (; *form; form++) {
        if (*typed == *form)
            typed++;
        else if (!strchr(VOWELS, *form))
            return false;
    }
    return *typed == '\0';
}

int words_find_by_vowels(const struct words *words, const char *typed)
{
    uint32_t skeleton = hash_of(typed, VOWELS);
    int found = WORD_NONE, length = (int)strlen(typed);

    if (!words->size || length < 3)
        return WORD_NONE;
    for (int i = words->skeletons[skeleton & ((uint32_t)words->size - 1)]; i >= 0;
         i = words->forms[i].next_skeleton) {
        const struct form *form = &words->forms[i];

        if (form->bend == BEND_NONE || form->skeleton != skeleton || form->length <= length ||
            form->word == found || !is_without_vowels(typed, form->text))
            continue;
        if (found != WORD_NONE)
            return WORD_NONE;
        found = form->word;
    }
    return found;
}

/* What a slip may cost: short words are too close to each other to be bent. */
static int limit_of(int length)
{
    static const int limits[] = {0, 0, 0, 0, 7, 10, 13, 14};

    return length < 8 ? limits[length] : 20;
}

/* How many letters may stand in one of two words only: each slip changes at most two. */
static int difference_of(int limit)
{
    return limit <= 7 ? 2 : 4;
}

#define CLEARLY 4

/* Keep the nearest, each word once. Returns how many there are now. */
static int put_near(struct near *near, int count, int max, const struct near *one)
{
    int at = 0;

    for (int i = 0; i < count; i++) {
        if (near[i].word != one->word)
            continue;
        if (near[i].cost <= one->cost)
            return count;
        memmove(&near[i], &near[i + 1], (size_t)(--count - i) * sizeof *near);
    }
    while (at < count && near[at].cost <= one->cost)
        at++;
    if (at == max)
        return count;
    count += count < max;
    memmove(&near[at + 1], &near[at], (size_t)(count - at - 1) * sizeof *near);
    near[at] = *one;
    return count;
}

int words_near(const struct words *words, const char *typed, unsigned roles, struct near *ret,
               int max)
{
    uint32_t letters = letters_of(typed);
    int length = (int)strlen(typed), count = 0;

    for (int i = 0; i < words->outline_count; i++) {
        const struct outline *outline = &words->outlines[i];
        struct near one;
        int limit;

        if (abs(outline->length - length) > 2)
            continue;
        limit = limit_of(outline->length < length ? outline->length : length);
        if (limit == 0 || __builtin_popcount(outline->letters ^ letters) > difference_of(limit))
            continue;
        one.form = words->forms[outline->form].text;
        one.word = words->forms[outline->form].word;
        if (!(words->words[one.word].roles & roles))
            continue;
        one.cost = distance(typed, one.form, limit);
        if (one.cost <= limit)
            count = put_near(ret, count, max, &one);
    }
    return count;
}

int words_find_by_slip(const struct words *words, const char *typed, unsigned roles)
{
    struct near near[2];
    int count = words_near(words, typed, roles, near, 2);

    if (count == 0 || (count == 2 && near[1].cost - near[0].cost < CLEARLY))
        return WORD_NONE;
    return near[0].word;
}
