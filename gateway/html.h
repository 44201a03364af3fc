/* HTML: text within a page, always escaped. */
#pragma once

#include <stdio.h>

/* The text as it is, whatever it holds; also within an attribute in double quotes. */
void html_text(const char *text, FILE *out);

/* <name>text</name> */
void html_element(const char *name, const char *text, FILE *out);
