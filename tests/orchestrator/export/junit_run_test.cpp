// SPDX-License-Identifier: MIT
#include <orchestrator/export/export.hpp>
#include <tests/fakes/python.hpp>
#include <tests/orchestrator/report/samples.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

using namespace gulliver;
using Remarks = std::vector<std::string>;

namespace {

pugi::xml_document parsed(const RunView& view) {
  pugi::xml_document document;
  const pugi::xml_parse_result read = document.load_string(junit(view).c_str());
  EXPECT_TRUE(read) << read.description();
  return document;
}

/// "CLASS NAME KIND: MESSAGE" of every test case that did not pass.
Remarks remarks(const RunView& view) {
  Remarks found;
  const pugi::xml_document document = parsed(view);
  for (const pugi::xpath_node& at : document.select_nodes("//testcase[*]")) {
    const pugi::xml_node node = at.node(), remark = node.first_child();
    found.push_back(std::string(node.attribute("classname").value()) + " " + node.attribute("name").value() + " " +
                    remark.name() + ": " + remark.attribute("message").value());
  }
  return found;
}

/// A run of one cell, mips-big/kunit.
RunView run_of(RunRecord record) {
  RunView view = sample_run();
  view.run.cells = {record.cell.id};
  view.findings.standings[record.cell.id] = {record.verdict};
  view.records = {std::move(record)};
  return view;
}

const Cell mips = sample_cell("mips", Endian::big);

RunRecord bad_record(VerdictKind kind) {
  RunRecord record = passed_record(mips);
  record.verdict = {kind, "a reason"};
  return record;
}

Finding known_failure() {
  Accepted accepted;
  accepted.kind = Accepted::Kind::failing;
  accepted.reason = "it is upstream's";
  accepted.link = "https://example.org/1";
  Finding finding;
  finding.kind = Finding::Kind::known_failure;
  finding.test = "rust_kernel_str.fmt";
  finding.location = "rust/kernel/str.rs:12";
  finding.cells = {mips.id};
  finding.accepted = accepted;
  return finding;
}

Finding missing_test(const std::string& test) {
  Finding finding;
  finding.kind = Finding::Kind::missing_test;
  finding.test = test;
  finding.cells = {mips.id};
  finding.reason = "did not run on mips-big/kunit; it ran in run 3";
  return finding;
}

}  // namespace

TEST(JunitRun, a_suite_for_each_cell_with_build_boot_tests_and_properties) {
  const pugi::xml_document document = parsed(sample_run());
  EXPECT_EQ(document.select_nodes("/testsuites/testsuite").size(), 4u);
  const pugi::xml_node suite = document.select_node("//testsuite[@name='x86_64-little/kunit']").node();
  for (const auto& [name, value] : std::map<std::string, std::string>{
           {"tests", "7"}, {"failures", "0"}, {"errors", "0"}, {"skipped", "0"}, {"timestamp", "2026-11-22T19:00:00Z"}})
    EXPECT_EQ(suite.attribute(name.c_str()).value(), value) << name;
  std::map<std::string, std::string> properties;
  for (const pugi::xml_node property : suite.child("properties"))
    properties[property.attribute("name").value()] = property.attribute("value").value();
  EXPECT_EQ(properties, (std::map<std::string, std::string>{
                            {"run", "12"},
                            {"arch", "x86_64"},
                            {"endian", "little"},
                            {"config", "kunit"},
                            {"tree", "linux-source-7.3 7.3.4-1~bpo13+1 (tree 0123456789abcdef0123456789abcdef01234567)"},
                            {"toolchain", "rustc 1.96.0, clang 19.1.7, bindgen 0.71.1"},
                            {"verdict", "passed"},
                            {"image_hash", "c0ffee"}}));
  const pugi::xml_node doctest = suite.select_node("testcase[@name='rust_doctest_kernel_list_rs_0']").node();
  EXPECT_STREQ(doctest.attribute("classname").value(), "x86_64-little/kunit.rust_doctests_kernel");
  EXPECT_STREQ(doctest.attribute("file").value(), "rust/kernel/list.rs");
  EXPECT_STREQ(doctest.attribute("line").value(), "34");
}

TEST(JunitRun, what_failed_is_red_and_says_what_it_said) {
  EXPECT_EQ(remarks(sample_run()),
            (Remarks{"x86_64-little/hardened build failure: rustc: mismatched types (rust/kernel/str.rs:12)",
                     "x86_64-little/hardened boot skipped: not built",
                     "mips-big/kunit.rust_kernel_str fmt failure: # fmt: ASSERTION FAILED at rust/kernel/str.rs:12"}));
  const pugi::xml_document document = parsed(sample_run());
  EXPECT_STREQ(document.select_node("//testcase[@name='build']/failure").node().text().get(),
               "rust/kernel/str.rs:12: error: mismatched types\nfatal: make: *** [Makefile:248: __sub-make] Error 2\n");
  EXPECT_STREQ(document.select_node("//testcase[@name='build']/failure").node().attribute("type").value(),
               "build-failed");
  const pugi::xml_node fmt = document.select_node("//testcase[@name='fmt'][failure]").node();
  EXPECT_STREQ(fmt.attribute("line").value(), "12");
  EXPECT_THAT(fmt.child("failure").text().get(), testing::HasSubstr("Expected \\x1b[31mred"));
}

