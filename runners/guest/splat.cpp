// SPDX-License-Identifier: MIT
#include <runners/guest/splat.hpp>

#include <algorithm>
#include <iterator>

namespace gulliver {
namespace {

using Kind = Splat::Kind;

/// A line that begins with `start` and holds `part` somewhere; either may be empty.
/// Most must stand at the start of a line: a driver that talks about a panic is none.
struct Rule {
  Kind kind;
  std::string_view start;
  std::string_view part = {};
};

/// The first rule that fits wins.
constexpr Rule rules[] = {
    {Kind::panic, "Kernel panic - not syncing"},
    {Kind::panic, "PANIC: "},
    {Kind::oops, "BUG: unable to handle "},
    {Kind::oops, "BUG: Unable to handle "},
    {Kind::oops, "BUG: kernel NULL pointer dereference"},
    {Kind::oops, "BUG: Kernel NULL pointer dereference"},
    {Kind::oops, "Unable to handle kernel "},
    {Kind::oops, "CPU ", " Unable to handle kernel "},
    {Kind::oops, "Unhandled fault: "},
    {Kind::oops, "Unhandled prefetch abort: "},
    {Kind::oops, "Internal error: "},
    {Kind::oops, "SError Interrupt on CPU"},
    {Kind::oops, "Insufficient stack space to handle exception"},
    {Kind::oops, "Bad mode in "},
    {Kind::oops, "Oops"},
    {Kind::bug, "BUG: "},
    {Kind::bug, "BUG ", "): "},  // SLUB: "BUG kmalloc-64 (Tainted: G B): Redzone overwritten"
    {Kind::bug, "kernel BUG at "},
    {Kind::bug, "Kernel BUG"},
    {Kind::bug, "Kernel bug detected"},
    {Kind::bug, "watchdog: ", "BUG: "},
    {Kind::bug, "watchdog: ", "detected hard LOCKUP"},
    {Kind::bug, "UBSAN: "},
    {Kind::bug, "CFI failure at "},
    {Kind::bug, "", ": panicked at "},  // Rust's panic handler, ahead of the BUG() that it calls
    {Kind::warning, "WARNING: "},
    {Kind::warning, "INFO: possible "},
    {Kind::warning, "INFO: trying to register non-static key"},
    {Kind::warning, "INFO: task ", " blocked for more than "},
    {Kind::warning, "rcu: INFO: ", "stall"},
    {Kind::warning, "kmemleak: ", "suspected memory leak"},
    {Kind::warning, "irq ", ": nobody cared"},
};

bool fits(const Rule& rule, std::string_view text) {
  return text.starts_with(rule.start) && text.find(rule.part, rule.start.size()) != std::string_view::npos;
}

/// "[#1]": what die() of every architecture prints behind its reason, whatever that is.
bool has_die_counter(std::string_view text) {
  const std::size_t mark = text.find("[#");
  if (mark == std::string_view::npos) return false;
  const std::size_t end = text.find_first_not_of("0123456789", mark + 2);
  return end != std::string_view::npos && end > mark + 2 && text[end] == ']';
}

}  // namespace

std::optional<Splat::Kind> splat_in(std::string_view text) {
  const auto rule = std::find_if(std::begin(rules), std::end(rules),
                                 [text](const Rule& candidate) { return fits(candidate, text); });
  if (rule != std::end(rules)) return rule->kind;
  return has_die_counter(text) ? std::optional(Kind::oops) : std::nullopt;
}

}  // namespace gulliver
