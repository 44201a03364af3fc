/* Affix: the forms that a word may have had before people added to it: syaratnya, syaratx, syarat2,
 * s4yarat, ngurus. */
#pragma once

#include "parser/tokens.h"

#define AFFIX_FORMS_MAX 24

struct affix_forms {
    int count;
    char form[AFFIX_FORMS_MAX][TOKEN_SIZE];
};

/* List what token may be a form of, the likeliest first, without the token itself: letters repeated
 * less, endings of Indonesian, SMS and Buton Malay taken off, a figure that doubles the word,
 * digits for letters, "di" and "ng" in front. */
void affix_forms(const char *token, struct affix_forms *ret);
