// SPDX-License-Identifier: MIT
#include <orchestrator/cli/choice.hpp>
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/matrix_view.hpp>
#include <orchestrator/cli/week_view.hpp>
#include <orchestrator/export/export.hpp>
#include <orchestrator/export/kcidb_document.hpp>
#include <orchestrator/week/week_report.hpp>
#include <runners/model/error.hpp>

#include <iostream>
#include <memory>

namespace gulliver {
namespace {

enum class Format { text, html, json, csv, junit, kcidb };

/// What may be asked for: a ReportView, or a week.
enum class View { grid, production, map, digests, week };

struct Arguments {
  std::vector<std::string> what;
  View view = View::grid;
  Format format = Format::text;
  std::string since = "7d";
  std::string origin = "gulliver";
};

ReportView table_of(View view) {
  switch (view) {
    case View::production:
      return ReportView::production;
    case View::map:
      return ReportView::map;
    case View::digests:
      return ReportView::digests;
    case View::grid:
    case View::week:
      break;
  }
  return ReportView::grid;
}

RunView view_last(const Ledger& ledger) {
  if (const auto run = ledger.last_run()) return view_run(ledger, *run);
  throw InputError("the ledger is empty: `gulliver run MATRIX` makes the first run");
}

RunView find_view(const Ledger& ledger, const Arguments& arguments) {
  if (arguments.what.size() > 1) throw InputError("only --view week is of several matrices; one run or one matrix would be right");
  const std::string what = arguments.what.empty() ? "" : arguments.what.front();
  if (const auto run = run_number(what)) return view_run(ledger, *run);
  if (!what.empty()) return view_matrix(ledger, what);
  if (arguments.view != View::production) return view_last(ledger);
  return view_matrix(ledger, data_root() / "matrices" / "production.yaml");
}

std::string rendered(const RunView& view, const Arguments& arguments) {
  const ReportView table = table_of(arguments.view);
  switch (arguments.format) {
    case Format::html:
      return html_report(view, table);
    case Format::json:
      if (table == ReportView::digests) return json_digests(view);
      return table == ReportView::map ? json_map(view) : json_run(view);
    case Format::csv:
      return csv_map(view);
    case Format::junit:
      return junit(view);
    case Format::kcidb:
      return kcidb(view, arguments.origin);
    case Format::text:
      break;
  }
  return render_report(view, table, output_style());
}

std::string rendered(const std::vector<Week>& weeks, Format format) {
  if (format == Format::html) return html_weeks(weeks);
  return format == Format::json ? json_weeks(weeks) : render_weeks(weeks, output_style());
}

void check(const Arguments& arguments) {
  const bool is_of_tests = arguments.format == Format::junit || arguments.format == Format::kcidb;
  if (arguments.format == Format::csv && arguments.view != View::map)
    throw InputError("only a map is written as CSV; --view map, or --format json, would be right");
  if (is_of_tests && arguments.view == View::map)
    throw InputError("a map is no list of tests; --format json or csv would be right");
  if (is_of_tests && arguments.view == View::digests)
    throw InputError("a comparison of digests is no list of tests; --format json would be right");
  if (is_of_tests && arguments.view == View::week)
    throw InputError("a week is no list of tests; --format json would be right");
  if (!is_kcidb_origin(arguments.origin))
    throw InputError("--origin " + arguments.origin + ": KCIDB knows senders by small letters, digits and _");
}

int report(const Arguments& arguments) {
  check(arguments);
  const Folders folders = folders_from_environment();
  if (arguments.view == View::week) {
    std::cout << rendered(view_weeks(folders, arguments.what, arguments.since), arguments.format);
    return 0;
  }
  const Ledger ledger = open_ledger(folders);
  std::cout << rendered(find_view(ledger, arguments), arguments);
  return 0;
}

}  // namespace

void add_report(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("report", "Print a run, or all runs of a matrix read as one, as a table");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("RUN|MATRIX", arguments->what,
                      "A run's number; or a matrix: each of its cells with its newest record.\n"
                      "Left out: the last run, or matrices/production.yaml for the view production;\n"
                      "a week is of one matrix or several");
  one_of<View>(command->add_option("--view", arguments->view,
                                   "grid: architectures x configs; production: configs x architectures;\n"
                                   "map: modules of the kernel crate x architectures;\n"
                                   "digests: what tests printed to be compared, x cells;\n"
                                   "week: what changed, as the weekly mail has it"),
               {{"grid", View::grid}, {"production", View::production}, {"map", View::map}, {"digests", View::digests}, {"week", View::week}})
      ->default_str("grid");
  command->add_option("--since", arguments->since, "Of a week: when it began, as 7d, 24h, 2w, or 2026-11-19")->capture_default_str();
  one_of<Format>(command->add_option("--format", arguments->format,
                                     "text, html (one file that needs no other), json, csv of a map,\n"
                                     "or what other programs read: junit, kcidb (v5.3)"),
                 {{"text", Format::text}, {"html", Format::html}, {"json", Format::json}, {"csv", Format::csv}, {"junit", Format::junit}, {"kcidb", Format::kcidb}})
      ->default_str("text");
  command->add_option("--origin", arguments->origin, "Who sends a KCIDB report: small letters, digits and _")->capture_default_str();
  command->footer("Examples:\n  gulliver report --view production\n  gulliver report --view production --format html > production.html\n"
                  "  gulliver report 3 --format html > run.html\n  gulliver report 3 --format junit > junit.xml\n"
                  "  gulliver report matrices/all.yaml --view map\n"
                  "  gulliver report matrices/all.yaml --view map --format csv > map.csv\n"
                  "  gulliver report matrices/selftests.yaml --view digests\n"
                  "  gulliver report matrices/all.yaml matrices/production.yaml --view week --since 14d");
  command->callback([arguments, &action] { action = [arguments] { return report(*arguments); }; });
}

}  // namespace gulliver
