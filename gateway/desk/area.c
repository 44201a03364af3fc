#include "gateway/desk/area.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parser/tokens.h"

#define NAME_WORDS_MAX 4
#define CANDIDATES_MAX 16
#define NONE           (-1)
#define SEVERAL        (-2)

static const struct {
    const char *word;
    int depth;
} level_words[] = {
    {"kab", 0},  {"kabupaten", 0}, {"kota", 0}, {"kec", 1},       {"kecamatan", 1},
    {"desa", 2}, {"ds", 2},        {"kel", 2},  {"kelurahan", 2}, {"lurah", 2},
};

/* An area that a name may mean. */
struct candidate {
    struct area area;
    int mention; /* the how many-th name of the text */
};

struct scan {
    struct db *db;
    const struct tokens *tokens;
    int mentions, count;
    struct candidate candidate[CANDIDATES_MAX];
    int number[2]; /* of the RT and the RW: NONE, SEVERAL */
    int depth;     /* that the name looked at must have; NONE: any */
};

static void title_of(const struct area *area, char *ret, size_t size)
{
    const char *level = area_level_names[area->level];

    if (area->level == AREA_RW || area->level == AREA_RT)
        snprintf(ret, size, "R%c %s", toupper(level[1]), area->name);
    else
        snprintf(ret, size, "%c%s %s", toupper(level[0]), level + 1, area->name);
}

int area_title(struct db *db, const struct area *area, int64_t within, char ret[AREA_TITLE_SIZE])
{
    struct area above = *area;
    int rc = 1;

    title_of(area, ret, AREA_TITLE_SIZE);
    while (rc > 0 && area_depth(above.level) > area_depth(AREA_DESA) && above.parent_id != within) {
        char title[AREA_NAME_SIZE + 16];

        rc = area_get(db, above.parent_id, &above);
        title_of(&above, title, sizeof title);
        snprintf(ret + strlen(ret), AREA_TITLE_SIZE - strlen(ret), " %s", title);
    }
    return rc < 0 ? rc : 0;
}

static int add_candidate(const void *row, void *context)
{
    const struct area *area = row;
    struct scan *scan = context;
    struct candidate *candidate = &scan->candidate[scan->count];

    if (scan->count == CANDIDATES_MAX || area_depth(area->level) > area_depth(AREA_DESA) ||
        (scan->depth != NONE && area_depth(area->level) != scan->depth))
        return 0;
    *candidate = (struct candidate){*area, scan->mentions};
    scan->count++;
    return 0;
}

/* The longest name that begins at a word. Returns of how many words it is, 0 or an errno. */
static int take_name(struct scan *scan, int first)
{
    for (int words = NAME_WORDS_MAX; words > 0; words--) {
        char name[NAME_WORDS_MAX * TOKEN_SIZE] = "";
        int rc, before = scan->count;

        if (first + words > scan->tokens->count)
            continue;
        for (int i = 0; i < words; i++)
            strcat(strcat(name, i ? " " : ""), scan->tokens->token[first + i].text);
        rc = area_named(scan->db, name, add_candidate, scan);
        if (rc < 0)
            return rc;
        if (scan->count > before) {
            scan->mentions++;
            return words;
        }
    }
    return 0;
}

/* "RT 03", "rt3". Returns how many words it is. */
static int take_number(struct scan *scan, int place)
{
    const struct token *token = &scan->tokens->token[place];
    const char *digits = token->text + 2;
    int words = 1, *number;

    if (strncmp(token->text, "rt", 2) != 0 && strncmp(token->text, "rw", 2) != 0)
        return 0;
    if (*digits == '\0' && place + 1 < scan->tokens->count) {
        digits = scan->tokens->token[place + 1].text;
        words = 2;
    }
    if (*digits == '\0' || digits[strspn(digits, "0123456789")] || strlen(digits) > 4)
        return 0;
    number = &scan->number[token->text[1] == 'w'];
    *number = *number == NONE || *number == atoi(digits) ? atoi(digits) : SEVERAL;
    return words;
}

/* "Desa Kaofe". Returns how many words it is, 0 or an errno. */
static int take_level(struct scan *scan, int place)
{
    int words = 0;

    for (size_t i = 0; i < sizeof level_words / sizeof level_words[0]; i++)
        if (strcmp(scan->tokens->token[place].text, level_words[i].word) == 0)
            scan->depth = level_words[i].depth;
    if (scan->depth != NONE && place + 1 < scan->tokens->count)
        words = take_name(scan, place + 1);
    scan->depth = NONE;
    return words > 0 ? words + 1 : words;
}

/* What the words from place on say of an area. Returns how many words that is, 0 or an errno. */
static int take(struct scan *scan, int place, bool named)
{
    int words = take_number(scan, place);

    if (words == 0)
        words = take_level(scan, place);
    return words == 0 && named ? take_name(scan, place) : words;
}

/* How many names of the text lie on the way up from a candidate: "kaofe, kadatua" are two. Returns
 * that or an errno. */
