// SPDX-License-Identifier: MIT
#include <orchestrator/farm/judge.hpp>

#include <orchestrator/farm/complaint.hpp>
#include <orchestrator/farm/test_facts.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace gulliver {
namespace {

std::string plural(int count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string seconds_text(Seconds seconds) {
  return std::to_string(static_cast<long>(seconds.count())) + " s";
}

std::string first_problem(const TestReport& tests) {
  return tests.problems.empty() ? "the results are not complete" : tests.problems.front();
}

/// "; KASAN had complained: ...": what a hang or an early end may have come of.
std::string complaint_before(const ConsoleReading& reading) {
  const Splat* complaint = first_complaint(reading.splats);
  if (!complaint) return "";
  return "; " + std::string(complainant(complaint->kind)) + " had complained: " + in_words(*complaint);
}

std::string failures_before(const TestReport& tests) {
  const auto failed = tests_with(tests, TestStatus::failed);
  if (failed.empty()) return "";
  return "; " + plural(static_cast<int>(failed.size()), "test") + " had failed before, " +
         failed.front().name + (failed.size() > 1 ? " first" : "");
}

/// Of a guest that ended or fell silent before the first test.
std::string last_words(const ConsoleReading& reading) {
  return "the last line is \"" + reading.last_line + "\"" +
         (reading.kernel_version.empty() ? ", and no banner of a kernel was seen" : "");
}

Verdict panicked(const Splat& panic, const ConsoleReading& reading, const TestReport& tests) {
  const Splat* cause = cause_of(panic, reading.splats);
  std::string reason = in_words(panic) + ", " + whereabouts(tests);
  if (cause) reason += "; it followed " + in_words(*cause);
  return {tests_began(tests) ? VerdictKind::test_crashed : VerdictKind::boot_panicked,
          reason + failures_before(tests)};
}

Verdict hung(const GuestSpec& guest, const ConsoleReading& reading, const TestReport& tests) {
  const std::string silence = "no console output for " + seconds_text(guest.silence) + " ";
  if (!tests_began(tests))
    return {VerdictKind::boot_hung,
            silence + whereabouts(tests) + "; " + last_words(reading) + complaint_before(reading)};
  return {VerdictKind::test_hung,
          silence + whereabouts(tests) + complaint_before(reading) + failures_before(tests)};
}

/// The guest ended by itself, or with its end marker.
Verdict ended_early(const BootResult& boot, const TestReport& tests) {
  const ConsoleReading& reading = boot.reading;
  if (!tests_began(tests))
    return {VerdictKind::boot_failed,
            "the guest ended before the first test; " + last_words(reading) + complaint_before(reading)};
  const auto deadly = std::ranges::find_if(reading.splats.rbegin(), reading.splats.rend(),
                                           [](const Splat& splat) { return is_deadly(splat.kind); });
  if (boot.end == GuestEnd::exited && deadly != reading.splats.rend() && !test_at(tests, deadly->line))
    return {VerdictKind::test_crashed,
            in_words(*deadly) + ", " + whereabouts(tests) + ", and the guest ended" + failures_before(tests)};
  return {VerdictKind::tests_incomplete, first_problem(tests) + "; the results end " + whereabouts(tests) +
                                             complaint_before(reading) + failures_before(tests)};
}

/// What ended the guest before its results were complete. A panic says most, whatever came of it.
Verdict cut_short(const GuestSpec& guest, const BootResult& boot, const TestReport& tests) {
  const ConsoleReading& reading = boot.reading;
  if (const Splat* panic = first_panic(reading.splats)) return panicked(*panic, reading, tests);
  if (boot.end == GuestEnd::overflow)
    return {VerdictKind::console_overflow, "the console passed its limit of " +
                                               std::to_string(guest.console_limit >> 20) + " MiB " +
                                               whereabouts(tests) + complaint_before(reading)};
  if (reading.lines == 0) return {VerdictKind::no_output, "the guest printed nothing on " + guest.console};
  if (boot.end == GuestEnd::deadline)
    return {VerdictKind::deadline, "the deadline of " + seconds_text(guest.total) + " passed " +
                                       whereabouts(tests) + complaint_before(reading) +
                                       failures_before(tests)};
  if (boot.end == GuestEnd::silent) return hung(guest, reading, tests);
  return ended_early(boot, tests);
}

/// ", in which the kernel complained: ..." of a complaint in a failed test (KUnit catches an oops and goes
/// on), else of the first one anywhere.
std::string complaint_beside(const std::vector<Splat>& splats, const TestReport& tests,
                             const NamedTest& failed) {
  const auto in_it = std::ranges::find_if(splats, [&](const Splat& splat) {
    const auto test = test_at(tests, splat.line);
    return test && test->node == failed.node && splat.kind != Splat::Kind::panic;
  });
  const Splat* complaint = in_it == splats.end() ? first_complaint(splats) : &*in_it;
  if (!complaint) return "";
  return std::string(in_it == splats.end() ? "; " : ", in which ") +
         std::string(complainant(complaint->kind)) + (in_it == splats.end() ? " also" : "") +
         " complained: " + in_words(*complaint);
}

Verdict failed_tests(const std::vector<NamedTest>& failed, const std::vector<Splat>& splats,
                     const TestReport& tests) {
  const NamedTest& first = failed.front();
  const std::string expected = expectation(*first.node);
  std::string reason = plural(static_cast<int>(failed.size()), "test") + " failed: " + first.name;
  if (!expected.empty()) reason += expected == first.node->location ? " (" + expected + ")" : ": " + expected;
  reason += complaint_beside(splats, tests, first);
  if (failed.size() > 1) reason += "; and " + std::to_string(failed.size() - 1) + " more";
  return {VerdictKind::tests_failed, reason};
}

/// "all 395 tests passed, but lockdep complained: ... in SUITE.TEST; and 2 more"
Verdict spoiled(const std::vector<Splat>& splats, const TestReport& tests) {
  const Splat& first = splats.front();
  const auto test = test_at(tests, first.line);
  std::string reason = "all " + plural(count(tests).passed, "test") + " passed, but " +
                       std::string(complainant(first.kind)) + " complained: " + in_words(first);
  if (test) reason += ", in " + test->name;
  if (splats.size() > 1) reason += "; and " + std::to_string(splats.size() - 1) + " more";
  return {VerdictKind::splat, reason};
}

/// A pass under a filter is none of the whole.
std::string only_matching(const GuestSpec& guest) {
  return guest.test_filter.empty() ? "" : "; only tests matching " + guest.test_filter + " were run";
}

/// All but a panic behind the last result: a guest without disk and init has nowhere to go from there.
std::vector<Splat> complaints(const ConsoleReading& reading, const TestReport& tests) {
  std::vector<Splat> splats = reading.splats;
  const int end = tests.suites.empty() ? 0 : tests.suites.back().line;
  std::erase_if(splats,
                [end](const Splat& splat) { return splat.kind == Splat::Kind::panic && splat.line > end; });
  return splats;
}

Verdict no_rust(const GuestSpec& guest, const TestReport& tests) {
  const TestCounts counts = count(tests);
  if (!guest.test_filter.empty() && counts.total() == 0)
    return {VerdictKind::no_rust_tests, "no test of this kernel matches " + guest.test_filter + ", and none ran"};
  return {VerdictKind::no_rust_tests, plural(counts.total(), "test") + " reported, none of them a Rust test that ran" +
                                          only_matching(guest)};
}

Verdict judge_complete(const GuestSpec& guest, const ConsoleReading& reading, const TestReport& tests) {
  const std::vector<Splat> splats = complaints(reading, tests);
  if (const auto failed = tests_with(tests, TestStatus::failed); !failed.empty())
    return failed_tests(failed, splats, tests);
  if (const auto name = suite_failed_alone(tests))
    return {VerdictKind::tests_failed, "suite " + *name + " failed, though none of its tests did"};
  const TestCounts counts = count(tests);
  const int rust = rust_tests_run(tests);
  if (rust == 0) return no_rust(guest, tests);
  if (!splats.empty()) return spoiled(splats, tests);
  return {VerdictKind::passed,
          plural(counts.passed, "test") + " passed, " + std::to_string(rust) + " of them Rust" +
              (counts.skipped ? "; " + std::to_string(counts.skipped) + " skipped" : "") + only_matching(guest)};
}

}  // namespace

Verdict judge(const GuestSpec& guest, const BootResult& boot, const TestReport& tests) {
  if (boot.end == GuestEnd::emulator_died)
    return {VerdictKind::emulator_died, "QEMU failed " + whereabouts(tests) + ": " + boot.emulator_message};
  if (tests.complete) return judge_complete(guest, boot.reading, tests);
  const auto failed = tests_with(tests, TestStatus::failed);
  if (failed.empty() || boot.end != GuestEnd::last_result) return cut_short(guest, boot, tests);
  Verdict verdict = failed_tests(failed, boot.reading.splats, tests);
  verdict.reason += "; " + first_problem(tests);
  return verdict;
}

}  // namespace gulliver
