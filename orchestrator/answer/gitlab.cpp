// SPDX-License-Identifier: MIT
#include <orchestrator/answer/answer.hpp>
#include <orchestrator/answer/answer_words.hpp>
#include <orchestrator/report/json_parts.hpp>

#include <algorithm>
#include <set>

namespace gulliver {
namespace {

/// The findings of a report, no two with the same fingerprint: of those GitLab would show one.
class QualityFindings {
 public:
  explicit QualityFindings(std::string file) : file_(std::move(file)) {}

  /// Without a place in the tree, a finding stands at the first line of a file that the series touches.
  void add(const std::string& text, const std::string& check, const char* severity, const Place& place) {
    const std::string file = place.file.empty() ? file_ : printable(place.file);
    const std::string seed =
        check + "\n" + file + "\n" + text;  // no line: an edit above makes no other finding
    std::string fingerprint = text_hash(seed);
    for (int number = 2; !fingerprints_.insert(fingerprint).second; ++number)
      fingerprint = text_hash(seed + "\n" + std::to_string(number));
    list_.push_back({{"description", printable(text)},
                     {"check_name", check},
                     {"fingerprint", fingerprint},
                     {"severity", severity},
                     {"location", {{"path", file}, {"lines", {{"begin", std::max(place.line, 1)}}}}}});
  }

  std::string text() const { return json_text(list_); }

 private:
  std::string file_;
  std::set<std::string> fingerprints_;
  Json list_ = Json::array();
};

}  // namespace

std::string gitlab_code_quality(const PatchResult& result) {
  QualityFindings findings(touched_file(result));
  if (!result.does_not_apply.empty()) findings.add(result.does_not_apply, "does-not-apply", "blocker", {});
  for (const Accusation& accusation : accusations(result)) {
    const CellComparison& cell = *accusation.cells.front();
    const bool builds = cell.patched && is_built(*cell.patched);
    const std::string where = " (" + part_text(accusation) + ", on " + names_of(accusation.cells) + ")";
    findings.add(accusation.blame.text + where, std::string(name_of(accusation.change)),
                 builds ? "critical" : "blocker", tree_place(accusation.blame.place));
  }
  for (const auto& [diagnostic, cells] : new_warnings(result))
    findings.add(diagnostic.text + " (on " + names_of(cells) + ")", "new-warning", "minor",
                 tree_place(diagnostic.file + ":" + std::to_string(diagnostic.line)));
  return findings.text();
}

}  // namespace gulliver
