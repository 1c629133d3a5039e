// SPDX-License-Identifier: MIT
#include <orchestrator/report/findings_text.hpp>
#include <orchestrator/report/page.hpp>
#include <orchestrator/report/record_facts.hpp>
#include <orchestrator/report/tests_text.hpp>
#include <orchestrator/report/utf8.hpp>

#include <algorithm>
#include <utility>

namespace gulliver {
namespace {

void add_verdict(Page& page, const RunRecord& record, const Findings& findings) {
  page.line({{record.cell.id, Colour::bold}, {"  "}, verdict_field(findings, record)});
  if (!record.verdict.reason.empty()) page.line(record.verdict.reason);
  page.gap();
  page.entry("run", std::to_string(record.run) + ", " + moment_text(record.started) + ", took " +
                        duration_text(record.finished - record.started));
  if (!record.fingerprint.empty()) page.entry("", "fingerprint " + record.fingerprint);
}

void add_tree(Page& page, const Revision& tree) {
  if (tree.base.empty()) return;
  page.entry("tree", tree_text(tree));
  if (!tree.version.empty()) page.entry("", "kernel " + tree.version);
  if (!tree.id.empty()) page.entry("", "git tree " + tree.id);
}

/// Items behind one another, in as many lines as the width asks for.
void add_list(Page& page, const std::vector<std::string>& items) {
  std::string line;
  for (const std::string& item : items) {
    if (!line.empty() && display_width(line) + display_width(item) + 13 > page.style().width)
      page.entry("", std::exchange(line, ""));
    line += (line.empty() ? "" : ", ") + item;
  }
  if (!line.empty()) page.entry("", line);
}

void add_toolchain(Page& page, const RunRecord& record) {
  if (record.cell.toolchain.empty() && record.toolchain_id.empty()) return;
  page.entry("toolchain",
             record.cell.toolchain + (record.toolchain_id.empty() ? "" : ", id " + record.toolchain_id));
  std::vector<std::string> items;
  for (const auto& [name, version] : record.versions)
    if (decides_kernel(name)) items.push_back(name + " " + version);
  add_list(page, items);
}

void add_config(Page& page, const ConfigResult& config) {
  const int lost = static_cast<int>(config.dropped.size());
  if (lost == 0)
    page.entry("config", "as requested");
  else
    page.entry("config", counted(lost, "option") + " not as requested", Colour::red);
  for (const auto& [wanted, found] : config.dropped)
    page.entry("", "CONFIG_" + wanted.name + " is " + found + ", not " + wanted.value + " (" + wanted.file +
                       ":" + std::to_string(wanted.line) + ")");
  for (const ConfigOption& option : config.unknown)
    page.entry("", "CONFIG_" + option.name + " is optional and not known to this tree");
}

void add_build(Page& page, const BuildRecord& build) {
  add_config(page, build.config);
  page.entry("build", duration_text(build.took) + (build.cached ? ", nothing to be made" : ""));
  if (!build.log.empty()) page.entry("", "log      " + build.log.string());
  if (!build.config_file.empty()) page.entry("", ".config  " + build.config_file.string());
  if (!build.image_hash.empty()) page.entry("", "image    SHA-256 " + build.image_hash);
}

std::string origin(const BootRecord& boot) {
  if (!boot.cached) return "";
  return ", reported from " +
         (boot.from ? "run " + std::to_string(*boot.from) : std::string("an earlier run"));
}

void add_boot(Page& page, const BootRecord& boot) {
  page.entry("boot",
             duration_text(boot.took) + (boot.kvm ? " under KVM" : " under emulation") + origin(boot));
  page.entry("", "end      " + end_text(boot.end));
  if (!boot.kernel_version.empty()) page.entry("", "kernel   " + boot.kernel_version);
  if (!boot.console.empty()) page.entry("", "console  " + boot.console.string());
}

void add_reboots(Page& page, const RunRecord& record) {
  if (record.reboots.empty()) return;
  page.entry("booted", boots_text(record));
  int boot = 1;
  for (const auto& [verdict, fingerprint, took, console] : record.reboots) {
    page.entry("", "boot " + std::to_string(++boot) + "   " + std::string(name_of(verdict.kind)) + ": " + verdict.reason);
    if (!console.empty()) page.entry("", "console  " + console.string());
  }
}

Row suite_row(const TestNode& suite) {
  const TestCounts counts = count(suite);
  Row row{{suite.name}, {std::string(name_of(suite.status)), colour_of(suite.status)}};
  for (int number : {counts.passed, counts.failed, counts.skipped, counts.missing, counts.total()})
    row.push_back({number == 0 ? "-" : thousands(number), Colour::none, true});
  return row;
}

void add_suites(Page& page, const TestReport& tests) {
  if (tests.suites.empty()) return;
  Row head{{"suite", Colour::dim}, {"result", Colour::dim}};
  for (const char* title : {"passed", "failed", "skipped", "missing", "total"})
    head.push_back({title, Colour::dim, true});
  std::vector<Row> rows{head};
  for (const TestNode& suite : tests.suites) rows.push_back(suite_row(suite));
  page.gap();
  page.lines(aligned(rows, page.style()));
}

void add_failed_test(Page& page, const FailedTest& failed, const std::string& console) {
  const TestNode& test = *failed.test;
  Row line{{"  "}, {std::string(name_of(test.status)), colour_of(test.status)}, {"  " + failed.path}};
  if (!test.location.empty()) line.push_back({"  " + test.location, Colour::cyan});
  if (!test.comment.empty()) line.push_back({"  # " + test.comment});
  page.line(line);
  if (test.line > 0 && !console.empty())
    page.line("    " + console + ":" + std::to_string(test.line), Colour::dim);
  add_shortened(page, test.diagnostics, " in the console");
}

void add_failed_tests(Page& page, const RunRecord& record) {
  const std::vector<FailedTest> failed = failed_tests(*record.tests);
  if (failed.empty()) return;
  page.section(counted(static_cast<int>(failed.size()), "test") + " without success");
  const std::string console = record.boot ? record.boot->console.filename().string() : "";
  for (const FailedTest& test : failed) add_failed_test(page, test, console);
}

void add_splats(Page& page, const BootRecord& boot) {
  if (boot.splats.empty()) return;
  page.section("complaints of the kernel");
  const std::string console = boot.console.filename().string();
  for (const Splat& splat : boot.splats) {
    page.line({{"  " + std::string(name_of(splat.kind)), Colour::red},
               {"  " + splat.text},
               {"  " + console + ":" + std::to_string(splat.line), Colour::dim}});
    for (const std::string& function : splat.trace) page.line("    " + function, Colour::dim);
  }
}

void add_diagnostics(Page& page, const std::vector<Diagnostic>& diagnostics) {
  if (diagnostics.empty()) return;
  page.section("messages of the build");
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : diagnostics) lines.push_back(diagnostic_text(diagnostic));
  add_shortened(page, lines, " in the log");
}

}  // namespace

std::string render_record(const RunRecord& record, const TextStyle& style, const Findings& findings) {
  const std::vector<Finding> own = about(record.cell.id, findings.list);
  Page page(style);
  add_defects(page, own);
  add_verdict(page, record, findings);
  add_tree(page, record.tree);
  add_toolchain(page, record);
  if (!record.place.empty()) page.entry("made on", record.place);
  if (record.build) add_build(page, *record.build);
  if (record.boot) add_boot(page, *record.boot);
  add_reboots(page, record);
  if (record.tests) add_tests(page, *record.tests);
  if (record.build && !record.verdict.passed()) add_diagnostics(page, record.build->diagnostics);
  if (record.boot) add_splats(page, *record.boot);
  if (record.tests) add_failed_tests(page, record);
  add_missing_tests(page, own);
  add_accepted(page, own);
  if (record.tests) add_suites(page, *record.tests);
  return std::move(page).text();
}

}  // namespace gulliver
