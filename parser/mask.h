/* Mask: the numbers that name a person (NIK, KK) are hidden before a text is shown or logged. */
#pragma once

#include <stddef.h>

/* Copy text with every number of 16 digits (spaces, dots and hyphens may part them) hidden but for
 * its first four digits: 7404************. UU 27/2022 Art. 35. Returns ret. */
char *mask_text(const char *text, char *ret, size_t size);
