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
    // arch/*: die() and the fault handlers.
    {Kind::oops, "BUG: unable to handle "},
    {Kind::oops, "BUG: Unable to handle "},
    {Kind::oops, "BUG: kernel NULL pointer dereference"},
    {Kind::oops, "BUG: Kernel NULL pointer dereference"},
    {Kind::oops, "Unable to handle kernel "},
    {Kind::oops, "CPU ", " Unable to handle kernel "},
    {Kind::oops, "Unhandled fault: "},
    {Kind::oops, "Unhandled prefetch abort: "},
    {Kind::ubsan, "Internal error: UBSAN: "},
    {Kind::oops, "Internal error: "},
    {Kind::oops, "SError Interrupt on CPU"},
    {Kind::oops, "Insufficient stack space to handle exception"},
    {Kind::oops, "Bad mode in "},
    {Kind::oops, "Oops"},
    // mm/kasan/report.c, lib/ubsan.c
    {Kind::kasan, "BUG: KASAN: "},
    {Kind::ubsan, "UBSAN: "},
    // kernel/locking/lockdep.c; the first line of a report stands between "=====" and "-----".
    {Kind::lockdep, "WARNING: possible "},
    {Kind::lockdep, "WARNING: inconsistent lock state"},
    {Kind::lockdep, "WARNING: bad unlock balance detected"},
    {Kind::lockdep, "WARNING: bad contention detected"},
    {Kind::lockdep, "WARNING: held lock freed"},
    {Kind::lockdep, "WARNING: Nested lock was not taken"},
    {Kind::lockdep, "WARNING: lock held when returning to user space"},
    {Kind::lockdep, "WARNING: suspicious RCU usage"},
    {Kind::lockdep, "WARNING: chain_key collision"},
    {Kind::lockdep, "WARNING: ", "-unsafe lock order detected"},
    {Kind::lockdep, "WARNING: ", " still has locks held!"},
    {Kind::lockdep, "WARNING: ", " kernel/locking/"},         // DEBUG_LOCKS_WARN_ON() and its like
    {Kind::lockdep, "WARNING: kernel/locking/"},
    {Kind::lockdep, "WARNING: ", "kernel/rcu/tree_plugin.h"},  // "Voluntary context switch within RCU ..."
    {Kind::lockdep, "INFO: possible "},
    {Kind::lockdep, "INFO: trying to register non-static key"},
    {Kind::lockdep, "[ BUG: Invalid wait context ]"},
    {Kind::lockdep, "BUG: MAX_LOCK"},
    {Kind::lockdep, "BUG: MAX_STACK_TRACE_ENTRIES too low"},
    {Kind::lockdep, "BUG: looking up invalid subclass"},
    {Kind::lockdep, "BUG: key ", " has not been registered"},
    // kernel/sched/core.c, lib/smp_processor_id.c, kernel/workqueue.c: the wrong context
    {Kind::lockdep, "BUG: sleeping function called from invalid context"},
    {Kind::lockdep, "BUG: scheduling while atomic"},
    {Kind::lockdep, "BUG: scheduling in a non-blocking section"},
    {Kind::lockdep, "BUG: assuming atomic context"},
    {Kind::lockdep, "BUG: assuming non migratable context"},
    {Kind::lockdep, "BUG: using ", " in preemptible "},
    {Kind::lockdep, "BUG: workqueue leaked atomic, lock or RCU"},
    // kernel/rcu/tree_stall.h, tree_exp.h, tasks.h
    {Kind::rcu_stall, "rcu: INFO: ", "detected "},
    {Kind::rcu_stall, "INFO: rcu", "detected "},
    // kernel/watchdog.c, kernel/hung_task.c, kernel/workqueue.c, arch/powerpc/kernel/watchdog.c
    {Kind::stall, "watchdog: ", "BUG: soft lockup"},
    {Kind::stall, "watchdog: ", "detected hard LOCKUP"},
    {Kind::stall, "BUG: soft lockup"},
    {Kind::stall, "BUG: workqueue lockup"},
    {Kind::stall, "INFO: task ", " for more than "},
    // everything else that calls itself a bug
    {Kind::bug, "BUG: "},
    {Kind::bug, "BUG ", "): "},  // SLUB: "BUG kmalloc-64 (Tainted: G B): Redzone overwritten"
    {Kind::bug, "kernel BUG at "},
    {Kind::bug, "Kernel BUG"},
    {Kind::bug, "Kernel bug detected"},
    {Kind::bug, "CFI failure at "},
    {Kind::bug, "", ": panicked at "},  // Rust's panic handler, ahead of the BUG() that it calls
    {Kind::warning, "WARNING: "},
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

bool is_rust_panic(std::string_view text) {
  return text.find(": panicked at ") != std::string_view::npos;
}

bool goes_on(const Splat& splat, std::string_view text) {
  const bool deadly = splat.kind == Kind::oops || splat.kind == Kind::bug || splat.kind == Kind::ubsan;
  if (deadly && has_die_counter(text)) return true;
  return is_rust_panic(splat.text) && (text.starts_with("kernel BUG at ") || text.starts_with("Kernel BUG"));
}

}  // namespace gulliver
