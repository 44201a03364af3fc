/* sampan service: its parts, a file for those that belong together. argv[0] is the name of each. */
#pragma once

#include "gateway/cli/cli.h"

cli_command service_import;
cli_command service_export;
cli_command service_history;
cli_command service_revert;
cli_command service_check;
