# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154
#
# The part of a script of `gulliver repro` that is the same for every cell. Ahead of it stand what was seen
# of the cell (saw_*: orchestrator/report/repro_head.hpp) and how it was made (recipe.hpp).

usage() {
  cat <<END
usage: $0 (--tree DIR | --kernel IMAGE) [OPTION...]

Repeats what Gulliver saw of cell $saw_cell in run $saw_run, and says what is seen now.
It needs no Gulliver: a tree, and a toolchain of the host or of an image.

  --tree DIR      build from this tree, which is copied and stays as it is; expected is
                  $base
  --kernel IMAGE  boot this image in place of building one
  --root ROOT     use the tools below this root folder of a toolchain image, through bwrap and without
                  network, as Gulliver does; without it the host's own tools
  --test GLOB     run only tests that match: SUITE.TEST, or TEST of any suite${saw_filter:+
                  (left out: $saw_filter)}
  --all           run all tests of the cell
  --out DIR       work in this folder [./repro-${saw_cell//\//-}]; where it is there already it goes on
  --jobs N        jobs of make [all processors]
  --help          this text

Exit status: 0 what was run passed, 1 it fails (again), 2 bad usage, 3 something else is missing.

Examples:
  $0 --tree ~/linux --root ~/.cache/gulliver/images/NAME/rootfs
  $0 --kernel ~/.cache/gulliver/builds/NAME/out/$image --all
END
}

say() { printf '== %s\n' "$(visible "$*")"; }
fail() { printf 'repro: %s\n' "$(visible "$*")" >&2 && exit 3; }
misused() { printf 'repro: %s; --help tells more\n' "$*" >&2 && exit 2; }

# visible TEXT: what a kernel prints steers no terminal.
visible() { printf '%s' "${1//[^[:print:]$'\t']/?}"; }

read_arguments() {
  tree='' root='' kernel='' out=./repro-${saw_cell//\//-} filter=$saw_filter jobs=$(nproc)
  while (($# > 0)); do
    case $1 in
      --help) usage && exit 0 ;;
      --all) filter='' && shift && continue ;;
      --tree | --root | --kernel | --test | --out | --jobs) (($# > 1)) || misused "$1 wants a value" ;;
      *) misused "no option '$(visible "$1")'" ;;
    esac
    case $1 in
      --tree) tree=$2 ;;
      --root) root=$2 ;;
      --kernel) kernel=$2 ;;
      --test) if [[ $2 == *.* ]]; then filter=$2; else filter="*.$2"; fi ;;
      --out) out=$2 ;;
      --jobs) jobs=$2 ;;
    esac
    shift 2
  done
  check_arguments
}

