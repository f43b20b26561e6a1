#!/usr/bin/env bash
# Run as root: installs a PostgreSQL server through the system's package manager, without a cluster or service of the distribution's.
set -euo pipefail
unset LD_LIBRARY_PATH

apt() { DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold "$@"; }

newest_deb() {
    apt-cache pkgnames postgresql- | sed -n 's/^postgresql-\([0-9][0-9]\)$/\1/p' | sort -rn | while read -r major; do
        if [ "$major" -ge 15 ] && apt-cache policy "postgresql-$major" | grep -q 'Candidate: [0-9]'; then
            echo "$major"
            break
        fi
    done
}

with_apt() {
    local major conf=/etc/postgresql-common/createcluster.conf policy=/usr/sbin/policy-rc.d
    major=$(newest_deb)
    if [ -z "$major" ]; then
        apt update
        major=$(newest_deb)
    fi
    if [ -z "$major" ]; then
        echo "apt-get knows no PostgreSQL 15 or newer"
        return 1
    fi

    # No cluster is made, so none is started; the policy is a second fence.
    if [ ! -e "$conf" ]; then
        mkdir -p "${conf%/*}"
        printf '# exchange\ncreate_main_cluster = false\n' >"$conf"
    elif ! grep -q '^# exchange$' "$conf"; then
        cp -p "$conf" "$conf.exchange-kept"
        printf '# exchange\ncreate_main_cluster = false\n' >"$conf"
    fi
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\n# exchange\nexit 101\n' >"$policy"
        chmod 755 "$policy"
    fi
    trap restore EXIT
    apt install --no-install-recommends "postgresql-$major" || { apt update && apt install --no-install-recommends "postgresql-$major"; }
}

# Puts back what stood there: ours only is recognised by its first comment.
restore() {
    local conf=/etc/postgresql-common/createcluster.conf policy=/usr/sbin/policy-rc.d
    if grep -q '^# exchange$' "$policy" 2>/dev/null; then rm -f "$policy"; fi
    if grep -q '^# exchange$' "$conf" 2>/dev/null; then
        if [ -e "$conf.exchange-kept" ]; then
            mv "$conf.exchange-kept" "$conf"
        elif [ -e "$conf.dpkg-dist" ]; then
            mv "$conf.dpkg-dist" "$conf"
        else
            rm -f "$conf"
        fi
    fi
}

if command -v apt-get >/dev/null; then
    with_apt
elif command -v dnf >/dev/null; then
    dnf -y install postgresql-server postgresql-contrib
elif command -v yum >/dev/null; then
    yum -y install postgresql-server postgresql-contrib
elif command -v zypper >/dev/null; then
    zypper --non-interactive install postgresql-server postgresql-contrib
elif command -v apk >/dev/null; then
    apk add postgresql postgresql-contrib
elif command -v pacman >/dev/null; then
    pacman -S --noconfirm --needed postgresql
else
    echo "no known package manager is on this machine"
    exit 1
fi
