/* sampan service: its parts, a file for those that belong together. argv[0] is the name of each. */
#pragma once

#include "gateway/cli/cli.h"

cli_command service_import;
cli_command service_export;
cli_command service_history;
cli_command service_revert;
cli_command service_check;
cli_command service_approve;

/* All that is known of an office, on standard output. */
struct catalogue_unit;
void unit_print(const struct catalogue_unit *unit);
