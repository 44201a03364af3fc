/* Days as people write them in an SMS: "s/d 30 Nov", "24-26 Des", "30/11", "besok", "senin depan".
 * A day is the number of days since 1-1-1970 in local time. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct day_span {
    int first, last;   /* the same for one day */
    bool relative;     /* "besok", "senin": right today only */
    size_t start, end; /* and where that is written, in bytes */
    bool until;        /* "s/d" stands before it */
};

/* Find the first day or span of days in a text. Where no year is written it is the next such day
 * from today on; a bare number is a day only behind "tgl" or "s/d". Days that do not exist are
 * none. Returns whether there is one. */
bool day_find(const char *text, int today, struct day_span *ret);
