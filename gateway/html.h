/* HTML: the one way to write it, escaped by construction: markup is the format, which is a literal;
 * everything that is filled in is text. */
#pragma once

#include <stdio.h>

/* Write format, in which %s is a text, with what has a meaning in HTML escaped and control
 * characters replaced; %d an int, %lld a long long, and %% a percent sign. Attributes that are
 * filled in stand in double quotes. */
void html_put(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
