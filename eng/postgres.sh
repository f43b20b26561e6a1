# Sourced by ./exchange: whether a PostgreSQL server is on this machine, and how it gets here.

oldest_postgres=15

# Verbs that work on files alone need no server, nor does one that is told which server to use.
needs_postgres() {
    local word
    case ${1-} in '' | -* | help | mapping | connector | codes | new | doctor) return 1 ;; esac
    if [ -n "${EXCHANGE_DB-}" ]; then return 1; fi
    for word in "$@"; do
        case $word in --db | --db=* | --help | -h | '-?') return 1 ;; esac
    done
}

has_server() {
    local version
    if [ ! -x "$1/postgres" ] || [ ! -x "$1/initdb" ]; then return 1; fi
    version=$(LD_LIBRARY_PATH=${2-${LD_LIBRARY_PATH-}} "$1/postgres" --version 2>/dev/null) || return 1
    version=${version#*PostgreSQL) }
    version=${version%%[!0-9]*}
    [ -n "$version" ] && [ "$version" -ge $oldest_postgres ]
}

cached_libraries() {
    local folder all=
    for folder in "$cache"/system/usr/lib/*-linux-* "$cache"/system/lib/*-linux-* "$cache/system/usr/lib"; do
        if [ -d "$folder" ]; then all=${all:+$all:}$folder; fi
    done
    printf '%s' "$all"
}

# The same places as the hub looks in (EXCHANGE_PG_SEARCH narrows them for both).
find_postgres() {
    local folder program search=" ${EXCHANGE_PG_SEARCH-path system cache} "
    search=${search//,/ }
    if [ -n "${EXCHANGE_PG_BIN-}" ]; then
        has_server "$EXCHANGE_PG_BIN" || refuse "EXCHANGE_PG_BIN names $EXCHANGE_PG_BIN, where no PostgreSQL $oldest_postgres or newer runs."
        return 0
    fi
    if [[ $search == *' path '* ]] && program=$(command -v postgres); then
        if has_server "$(dirname -- "$(readlink -f -- "$program" 2>/dev/null || printf '%s' "$program")")"; then return 0; fi
    fi
    if [[ $search == *' system '* ]]; then
        for folder in /usr/lib/postgresql/*/bin /usr/libexec/postgresql* /usr/pgsql-*/bin /usr/bin /opt/homebrew/opt/postgresql*/bin \
            /usr/local/opt/postgresql*/bin /Applications/Postgres.app/Contents/Versions/*/bin; do
            if has_server "$folder"; then return 0; fi
        done
    fi
    if [[ $search == *' cache '* ]]; then
        for folder in "$cache"/system/usr/lib/postgresql/*/bin; do
            if has_server "$folder" "$(cached_libraries)"; then return 0; fi
        done
    fi
    return 1
}

ensure_postgres() {
    local log
    if find_postgres; then return; fi
    log=$(mktemp "${TMPDIR:-/tmp}/exchange-postgres.XXXXXX")
    if [[ " ${EXCHANGE_PG_SEARCH-system} " == *system* ]]; then
        if [ "$(id -u)" = 0 ]; then
            say "installing the PostgreSQL server (once) ..."
            bash "$root/eng/install-postgres.sh" </dev/null >"$log" 2>&1 || true
        elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
            say "installing the PostgreSQL server (once, with sudo) ..."
            sudo -n bash "$root/eng/install-postgres.sh" </dev/null >"$log" 2>&1 || true
        fi
    fi
    if ! find_postgres && command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null; then
        say "unpacking the PostgreSQL server into $cache/system (once) ..."
        ensure_cache
        bash "$root/eng/unpack-postgres.sh" "$cache" </dev/null >>"$log" 2>&1 || true
    fi
    if ! find_postgres; then
        tail -n 8 "$log" >&2
        refuse "no PostgreSQL server ($oldest_postgres or newer) is on this machine, and it could not be installed (see $log)." \
            "Debian, Ubuntu:       apt-get install postgresql" \
            "Fedora, RHEL, openEuler: dnf install postgresql-server postgresql-contrib" \
            "SUSE:                 zypper install postgresql-server" \
            "Alpine:               apk add postgresql17" \
            "macOS:                brew install postgresql@17" \
            "or set EXCHANGE_PG_BIN to the folder of its programs, or name a running server with --db."
    fi
    rm -f -- "$log"
}
