// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/plan_arguments.hpp>

#include <iostream>
#include <memory>

namespace gulliver {
namespace {

struct Arguments : PlanArguments {
  bool json = false;
};

int show_plan(const Arguments& arguments) {
  const Plan plan = load_plan(arguments.matrix, data_root(), arguments.options);
  std::cout << (arguments.json ? json_plan(plan) : render_plan(plan, output_style()));
  return 0;
}

}  // namespace

void add_plan(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("plan", "Show what a matrix expands to, and what it leaves out and why");
  auto arguments = std::make_shared<Arguments>();
  add_plan_arguments(*command, *arguments);
  command->add_flag("--json", arguments->json, "As JSON");
  command->footer("Examples:\n  gulliver plan matrices/all.yaml\n  gulliver plan matrices/all.yaml --endian big --json");
  command->callback([arguments, &action] { action = [arguments] { return show_plan(*arguments); }; });
}

}  // namespace gulliver
