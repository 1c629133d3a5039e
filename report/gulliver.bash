# SPDX-License-Identifier: MIT
# Completion for gulliver, made from its --help.
_gulliver()
{
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} at= i
    COMPREPLY=()
    if [[ $cur == "=" ]]; then
        cur=
    elif [[ $prev == "=" ]]; then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "$at/${COMP_WORDS[i]}" in
            /run) at=run ;;
            /resume) at=resume ;;
            /patch) at=patch ;;
            /watch) at=watch ;;
            /bisect) at=bisect ;;
            /plan) at=plan ;;
            /simulate) at=simulate ;;
            /explain) at=explain ;;
            /show) at=show ;;
            /report) at=report ;;
            /log) at=log ;;
            /repro) at=repro ;;
            /ktap) at=ktap ;;
            /history) at=history ;;
            /compare) at=compare ;;
            /weekly) at=weekly ;;
            /site) at=site ;;
            /serve) at=serve ;;
            /list) at=list ;;
            /doctor) at=doctor ;;
            /image) at=image ;;
            /tree) at=tree ;;
            /ledger) at=ledger ;;
            /cache) at=cache ;;
            /worker) at=worker ;;
            image/build) at='image build' ;;
            image/list) at='image list' ;;
            image/prune) at='image prune' ;;
            tree/list) at='tree list' ;;
            tree/update) at='tree update' ;;
            ledger/check) at='ledger check' ;;
            ledger/backup) at='ledger backup' ;;
            ledger/restore) at='ledger restore' ;;
            cache/prune) at='cache prune' ;;
        esac
    done
    case "$at $prev" in
        'run --arch') return ;;
        'run --endian') return ;;
        'run --config') return ;;
        'run --cell') return ;;
        'run --tree') compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
        'run --executor') return ;;
        'run --reboots') return ;;
        'run --jobs') return ;;
        'run --lanes') return ;;
        'run --test') return ;;
        'patch --arch') return ;;
        'patch --endian') return ;;
        'patch --config') return ;;
        'patch --cell') return ;;
        'patch --tree') compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
        'patch --series') compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
        'patch --base') return ;;
        'patch --executor') return ;;
        'patch --reboots') return ;;
        'patch --jobs') return ;;
        'patch --lanes') return ;;
        'patch --reply') compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
        'patch --from') return ;;
        'patch --junit') compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
        'patch --kcidb') compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
        'patch --gitlab') compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
        'watch --arch') return ;;
        'watch --endian') return ;;
        'watch --config') return ;;
        'watch --cell') return ;;
        'watch --tree') compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
        'watch --maildir') compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
        'watch --remote') return ;;
        'watch --branch') return ;;
        'watch --answers') compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
        'watch --from') return ;;
        'watch --base') return ;;
        'watch --poll') return ;;
        'watch --executor') return ;;
        'watch --reboots') return ;;
        'watch --jobs') return ;;
        'watch --lanes') return ;;
        'bisect --arch') return ;;
        'bisect --endian') return ;;
        'bisect --config') return ;;
        'bisect --cell') return ;;
        'bisect --tree') compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
        'bisect --good') return ;;
        'bisect --bad') return ;;
        'bisect --test') return ;;
        'bisect --executor') return ;;
        'bisect --reboots') return ;;
        'bisect --jobs') return ;;
        'bisect --lanes') return ;;
        'plan --arch') return ;;
        'plan --endian') return ;;
        'plan --config') return ;;
        'plan --cell') return ;;
        'plan --tree') compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
        'plan --format') mapfile -t COMPREPLY < <(compgen -W 'github gitlab' -- "$cur"); return ;;
        'simulate --arch') return ;;
        'simulate --endian') return ;;
        'simulate --config') return ;;
        'simulate --cell') return ;;
        'simulate --tree') compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
        'simulate --nodes') return ;;
        'simulate --cores') return ;;
        'simulate --cpus') return ;;
        'simulate --times') return ;;
        'explain --arch') return ;;
        'explain --endian') return ;;
        'explain --config') return ;;
        'explain --cell') return ;;
        'explain --tree') compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
        'report --view') mapfile -t COMPREPLY < <(compgen -W 'digests grid map production week' -- "$cur"); return ;;
        'report --since') return ;;
        'report --format') mapfile -t COMPREPLY < <(compgen -W 'csv html json junit kcidb text' -- "$cur"); return ;;
        'report --origin') return ;;
        'log --run') return ;;
        'log --boot') return ;;
        'repro --run') return ;;
        'weekly --since') return ;;
        'weekly --to') return ;;
        'weekly --from') return ;;
        'weekly --site') return ;;
        'weekly --smtp') return ;;
        'weekly --output') compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
        'weekly --credentials') compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
        'weekly --ca-file') compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
        'site --runs') return ;;
        'serve --port') return ;;
        'serve --runs') return ;;
        'list -n'|'list --most') return ;;
    esac
    case "$at/$cur" in
        ''/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --version' -- "$cur") ;;
        ''/*) mapfile -t COMPREPLY < <(compgen -W 'run resume patch watch bisect plan simulate explain show report log repro ktap history compare weekly site serve list doctor image tree ledger cache worker' -- "$cur") ;;
        run/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --arch --endian --config --cell --tree --executor --fresh --reboots --isolate --jobs --lanes --test --json' -- "$cur") ;;
        run/*) compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
        resume/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --json' -- "$cur") ;;
        patch/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --arch --endian --config --cell --tree --series --base --each --executor --fresh --reboots --isolate --jobs --lanes --json --reply --from --junit --kcidb --gitlab --github' -- "$cur") ;;
        patch/*) compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
        watch/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --arch --endian --config --cell --tree --maildir --remote --branch --answers --from --base --poll --once --executor --fresh --reboots --isolate --jobs --lanes' -- "$cur") ;;
        watch/*) compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
        bisect/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --arch --endian --config --cell --tree --good --bad --test --executor --fresh --reboots --isolate --jobs --lanes' -- "$cur") ;;
        bisect/*) compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
        plan/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --arch --endian --config --cell --tree --json --check --format' -- "$cur") ;;
        plan/*) compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
        simulate/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --arch --endian --config --cell --tree --nodes --cores --cpus --times --json' -- "$cur") ;;
        simulate/*) compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
        explain/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --arch --endian --config --cell --tree --json' -- "$cur") ;;
        explain/*) compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
        show/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --json' -- "$cur") ;;
        report/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --view --since --format --origin' -- "$cur") ;;
        report/*) compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
        log/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --run --build --boot --path' -- "$cur") ;;
        repro/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --run' -- "$cur") ;;
        ktap/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --json' -- "$cur") ;;
        ktap/*) compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
        history/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --json' -- "$cur") ;;
        compare/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --json' -- "$cur") ;;
        weekly/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --since --to --from --site --smtp --sendmail --output --credentials --ca-file' -- "$cur") ;;
        weekly/*) compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
        site/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --runs' -- "$cur") ;;
        site/*) compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
        serve/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --port --runs' -- "$cur") ;;
        serve/*) compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
        list/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help -n --most --json' -- "$cur") ;;
        doctor/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --json' -- "$cur") ;;
        image/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help' -- "$cur") ;;
        image/*) mapfile -t COMPREPLY < <(compgen -W 'build list prune' -- "$cur") ;;
        'image build'/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help' -- "$cur") ;;
        'image list'/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --json' -- "$cur") ;;
        'image prune'/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --all' -- "$cur") ;;
        tree/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help' -- "$cur") ;;
        tree/*) mapfile -t COMPREPLY < <(compgen -W 'list update' -- "$cur") ;;
        'tree list'/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --json' -- "$cur") ;;
        'tree update'/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help' -- "$cur") ;;
        ledger/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help' -- "$cur") ;;
        ledger/*) mapfile -t COMPREPLY < <(compgen -W 'check backup restore' -- "$cur") ;;
        'ledger check'/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --json' -- "$cur") ;;
        'ledger backup'/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help' -- "$cur") ;;
        'ledger backup'/*) compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
        'ledger restore'/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help' -- "$cur") ;;
        'ledger restore'/*) compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
        cache/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help --json' -- "$cur") ;;
        cache/*) mapfile -t COMPREPLY < <(compgen -W prune -- "$cur") ;;
        'cache prune'/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help' -- "$cur") ;;
        'cache prune'/*) mapfile -t COMPREPLY < <(compgen -W 'images trees builds ccache' -- "$cur") ;;
        worker/-*) mapfile -t COMPREPLY < <(compgen -W '-h --help' -- "$cur") ;;
    esac
}
complete -F _gulliver gulliver
