#!/bin/sh
# run.sh BUILD TEST...: run the test programs BUILD/TEST, two at a time, and count single tests.
set -u

# One program: its output and "PASSED FAILED" into files, one line to the reader.
run_one() {
    results=$1 build=$2 test=$3
    start=$(date +%s)
    timeout "${SAMPAN_TEST_TIMEOUT_S:-900}" "$build/$test" >"$results/$test.log" 2>&1
    status=$?
    seconds=$(($(date +%s) - start))
    passed=$(sum PASSED <"$results/$test.log")
    failed=$(($(sum run <"$results/$test.log") - passed - $(sum SKIPPED <"$results/$test.log")))
    note=
    if [ "$status" -eq 124 ]; then
        note=', took too long'
    elif [ "$status" -ge 128 ] || { [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; }; then
        note=", ended with $status"
    elif [ $((passed + failed)) -eq 0 ]; then
        note=', ran no test'
    fi
    [ -z "$note" ] || [ "$failed" -gt 0 ] || failed=1
    [ "$failed" -eq 0 ] || note=", $failed FAILED$note"
    echo "$passed $failed" >"$results/$test.count"
    printf '%-24s %4d tests %4d s%s\n' "$test" $((passed + failed)) "$seconds" "$note"
}

# What cmocka says of its groups: "[==========] 13 test(s) run.", "[  PASSED  ] 12 test(s).", "[  SKIPPED ] 1 test(s) ...".
sum() {
    awk -v word="$1" '
        word == "run" && $1 == "[==========]" && $4 == "run." { n += $2 }
        $1 == "[" && $2 == word && $5 ~ /^test/ { n += $4 }
        END { print n + 0 }'
}

if [ "${1-}" = --one ]; then
    shift
    run_one "$@"
    exit 0
fi
if [ $# -lt 2 ]; then
    echo "usage: run.sh BUILD TEST..." >&2
    exit 2
fi

build=$1
shift
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root" || exit 1
results=$(mktemp -d) || exit 1
trap 'rm -rf "$results"' EXIT
trap 'exit 1' HUP INT TERM

export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1:halt_on_error=1:detect_stack_use_after_return=1}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}"
export SAMPAN_BUILD="$build" SAMPAN_ROOT="$root" CMOCKA_MESSAGE_OUTPUT=STDOUT

printf '%s\n' "$@" | xargs -n 1 -P 2 sh tests/run.sh --one "$results" "$build"

total_passed=0 total_failed=0
for test in "$@"; do
    passed=0 failed=1
    [ ! -r "$results/$test.count" ] || read -r passed failed <"$results/$test.count"
    total_passed=$((total_passed + passed))
    total_failed=$((total_failed + failed))
    if [ "$failed" -gt 0 ]; then
        printf '\n--- %s\n' "$test"
        cat "$results/$test.log"
    fi
done
echo "$total_passed passed, $total_failed failed"
[ "$total_failed" -eq 0 ]
