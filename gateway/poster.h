/* Poster: pages to print and hang up, from a template in HTML that the operator may edit. What it
 * says of an answer is what the gateway answers. */
#pragma once

#include <stdio.h>

#include "config/problems.h"
#include "gateway/core.h"

#define POSTER_NUMBER_SIZE 32

struct poster_page {
    const char *path;     /* of the template */
    const char *size;     /* A4, A3 */
    const char *standard; /* code of a service, or of a unit for all of its services; NULL: none */
};

/* Write the template to out with every {{name}} filled in, as text: what stands for HTML in it is
 * escaped.
 *
 *   {{size}}         as given
 *   {{regency}}      as configured
 *   {{modems}}       how many there are
 *   {{numbers}}      those of all modems, as people dial them, one a line
 *   {{pin_attempts}} as configured
 *   {{answer TEXT}}  what is answered to that SMS, first page, without notices of these days.
 * Nothing of it stays: the gateway answers in a transaction that is rolled back. A ticket's number
 * in it is miswritten, so that it never becomes somebody's.
 *
 * What stands between lines {{repeat 4}} and {{end}} comes four times, such as cards on a page.
 *
 * Where a service standard is asked for, {{layanan COLUMN}} and {{unit COLUMN}} are as in
 * standard.h, and what stands between {{repeat services}} and {{end}} comes once for each service.
 *
 * Returns 0; -EINVAL if the template cannot be read or is wrong, or the code is unknown, with
 * problems added; or an errno of db.h. */
int poster_print(struct core *core, const struct poster_page *page, int64_t now, FILE *out,
                 struct problems *problems);

/* An E.164 number as it is dialled at home: +6281200000001 is 0812-0000-0001. The hyphens do not
 * break lines (U+2011). */
void poster_number(const char *msisdn, char ret[POSTER_NUMBER_SIZE]);
