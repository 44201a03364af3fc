/* Rows: how rows of officers, areas and users are read, for the files of this room that select
 * them. */
#pragma once

#include "db/statement.h"

sql_read row_officer; /* struct officer */
sql_read row_area;    /* struct area */
sql_read row_user;    /* struct user, of the first five columns */
