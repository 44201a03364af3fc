/* Senders: what kind of number a message comes from, and its one written form (E.164). */
#pragma once

#include <stddef.h>

#define MSISDN_SIZE 24

enum msisdn_kind {
    MSISDN_MOBILE,    /* an Indonesian mobile number: +628 and 8 to 11 more digits */
    MSISDN_FOREIGN,   /* a number of another country */
    MSISDN_FIXED,     /* an Indonesian fixed line: no SMS */
    MSISDN_SHORTCODE, /* 3 to 6 digits: operators and services; never answered */
    MSISDN_EMERGENCY, /* 110, 112, 113, 115, 118, 119; never dialled, never answered */
    MSISDN_ALPHA,     /* a name; it cannot be answered */
    MSISDN_INVALID
};

/* Tell the kind of raw (as a network, a form or a person writes it). For the first three, ret is
 * "+" and the digits; for short numbers the digits; for the others "". */
enum msisdn_kind msisdn_read(const char *raw, char ret[MSISDN_SIZE]);
