#!/bin/sh
# embed.sh DIR: the migrations NNNN-name.sql of DIR as rows of a C array, in order.
set -eu
for file in "$1"/[0-9][0-9][0-9][0-9]-*.sql; do
    printf '{ "%s",\n' "$(basename "$file")"
    sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/"&\\n"/' "$file"
    printf '},\n'
done
