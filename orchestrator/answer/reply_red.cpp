// SPDX-License-Identifier: MIT
#include <orchestrator/answer/answer.hpp>
#include <orchestrator/answer/answer_words.hpp>
#include <orchestrator/answer/reply.hpp>
#include <orchestrator/report/utf8.hpp>
#include <runners/model/test_list.hpp>

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace gulliver {
namespace {

constexpr std::size_t most_errors = 20;     // lines of a mail that anyone reads
constexpr std::size_t most_said_lines = 8;  // of what a test says
constexpr int said_width = 160;

bool any_at(const PatchResult& result, Stage stage) {
  const Cells cells = accused(result);
  return std::ranges::find(cells, stage, [](const auto* cell) { return stage_of(*cell); }) != cells.end();
}

std::string problems_text(const PatchResult& result) {
  std::vector<std::string> kinds;
  if (any_at(result, Stage::configuration)) kinds.emplace_back("configuration problems");
  if (any_at(result, Stage::build)) kinds.emplace_back("build errors");
  if (any_at(result, Stage::boot)) kinds.emplace_back("boot failures");
  if (any_at(result, Stage::tests)) kinds.emplace_back("test failures");
  return boost::algorithm::join(kinds, ", ");
}

/// https://lore.kernel.org/r/ finds any mail by its id; what a URL cannot hold is %XX.
std::string lore_link(const std::string& message_id) {
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+=@";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string link = "https://lore.kernel.org/r/";
  for (const char c : message_id) {
    const auto byte = static_cast<unsigned char>(c);
    if (plain.find(c) != plain.npos)
      link += c;
    else
      link += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return link;
}

void add_subject(MailText& mail, const PatchResult& result) {
  const std::optional<int> first = first_bad_of(result);
  const SubmittedPatch* patch = first ? patch_of(result, *first) : nullptr;
  if (!patch && !result.series.patches.empty()) patch = &result.series.patches.front();
  if (!patch) return;
  if (!patch->message_id.empty()) mail.line(lore_link(patch->message_id), "patch link:     ");
  mail.line(first ? subject_text(result, *patch) : result.series.subject,
            first ? "patch subject:  " : "series:         ");
}

void add_facts(MailText& mail, const PatchResult& result) {
  const std::string kind = any_at(result, Stage::build) || any_at(result, Stage::configuration)
                               ? "build test ERROR"
                               : "boot test FAIL";
  mail.line("[auto " + kind + " on " + result.base.base + "]");
  mail.gap();
  mail.line(result.base.base + (result.base.id.empty() ? "" : " (tree " + result.base.id.substr(0, 12) + ")"),
            "base:           ");
  add_subject(mail, result);
  std::vector<std::string> configs;
  for (const NamedAttachment& attachment : named_attachments(result))
    if (attachment.name.ends_with(".config")) configs.push_back(attachment.name);
  if (!configs.empty()) mail.words(boost::algorithm::join(configs, ", ") + " (attached)", "config:         ");
  mail.words(tools_text(result), "compiler:       ");
  mail.line("reproduce:");
  for (const std::string& command : commands(result)) mail.line(command, "        ");
}

bool is_new(const Diagnostic& error, const CellComparison& cell) {
  return std::ranges::any_of(cell.blames, [&](const Blame& blame) {
    return blame.text == error.text && tree_place(blame.place).file == error.file;
  });
}

void add_errors(MailText& mail, const PatchResult& result) {
  std::set<std::string> told;
  std::size_t more = 0;
  mail.gap();
  if (any_at(result, Stage::build)) mail.line("All errors (new ones prefixed by >>):");
  mail.gap();
  for (const CellComparison* cell : accused(result)) {
    if (stage_of(*cell) != Stage::build || !cell->patched || !cell->patched->build) continue;
    for (const Diagnostic& error : cell->patched->build->diagnostics) {
      if (error.severity == "warning" || error.text.starts_with("make") ||
          !told.insert(message_text(error)).second)
        continue;
      if (told.size() <= most_errors)
        mail.line(message_text(error), is_new(error, *cell) ? ">> " : "   ");
      else
        ++more;
    }
  }
  if (more > 0) mail.line("... and " + std::to_string(more) + " more", "   ");
}

/// What a test said in a cell, quoted.
void add_said(MailText& mail, const CellComparison& cell, const TestChange& change) {
  if (!cell.patched || !cell.patched->tests) return;
  for (const ListedTest& test : list_tests(*cell.patched->tests)) {
    if (test.name != change.test || place_of(*test.node) != change.location) continue;
    const auto& lines = test.node->diagnostics;
    for (std::size_t i = 0; i < std::min(lines.size(), most_said_lines); ++i)
      mail.line(cut(lines[i], said_width), "   | ");
    return;
  }
}

void add_tests(MailText& mail, const PatchResult& result) {
  std::set<std::string> told;
  mail.gap();
  if (any_at(result, Stage::tests)) mail.line("Tests that failed (new ones prefixed by >>):");
  mail.gap();
  for (const CellComparison* cell : accused(result))
    for (const TestChange& test : cell->tests) {
      const bool accuses = is_accusation(test.change);
      if ((!accuses && test.change != Change::still_failing) || told.size() == most_errors) continue;
      if (!told.insert(test.test + " " + test.location).second) continue;
      const std::string place = test.location.empty() ? "" : " (" + test.location + ")";
      const std::string what = test.change == Change::vanished ? ": does not run any more" : "";
      mail.line(test.test + place + what, accuses ? ">> " : "   ");
      if (accuses) add_said(mail, *cell, test);
    }
}

void add_chain(MailText& mail, const BrokenChain& chain) {
  const auto or_nothing = [](const std::string& binding) { return binding.empty() ? "(nothing)" : binding; };
  mail.line(chain.header, "  C header:  ");
  mail.line(chain.header_line, "             ");
  mail.line(or_nothing(chain.binding.before), "  Rust was:  ");
  mail.line(or_nothing(chain.binding.after), "  Rust is:   ");
  mail.line(chain.user, "  used at:   ");
}

void add_where(MailText& mail, const PatchResult& result) {
  Cells good;
  for (const CellComparison& cell : result.cells)
    if (cell.patched && cell.patched->verdict.passed() && !is_accusation(cell.change)) good.push_back(&cell);
  mail.gap();
  mail.words(names_of(accused(result)), "Worse on:  ");
  mail.words(good.empty() ? "nothing" : names_of(good), "Passes on: ");
}

void add_bisection(MailText& mail, const PatchResult& result) {
  const std::optional<int> first = first_bad_of(result);
  if (!first) return;
  mail.gap();
  const bool is_first = *first == 1;
  mail.words("It begins with " + number_text(result, *first) + "; the base" +
             (is_first ? " is" : " and the patches before it are") + " good in this respect.");
}

}  // namespace

void add_accusations(MailText& mail, const PatchResult& result) {
  mail.gap();
  mail.line("What broke:");
  for (const Accusation& accusation : accusations(result)) {
    mail.gap();
    mail.words("(" + names_of(accusation.cells) + ")", printable(part_text(accusation)) + " ");
    const std::string text = blame_text(accusation.blame);
    if (static_cast<int>(text.size()) <= said_width)  // a compiler's line stays as it is; what Kconfig says is a paragraph
      mail.line(text, "  ");
    else
      mail.words(text, "  ");
    if (accusation.blame.chain) add_chain(mail, *accusation.blame.chain);
    const std::string pattern = endian_pattern(result, accusation.cells);
    if (!pattern.empty()) mail.words("It " + pattern + ".", "  ");
  }
}

void add_red(MailText& mail, const PatchResult& result) {
  add_greeting(mail, result);
  mail.words("Gulliver noticed the following " + problems_text(result) + ":");
  mail.gap();
  add_facts(mail, result);
  add_errors(mail, result);
  add_tests(mail, result);
  add_accusations(mail, result);
  add_where(mail, result);
  add_bisection(mail, result);
  mail.gap();
  const std::string change = needs_change(result);
  if (!change.empty()) mail.words(change + ".", "Needs a change: ");
  add_asides(mail, result);
  mail.gap();
  if (!result.maintainers.empty()) mail.line("Cc suggested:");
  for (const std::string& maintainer : result.maintainers) mail.line(maintainer, "  ");
  mail.gap();
  std::vector<std::string> names;
  for (const NamedAttachment& attachment : named_attachments(result)) names.push_back(attachment.name);
  if (!names.empty()) mail.words(boost::algorithm::join(names, ", "), "Attached: ");
}

std::vector<NamedAttachment> named_attachments(const PatchResult& result) {
  std::vector<NamedAttachment> found;
  const auto add = [&](std::string name, const std::filesystem::path& file, const char* ending) {
    std::ranges::replace(name, '/', '-');
    NamedAttachment attachment{name + ending, file};
    if (!file.empty() && std::ranges::find(found, attachment) == found.end()) found.push_back(attachment);
  };
  for (const Accusation& accusation : accusations(result)) {
    const CellComparison& cell = *accusation.cells.front();
    if (!cell.patched) continue;
    if (cell.patched->build) add(cell.cell.id, cell.patched->build->config_file, ".config");
    if (cell.patched->build) add(cell.cell.id, cell.patched->build->log, ".build.log");
    if (cell.patched->boot) add(cell.cell.id, cell.patched->boot->console, ".console.log");
  }
  return found;
}

}  // namespace gulliver
