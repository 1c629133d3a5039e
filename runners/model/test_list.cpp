// SPDX-License-Identifier: MIT
#include <runners/model/test_list.hpp>

#include <map>
#include <string_view>

namespace gulliver {
namespace {

/// Walks a report and gives each test its id.
class Lister {
 public:
  /// Whether the node, or anything inside it, failed.
  bool add(const TestNode& node, const std::string& front) {
    const std::string name = front.empty() ? node.name : front + "." + node.name;
    bool failed = false;
    for (const TestNode& child : node.children) failed = add(child, name) || failed;
    const bool own = node.status == TestStatus::failed && !failed;
    if (node.children.empty() || own) list_.push_back({id_of(node, name), name, &node});
    return failed || own;
  }

  std::vector<ListedTest> list() && { return std::move(list_); }

 private:
  std::string id_of(const TestNode& node, const std::string& name) {
    const std::string& base = node.location.empty() ? name : node.location;
    const int number = ++seen_[base];
    return number == 1 ? base : base + "#" + std::to_string(number);
  }

  std::vector<ListedTest> list_;
  std::map<std::string, int> seen_;
};

bool cut_front(std::string_view& text, std::string_view front) {
  if (!text.starts_with(front)) return false;
  text.remove_prefix(front.size());
  return true;
}

void cut_end(std::string_view& text, std::string_view end) {
  if (text.ends_with(end)) text.remove_suffix(end.size());
}

/// "rust/kernel/sync/arc.rs:12" is of sync::arc.
std::string module_of(std::string_view location) {
  std::string_view path = location.substr(0, location.find(':'));
  cut_end(path, ".rs");
  cut_end(path, "/mod");
  if (path == "rust/kernel/lib") return "kernel";
  cut_front(path, "rust/kernel/") || cut_front(path, "rust/");
  std::string name;
  for (const char c : path) name += c == '/' ? "::" : std::string(1, c);
  return name;
}

}  // namespace

bool ListedTest::ran() const {
  return !node->is_suite() && (node->status == TestStatus::passed || node->status == TestStatus::failed);
}

bool ListedTest::failed() const { return node->status == TestStatus::failed; }

std::vector<ListedTest> list_tests(const TestReport& report) {
  Lister lister;
  for (const TestNode& suite : report.suites) lister.add(suite, "");
  return std::move(lister).list();
}

std::string place_of(const TestNode& test) {
  constexpr std::string_view mark = " FAILED at ";  // lib/kunit/assert.c: kunit_assert_prologue()
  if (!test.location.empty()) return test.location;
  for (const std::string& line : test.diagnostics) {
    const std::size_t at = line.find(mark);
    if (at == line.npos) continue;
    const std::string place = line.substr(at + mark.size());
    return place.substr(0, place.find_first_of(" \t"));
  }
  return "";
}

std::string abstraction_of(const std::string& name, const std::string& location) {
  if (!location.empty()) return module_of(location);
  std::string_view suite(name);
  suite = suite.substr(0, suite.find('.'));
  cut_front(suite, "rust_kernel_") || cut_front(suite, "rust_");
  return std::string(suite);
}

}  // namespace gulliver
