/* Program: what all our programs have in common: options -c -h -V, exit codes, and loading what the
 * configuration names. */
#pragma once

#include <stdio.h>

#include "config/config.h"
#include "config/texts.h"

enum exit_code {
    EXIT_FINE = 0,
    EXIT_FAILED = 1,
    EXIT_USAGE = 2,
    EXIT_CONFIG = 78 /* sysexits.h; systemd does not retry */
};

/* Load the configuration, and if texts is not NULL the texts (the caller closes them), and check
 * the lexicon, telling all mistakes at once on standard error. Returns EXIT_FINE or EXIT_CONFIG. */
int program_load(const char *config_file, struct config *config, struct texts *texts);

/* The same without printing: problems are added. Returns 0 or -EINVAL. */
int program_load_quietly(const char *config_file, struct config *config, struct texts *texts,
                         struct problems *problems);
