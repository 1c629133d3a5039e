// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <gmock/gmock.h>

using namespace gulliver;
using testing::HasSubstr;
using testing::Not;

namespace {

Accepted entry(const std::string& expires) {
  return {Accepted::Kind::failing, "rust_kernel_str.fmt", {"*"}, "a report is out", "https://example.org/7", expires,
          "matrices/accepted.yaml:3"};
}

Finding missing(const std::string& abstraction, int line) {
  const std::string location = "rust/kernel/" + abstraction + ".rs:" + std::to_string(line);
  return {Finding::Kind::missing_test, "d.t" + std::to_string(line), abstraction, location, {"s390x-big/kunit"},
          {"x86_64-little/kunit"}, "did not run on s390x-big/kunit; it ran on x86_64-little/kunit", {}};
}

/// mips fails in what is accepted, s390x lacks tests; two entries want a look.
RunView view_with_findings() {
  RunView view = sample_run();
  view.findings.list = {
      {Finding::Kind::endianness, "rust_kernel_str.fmt", "str", "rust/kernel/str.rs:12", {"mips-big/kunit"}, {"mips-little/kunit"},
       "fails on mips-big/kunit, passes on mips-little/kunit", entry("2027-06-30")},
      {Finding::Kind::endianness, "d.t", "xarray", "", {"mips-big/kunit"}, {"mips-little/kunit"},
       "fails on mips-big/kunit, passes on mips-little/kunit", {}},
      missing("pci", 1), missing("pci", 2), missing("pci", 3), missing("pci", 4), missing("xarray", 9), missing("clk", 1),
      {Finding::Kind::known_failure, "rust_kernel_str.fmt", "str", "", {"mips-big/kunit"}, {}, "a report is out", entry("2027-06-30")},
      {Finding::Kind::expired_entry, "rust_kernel_str.fmt", "", "", {}, {}, "expired on 2026-01-31 and is no longer applied", entry("2026-01-31")},
      {Finding::Kind::unneeded_entry, "rust_kernel_str.fmt", "", "", {}, {}, "passes on every cell that the entry names", entry("2028-01-31")}};
  view.findings.list[7].accepted = entry("2027-06-30");
  view.findings.standings["mips-big/kunit"] = {view.records[2].verdict, true};
  view.records[3].verdict = {VerdictKind::tests_missing, "5 tests are missing: ..."};
  return view;
}

}  // namespace

