// SPDX-License-Identifier: MIT
#include <orchestrator/report/text.hpp>
#include <orchestrator/site/document.hpp>
#include <orchestrator/site/log_text.hpp>
#include <orchestrator/site/pages.hpp>

#include <map>

namespace gulliver {
namespace {

/// What is to be said of a line of a log.
struct LineMark {
  std::string css;   ///< class: failed, passed, warning
  std::string link;  ///< a page of the site; may be empty
};

using LineMarks = std::map<long, LineMark>;

void mark_tests(LineMarks& marks, const TestNode& node, const std::string& name) {
  for (const TestNode& child : node.children) mark_tests(marks, child, name + "." + child.name);
  if (node.line <= 0) return;
  const bool good = node.status == TestStatus::passed || node.status == TestStatus::skipped;
  marks[node.line] = {good ? "passed" : "failed", node.children.empty() ? test_path(name) : ""};
}

LineMarks marks_of(const RunRecord& record) {
  LineMarks marks;
  if (record.tests)
    for (const TestNode& suite : record.tests->suites) mark_tests(marks, suite, suite.name);
  if (record.boot)
    for (const Splat& splat : record.boot->splats) marks[splat.line] = {"failed", ""};
  return marks;
}

/// A line of a build log: what compilers, the linker and make say of errors and warnings.
LineMark mark_of_build(std::string_view line) {
  const auto says = [line](std::string_view word) { return line.find(word) != std::string_view::npos; };
  if (says("error: ") || line.starts_with("error[") || says("Error ") || says("*** [")) return {"failed", ""};
  return {says("warning: ") ? "warning" : "", ""};
}

class LogPage {
 public:
  LogPage(Document& page, const LineMarks& marks, bool of_build) : page_(page), marks_(marks), of_build_(of_build) {}

  void add(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) add(line);
  }

  void leave_out(long lines) {
    if (lines == 0) return;
    html_ += "<span class=\"gap\">" + escape_html(thousands(static_cast<int>(lines))) + " lines are left out here</span>\n";
    number_ += lines;
  }

  std::string html() const { return "<pre class=\"log\">" + html_ + "</pre>\n"; }

 private:
  void add(const std::string& line) {
    const std::string number = std::to_string(++number_);
    const auto found = marks_.find(number_);
    const LineMark mark = found != marks_.end() ? found->second : of_build_ ? mark_of_build(line) : LineMark();
    const std::string_view text = std::string_view(line).substr(0, line.size() - line.ends_with('\r'));
    std::string words = mark.link.empty() ? escape_html(text) : page_.link(mark.link, text);
    if (!mark.css.empty()) words = "<span class=\"" + mark.css + "\">" + words + "</span>";
    html_ += "<a id=\"L" + number + "\" href=\"#L" + number + "\">" + number + "</a> " + words + "\n";
  }

  Document& page_;
  const LineMarks& marks_;
  bool of_build_;
  long number_ = 0;
  std::string html_;
};

std::string log_page(const RunRecord& record, const std::string& path, const std::string& title, const std::filesystem::path& file,
                     const LineMarks& marks, bool of_build) {
  Document page(path, title + " of " + record.cell.id + ", run " + std::to_string(record.run));
  page.paragraph(page.link(record_path(record.run, record.cell.id), "What came of it"));
  LogPage lines(page, marks, of_build);
  if (const auto log = read_log(file, longest_log)) {
    lines.add(log->head);
    lines.leave_out(log->left_out);
    lines.add(log->tail);
    page.add(lines.html());
  } else {
    page.paragraph("It is not there any more: <code>" + escape_html(file.string()) + "</code>");
  }
  return std::move(page).html();
}

}  // namespace

std::string console_page(const RunRecord& record, std::size_t boot) {
  const std::string path = console_path(record.run, record.cell.id, boot);
  if (boot == 1) return log_page(record, path, "Console", record.boot->console, marks_of(record), false);
  return log_page(record, path, "Console of boot " + std::to_string(boot), record.reboots[boot - 2].console, {}, false);
}

std::string build_log_page(const RunRecord& record) {
  return log_page(record, build_log_path(record.run, record.cell.id), "Build log", record.build->log, {}, true);
}

}  // namespace gulliver
