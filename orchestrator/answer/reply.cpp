// SPDX-License-Identifier: MIT
#include <orchestrator/answer/answer.hpp>
#include <orchestrator/answer/answer_words.hpp>
#include <orchestrator/answer/reply.hpp>
#include <orchestrator/report/utf8.hpp>

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <set>

namespace gulliver {
namespace {

constexpr int name_width = 40;

std::string first_name(const std::string& author) {
  std::string name = author.substr(0, author.find('<'));
  std::erase(name, '"');
  const std::size_t begin = name.find_first_not_of(' ');
  if (begin == name.npos) return "";
  return cut(name.substr(begin, name.find(' ', begin) - begin), name_width);
}

std::string totals(int total, int pass, int skipped, int fail, int missing = 0) {
  std::string text = "total: " + std::to_string(total) + " pass: " + std::to_string(pass);
  if (skipped > 0) text += " skipped: " + std::to_string(skipped);
  if (missing > 0) text += " missing: " + std::to_string(missing);
  return text + " fail: " + std::to_string(fail);
}

std::string test_totals(const Cells& cells) {
  const TestCounts counts = tests_of(cells);
  return totals(counts.total(), counts.passed, counts.skipped, counts.failed, counts.missing);
}

void add_endian(MailText& mail, const PatchResult& result, Endian endian) {
  Cells cells = counted_cells(result);
  std::erase_if(cells, [&](const CellComparison* cell) { return cell->cell.endian != endian; });
  if (cells.empty()) return;
  std::set<std::string> arches;
  for (const CellComparison* cell : cells) arches.insert(cell->cell.arch);
  const std::string head = endian == Endian::big ? "Big endian (" : "Little endian (";
  mail.words(head + boost::algorithm::join(arches, ", ") + "):");
  mail.line(test_totals(cells), "\t");
}

void add_green(MailText& mail, const PatchResult& result) {
  const Cells cells = counted_cells(result);
  const auto built = std::ranges::count_if(
      cells, [](const CellComparison* cell) { return cell->patched && is_built(*cell->patched); });
  const auto total = static_cast<int>(cells.size()), pass = static_cast<int>(built);
  mail.line("Build results:");
  mail.line(totals(total, pass, 0, total - pass), "\t");
  mail.line("Tests:");
  mail.line(test_totals(cells), "\t");
  for (const Endian endian : {Endian::big, Endian::little}) add_endian(mail, result, endian);
  add_asides(mail, result);
  mail.gap();
  mail.line(result.base.base, "base:     ");
  mail.words(tools_text(result), "compiler: ");
}

void add_not_applied(MailText& mail, const PatchResult& result) {
  add_greeting(mail, result);
  mail.words("The series does not apply, so nothing was built or tested:");
  mail.gap();
  mail.words(result.does_not_apply, "  ");
  mail.gap();
  mail.words("It was tried on " + result.base.base + ".");
  mail.gap();
  mail.words("If it is meant for another tree, please name that with 'git format-patch --base':");
  mail.line("https://git-scm.com/docs/git-format-patch#_base_tree_information");
}

void add_no_verdict(MailText& mail, const PatchResult& result) {
  const bool farm_failed = !cells_that_are(result, Change::unknown).empty() || result.cells.empty();
  mail.words(std::string("There is no verdict on this series: ") +
             (farm_failed ? "the farm failed, which says nothing about the patches."
                          : "every cell comes to another end from boot to boot."));
  mail.gap();
  const Cells unknown = cells_that_are(result, Change::unknown);
  for (const CellComparison* cell : unknown) mail.words(cell->cell.id + ": " + cell->reason, "  ");
  if (result.cells.empty()) mail.words("No cell was tested.", "  ");
  mail.gap();
  const int others = static_cast<int>(result.cells.size() - unknown.size());
  if (accused(result).empty()) {
    if (others > 0) mail.words("Of the " + std::to_string(others) + " other cells none got worse.");
    return;
  }
  add_accusations(mail, result);
}

void list_cells(MailText& mail, const PatchResult& result, Change change, const std::string& head) {
  const Cells cells = cells_that_are(result, change);
  if (cells.empty()) return;
  mail.gap();
  mail.line(head);
  for (const CellComparison* cell : cells) mail.words(cell->cell.id + ": " + cell->reason, "  ");
}

}  // namespace

void add_greeting(MailText& mail, const PatchResult& result) {
  const SubmittedPatch* patch = patch_of(result, first_bad_of(result).value_or(1));
  if (!patch && !result.series.patches.empty()) patch = &result.series.patches.front();
  const std::string name = patch ? first_name(patch->author) : "";
  mail.line(name.empty() ? "Hi," : "Hi " + name + ",");
  mail.gap();
}

void add_asides(MailText& mail, const PatchResult& result) {
  const std::vector<NewWarning> warnings = new_warnings(result);
  if (!warnings.empty()) {
    mail.gap();
    mail.line("New warnings:");
  }
  for (const auto& [diagnostic, cells] : warnings) {
    mail.line(message_text(diagnostic), "  ");
    mail.words("(" + names_of(cells) + ")", "    ");
  }
  list_cells(mail, result, Change::fixed, "Fixed by the series:");
  list_cells(mail, result, Change::still_failing, "Failing as on the base:");
  list_cells(mail, result, Change::flaky, "Flaky, not counted:");
}

std::string reply_body(const PatchResult& result) {
  MailText mail;
  switch (outcome_of(result)) {
    case AnswerWord::clean:
      add_green(mail, result);
      break;
    case AnswerWord::worse:
      add_red(mail, result);
      break;
    case AnswerWord::does_not_apply:
      add_not_applied(mail, result);
      break;
    case AnswerWord::unknown:
      add_no_verdict(mail, result);
      break;
  }
  return std::move(mail).text();
}

}  // namespace gulliver
