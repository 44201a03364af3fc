/* Chain: SHA-256 within SQL, by which each entry of the journal is bound to the one before it. Not
 * for other rooms. */
#pragma once

#include <sqlite3.h>

/* Give a connection the function journal_hash(hash before, column, ...). Returns an SQLite code. */
int chain_register(sqlite3 *handle);
