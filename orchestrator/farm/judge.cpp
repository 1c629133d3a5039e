// SPDX-License-Identifier: MIT
#include <orchestrator/farm/judge.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace gulliver {
namespace {

std::string plural(int count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string seconds_text(Seconds seconds) { return std::to_string(static_cast<long>(seconds.count())) + " s"; }

struct Found {
  std::string name;
  const TestNode* node;
};

/// Leaves with one of two statuses, with their full names, in order.
void collect(const TestNode& node, const std::string& prefix, TestStatus status, std::vector<Found>& found) {
  const std::string name = prefix.empty() ? node.name : prefix + "." + node.name;
  for (const TestNode& child : node.children) collect(child, name, status, found);
  if (node.children.empty() && node.status == status) found.push_back({name, &node});
}

std::vector<Found> all_with(const TestReport& report, TestStatus status) {
  std::vector<Found> found;
  for (const TestNode& suite : report.suites) collect(suite, "", status, found);
  return found;
}

/// Whether anything of this node was on the console; others are only announced.
bool seen(const TestNode& node) { return node.line > 0 || !node.children.empty() || node.plan.has_value(); }

const TestNode* last_seen(const std::vector<TestNode>& nodes) {
  const auto last = std::ranges::find_if(nodes.rbegin(), nodes.rend(), seen);
  return last == nodes.rend() ? nullptr : &*last;
}

/// "; last seen: SUITE.TEST": how far the guest came.
std::string last_test(const TestReport& tests) {
  std::string name;
  for (const TestNode* node = last_seen(tests.suites); node; node = last_seen(node->children))
    name += (name.empty() ? "" : ".") + node->name;
  return name.empty() ? "; no test had begun" : "; last seen: " + name;
}

const Splat* first_panic(const ConsoleReading& reading) {
  const auto panic = std::ranges::find(reading.splats, Splat::Kind::panic, &Splat::kind);
  return panic == reading.splats.end() ? nullptr : &*panic;
}

std::string at_line(const Splat& splat) {
  return "\"" + splat.text + "\" at console line " + std::to_string(splat.line);
}

/// What ended the guest before its results were complete.
Verdict cut_short(const GuestSpec& guest, const BootResult& boot, const TestReport& tests) {
  const ConsoleReading& reading = boot.reading;
  if (boot.end == GuestEnd::overflow)
    return {VerdictKind::console_overflow,
            "the console passed its limit of " + std::to_string(guest.console_limit >> 20) + " MiB" + last_test(tests)};
  if (boot.end == GuestEnd::deadline)
    return {VerdictKind::deadline, "the guest did not finish within " + seconds_text(guest.total) + last_test(tests)};
  if (reading.lines == 0) return {VerdictKind::no_output, "the guest printed nothing on " + guest.console};
  if (const Splat* panic = first_panic(reading)) {
    const VerdictKind kind = tests.suites.empty() ? VerdictKind::boot_panicked : VerdictKind::test_crashed;
    return {kind, at_line(*panic) + last_test(tests)};
  }
  if (boot.end == GuestEnd::silent)
    return {tests.suites.empty() ? VerdictKind::boot_hung : VerdictKind::test_hung, "no console output for " + seconds_text(guest.silence) + " after \"" +
                                   reading.last_line + "\"" + last_test(tests)};
  if (tests.suites.empty() && !tests.plan)
    return {VerdictKind::boot_failed,
            "no KTAP on the console: no test ran; the last line is \"" + reading.last_line + "\""};
  const std::string problem = tests.problems.empty() ? "the results are not complete" : tests.problems.front();
  return {VerdictKind::tests_incomplete, problem + last_test(tests)};
}

Verdict failed_tests(const std::vector<Found>& failed) {
  const Found& first = failed.front();
  std::string reason = plural(static_cast<int>(failed.size()), "test") + " failed: " + first.name;
  if (!first.node->location.empty()) reason += " (" + first.node->location + ")";
  if (failed.size() > 1) reason += " and " + std::to_string(failed.size() - 1) + " more";
  return {VerdictKind::tests_failed, reason};
}

/// A suite can say `not ok` of itself while none of its tests does (its init failed).
std::optional<std::string> failed_suite(const TestNode& node) {
  if (node.status == TestStatus::failed && !node.children.empty()) return node.name;
  for (const TestNode& child : node.children)
    if (auto name = failed_suite(child)) return name;
  return std::nullopt;
}

Verdict judge_complete(const ConsoleReading& reading, const TestReport& tests) {
  if (const auto failed = all_with(tests, TestStatus::failed); !failed.empty()) return failed_tests(failed);
  for (const TestNode& suite : tests.suites)
    if (auto name = failed_suite(suite))
      return {VerdictKind::tests_failed, "suite " + *name + " failed, though none of its tests did"};
  const TestCounts counts = count(tests);
  const int rust = rust_tests_run(tests);
  if (rust == 0)
    return {VerdictKind::no_rust_tests, plural(counts.total(), "test") + " reported, none of them a Rust test that ran"};
  for (const Splat& splat : reading.splats)
    if (splat.kind != Splat::Kind::panic)
      return {VerdictKind::splat, "all tests passed, but the kernel complained: " + at_line(splat)};
  return {VerdictKind::passed, plural(counts.passed, "test") + " passed, " + std::to_string(rust) + " of them Rust" +
                                   (counts.skipped ? "; " + std::to_string(counts.skipped) + " skipped" : "")};
}

}  // namespace

Verdict judge(const GuestSpec& guest, const BootResult& boot, const TestReport& tests) {
  if (boot.end == GuestEnd::emulator_died)
    return {VerdictKind::emulator_died, "QEMU failed: " + boot.emulator_message};
  if (!tests.complete) {
    if (auto failed = all_with(tests, TestStatus::failed); !failed.empty() && boot.end == GuestEnd::last_result) {
      Verdict verdict = failed_tests(failed);
      verdict.reason += "; " + (tests.problems.empty() ? "the results are not complete" : tests.problems.front());
      return verdict;
    }
    return cut_short(guest, boot, tests);
  }
  return judge_complete(boot.reading, tests);
}

}  // namespace gulliver
