# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What ci/quickstart and ci/test share: sourced by them.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cores=$(nproc)

# say TEXT...: what comes next, set apart from what programs print.
say() { printf '\n== %s\n' "$*"; }

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 3
}

as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  else
    sudo "$@"
  fi
}

# Runs a command that has much to say, and shows what it said only if it fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" > "$log" 2>&1 || status=$?
  [[ $status == 0 ]] || cat "$log" >&2
  rm -f "$log"
  return "$status"
}

# missing_packages PACKAGE...: those of ci/debian-packages.txt, and of these, that are not installed.
missing_packages() {
  local package
  { printf '%s\n' "$@" && sed 's/#.*//' "$root/ci/debian-packages.txt"; } | while read -r package; do
    [[ -n $package ]] || continue
    dpkg-query -W -f '${db:Status-Status}\n' "$package" 2> /dev/null | grep -qx installed || echo "$package"
  done
}

# install_packages PACKAGE...: all that Gulliver takes, and these.
install_packages() {
  command -v dpkg-query > /dev/null || die "found no dpkg-query: this is for Debian 12 and its relatives"
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if [[ ${#missing[@]} == 0 ]]; then
    say "Packages: all there"
    return
  fi
  say "Packages: installing ${#missing[@]} (about 2 minutes): ${missing[*]}"
  [[ $(id -u) == 0 ]] || command -v sudo > /dev/null ||
    die "installing packages takes root: run this once as root, or install sudo"
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300)
  if ! quietly as_root "${apt[@]}" update ||
    ! quietly as_root "${apt[@]}" install --no-install-recommends --no-remove "${missing[@]}"; then
    die "apt-get could not install what ci/debian-packages.txt lists (its own words are above)"
  fi
}

# without_daemons COMMAND...: while it runs, packages that are installed start no service.
without_daemons() {
  local policy=/usr/sbin/policy-rc.d status=0
  if [[ -e $policy ]]; then
    "$@"
    return
  fi
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" > /dev/null
  as_root chmod 755 "$policy"
  "$@" || status=$?
  as_root rm -f "$policy"
  return "$status"
}

# configure OPTION...: makes build/, or keeps it as it was configured but for the options.
configure() {
  if [[ -f $root/build/CMakeCache.txt ]]; then
    cmake -S "$root" -B "$root/build" "$@"
  else
    cmake -S "$root" -B "$root/build" -G Ninja -DCMAKE_BUILD_TYPE=Release "$@"
  fi
}

# compile TARGET
compile() { cmake --build "$root/build" --parallel "$cores" --target "$1"; }

# Does nothing where the image of the recipe is in the cache.
make_image() { "$root/build/gulliver" image build; }
