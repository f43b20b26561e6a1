#!/usr/bin/env bash
# Run as root: installs servers that the sandbox and the tests start for themselves; none of the distribution's is started.
#   install-servers.sh PACKAGE…   (names of Debian; known ones are translated)
set -euo pipefail
unset LD_LIBRARY_PATH

policy=/usr/sbin/policy-rc.d
restore() { if grep -q '^# exchange$' "$policy" 2>/dev/null; then rm -f "$policy"; fi; }

with_apt() {
    local apt=(apt-get -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold)
    export DEBIAN_FRONTEND=noninteractive
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\n# exchange\nexit 101\n' >"$policy"
        chmod 755 "$policy"
    fi
    trap restore EXIT
    "${apt[@]}" install --no-install-recommends "$@" || { "${apt[@]}" update && "${apt[@]}" install --no-install-recommends "$@"; }
}

translated() {
    local name
    for name in "$@"; do
        case $name in
            mariadb-*) echo mariadb-server ;;
            openssh-*) echo openssh-server ;;
            *) echo "$name" ;;
        esac
    done | sort -u
}

if command -v apt-get >/dev/null; then
    with_apt "$@"
elif command -v dnf >/dev/null; then
    # shellcheck disable=SC2046 # one package a word
    dnf -y install $(translated "$@")
elif command -v zypper >/dev/null; then
    # shellcheck disable=SC2046
    zypper --non-interactive install $(translated "$@")
else
    echo "no known package manager is on this machine"
    exit 1
fi
