// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/farm/farm.hpp>
#include <orchestrator/report/repro_head.hpp>
#include <runners/model/error.hpp>

#include <iostream>
#include <memory>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

struct Arguments {
  std::string cell;
  RunId run = 0;
};

/// The run that is asked for, else the newest with a record of the cell, else the last one.
RunId run_of(const Ledger& ledger, const Arguments& arguments) {
  if (arguments.run != 0) return arguments.run;
  if (const auto record = ledger.last_record(arguments.cell)) return record->run;
  if (const auto last = ledger.last_run()) return *last;
  throw InputError("the ledger is empty: `gulliver run MATRIX` makes the first run");
}

int print_script(const Arguments& arguments) {
  const Ledger ledger = open_ledger(folders_from_environment());
  const RunView view = view_run(ledger, run_of(ledger, arguments));
  const RunRecord& record = record_in(view, arguments.cell);
  const fs::path recipe = view.run.folder / folder_name(record.cell) / recipe_file;
  if (!fs::exists(recipe))
    throw InputError("run " + std::to_string(view.run.id) + " left no recipe of cell " + record.cell.id +
                     " (" + recipe.string() +
                     "): it is from an older Gulliver, or was removed; run the cell again");
  std::cout << repro_head(view, record) << read_file(recipe);
  return 0;
}

}  // namespace

void add_repro(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand(
      "repro",
      "Print a script that builds and boots a cell again without Gulliver, down to the test that failed");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("CELL", arguments->cell, "A cell's id, e.g. mips-big/kunit")->required();
  command->add_option("--run", arguments->run,
                      "Of this run; the last run that has the cell where it is left out");
  command->footer(
      "The script needs bash, the kernel tree, and a toolchain: the host's own or the root folder of an "
      "image.\n"
      "It ends with 0 where everything that it ran passed, 1 where the kernel fails (again), 2 at bad "
      "usage,\n"
      "3 where something else is missing.\n\n"
      "Examples:\n  gulliver repro mips-big/kunit > repro.sh\n  gulliver repro mips-big/kunit --run 3 > "
      "repro.sh\n"
      "  bash repro.sh --tree ~/linux --root ~/.cache/gulliver/images/NAME/rootfs\n  bash repro.sh --help");
  command->callback([arguments, &action] { action = [arguments] { return print_script(*arguments); }; });
}

}  // namespace gulliver