static int count_on_path(const struct scan *scan, const struct candidate *candidate)
{
    unsigned mentions = 0;

    for (int i = 0; i < scan->count; i++) {
        int rc = area_is_in(scan->db, candidate->area.id, scan->candidate[i].area.id);

        if (rc < 0)
            return rc;
        if (rc > 0)
            mentions |= 1u << scan->candidate[i].mention;
    }
    return __builtin_popcount(mentions);
}

/* Go up from *area until other lies in it, too. Returns 1, 0 if nothing has both, or an errno. */
static int join(struct db *db, struct area *area, const struct area *other)
{
    int rc;

    while ((rc = area_is_in(db, other->id, area->id)) == 0 && area->parent_id)
        if ((rc = area_get(db, area->parent_id, area)) < 0)
            return rc;
    return rc;
}

/* The area that the names mean. Returns 1; 0 if there is none; -EMLINK, with the one that has them
 * all in *ret (id 0 for none), if they may mean several; or an errno. */
static int choose(const struct scan *scan, struct area *ret)
{
    int most = 0, count = 0, rc = 0;

    for (int i = 0; i < scan->count && rc >= 0; i++) {
        rc = count_on_path(scan, &scan->candidate[i]);
        if (rc < most)
            continue;
        count = rc > most ? 1 : count + 1;
        most = rc;
        if (count == 1)
            *ret = scan->candidate[i].area;
        else if (join(scan->db, ret, &scan->candidate[i].area) == 0)
            ret->id = 0;
    }
    return rc < 0 ? rc : count > 1 ? -EMLINK : count;
}

struct only {
    struct area *area;
    int count;
};

static int keep_only(const void *row, void *context)
{
    struct only *only = context;

    if (only->count++ == 0)
        *only->area = *(const struct area *)row;
    return 0;
}

/* From an area to the RW and RT within it that were named. Returns 1; 0 if there is not exactly one
 * such, with what there is in *area; or an errno. */
static int go_down(const struct scan *scan, struct area *area)
{
    static const enum area_level levels[] = {AREA_RT, AREA_RW};

    for (int i = 1; i >= 0; i--) {
        struct area found;
        struct only only = {&found, 0};
        char word[16];
        int rc;

        if (scan->number[i] == NONE)
            continue;
        snprintf(word, sizeof word, "%d", scan->number[i]);
        rc = area_within(scan->db, area->id, levels[i], word, keep_only, &only);
        if (rc != 1)
            return rc < 0 ? rc : 0;
        *area = found;
    }
    return 1;
}

static void begin(struct scan *scan, struct db *db, const struct tokens *tokens)
{
    *scan = (struct scan){.db = db, .tokens = tokens, .number = {NONE, NONE}, .depth = NONE};
}

int area_find_in_text(struct db *db, const char *text, struct area *ret)
{
    struct tokens tokens;
    struct scan scan;
    struct area area = {.id = 0};
    int rc = 0;

    tokens_read(text, &tokens);
    begin(&scan, db, &tokens);
    for (int place = 0; place < tokens.count && rc >= 0; place += rc > 0 ? rc : 1)
        rc = take(&scan, place, true);
    if (rc >= 0)
        rc = choose(&scan, &area);
    if (rc == -EMLINK)
        rc = area.id > 0;
    if (rc > 0)
        rc = go_down(&scan, &area);
    if (rc < 0 || area.id == 0)
        return rc < 0 ? rc : 0;
    *ret = area;
    return 1;
}

/* A code stands alone. Returns 1, 0 or an errno. */
static int read_code(struct db *db, const char *text, struct area *ret, const char **rest)
{
    char code[AREA_CODE_SIZE];
    size_t length = strcspn(text, " ");
    int rc;

    if (length >= sizeof code)
        return 0;
    for (size_t i = 0; i <= length; i++)
        code[i] = i < length ? (char)toupper((unsigned char)text[i]) : '\0';
    rc = area_find(db, code, ret);
    if (rc > 0)
        *rest = text + length + strspn(text + length, " ");
    return rc;
}

int area_read(struct db *db, const char *text, int64_t home, struct area *ret, const char **rest)
{
    struct tokens tokens;
    struct scan scan;
    struct area area;
    int place = 0, rc = read_code(db, text, ret, rest);

    if (rc != 0)
        return rc;
    tokens_read(text, &tokens);
    begin(&scan, db, &tokens);
    for (rc = 1; place < tokens.count && rc > 0; place += rc)
        if ((rc = take(&scan, place, scan.count == 0)) < 0)
            return rc;
    if (place == 0)
        return 0;
    rc = scan.count > 0 ? choose(&scan, &area) : home ? area_get(db, home, &area) : 0;
    if (rc > 0)
        rc = go_down(&scan, &area);
    if (rc <= 0)
        return rc;
    *rest = place < tokens.count ? text + tokens.token[place].start : "";
    *ret = area;
    return 1;
}
