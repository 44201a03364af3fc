/* USSD answers as modems spoil them. */
#pragma once

#include <stddef.h>

/* Some modems hand over a USSD answer as hexadecimal digits: of ASCII, of packed 7-bit characters,
 * or of UCS-2 (3GPP TS 23.038). Where text (UTF-8) is nothing but such digits and one of the three
 * makes it readable, ret is that; else a copy of text. Line breaks become spaces. */
void modem_ussd_decode(const char *text, char *ret, size_t size);
