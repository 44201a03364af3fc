/* Withdrawal of approvals: nobody has approved what a text has become. */
#pragma once

#include "db/catalogue_column.h"

/* Take the approval from every text of *now that is not as it was, unless it is stated anew:
 * stated[column] is whether the change says who has approved that column. Texts that are as they
 * were keep theirs. Returns whether an approval went. */
bool catalogue_withdraw(const struct catalogue_record *was, const bool stated[COLUMNS],
                        struct catalogue_record *now);

/* Who is said to have approved a text of a service both before and after it changed, which may be
 * an oversight; NULL if there is none. Borrowed from now. */
const char *catalogue_carried_approval(const struct catalogue_record *was,
                                       const struct catalogue_record *now);
