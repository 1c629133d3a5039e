// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// Follows the lines behind a complaint of the kernel and picks the functions of its first call trace,
/// with the one at the program counter ahead of them where the registers name it.
/// The wording is that of show_stack() and show_regs() in arch/*: x86, arm, arm64, loongarch, mips,
/// powerpc, riscv and s390. It takes CONFIG_KALLSYMS: an address alone names no function.
class CallTrace {
 public:
  /// One line, as console_text() gives it. What it names goes behind `functions`: innermost first,
  /// at most 8, without offset, address and module, and without those that only report.
  void read(std::string_view text, std::vector<std::string>& functions);

  /// Whether the trace, or at least its first line, was there.
  bool begun() const { return state_ != State::ahead; }

 private:
  enum class State { ahead, inside, over };
  State state_ = State::ahead;
};

}  // namespace gulliver
