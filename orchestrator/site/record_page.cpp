// SPDX-License-Identifier: MIT
#include <orchestrator/report/findings_text.hpp>
#include <orchestrator/report/record_facts.hpp>
#include <orchestrator/site/document.hpp>
#include <orchestrator/site/pages.hpp>

#include <boost/algorithm/string/join.hpp>

namespace gulliver {
namespace {

std::string line_id(int line) { return "L" + std::to_string(line); }

/// A place on the first console of a record.
std::string console_line(const Document& page, const RunRecord& record, int line) {
  if (line <= 0 || !record.boot || record.boot->console.empty()) return "";
  return page.link(console_path(record.run, record.cell.id, 1), "line " + std::to_string(line), line_id(line));
}

std::string logs(const Document& page, const RunRecord& record) {
  const std::string& cell = record.cell.id;
  std::string html;
  const auto add = [&](const std::string& link) { html += (html.empty() ? "" : ", ") + link; };
  if (record.boot && !record.boot->console.empty()) add(page.link(console_path(record.run, cell, 1), "console"));
  for (std::size_t i = 0; i < record.reboots.size(); ++i)
    if (!record.reboots[i].console.empty())
      add(page.link(console_path(record.run, cell, i + 2), "console of boot " + std::to_string(i + 2)));
  if (record.build && !record.build->log.empty()) add(page.link(build_log_path(record.run, cell), "build log"));
  return html;
}

Entries facts(const Document& page, const RunView& view, const RunRecord& record) {
  Entries entries;
  entries.add("verdict", "<strong class=\"" + std::string(name_of(outcome_of(record.verdict.kind))) + "\">" +
                             std::string(sign_of(outcome_of(record.verdict.kind))) + std::string(name_of(record.verdict.kind)) + "</strong> " +
                             escape_html(record.verdict.reason) + (is_known(view.findings, record.cell.id) ? " (accepted)" : ""));
  entries.add("run", page.link(run_path(record.run), std::to_string(record.run)) + escape_html(", " + moment_text(record.started)));
  entries.add("cell", page.link(cell_path(record.cell.id), record.cell.id + " through all runs"));
  if (!record.tree.base.empty()) entries.add_text("tree", tree_text(record.tree));
  std::string tools;
  for (const auto& [name, version] : record.versions)
    if (decides_kernel(name)) tools += (tools.empty() ? "" : ", ") + name + " " + version;
  entries.add_text("toolchain", record.cell.toolchain + (tools.empty() ? "" : ": " + tools));
  if (record.build) entries.add_text("build", duration_text(record.build->took) + (record.build->cached ? ", nothing to be made" : ""));
  if (record.boot)
    entries.add_text("boot", duration_text(record.boot->took) + (record.boot->kvm ? " under KVM" : " under emulation") + "; end: " + end_text(record.boot->end));
  entries.add_text("booted", boots_text(record));
  entries.add("logs", logs(page, record));
  if (!record.fingerprint.empty()) entries.add("fingerprint", "<code>" + escape_html(record.fingerprint) + "</code>");
  return entries;
}

void add_complaints(Document& page, const RunRecord& record) {
  if (!record.boot || record.boot->splats.empty()) return;
  Table table("What the kernel complained of", {"kind", "what", "where", "trace"});
  for (const Splat& splat : record.boot->splats)
    table.row({td(Outcome::failed, escape_html(name_of(splat.kind))), td_wide(escape_html(splat.text)),
               td(console_line(page, record, splat.line)), td_wide(escape_html(boost::algorithm::join(splat.trace, " ← ")))});
  page.heading("Complaints of the kernel");
  page.add(table.html());
}

void add_messages(Document& page, const RunRecord& record) {
  if (!record.build || record.build->diagnostics.empty()) return;
  Table table("Messages of the build", {"severity", "message"});
  for (const Diagnostic& diagnostic : record.build->diagnostics)
    table.row({td(diagnostic.severity == "warning" ? Outcome::unsupported : Outcome::failed, escape_html(diagnostic.severity)),
               td_wide(escape_html(diagnostic_text(diagnostic)))});
  page.heading("Messages of the build");
  page.add(table.html());
}

void add_test_rows(Table& table, const Document& page, const RunRecord& record, const TestNode& node, const std::string& name) {
  for (const TestNode& child : node.children) add_test_rows(table, page, record, child, name + "." + child.name);
  if (!node.children.empty()) return;
  std::string said;
  for (const std::string& line : node.diagnostics) said += escape_html(line) + "\n";
  const bool tells = node.status != TestStatus::passed && !said.empty();
  table.row({th(page.link(test_path(name), name)), td(outcome_of(node.status), escape_html(name_of(node.status))), td_text(node.location),
             td(console_line(page, record, node.line)), td_wide(tells ? "<pre>" + said + "</pre>" : escape_html(node.comment))});
}

void add_tests(Document& page, const RunRecord& record) {
  if (!record.tests) return;
  page.heading("Tests");
  for (const std::string& problem : record.tests->problems) page.paragraph(escape_html(problem));
  for (const TestNode& suite : record.tests->suites) {
    const TestCounts counts = count(suite);
    const bool good = suite.status == TestStatus::passed && counts.failed + counts.missing == 0;
    page.add(std::string("<details") + (good ? "" : " open") + "><summary>" + std::string(sign_of(good ? Outcome::passed : Outcome::failed)) +
             escape_html(suite.name + ": " + counts_text(counts)) + "</summary>\n");
    Table table("Tests of " + suite.name, {"test", "result", "source", "console", "what it said"});
    add_test_rows(table, page, record, suite, suite.name);
    page.add(table.html() + "</details>\n");
  }
}

}  // namespace

std::string record_page(const RunView& view, const RunRecord& record) {
  Document page(record_path(record.run, record.cell.id), record.cell.id + " in run " + std::to_string(record.run));
  page.add(facts(page, view, record).html());
  add_complaints(page, record);
  if (!record.verdict.passed()) add_messages(page, record);
  add_tests(page, record);
  return std::move(page).html();
}

}  // namespace gulliver
