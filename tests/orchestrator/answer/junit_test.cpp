// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <tests/fakes/python.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

using namespace gulliver;

namespace {

pugi::xml_document parsed(const PatchResult& result) {
  pugi::xml_document document;
  const pugi::xml_parse_result read = document.load_string(junit(result).c_str());
  EXPECT_TRUE(read) << read.description();
  return document;
}

/// "CLASS NAME KIND" of every test case that did not pass.
std::vector<std::string> remarks(const PatchResult& result) {
  std::vector<std::string> found;
  const pugi::xml_document document = parsed(result);
  for (const pugi::xpath_node& node : document.select_nodes("//testcase[*]"))
    found.push_back(std::string(node.node().attribute("classname").value()) + " " +
                    node.node().attribute("name").value() + " " + node.node().first_child().name());
  return found;
}

const std::string doctest = ".rust_doctests_kernel rust_doctest_kernel_xarray_rs_0 ";
const std::string skip = ".example example_skip skipped";

}  // namespace

TEST(Junit, a_suite_for_each_cell_with_build_boot_and_tests) {
  const pugi::xml_document document = parsed(green());
  const pugi::xml_node suite = document.select_node("//testsuite[@name='mips-big/kunit']").node();
  EXPECT_EQ(document.select_nodes("/testsuites/testsuite").size(), 4u);
  for (const auto& [name, value] : std::map<std::string, std::string>{{"tests", "6"},
                                                                      {"failures", "0"},
                                                                      {"errors", "0"},
                                                                      {"skipped", "1"},
                                                                      {"timestamp", "2026-11-22T19:00:00Z"}})
    EXPECT_EQ(suite.attribute(name.c_str()).value(), value) << name;
  std::vector<std::string> names;
  for (const pugi::xml_node test : suite.children("testcase"))
    names.emplace_back(test.attribute("name").value());
  EXPECT_EQ(names, (std::vector<std::string>{"build", "boot", "cstr_len", "fmt", "example_skip",
                                             "rust_doctest_kernel_xarray_rs_0"}));
  EXPECT_STREQ(suite.select_node("properties/property[@name='toolchain']/@value").attribute().value(),
               "rustc 1.96.0, clang 19.1.7, bindgen 0.71.1");
  EXPECT_STREQ(suite.select_node("properties/property[@name='image_hash']/@value").attribute().value(),
               "c0ffee");
}

TEST(Junit, only_what_got_worse_is_a_failure) {
  const std::string x86 = "x86_64-little/kunit", arm = "arm64-little/kunit", mips = "mips-big/kunit",
                    s390 = "s390x-big/kunit";
  EXPECT_EQ(remarks(green()), (std::vector<std::string>{x86 + skip, arm + skip, mips + skip, s390 + skip}));
  EXPECT_EQ(remarks(broken_abstraction()),
            (std::vector<std::string>{x86 + skip, arm + " build failure", arm + " boot skipped",
                                      mips + " build failure", mips + " boot skipped", s390 + skip}));
  EXPECT_EQ(remarks(broken_on_big_endian()),
            (std::vector<std::string>{x86 + skip, arm + skip, mips + skip, mips + doctest + "failure",
                                      s390 + skip, s390 + doctest + "failure"}));
  EXPECT_EQ(remarks(flaky()),
            (std::vector<std::string>{x86 + skip, arm + skip, mips + skip, mips + doctest + "skipped",
                                      s390 + skip, s390 + doctest + "skipped"}));
}

TEST(Junit, the_farms_faults_are_errors) {
  std::vector<std::string> found = remarks(farm_failure());
  std::erase_if(found, [](const std::string& remark) { return remark.ends_with(skip); });
  EXPECT_EQ(found, std::vector<std::string>{"mips-big/kunit boot error"});

  PatchResult cut_short = green();
  cut_short.cells[0].patched.reset();
  cut_short.cells[0].change = Change::unknown;
  EXPECT_EQ(remarks(cut_short)[0], "x86_64-little/kunit build error");

  PatchResult no_base = green();
  no_base.cells[0].base.reset();
  no_base.cells[0].change = Change::unknown;
  EXPECT_EQ(remarks(no_base)[0], "x86_64-little/kunit boot error");
}

