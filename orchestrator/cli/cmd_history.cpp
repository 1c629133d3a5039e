// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/ledger/history.hpp>
#include <orchestrator/report/history.hpp>

#include <iostream>
#include <memory>

namespace gulliver {
namespace {

struct Arguments {
  std::string what;
  bool json = false;
};

std::string some_of(const std::vector<std::string>& names) {
  constexpr std::size_t most = 8;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) text += (i ? ", " : "") + names[i];
  return text + (names.size() > most ? " and " + std::to_string(names.size() - most) + " more" : "");
}

/// A cell, else tests by name, else an abstraction.
std::string history_of(const History& history, const std::string& what, bool json) {
  const Moment now = std::chrono::system_clock::now();
  const CellHistory cell = history.cell(what);
  if (!cell.moments.empty()) return json ? json_history(cell) : render_history(cell, now, output_style());
  TestHistory tests = history.tests(what);
  if (tests.names.empty()) tests = history.abstraction(what);
  if (!tests.names.empty()) return json ? json_history(what, tests) : render_history(what, tests, now, output_style());
  const std::vector<std::string> cells = history.cells();
  if (cells.empty()) throw InputError("the ledger is empty: `gulliver run MATRIX` makes the first run");
  throw InputError("no run has a cell, a test or an abstraction \"" + what + "\"; cells are " + some_of(cells) +
                   "; abstractions are " + some_of(history.abstractions()));
}

int show_history(const Arguments& arguments) {
  const Folders folders = folders_from_environment();
  Ledger ledger = open_ledger(folders);
  settle_runs(ledger);
  const History history(folders.state / "ledger.sqlite");
  std::cout << history_of(history, arguments.what, arguments.json);
  return 0;
}

}  // namespace

void add_history(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("history", "Show a cell, a test or an abstraction through all runs");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("CELL|TEST|ABSTRACTION", arguments->what,
                      "A cell's id; a glob over names of tests; or a module of the kernel crate")->required();
  command->add_flag("--json", arguments->json, "As JSON (format: orchestrator/report/README.md)");
  command->footer("Examples:\n  gulliver history mips-big/kunit\n  gulliver history xarray\n"
                  "  gulliver history 'rust_kernel_bitmap.*' --json");
  command->callback([arguments, &action] { action = [arguments] { return show_history(*arguments); }; });
}

}  // namespace gulliver
