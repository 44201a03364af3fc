/* Officer row: how a row of officers is read, for the files of this room that select them. */
#pragma once

#include "db/officer.h"
#include "db/statement.h"

sql_read officer_read;
