/* Segments: how a text is cut into SMS, and what it costs. */
#pragma once

#include <stddef.h>

#define SEGMENT_SINGLE 160 /* septets of an SMS that is alone */
#define SEGMENT_PART                                                                               \
    153 /* septets of a part of a longer one: 7 go to its header (3GPP TS 23.040, 9.2.3.24.1) */

/* How many SMS text costs; it must be within the GSM alphabet (else -EILSEQ). */
int segment_count(const char *text);

/* The part'th segment (from 1), cut between characters. Returns its length in bytes, 0 if there is
 * no such part, -EILSEQ, or -ENOSPC. */
int segment_get(const char *text, int part, char *ret, size_t size);
