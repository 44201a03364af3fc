/* Search: what a person writes into a search field, as the query that the database takes. */
#pragma once

#include "db/search.h"

/* Words must all be there, wherever; "lamp*" stands for all that begin so; a phone number is found
 * however it is written, as sender and in the text. Returns 0, or -EINVAL if there is nothing to
 * search for. */
int search_read(const char *text, struct search_query *ret);