TEST(Junit, a_failure_has_type_message_place_and_what_the_test_said) {
  const pugi::xml_document document = parsed(broken_on_big_endian());
  const pugi::xml_node test = document.select_node("//testcase[failure]").node();
  const pugi::xml_node failure = test.child("failure");
  EXPECT_STREQ(test.attribute("file").value(), "rust/kernel/xarray.rs");
  EXPECT_STREQ(test.attribute("line").value(), "34");
  EXPECT_STREQ(failure.attribute("type").value(), "newly-failing");
  EXPECT_STREQ(failure.attribute("message").value(),
               "# rust_doctest_kernel_xarray_rs_0: ASSERTION FAILED at rust/kernel/xarray.rs:40");
  EXPECT_THAT(failure.text().get(), testing::HasSubstr("\nExpected a == b\n"));
}

TEST(Junit, every_cell_that_got_worse_has_something_red) {
  PatchResult panicked = green();
  CellComparison& cell = panicked.cells[0];
  cell.change = Change::newly_failing;
  cell.patched->verdict = {VerdictKind::boot_panicked, "Kernel panic"};
  cell.patched->tests.reset();
  EXPECT_EQ(remarks(panicked)[0], "x86_64-little/kunit boot failure");

  PatchResult lost = green();
  lost.cells[0].change = Change::vanished;
  lost.cells[0].tests = {{Change::vanished, "rust_atomics.load", "", "atomics"}};
  EXPECT_THAT(remarks(lost), testing::Contains("x86_64-little/kunit.rust_atomics load failure"));
}

TEST(Junit, without_cells_the_series_itself_is_red) {
  EXPECT_EQ(remarks(not_applying()), std::vector<std::string>{"series apply failure"});
  PatchResult empty = green();
  empty.cells.clear();
  EXPECT_EQ(remarks(empty), std::vector<std::string>{"series apply error"});
}

TEST(Junit, hostile_texts_are_xml_1_0) {
  PatchResult result = hostile_result();
  result.cells[0].reason = "\xEF\xBF\xBE\xEF\xBF\xBF";
  result.cells[0].change = Change::unknown;
  const std::string xml = junit(result);
  for (const unsigned char c : xml) EXPECT_TRUE(c >= 0x20 || c == '\n' || c == '\t') << int(c);
  for (const char* bad : {"\xEF\xBF\xBE", "\xEF\xBF\xBF", "<b>", "\xe2\x80\xae", "&#"})
    EXPECT_EQ(xml.find(bad), xml.npos) << bad;
  EXPECT_NE(xml.find("]]&gt;"), xml.npos);
  EXPECT_GT(parsed(result).select_nodes("//failure").size(), 2u);
}

TEST(Junit, anothers_program_reads_it) {
  if (!run_python("import junitparser")) GTEST_SKIP() << "python3-junitparser is not installed";
  const std::string counts =
      "import sys, junitparser\n"
      "xml = junitparser.JUnitXml.fromstring(sys.stdin.buffer.read())\n"
      "bad = [type(r) for s in xml for t in s for r in t.result if not isinstance(r, junitparser.Skipped)]\n"
      "assert len(bad) == int(sys.argv[1]), bad\n"
      "assert all(s.tests == len(list(s)) for s in xml)\n";
  EXPECT_TRUE(run_python(counts, "0", junit(green())));
  EXPECT_TRUE(run_python(counts, "2", junit(broken_on_big_endian())));
  EXPECT_FALSE(run_python(counts, "1", junit(broken_on_big_endian()))) << "the check itself checks";
  EXPECT_TRUE(run_python(counts, "3", junit(hostile_result())));
}
