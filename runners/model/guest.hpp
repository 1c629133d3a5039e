// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/seconds.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// Everything that decides a boot, given an image.
struct GuestSpec {
  std::vector<std::string> qemu;      ///< program and machine arguments
  std::vector<std::string> tcg;       ///< arguments for emulation
  std::vector<std::string> kvm;       ///< arguments for KVM, in place of `tcg`
  std::string kvm_host;               ///< `uname -m` of hosts where KVM may run it; empty: none
  std::string console;                ///< for console=
  std::string cmdline;                ///< further kernel command line
  std::string test_filter = {};       ///< KUnit runs the tests that match and no others; empty: all
  int memory = 256;                   ///< MiB
  int cpus = 1;
  bool user_space = false;            ///< the image has an initramfs, which adds a KTAP document of its own
  std::string end;                    ///< console text after which the guest is over; may be empty
  Seconds silence{60};                ///< longest time without console output, under emulation
  Seconds total{300};                 ///< longest time in all, under emulation
  std::uint64_t console_limit = 64u << 20;  ///< bytes
  bool operator==(const GuestSpec&) const = default;
};

/// Where a guest's user space stands: beside its kernel's image.
std::string initramfs_of(const std::string& image);

/// How a guest came to its end.
enum class GuestEnd {
  last_result,   ///< ended by us: the last top-level result was in
  end_marker,    ///< ended by us: the end-of-run marker was seen
  exited,        ///< QEMU ended by itself; its status says nothing about the guest
  silent,        ///< ended by us: nothing on the console for too long
  deadline,      ///< ended by us: took too long in all
  overflow,      ///< ended by us: the console passed its limit
  emulator_died, ///< QEMU was killed by a signal, or failed before the guest said a word
};

std::string_view name_of(GuestEnd end);

/// A complaint of the kernel on the console.
struct Splat {
  enum class Kind {
    panic,
    oops,
    bug,        ///< BUG(), a Rust panic, CFI, SLUB's and KFENCE's findings
    warning,    ///< WARN()
    lockdep,    ///< lock order, lock state, RCU usage, sleeping in atomic context
    kasan,
    ubsan,
    rcu_stall,
    stall,      ///< soft and hard lockups, hung tasks
  };
  Kind kind = Kind::warning;
  std::string text;  ///< its first line, without timestamp; of a Rust panic its message, too
  int line = 0;      ///< 1-based line of the console
  std::vector<std::string> trace = {};  ///< functions of its first call trace, innermost first, at most 8, without offsets
  bool operator==(const Splat&) const = default;
};

std::string_view name_of(Splat::Kind kind);

/// What a console says, apart from test results.
struct ConsoleReading {
  int lines = 0;
  std::string kernel_version;  ///< from the banner "Linux version ..."; empty: never got there
  std::vector<Splat> splats;   ///< in order
  std::string last_line;       ///< the last line that is not empty
  bool end_marker = false;
  bool operator==(const ConsoleReading&) const = default;
};

/// What came of a boot.
struct BootResult {
  GuestEnd end = GuestEnd::emulator_died;
  std::string emulator_message;  ///< what QEMU itself said, where it died
  ConsoleReading reading;
  std::filesystem::path console;  ///< the file
  Seconds took{};
  bool kvm = false;
};

}  // namespace gulliver
