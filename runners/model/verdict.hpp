// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gulliver {

/// What came of a cell. `passed` is the only good one, and means: Rust ran here and passed.
enum class VerdictKind {
  passed,
  patch_failed,      ///< a patch of the tree does not apply
  unsupported,       ///< Kconfig has Rust and what was asked for exclude each other: a finding, nobody's fault
  config_dropped,    ///< Kconfig did not keep an option that was asked for
  build_failed,      ///< make failed where it compiled
  link_failed,       ///< make failed where it linked
  no_output,         ///< the guest never printed a line
  boot_failed,       ///< the guest ended before the first test began, and nothing says why
  boot_panicked,     ///< the kernel panicked before the first test began
  boot_hung,         ///< no console output for longer than the silence deadline, before the first test began
  test_hung,         ///< the same, after it began
  test_crashed,      ///< the kernel did not survive a test
  splat,             ///< every test passed, but the kernel complained (oops, BUG, WARNING, lockdep, KASAN ...)
  tests_failed,      ///< at least one test says `not ok`
  tests_incomplete,  ///< the KTAP plan was not met, or the document was cut short
  tests_missing,     ///< everything that ran passed, but a test that should have run did not
  no_rust_tests,     ///< everything that ran passed, but no Rust test ran
  flaky,             ///< boots of the same image came to different ends
  console_overflow,  ///< the console grew beyond its limit
  deadline,          ///< the phase took longer than its total deadline
  emulator_died,     ///< QEMU itself failed
  broken,            ///< the farm failed; says nothing about the kernel
};

/// Whose fault a verdict is; decides the exit code of a run (0, 1, 2, 3 in this order).
enum class Fault { none, kernel, input, farm };

/// A verdict and its reason, written for the person who reads the report at breakfast.
struct Verdict {
  VerdictKind kind = VerdictKind::broken;
  std::string reason;

  bool passed() const { return kind == VerdictKind::passed; }
  bool operator==(const Verdict&) const = default;
};

/// Stable lower-case name with hyphens, e.g. "build-failed"; used in JSON and in the ledger.
std::string_view name_of(VerdictKind kind);

/// The kind of that name, or nothing.
std::optional<VerdictKind> verdict_kind(std::string_view name);

Fault fault_of(VerdictKind kind);

}  // namespace gulliver
