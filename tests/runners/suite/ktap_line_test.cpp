// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <runners/suite/ktap_line.hpp>

#include <array>
#include <limits>
#include <string>
#include <string_view>

namespace gulliver {
namespace {

using Kind = KtapLine::Kind;

struct ResultCase {
  const char* line;
  std::size_t indent;
  int number;
  TestStatus status;
  const char* name;
  const char* comment;
};

TEST(KtapLine, ReadsResults) {
  constexpr int largest = std::numeric_limits<int>::max();
  const ResultCase cases[] = {
      {"ok 1 name", 0, 1, TestStatus::passed, "name", ""},
      {"    not ok 12 name", 4, 12, TestStatus::failed, "name", ""},
      {"ok 1 - name", 0, 1, TestStatus::passed, "name", ""},
      {"ok 1", 0, 1, TestStatus::passed, "", ""},
      {"ok 1 -", 0, 1, TestStatus::passed, "", ""},
      {"ok 1 two words ", 0, 1, TestStatus::passed, "two words", ""},
      {"ok 3 name # SKIP ", 0, 3, TestStatus::skipped, "name", ""},
      {"ok 3 name # SKIP no such bus", 0, 3, TestStatus::skipped, "name", "no such bus"},
      {"not ok 3 name # SKIP no such bus", 0, 3, TestStatus::skipped, "name", "no such bus"},
      {"ok 3 - name #SKIP", 0, 3, TestStatus::skipped, "name", ""},
      {"ok 3 # SKIP all", 0, 3, TestStatus::skipped, "", "all"},
      {"ok 3 name # SKIPPED 2 bytes", 0, 3, TestStatus::skipped, "name", "SKIPPED 2 bytes"},
      {"not ok 3 name # skip", 0, 3, TestStatus::failed, "name", "skip"},
      {"ok 5 return code # rcode=0", 0, 5, TestStatus::passed, "return code", "rcode=0"},
      {"not ok 5 name # TODO later", 0, 5, TestStatus::failed, "name", "TODO later"},
      {"not ok 5 name # XFAIL", 0, 5, TestStatus::failed, "name", "XFAIL"},
      {"ok 5 name # TIMEOUT 30 s", 0, 5, TestStatus::failed, "name", "TIMEOUT 30 s"},
      {"ok 5 name # ERROR -12", 0, 5, TestStatus::failed, "name", "ERROR -12"},
      {"ok 0 name", 0, 0, TestStatus::passed, "name", ""},
      {"ok 99999999999999999999 name", 0, largest, TestStatus::passed, "name", ""},
  };
  for (const ResultCase& wanted : cases) {
    const KtapLine line = read_ktap_line(wanted.line);
    EXPECT_EQ(line.kind, Kind::result) << wanted.line;
    EXPECT_EQ(line.indent, wanted.indent) << wanted.line;
    EXPECT_EQ(line.number, wanted.number) << wanted.line;
    EXPECT_EQ(line.status, wanted.status) << wanted.line;
    EXPECT_EQ(line.name, wanted.name) << wanted.line;
    EXPECT_EQ(line.text, wanted.comment) << wanted.line;
  }
}

TEST(KtapLine, ReadsDigests) {
  const std::string long_name(100, 'n'), long_value(64, 'f');
  const std::string line_of_both = "# digest: " + long_name + " " + long_value;
  for (const auto& [line, name, value] : {std::array<std::string_view, 3>{"    # digest: Bits.get_u8:be-0 0f3a", "Bits.get_u8:be-0", "0f3a"},
                                          {"# digest: a 0 ", "a", "0"},
                                          {line_of_both, long_name, long_value}}) {
    const KtapLine read = read_ktap_line(line);
    EXPECT_EQ(read.kind, Kind::digest) << line;
    EXPECT_EQ(read.name, name) << line;
    EXPECT_EQ(read.text, value) << line;
  }
}

TEST(KtapLine, GivesNoNameToADigestThatIsMalformed) {
  const std::string name_too_long = "# digest: " + std::string(101, 'n') + " 0";
  const std::string value_too_long = "# digest: n " + std::string(65, '0');
  for (const std::string& line : {std::string("# digest: "), std::string("# digest: a"), std::string("# digest: a 0F"),
                                  std::string("# digest: a 0x12"), std::string("# digest: a  12"), std::string("# digest: a 12 34"),
                                  std::string("# digest: a/b 12"), std::string("# digest: a -1"), name_too_long, value_too_long}) {
    const KtapLine read = read_ktap_line(line);
    EXPECT_EQ(read.kind, Kind::digest) << line;
    EXPECT_EQ(read.name, "") << line;
  }
  for (const char* line : {"# digest:", "# digest a 12", "digest: a 12", "# the digest: a 12"})
    EXPECT_EQ(read_ktap_line(line).kind, Kind::text) << line;
}

TEST(KtapLine, TakesNothingElseForAResult) {
  for (const char* line : {"ok", "ok ", "okay 1 x", "ok x", "ok -1 x", "ok 1x", "ok 1: x", "not  ok 1",
                           "notok 1", "OK 1 x", "# ok 1 x", "rust_kernel: ok 1 x", "ok 1[    1.234567] x", ""})
    EXPECT_EQ(read_ktap_line(line).kind, Kind::text) << line;
}

TEST(KtapLine, CountsATabulatorAsFourColumns) {
  EXPECT_EQ(read_ktap_line("\tok 1 x").kind, Kind::result);
  EXPECT_EQ(read_ktap_line("\tok 1 x").indent, 4u);
  EXPECT_EQ(read_ktap_line("  \t\t1..2").indent, 10u);
}

TEST(KtapLine, EndsWhereAKernelMessageBreaksIn) {
  const KtapLine line = read_ktap_line("ok 3 foo[    1.234567] random: crng init done");
  EXPECT_EQ(line.name, "foo");
  EXPECT_EQ(line.status, TestStatus::passed);
  EXPECT_EQ(line.foreign, "[    1.234567] random: crng init done");
  EXPECT_EQ(read_ktap_line("ok 3 foo[1.5] [2] [x]").name, "foo[1.5] [2] [x]");
}

TEST(KtapLine, ReadsWhereTheKernelIsPastItsTests) {
  for (const char* line : {"List of all partitions:", "\tKernel panic - not syncing: VFS: Unable to mount root fs",
                           "reboot: System halted"})
    EXPECT_EQ(read_ktap_line(line).kind, Kind::end) << line;
  for (const char* line : {"Kernel panic - not syncing: Attempted to kill init!", "reboot: Power down", "List of"})
    EXPECT_EQ(read_ktap_line(line).kind, Kind::text) << line;
}

TEST(KtapLine, FindsAVersionBehindAMargin) {
  EXPECT_EQ(find_ktap_version("kernel: KTAP version 1 "), 8u);
  EXPECT_EQ(find_ktap_version("TAP version 14"), 0u);
  for (const char* line : {"", "KTAP version 1 of this", "KTAP version 2", "TAP version 1"})
    EXPECT_EQ(find_ktap_version(line), std::string_view::npos) << line;
}

TEST(KtapLine, ReadsPlans) {
  EXPECT_EQ(read_ktap_line("1..0 # SKIP no hardware").number, 0);
  EXPECT_EQ(read_ktap_line("    1..354 ").number, 354);
  EXPECT_EQ(read_ktap_line("    1..354").kind, Kind::plan);
  for (const char* line : {"1..", "1..x", "0..3", "1...3", "1..3,", "1..=3"})
    EXPECT_EQ(read_ktap_line(line).kind, Kind::text) << line;
}

TEST(KtapLine, ReadsVersions) {
  for (const char* line : {"KTAP version 1", "    KTAP version 1 ", "TAP version 13", "TAP version 14"})
    EXPECT_EQ(read_ktap_line(line).kind, Kind::version) << line;
  for (const char* line : {"KTAP version 2", "KTAP version 1 of this", "ktap version 1", "TAP version 1"})
    EXPECT_EQ(read_ktap_line(line).kind, Kind::text) << line;
}

TEST(KtapLine, ReadsWhatIsSaidAboutTests) {
  EXPECT_EQ(read_ktap_line("    # Subtest: rust_kvec").kind, Kind::subtest);
  EXPECT_EQ(read_ktap_line("    # Subtest: rust_kvec").name, "rust_kvec");
  const KtapLine location = read_ktap_line("    # doctest_0.location: rust/kernel/xarray.rs:34");
  EXPECT_EQ(location.kind, Kind::location);
  EXPECT_EQ(location.name, "doctest_0");
  EXPECT_EQ(location.text, "rust/kernel/xarray.rs:34");
  for (const char* line : {"    # speed: normal", "    # test_x.speed: very_slow", "    # module: kunit_x",
                           "    # is_init: true", "# Totals: pass:7 fail:0 skip:0 total:7",
                           "# rust_kvec: pass:5 fail:0 skip:0 total:5"})
    EXPECT_EQ(read_ktap_line(line).kind, Kind::attribute) << line;
}

TEST(KtapLine, KeepsDiagnosticsAsText) {
  for (const char* line : {"# test_x: EXPECTATION FAILED at rust/kernel/x.rs:12", "# a new speed: 3", "#",
                           "# looked for the x.location: nowhere", "#Subtest: x", "# total: pass"})
    EXPECT_EQ(read_ktap_line(line).kind, Kind::text) << line;
  EXPECT_EQ(read_ktap_line("    # test_x: failed").text, "# test_x: failed");
}

}  // namespace
}  // namespace gulliver
