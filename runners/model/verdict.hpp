// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gulliver {

/// What came of a cell. `passed` is the only good one, and means: Rust ran here and passed.
enum class VerdictKind {
  passed,
  patch_failed,     ///< a patch of the tree does not apply
  config_dropped,   ///< Kconfig did not keep an option that was asked for
  build_failed,     ///< make failed
  no_output,        ///< the guest never printed a line
  boot_failed,      ///< the guest ended or panicked before the first test result
  hung,             ///< no console output for longer than the silence deadline
  panicked,         ///< the kernel panicked while tests were running
  splat,            ///< every test passed, but the kernel complained (oops, BUG, WARNING)
  tests_failed,     ///< at least one test says `not ok`
  tests_incomplete, ///< the KTAP plan was not met, or the document was cut short
  no_rust_tests,    ///< everything that ran passed, but no Rust test ran
  console_overflow, ///< the console grew beyond its limit
  deadline,         ///< the phase took longer than its total deadline
  emulator_died,    ///< QEMU itself failed
  broken,           ///< the farm failed; says nothing about the kernel
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
