/* Character sets of a phone: UTF-8 as typed, GSM-7 and UCS-2 as sent through the air.
 *
 * A text on its way is an array of 16-bit units: septets for GSM-7, UTF-16 code units for UCS-2,
 * octets for 8-bit data. Parts of a long SMS are joined as units, so that a surrogate pair or an
 * escape that was cut between two parts becomes whole again. */

#ifndef GATEWAY_PHONE_CHARSET_H
#define GATEWAY_PHONE_CHARSET_H

#include <stddef.h>
#include <stdint.h>

enum encoding {
    ENCODING_GSM7,
    ENCODING_8BIT,
    ENCODING_UCS2,
};

/* "GSM-7", "8-bit" or "UCS-2". */
const char *encoding_name(enum encoding encoding);

/* Next code point of the UTF-8 string *text, which is moved past it.
 * Returns the code point, 0 at the end, -EILSEQ for a byte that is not UTF-8 (moved past it). */
int utf8_next(const char **text);

/* Append code_point to the string at text, which holds used bytes of size.
 * Returns the new length in bytes, -ENOSPC if it and the final NUL do not fit. */
int utf8_append(char *text, size_t used, size_t size, uint32_t code_point);

/* Encode UTF-8 as septets of the GSM default alphabet and its extension table (3GPP
 * TS 23.038, 6.2). Returns the number of septets, -EILSEQ if a character is not in the alphabet,
 * -ENOSPC. */
int gsm7_from_utf8(const char *text, uint16_t *septets, size_t size);

/* Encode UTF-8 as UTF-16 code units. Returns their number, -EILSEQ, -ENOSPC. */
int ucs2_from_utf8(const char *text, uint16_t *units, size_t size);

/* Decode units to UTF-8. What cannot be decoded (half a surrogate pair, an unknown escape) is
 * shown as U+FFFD or as TS 23.038 asks. Returns the length in bytes, -ENOSPC. */
int units_to_utf8(enum encoding encoding, const uint16_t *units, size_t count, char *text,
                  size_t size);

/* Pack septets into octets behind fill_bits zero bits (3GPP TS 23.038, 6.1.2.1).
 * Returns the number of octets, -ENOSPC. */
int gsm7_pack(const uint16_t *septets, size_t count, unsigned fill_bits, uint8_t *octets,
              size_t size);

/* Unpack count septets that follow fill_bits bits. The octets must hold them all.
 * Returns count, -EINVAL if they do not. */
int gsm7_unpack(const uint8_t *octets, size_t size, unsigned fill_bits, size_t count,
                uint16_t *septets);

/* Octets as upper-case hexadecimal; text needs 2 * size + 1 bytes. */
void hex_from_octets(const uint8_t *octets, size_t size, char *text);

/* Hexadecimal digits to octets. Returns their number, -EINVAL for other characters or an odd
 * number of digits, -ENOSPC. */
int octets_from_hex(const char *text, size_t length, uint8_t *octets, size_t size);

#endif
