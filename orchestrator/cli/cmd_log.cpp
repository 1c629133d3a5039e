// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <runners/model/error.hpp>

#include <unistd.h>

#include <iostream>
#include <memory>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

struct Arguments {
  std::string cell;
  RunId run = 0;
  bool build = false;
  std::size_t boot = 0;
  bool path = false;
};

RunRecord find_record(const Ledger& ledger, const Arguments& arguments) {
  if (arguments.run == 0) {
    if (auto record = ledger.last_record(arguments.cell)) return std::move(*record);
    throw InputError("no record of cell \"" + arguments.cell + "\"; `gulliver show` lists the cells of the last run");
  }
  return record_in(view_run(ledger, arguments.run), arguments.cell);
}

/// The console of one boot of several; 1 is the first.
fs::path console_of(const RunRecord& record, std::size_t boot) {
  const std::size_t boots = record.boot ? 1 + record.reboots.size() : 0;
  if (boot > boots)
    throw InputError("cell " + record.cell.id + " has no boot " + std::to_string(boot) + "; it has " +
                     std::to_string(boots) + ", `gulliver show " + record.cell.id + "` lists them");
  if (boot == 1) return record.boot->console;
  const Reboot& reboot = record.reboots[boot - 2];
  if (!reboot.console.empty()) return reboot.console;
  throw InputError("boot " + std::to_string(boot) + " of cell " + record.cell.id + " left no console: " +
                   reboot.verdict.reason);
}

/// The console where the guest was booted, else the build log: the place to look first.
fs::path log_of(const RunRecord& record, const Arguments& arguments) {
  if (arguments.boot > 0) return console_of(record, arguments.boot);
  if (!arguments.build && record.boot) return record.boot->console;
  if (record.build) return record.build->log;
  throw InputError("cell " + record.cell.id + " left no log: " + record.verdict.reason);
}

/// Console text is a stranger's: on a terminal its control characters are shown, not obeyed.
void print_log(const std::string& text) { std::cout << (::isatty(STDOUT_FILENO) != 0 ? printable_lines(text) : text); }

int show_log(const Arguments& arguments) {
  const Ledger ledger = open_ledger(folders_from_environment());
  const fs::path file = log_of(find_record(ledger, arguments), arguments);
  if (arguments.path)
    std::cout << file.string() << "\n";
  else
    print_log(read_file(file));
  return 0;
}

}  // namespace

void add_log(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("log", "Print the console of a cell, or its build log where it was not booted");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("CELL", arguments->cell, "A cell's id, e.g. mips-big/kunit")->required();
  command->add_option("--run", arguments->run, "Of this run; the last run that has the cell where it is left out");
  auto* build = command->add_flag("--build", arguments->build, "The build log, even where there is a console");
  command->add_option("--boot", arguments->boot, "The console of this boot where the cell was booted several times [1]")
      ->check(CLI::PositiveNumber)
      ->excludes(build);
  command->add_flag("--path", arguments->path, "Print the file's path instead of its text");
  command->footer("Examples:\n  gulliver log mips-big/kunit\n  gulliver log mips-big/kunit --build --run 3\n"
                  "  gulliver log mips-big/kunit --boot 2\n"
                  "  less $(gulliver log x86_64-little/kunit --path)");
  command->callback([arguments, &action] { action = [arguments] { return show_log(*arguments); }; });
}

}  // namespace gulliver
