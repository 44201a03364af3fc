/* Tokens: the words of a text, folded, each with its place in the text as it came. */
#pragma once

#include <stdbool.h>

#define TOKEN_SIZE 32
#define TOKENS_MAX 160 /* a complaint of ten SMS; what follows is not looked at */

struct token {
    char text[TOKEN_SIZE];
    unsigned short start, end; /* bytes in the original text */
    bool number;               /* digits only */
    bool letters;              /* ASCII letters only: what the spelling rules are about */
    bool parted;   /* a sign that separates stands before it: , . ; : ! ? ( or a line break */
    bool joined;   /* a sign that adds stands before it: & + / or a comma */
    bool hyphened; /* nothing but a hyphen stands before it */
};

struct tokens {
    int count;
    struct token token[TOKENS_MAX];
    bool question; /* there is a question mark */
    bool link;     /* there is a web address */
    bool code;     /* there is a code to dial: *123# */
};

/* Split text, of which the first 65535 bytes are read. */
void tokens_read(const char *text, struct tokens *ret);
