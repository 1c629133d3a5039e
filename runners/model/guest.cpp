// SPDX-License-Identifier: MIT
#include <runners/model/guest.hpp>

namespace gulliver {

std::string initramfs_of(const std::string& image) { return image + ".initramfs"; }

std::string_view name_of(GuestEnd end) {
  switch (end) {
    case GuestEnd::last_result: return "last-result";
    case GuestEnd::end_marker: return "end-marker";
    case GuestEnd::exited: return "exited";
    case GuestEnd::silent: return "silent";
    case GuestEnd::deadline: return "deadline";
    case GuestEnd::overflow: return "overflow";
    case GuestEnd::emulator_died: return "emulator-died";
  }
  return "unknown";
}

std::string_view name_of(Splat::Kind kind) {
  switch (kind) {
    case Splat::Kind::panic: return "panic";
    case Splat::Kind::oops: return "oops";
    case Splat::Kind::bug: return "bug";
    case Splat::Kind::warning: return "warning";
    case Splat::Kind::lockdep: return "lockdep";
    case Splat::Kind::kasan: return "kasan";
    case Splat::Kind::ubsan: return "ubsan";
    case Splat::Kind::rcu_stall: return "rcu-stall";
    case Splat::Kind::stall: return "stall";
  }
  return "unknown";
}

}  // namespace gulliver
