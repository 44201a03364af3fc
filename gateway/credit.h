/* Credit: how much money a SIM has left, read from what its operator answers. */
#pragma once

#include <stdint.h>

/* Read the rupiah out of a USSD answer: the last group of the POSIX extended regular expression
 * that took part, its thousands marks left out. Returns 0; -ENOENT if the pattern does not fit the
 * answer; -EINVAL if it is no pattern. */
int credit_read(const char *pattern, const char *answer, int64_t *ret);
