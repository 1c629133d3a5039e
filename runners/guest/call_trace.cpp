// SPDX-License-Identifier: MIT
#include <runners/guest/call_trace.hpp>

#include <runners/guest/rust_name.hpp>
#include <runners/model/console_text.hpp>

#include <algorithm>
#include <iterator>
#include <optional>

namespace gulliver {
namespace {

constexpr std::size_t max_functions = 8;
constexpr std::size_t max_name = 200;

/// What prints a complaint, not what it is about; "*" stands for any rest.
constexpr std::string_view reporters[] = {"dump_stack*",
                                          "show_stack*",
                                          "show_regs*",
                                          "show_trace*",
                                          "dump_backtrace*",
                                          "unwind_backtrace*",
                                          "walk_stackframe*",
                                          "__warn*",
                                          "warn_slowpath*",
                                          "report_bug",
                                          "__report_bug",
                                          "handle_bug",
                                          "exc_invalid_op",
                                          "asm_exc_invalid_op",
                                          "panic",
                                          "vpanic",
                                          "nmi_panic",
                                          "check_panic_on_warn",
                                          "die",
                                          "__die",
                                          "oops_end",
                                          "make_task_dead",
                                          "print_report",
                                          "print_address_description*",
                                          "kasan_report*",
                                          "__kasan_report*",
                                          "kasan_check_range",
                                          "__asan_*",
                                          "__hwasan_*",
                                          "kfence_report_error",
                                          "ubsan_*",
                                          "__ubsan_handle_*",
                                          "__might_resched",
                                          "__might_sleep",
                                          "__schedule_bug",
                                          "print_circular_bug*",
                                          "print_deadlock_bug",
                                          "print_usage_bug*",
                                          "print_irq_inversion_bug",
                                          "print_bad_irq_dependency",
                                          "print_unlock_imbalance_bug",
                                          "check_noncircular",
                                          "check_prev_add",
                                          "check_deadlock",
                                          "validate_chain",
                                          "mark_lock*",
                                          "mark_usage",
                                          "__lock_acquire",
                                          "lock_acquire",
                                          "__lock_release",
                                          "lock_release",
                                          "lockdep_rcu_suspicious",
                                          "debug_smp_processor_id",
                                          "check_preemption_disabled",
                                          "__this_cpu_preempt_check",
                                          "__schedule",
                                          "schedule",
                                          "rust_helper_BUG"};

/// Parts of the mangled names of Rust's own panic functions.
constexpr std::string_view rust_reporters[] = {"rust_begin_unwind", "4core9panicking"};

/// Registers that hold the program counter, as the architectures write them.
constexpr std::string_view program_counters[] = {
    "RIP: ", "EIP: ", "pc : ", "epc : ", "epc   : ", "PC is at ", "NIP [", "Krnl PSW : ", "ERA: "};

bool only_reports(std::string_view function) {
  for (std::string_view part : rust_reporters)
    if (function.find(part) != std::string_view::npos) return true;
  return std::any_of(std::begin(reporters), std::end(reporters), [function](std::string_view reporter) {
    if (!reporter.ends_with('*')) return function == reporter;
    return function.starts_with(reporter.substr(0, reporter.size() - 1));
  });
}

bool is_name(std::string_view text) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.$";
  return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

std::string_view without_blanks_ahead(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
}

/// A function with its offset, "NAME+0x12/0x34", and what stands ahead of it.
struct Symbol {
  std::string_view name;
  std::string_view before;
};

std::optional<Symbol> symbol_in(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  const std::size_t plus = text.find("+0x");
  if (plus == std::string_view::npos) return std::nullopt;
  const std::size_t slash = text.find_first_not_of(digits, plus + 3);
  if (slash == std::string_view::npos || text.substr(slash, 3) != "/0x") return std::nullopt;
  const std::size_t start = text.find_last_of(" \t:(", plus) + 1;  // npos + 1 is 0
  const std::string_view name = text.substr(start, plus - start);
  return is_name(name) ? std::optional(Symbol{name, text.substr(0, start)}) : std::nullopt;
}

/// Only addresses: "[<80100abc>] ", "[c0d1fdf0] [c0a12345] ", "([<0000000000a1b2c3>] ".
bool is_address(std::string_view text) {
  return text.find_first_not_of(" \t()[]<>0123456789abcdef") == std::string_view::npos;
}

/// The function of one line of a trace. arm writes "FUNCTION from CALLER+0x12/0x34".
std::optional<std::string_view> frame_in(std::string_view text) {
  const auto symbol = symbol_in(text);
  if (!symbol) return std::nullopt;
  const std::size_t from = symbol->before.find(" from ");
  if (from == std::string_view::npos)
    return is_address(symbol->before) ? std::optional(symbol->name) : std::nullopt;
  std::string_view callee = symbol->before.substr(0, from);
  if (callee.ends_with(')')) callee.remove_suffix(1);
  callee = callee.substr(callee.find_last_of(" (") + 1);
  return is_name(callee) ? std::optional(callee) : std::nullopt;
}

std::optional<std::string_view> program_counter_in(std::string_view text) {
  text = without_blanks_ahead(text);
  const bool names_it = std::any_of(std::begin(program_counters), std::end(program_counters),
                                    [text](std::string_view label) { return text.starts_with(label); });
  const auto symbol = names_it ? symbol_in(text) : std::nullopt;
  return symbol ? std::optional(symbol->name) : std::nullopt;
}

/// Lines that may stand inside a trace: "<TASK>", a guess of the unwinder ("? f+0x1/0x2"), an address
/// without a name, powerpc's "--- interrupt: 700 at f+0x1/0x2".
bool belongs_to_trace(std::string_view text) {
  text = without_blanks_ahead(text);
  for (std::string_view start : {"<", "? ", "[", "([", "0x", "---"})
    if (text.starts_with(start)) return !text.starts_with("---[");
  return false;
}

void keep(std::string_view function, std::vector<std::string>& functions) {
  function = function.substr(0, function.find('.', 1));  // what a compiler makes of it: .cold, .isra.0
  if (functions.size() == max_functions || only_reports(function)) return;
  std::string name = readable_text(rust_name(function), max_name);
  if (functions.empty() || functions.back() != name) functions.push_back(std::move(name));
}

}  // namespace

void CallTrace::read(std::string_view text, std::vector<std::string>& functions) {
  if (state_ == State::over) return;
  const std::string_view words = without_blanks_ahead(text);
  if (words.starts_with("Call Trace:") || words.starts_with("Call trace:")) {
    state_ = state_ == State::ahead ? State::inside : State::over;
  } else if (state_ == State::ahead) {
    if (const auto function = program_counter_in(text); function && functions.empty())
      keep(*function, functions);
  } else if (const auto function = frame_in(text)) {
    keep(*function, functions);
  } else if (!belongs_to_trace(text)) {
    state_ = State::over;
  }
}

}  // namespace gulliver
