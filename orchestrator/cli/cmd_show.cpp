// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <runners/model/error.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace gulliver {
namespace {

struct Arguments {
  std::string what;
  bool json = false;
};

RunId last_run(const Ledger& ledger) {
  if (const auto run = ledger.last_run()) return *run;
  throw InputError("the ledger is empty: `gulliver run MATRIX` makes the first run");
}

int show_run(const Ledger& ledger, RunId run, bool json) {
  const RunView view = view_run(ledger, run);
  std::cout << (json ? json_run(view) : render_run(view, output_style()));
  return 0;
}

void show_record(const RunView& view, const std::string& cell, bool json) {
  const auto record = std::ranges::find_if(view.records, [&](const RunRecord& r) { return r.cell.id == cell; });
  std::cout << (json ? json_record(*record, view.findings) : render_record(*record, output_style(), view.findings));
}

int show(const Arguments& arguments) {
  const Ledger ledger = open_ledger(folders_from_environment());
  if (arguments.what.empty()) return show_run(ledger, last_run(ledger), arguments.json);
  if (const auto run = run_number(arguments.what)) return show_run(ledger, *run, arguments.json);
  const auto record = ledger.last_record(arguments.what);
  if (!record) throw InputError("no record of \"" + arguments.what + "\": neither a run number nor a cell like mips-big/kunit");
  show_record(view_run(ledger, record->run), record->cell.id, arguments.json);
  return 0;
}

}  // namespace

void add_show(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("show", "Show a run, or the last record of a cell");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("RUN|CELL", arguments->what, "A run's number or a cell's id; the last run where it is left out");
  command->add_flag("--json", arguments->json, "As JSON (format: orchestrator/report/README.md)");
  command->footer("Examples:\n  gulliver show\n  gulliver show 3 --json\n  gulliver show mips-big/kunit");
  command->callback([arguments, &action] { action = [arguments] { return show(*arguments); }; });
}

}  // namespace gulliver
