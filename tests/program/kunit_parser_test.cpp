// SPDX-License-Identifier: MIT
// Our reading of KTAP beside that of the kernel's own parser, on the kernel's own specimens: both are
// read from the kernel tree that the other guest tests left in the cache, or from $GULLIVER_KERNEL.
#include <runners/files/files.hpp>
#include <tests/fakes/program.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;
using namespace gulliver;
using nlohmann::json;
using testing::IsEmpty;

namespace {

/// Where we differ on purpose. Names and statuses of tests never do.
const std::map<std::string, std::string> other_counts = {
    {"test_is_test_passed-no_tests_no_plan",
     "kunit.py says FAIL of a case in which no test ran, and counts one that passed; here it counts as failed"},
};
const std::map<std::string, std::string> stricter = {
    {"test_is_test_passed-failure-nested", "a suite says `not ok`, and the only test in it passed"},
    {"test_is_test_passed-kselftest", "there are tests outside of any suite"},
    {"test_is_test_passed-missing_plan", "no plan was announced, so none was met"},
    {"test_output_isolated_correctly", "the document announces no plan"},
    {"test_output_with_prefix_isolated_correctly", "the document announces no plan"},
};
const std::map<std::string, std::string> laxer = {
    {"test_is_test_passed-no_tests_run_with_header",
     "a plan of no suites is met by none; `gulliver ktap` exits with 1, for nothing ran"},
};

/// A test as "suite / test: STATUS", in kunit.py's words.
using Tests = std::vector<std::string>;

Tests tests_of_kunit(const json& group, const std::string& path = "") {
  Tests tests;
  for (const json& test : group["test_cases"])
    tests.push_back(path + test["name"].get<std::string>() + ": " + test["status"].get<std::string>());
  for (const json& sub : group["sub_groups"])
    for (const std::string& test : tests_of_kunit(sub, path + sub["name"].get<std::string>() + " / "))
      tests.push_back(test);
  return tests;
}

std::string status_in_kunit(const std::string& status) {
  return std::map<std::string, std::string>{
      {"passed", "PASS"}, {"failed", "FAIL"}, {"skipped", "SKIP"}, {"missing", "ERROR"}}
      .at(status);
}

/// A test that never came has no name in kunit.py; here it is called after its number.
std::string name_in_kunit(const json& test) {
  return test["status"] == "missing" && test["line"] == 0 ? "" : test["name"].get<std::string>();
}

/// As in kunit.py's groups, the tests of a list stand before the lists in it.
Tests our_tests(const json& nodes, const std::string& path = "") {
  Tests tests;
  for (const json& node : nodes)
    if (node["tests"].empty())
      tests.push_back(path + name_in_kunit(node) + ": " + status_in_kunit(node["status"]));
  for (const json& node : nodes)
    for (const std::string& test : our_tests(node["tests"], path + node["name"].get<std::string>() + " / "))
      tests.push_back(test);
  return tests;
}

std::string counts_of_kunit(const json& group) {
  const json& misc = group["misc"];
  return json{misc["passed"], misc["failed"], misc["skipped"], misc["crashed"]}.dump();
}

std::string our_counts(const json& tests) {
  return json{tests["passed"], tests["failed"], tests["skipped"], tests["missing"]}.dump();
}

/// tools/testing/kunit of the tree that was named, or of any in the cache; empty: there is none.
fs::path kunit_folder() {
  const fs::path inside = "tools/testing/kunit";
  if (const char* kernel = std::getenv("GULLIVER_KERNEL")) return fs::path(kernel) / inside;
  const fs::path trees = folders_from_environment().cache / "worktrees";
  if (!fs::is_directory(trees)) return {};
  for (const fs::directory_entry& tree : fs::directory_iterator(trees))
    if (fs::exists(tree.path() / inside / "kunit.py")) return tree.path() / inside;
  return {};
}

class KunitParser : public testing::Test {
 protected:
  /// kunit.py ends with 1 where tests failed; that it wrote its JSON says that it went well.
  json parsed_by_kunit(const fs::path& log) const {
    const fs::path file = folder_ / "kunit.json";
    fs::remove(file);
    const std::string command = "PYTHONDONTWRITEBYTECODE=1 python3 " + (kunit_folder() / "kunit.py").string() +
                                " parse --json=" + file.string() + " " + log.string() + " > " +
                                (folder_ / "kunit.log").string() + " 2>&1";
    [[maybe_unused]] const int status = std::system(command.c_str());
    if (!fs::exists(file)) throw std::runtime_error(command + ": " + read_file(folder_ / "kunit.log"));
    return json::parse(read_file(file));
  }

  static json parsed_by_us(const fs::path& log) {
    return json::parse(run_gulliver("ktap --json " + log.string(), "env").output);
  }

  void expect_same(const fs::path& log) const {
    const std::string name = log.stem();
    SCOPED_TRACE(name);
    const json theirs = parsed_by_kunit(log);
    const json ours = parsed_by_us(log);
    EXPECT_EQ(our_tests(ours["suites"]), tests_of_kunit(theirs));
    EXPECT_EQ(our_counts(ours["tests"]) == counts_of_kunit(theirs), !other_counts.contains(name))
        << our_counts(ours["tests"]) << " and in kunit.py " << counts_of_kunit(theirs);
    const bool clean = theirs["misc"]["errors"] == 0;
    const bool complete = ours["tests"]["complete"].get<bool>();
    EXPECT_EQ(clean && !complete, stricter.contains(name)) << ours["tests"]["problems"].dump();
    EXPECT_EQ(!clean && complete, laxer.contains(name));
  }

  TemporaryFolder folder_;
};

}  // namespace

TEST_F(KunitParser, reads_the_kernels_specimens_as_we_do) {
  ASSERT_FALSE(kunit_folder().empty()) << "no kernel tree in the cache: `gulliver tree update` makes one";
  std::set<std::string> seen;
  for (const fs::directory_entry& file : fs::directory_iterator(kunit_folder() / "test_data")) {
    if (file.path().extension() != ".log") continue;
    expect_same(file.path());
    seen.insert(file.path().stem());
  }
  EXPECT_GE(seen.size(), 20U) << kunit_folder();
  for (const auto* differences : {&other_counts, &stricter, &laxer})
    for (const auto& [name, reason] : *differences) EXPECT_TRUE(seen.contains(name)) << name << ": " << reason;
}

TEST_F(KunitParser, reads_real_consoles_as_we_do) {
  ASSERT_FALSE(kunit_folder().empty()) << "no kernel tree in the cache: `gulliver tree update` makes one";
  int consoles = 0;
  for (const char* folder : {"/console", "/ktap"})
    for (const fs::directory_entry& file : fs::directory_iterator(TEST_DATA + std::string(folder))) {
      expect_same(file.path());
      ++consoles;
    }
  EXPECT_GE(consoles, 9);
}
