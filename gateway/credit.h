/* Credit: how much money a SIM has left and until when, read from what its operator answers. */
#pragma once

#include <stdint.h>

/* Read the rupiah out of a USSD answer: the last group of the POSIX extended regular expression
 * that took part, its thousands marks left out. Returns 0; -ENOENT if the pattern does not fit the
 * answer; -EINVAL if it is no pattern. */
int credit_read(const char *pattern, const char *answer, int64_t *ret);

/* Read the last day of the credit out of it likewise, in days since 1970. The month may be a number
 * or a name, Indonesian or English; order is "dmy" or "mdy" and counts where it is a number and the
 * year is not first. Returns as credit_read, and -EDOM if what was found is no day of this century.
 */
int credit_read_expiry(const char *pattern, const char *order, const char *answer, int64_t *ret);
