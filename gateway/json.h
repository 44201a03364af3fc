/* JSON: how a text is written in it. */
#pragma once

#include <stdio.h>

/* Write text (UTF-8) as a JSON string, quotes included. */
void json_text(const char *text, FILE *out);
