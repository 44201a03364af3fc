/* Tree: a file in libconfig's syntax, read so that its mistakes become problems. */
#pragma once

#include <libconfig.h>

#include "config/problems.h"

/* Read path into tree, which the caller has initialised and destroys. Returns 0, or -EINVAL with
 * one problem added: the file cannot be read, or the line of its first syntax error. */
int tree_read(config_t *tree, const char *path, struct problems *problems);

/* The file that setting stands in: path itself, or one that it includes. Borrowed. */
const char *tree_file(const config_setting_t *setting, const char *path);

/* What a person has written there, as "a number", "text in quotes" or "a list". A constant. */
const char *tree_type(const config_setting_t *setting);
