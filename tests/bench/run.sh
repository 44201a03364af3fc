#!/bin/sh
# run.sh BUILD: figures of the programs in BUILD, a line each: NAME VALUE UNIT. 'make bench' runs it.
set -eu
build=${1:?usage: run.sh BUILD}
"$build/bench_catalogue"
"$build/bench_parser"
SAMPAN_BUILD=$build "$build/bench_large"
SAMPAN_BUILD=$build exec "$build/bench_gateway"
