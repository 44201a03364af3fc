/* UTF-16 to UTF-8: what phones send to what we keep. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Convert length units into ret, always NUL-terminated; a lone surrogate and U+0000 become U+FFFD.
 * What does not fit is left out at a whole character. Returns the bytes written without the NUL. */
size_t utf16_to_utf8(const uint16_t *units, size_t length, char *ret, size_t size);
