#!/bin/sh
# lint.sh: what a reviewer should not have to say: format, layers, and what cppcheck and shellcheck see.
set -u
failed=0

complain() {
    echo "$1" >&2
    failed=1
}

# layer FILES FORBIDDEN WHY: no file of the first pattern includes what the second names.
layer() {
    # shellcheck disable=SC2086 # a list of patterns on purpose
    found=$(git grep -nE "^#include [<\"]($2)" -- $1)
    [ -z "$found" ] || complain "$3:
$found"
}

layer 'config/*.[ch]' '(parser|db|gateway|tests)/' 'config/ includes only itself'
layer 'parser/*.[ch]' '(config|db|gateway|tests)/' 'parser/ includes only itself'
layer 'db/*.[ch]' '(config|parser|gateway|tests)/' 'db/ includes only itself'
layer 'gateway/reply/*.[ch]' '(parser|db|gateway/([a-z_]+\.h|desk|bearer|cli|phone))' 'gateway/reply/ knows texts only'
layer 'gateway/desk/*.[ch]' 'gateway/([a-z_]+\.h|bearer|cli|phone)' 'gateway/desk/ never sees the link'
layer 'gateway/bearer/*.[ch]' '(db/|parser/|gateway/(core|sender|desk|reply|cli|phone))' 'a bearer sees no database'
layer 'gateway/phone/*.[ch]' '(config/|parser/|db/|gateway/([a-z_]+\.h|desk|reply|bearer|cli))' 'sampan-phone shares nothing'
layer 'gateway/web/*.[ch]' 'gateway/(bearer|cli|phone|core|sender|gateway\.h)' 'the pages change data through db/ and desk/ only'
layer '*.[ch] :!gateway/bearer/modem_gammu* :!tests' 'gammu' 'gammu.h has one room'
layer '*.[ch] :!db :!tests' 'sqlite3\.h' 'sqlite3.h has one room'
layer '*.[ch] :!gateway/web :!gateway/bearer/http.c' 'microhttpd\.h' 'microhttpd.h has its rooms'
layer '*.[ch] :!config :!tests' 'libconfig\.h' 'libconfig.h has one room'

git ls-files '*.[ch]' | xargs clang-format --dry-run -Werror || complain 'clang-format: run make format'
git ls-files '*.sh' '.ci/run' | xargs shellcheck || complain 'shellcheck'
cppcheck -D__cppcheck__=1 --quiet --error-exitcode=1 --std=c11 --enable=warning,portability -I. \
    --suppress=missingIncludeSystem --inline-suppr config parser db gateway || complain 'cppcheck'

[ "$failed" -eq 0 ] && echo 'lint: nothing found'
exit "$failed"
