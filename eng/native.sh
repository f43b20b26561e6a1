# Sourced by ./exchange: compiles the built programs to native code, so that a verb starts in half the time and a batch does
# not wait for the just-in-time compiler. Where the compiler cannot be had, the programs run as they were built.

# A program's folder as it is run: "ready" where it was compiled from this very build, otherwise "release".
program_folder() {
    local folder=$artifacts/bin/$1
    if [ -f "$artifacts/ready.stamp" ] && [ "$(cat "$artifacts/ready.stamp")" = "$now" ]; then folder=$folder/ready; else folder=$folder/release; fi
    printf '%s\n' "$folder"
}

make_ready() {
    local compiler program
    [ "${EXCHANGE_NATIVE-1}" = 1 ] || return 0
    compiler=$(fetch_compiler) || return 0
    for program in Exchange.Host Exchange.Sandbox; do
        compile_program "$compiler" "$artifacts/bin/$program" || return 0
    done
    printf '%s\n' "$now" >"$artifacts/ready.stamp"
}

fetch_compiler() (
    place=$artifacts/native/compiler
    mkdir -p "$artifacts/native"
    if [ ! -s "$place" ] || [ ! -x "$(cat "$place")" ]; then
        if [ ! -w "${HOME:-/nonexistent}" ]; then export HOME=$cache DOTNET_CLI_HOME=$cache NUGET_PACKAGES=$cache/packages; fi
        dotnet_settings
        timeout 120 "$dotnet" msbuild "$root/eng/native.proj" -restore -t:Locate "-p:ArtifactsPath=$artifacts" "-p:LocateTo=$place" \
            -nologo -v:q -nodeReuse:false </dev/null >"$artifacts/native/fetch.log" 2>&1 9>&- || return 1
        chmod u+x "$(cat "$place")" 2>/dev/null || true
    fi
    [ -x "$(cat "$place")" ] && cat "$place"
)

# compile_program COMPILER FOLDER: FOLDER/release to FOLDER/ready, only what changed, two files at a time.
compile_program() {
    local from=$2/release to=$2/ready file running=0
    local references=(-r "$from/*.dll")
    while read -r file; do references+=(-r "$file/*.dll"); done < <("$dotnet" --list-runtimes |
        sed -n 's/^Microsoft\.\(NETCore\|AspNetCore\)\.App \(10\.[^ ]*\) \[\(.*\)\]$/\3\/\2/p')
    mkdir -p "$to"
    (cd "$to" && find . -type f ! -name '*.part') | while read -r file; do
        [ -e "$from/$file" ] || rm -f "$to/$file"
    done
    while read -r file; do
        case $file in
            ./*/* | *.pdb | *.xml | *.json | *.so) keep_file "$from" "$to" "$file" ;;
            *.dll)
                if [ ! -e "$to/$file" ] || [ "$from/$file" -nt "$to/$file" ]; then
                    compile_file "$1" "$from/$file" "$to/$file" "${references[@]}" &
                    running=$((running + 1))
                    if [ $running -ge 2 ]; then wait; running=0; fi
                fi
                ;;
            *) keep_file "$from" "$to" "$file" ;;
        esac
    done < <(cd "$from" && find . -type f)
    wait
}

keep_file() {
    if [ ! -e "$2/$3" ] || [ "$1/$3" -nt "$2/$3" ]; then
        mkdir -p "$2/$(dirname -- "$3")"
        cp -p "$1/$3" "$2/$3"
    fi
}

# What cannot be compiled (native already, or not managed) is taken as it is.
compile_file() {
    local compiler=$1 from=$2 to=$3
    shift 3
    if "$compiler" "$from" -o "$to.part" "$@" -O >/dev/null 2>&1 9>&-; then mv -f "$to.part" "$to"; else rm -f "$to.part"; cp -p "$from" "$to"; fi
}
