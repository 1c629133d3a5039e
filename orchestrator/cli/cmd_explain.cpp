// SPDX-License-Identifier: MIT
#include <orchestrator/cli/check_plan.hpp>
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/plan_arguments.hpp>
#include <orchestrator/report/check.hpp>

#include <iostream>
#include <memory>

namespace gulliver {
namespace {

struct Arguments : PlanArguments {
  bool json = false;
};

int explain(const Arguments& arguments) {
  const Plan plan = load_plan(arguments.matrix, data_root(), arguments.options);
  const std::vector<CheckedCell> cells = check_plan(plan);
  std::cout << (arguments.json ? json_check(plan, cells) : render_explanation(cells, output_style()));
  return exit_code(cells);
}

}  // namespace

void add_explain(CLI::App& program, Action& action) {
  CLI::App* command =
      program.add_subcommand("explain", "Say why Kconfig keeps or loses what a cell asks for, without building it");
  auto arguments = std::make_shared<Arguments>();
  add_plan_arguments(*command, *arguments);
  command->add_flag("--json", arguments->json, "As JSON");
  command->footer(
      "The exit code is 0 for cells that are buildable or unsupported (Rust and a wish exclude each\n"
      "other), and 1 where an option was lost for another reason.\n\n"
      "Examples:\n  gulliver explain matrices/all.yaml --cell mips-big/kunit\n"
      "  gulliver explain matrices/all.yaml --arch s390x --json");
  command->callback([arguments, &action] { action = [arguments] { return explain(*arguments); }; });
}

}  // namespace gulliver