check_arguments() {
  [[ -n $tree || -n $kernel ]] || misused '--tree or --kernel is necessary'
  [[ -z $tree || -f $tree/Makefile ]] || fail "$tree: is no kernel tree"
  [[ -z $kernel || -f $kernel ]] || fail "$kernel: no such image"
  [[ -z $root || -d $root/usr ]] || fail "$root: is no root folder of a toolchain image"
  [[ $filter != *[[:space:]\",]* ]] || misused '--test takes one glob without blanks'
  [[ $jobs =~ ^[1-9][0-9]*$ ]] || misused '--jobs takes a number'
  if [[ -n $root ]]; then need bwrap; fi
  mkdir -p "$out" && out=$(cd "$out" && pwd -P)
}

need() { command -v "$1" >/dev/null || fail "$1 is not in PATH"; }

# walls MOUNT...: puts into `wall` the command line that enters the image, without network and not as root.
walls() {
  local name pair
  wall=(bwrap --unshare-ipc --unshare-pid --unshare-net --unshare-uts --unshare-cgroup-try --die-with-parent
    --hostname gulliver)
  if ((EUID == 0)); then
    wall+=(--cap-drop ALL --cap-add CAP_SETUID --cap-add CAP_SETGID --cap-add CAP_SETPCAP)
  else
    wall+=(--unshare-user)
  fi
  for name in bin etc gnu lib lib32 lib64 libx32 nix opt sbin usr; do
    if [[ -L $root/$name ]]; then
      wall+=(--symlink "$(readlink "$root/$name")" "/$name")
    elif [[ -d $root/$name ]]; then
      wall+=(--ro-bind "$root/$name" "/$name")
    fi
  done
  wall+=(--proc /proc --dev /dev --dev-bind /dev/null /dev/tty --perms 1777 --tmpfs /dev/shm --perms 1777
    --tmpfs /tmp --perms 0755 --dir /gulliver "$@" --remount-ro / --clearenv --setenv HOME /tmp
    --setenv LC_ALL C.UTF-8 --setenv PATH "$inside_path")
  for pair in "${inside_env[@]}"; do wall+=(--setenv "${pair%%=*}" "${pair#*=}"); done
  wall+=(--chdir / --)
  if ((EUID == 0)); then
    wall+=(/usr/bin/setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs --bounding-set=-all
      --inh-caps=-all --)
  fi
}

# ---- The tree

take_tree() {
  if [[ -e $out/tree-is-ready ]]; then
    say "the tree in $out/source is taken as it is"
    return
  fi
  [[ ! -e $out/source ]] || fail "$out/source: is of a script that was cut short; remove it"
  mkdir -p "$out/source" "$out/build" "$out/patches"
  say "expected is $base; copying $tree"
  copy_tree || fail "$tree: cannot be copied"
  compare_version
  patches
  touch "$out/tree-is-ready"
}

copy_tree() {
  if [[ -n $commit && $uncommitted == no ]] && git -C "$tree" cat-file -e "$commit^{commit}" 2>/dev/null; then
    say "exporting commit $commit"
    git -C "$tree" archive "$commit" | tar -xf - -C "$out/source"
  elif [[ -e $tree/.git ]] && git -C "$tree" rev-parse HEAD >/dev/null 2>&1; then
    say 'taking files that git tracks or does not ignore'
    files_on_disk | tar -C "$tree" --null --no-recursion -T - -cf - | tar -xf - -C "$out/source"
  else
    tar -C "$tree" --exclude=./.git -cf - . | tar -xf - -C "$out/source"
  fi
}

files_on_disk() {
  local file
  git -C "$tree" ls-files -z --cached --others --exclude-standard --deduplicate |
    while IFS= read -r -d '' file; do
      if [[ -f $tree/$file || -L $tree/$file ]]; then printf '%s\0' "$file"; fi
    done
}

compare_version() {
  local found
  found=$(sed -nE 's/^(VERSION|PATCHLEVEL|SUBLEVEL) *= *([0-9]+).*/\2/p' "$out/source/Makefile" | head -n 3 | paste -sd .)
  [[ -z $version || $found == "$version" ]] || say "this tree is of $found; Gulliver's was of $version"
}

# apply NUMBER NAME <PATCH
# shellcheck disable=SC2317
apply() {
  local file=$out/patches/$1.patch
  cat >"$file"
  say "applying $2"
  if command -v git >/dev/null; then
    (cd "$out/source" && GIT_CEILING_DIRECTORIES=$out git apply "$file") && return
  else
    patch -d "$out/source" -p1 --forward --batch --input="$file" && return
  fi
  rm -rf "$out/source"
  conclude patch-failed "$2 does not apply"
}

# ---- Configuration and build

# run_make TARGET...
run_make() {
  if [[ -n $root ]]; then
    walls --ro-bind "$out/source" /gulliver/source --bind "$out/build" /gulliver/build \
      --ro-bind "$out/request.config" /tmp/request.config
    "${wall[@]}" make -C /gulliver/source O=/gulliver/build "${make_words[@]}" "-j$jobs" "$@"
  else
    env LC_ALL=C.UTF-8 make -C "$out/source" "O=$out/build" "${make_words[@]}" "-j$jobs" "$@"
  fi
}

prepare_build() {
  request >"$out/request.config"
  : >"$out/build.log"
  if [[ -n $root ]] && ((EUID == 0)); then
    chmod -R a+rX "$out/source"
    chmod a+r "$out/request.config"
    chown -R 65534:65534 "$out/build"
  fi
}

configure() {
  say "make $config_base, with the options of the cell"
  if [[ $takes_request == yes ]]; then
    local place=$out/request.config
    if [[ -n $root ]]; then place=/tmp/request.config; fi
    run_make "KCONFIG_ALLCONFIG=$place" "$config_base" >>"$out/build.log" 2>&1 || build_failed
  else
    run_make "$config_base" >>"$out/build.log" 2>&1 || build_failed
    cat "$out/request.config" >>"$out/build/.config"
    run_make olddefconfig >>"$out/build.log" 2>&1 || build_failed
  fi
}

# plain VALUE: a hexadecimal number in its shortest form.
plain() {
  local value=$1
  if [[ $value =~ ^(0[xX])?0*([0-9a-fA-F]+)$ && $2 =~ ^0[xX] ]]; then value=0x${BASH_REMATCH[2],,}; fi
  printf '%s' "$value"
}

# missing_options OPTION...: those of NAME=VALUE that .config lacks.
missing_options() {
  local option name found
  for option in "$@"; do
    name=${option%%=*}
    found=$(sed -n "s/^CONFIG_$name=//p" "$out/build/.config")
    found=${found:-n}
    if [[ $(plain "${option#*=}" "$found") != "$(plain "$found" "$found")" ]]; then
      printf '%s (it is %s)\n' "$option" "$found"
    fi
  done
}

is_defined() { grep -rqE "^[[:space:]]*(menu)?config[[:space:]]+$1[[:space:]]*\$" --include='Kconfig*' "$out/source"; }

check_config() {
  local lost option
  local -a defined=()
  for option in "${optional[@]}"; do
    if is_defined "${option%%=*}"; then defined+=("$option"); fi
  done
  lost=$(missing_options "${wanted[@]}" "${defined[@]}")
  [[ -n $lost ]] || return 0
  printf 'Kconfig dropped:\n%s\n' "$lost"
  if [[ $lost == *RUST=y* ]]; then run_make rustavailable || true; fi
  conclude "$([[ $saw_verdict == unsupported ]] && echo unsupported || echo config-dropped)" \
    "Kconfig dropped ${lost%%$'\n'*}, of $(wc -l <<<"$lost") in all"
}

build_failed() {
  local pattern='(^|[^[:alnum:]_])error(\[E[0-9]+\])?:|undefined symbol|\*\*\*' first kind=build-failed
  first=$(grep -a -m 1 -E "$pattern" "$out/build.log" || tail -n 1 "$out/build.log")
  if [[ $first == *ld.lld:* ]]; then kind=link-failed; fi
  while IFS= read -r line; do printf '%s\n' "$(visible "$line")"; done \
    < <(grep -a -m 1 -A 12 -E "$pattern" "$out/build.log")
  say "the whole log: $out/build.log"
  conclude "$kind" "$first"
}

# make_user_space: /init and all modules, beside the image
make_user_space() {
  if [[ -n $root ]]; then
    walls --ro-bind "$out/source" /gulliver/source --bind "$out/build" /gulliver/build
    "${wall[@]}" sh -c "$(initramfs_script)" initramfs /gulliver/source /gulliver/build "$image" "${init_flags[@]}" < <(init_source)
  else
    sh -c "$(initramfs_script)" initramfs "$out/source" "$out/build" "$image" "${init_flags[@]}" < <(init_source)
  fi
}

build_kernel() {
  say "make ${targets[*]}; log: $out/build.log"
  run_make "${targets[@]}" >>"$out/build.log" 2>&1 || build_failed
  if ((${#init_flags[@]} > 0)); then
    make_user_space >>"$out/build.log" 2>&1 || fail "the guest's user space cannot be made; $out/build.log tells more"
  fi
  [[ -f $out/build/$image ]] || conclude build-failed "make ended well but left no $image"
  check_config
}

# ---- The boot

guest_command() {
  local -a qemu=("${qemu_tcg[@]}")
  local append=$cmdline
  if ((${#qemu_kvm[@]} > 0)); then
    if [[ -z $root && -r /dev/kvm && -w /dev/kvm ]]; then
      qemu=("${qemu_kvm[@]}")
    else
      say 'Gulliver booted it under KVM; here it is emulated'
    fi
  fi
  if [[ -n $filter ]]; then append+=" kunit.filter_glob=$filter"; fi
  guest=(env)
  if [[ -n $root ]]; then
    walls --ro-bind "$(cd "$(dirname "$kernel")" && pwd -P)" /gulliver/build
    guest=("${wall[@]}")
    add_qemu "/gulliver/build/${kernel##*/}"
  else
    need "${qemu[0]}"
    add_qemu "$kernel"
  fi
}

# add_qemu IMAGE
add_qemu() {
  guest+=("${qemu[@]}")
  if ((${#init_flags[@]} > 0)); then guest+=(-initrd "$1.initramfs"); fi
  guest+=(-kernel "$1" -append "$append")
}

boot() {
  local line shown status bytes=0 code=0
  guest_command
  console=$out/console.log
  say "booting${filter:+, only tests matching $filter}; console: $console"
  : >"$console"
  exec {lines}< <(exec timeout --kill-after=10 "$total" "${guest[@]}" </dev/null 2>&1)
  guest_pid=$!
  trap 'kill "$guest_pid" 2>/dev/null || true' EXIT
  ended=
  while [[ -z $ended ]]; do
    line='' status=0
    IFS= read -r -t "$silence" -u "$lines" line || status=$?
    if ((status == 0)) || [[ -n $line ]]; then
      bytes=$((bytes + ${#line} + 1))
      printf '%s\n' "$line" >>"$console"
      shown=${line//$'\r'/}
      printf '%s\n' "${shown//[^[:print:]$'\t']/?}"
      see "$line"
    fi
    if ((bytes > limit)); then ended=overflow; fi
    if [[ -z $ended ]] && ((status > 128)); then ended=silent; fi
    if [[ -z $ended ]] && ((status > 0)); then ended=exited; fi
  done
  if [[ $ended == exited ]]; then
    wait "$guest_pid" || code=$?
    if ((code == 124 || code == 137)); then ended=deadline; fi
    if ((code != 0)) && [[ $ended == exited && $banner == no ]]; then ended=died; fi
  fi
}

# What the console told so far. Indexed by depth: 0 are suites, 1 their tests, 2 parameters of those.
documents=0 began=no banner=no panic='' complaint='' last='' spoke=no
passed=0 skipped=0 rust=0
failed=() problems=() ran=()
plan=() results=(0) suite=() failed_before=()

prefix='^(<[0-9]+>)?\[ *[0-9]+\.[0-9]+\](\[ *[CT][0-9]+\])? '
complaints='^(BUG[: ]|WARNING: |Oops|Unable to handle |Unhandled |Internal error: |UBSAN: |CFI failure|[Kk]ernel BUG)'
complaints+='|: panicked at |^INFO: (task|rcu|possible)|^rcu: INFO: |^watchdog: BUG|suspected memory leak'

# see LINE: of the console
see() {
  local text=${1//$'\r'/}
  if [[ $text =~ $prefix ]]; then text=${text:${#BASH_REMATCH[0]}}; fi
  if [[ -n $text ]]; then spoke=yes last=$text; fi
  if [[ $text == *'Linux version '* ]]; then banner=yes; fi
  if [[ -z $panic && $text == 'Kernel panic - not syncing'* ]]; then panic=$text; fi
  if [[ -z $complaint && $text =~ $complaints ]]; then complaint=$text; fi
  if [[ $text == 'KTAP version 1' ]]; then
    began=yes documents=$((documents + 1)) results[0]=0
    unset 'plan[0]'
  fi
  if [[ $began == yes ]]; then see_test "$text"; fi
  if [[ -n ${plan[0]:-} ]] && ((results[0] >= plan[0] && (documents > 1 || ${#init_flags[@]} == 0))); then
    ended='last-result'
  elif [[ -n $end && $text == *"$end"* ]]; then
    ended='end-marker'
  fi
}

see_test() {
  local result='^( *)(not )?ok [0-9]+( - | )?([^#]*)(#.*)?$' depth
  if [[ $1 =~ ^(\ *)#\ Subtest:\ (.*)$ ]]; then
    depth=$((${#BASH_REMATCH[1]} / 4))
    suite[depth]=${BASH_REMATCH[2]} results[depth]=0 failed_before[depth]=${#failed[@]}
  elif [[ $1 =~ ^(\ *)1\.\.([0-9]+)$ ]]; then
    depth=$((${#BASH_REMATCH[1]} / 4))
    plan[depth]=${BASH_REMATCH[2]}
  elif [[ $1 =~ $result ]]; then
    see_result $((${#BASH_REMATCH[1]} / 4)) "${BASH_REMATCH[2]}" "${BASH_REMATCH[4]}" "${BASH_REMATCH[5]}"
  fi
}

# see_result DEPTH 'not '|'' NAME COMMENT
see_result() {
  local depth=$1 name=$3 i path=''
  local below=$((depth + 1))
  name=${name%"${name##*[! ]}"}
  results[depth]=$((${results[depth]:-0} + 1))
  for ((i = 1; i <= depth; ++i)); do path+=${suite[i]:-?}.; done
  path+=$name
  if [[ -n ${suite[below]:-} ]]; then
    if [[ ${plan[below]:-} != "${results[below]}" ]]; then problems+=("$path: ${results[below]} of ${plan[below]:-unknown} results"); fi
    if [[ -n $2 ]] && ((${#failed[@]} == failed_before[below])); then failed+=("$path"); fi
    unset "suite[$below]" "plan[$below]" "results[$below]"
    return
  fi
  see_leaf "$path" "$2" "$4"
}

see_leaf() {
  ran+=("$1")
  if [[ -n $2 ]]; then
    failed+=("$1")
  elif [[ ${3^^} == '# SKIP'* ]]; then
    skipped=$((skipped + 1))
    return
  else
    passed=$((passed + 1))
  fi
  if [[ $1 == rust_* ]]; then rust=$((rust + 1)); fi
}

# ---- What came of it

whereabouts() {
  if ((${#ran[@]} == 0)) && [[ -z ${suite[1]:-} ]]; then
    printf 'before the first test'
  else
    printf 'in suite %s after %s' "${suite[1]:-?}" "${ran[-1]:-no test}"
  fi
}

in_test() { ((${#ran[@]} > 0)) || [[ -n ${suite[1]:-} ]]; }

# either KIND KIND: the first before the first test, the second from there on
either() { if in_test; then printf '%s' "$2"; else printf '%s' "$1"; fi; }

judge() {
  local where only=${filter:+; only tests matching $filter were run}
  where=$(whereabouts)
  if [[ $ended == died ]]; then conclude emulator-died "QEMU failed: $last"; fi
  if [[ $ended == last-result ]] && ((${#failed[@]} > 0)); then
    conclude tests-failed "${#failed[@]} failed: ${failed[*]:0:5}$only"
  fi
  if [[ $ended == last-result ]] && ((${#problems[@]} == 0)); then judge_complete "$only"; fi
  if [[ -n $panic ]]; then conclude "$(either boot-panicked test-crashed)" "$panic, $where"; fi
  case $ended in
    overflow) conclude console-overflow "the console passed its limit $where" ;;
    deadline) conclude "$([[ $spoke == yes ]] && echo deadline || echo no-output)" "the deadline of $total s passed $where" ;;
    silent) conclude "$([[ $spoke == yes ]] && either boot-hung test-hung || echo no-output)" "no output for $silence s $where" ;;
  esac
  if [[ $spoke == no ]]; then conclude no-output 'the guest printed nothing'; fi
  conclude "$(either boot-failed tests-incomplete)" "${problems[0]:-the results end $where}; the last line is '$last'${complaint:+; $complaint}"
}

# judge_complete ONLY: every result is in, and no test failed
judge_complete() {
  local name
  if ((${#ran[@]} == 0)) && [[ -n $filter ]]; then conclude no-such-test "no test matches $filter"; fi
  if ((rust == 0)) && [[ -z $filter ]]; then conclude no-rust-tests "${#ran[@]} tests reported, none of them a Rust test"; fi
  if [[ -n $complaint ]]; then conclude splat "all $passed tests passed, but: $complaint$1"; fi
  if [[ -n $saw_missing && -z $filter ]]; then
    for name in "${ran[@]}"; do
      if [[ $name == "$saw_missing" ]]; then conclude passed "$passed passed, $saw_missing among those that ran"; fi
    done
    conclude tests-missing "$saw_missing did not run"
  fi
  conclude passed "$passed passed, $skipped skipped$1"
}

# conclude KIND REASON
conclude() {
  printf '\nGulliver saw: %s: %s\n' "$saw_verdict" "$saw_reason"
  printf 'seen now:     %s: %s\n' "$1" "$(visible "$2")"
  case $1 in
    passed) exit 0 ;;
    emulator-died | no-such-test) exit 3 ;;
    patch-failed) [[ $saw_verdict == patch-failed ]] || exit 3 ;;
  esac
  exit 1
}

main() {
  set -euo pipefail
  export LC_ALL=C
  read_arguments "$@"
  if [[ -z $kernel ]]; then
    take_tree
    prepare_build
    configure
    check_config
    build_kernel
    kernel=$out/build/$image
  fi
  boot
  judge
}

main "$@"
