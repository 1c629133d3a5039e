// SPDX-License-Identifier: MIT
#include <orchestrator/answer/answer.hpp>
#include <orchestrator/answer/answer_words.hpp>
#include <orchestrator/report/json_parts.hpp>
#include <runners/model/test_list.hpp>

#include <cstdio>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <sstream>

namespace gulliver {
namespace {

constexpr std::size_t most_text = 64u << 10;  // bytes of one message

/// XML 1.0 has no control characters, and neither U+FFFE nor U+FFFF: https://www.w3.org/TR/xml/#charsets
std::string xml_text(std::string_view text) {
  std::string safe = excerpt(text, most_text);
  for (const std::string_view forbidden : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
    for (std::size_t at = safe.find(forbidden); at != safe.npos; at = safe.find(forbidden, at))
      safe.replace(at, forbidden.size(), "\xEF\xBF\xBD");
  return safe;
}

/// An attribute: one line.
void set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(xml_text(printable(value)).c_str());
}

std::string seconds(Seconds seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", seconds.count());
  return text;
}

/// What became of a test case.
struct Remark {
  std::string kind;  ///< "failure", "error", "skipped"; empty: it passed
  std::string type, message, text;
};

/// A suite of JUnit as it grows, and its counts.
class Suite {
 public:
  Suite(pugi::xml_node parent, const std::string& name) : node_(parent.append_child("testsuite")) {
    set(node_, "name", name);
    properties_ = node_.append_child("properties");
  }

  void property(const char* name, std::string_view value) {
    if (value.empty()) return;
    const pugi::xml_node property = properties_.append_child("property");
    set(property, "name", name);
    set(property, "value", value);
  }

  /// `place` is a file in the tree, with its line, or empty.
  void add(const std::string& of, const std::string& name, Seconds took, const Remark& remark,
           const Place& place = {}) {
    pugi::xml_node test = node_.append_child("testcase");
    set(test, "classname", of);
    set(test, "name", name);
    set(test, "time", seconds(took));
    if (!place.file.empty()) set(test, "file", place.file);
    if (place.line > 0) set(test, "line", std::to_string(place.line));
    ++counts_["tests"];
    if (remark.kind.empty()) return;
    ++counts_[remark.kind];
    pugi::xml_node child = test.append_child(remark.kind.c_str());
    set(child, "message", remark.message);
    if (!remark.type.empty()) set(child, "type", remark.type);
    if (!remark.text.empty()) child.text().set(xml_text(remark.text).c_str());
  }

  void finish(Moment started, Seconds took) {
    set(node_, "tests", std::to_string(counts_["tests"]));
    set(node_, "failures", std::to_string(counts_["failure"]));
    set(node_, "errors", std::to_string(counts_["error"]));
    set(node_, "skipped", std::to_string(counts_["skipped"]));
    set(node_, "time", seconds(took));
    set(node_, "timestamp", json_moment(started));
    if (!properties_.first_child()) node_.remove_child(properties_);
  }

