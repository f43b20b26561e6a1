# Sourced by ./exchange: builds everything once, then runs the tests, quick ones first.

run_tests() {
    local category=all filter='' build=1 name
    while [ $# -gt 0 ]; do
        case $1 in
            --category | --filter)
                [ $# -ge 2 ] || refuse "$1 needs a value."
                if [ "$1" = --category ]; then category=$2; else filter=$2; fi
                shift 2
                ;;
            --category=*) category=${1#*=}; shift ;;
            --filter=*) filter=${1#*=}; shift ;;
            --no-build) build=0; shift ;;
            *) refuse "test does not know '$1'." "exchange test [--category fast|integration|acceptance|browser|all] [--filter NAME] [--no-build]" ;;
        esac
    done
    case $category in
        all) set -- fast Integration Acceptance Browser ;;
        fast) set -- fast ;;
        integration) set -- Integration ;;
        acceptance) set -- Acceptance ;;
        browser) set -- Browser ;;
        *) refuse "'$category' is not a category." "Use fast, integration, acceptance, browser or all." ;;
    esac

    if [ "$*" != fast ]; then
        ensure_postgres
        ensure_servers
    fi
    choose_artifacts
    if [ $build = 1 ]; then
        say "building everything ..."
        exec 9>"$artifacts/exchange.lock"
        if command -v flock >/dev/null; then flock 9; fi
        now=$(fingerprint)
        build build Exchange.sln -c Release -nologo -v:q
        if [ -f "$artifacts/bin/Exchange.Host/release/Exchange.Host.dll" ]; then
            make_ready
            printf '%s\n' "$now" >"$artifacts/exchange.stamp"
        fi
        exec 9>&-
    fi
    export EXCHANGE_ARTIFACTS=$artifacts
    dotnet_settings

    passed=0 failed=0 skipped=0 broken=0
    results=$artifacts/test-results
    rm -rf "$results"
    for name in "$@"; do
        run_category "$name" "$filter"
    done
    echo
    if [ $((passed + failed)) = 0 ]; then say "no test ran."; fi
    if [ $broken -gt 0 ]; then say "$broken test project(s) ended without a result; each counts as one failure."; fi
    echo "$passed passed, $((failed + broken)) failed, $skipped skipped"
    [ $passed -gt 0 ] && [ $((failed + broken)) = 0 ]
}

# run_category fast|Integration|Acceptance|Browser FILTER
run_category() {
    local project name expression
    if [ "$1" = fast ]; then
        expression='Category!=Integration&Category!=Acceptance&Category!=Browser'
    else
        expression="Category=$1"
    fi
    if [ -n "$2" ]; then
        case $2 in *[=~]*) expression="($expression)&($2)" ;; *) expression="($expression)&(FullyQualifiedName~$2)" ;; esac
    fi
    for project in "$root"/tests/*.Tests; do
        name=${project##*/}
        if [ "$1" = fast ] || grep -rqs --include='*.cs' "\"Category\", *\"$1\"" "$project"; then
            run_project "$1" "$name" "$expression"
        fi
    done
}

run_project() {
    local trx=$results/$1/$2.trx dll=$artifacts/bin/$2/release/$2.dll counters executed failures total code=0 log
    if [ ! -f "$dll" ]; then
        say "$2 is not built; is it in Exchange.sln?"
        broken=$((broken + 1))
        return
    fi
    mkdir -p "$results/$1"
    log=$results/$1/$2.log
    (cd "$root" && "$dotnet" test "$dll" --filter "$3" --logger "trx;LogFileName=$trx" --logger 'console;verbosity=minimal' \
        --results-directory "$results/$1" --blame-hang-timeout 20m --blame-hang-dump-type none) </dev/null >"$log" 2>&1 || code=$?
    counters=$(grep -o '<Counters [^>]*' "$trx" 2>/dev/null | head -n 1 || true)
    if [ -z "$counters" ]; then
        if [ $code = 0 ]; then return; fi # nothing of this category
        broken=$((broken + 1))
        cat "$log"
        return
    fi
    total=$(count total) executed=$(count executed) failures=$(count failed)
    if [ "$total" = 0 ] && [ $code = 0 ]; then return; fi
    passed=$((passed + $(count passed)))
    failed=$((failed + failures))
    skipped=$((skipped + total - executed))
    printf '%-12s %-44s %5d passed %4d failed %4d skipped\n' "$1" "$2" "$(count passed)" "$failures" $((total - executed))
    if [ $code != 0 ]; then
        if [ "$failures" = 0 ]; then broken=$((broken + 1)); fi
        cat "$log"
    fi
}

count() { printf '%s' "$counters" | sed 's/.* '"$1"'="\([0-9]*\)".*/\1/'; }
