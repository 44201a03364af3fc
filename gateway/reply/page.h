/* Pages: an answer that costs too much at once is given in parts; LANJUT brings the next. */
#pragma once

#include <stddef.h>

#include "config/texts.h"
#include "gateway/reply/reply.h"

/* How many pages text needs where a page may cost max_segments SMS; 1 if it fits at once. */
int page_count(const struct texts *texts, const char *text, int max_segments);

/* Page number (from 1) of text with its mark, "(1/3) Balas LANJUT". Pages are cut after an item (a
 * semicolon, a full stop, a line); an item that is longer than a page after a comma, else between
 * words, never within a word unless that is longer than a page. All pages joined, without their
 * marks, are text but for the spaces that they were cut at. Returns 0, or -ENOENT if there is no
 * such page. */
int page_get(const struct texts *texts, const char *text, int number, int max_segments,
             struct reply *ret);
