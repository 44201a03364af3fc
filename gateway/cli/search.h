/* Searching, for the commands 'message' and 'ticket'. argv: the words, and the options of lists.
 * Returns an exit code. */
#pragma once

#include "gateway/cli/cli.h"

int cli_search_messages(struct cli *cli, int argc, char **argv);
int cli_search_tickets(struct cli *cli, int argc, char **argv);
