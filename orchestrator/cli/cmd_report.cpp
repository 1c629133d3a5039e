// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/matrix_file.hpp>
#include <orchestrator/cli/matrix_view.hpp>
#include <orchestrator/export/export.hpp>
#include <orchestrator/export/kcidb_document.hpp>
#include <runners/model/error.hpp>

#include <iostream>
#include <map>
#include <memory>

namespace gulliver {
namespace {

enum class Format { text, html, json, csv, junit, kcidb };

struct Arguments {
  std::string what;
  ReportView view = ReportView::grid;
  Format format = Format::text;
  std::string origin = "gulliver";
};

RunView view_last(const Ledger& ledger) {
  if (const auto run = ledger.last_run()) return view_run(ledger, *run);
  throw InputError("the ledger is empty: `gulliver run MATRIX` makes the first run");
}

RunView find_view(const Ledger& ledger, const Arguments& arguments) {
  if (const auto run = run_number(arguments.what)) return view_run(ledger, *run);
  if (!arguments.what.empty()) return view_matrix(ledger, matrix_file(arguments.what));
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
    case Format::junit:
      return junit(view);
    case Format::kcidb:
      return kcidb(view, arguments.origin);
    case Format::text:
      break;
  }
  return render_report(view, arguments.view, output_style());
}

void check(const Arguments& arguments) {
  const bool is_map = arguments.view == ReportView::map;
  if (arguments.format == Format::csv && !is_map)
    throw InputError("only a map is written as CSV; --view map, or --format json, would be right");
  if ((arguments.format == Format::junit || arguments.format == Format::kcidb) && is_map)
    throw InputError("a map is no list of tests; --format json or csv would be right");
  if (!is_kcidb_origin(arguments.origin))
    throw InputError("--origin " + arguments.origin + ": KCIDB knows senders by small letters, digits and _");
}

int report(const Arguments& arguments) {
  check(arguments);
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
  const std::map<std::string, Format> formats{{"text", Format::text}, {"html", Format::html},   {"json", Format::json},
                                              {"csv", Format::csv},   {"junit", Format::junit}, {"kcidb", Format::kcidb}};
  command->add_option("--format", arguments->format,
                      "text, html (one file that needs no other), json, csv (of a map), junit (a suite for\n"
                      "each cell), or kcidb (version 5.3)")
      ->transform(CLI::CheckedTransformer(formats))
      ->default_str("text");
  command->add_option("--origin", arguments->origin, "The sender that a KCIDB report names")->capture_default_str();
  command->footer("Examples:\n  gulliver report --view production\n  gulliver report --view production --format html > production.html\n"
                  "  gulliver report 3 --format html > run.html\n  gulliver report matrices/all.yaml --view map\n"
                  "  gulliver report matrices/all.yaml --view map --format csv > map.csv\n"
                  "  gulliver report matrices/all.yaml --format junit > junit.xml\n"
                  "  gulliver report 3 --format kcidb --origin my_farm > kcidb.json");
  command->callback([arguments, &action] { action = [arguments] { return report(*arguments); }; });
}

}  // namespace gulliver
