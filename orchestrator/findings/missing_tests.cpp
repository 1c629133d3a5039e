// SPDX-License-Identifier: MIT
#include <orchestrator/findings/missing_tests.hpp>
#include <orchestrator/findings/twins.hpp>

#include <runners/model/test_filter.hpp>

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <set>
#include <tuple>

namespace gulliver {
namespace {

/// Of a doctest, the file that it stands in; of another test, its id.
std::string file_of(const ListedTest& test) {
  return test.node->location.empty() ? test.id : test.id.substr(0, test.id.find(':'));
}

std::map<std::string, int> tests_by_file(const TestedCell& cell) {
  std::map<std::string, int> counts;
  for (const ListedTest& test : cell.tests)
    if (test.node->status != TestStatus::missing) ++counts[file_of(test)];
  return counts;
}

/// Collects what one cell is missing, each test once.
class CellCheck {
 public:
  CellCheck(const TestedCell& cell, AcceptedList& accepted, std::vector<MissingTest>& missing)
      : cell_(cell), accepted_(accepted), missing_(missing) {}

  void against(const std::vector<SeenTest>& before, const std::string& filter) {
    for (const SeenTest& test : before)
      if (passes_filter(filter, test.name)) expect({test.id, test.name, test.location, "", "", test.run});
  }

  /// A port moves lines: on another tree, a file lacks no test where it has as many.
  void against(const TestedCell& twin) {
    const bool moved = twin.record->tree.id != cell_.record->tree.id;
    const std::map<std::string, int> own = moved ? tests_by_file(cell_) : std::map<std::string, int>();
    const std::map<std::string, int> wanted = moved ? tests_by_file(twin) : std::map<std::string, int>();
    const auto as_many = [&](const std::string& file) { return own.contains(file) && own.at(file) >= wanted.at(file); };
    for (const ListedTest& test : twin.tests)
      if (test.ran() && !(moved && as_many(file_of(test))))
        expect({test.id, test.name, test.node->location, "", twin.cell().id});
  }

 private:
  void expect(MissingTest test) {
    if (cell_.find(test.id) || !told_.insert(test.id).second) return;
    test.cell = cell_.cell().id;
    test.accepted = accepted_.find(Accepted::Kind::missing, test.cell, test.name, test.location);
    missing_.push_back(std::move(test));
  }

  const TestedCell& cell_;
  AcceptedList& accepted_;
  std::vector<MissingTest>& missing_;
  std::set<std::string> told_;
};

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (!name.empty() && std::ranges::find(names, name) == names.end()) names.push_back(name);
}

/// What is told together.
auto group_of(const MissingTest& test) { return std::tuple(test.accepted, test.id); }

/// About `tests`, which are of one group.
Finding finding_about(const std::vector<const MissingTest*>& tests) {
  const MissingTest& first = *tests.front();
  Finding finding;
  finding.kind = Finding::Kind::missing_test;
  finding.test = first.name;
  finding.location = first.location;
  finding.abstraction = first.abstraction();
  std::vector<std::string> seen;
  for (const MissingTest* test : tests) {
    add_once(finding.cells, test->cell);
    add_once(finding.twins, test->twin);
    add_once(seen, test->seen());
  }
  finding.reason = "did not run on " + boost::algorithm::join(finding.cells, ", ") + "; it ran " + boost::algorithm::join(seen, ", ");
  if (first.accepted) finding.accepted = *first.accepted;
  return finding;
}

}  // namespace

std::string MissingTest::seen() const {
  return twin.empty() ? "in run " + std::to_string(run) : "on " + twin;
}

std::vector<MissingTest> missing_tests(const std::vector<TestedCell>& cells, const Manifest& before,
                                       const std::string& filter, AcceptedList& accepted) {
  std::vector<MissingTest> missing;
  for (const TestedCell& cell : cells) {
    if (!cell.complete()) continue;
    CellCheck check(cell, accepted, missing);
    if (const auto own = before.find(cell.cell().id); own != before.end()) check.against(own->second, filter);
    const TestedCell* twin = filter.empty() ? nearest_twin(cell, cells) : nullptr;
    if (twin) check.against(*twin);
  }
  return missing;
}

std::vector<Finding> findings_about(const std::vector<MissingTest>& missing) {
  std::map<std::tuple<const Accepted*, std::string>, std::vector<const MissingTest*>> groups;
  for (const MissingTest& test : missing) groups[group_of(test)].push_back(&test);
  std::vector<Finding> findings;
  for (const MissingTest& test : missing) {
    const auto& group = groups[group_of(test)];
    if (group.front() == &test) findings.push_back(finding_about(group));
  }
  std::ranges::stable_sort(findings, {}, [](const Finding& finding) {
    return std::tuple(finding.accepted.has_value(), finding.abstraction);
  });
  return findings;
}

std::string reason_of(const std::vector<const MissingTest*>& missing) {
  const MissingTest& first = *missing.front();
  const std::string location = first.location.empty() ? "" : " (" + first.location + ")";
  const std::string number = std::to_string(missing.size());
  std::string reason = number + (missing.size() == 1 ? " test is missing: " : " tests are missing: ") + first.name +
                       location + " of " + first.abstraction() + ", which ran " + first.seen();
  if (missing.size() > 1) reason += ", and " + std::to_string(missing.size() - 1) + " more";
  return reason;
}

}  // namespace gulliver
