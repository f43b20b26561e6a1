# Sourced by ./exchange: finds the SDK, decides whether to build, builds. Sets: dotnet, artifacts.

cache=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/exchange

find_dotnet() {
    local place
    for place in "$(command -v dotnet || true)" "${DOTNET_ROOT:-/nonexistent}/dotnet" "${HOME:-}/.dotnet/dotnet" \
        /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet /usr/local/share/dotnet/dotnet; do
        if [ -n "$place" ] && [ -x "$place" ]; then
            dotnet=$place
            return
        fi
    done
    no_sdk "the .NET 10 SDK is not installed."
}

no_sdk() {
    refuse "$1" \
        "Debian, Ubuntu: apt-get install dotnet-sdk-10.0   (Debian: first add the feed, https://learn.microsoft.com/dotnet/core/install/linux-debian)" \
        "Fedora, RHEL:   dnf install dotnet-sdk-10.0" \
        "macOS:          brew install dotnet" \
        "elsewhere:      https://dotnet.microsoft.com/download/dotnet/10.0, then put its folder on PATH"
}

# Names, sizes and times of all that goes into the programs; a deleted file counts too.
fingerprint() {
    local list=(-printf '%p %s %T@\n')
    case $OSTYPE in linux-gnu*) ;; *) list=(-exec ls -ldn {} +) ;; esac
    (
        cd "$root"
        shopt -s nullglob
        local roots=(src eng Directory.* global.json Exchange.sln .editorconfig)
        [ -d connectors ] && roots+=(connectors)
        [ -d mappings/schema ] && roots+=(mappings/schema)
        find "${roots[@]}" \( -name bin -o -name obj \) -prune -o -type f \
            \( ! -path 'connectors/*' -o -name '*.cs' -o -name '*.csproj' -o -name '*.razor' -o -name packages.lock.json \) "${list[@]}"
    ) | LC_ALL=C sort | cksum
}

is_built() {
    [ -f "$1/bin/Exchange.Host/release/Exchange.Host.dll" ] && [ -f "$1/exchange.stamp" ] && [ "$(cat "$1/exchange.stamp")" = "$now" ]
}

# The checkout's own artifacts, or, where this user may not write there, a folder in the user's cache.
choose_artifacts() {
    artifacts=$root/artifacts
    now=$(fingerprint)
    if is_built "$artifacts"; then return; fi
    if mkdir -p "$artifacts" 2>/dev/null && [ -w "$artifacts" ] && [ -w "$root/src" ]; then
        if [ ! -d "$artifacts/obj" ] || [ -w "$artifacts/obj" ]; then return; fi
    fi
    ensure_cache
    artifacts=$cache/build-$(printf '%s' "$root" | cksum | cut -d' ' -f1)
    mkdir -p "$artifacts"
}

ensure_cache() {
    if ! mkdir -p "$cache" 2>/dev/null || [ ! -w "$cache" ]; then
        refuse "neither $root/artifacts nor $cache can be written." "Set XDG_CACHE_HOME to a folder of yours, or make the checkout writable."
    fi
}

ensure_built() {
    if is_built "$artifacts"; then return; fi
    if [ ! -f "$root/src/Exchange.Host/Exchange.Host.csproj" ] || [ ! -f "$root/src/Exchange.Sandbox/Exchange.Sandbox.csproj" ]; then
        refuse "this checkout has no src/Exchange.Host or no src/Exchange.Sandbox." "Check it out completely: git -C '$root' status"
    fi
    exec 9>"$artifacts/exchange.lock"
    if command -v flock >/dev/null; then flock 9; fi
    now=$(fingerprint)
    if ! is_built "$artifacts"; then
        say "building (first run takes about a minute) ..."
        build msbuild "$root/eng/launch.proj" -restore -nologo -v:q
        make_ready
        printf '%s\n' "$now" >"$artifacts/exchange.stamp"
    fi
    exec 9>&-
}

dotnet_settings() {
    export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1
    export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT-1} # neither the SDK nor the hub asks for libicu then
}

# The compiler server of this build, and of no other, would wait ten minutes for more work.
end_compiler() {
    local folder
    if [ -d /proc/self ]; then
        for folder in $(grep -lsF "$1" /proc/[0-9]*/cmdline || true); do
            folder=${folder%/cmdline}
            if grep -qsF VBCSCompiler "$folder/cmdline"; then kill "${folder#/proc/}" 2>/dev/null || true; fi
        done
    else
        ps -axo pid=,args= | awk -v id="$1" 'index($0, id) && /VBCSCompiler/ && !/awk/ { print $1 }' | xargs kill 2>/dev/null || true
    fi
}

# Runs a build; shows its output only when it fails, and leaves no build server behind.
build() {
    local log=$artifacts/build.log ok=1 options=(-nodeReuse:false "-p:SharedCompilationId=exchange-$$")
    if ! "$dotnet" --list-sdks 2>/dev/null | grep -q '^1[0-9]\.'; then
        no_sdk "the .NET 10 SDK is not installed ($dotnet has: $("$dotnet" --list-sdks 2>/dev/null | cut -d' ' -f1 | tr '\n' ' '))."
    fi
    if [ "$artifacts" != "$root/artifacts" ]; then
        options+=("-p:ArtifactsPath=$artifacts" -p:RestoreLockedMode=true) # a locked restore writes nothing beside the projects
    fi
    (
        if [ ! -w "${HOME:-/nonexistent}" ]; then
            ensure_cache
            export HOME=$cache DOTNET_CLI_HOME=$cache NUGET_PACKAGES=$cache/packages
        fi
        dotnet_settings
        cd "$root"
        "$dotnet" "$@" "${options[@]}" </dev/null >"$log" 2>&1 9>&-
    ) || ok=0
    end_compiler "pipename:exchange-$$"
    if [ $ok = 0 ]; then
        LC_ALL=C sort -u "$log" >&2
        say "the build failed; the whole of it is in $log"
        exit 1
    fi
}

has_icu() {
    local file
    for file in /usr/lib*/libicuuc.so* /usr/lib/*/libicuuc.so* /lib/*/libicuuc.so* /usr/local/lib/libicuuc.so*; do
        if [ -e "$file" ]; then return 0; fi
    done
    return 1
}

# The folder after --home, or the current one.
named_home() {
    while [ $# -gt 0 ]; do
        case $1 in
            --home) printf '%s' "${2-.}"; return ;;
            --home=*) printf '%s' "${1#*=}"; return ;;
        esac
        shift
    done
    printf .
}
