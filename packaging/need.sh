#!/bin/sh
# need.sh GROUP...: install the packages of packages.txt that the groups need and that are missing.
set -eu
list=$(dirname "$0")/packages.txt

missing=
for group in "$@"; do
    packages=$(awk -v group="$group" '$1 == group { print $2 }' "$list")
    for package in $packages; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
    sudo=
elif command -v sudo >/dev/null 2>&1; then
    sudo=sudo
else
    echo "need.sh: missing Debian packages, and neither root nor sudo is here to install them. Please run:" >&2
    echo "    apt-get install$missing" >&2
    exit 1
fi

echo "Installing:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # the lists are words on purpose
$sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 ||
    { $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null; }
