/* Fields of the catalogue: what one may not be, whatever stands beside it. */
#pragma once

#include "db/catalogue_column.h"

#define CATALOGUE_REASON_SIZE 256

/* Check the text of a column: days, hours, phones, and what is ya or nothing. Returns 0, or -EINVAL
 * with the reason. */
int catalogue_field_check(int column, const char *text, char reason[CATALOGUE_REASON_SIZE]);