 private:
  pugi::xml_node node_, properties_;
  std::map<std::string, int> counts_;
};

Remark failure(const CellComparison& cell) {
  Remark remark{"failure", std::string(name_of(cell.change)), cell.reason, ""};
  for (const Blame& blame : cell.blames) remark.text += blame_text(blame) + "\n";
  return remark;
}

/// Of a build or a boot that is bad. Only what got worse may be red.
Remark remark_on(const CellComparison& cell, bool is_accused) {
  if (is_accused) return failure(cell);
  if (cell.change == Change::unknown) return {"error", "unknown", cell.reason, ""};
  return {"skipped", "", std::string(name_of(cell.change)) + ": " + cell.reason, ""};
}

/// Of a test that did not pass.
Remark remark_on(const CellComparison& cell, Change change, const TestNode& test) {
  std::string said;
  for (const std::string& line : test.diagnostics) said += line + "\n";
  const std::string what(name_of(change));
  if (is_accusation(change) && is_accusation(cell.change))
    return {"failure", what, test.diagnostics.empty() ? what : test.diagnostics.front(), said};
  if (test.status == TestStatus::passed) return {};
  if (test.status == TestStatus::skipped) return {"skipped", "", test.comment, ""};
  if (test.status == TestStatus::missing) return {"skipped", "", "no result came", said};
  const bool before = change == Change::still_failing || cell.change == Change::still_failing;
  return {"skipped", "", before ? "fails on the base too" : "not counted: " + cell.reason, said};
}

Change change_of(const CellComparison& cell, const std::string& test, const std::string& place) {
  for (const TestChange& change : cell.tests)
    if (change.test == test && (change.location == place || change.location.empty())) return change.change;
  return Change::unchanged;
}

/// "mips-big/kunit.rust_kernel_str": readers that join all suites of a job, as GitLab does, know a test by
/// its class and name alone, so that without the cell one cell's pass would hide another's failure.
void add_test(Suite& suite, const CellComparison& cell, const std::string& test, const Remark& remark,
              const std::string& place) {
  const std::size_t dot = test.rfind('.');
  const std::string front = dot == test.npos ? "" : "." + test.substr(0, dot);
  suite.add(cell.cell.id + front, test.substr(dot + 1), Seconds(0), remark, tree_place(place));
}

void add_tests(Suite& suite, const CellComparison& cell) {
  std::set<std::string> listed;
  if (cell.patched->tests)
    for (const ListedTest& test : list_tests(*cell.patched->tests)) {
      const std::string place = place_of(*test.node);
      add_test(suite, cell, test.name, remark_on(cell, change_of(cell, test.name, place), *test.node), place);
      listed.insert(test.name);
    }
  for (const TestChange& change : cell.tests) {
    if (!is_accusation(change.change) || listed.contains(change.test)) continue;
    const TestNode gone;  // its status is `missing`
    add_test(suite, cell, change.test, remark_on(cell, change.change, gone), change.location);
  }
}

void add_build_and_boot(Suite& suite, const CellComparison& cell) {
  const RunRecord& record = *cell.patched;
  const bool is_accused = is_accusation(cell.change), built = is_built(record);
  const Seconds build_took = record.build ? record.build->took : Seconds(0);
  suite.add(cell.cell.id, "build", build_took, built ? Remark{} : remark_on(cell, is_accused));
  Remark remark{"skipped", "", "not built", ""};
  const bool fell_here = cell.change == Change::unknown || (is_accused && stage_of(cell) == Stage::boot);
  if (built) remark = fell_here || !record.boot ? remark_on(cell, is_accused) : Remark{};
  suite.add(cell.cell.id, "boot", record.boot ? record.boot->took : Seconds(0), remark);
}

void add_cell(pugi::xml_node root, const CellComparison& cell) {
  Suite suite(root, cell.cell.id);
  suite.property("change", name_of(cell.change));
  if (!cell.patched) {
    suite.add(cell.cell.id, "build", Seconds(0), remark_on(cell, false));
    suite.finish({}, Seconds(0));
    return;
  }
  const RunRecord& record = *cell.patched;
  suite.property("verdict", name_of(record.verdict.kind));
  suite.property("tree", record.tree.base + (record.tree.id.empty() ? "" : " (tree " + record.tree.id + ")"));
  suite.property("toolchain", tools_text(record));
  if (record.build) suite.property("image_hash", record.build->image_hash);
  add_build_and_boot(suite, cell);
  add_tests(suite, cell);
  suite.finish(record.started, record.finished - record.started);
}

/// Where there are no cells that could say it.
void add_series(pugi::xml_node root, const PatchResult& result) {
  Suite suite(root, "series");
  const bool applies = result.does_not_apply.empty();
  suite.add("series", "apply", Seconds(0),
            {applies ? "error" : "failure", std::string(name_of(outcome_of(result))), headline(result), ""});
  suite.finish(result.started, result.finished - result.started);
}

}  // namespace

std::string junit(const PatchResult& result) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  set(declaration, "version", "1.0");
  set(declaration, "encoding", "UTF-8");
  pugi::xml_node root = document.append_child("testsuites");
  set(root, "name", "gulliver");
  if (result.cells.empty()) add_series(root, result);
  for (const CellComparison& cell : result.cells) add_cell(root, cell);
  std::ostringstream text;
  document.save(text, "  ", pugi::format_indent, pugi::encoding_utf8);
  return text.str();
}

}  // namespace gulliver
