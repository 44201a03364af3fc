/* Rows: how rows of officers and areas are read, for the files of this room that select them. */
#pragma once

#include "db/statement.h"

sql_read row_officer; /* struct officer */
sql_read row_area;    /* struct area */