TEST(FindingsText, tells_word_size_and_disagreements_beside_byte_order) {
  RunView view = sample_run();
  view.findings.list = {{Finding::Kind::word_size, "s.t", "list", "", {"mips-big/kunit"}, {}, "fails on mips-big/kunit", {}},
                        {Finding::Kind::disagreement, "s.t", "bits", "", {"mips-big/kunit"}, {}, "cells disagree on d", {}}};
  EXPECT_THAT(render_run(view, {}), HasSubstr(R"(
suspected word-size defect in list  s.t
  fails on mips-big/kunit

disagreement between cells in bits  s.t
  cells disagree on d
)"));
}

TEST(FindingsText, puts_endianness_first_and_missing_tests_and_entries_behind_the_cells) {
  RunView view = view_with_findings();
  view.records.erase(view.records.begin() + 1);
  view.run.cells.erase(view.run.cells.begin() + 1);
  view.run.excluded.clear();
  view.run.arguments.clear();
  EXPECT_EQ("\n" + render_run(view, {}), R"(
run 12 of /home/swift/matrices/quickstart.yaml, 2026-11-22 19:00:00 UTC
tree linux-source-7.3 7.3.4-1~bpo13+1 with mips-rust

suspected endianness defect in str  rust_kernel_str.fmt
  rust/kernel/str.rs:12
  fails on mips-big/kunit, passes on mips-little/kunit
  accepted until 2027-06-30: a report is out (matrices/accepted.yaml:3, https://example.org/7)

suspected endianness defect in xarray  d.t
  fails on mips-big/kunit, passes on mips-little/kunit

               kunit
x86_64·little  passed 5/5
mips·big       tests-failed (known) 4/5
s390x·big      tests-missing 5/5

passed               kernel  unit suites  doctests  tests  build   boot
x86_64-little/kunit  7.3.4             2         2      5   7:02  2.5 s

tests-failed (known)  mips-big/kunit
  1 of 5 tests failed: rust_kernel_str.fmt
  log     /state/runs/12/mips-big/console.log
  repeat  gulliver run /home/swift/matrices/quickstart.yaml --cell mips-big/kunit --fresh

tests-missing  s390x-big/kunit
  5 tests are missing: ...
  log     /state/runs/12/mips-big/console.log
  repeat  gulliver run /home/swift/matrices/quickstart.yaml --cell s390x-big/kunit --fresh

5 missing tests
  pci  4 tests
    rust/kernel/pci.rs:1  did not run on s390x-big/kunit; it ran on x86_64-little/kunit
    rust/kernel/pci.rs:2  did not run on s390x-big/kunit; it ran on x86_64-little/kunit
    rust/kernel/pci.rs:3  did not run on s390x-big/kunit; it ran on x86_64-little/kunit
    … 1 more test (--json has all)
  xarray  1 test
    rust/kernel/xarray.rs:9  did not run on s390x-big/kunit; it ran on x86_64-little/kunit

accepted: 1 missing test, 1 failing test

expired   matrices/accepted.yaml:3  failing rust_kernel_str.fmt  expired on 2026-01-31 and is no longer applied
unneeded  matrices/accepted.yaml:3  failing rust_kernel_str.fmt  passes on every cell that the entry names

3 cells: 1 passed, 1 tests-failed (1 known), 1 tests-missing; 15 tests: 14 passed, 1 failed; took 14:03, cores 97 % busy
results: /state/runs/12
)");
}

TEST(FindingsText, stays_short_however_many_there_are) {
  RunView view = sample_run();
  for (int i = 0; i < 500; ++i) {
    view.findings.list.push_back({Finding::Kind::endianness, "d.t", "a" + std::to_string(i), "", {}, {}, "fails", {}});
    view.findings.list.push_back(missing("m" + std::to_string(i), 1));
  }
  const std::string text = render_run(view, {});
  EXPECT_LT(std::ranges::count(text, '\n'), 150);
  EXPECT_THAT(text, HasSubstr("… 480 more suspected defects (--json has all)\n"));
  EXPECT_THAT(text, HasSubstr("  … 480 more abstractions (--json has all)\n"));
}

TEST(FindingsText, of_a_cell_is_what_is_about_it) {
  const RunView view = view_with_findings();
  const std::string mips = render_record(view.records[2], {}, view.findings);
  EXPECT_TRUE(mips.starts_with("suspected endianness defect in str")) << mips;
  EXPECT_THAT(mips, HasSubstr("mips-big/kunit  tests-failed (known)\n"));
  EXPECT_THAT(mips, HasSubstr("\naccepted: 1 failing test\n"));
  EXPECT_THAT(mips, Not(HasSubstr("missing test")));
  const std::string s390x = render_record(view.records[3], {}, view.findings);
  EXPECT_THAT(s390x, HasSubstr("5 missing tests\n  pci  4 tests\n"));
  EXPECT_THAT(s390x, Not(HasSubstr("endianness")));
}

TEST(FindingsText, obeys_nothing_that_a_console_says) {
  RunView view = sample_run();
  view.findings.list = {missing("\x1b[2J", 1), {Finding::Kind::endianness, "\x1b[1mt", "a\nb", "", {}, {}, "fails", {}}};
  const std::string text = render_run(view, {});
  EXPECT_EQ(text.find('\x1b'), text.npos);
  EXPECT_THAT(text, HasSubstr("suspected endianness defect in a\\nb  \\x1b[1mt\n"));
}
