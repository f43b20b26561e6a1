#!/usr/bin/env bash
# Without the right to install: downloads packages with what they lack, and unpacks them into <cache>/servers.
#   unpack-servers.sh CACHE PACKAGE…
set -euo pipefail
cache=$1
shift
work=$cache/apt-servers
options=()
unset LD_LIBRARY_PATH

own_lists() {
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
    options=(-o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=)
    apt-get "${options[@]}" update
}

# What an installation would add; libc is on the machine, and a second one would not fit its loader.
wanted() {
    apt-get ${options[@]+"${options[@]}"} -s --no-install-recommends install "$@" | sed -n 's/^Inst \([^ ]*\) .*/\1/p' | grep -v -e '^libc6' -e '^libc-'
}

download() {
    rm -rf "$work/debs"
    mkdir -p "$work/debs"
    # shellcheck disable=SC2046 # one package a word
    (cd "$work/debs" && apt-get ${options[@]+"${options[@]}"} download $(wanted "$@"))
}

download "$@" || { own_lists && download "$@"; }
mkdir -p "$cache/servers"
for deb in "$work"/debs/*.deb; do
    dpkg-deb -x "$deb" "$cache/servers"
done
rm -rf "$work"
