// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/run_heads.hpp>

#include <iostream>
#include <memory>

namespace gulliver {
namespace {

struct Arguments {
  int most = 20;
  bool json = false;
};

int list_runs(const Arguments& arguments) {
  const Folders folders = folders_from_environment();
  Ledger ledger = open_ledger(folders);
  const std::vector<RunHead> heads = run_heads(ledger, History(folders.state / "ledger.sqlite"), arguments.most);
  std::cout << (arguments.json ? json_runs(heads) : render_runs(heads, output_style()));
  return 0;
}

}  // namespace

void add_list(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("list", "List the runs in the ledger, newest first");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("-n,--most", arguments->most, "How many at the most")->capture_default_str()->check(CLI::PositiveNumber);
  command->add_flag("--json", arguments->json, "As JSON");
  command->footer("Examples:\n  gulliver list\n  gulliver list -n 3 --json");
  command->callback([arguments, &action] { action = [arguments] { return list_runs(*arguments); }; });
}

}  // namespace gulliver
