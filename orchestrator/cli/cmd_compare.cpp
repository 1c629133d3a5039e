// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/matrix_view.hpp>
#include <orchestrator/findings/run_comparison.hpp>
#include <orchestrator/model/test_choice.hpp>
#include <orchestrator/report/comparison.hpp>
#include <runners/model/error.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace gulliver {
namespace {

struct Arguments {
  std::string before, after;
  bool json = false;
};

RunView find_view(const Ledger& ledger, const std::string& what) {
  if (const auto run = run_number(what)) return view_run(ledger, *run);
  return view_matrix(ledger, what);
}

std::string tests_of(const RunView& view) {
  const std::string glob = chosen_tests(view.run);
  return glob.empty() ? "all tests" : "tests matching " + glob;
}

/// \throws InputError  the two have nothing in common that could be compared
void check(const Arguments& arguments, const RunView& before, const RunView& after) {
  const auto was = [&](const std::string& cell) { return std::ranges::find(before.run.cells, cell) != before.run.cells.end(); };
  if (std::ranges::none_of(after.run.cells, was))
    throw InputError(arguments.before + " and " + arguments.after + ": have no cell in common; two runs of one matrix have");
  if (tests_of(before) != tests_of(after))
    throw InputError(arguments.before + " was of " + tests_of(before) + " and " + arguments.after + " of " + tests_of(after) +
                     ": what ran in one of them alone would seem to be new or to have vanished");
}

int compare_views(const Arguments& arguments) {
  const Ledger ledger = open_ledger(folders_from_environment());
  const RunView before = find_view(ledger, arguments.before), after = find_view(ledger, arguments.after);
  check(arguments, before, after);
  RunComparison comparison{{before.run.id, before.run.matrix},
                           {after.run.id, after.run.matrix},
                           compare_runs(before.run.cells, before.records, after.run.cells, after.records)};
  for (const auto& [cell, standing] : after.findings.standings)
    if (standing.known) comparison.known.insert(cell);
  std::cout << (arguments.json ? json_comparison(comparison) : render_comparison(comparison, output_style()));
  return exit_code_of(comparison);
}

}  // namespace

void add_compare(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("compare", "Hold a run against an earlier one: what got worse, and what better?");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("BEFORE", arguments->before, "A run's number; or a matrix: all its runs read as one")->required();
  command->add_option("AFTER", arguments->after, "The same, held against the first")->required();
  command->add_flag("--json", arguments->json, "As JSON (format: orchestrator/report/README.md)");
  command->footer(
      "Only what was good and is not any more counts as worse, never where the farm failed or boots disagreed.\n"
      "Exit codes: 0 nothing got worse, 1 something did, 2 bad input, 3 the farm failed where something may have.\n\n"
      "Examples:\n  gulliver compare 3 5\n  gulliver compare matrices/all.yaml 12 --json\n"
      "  gulliver compare 11 12 || echo worse");
  command->callback([arguments, &action] { action = [arguments] { return compare_views(*arguments); }; });
}

}  // namespace gulliver
