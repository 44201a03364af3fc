/* Paths: where the files that belong to the programs lie, installed or in the build tree. */
#pragma once

#include <stddef.h>

/* The folder of texts and samples: ../share/sampan beside the running program if it is there, else
 * config/ of the source tree that the program was built in (../config, ../../config). Returns 0,
 * -ENOENT, -ENAMETOOLONG. */
int paths_data(char *ret, size_t size);

/* The file of that name in folder if it is there, else in that of paths_data; folder may be "".
 * Returns 0, -ENOENT, -ENAMETOOLONG. */
int paths_file(const char *folder, const char *name, char *ret, size_t size);

/* The full path of another of our programs, which lies in the same folder as the running one.
 * Returns 0, -ENOENT, -ENAMETOOLONG. */
int paths_program(const char *name, char *ret, size_t size);
