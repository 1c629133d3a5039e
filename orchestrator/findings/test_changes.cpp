// SPDX-License-Identifier: MIT
#include <orchestrator/findings/test_changes.hpp>

#include <algorithm>

namespace gulliver {
namespace {

/// Whether a test's id is a place: "rust/kernel/xarray.rs:34", with "#2" behind it of a second one.
bool is_place(const std::string& id) { return id.find(".rs:") != id.npos; }

/// The id that a test of the base has in the patched tree; empty if its place is gone.
std::string moved_id(const TreeChanges& changes, const std::string& id) {
  if (!is_place(id)) return id;
  const std::size_t mark = id.find('#');
  const std::string place = moved_place(changes, id.substr(0, mark));
  return place.empty() || mark == id.npos ? place : place + id.substr(mark);
}

/// Whether the change takes out a line that names the test's function.
bool takes_out(const TreeChanges& changes, const std::string& test) {
  const std::string name = "fn " + test.substr(test.rfind('.') + 1) + "(";
  const auto names_it = [&](const std::string& line) { return line.find(name) != line.npos; };
  return std::ranges::any_of(changes, [&](const ChangedFile& file) {
    return std::ranges::any_of(file.lines, [&](const ChangedLines& lines) {
      return std::ranges::any_of(lines.removed, names_it) && std::ranges::none_of(lines.added, names_it);
    });
  });
}

TestChange told(Change change, const ListedTest& test) {
  const std::string place = place_of(*test.node);
  return {change, test.name, place, abstraction_of(test.name, place)};
}

/// Of a test that is there before and after.
Change change_of(const TestedCell& base, const std::string& old_id, const TestedCell& patched,
                 const std::string& id) {
  if (patched.failed(id)) return base.passed(old_id) ? Change::newly_failing : Change::still_failing;
  if (patched.passed(id) && base.failed(old_id)) return Change::fixed;
  return Change::unchanged;
}

/// Tests of the base by the id that they have in the patched tree.
std::map<std::string, std::string> old_ids(const TestedCell& base, const TreeChanges& changes) {
  std::map<std::string, std::string> ids;
  for (const ListedTest& test : base.tests) ids[moved_id(changes, test.id)] = test.id;
  return ids;
}

}  // namespace

std::vector<TestChange> test_changes(const TestedCell& base, const TestedCell& patched,
                                     const TreeChanges& changes) {
  std::vector<TestChange> found;
  if (base.tests.empty() || patched.tests.empty()) return found;
  const auto before = old_ids(base, changes);
  for (const ListedTest& test : patched.tests) {
    const auto old = before.find(test.id);
    Change change = Change::unchanged;
    if (old != before.end())
      change = change_of(base, old->second, patched, test.id);
    else if (patched.failed(test.id))
      change = Change::newly_failing;
    else if (patched.passed(test.id))
      change = Change::added;
    if (change != Change::unchanged) found.push_back(told(change, test));
  }
  for (const ListedTest& test : base.tests) {
    const std::string id = moved_id(changes, test.id);
    if (!patched.complete() || !test.ran() || patched.find(id)) continue;
    const bool removed = id.empty() || (!is_place(id) && takes_out(changes, test.name));
    found.push_back(told(removed ? Change::removed : Change::vanished, test));
  }
  return found;
}

std::vector<TestChange> failing_tests(const RunRecord& record) {
  std::vector<TestChange> failing;
  const TestedCell tested(record);
  for (const ListedTest& test : tested.tests)
    if (tested.failed(test.id)) failing.push_back(told(Change::newly_failing, test));
  return failing;
}

}  // namespace gulliver
