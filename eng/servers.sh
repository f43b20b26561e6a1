# Sourced by ./exchange: the real servers beside PostgreSQL (MariaDB, RabbitMQ, OpenSSH) that the sandbox and the tests start.
# One that cannot be had stops nothing here: who needs it names it.

server_program() {
    local folder
    if command -v "$1" >/dev/null; then return 0; fi
    for folder in /usr/sbin /usr/libexec /usr/lib/rabbitmq/bin "$unpacked/servers"/usr/{sbin,bin,libexec,lib/rabbitmq/bin}; do
        if [ -x "$folder/$1" ]; then return 0; fi
    done
    return 1
}

missing_servers() {
    server_program mariadbd || echo mariadb-server-core mariadb-client-core
    server_program rabbitmq-server || echo rabbitmq-server
    server_program sshd || echo openssh-server openssh-sftp-server
}

ensure_servers() {
    local packages log
    # shellcheck disable=SC2207 # one package a word
    packages=($(missing_servers))
    if [ ${#packages[@]} = 0 ]; then return; fi
    log=$(mktemp "${TMPDIR:-/tmp}/exchange-servers.XXXXXX")
    if [ "$(id -u)" = 0 ]; then
        say "installing ${packages[*]} (once; none is started) ..."
        bash "$root/eng/install-servers.sh" "${packages[@]}" </dev/null >"$log" 2>&1 || true
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        say "installing ${packages[*]} (once, with sudo; none is started) ..."
        sudo -n bash "$root/eng/install-servers.sh" "${packages[@]}" </dev/null >"$log" 2>&1 || true
    fi
    # shellcheck disable=SC2207
    packages=($(missing_servers))
    if [ ${#packages[@]} -gt 0 ] && command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null; then
        say "unpacking ${packages[*]} into $unpacked/servers (once) ..."
        if [ "$unpacked" = "$cache" ]; then ensure_cache; fi
        (umask 022 && bash "$root/eng/unpack-servers.sh" "$unpacked" "${packages[@]}") </dev/null >>"$log" 2>&1 || true
        # shellcheck disable=SC2207
        packages=($(missing_servers))
    fi
    if [ ${#packages[@]} -gt 0 ]; then
        say "not to be had on this machine: ${packages[*]} (see $log). What needs them says so."
    else
        rm -f -- "$log"
    fi
}
