// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/finding.hpp>
#include <orchestrator/model/history.hpp>
#include <orchestrator/model/plan.hpp>
#include <orchestrator/model/run_record.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// How text is rendered.
struct TextStyle {
  bool colour = false;
  int width = 100;
};

/// A run and what it left behind: what every view of a run is made from.
struct RunView {
  Run run;
  std::vector<RunRecord> records;  ///< fewer than run.cells where the run was cut short; verdicts are the standings'
  Findings findings = {};
};

/// Suspected defects of byte order and word size, and disagreements, ahead of everything else; the grid arch·endian x config with counts,
/// then every cell that did not pass with its reason, its log and the command that repeats it; missing tests by abstraction, and accepted findings that have
/// expired or are not needed; at the end times and how busy the cores were.
std::string render_run(const RunView& view, const TextStyle& style);

/// What a report shows: architectures x configs; configs x architectures with a line for each config that says
/// who needs it; modules of the kernel crate x architectures; digests x cells.
enum class ReportView { grid, production, map, digests };

/// A run as a table: its cells passed, failed, unsupported, not applicable or not run, or the modules with the
/// number of their tests that passed; with the reasons as footnotes. Made of several bands where `style.width` is too narrow for one.
std::string render_report(const RunView& view, ReportView kind, const TextStyle& style);

/// The same as one HTML5 document that needs no other file.
std::string html_report(const RunView& view, ReportView kind);

/// Several runs of one matrix read as one: for each cell of `plan` the newest record that is about
/// the same tree (Revision::base) as the newest record of all, or whose tree never stood. `runs` are
/// newest first; those that chose tests (--test) and series on trial are left out. The records keep the numbers of their runs; `plan` stays as it is given.
RunView merge_runs(Run plan, const std::vector<RunView>& runs);

/// One record in full: verdict, tree, toolchain, build, boot, suites, failed tests; and of its
/// run's findings those about its cell.
std::string render_record(const RunRecord& record, const TextStyle& style, const Findings& findings = {});

/// The tests of one console as a tree: suites with their counts, and in them whatever did not pass.
std::string render_tests(const TestReport& report, const TextStyle& style);

/// A line for each run, newest first.
std::string render_runs(const std::vector<RunHead>& runs, const TextStyle& style);

/// Trees, builds and cells of a plan, and what is excluded and why.
std::string render_plan(const Plan& plan, const TextStyle& style);

/// The abstraction map as CSV (RFC 4180): a line for each module on each architecture.
std::string csv_map(const RunView& view);

/// JSON of the same; the format is described in orchestrator/report/README.md.
std::string json_run(const RunView& view);
std::string json_map(const RunView& view);
std::string json_digests(const RunView& view);
std::string json_record(const RunRecord& record, const Findings& findings = {});
std::string json_tests(const TestReport& report);
std::string json_runs(const std::vector<RunHead>& runs);
std::string json_plan(const Plan& plan);

/// A line of a console or a log made safe for a terminal. Whatever could steer it, reorder or hide
/// text becomes visible: control characters but tab (line ends too), invalid UTF-8, bidirectional
/// marks, characters without width.
std::string printable(std::string_view text);

/// A whole console or log, each line of it printable(). Line ends stay; "\r\n" becomes "\n".
std::string printable_lines(std::string_view text);

}  // namespace gulliver
