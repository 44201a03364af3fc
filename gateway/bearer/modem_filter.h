/* Filter: of what a modem says, the part that libgammu understands. libgammu takes an answer by the
 * command's echo at its beginning: a line that nobody asked for, left in front of it, costs the
 * command its whole time-out, which is minutes for some. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define FILTER_LINE_MAX 1024

struct filter {
    enum { FILTER_IDLE, FILTER_ASKED, FILTER_ANSWERING } state;
    char typed[512],
        command[512]; /* what is being said to the modem; what was, and has no echo yet */
    size_t typed_length;
    bool passing;   /* the line that is coming goes through as it comes */
    char first[64]; /* the first line of two; "" for none */
    size_t length;
    char line[FILTER_LINE_MAX];
    char dropped[FILTER_LINE_MAX]; /* the last line that was kept back; the caller empties it */
};

/* libgammu says bytes to the modem. */
void filter_said(struct filter *filter, const char *bytes, size_t size);

/* The modem says bytes. ret, which holds at least 2 * size + FILTER_LINE_MAX, is what libgammu is
 * to hear of it now. Returns how many bytes that are. Passed are echo and answer (3GPP
 * TS 27.007, 4.1 and V.250, 5.7.1) and the unsolicited lines of SMS, calls and USSD; a USSD text of
 * several lines becomes one line. */
size_t filter_heard(struct filter *filter, const char *bytes, size_t size, char *ret);
