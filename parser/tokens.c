#include "parser/tokens.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "parser/fold.h"

#define TEXT_MAX 65535

static void finish(struct tokens *tokens, size_t end)
{
    struct token *token = &tokens->token[tokens->count];

    token->end = (unsigned short)end;
    token->number = token->text[strspn(token->text, "0123456789")] == '\0';
    token->letters = token->text[strspn(token->text, "abcdefghijklmnopqrstuvwxyz")] == '\0';
    tokens->count++;
}

/* What stands between two words belongs to the second. */
static void note_sign(struct token *next, char sign, bool first)
{
    next->hyphened = sign == '-' && first;
    if (strchr(",.;:!?()\n", sign) && sign)
        next->parted = true;
    if (strchr("&+/,", sign) && sign)
        next->joined = true;
}

static bool has_link(const char *text)
{
    static const char *const marks[] = {"http", "www.", ".com", ".id/", ".me/",
                                        ".ly/", ".net", ".xyz", ".site"};

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strcasestr(text, marks[i]))
            return true;
    return false;
}

/* "*123*5#" and "ketik *888#". */
static bool has_dial_code(const char *text)
{
    for (const char *star = text; (star = strchr(star, '*')) != NULL; star++) {
        size_t digits = strspn(star + 1, "0123456789*");

        if (digits >= 2 && star[1 + digits] == '#')
            return true;
    }
    return false;
}

static size_t append(struct token *token, size_t length, const char *folded)
{
    size_t count = strlen(folded);

    if (length + count >= TOKEN_SIZE)
        return length;
    memcpy(token->text + length, folded, count + 1);
    return length + count;
}

void tokens_read(const char *text, struct tokens *ret)
{
    size_t size = strnlen(text, TEXT_MAX), length = 0, used;
    char folded[FOLD_CHARACTER_SIZE];
    bool sign, first = true;

    memset(ret, 0, sizeof *ret);
    for (size_t i = 0; i < size && ret->count < TOKENS_MAX; i += used) {
        used = fold_character(text + i, size - i, folded, &sign);
        if (sign && length > 0) {
            finish(ret, i);
            length = 0;
            first = true;
        }
        if (ret->count == TOKENS_MAX)
            break;
        if (sign) {
            note_sign(&ret->token[ret->count], text[i], first);
            first = false;
        } else if (*folded) {
            if (length == 0)
                ret->token[ret->count].start = (unsigned short)i;
            length = append(&ret->token[ret->count], length, folded);
        }
    }
    if (length > 0)
        finish(ret, size);
    ret->question = strchr(text, '?') != NULL;
    ret->link = has_link(text);
    ret->code = has_dial_code(text);
}
