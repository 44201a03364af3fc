#!/bin/sh
# embed.sh DIR: the migrations NNNN-name.sql of DIR as rows of a C array, in order.
set -eu
number=0
for file in "$1"/[0-9][0-9][0-9][0-9]-*.sql; do
    number=$((number + 1))
    case $(basename "$file") in
        "$(printf %04d "$number")"-*) ;;
        *) echo "embed.sh: $file: should be number $number; two branches took the same?" >&2; exit 1 ;;
    esac
    printf '{ "%s",\n' "$(basename "$file")"
    sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/"&\\n"/' "$file"
    printf '},\n'
done