TEST(JunitRun, green_means_that_rust_ran_and_passed) {
  using enum VerdictKind;
  for (const VerdictKind kind : {no_output, boot_failed, boot_panicked, boot_hung, test_hung, test_crashed, splat,
                                 tests_failed, tests_incomplete, tests_missing, no_rust_tests, flaky, console_overflow,
                                 deadline})
    EXPECT_EQ(remarks(run_of(bad_record(kind))), Remarks{"mips-big/kunit boot failure: a reason"}) << name_of(kind);
  for (const VerdictKind kind : {emulator_died, broken})
    EXPECT_EQ(remarks(run_of(bad_record(kind))), Remarks{"mips-big/kunit boot error: a reason"}) << name_of(kind);
}

TEST(JunitRun, without_an_image_the_build_is_red_and_what_excludes_rust_skipped) {
  const std::map<VerdictKind, std::string> kinds{{VerdictKind::patch_failed, "failure: a reason"},
                                                 {VerdictKind::config_dropped, "failure: a reason"},
                                                 {VerdictKind::link_failed, "failure: a reason"},
                                                 {VerdictKind::broken, "error: a reason"},
                                                 {VerdictKind::unsupported, "skipped: unsupported: a reason"}};
  for (const auto& [kind, remark] : kinds) {
    RunRecord record = unbuilt_record(mips);
    record.verdict = {kind, "a reason"};
    EXPECT_EQ(remarks(run_of(record)),
              (Remarks{"mips-big/kunit build " + remark, "mips-big/kunit boot skipped: not built"}));
  }
}

TEST(JunitRun, a_splat_besides_a_failed_test_is_red_too) {
  RunRecord record = failed_record(mips);
  record.verdict.kind = VerdictKind::test_crashed;
  const Remarks found = remarks(run_of(record));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_THAT(found[0], testing::StartsWith("mips-big/kunit boot failure"));
  EXPECT_THAT(junit(run_of(record)), testing::HasSubstr("WARNING: CPU: 0 PID: 1 at lib/list_debug.c:29"));
}

TEST(JunitRun, what_is_accepted_is_skipped_with_its_reason) {
  RunView view = run_of(failed_record(mips));
  view.findings.list = {known_failure()};
  view.findings.standings[mips.id].known = true;
  EXPECT_EQ(remarks(view),
            Remarks{"mips-big/kunit.rust_kernel_str fmt skipped: accepted: it is upstream's (https://example.org/1)"});
  view.findings.list[0].test = "rust_kernel_str.cstr_len";
  view.findings.standings[mips.id].known = false;
  EXPECT_THAT(remarks(view), testing::ElementsAre(testing::HasSubstr("fmt failure")));
}

TEST(JunitRun, a_missing_test_is_red_unless_that_is_accepted) {
  RunView view = run_of(bad_record(VerdictKind::tests_missing));
  view.findings.list = {missing_test("rust_atomics.load")};
  EXPECT_EQ(remarks(view),
            Remarks{"mips-big/kunit.rust_atomics load failure: did not run on mips-big/kunit; it ran in run 3"});
  view = run_of(passed_record(mips));
  view.findings.list = {missing_test("rust_atomics.load")};
  view.findings.list[0].accepted = known_failure().accepted;
  EXPECT_EQ(remarks(view),
            Remarks{"mips-big/kunit.rust_atomics load skipped: accepted: it is upstream's (https://example.org/1)"});
}

TEST(JunitRun, a_cell_that_no_record_is_of) {
  RunView view = sample_run();
  view.records.clear();
  view.run.cells = {mips.id};
  EXPECT_EQ(remarks(view)[0], "mips-big/kunit build error: the run ended before this cell was judged");
  view.run.id = 0;
  view.run.started = {};
  EXPECT_EQ(remarks(view)[0], "mips-big/kunit build skipped: no run came to this cell");
  EXPECT_FALSE(parsed(view).select_node("//testsuite/@timestamp"));
}

TEST(JunitRun, anothers_program_reads_it) {
  if (!run_python("import junitparser")) GTEST_SKIP() << "python3-junitparser is not installed";
  const std::string counts =
      "import sys, junitparser\n"
      "xml = junitparser.JUnitXml.fromstring(sys.stdin.buffer.read())\n"
      "bad = [t.name for s in xml for t in s for r in t.result if isinstance(r, junitparser.Failure)]\n"
      "assert sorted(bad) == sys.argv[1].split(), bad\n"
      "assert sum(s.failures for s in xml) == len(bad)\n"
      "assert all(s.tests == len(list(s)) for s in xml)\n";
  EXPECT_TRUE(run_python(counts, "build fmt", junit(sample_run())));
  EXPECT_FALSE(run_python(counts, "fmt", junit(sample_run()))) << "the check itself checks";
  RunRecord hostile = failed_record(mips);
  TestNode& test = hostile.tests->suites[0].children[1];
  test.name = test.comment = test.diagnostics[0] = "]]><b>&amp;\x01\xff\xEF\xBF\xBF\xe2\x80\xae";
  hostile.verdict.reason = hostile.boot->splats[0].text = test.name;
  EXPECT_TRUE(run_python(counts.substr(0, counts.find("bad =")), "", junit(run_of(hostile))));
  EXPECT_EQ(junit(run_of(hostile)).find("<b>"), std::string::npos);
}
