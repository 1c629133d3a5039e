// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/planned_run.hpp>
#include <orchestrator/matrix/matrix.hpp>
#include <runners/model/error.hpp>

#include <iostream>
#include <limits>
#include <map>
#include <memory>

namespace gulliver {
namespace {

enum class Format { text, html, json, csv };

struct Arguments {
  std::string what;
  ReportView view = ReportView::grid;
  Format format = Format::text;
};

/// All runs of a matrix read as one, on the plan that the file has now.
RunView view_matrix(const Ledger& ledger, const std::string& matrix) {
  Run plan = planned_run(matrix, load_plan(matrix, data_root(), {}));
  std::vector<RunView> views;
  for (Run& run : ledger.runs(std::numeric_limits<int>::max())) {
    if (run.matrix != plan.matrix) continue;
    const RunId id = run.id;
    views.push_back({std::move(run), ledger.records(id)});
  }
  return merge_runs(std::move(plan), views);
}

RunView view_last(const Ledger& ledger) {
  if (const auto run = ledger.last_run()) return view_run(ledger, *run);
  throw InputError("the ledger is empty: `gulliver run MATRIX` makes the first run");
}

RunView find_view(const Ledger& ledger, const Arguments& arguments) {
  if (const auto run = run_number(arguments.what)) return view_run(ledger, *run);
  if (!arguments.what.empty()) return view_matrix(ledger, arguments.what);
  if (arguments.view != ReportView::production) return view_last(ledger);
  return view_matrix(ledger, data_root() / "matrices" / "production.yaml");
}

std::string rendered(const RunView& view, const Arguments& arguments) {
  switch (arguments.format) {
    case Format::html:
      return html_report(view, arguments.view);
    case Format::json:
      return arguments.view == ReportView::map ? json_map(view) : json_run(view);
    case Format::csv:
      return csv_map(view);
    case Format::text:
      break;
  }
  return render_report(view, arguments.view, output_style());
}

int report(const Arguments& arguments) {
  if (arguments.format == Format::csv && arguments.view != ReportView::map)
    throw InputError("only a map is written as CSV; --view map, or --format json, would be right");
  const Ledger ledger = open_ledger(folders_from_environment());
  std::cout << rendered(find_view(ledger, arguments), arguments);
  return 0;
}

}  // namespace

void add_report(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("report", "Print a run, or all runs of a matrix read as one, as a table");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("RUN|MATRIX", arguments->what,
                      "A run's number; or a matrix: each of its cells with its newest record.\n"
                      "Left out: the last run, or matrices/production.yaml for the view production");
  const std::map<std::string, ReportView> views{{"grid", ReportView::grid}, {"production", ReportView::production}, {"map", ReportView::map}};
  command->add_option("--view", arguments->view, "grid: architectures x configs; production: configs x architectures;\n"
                      "map: modules of the kernel crate x architectures")
      ->transform(CLI::CheckedTransformer(views))
      ->default_str("grid");
  const std::map<std::string, Format> formats{{"text", Format::text}, {"html", Format::html}, {"json", Format::json}, {"csv", Format::csv}};
  command->add_option("--format", arguments->format, "text, html (one file that needs no other), json, or csv of a map")
      ->transform(CLI::CheckedTransformer(formats))
      ->default_str("text");
  command->footer("Examples:\n  gulliver report --view production\n  gulliver report --view production --format html > production.html\n"
                  "  gulliver report 3 --format html > run.html\n  gulliver report matrices/all.yaml --view map\n"
                  "  gulliver report matrices/all.yaml --view map --format csv > map.csv");
  command->callback([arguments, &action] { action = [arguments] { return report(*arguments); }; });
}

}  // namespace gulliver
