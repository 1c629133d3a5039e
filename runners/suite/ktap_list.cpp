// SPDX-License-Identifier: MIT
#include <runners/suite/ktap_list.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace gulliver {

void KtapList::take(KtapPending said) {
  std::ranges::move(said.lines, std::back_inserter(node.diagnostics));
  std::ranges::move(said.digests, std::back_inserter(node.digests));
}

std::string KtapList::title() const {
  if (depth == 0) return "the document";
  return std::string(depth == 1 ? "suite" : "test") + " `" + node.name + "`";
}

/// KUnit does not always know how many parameters a test has; of everything else a plan is demanded.
std::optional<std::string> KtapList::count_problem() const {
  const bool uncounted = depth > 1 && (results > 0 || node.status == TestStatus::skipped);
  if (!node.plan && uncounted) return std::nullopt;
  if (!node.plan) return title() + " announced no plan";
  if (results == *node.plan) return std::nullopt;
  return title() + " announced " + std::to_string(*node.plan) + (depth == 0 ? " suites" : " tests") +
         " and has " + std::to_string(results) + " results";
}

std::optional<std::string> KtapList::settle_status() {
  const bool failed = std::any_of(node.children.begin(), node.children.end(),
                                  [](const TestNode& child) { return child.status == TestStatus::failed; });
  const bool says_failed = node.status == TestStatus::failed;
  if (node.status == TestStatus::passed && node.children.empty()) {
    node.status = TestStatus::failed;
    return title() + " says that it passed, but no test ran in it";
  }
  if (failed) node.status = TestStatus::failed;
  if (failed && !says_failed) return title() + " does not say that it failed, but a test in it did";
  if (says_failed && !failed && !node.children.empty())
    return title() + " says that it failed, but no test in it did";
  return std::nullopt;
}

}  // namespace gulliver
