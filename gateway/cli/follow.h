/* Following the log of messages. */
#pragma once

#include "db/inbox.h"
#include "gateway/cli/cli.h"

/* Show the last messages that filter lets through and each further one when it is handled, until
 * the program is interrupted or nobody reads. Returns an exit code. */
int cli_follow(struct cli *cli, struct inbox_filter *filter, enum output_format format);
