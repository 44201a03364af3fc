/* Fuzz: folding and tokens keep within their bounds, and folding twice is folding once. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parser/affix.h"
#include "parser/fold.h"
#include "parser/tokens.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_tokens(const char *text)
{
    static struct tokens tokens;
    struct affix_forms forms;
    size_t last = 0;

    tokens_read(text, &tokens);
    assert(tokens.count >= 0 && tokens.count <= TOKENS_MAX);
    for (int i = 0; i < tokens.count; i++) {
        const struct token *token = &tokens.token[i];
        assert(token->text[0] && strlen(token->text) < TOKEN_SIZE);
        assert(token->start >= last && token->end > token->start && token->end <= strlen(text));
        last = token->end;
        affix_forms(token->text, &forms);
        for (int j = 0; j < forms.count; j++)
            assert(strlen(forms.form[j]) < TOKEN_SIZE);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1), *once = malloc(8 * size + 64), *twice = malloc(8 * size + 64);
    char small[7];

    memcpy(text, data, size);
    text[size] = '\0';
    size_t length = fold(text, once, 8 * size + 64);
    assert(strlen(once) == length);
    assert(fold(once, twice, 8 * size + 64) == length && strcmp(once, twice) == 0);
    assert(fold(text, small, sizeof small) < sizeof small);
    check_tokens(text);
    free(text);
    free(once);
    free(twice);
    return 0;
}
