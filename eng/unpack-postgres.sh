#!/usr/bin/env bash
# Without the right to install: downloads the server and the libraries it lacks, and unpacks them into <cache>/system.
set -euo pipefail
cache=$1
work=$cache/apt
options=()
unset LD_LIBRARY_PATH

newest() {
    local major newest=
    for major in $(apt-cache ${options[@]+"${options[@]}"} pkgnames postgresql- | sed -n 's/^postgresql-\([0-9][0-9]\)$/\1/p' | sort -n); do
        if [ "$major" -ge 15 ] && apt-cache ${options[@]+"${options[@]}"} policy "postgresql-$major" | grep 'Candidate: [0-9]' >/dev/null; then
            newest=$major
        fi
    done
    echo "$newest"
}

# Lists of our own, where the system has none or they are too old to download by.
own_lists() {
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
    options=(-o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=)
    apt-get "${options[@]}" update
}

# What an installation would add, less what only an installation, or compiling queries (which the hub switches off), needs.
wanted() {
    {
        echo "postgresql-$major"
        echo "postgresql-client-$major"
        apt-get ${options[@]+"${options[@]}"} -s --no-install-recommends install "postgresql-$major" | sed -n 's/^Inst \([^ ]*\) .*/\1/p' \
            | grep '^lib' | grep -v -e '^libc6' -e '^libc-' -e '-perl$' -e '^libllvm' -e '^libz3-' || true
    } | sort -u
}

download() {
    rm -rf "$work/debs"
    mkdir -p "$work/debs"
    # shellcheck disable=SC2046 # one package a word
    (cd "$work/debs" && apt-get ${options[@]+"${options[@]}"} download $(wanted))
}

major=$(newest)
if [ -z "$major" ]; then
    own_lists
    major=$(newest)
fi
if [ -z "$major" ]; then
    echo "apt-get knows no PostgreSQL 15 or newer"
    exit 1
fi
download || { own_lists && download; }

rm -rf "$cache/system.new"
mkdir -p "$cache/system.new"
for deb in "$work"/debs/*.deb; do
    dpkg-deb -x "$deb" "$cache/system.new"
done
rm -rf "$cache/system"
mv "$cache/system.new" "$cache/system"
rm -rf "$work"

libraries=
for folder in "$cache"/system/usr/lib/*-linux-* "$cache"/system/lib/*-linux-* "$cache/system/usr/lib"; do
    if [ -d "$folder" ]; then libraries=${libraries:+$libraries:}$folder; fi
done
LD_LIBRARY_PATH=$libraries ldd "$cache/system/usr/lib/postgresql/$major/bin/postgres" | grep 'not found' && exit 1
LD_LIBRARY_PATH=$libraries "$cache/system/usr/lib/postgresql/$major/bin/postgres" --version
